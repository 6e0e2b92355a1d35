"""Fixtures for tests in a browser. Without a Chromium they are skipped; with REQUIRE_ALL=1 they fail.

def test_something(server: str, visit: OpenBrowser) -> None:
    page = visit(server, height=940, locale="nb-NO", dark=True).open("/?size=room")
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.driving import CHROMIUM_ARGUMENTS, FRIDAY, OpenBrowser, Visit, chromium, serving
from tests.conftest import lacking


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    path = chromium()
    if path is None:
        lacking("no Chromium is installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[OpenBrowser]:
    """Open a window at an address; it is closed after the test."""
    contexts: list[BrowserContext] = []

    def open_window(
        address: str, *, width: int = 1920, height: int = 1080, locale: str = "en-GB", dark: bool = False
    ) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale=locale,
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        return Visit(context.new_page(), address)

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on an empty database that the tests of one file share; its address."""
    folder: Path = tmp_path_factory.mktemp("server")
    with serving(f"sqlite:///{folder}/handslag.db", folder / "log") as address:
        yield address


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app with the sample company at a Friday morning, which the tests of one file share; its address."""
    folder: Path = tmp_path_factory.mktemp("sample")
    database = f"sqlite:///{folder}/handslag.db"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATABASE_URL", database)
        environment.setenv("SLA_NOW", FRIDAY)
        from db.__main__ import main

        assert main(["sample"]) == 0
        with serving(database, folder / "log", SLA_NOW=FRIDAY) as address:
            yield address
