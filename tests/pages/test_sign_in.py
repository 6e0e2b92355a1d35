"""Sign-in without a provider: who is let in, in which role, and when a sign-in has to be renewed."""

import time
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from db import people
from db.engine import transaction
from pages.ui import sign_in
from sla_core.people import COMMAND_LINE, Action, Department, Role
from tests.db.company import add_person
from tests.pages.conftest import ROOT, words

COMPANY = "pages/setup/company.py"
TENANT = "https://login.microsoftonline.com/72f988bf-0000-0000-0000-2d7cd011db47/v2.0"
GOOGLE = "https://accounts.google.com"
AUTH = {"redirect_uri": "http://localhost/oauth2callback", "cookie_secret": "c" * 64}
PROVIDER = {"client_id": "handslag", "client_secret": "secret", "server_metadata_url": "https://x.example"}
KARI = {
    "is_logged_in": True,
    "iss": GOOGLE,
    "provider": "google",
    "email": "Kari@Fjordlys.example",
    "email_verified": True,
    "exp": 4_000_000_000,
}
NOON, HOUR = 1_795_000_000, 3600


def visitor(handslag: dict[str, Any] | None = None, **claims: object) -> AppTest:
    """The app as it meets Kari with these claims instead of her own; None leaves a claim out."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    return meet(app, {"auth": AUTH | {"google": PROVIDER}, "handslag": handslag or {}}, claims)


def meet(app: AppTest, secrets: dict[str, Any], claims: dict[str, object]) -> AppTest:
    app.secrets = dict(secrets)
    app.user = {key: value for key, value in (KARI | claims).items() if value is not None}
    return app.run()


def buttons(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def is_in(app: AppTest) -> bool:
    return "Signed in as" in words(app)


@pytest.mark.parametrize("role", Role)
def test_who_signs_in_has_the_role_given_here_however_the_address_is_cased(
    sqlite_database: str, role: Role
) -> None:
    add_person("Kari Nordmann", role)
    app = visitor()
    app.switch_page(COMPANY).run()
    assert "Signed in as Kari Nordmann" in words(app)
    assert not [box for box in app.selectbox if box.key == "person_choice"]
    assert [b.key for b in app.button if b.key == "person_new_save"] == (
        ["person_new_save"] if role is Role.ADMINISTRATOR else []
    )


def test_a_role_that_is_taken_away_is_gone_at_the_next_click(sqlite_database: str) -> None:
    add_person("Ola Hansen", Role.ADMINISTRATOR)
    kari = add_person("Kari Nordmann", Role.ADMINISTRATOR)
    app = visitor()
    app.switch_page(COMPANY).run()
    assert "person_new_save" in [button.key for button in app.button]
    with transaction(COMMAND_LINE, Action.SAVE_PERSON) as db:
        people.save_person(
            db,
            person_id=kari.id,
            name=kari.name,
            email=kari.email,
            department=Department.SALES,
            role=Role.VIEWER,
        )
    assert "person_new_save" not in [button.key for button in app.run().button]


@pytest.mark.parametrize(
    ("name", "shown"), [("Per <b>Spelmann</b>", "Per &#60;b&#62;Spelmann"), (None, "per")]
)
def test_an_unknown_address_may_look_and_change_nothing(
    sqlite_database: str, name: str | None, shown: str
) -> None:
    add_person("Kari Nordmann", Role.ADMINISTRATOR)
    app = visitor(email="per@elsewhere.example", name=name)
    app.switch_page(COMPANY).run()
    assert f"Signed in as {shown}" in words(app)
    assert "person_new_save" not in [button.key for button in app.button]


def test_without_sign_in_nobody_sees_a_page(sqlite_database: str) -> None:
    app = visitor(is_logged_in=False)
    assert [title.value for title in app.title] == ["Sign in to see the agreement"]
    assert buttons(app) == ["Sign in with Google"]


@pytest.mark.parametrize("expiry", [1_600_000_000, None, "4000000000"])
def test_a_sign_in_that_has_run_out_or_never_does_is_asked_for_again(
    sqlite_database: str, expiry: object
) -> None:
    app = visitor(exp=expiry)
    assert not is_in(app)
    assert "run out" in words(app)
    assert buttons(app) == ["Sign in with Google"]


@pytest.mark.parametrize("verified", [False, None, "false", "1", 1])
def test_an_address_that_is_not_confirmed_is_not_signed_in_and_told_why(
    sqlite_database: str, verified: object
) -> None:
    add_person("Kari Nordmann", Role.ADMINISTRATOR)
    app = visitor(email_verified=verified, email="*kari*@fjordlys.example")
    assert not is_in(app)
    assert "&#42;kari&#42;&#64;" in words(app)
    assert "Google has not confirmed" in words(app)
    assert buttons(app) == ["Sign out and use another account"]


def test_a_provider_that_writes_its_truth_in_quotes_is_understood(sqlite_database: str) -> None:
    assert is_in(visitor(email_verified="true"))


@pytest.mark.parametrize("email", [None, "", "kari"])
def test_an_account_without_an_address_is_not_signed_in_and_told_why(
    sqlite_database: str, email: str | None
) -> None:
    app = visitor(email=email)
    assert not is_in(app)
    assert "without an e-mail address" in words(app)
    assert buttons(app) == ["Sign out and use another account"]


def test_an_address_of_the_companys_own_provider_counts_as_confirmed(sqlite_database: str) -> None:
    add_person("Kari Nordmann", Role.MANAGER)
    app = visitor({"trust_email_of": [TENANT]}, iss=TENANT, email_verified=None)
    app.switch_page(COMPANY).run()
    assert "Signed in as Kari Nordmann" in words(app)


@pytest.mark.parametrize(
    "issuer",
    [
        TENANT + "/",
        TENANT.upper(),
        TENANT.removesuffix("/v2.0"),
        TENANT.replace("72f9", "82f9"),
        TENANT.replace("https", "http"),
        "https://login.microsoftonline.com",
        "",
        None,
    ],
)
def test_an_issuer_that_is_not_exactly_the_trusted_one_is_not_trusted(
    sqlite_database: str, issuer: str | None
) -> None:
    assert not is_in(visitor({"trust_email_of": [TENANT]}, iss=issuer, email_verified=None))


def test_an_address_that_a_trusted_issuer_calls_unconfirmed_stays_so(sqlite_database: str) -> None:
    assert not is_in(visitor({"trust_email_of": [TENANT]}, iss=TENANT, email_verified=False))


@pytest.mark.parametrize(
    ("auth", "expected"),
    [
        (AUTH | PROVIDER, ["Sign in"]),
        (AUTH | PROVIDER | {"client_kwargs": {"prompt": "login"}}, ["Sign in"]),
        (
            AUTH | {"microsoft": PROVIDER, "google": PROVIDER},
            ["Sign in with Microsoft", "Sign in with Google"],
        ),
        (AUTH | PROVIDER | {"google": PROVIDER}, ["Sign in", "Sign in with Google"]),
        (AUTH | {"*x*": PROVIDER}, ["Sign in with &#42;x&#42;"]),
    ],
)
def test_every_provider_has_its_button(
    sqlite_database: str, auth: dict[str, Any], expected: list[str]
) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    assert buttons(meet(app, {"auth": auth}, {"is_logged_in": False})) == expected


def test_a_button_asks_its_own_provider(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(st, "login", asked.append)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    auth = AUTH | PROVIDER | {"microsoft": PROVIDER}
    meet(app, {"auth": auth}, {"is_logged_in": False})
    for place in range(2):
        app.button[place].click().run()
    assert asked == ["default", "microsoft"]


def sign() -> None:
    """A page that signs: what `fresh` and `identified_by` say, and the question where a sign-in is too old."""
    import streamlit as st

    from pages.ui import session, sign_in

    now = 1_795_000_000
    st.markdown(f"fresh {sign_in.fresh(now)} by {sign_in.identified_by()}")
    if not sign_in.fresh(now):
        sign_in.ask_again(session.texts())


def signing(handslag: dict[str, Any] | None = None, **claims: object) -> AppTest:
    secrets = {"auth": AUTH | {"google": PROVIDER, "microsoft": PROVIDER}, "handslag": handslag or {}}
    return meet(AppTest.from_function(sign), secrets, claims)


@pytest.mark.parametrize(
    ("claims", "minutes", "is_fresh"),
    [
        ({"auth_time": NOON - 12 * HOUR}, None, True),
        ({"auth_time": NOON - 12 * HOUR - 1}, None, False),
        ({"auth_time": NOON - 13 * HOUR, "iat": NOON}, None, False),
        ({"auth_time": NOON, "iat": NOON - 13 * HOUR}, None, True),
        ({"iat": NOON - 12 * HOUR}, None, True),
        ({"iat": NOON - 12 * HOUR - 1}, None, False),
        ({"auth_time": NOON - 900}, 15, True),
        ({"auth_time": NOON - 901}, 15, False),
        ({"auth_time": "yesterday", "iat": NOON}, None, False),
        ({}, None, False),
    ],
)
def test_a_sign_in_is_fresh_within_the_set_time_of_showing_who_one_is(
    sqlite_database: str, claims: dict[str, object], minutes: int | None, is_fresh: bool
) -> None:
    app = signing({"sign_again_after_minutes": minutes} if minutes else None, **claims)
    assert f"fresh {is_fresh}" in app.markdown[0].value


def test_who_signed_in_too_long_ago_is_asked_again_at_the_same_provider(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(st, "login", asked.append)
    app = signing({"sign_again_after_minutes": 90}, auth_time=NOON - 2 * HOUR)
    assert "1\u00a0h\u00a030\u00a0min" in words(app)
    assert buttons(app) == ["Sign in again"]
    app.button[0].click().run()
    assert asked == ["google"]


def test_a_provider_that_is_configured_no_longer_leaves_the_choice_of_the_others(
    sqlite_database: str,
) -> None:
    assert buttons(signing(provider="okta")) == ["Sign in with Google", "Sign in with Microsoft"]


def test_signatures_name_the_issuer_and_without_sign_in_the_machine(sqlite_database: str) -> None:
    assert signing(iss=TENANT).markdown[0].value.endswith(f"by {TENANT}")
    local = AppTest.from_function(sign).run()
    assert local.markdown[0].value == "fresh True by local"


def test_a_page_is_left_at_the_second_the_identity_runs_out(sqlite_database: str) -> None:
    app = visitor(exp=time.time() + 60)
    assert is_in(app)
    app.user |= {"exp": time.time() - 1}
    assert not is_in(app.run())


def test_a_server_that_began_with_sign_in_never_goes_on_without(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in, "configured_at_start", True)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.user = {"is_logged_in": False}
    assert [title.value for title in app.run().title] == ["Sign in to see the agreement"]
