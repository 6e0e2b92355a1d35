"""The agreement in two browsers at once: changed, read, signed, voided by a changed word, signed by both, in force."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.cut_off import broken_words, cut_off
from tests.browser.driving import OpenBrowser, Visit

KARI, OLA = "Kari Solbakken", "Ola Brattli"


def press(window: Visit, label: str) -> None:
    window.page.get_by_role("button", name=label, exact=True).first.click()
    window.settled()


def act_as(window: Visit, name: str) -> None:
    """Choose whom one acts as, in View."""
    press(window, "View") if window.page.get_by_role("button", name="View").count() else None
    window.page.get_by_role("combobox", name="Acting as").click()
    window.page.get_by_role("option", name=name).click()
    window.settled()
    window.page.keyboard.press("Escape")
    window.settled()


def read_to_the_end(window: Visit, label: str) -> None:
    for box in window.page.get_by_role("checkbox").all():
        box.locator("xpath=ancestor::label").click()
        window.settled()
    press(window, f"I have read version {label}")


def sign(window: Visit, label: str, name: str) -> None:
    press(window, f"Sign version {label} as {name}")
    dialog = window.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Fingerprint of the text you have read")
    dialog.get_by_role("button", name=f"Sign version {label} as {name}").click()
    window.settled()


def change_the_response_time(window: Visit, hours: int) -> None:
    page = window.open("/agreement?part=edit&section=response")
    field = page.get_by_role("spinbutton").first
    field.fill(str(hours))
    field.press("Tab")
    press(window, "Save in the draft")


def title(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def test_two_managers_change_read_and_sign_a_version_and_last_month_stays(
    sample: str, visit: OpenBrowser
) -> None:
    kari, ola = visit(sample), visit(sample)
    kari.open("/follow-up?view=results&period=last-month")
    before = kari.page.get_by_test_id("stMain").inner_text()
    kari.open("/agreement?version=4")
    act_as(kari, KARI)
    ola.open("/agreement?version=4")
    act_as(ola, OLA)

    change_the_response_time(ola, 2)
    page = kari.open("/agreement?version=4")
    act_as(kari, KARI)
    expect(page.get_by_test_id("stTable").filter(has_text="Becomes")).to_contain_text("2 working hours")
    press(kari, "Propose version 4")
    page.get_by_role("dialog").get_by_role("button", name="Propose version 4").click()
    kari.settled()
    expect(title(page)).to_contain_text("Version 4 is proposed", timeout=15_000)
    read_to_the_end(kari, "4")
    sign(kari, "4", KARI)
    expect(page.get_by_test_id("stMain")).to_contain_text("Your receipt")

    change_the_response_time(ola, 3)  # a changed word: the signature is void, and both see it
    for window in (kari, ola):
        window.open("/agreement?version=4")
        expect(window.page.get_by_test_id("stAlert")).to_contain_text(
            f"No longer valid: the signature of {KARI}"
        )

    act_as(ola, OLA)
    press(ola, "Propose version 4")
    ola.page.get_by_role("dialog").get_by_role("button", name="Propose version 4").click()
    ola.settled()
    read_to_the_end(ola, "4")
    sign(ola, "4", OLA)
    kari.open("/agreement?version=4")
    act_as(kari, KARI)
    read_to_the_end(kari, "4")
    sign(kari, "4", KARI)
    expect(title(kari.page)).to_contain_text("Version 4 has been in force since 20 Nov 2026", timeout=15_000)

    kari.open("/follow-up?view=results&period=last-month")
    assert kari.page.get_by_test_id("stMain").inner_text() == before
    assert kari.outside == ola.outside == []


@pytest.mark.parametrize("size", ["room", "hall"])
@pytest.mark.parametrize("part", ["", "&part=edit&section=hours", "&part=what-if", "&part=versions"])
def test_nothing_is_cut_off(sample: str, visit: OpenBrowser, size: str, part: str) -> None:
    window = visit(sample, locale="nb-NO", dark=size == "hall")
    page = window.open(f"/agreement?size={size}{part}")
    assert not window.is_cut_off()
    assert cut_off(page) == []
    assert broken_words(page) == []
    assert window.complaints == []
