"""An app whose database cannot be used starts all the same, and its only page says why."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages.ui import server
from tests.pages.conftest import run_to_end

APP = str(Path(__file__).parents[2] / "app.py")


async def started() -> None:
    async with server.lifespan(st.App(APP)):
        pass


@pytest.mark.parametrize("address", ["sqlite:///{folder}", "sqlite:///{folder}/none/x.db", "sqlite://"])
def test_the_app_starts_and_says_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", address.format(folder=tmp_path))
    run_to_end(started())
    app = AppTest.from_file(APP, default_timeout=30).run()
    assert [title.value for title in app.title] == ["The database cannot be used"]
    assert len(app.error) == 1
    assert not app.exception
