"""User text shows as it was typed, wherever Streamlit renders markdown."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.driving import ROOT, OpenBrowser, serving
from tests.browser.markdown_app import PAYLOADS

WORD_JOINER = "\u2060"
# Each payload is drawn as text, bold and small, title, error, badge, button, field, metric and table cell.
TIMES = 10


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("markdown")
    script = "tests/browser/markdown_app.py"
    with serving(f"sqlite:///{folder}/x.db", folder / "log", script, PYTHONPATH=str(ROOT)) as address:
        yield address


def test_no_payload_becomes_markup(drawn: str, visit: OpenBrowser) -> None:
    window = visit(drawn)
    page = window.open()
    for number, payload in enumerate(PAYLOADS):
        place = page.locator(f".st-key-payload-{number}")
        text = place.evaluate("element => element.textContent").replace(WORD_JOINER, "")
        assert text.count(payload) == TIMES, text
        assert place.locator("a, em, del, mark, sup, code, img, .katex, li, h2, hr, blockquote").count() == 0
    assert window.outside == []
