"""Lead criteria in a real browser: a weight moved in its cell counts at once, and the page keeps what was typed."""

import re

from playwright.sync_api import expect

from tests.browser import weights
from tests.browser.driving import OpenBrowser

PRICES, DEMO = 7, 8  # rows of the rules on the price list and on the demonstration


def test_a_moved_weight_counts_at_once_and_so_does_the_next(visit: OpenBrowser, sample: str) -> None:
    window = visit(sample, height=1300)
    page = window.open("/lead-criteria")
    passes = weights.counts(page).first
    expect(passes).to_have_text(re.compile("leads? pass"))
    seen = [passes.inner_text()]
    for row, points in ((PRICES, 5), (DEMO, 5), (PRICES, 60)):
        weights.choose(page, row)
        weights.type_points(page, points)
        page.keyboard.press("Enter")
        expect(passes).not_to_have_text(seen[-1])
        window.settled()
        seen.append(passes.inner_text())
    expect(page.get_by_text("Leads that move")).to_be_visible()
    page.reload()
    window.settled()
    expect(passes).to_have_text(seen[0])  # nothing was stored


def test_nothing_is_cut_off_on_a_phone(visit: OpenBrowser, sample: str) -> None:
    window = visit(sample, width=390, height=844)
    for part in ("weights", "rules", "definitions", "matrix", "backtest", "suggest", "lead"):
        window.open(f"/lead-criteria?part={part}")
        assert not window.is_cut_off(), part
    assert window.complaints == []
