"""Editors with tables: working hours, closed days, targets."""

from html import unescape
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sla_core.sections import Section, Value
from tests.db.agreeing import Company, agree, whole
from tests.db.agreeing import save as saved_by
from tests.db.agreeing import stored as stored_version
from tests.pages.conftest import OpenPage, words
from tests.pages.editing import (
    NOON,
    acting_as,
    company,
    editor,
    field,
    fill,
    key,
    press,
    refused,
    save,
    stored,
)

CLOSED = {"calendar.closed": {"2026-12-25": "Christmas", "2031-05-01": "Our *own* day"}}


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", NOON)


@pytest.fixture
def both(sqlite_database: str) -> Company:
    return company()


def table(app: AppTest, place: int = 0) -> Any:
    return app.dataframe[place].value


# Working hours


def test_hours_of_weekdays_and_of_single_days_are_saved(open_page: OpenPage, both: Company) -> None:
    app = editor(open_page, Section.HOURS, both.kari.id)
    assert field(app, "mon").value == "08:00–16:00"
    fill(app, "exceptions", added=[{"day": "2026-12-24", "hours": "08:00-12:00"}, {"day": "2026-12-31"}, {}])
    save(app, fri="08:00-12:00, 12:30–15:00", sat="22:00–06:00", wed="")
    held = stored(Section.HOURS)
    assert {day: held["calendar.hours"][day] for day in ("wed", "fri", "sat")} == {
        "wed": [],
        "fri": [["08:00", "12:00"], ["12:30", "15:00"]],
        "sat": [["22:00", "06:00"]],
    }
    assert held["calendar.exceptions"] == {"2026-12-24": [["08:00", "12:00"]], "2026-12-31": []}
    assert table(app).to_dict("list")["hours"] == ["08:00–12:00", ""]


def test_a_single_day_typed_twice_is_refused_and_stays_in_the_table(
    open_page: OpenPage, both: Company
) -> None:
    app = editor(open_page, Section.HOURS, both.kari.id)
    typed = [{"day": "2026-12-24", "hours": "08:00–12:00"}, {"day": "2026-12-24", "hours": ""}]
    fill(app, "exceptions", added=typed)
    save(app)
    assert "24 Dec 2026 stands here twice" in unescape(refused(app))
    assert stored(Section.HOURS)["calendar.exceptions"] == {}
    assert app.session_state[key(app, "exceptions")]["added_rows"] == typed


# Closed days


def closed_days(open_page: OpenPage, both: Company) -> AppTest:
    saved_by(both.kari, Section.CLOSED, CLOSED)
    return editor(open_page, Section.CLOSED, both.kari.id)


def test_public_holidays_are_proposed_one_by_one_and_only_ticked_ones_are_saved(
    open_page: OpenPage, both: Company
) -> None:
    app = closed_days(open_page, both)
    press(app, "Propose these days")
    rows = table(app)
    days = [str(day)[:10] for day in rows["day"]]
    assert list(rows["name"])[days.index("2026-12-25")] == "Christmas"
    assert list(rows["origin"])[days.index("2027-05-17")] == "proposed: Norway"
    fill(
        app,
        "closed1",
        edited={days.index("2027-05-17"): {"agreed": False}},
        added=[{"agreed": True, "day": "2026-12-28", "name": "Between the years"}],
    )
    save(app)
    held = stored(Section.CLOSED)["calendar.closed"]
    assert CLOSED["calendar.closed"].items() <= held.items()
    assert held["2026-12-28"] == "Between the years"
    assert held["2027-05-01"] == "Labor Day"
    assert "2027-05-17" not in held
    assert {day[:4] for day in held} == {"2026", "2027", "2028", "2029", "2031"}


def test_what_was_typed_stays_when_days_of_another_country_are_proposed(
    open_page: OpenPage, both: Company
) -> None:
    app = closed_days(open_page, both)
    fill(app, "closed0", added=[{"day": "2026-12-28", "name": "Between the years"}])
    press(app, "Propose these days")
    field(app, "country").set_value("SE")
    press(app, "Propose these days")
    origins = set(table(app)["origin"])
    assert {"proposed: Norway", "proposed: Sweden"} <= origins
    assert "Between the years" in set(table(app)["name"])
    save(app)
    held = stored(Section.CLOSED)["calendar.closed"]
    assert held["2026-12-28"] == "Between the years"
    assert held["2026-06-06"] == "National Day"


@pytest.mark.parametrize(("first", "last"), [(2027, 2026), (2026, 2036), (1999, 2000), (-1, 2026)])
def test_years_that_make_no_sense_are_refused(
    open_page: OpenPage, both: Company, first: int, last: int
) -> None:
    app = closed_days(open_page, both)
    field(app, "first").set_value(first)
    field(app, "last").set_value(last)
    press(app, "Propose these days")
    assert refused(app)
    assert len(table(app)) == 2


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"day": "2026-12-25", "name": "Again"}, "25 Dec 2026 stands here twice"),
        ({"name": "No day"}, "“No day” has no date"),
        ({"day": "2026-12-28"}, "28 Dec 2026 needs a name"),
        ({"day": "2026-12-28", "name": "x" * 10_000}, "has 10000 characters; at most 100 fit"),
    ],
)
def test_a_closed_day_that_cannot_be_agreed_is_refused(
    open_page: OpenPage, both: Company, typed: Value, told: str
) -> None:
    app = closed_days(open_page, both)
    fill(app, "closed0", added=[typed])
    save(app)
    assert told in unescape(refused(app))
    assert stored(Section.CLOSED) == CLOSED


# Targets


def test_targets_from_this_month_on_and_how_they_are_reached_are_saved(
    open_page: OpenPage, both: Company
) -> None:
    app = editor(open_page, Section.TARGETS, both.kari.id)
    months = list(table(app)["words"])
    assert (len(months), months[0], months[-1]) == (14, "Nov 2026", "Dec 2027")
    fill(app, "targets", edited={1: {"sales_qualified": 190, "leads": 0}, 2: {"sales_qualified": None}})
    added = [{"what": "A *webinar*", "who": "Kari", "by": "2026-12-01T00:00:00.000Z"}, {"what": "A guide"}]
    fill(app, "initiatives", added=added)
    save(app)
    held = stored(Section.TARGETS)
    assert held["marketing.targets"]["2026-12"] == {
        "leads": 0,
        "marketing_qualified": None,
        "sales_qualified": 190,
        "customers": None,
    }
    assert "2027-01" not in held["marketing.targets"]
    assert held["marketing.initiatives"] == [
        {"what": "A *webinar*", "who": "Kari", "by": "2026-12-01"},
        {"what": "A guide", "who": "", "by": ""},
    ]


@pytest.mark.parametrize(
    ("typed", "told"), [(-1, "cannot be below 0"), (1.5, "whole number"), (10**12, "cannot be above")]
)
def test_what_is_no_target_is_refused_by_its_month(
    open_page: OpenPage, both: Company, typed: float, told: str
) -> None:
    app = editor(open_page, Section.TARGETS, both.kari.id)
    fill(app, "targets", edited={1: {"sales_qualified": typed}})
    save(app)
    assert told in refused(app)
    assert "Dec 2026" in refused(app)
    assert stored(Section.TARGETS)["marketing.targets"]["2026-12"]["sales_qualified"] == 210


def test_a_date_without_what_is_done_is_refused(open_page: OpenPage, both: Company) -> None:
    app = editor(open_page, Section.TARGETS, both.kari.id)
    fill(app, "initiatives", added=[{"who": "Kari"}])
    save(app)
    assert "Say what is done to get there" in refused(app)


def test_a_month_that_ended_while_the_editor_was_open_is_refused(
    open_page: OpenPage, both: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = editor(open_page, Section.TARGETS, both.kari.id)
    fill(app, "targets", edited={0: {"sales_qualified": 1}})
    monkeypatch.setenv("SLA_NOW", "2026-12-01T00:01+01:00")
    save(app)
    assert "2026-11 has ended" in unescape(refused(app))
    assert stored(Section.TARGETS)["marketing.targets"]["2026-11"]["sales_qualified"] == 210


def test_targets_of_ended_months_are_read_and_stay(
    open_page: OpenPage, both: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLA_NOW", "2027-01-05T12:00+01:00")
    app = editor(open_page, Section.TARGETS, both.kari.id)
    assert list(app.table[0].value["Month"]) == ["Dec 2026", "Nov 2026"]
    assert table(app)["words"][0] == "Jan 2027"


def why(app: AppTest, reason: str) -> None:
    """Write why targets are proposed at once."""
    next(field for field in app.text_input if field.label == "Why").set_value(reason)


def test_targets_alone_are_proposed_at_once_to_the_other_side(open_page: OpenPage, both: Company) -> None:
    agree(both)
    app = acting_as(open_page("pages/agree/agreement.py", part="edit", section="targets"), both.kari.id)
    press(app, "Start version 2")
    fill(app, "targets", edited={1: {"sales_qualified": 190}})
    fill(app, "initiatives", added=[{"what": "A guide"}])
    press(app, "Propose to sales at once")
    assert "Say why" in refused(app)
    why(app, "The fair moves to January.")
    press(app, "Propose to sales at once")
    amendment = stored_version("1.1")
    assert (amendment.status, amendment.reason) == ("proposed", "The fair moves to January.")
    assert amendment.terms.marketing.targets["2026-12"].sales_qualified == 190
    assert amendment.terms.marketing.initiatives == ()
    assert stored(Section.TARGETS)["marketing.targets"]["2026-12"]["sales_qualified"] == 210
    assert "The targets are proposed" in words(app)


def test_a_second_amendment_is_refused_beside_the_form(open_page: OpenPage, both: Company) -> None:
    agree(both)
    app = acting_as(open_page("pages/agree/agreement.py", part="edit", section="targets"), both.ola.id)
    press(app, "Start version 2")
    press(app, "Propose to marketing at once")
    assert "These targets are agreed already" in refused(app)
    fill(app, "targets", edited={1: {"sales_qualified": 190}})
    why(app, "The fair moves.")
    press(app, "Propose to marketing at once")
    app = acting_as(open_page("pages/agree/agreement.py", part="edit", section="targets"), both.ola.id)
    why(app, "Once more.")
    fill(app, "targets", edited={1: {"sales_qualified": 180}})
    press(app, "Propose to marketing at once")
    assert "There is a proposed amendment already" in refused(app)
    assert [version.label for version in whole().versions].count("1.1") == 1


def test_nothing_is_proposed_at_once_before_anything_is_signed(open_page: OpenPage, both: Company) -> None:
    assert "at once" not in words(editor(open_page, Section.TARGETS, both.kari.id))
