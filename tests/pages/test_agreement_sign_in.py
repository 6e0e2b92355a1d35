"""Signing where people sign in: known by the provider, and asked again when that was too long ago."""

import time

from streamlit.testing.v1 import AppTest

from tests.db.agreeing import found, propose, read, whole
from tests.pages.conftest import words
from tests.pages.test_sign_in import GOOGLE, visitor

PAGE = "pages/agree/agreement.py"


def opened(seconds_ago: int) -> AppTest:
    """Agreement as Kari meets it so long after she signed in."""
    app = visitor(auth_time=int(time.time()) - seconds_ago)
    return app.switch_page(PAGE).run()


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def test_who_signed_in_long_ago_is_asked_again_before_signing(sqlite_database: str) -> None:
    company = found()
    read(company.kari, propose(company))
    app = opened(13 * 3600)
    assert "You signed in more than 12" in words(app)
    assert not any(label.startswith("Sign version") for label in labels(app))


def test_a_signature_says_who_vouches_for_the_signer(sqlite_database: str) -> None:
    company = found()
    version = propose(company)
    read(company.kari, version)
    app = opened(60)
    next(b for b in app.button if b.label == "Sign version 1 as Kari Nordmann").click().run()
    app.button(key="sign_now").click().run()
    (link,) = whole().signatures(version)
    assert (link.entry.identified_by, link.entry.email) == (GOOGLE, "kari@fjordlys.example")


def test_a_dialog_left_open_for_too_long_does_not_sign(sqlite_database: str) -> None:
    company = found()
    version = propose(company)
    read(company.kari, version)
    app = opened(60)
    next(b for b in app.button if b.label == "Sign version 1 as Kari Nordmann").click().run()
    app.user = {**dict(app.user), "auth_time": int(time.time()) - 13 * 3600}
    app.button(key="sign_now").click().run()
    assert whole().signatures(version) == []
    assert "Sign in again before you sign" in app.error[0].value
