"""What is written in secrets.toml about sign-in: read, refused where it opens the door, passed on to the provider."""

import subprocess
import sys
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import Message
from streamlit.runtime.secrets import Secrets

from pages.ui import sign_in, sign_in_settings
from pages.ui.sign_in_request import AskForAge
from sla_core.errors import SlaError
from tests.pages.conftest import ROOT, run_to_end

GUIDE = (ROOT / "docs" / "sign-in.md").read_text(encoding="utf-8")
EXAMPLES = [block.split("```")[0] for block in GUIDE.split("```toml\n")[1:]]
AUTH = {"redirect_uri": "http://localhost/oauth2callback", "cookie_secret": "c" * 32}


def refusal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], **secrets: Any) -> str:
    """What the start says before it ends; nothing where it goes on."""
    monkeypatch.setattr(st, "secrets", secrets)
    with suppress(SystemExit):
        sign_in_settings.refuse_unsafe()
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("auth", "handslag", "named"),
    [
        (AUTH | {"cookie_secret": "c" * 31}, {}, "cookie_secret"),
        ({"redirect_uri": "http://localhost/oauth2callback"}, {}, "cookie_secret"),
        (AUTH, {"trust_email_of": "https://idp.example"}, "trust_email_of"),
        (AUTH, {"trust_email_of": [""]}, "trust_email_of"),
        (AUTH, {"trust_email_of": [1]}, "trust_email_of"),
        (AUTH, {"sign_again_after_minutes": 0}, "sign_again_after_minutes"),
        (AUTH, {"sign_again_after_minutes": True}, "sign_again_after_minutes"),
        (AUTH, {"sign_again_after_minutes": "60"}, "sign_again_after_minutes"),
        (AUTH, {"sign_again_after_minutes": 1.5}, "sign_again_after_minutes"),
    ],
)
def test_settings_that_are_unsafe_or_make_no_sense_end_the_start(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    auth: dict[str, Any],
    handslag: dict[str, Any],
    named: str,
) -> None:
    assert named in refusal(monkeypatch, capsys, auth=auth, handslag=handslag)
    with pytest.raises(SystemExit, match="2"):
        sign_in_settings.refuse_unsafe()


@pytest.mark.parametrize(
    "secrets", [{}, {"auth": AUTH}, {"auth": AUTH, "handslag": {"trust_email_of": ["https://idp.example"]}}]
)
def test_settings_that_are_in_order_let_it_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], secrets: dict[str, Any]
) -> None:
    assert refusal(monkeypatch, capsys, **secrets) == ""


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_the_guide_works_once_the_cookie_secret_is_drawn(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], example: str
) -> None:
    secrets = tomllib.loads(example)
    if "auth" in secrets:
        assert "cookie_secret" in refusal(monkeypatch, capsys, **secrets)
        secrets["auth"]["cookie_secret"] = "c" * 64
    assert refusal(monkeypatch, capsys, **secrets) == ""


def test_the_guide_has_examples() -> None:
    assert [sorted(tomllib.loads(example)) for example in EXAMPLES].count(["auth", "handslag"]) == 1


def unreadable(monkeypatch: pytest.MonkeyPatch, folder: Path, *files: Path) -> None:
    monkeypatch.setattr(st, "secrets", Secrets())
    monkeypatch.setattr("streamlit.config.get_option", lambda name: [str(folder / file) for file in files])
    monkeypatch.setattr(st, "get_option", lambda name: [str(folder / file) for file in files])


def test_a_file_that_cannot_be_read_is_not_taken_for_local_mode(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "secrets.toml").write_text("[auth\n")
    unreadable(monkeypatch, tmp_path, Path("none.toml"), Path("secrets.toml"))
    with pytest.raises(SlaError, match="cannot be read"):
        sign_in.configured()


def test_without_a_file_nobody_signs_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    unreadable(monkeypatch, tmp_path, Path("none.toml"))
    assert not sign_in.configured()


def test_the_app_does_not_start_with_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "secrets.toml").write_text("[auth\n")
    files = ["--secrets.files", str(tmp_path / "secrets.toml")]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", *files]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert told.returncode == 2
    assert "secrets.toml is not in order" in told.stderr
    assert "line 1" in told.stderr
    assert "Traceback" not in told.stderr


def sent_to(address: str, *, path: str = "/auth/login", oldest: int = 3600) -> str:
    """Where a browser is sent that asks for this path, when Streamlit would send it to this address."""
    sent: list[Message] = []

    async def keep(message: Message) -> None:
        sent.append(message)

    async def nothing() -> Message:
        raise AssertionError("a redirect reads no request")

    scope = {"type": "http", "method": "GET", "path": path, "headers": []}
    run_to_end(AskForAge(RedirectResponse(address), oldest)(scope, nothing, keep))
    return str(Headers(raw=sent[0]["headers"])["location"])


AT_PROVIDER = "https://idp.example/authorize?client_id=handslag&prompt=select_account"


@pytest.mark.parametrize(
    ("oldest", "asked"), [(43_200, "&max_age=43140"), (60, "&max_age=0"), (59, "&max_age=0")]
)
def test_the_provider_is_asked_not_to_let_an_older_sign_in_pass(oldest: int, asked: str) -> None:
    assert sent_to(AT_PROVIDER, oldest=oldest) == AT_PROVIDER + asked
    assert sent_to(AT_PROVIDER, path="/below/auth/login", oldest=oldest) == AT_PROVIDER + asked


@pytest.mark.parametrize(
    ("address", "path"),
    [(AT_PROVIDER + "&max_age=5", "/auth/login"), ("/", "/auth/login"), (AT_PROVIDER, "/auth/logout")],
)
def test_other_addresses_stay_as_they_are(address: str, path: str) -> None:
    assert sent_to(address, path=path) == address
