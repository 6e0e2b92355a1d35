"""The sample company's last meeting: figures as they were known then, one decision kept, one open."""

import numpy as np
import pytest

from db import handovers, meetings, sample
from db.agreements import versions_in_force
from db.engine import reading, transaction
from sla_core.columns import MISSING
from sla_core.follow_up.judging import Edge
from sla_core.handovers import NONE
from sla_core.i18n import Language, Texts
from sla_core.leads import ReturnReason
from sla_core.meeting import Outcome
from sla_core.people import COMMAND_LINE, Action, Department
from sla_core.sample_company.meeting import as_known
from sla_core.situation import Situation
from tests.builders import Story, situation
from tests.core.episodes import at

NOW = at("2026-11-20 10:42")


@pytest.mark.parametrize("language", list(Language))
def test_it_was_a_week_ago_with_one_decision_kept_and_one_open(database: str, language: Language) -> None:
    with transaction(COMMAND_LINE, Action.LOAD_SAMPLE) as db:
        sample.load(db, now=NOW, t=Texts(language), leads=300, activities=2_000)
    with reading() as db:
        (held,) = meetings.meetings(db, limit=9)
        kept, still_open = meetings.decisions(db)
        now = Situation(versions_in_force(db), handovers.load(db), Edge(NOW, None))
    assert held.started_at == at("2026-11-13 09:00")
    assert held.is_closed
    assert not held.absent
    assert set(held.attendees) == set(Department)
    assert (kept.last and kept.last.outcome, kept.last and kept.last.said_by) == (Outcome.KEPT, kept.who)
    assert not still_open.is_settled
    assert 0 < held.snapshot.month.gross < now.delivered.gross
    assert held.snapshot.counted.handed_over < len(now.handovers)


@pytest.mark.parametrize(
    "day", ["2026-11-16 07:00", "2026-12-01 00:30", "2027-01-04 10:00", "2027-03-30 12:00"]
)
def test_it_can_be_told_at_any_time(sqlite_database: str, day: str) -> None:
    with transaction(COMMAND_LINE, Action.LOAD_SAMPLE) as db:
        sample.load(db, now=at(day), t=Texts(Language.ENGLISH), leads=300, activities=500)
    with reading() as db:
        (held,) = meetings.meetings(db, limit=9)
        decisions = meetings.decisions(db)
    assert held.started_at < (held.closed_at or 0) < at(day)
    assert all(one.due >= held.snapshot.today for one in decisions)
    assert all(said.said_at <= at(day) for one in decisions for said in one.said)


def test_what_came_later_had_not_happened_then() -> None:
    story, then = Story(), at("2026-11-18 12:00")
    answered = story.handed_over("2026-11-18 09:00")
    story.act(answered, "2026-11-18 10:00")
    answered_later = story.handed_over("2026-11-18 09:00")
    story.act(answered_later, "2026-11-19 10:00")
    returned_later = story.handed_over("2026-11-18 09:00")
    story.returned(returned_later, "2026-11-19 09:00", ReturnReason.BAD_DATA)
    story.handed_over("2026-11-19 09:00")
    found = as_known(situation(story, "2026-11-20 10:42").handovers, then)
    assert found.lead.tolist() == [answered, answered_later, returned_later]
    assert found.waiting.tolist() == [False, True, True]
    assert found.closed_by.tolist() == [NONE] * 3
    assert (found.response_seconds != MISSING).tolist() == [True, False, False]
    assert np.array_equal(found.handed_over.at <= then, [True] * 3)
