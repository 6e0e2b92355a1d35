"""A workshop in two browsers at once: blind, live within three seconds, typing undisturbed, settled together."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.cut_off import broken_words, cut_off
from tests.browser.driving import OpenBrowser, Visit
from tests.browser.test_agreement import press

SOON = 3_000  # milliseconds in which an answer is seen in another browser
# The sample's people by their ids: Kari Solbakken and Mette Lundeby of marketing, Ola Brattli of sales.
KARI, METTE, OLA = "1", "3", "4"


def main_text(window: Visit) -> Locator:
    return window.page.get_by_test_id("stMain")


def give(window: Visit, text: str, department: str) -> None:
    window.page.get_by_placeholder(f"Answer for {department.capitalize()}").fill(text)
    own = {"marketing": "marketing's", "sales": "sales'"}[department]
    window.page.get_by_role("button", name=f"Give {own} answer").click()


def test_two_departments_answer_blind_and_settle_a_difference(sample: str, visit: OpenBrowser) -> None:
    kari, ola = visit(sample), visit(sample)
    kari.open(f"/personas?as={KARI}&part=workshops")
    kari.page.get_by_label("Name of the persona").fill("Industri-Ingrid")
    press(kari, "Start the workshop")
    number = re.search(r"workshop=(\d+)", kari.page.url)
    assert number
    address = f"/personas?workshop={number[1]}&question=role"
    kari.open(f"{address}&as={KARI}")
    ola.open(f"{address}&as={OLA}")
    expect(main_text(kari)).to_contain_text("nobody from sales")
    press(ola, "Join as Ola Brattli")
    expect(main_text(kari)).to_contain_text("both departments present", timeout=SOON)

    field = ola.page.get_by_placeholder("Answer for Sales")
    field.click()
    field.press_sequentially("Head of ")
    give(kari, "Plant manager", "marketing")
    expect(main_text(ola)).to_contain_text("Answered, hidden", timeout=SOON)
    assert "Plant manager" not in ola.page.content()
    expect(field).to_be_focused()  # what Ola was typing is still there, and so is the cursor
    expect(field).to_have_value("Head of ")
    field.press_sequentially("maintenance")
    ola.page.get_by_role("button", name="Give sales' answer").click()
    for window in (kari, ola):
        expect(main_text(window)).to_contain_text("The answers differ", timeout=SOON)
        expect(main_text(window)).to_contain_text("Head of maintenance")
        expect(main_text(window)).to_contain_text("Plant manager")

    ola.page.get_by_placeholder("What both agree on").fill("Whoever runs the plant")
    press(ola, "Write the agreed answer")
    expect(main_text(kari)).to_contain_text("Whoever runs the plant", timeout=SOON)
    kari.page.get_by_role("button", name="○ Goals").click()
    ola.page.get_by_role("button", name="○ Goals").click()
    expect(kari.page.get_by_placeholder("Answer for Marketing")).to_be_visible()
    give(kari, "No stops", "marketing")
    expect(ola.page.get_by_placeholder("Answer for Sales")).to_be_visible()
    give(ola, "no stops.", "sales")
    for window in (kari, ola):
        expect(main_text(window)).to_contain_text("both said the same", timeout=SOON)
    assert kari.outside == ola.outside == []
    assert kari.complaints == ola.complaints == []


def test_what_somebody_is_typing_outlasts_a_closed_workshop_and_the_others_answers(
    sample: str, visit: OpenBrowser
) -> None:
    kari, mette, ola = visit(sample), visit(sample), visit(sample)
    kari.open(f"/personas?as={KARI}&part=workshops")
    kari.page.get_by_label("Name of the persona").fill("Industri-Ingrid")
    press(kari, "Start the workshop")
    number = re.search(r"workshop=(\d+)", kari.page.url)
    assert number
    for window, person in ((mette, METTE), (ola, OLA)):
        window.open(f"/personas?workshop={number[1]}&question=role&as={person}")
    field = mette.page.get_by_placeholder("Answer for Marketing")
    field.fill("Half a thought")
    kari.page.get_by_role("button", name="Close").click()
    press(kari, "Close the workshop")
    expect(main_text(mette)).to_contain_text("the workshop is closed", timeout=SOON)
    expect(field).to_have_value("Half a thought")
    press(kari, "Continue")
    expect(main_text(mette)).to_contain_text("Cannot be changed afterwards", timeout=SOON)
    expect(field).to_have_value("Half a thought")
    give(kari, "Plant manager", "marketing")
    give(ola, "Head of maintenance", "sales")
    expect(main_text(mette)).to_contain_text("Not given: both had answered", timeout=SOON)
    expect(field).to_have_value("Half a thought")
    expect(mette.page.get_by_role("button", name="Give marketing's answer")).to_be_disabled()
    assert kari.complaints == mette.complaints == ola.complaints == []


@pytest.mark.parametrize("size", ["room", "hall"])
@pytest.mark.parametrize(
    "place",
    [
        "?part=personas",
        "?part=coverage",
        "?part=workshops",
        "?part=write",
        "?persona=operations",
        "?workshop=1&question=tools",
        "?workshop=1&question=measured_by",
    ],
)
def test_nothing_is_cut_off(sample: str, visit: OpenBrowser, size: str, place: str) -> None:
    window = visit(sample, locale="nb-NO", dark=size == "hall")
    page = window.open(f"/personas{place}&size={size}&as={OLA}")
    assert not window.is_cut_off()
    assert cut_off(page) == []
    assert broken_words(page) == []
    assert window.complaints == []
