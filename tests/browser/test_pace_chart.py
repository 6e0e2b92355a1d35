"""The words in the chart of Meeting in a real browser: through a month, at every width and size."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.driving import ROOT, OpenBrowser, serving

# Working days of a month: the first, the first and last with words beside today, a late one, the last.
DAYS = (1, 9, 16, 18, 21)
WAYS = 4  # behind, far behind, ahead, without a target
# Per chart its name with the texts that overlap another one or reach out of the drawing.
MISPLACED = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].flatMap(chart => {
    const svg = chart.querySelector('svg'), room = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')]
        .filter(text => text.textContent.trim() && text.getAttribute('opacity') !== '0')
        .map(text => ({said: text.textContent, box: text.getBoundingClientRect()}));
    const overlap = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
        && a.top < b.bottom - a.height * 0.15 && b.top < a.bottom - a.height * 0.15;  // a box has room for accents
    return texts.filter(({said, box}) => box.left < room.left - 2 || box.right > room.right + 2
            || box.top < room.top - 2 || box.bottom > room.bottom + 2
            || texts.some(other => other.box !== box && overlap(box, other.box)))
        .map(({said}) => `${svg.getAttribute('aria-label') || chart.getAttribute('aria-label')}: ${said}`);
})"""


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page with the chart on days of a month; its address."""
    log = tmp_path_factory.mktemp("month") / "log"
    script = "tests/browser/pace_app.py"
    database = f"sqlite:///{Path(log).parent}/x.db"
    with serving(database, log, script, PYTHONPATH=str(ROOT)) as address:
        yield address


@pytest.mark.parametrize(
    ("size", "width", "parts", "height"),
    [
        ("desk", 1920, 2, 20.0),
        ("room", 1920, 2, 9.0),
        ("room", 1920, 2, 5.8),
        ("hall", 1920, 1, 6.5),
        ("desk", 390, 1, 20.0),
        ("room", 390, 1, 9.0),
    ],
)
def test_no_two_labels_overlap_and_none_leaves_the_drawing_in_any_part_of_the_month(
    month: str, visit: OpenBrowser, size: str, width: int, parts: int, height: float
) -> None:
    window = visit(month, width=width, locale="nb-NO")  # its words are longer
    days = ",".join(map(str, DAYS))
    page = window.open(f"/?size={size}&parts={parts}&height={height}&days={days}")
    expect(page.locator("[data-testid=stVegaLiteChart] svg")).to_have_count(WAYS * len(DAYS))
    assert page.evaluate(MISPLACED) == []
