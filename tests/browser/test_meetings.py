"""A meeting in a real browser: by keyboard through its steps, live in two windows, whole at Room, Hall and a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cut_off import broken_words, cut_off
from tests.browser.driving import OpenBrowser, Visit
from tests.browser.test_agreement import press
from tests.browser.test_frame import CONTRAST

SOON = 5_000  # milliseconds in which another browser sees what was done
KARI, OLA = "1", "4"  # the sample's people by their ids
STEPS = ("1", "2", "3", "4", "5", "minutes")
QUESTIONS = (
    "Did we do what we decided?",
    "Does marketing deliver as promised?",
    "Does sales follow up as promised?",
    "Who waits, and who calls?",
    "What do we decide?",
    "Minutes",
)


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def in_a_meeting(window: Visit, size: str = "desk", **more: str) -> Page:
    """Go to the meeting that goes on, or start one."""
    address = "".join(f"&{name}={value}" for name, value in {"size": size, "as": KARI, **more}.items())
    page = window.open(f"/?meeting=new{address}")
    start = page.get_by_role("button", name="Start the meeting")
    (start if start.count() else page.get_by_role("button", name="Go to the meeting")).click()
    heading(page, QUESTIONS[0])
    window.settled()
    return page


def test_by_keyboard_through_the_steps_and_back(sample: str, visit: OpenBrowser) -> None:
    window = visit(sample)
    page = in_a_meeting(window)
    expect(page.get_by_test_id("stMain")).to_contain_text("✓ 1 kept")
    for question in QUESTIONS[1:]:
        page.keyboard.press("ArrowRight")
        heading(page, question)
    assert "step=minutes" in page.url
    page.keyboard.press("ArrowLeft")
    heading(page, QUESTIONS[4])
    window.settled()
    page.keyboard.press("m")
    expect(page.get_by_test_id("stTopNav")).to_have_count(0)
    heading(page, QUESTIONS[4])
    page.keyboard.press("m")
    expect(page.get_by_test_id("stTopNav")).to_be_visible()
    window.settled()
    page.get_by_label("What", exact=True).fill("Ring 3 Minutter")  # letters are no keys while one types
    page.keyboard.press("ArrowLeft")
    heading(page, QUESTIONS[4])
    assert window.outside == []
    assert window.complaints == []


def test_a_decision_and_a_call_are_seen_in_the_other_browser(sample: str, visit: OpenBrowser) -> None:
    kari, ola = visit(sample), visit(sample)
    page = in_a_meeting(kari)
    other = ola.open(f"/?step=5&as={OLA}")
    expect(other.get_by_test_id("stMain")).to_contain_text("0 decisions in this meeting")
    page.goto(page.url.split("?")[0] + f"?step=5&as={KARI}")
    kari.settled()
    page.get_by_label("What", exact=True).fill("Two calls before noon")
    page.get_by_label("Who", exact=True).click()
    page.get_by_role("option", name="Amina Farah").click()
    press(kari, "Write the decision down")
    expect(page.get_by_test_id("stMain")).to_contain_text("1 decision in this meeting")
    expect(other.get_by_test_id("stMain")).to_contain_text("Two calls before noon", timeout=SOON)
    ola.open(f"/?step=4&as={OLA}")
    other.get_by_role("button", name="Log a call").first.click()
    dialog = other.get_by_role("dialog")
    dialog.get_by_text("No answer", exact=True).click()
    ola.settled()
    dialog.get_by_role("button", name="Log it now").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_test_id("stMain")).to_contain_text("1 more called", timeout=SOON)
    assert kari.complaints == ola.complaints == []


@pytest.mark.parametrize("locale", ["en-GB", "nb-NO"])
def test_every_step_fits_the_room_without_scrolling(sample: str, visit: OpenBrowser, locale: str) -> None:
    in_a_meeting(visit(sample))
    window = visit(sample, height=940, locale=locale, dark=locale == "nb-NO")
    for step in STEPS:
        page = window.open(f"/?step={step}&size=room&as={KARI}")
        for chart in page.get_by_test_id("stVegaLiteChart").all():
            expect(chart.locator("svg").first).to_be_visible()
        assert not window.scrolls(), step
        assert not window.is_cut_off(), step
        assert cut_off(page) == [], step
        assert broken_words(page) == [], step
    assert window.complaints == []


@pytest.mark.parametrize(("size", "width", "height"), [("hall", 1920, 1080), ("desk", 390, 844)])
def test_nothing_is_cut_off_in_a_hall_and_on_a_phone(
    sample: str, visit: OpenBrowser, size: str, width: int, height: int
) -> None:
    in_a_meeting(visit(sample))
    window = visit(sample, width=width, height=height, locale="nb-NO")
    for address in (*(f"?step={step}" for step in STEPS), "?meeting=new", "?meeting=1&step=5"):
        page = window.open(f"/{address}&size={size}&as={KARI}")
        assert not window.is_cut_off(), address
        assert cut_off(page) == [], address
    assert window.complaints == []


@pytest.mark.parametrize("dark", [False, True])
def test_texts_of_a_step_can_be_read(sample: str, visit: OpenBrowser, dark: bool) -> None:
    in_a_meeting(visit(sample))
    page = visit(sample, dark=dark).open(f"/?step=1&size=room&as={KARI}")
    for words in ("✓ 1 kept", "Since the meeting began", "Figures frozen", "2 Leads delivered"):
        element = page.get_by_text(words).first.element_handle()
        assert element is not None
        assert page.evaluate(CONTRAST, element) >= 4.5, words
