"""Signing in and out in a real browser, at a real provider on this machine."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sla_core.people import Role
from tests.browser.driving import OpenBrowser, Visit, serving
from tests.browser.provider import providing, secrets

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the provider's own code

VISITS = "/data?part=visits"
PEOPLE: dict[str, dict[str, object]] = {
    "kari": {"email": "Kari@fjordlys.example", "email_verified": True, "name": "Kari of the provider"},
    "per": {"email": "per@elsewhere.example", "email_verified": True, "name": "Per Spelmann"},
    "eve": {"email": "kari@fjordlys.example", "email_verified": False, "name": "Eve"},
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app with one manager and two providers: at `hasty`, an identity runs out after a second."""
    folder: Path = tmp_path_factory.mktemp("sign_in")
    database = f"sqlite:///{folder}/handslag.db"
    with (
        pytest.MonkeyPatch.context() as environment,
        providing(PEOPLE) as work,
        providing(PEOPLE, tokens_last=1) as hasty,
    ):
        environment.setenv("DATABASE_URL", database)
        from db.schema import prepare
        from tests.db.company import add_person, set_up

        prepare()
        set_up()
        add_person("Kari Nordmann", Role.MANAGER)
        settings = secrets(folder / "secrets.toml", work=work, hasty=hasty)
        with serving(database, folder / "log", **settings) as address:
            yield address


@pytest.fixture
def window(app: str, visit: OpenBrowser) -> Visit:
    """A window at the door: the page of who is not signed in."""
    at_door = visit(app)
    at_door.page.context.route("**/cdn.jsdelivr.net/**", lambda route: route.abort())  # the provider's looks
    page = at_door.open()
    expect(page.get_by_role("button", name=re.compile("Sign in"))).to_have_count(2)
    expect(page.get_by_role("button", name="View")).to_have_count(0)
    return at_door


def enter(window: Visit, name: str, provider: str = "Work") -> Page:
    """Sign in as this person, whom the provider is asked not to have recognised too long ago."""
    page = window.page
    page.get_by_role("button", name=f"Sign in with {provider}").click()
    page.wait_for_url("**/oauth2/authorize?**&max_age=43140")
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_url(f"{window.address}/")
    return window.settled()


def leave(window: Visit, button: str) -> None:
    window.page.get_by_role("button", name=button).click()
    window.page.get_by_role("button", name="End session").click()
    window.page.wait_for_url(f"{window.address}/")


def test_who_is_known_signs_in_acts_and_signs_out(window: Visit) -> None:
    page = enter(window, "kari")
    window.open(VISITS)
    expect(page.get_by_role("button", name="Save the visits")).to_be_visible()
    page.get_by_role("button", name="View").click()
    expect(page.get_by_text("Signed in as Kari Nordmann")).to_be_visible()
    leave(window, "Sign out")
    expect(page.get_by_role("button", name="Sign in with Work")).to_be_visible()
    window.open(VISITS)
    expect(page.get_by_role("button", name="Sign in with Work")).to_be_visible()
    assert not [complaint for complaint in window.complaints if "Content Security Policy" in complaint]


def test_who_is_unknown_may_look_and_change_nothing(window: Visit) -> None:
    page = enter(window, "per")
    window.open(VISITS)
    expect(page.get_by_text("You act as Per Spelmann")).to_be_visible()
    expect(page.get_by_role("button", name="Save the visits")).to_have_count(0)


def test_an_address_that_is_not_confirmed_stays_outside_and_can_use_another_account(window: Visit) -> None:
    page = enter(window, "eve")
    expect(page.get_by_text("Work has not confirmed that this address is yours")).to_be_visible()
    expect(page.get_by_role("button", name="View")).to_have_count(0)
    leave(window, "Sign out and use another account")
    expect(page.get_by_role("button", name="Sign in with Work")).to_be_visible()


def test_an_identity_that_has_run_out_does_not_live_on_in_the_cookie(window: Visit) -> None:
    page = enter(window, "kari", "Hasty")
    page.wait_for_timeout(1000)
    window.open()
    expect(page.get_by_text("Your sign-in has run out")).to_be_visible()
    expect(page.get_by_role("button", name="View")).to_have_count(0)
