"""Goals in a real browser: a number tried in the chain, a target proposed and read; nothing cut off."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.cut_off import broken_words, cut_off
from tests.browser.driving import OpenBrowser, Visit


def type_number(window: Visit, label: str, number: str) -> None:
    field = window.page.get_by_label(label, exact=True)
    field.fill(number)
    field.press("Tab")
    window.settled()


def test_a_number_tried_in_the_chain_says_at_once_what_follows(sample: str, visit: OpenBrowser) -> None:
    window = visit(sample)
    page = window.open("/goals")
    expect(page.get_by_test_id("stMain")).to_contain_text("To reach 6.7 customers you need")
    type_number(window, "SQL, promised", "100")
    expect(page.get_by_test_id("stMain")).to_contain_text(re.compile(r"Customers\s*expect \d"))
    page.get_by_role("button", name="Back to what is agreed").click()
    window.settled()
    expect(page.get_by_role("textbox", name="SQL, promised", exact=True)).to_have_value("205")
    assert window.outside == []
    assert window.complaints == []


def test_a_lowered_target_is_proposed_with_a_reason_and_leads_to_what_is_to_be_signed(
    sample: str, visit: OpenBrowser
) -> None:
    window = visit(sample)
    page = window.open("/goals?part=adjust&size=room")
    type_number(window, "New number, agreed 205", "190")
    expect(page.get_by_test_id("stMain")).to_contain_text(re.compile(r"Customers to expect: [\d.]+ → [\d.]+"))
    expect(page.get_by_test_id("stMain")).to_contain_text(
        re.compile(r"Sales has time for \d+ leads: these 190 fit\.")
    )
    page.get_by_role("textbox", name="Why (the other department reads it)").fill("The fair moves to January")
    page.get_by_role("button", name="Propose 205 → 190").click()
    window.settled()
    expect(page.get_by_test_id("stTable")).to_contain_text("The fair moves to January")
    page.get_by_role("link", name="Read and sign version 3.1").click()
    window.settled()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Version 3.1 is proposed")
    assert "size=room" in page.url


def test_a_reason_that_is_being_typed_stays_when_the_period_is_changed(
    sample: str, visit: OpenBrowser
) -> None:
    window = visit(sample)
    page = window.open("/goals?part=adjust")
    type_number(window, "New number, agreed 205", "190")
    why = page.get_by_role("textbox", name="Why (the other department reads it)")
    why.fill("The fair moves to January")
    page.get_by_role("combobox", name="Period").click()
    page.get_by_role("option", name="Q4 2026").click()
    window.settled()
    expect(why).to_have_value("The fair moves to January")
    expect(page.get_by_role("button", name="Propose to")).to_be_disabled()


@pytest.mark.parametrize(("size", "width"), [("desk", 390), ("room", 1920), ("hall", 1920)])
@pytest.mark.parametrize("part", ["plan", "pace", "pace&in=value", "adjust&in=value", "value"])
def test_nothing_is_cut_off(sample: str, visit: OpenBrowser, size: str, width: int, part: str) -> None:
    window = visit(sample, locale="nb-NO", dark=size == "hall", width=width)
    page = window.open(f"/goals?size={size}&part={part}")
    assert not window.is_cut_off()
    assert cut_off(page) == []
    assert broken_words(page) == []
    assert window.complaints == []
