"""Which handovers broke the promise, and what was said about why."""

from sla_core.follow_up import breaches
from sla_core.handovers import NONE
from sla_core.leads import BreachReason, ReturnReason
from tests.core.episodes import Story


def test_late_and_overdue_ones_are_broken_and_no_others() -> None:
    story = Story()
    met = story.handed_over("2026-11-18 09:00")
    story.act(met, "2026-11-18 10:00")
    late = story.handed_over("2026-11-18 09:00")
    story.act(late, "2026-11-18 15:00")
    story.handed_over("2026-11-18 09:00")  # overdue
    returned = story.handed_over("2026-11-18 09:00")
    story.returned(returned, "2026-11-18 10:00", ReturnReason.BAD_DATA)
    story.handed_over("2026-11-19 15:00")  # due
    _, judgement = story.judged("2026-11-19 16:00")
    assert breaches.broken(judgement).tolist() == [False, True, True, False, False]


def test_a_reason_stands_at_its_own_handover_of_a_lead() -> None:
    story = Story()
    story.handed_over("2026-11-16 09:00")
    again = story.handed_over("2026-11-16 09:00")
    story.returned(again, "2026-11-16 10:00", ReturnReason.NO_NEED_NOW, reopened="2026-11-17 09:00")
    said = {(again, 2): BreachReason.FORGOTTEN, (99, 1): BreachReason.DATA_ERROR}  # 99: gone since
    found = breaches.reasons(story.build(), said).tolist()
    assert found == [NONE, NONE, breaches.REASONS.index(BreachReason.FORGOTTEN)]
