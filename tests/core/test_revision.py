"""The revision clock: what is due when, from when on it is overdue, and how it is told."""

from dataclasses import replace
from datetime import date

import pytest

from sla_core.agreement import AgreementVersion, Status
from sla_core.i18n import Language, Texts
from sla_core.revision import (
    RevisionClock,
    closed_days_run_out,
    due,
    months_after,
    review_line,
    revision_line,
)
from sla_core.terms import CalendarTerms, Pace, Terms
from tests.core.episodes import at, terms, version

ENGLISH, BOKMAL = Texts(Language.ENGLISH), Texts(Language.BOKMAL)
FAST = terms(revision={"pace": Pace.FAST})
ZERO = version(0, None, terms())


def clock(
    *versions: AgreementVersion, now: str = "2026-11-25 10:00", reviewed: tuple[str, ...] = ()
) -> RevisionClock:
    found = due([ZERO, *versions], [at(day) for day in reviewed], at(now))
    assert found
    return found


def amendment(number: int, of: int, since: str) -> AgreementVersion:
    return replace(version(of, since, terms()), id=100 + number, amendment=number)


def test_nothing_is_due_while_only_version_0_is_in_force() -> None:
    signed_for_later = version(1, "2026-12-01", terms())
    assert due([ZERO], [at("2026-11-01")], at("2026-11-25")) is None
    assert due([ZERO, signed_for_later], [], at("2026-11-30 23:59")) is None
    assert due([ZERO, signed_for_later], [], at("2026-12-01")) is not None


def test_goals_are_reviewed_after_three_months_and_the_agreement_revised_after_six() -> None:
    found = clock(version(1, "2026-09-01 14:30", terms()))
    assert (found.review_due, found.revision_due) == (date(2026, 12, 1), date(2027, 3, 1))
    assert (found.days_to_review, found.days_to_revision) == (6, 96)


def test_a_company_that_grows_fast_looks_after_one_and_three_months() -> None:
    found = clock(version(1, "2026-11-01", FAST))
    assert (found.review_due, found.revision_due) == (date(2026, 12, 1), date(2027, 2, 1))


def test_the_pace_is_that_of_the_version_in_force() -> None:
    steady = clock(version(1, "2026-10-01", FAST), version(2, "2026-11-01", terms()))
    assert steady.revision_due == date(2027, 5, 1)
    not_yet_fast = clock(version(1, "2026-10-01", terms()), version(2, "2026-12-01", FAST))
    assert not_yet_fast.revision_due == date(2027, 4, 1)


def test_an_amendment_is_a_review_of_the_goals_but_no_revision() -> None:
    found = clock(version(1, "2026-09-01", terms()), amendment(1, of=1, since="2026-11-10"))
    assert (found.review_due, found.revision_due) == (date(2027, 2, 10), date(2027, 3, 1))
    later = clock(version(1, "2026-09-01", terms()), amendment(1, of=1, since="2026-12-10"))
    assert later.review_due == date(2026, 12, 1)


def test_a_recorded_review_moves_the_next_one_and_not_the_revision() -> None:
    found = clock(version(1, "2026-09-01", terms()), reviewed=("2026-11-20 11:00", "2026-10-02 09:00"))
    assert (found.review_due, found.revision_due) == (date(2027, 2, 20), date(2027, 3, 1))
    before_signing = clock(version(1, "2026-09-01", terms()), reviewed=("2026-08-30",))
    assert before_signing.review_due == date(2026, 12, 1)
    still_to_come = clock(version(1, "2026-09-01", terms()), reviewed=("2026-11-25 10:01",))
    assert still_to_come.review_due == date(2026, 12, 1)


def test_the_newest_full_version_counts_in_whatever_order_they_were_numbered_or_given() -> None:
    found = clock(version(2, "2026-10-01", terms()), version(1, "2026-09-01", terms()))
    assert found.revision_due == date(2027, 4, 1)
    assert clock(version(1, "2026-11-01", terms()), version(2, "2026-10-01", terms())).revision_due == date(
        2027, 5, 1
    )


@pytest.mark.parametrize("status", [Status.DRAFT, Status.PROPOSED, Status.WITHDRAWN])
def test_what_was_not_signed_does_not_count(status: Status) -> None:
    other = replace(version(2, "2026-10-01", terms()), status=status)
    assert clock(version(1, "2026-09-01", terms()), other).revision_due == date(2027, 3, 1)
    assert due([ZERO, other], [], at("2026-11-25")) is None


@pytest.mark.parametrize("status", [Status.SIGNED, Status.IN_FORCE, Status.SUPERSEDED])
def test_what_was_signed_counts_from_its_instant_on(status: Status) -> None:
    assert clock(replace(version(1, "2026-09-01", terms()), status=status)).revision_due == date(2027, 3, 1)


def test_it_is_overdue_from_the_day_after() -> None:
    agreed = version(1, "2026-09-01", terms())
    on_the_day = clock(agreed, now="2027-03-01 23:59")
    assert (on_the_day.days_to_revision, on_the_day.revision_overdue) == (0, False)
    assert on_the_day.review_overdue
    after = clock(agreed, now="2027-03-02 00:00")
    assert (after.days_to_revision, after.revision_overdue) == (-1, True)
    assert not clock(agreed, now="2026-12-01 23:59").review_overdue
    assert clock(agreed, now="2026-12-02 00:00").review_overdue


def test_days_are_those_of_the_agreements_zone() -> None:
    tokyo = Terms(company="Fjordlys", calendar=CalendarTerms(time_zone="Asia/Tokyo"))
    found = clock(version(1, "2026-08-31 23:00", tokyo), now="2026-11-30 23:00")  # 1 September there
    assert (found.revision_due, found.days_to_review) == (date(2027, 3, 1), 0)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-08-31", 3, "2026-11-30"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-02-28", 6, "2026-08-28"),
    ],
)
def test_the_31st_falls_on_the_last_day_of_shorter_months(day: str, months: int, expected: str) -> None:
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(expected)


def test_lines_tell_the_day_and_how_far_away_it_is() -> None:
    agreed = version(1, "2026-09-01", terms())
    told = clock(agreed)
    assert revision_line(told, ENGLISH) == "Revision due on 1 Mar 2027, in 96 days"
    assert review_line(told, ENGLISH) == "Goals review due on 1 Dec 2026, in 6 days"
    tomorrow = clock(agreed, now="2026-11-30 10:00")
    assert review_line(tomorrow, ENGLISH) == "Goals review due on 1 Dec 2026, in 1 day"
    assert (
        revision_line(clock(agreed, now="2027-02-28 10:00"), ENGLISH)
        == "Revision due on 1 Mar 2027, in 1 day"
    )
    today = clock(version(1, "2026-06-01", FAST), now="2026-09-01 10:00", reviewed=("2026-08-01",))
    assert revision_line(today, ENGLISH) == "Revision due today, 1 Sept 2026"
    assert review_line(today, ENGLISH) == "Goals review due today, 1 Sept 2026"
    over = clock(agreed, now="2027-03-02 10:00")
    assert revision_line(over, ENGLISH) == "Revision overdue since 1 Mar 2027"
    assert review_line(over, ENGLISH) == "Goals review overdue since 1 Dec 2026"


def test_lines_are_told_in_bokmal() -> None:
    told = clock(version(1, "2026-09-01", terms()))
    assert revision_line(told, BOKMAL) == "Avtalen skal revideres innen 1. mars 2027, om 96 dager"
    assert review_line(told, BOKMAL) == "Målene skal gjennomgås innen 1. des. 2026, om 6 dager"


@pytest.mark.parametrize(
    ("last", "warned"),
    [("2027-05-24", True), ("2027-05-25", False), ("2028-12-26", False), ("2026-01-01", True)],
)
def test_closed_days_warn_when_the_last_agreed_one_is_less_than_six_months_ahead(
    last: str, warned: bool
) -> None:
    closed = {date(2025, 12, 25): "Christmas Day", date.fromisoformat(last): "A holiday"}
    agreed = Terms(company="Fjordlys", calendar=CalendarTerms(closed=closed))
    assert closed_days_run_out(agreed, date(2026, 11, 25)) == (date.fromisoformat(last) if warned else None)


def test_where_no_closed_days_are_agreed_none_run_out() -> None:
    assert closed_days_run_out(terms(), date(2026, 11, 25)) is None
