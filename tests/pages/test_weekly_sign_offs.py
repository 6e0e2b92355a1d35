"""Sign-offs of the weekly check: of two people, once more, later, as a file, and of a lead that was erased."""

import csv
import io

import pytest

from db.engine import data_versions, transaction
from db.tables import LeadRow
from pages.track.follow_up_parts.weekly_files import as_csv
from sla_core.i18n import Language, Texts
from sla_core.people import COMMAND_LINE, Action
from tests.builders import at as instant
from tests.pages.checking import PAGE, at, kept, press, sign, three, words
from tests.pages.conftest import OpenPage


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", "2026-11-20T10:42+01:00")


@pytest.fixture(name="three")
def three_wait(sqlite_database: str) -> list[int]:
    return three()


@pytest.mark.usefixtures("three")
def test_two_who_sign_off_the_same_week_are_both_kept_and_told(open_page: OpenPage) -> None:
    one, other = open_page(PAGE, view="week"), open_page(PAGE, view="week")
    press(other, "Leave it")
    sign(one, "Sign anyway as The local user")
    other.run()
    assert at(other) == "Bjerke Logistikk"  # goes on
    sign(other, "Sign anyway as The local user")
    assert [made.snapshot.looked_at for made in kept()] == [1, 0]
    assert "sign-off number 2 of this week" in words(other)


@pytest.mark.usefixtures("three")
def test_a_week_that_was_signed_off_can_be_gone_through_again(open_page: OpenPage) -> None:
    sign(open_page(PAGE, view="week"), "Sign anyway as The local user")
    app = open_page(PAGE, view="week")
    assert "is signed off by" in words(app)
    press(app, "Go through the list again")
    assert at(app) == "Nordvik Energi"


def test_an_earlier_sign_off_tells_what_was_decided_and_what_became_of_it(
    three: list[int], open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(PAGE, view="week")
    press(app, "Call today")
    sign(app, "Sign anyway as The local user")
    monkeypatch.setenv("SLA_NOW", "2026-11-24T10:42+01:00")
    app = open_page(PAGE, view="week")
    assert "1 of 3 looked at · 1 to call today" in words(app)
    assert "Since then: 3 still waiting" in words(app)
    press(app, "Open")
    table = app.dataframe[0].value
    assert list(table["Lead"]) == ["Nordvik Energi ›", "Bjerke Logistikk ›", "Tindra Helse ›"]
    assert list(table["Decided"]) == ["call today: Ola", "not looked at", "not looked at"]
    assert set(table["Since then"]) == {"still waiting"}


def test_the_file_for_spreadsheets_has_every_lead_and_no_live_formula(
    three: list[int], open_page: OpenPage
) -> None:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.get_one(LeadRow, three[1]).company = "=cmd|' /C calc'!A0"
    app = open_page(PAGE, view="week")
    press(app, "Call today")
    sign(app, "Sign anyway as The local user")
    made = as_csv(data_versions(), kept()[0].snapshot, Texts(Language.BOKMAL))
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [row[0] for row in rows[1:]] == ["Nordvik Energi", "'=cmd|' /C calc'!A0", "Tindra Helse"]
    assert rows[1][4:6] == [str(17 * 60 + 42), str(4 * 60)]


def test_who_is_erased_after_a_sign_off_is_erased_in_it_with_the_comment(
    three: list[int], open_page: OpenPage
) -> None:
    app = open_page(PAGE, view="week")
    app.text_input(key="comment_1_1").input("Åse is on leave")
    press(app, "Leave it")
    sign(app, "Sign anyway as The local user")
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        row = db.get_one(LeadRow, three[0])
        row.company = row.first_name = row.last_name = row.owner = None
        row.erased_at = instant("2026-11-20 10:42")
    made = as_csv(data_versions(), kept()[0].snapshot, Texts(Language.ENGLISH)).decode("utf-8-sig")
    first = made.splitlines()[1]
    assert first.startswith(f"Lead {three[0]},,nobody,")
    assert "Åse" not in made
    assert "Nordvik" not in made
