"""The app as a user sees it, without a browser: `open_page("pages/setup/company.py", lang="nb")`."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]


class OpenPage(Protocol):
    def __call__(self, page: str | None = None, *, lang: str = "en", **address: str) -> AppTest: ...


@pytest.fixture
def open_page(sqlite_database: str) -> OpenPage:
    """Open a page of the app on a fresh database; keywords are what the address holds (`size="room"`)."""

    def open_it(page: str | None = None, *, lang: str = "en", **address: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        for key, value in {"lang": lang, **address}.items():
            app.query_params[key] = value
        app.run()
        if page:
            app.switch_page(page).run()
        assert not app.exception
        return app

    return open_it


def words(app: AppTest) -> str:
    """All that is written on the page: titles, texts, errors, labels."""
    written = [*app.title, *app.markdown, *app.error, *app.toast]
    labelled = [*app.button, *app.selectbox, *app.text_input, *app.get("segmented_control"), *app.page_link]
    return "\n".join([*(str(element.value) for element in written), *(str(e.label) for e in labelled)])


def run_to_end(of: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine in a thread of its own: an open browser of other tests keeps this one's loop running."""
    with ThreadPoolExecutor(1) as threads:
        threads.submit(asyncio.run, of).result()
