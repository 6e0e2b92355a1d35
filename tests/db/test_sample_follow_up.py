"""What the sample company's people say of its handovers, and that each ranks as its story says."""

from collections import Counter
from datetime import timedelta

import numpy as np
import pytest
from sqlalchemy import text

from db import agreements, breaches, handovers, returned, sample, weekly_checks
from db.engine import reading, transaction
from db.weekly_checks import SignOff
from sla_core.columns import MISSING
from sla_core.follow_up.breaches import broken
from sla_core.follow_up.judging import Edge
from sla_core.handovers import NONE
from sla_core.i18n import Language, Texts
from sla_core.people import COMMAND_LINE, Action, Department
from sla_core.sample_company import PEOPLE, invent
from sla_core.sample_company.setting import DAY
from sla_core.situation import Situation
from sla_core.weekly_check import Decision, check_due, counted
from tests.core.episodes import at
from tests.core.sample_companies import ENGLISH

NOW = at("2026-11-20 10:42")
SIZE = {"leads": 1_500, "activities": 18_000}
SALES = {person.name for person in PEOPLE if person.department is Department.SALES}


@pytest.fixture
def loaded(database: str) -> Situation:
    with transaction(COMMAND_LINE, Action.LOAD_SAMPLE) as db:
        sample.load(db, now=NOW, t=ENGLISH, **SIZE)
    with reading() as db:
        return Situation(agreements.versions_in_force(db), handovers.load(db), Edge(NOW, None))


def test_every_handover_ranks_and_is_due_as_the_story_says(loaded: Situation) -> None:
    told = invent(now=NOW, seed=sample.SEED, t=Texts(Language.ENGLISH), **SIZE).story
    expected, found = told.handovers(loaded.versions), loaded.handovers
    for column in ("grade", "rating", "response_by"):
        assert (getattr(found, column) == getattr(expected, column)).all(), column
    assert (found.grade != NONE).mean() > 0.99


def test_sales_says_why_for_about_two_of_three_that_were_late(loaded: Situation) -> None:
    with reading() as db:
        said = breaches.said(db)
        by = set(db.execute(text("SELECT said_by FROM breach_reason")).scalars())
        newest = db.execute(text("SELECT MAX(said_at) FROM breach_reason")).scalar_one()
    late, known = broken(loaded.judgement), loaded.handovers
    eight_weeks = loaded.today - timedelta(days=loaded.today.weekday(), weeks=8)
    recent = late & (known.response_by >= loaded.calendar.local_midnight(eight_weeks))
    pairs = set(zip(known.lead[late].tolist(), known.number[late].tolist(), strict=True))
    assert said.keys() <= pairs
    assert 0.5 < len(said) / recent.sum() < 0.85
    assert len(set(said.values())) >= 3
    assert by <= SALES
    assert newest <= NOW


def test_sales_has_accepted_most_of_what_it_answered_lately_and_nothing_that_waits(loaded: Situation) -> None:
    with reading() as db:
        accepted = returned.accepted(db)
        rows = db.execute(text("SELECT lead_id, number, accepted_at FROM lead_acceptance")).all()
    known = loaded.handovers
    lately = (
        (known.handed_over.at > NOW - 14 * DAY) & (known.responded != MISSING) & (known.closed_by == NONE)
    )
    episodes = list(zip(known.lead[lately].tolist(), known.number[lately].tolist(), strict=True))
    assert 0.6 < sum(episode in accepted for episode in episodes) / len(episodes) < 0.95
    assert set(accepted.values()) <= SALES
    waiting = set(known.lead[known.waiting].tolist())
    assert not waiting & {lead for lead, _ in accepted}
    for lead, number, moment in rows:
        assert known.handed_over.at[loaded.row_of(lead, number)] <= moment <= NOW


def sign_offs() -> list[SignOff]:
    with reading() as db:
        return weekly_checks.sign_offs(db, limit=9)


def test_three_weeks_are_signed_off_and_this_one_waits_for_its_check(loaded: Situation) -> None:
    offs = sign_offs()
    monday = loaded.today - timedelta(days=loaded.today.weekday())
    assert [off.week for off in offs] == [monday - timedelta(weeks=n) for n in (1, 2, 3)]
    assert {off.signed_by for off in offs} == {"Ola Brattli", "Kari Solbakken"}
    due = check_due(loaded.versions, {off.week for off in offs}, NOW)
    assert (due.week, due.is_overdue) == (monday, True)
    assert all(off.signed_at == off.snapshot.taken_at < NOW for off in offs)


def test_a_sign_off_holds_who_waited_then_and_what_was_decided_came_true(loaded: Situation) -> None:
    for off in sign_offs():
        of = off.snapshot
        assert of.figures.waiting == len(of.leads) > 0
        assert of.not_looked_at == 0
        became = counted(of, loaded)
        assert became.total() == len(of.leads)
        for lead in of.leads:
            row = loaded.row_of(lead.lead, lead.number)
            assert loaded.handovers.handed_over.at[row] <= of.taken_at
            assert lead.attempts == 0
            if lead.decision is Decision.CALLED:
                assert of.taken_at < loaded.handovers.responded[row] < of.taken_at + DAY
    decided = Counter(lead.decision for off in sign_offs() for lead in off.snapshot.leads)
    assert decided[Decision.CALLED] > 0
    assert len(decided) >= 2


def test_most_returns_are_answered_and_a_few_wait(loaded: Situation) -> None:
    with reading() as db:
        waiting, answered = returned.unanswered(db), returned.answered(db, begin=None, end=None)
    assert 0 < len(waiting) < 0.2 * len(answered)


def test_what_was_said_is_told_in_the_language_asked_for(sqlite_database: str) -> None:
    with transaction(COMMAND_LINE, Action.LOAD_SAMPLE) as db:
        sample.load(db, now=NOW, t=Texts(Language.BOKMAL), leads=300, activities=2_000)
    comments = {off.comment for off in sign_offs()}
    assert len(comments) == 2
    assert "Done together, as agreed in the meeting" not in comments


def test_a_small_company_has_its_checks_too(sqlite_database: str) -> None:
    with transaction(COMMAND_LINE, Action.LOAD_SAMPLE) as db:
        sample.load(db, now=at("2027-01-04 08:30"), t=ENGLISH, leads=100, activities=300)
    assert len(sign_offs()) == 3
    assert np.all([off.signed_at <= at("2027-01-04 08:30") for off in sign_offs()])
