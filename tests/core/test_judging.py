"""Judging at the edges: of the data, of the limit, of what is known by date only."""

from datetime import date

import numpy as np
import pytest

from sla_core.follow_up.judging import Edge, findings, in_period, summarise
from sla_core.leads import Stage
from sla_core.terms import CalendarTerms, ClockStart
from tests.core.episodes import DAY, Story, at, terms, version

FRIDAY, MONDAY, TUESDAY = "2026-11-20", "2026-11-23", "2026-11-24"


def test_closed_after_the_edge_and_the_deadline_is_due_until_the_data_reach_so_far() -> None:
    story = Story()
    story.handed_over(f"{MONDAY} 09:00", lost_at=f"{MONDAY} 15:00")
    assert story.status(TUESDAY, known_until=f"{MONDAY} 12:00") == ["due"]
    assert story.status(TUESDAY, known_until=f"{MONDAY} 13:01") == ["late"]
    _, judgement = story.judged(TUESDAY, known_until=f"{MONDAY} 12:00")
    assert judgement.passed_since_last_data.tolist() == [True]


def test_only_a_deadline_that_has_passed_by_now_has_passed_since_the_last_data() -> None:
    story = Story()
    story.handed_over(f"{MONDAY} 09:00")
    story.handed_over(f"{MONDAY} 12:00")
    _, judgement = story.judged(f"{MONDAY} 14:00", known_until=f"{MONDAY} 12:30")
    assert judgement.passed_since_last_data.tolist() == [True, False]


def test_closed_exactly_at_the_deadline_is_not_late() -> None:
    story = Story()
    for time in ("13:00", "13:01"):
        story.handed_over(f"{MONDAY} 09:00", lost_at=f"{MONDAY} {time}")
    assert story.status(TUESDAY) == ["not_measurable: lost", "late"]


def test_erased_before_the_deadline_is_not_measurable() -> None:
    story = Story()
    story.handed_over(f"{MONDAY} 09:00", erased_at=f"{MONDAY} 10:00")
    assert story.status(TUESDAY) == ["not_measurable: erased"]


def test_an_assignment_known_by_date_starts_the_clock_at_two_readings() -> None:
    story = Story(terms(handover={"clock_start": ClockStart.ASSIGNMENT}))
    lead = story.handed_over(f"{MONDAY} 09:00", assigned_at=MONDAY, assigned_at_span=DAY)
    built = story.build()
    assert (built.response_by[0], built.response_by_latest[0]) == (
        at(f"{MONDAY} 13:00"),
        at(f"{MONDAY} 15:00"),  # two working hours after the handover at the latest
    )
    story.act(lead, f"{MONDAY} 14:00")
    assert story.status(TUESDAY) == ["not_measurable: date_only"]


def test_an_exact_assignment_on_the_day_of_a_vague_handover_starts_the_clock_no_earlier() -> None:
    story = Story(terms(handover={"clock_start": ClockStart.ASSIGNMENT}))
    story.handed_over(MONDAY, span=DAY, assigned_at=f"{MONDAY} 09:30")
    built = story.build()
    assert (built.clock_start[0], built.response_by[0]) == (at(f"{MONDAY} 09:30"), at(f"{MONDAY} 13:30"))
    assert built.response_by_latest[0] == at(f"{TUESDAY} 12:00")


def test_a_working_day_before_a_monday_is_the_friday() -> None:
    story = Story()
    story.act(story.handed_over("2026-11-22 12:00"), f"{FRIDAY} 08:00")
    assert story.status(TUESDAY) == ["met"]


def test_closed_late_without_a_response_is_longer_than_any_response() -> None:
    story = Story()
    story.act(story.handed_over(f"{MONDAY} 09:00"), f"{MONDAY} 10:00")
    for _ in range(2):
        story.handed_over(f"{MONDAY} 09:00", lost_at=f"{MONDAY} 15:00")
    built, judgement = story.judged(TUESDAY)
    figures = summarise(built, judgement, np.ones(3, dtype=bool))
    assert (figures.late, figures.median_response_seconds) == (2, None)


def test_an_episode_belongs_to_the_local_day_of_its_deadline() -> None:
    new_york = terms().model_copy(update={"calendar": CalendarTerms(time_zone="America/New_York")})
    story = Story(new_york)
    story.handed_over(f"{MONDAY} 21:30")  # 15:30 in New York
    tuesday = new_york.calendar.build().local_midnight(date(2026, 11, 24))
    assert in_period(story.build(), tuesday, tuesday + DAY).tolist() == [True]
    assert in_period(story.build(), tuesday - DAY, tuesday).tolist() == [False]


def too_few(story: Story, now: str, known_until: str | None = None) -> list[bool]:
    built = story.build()
    edge = Edge(at(now), at(known_until) if known_until else None)
    assigned = np.ones(len(built), dtype=bool)
    found = findings(built, assigned, edge, [version(0, None, story.agreed)])
    return found.too_few_attempts.tolist()


@pytest.mark.parametrize("end", [{"lost_at": "2026-11-10 09:00"}, {"won": True}])
def test_the_floor_asks_nothing_of_closed_episodes(end: dict[str, object]) -> None:
    story = Story()
    story.handed_over("2026-11-02 09:00", **end)
    assert too_few(story, MONDAY) == [False]


def test_the_floor_asks_nothing_after_contact() -> None:
    story = Story()
    story.act(story.handed_over("2026-11-02 09:00"), "2026-11-02 10:00", "connected")
    assert too_few(story, MONDAY) == [False]


def test_the_floor_is_judged_at_the_edge_of_the_data() -> None:
    story = Story()
    story.handed_over("2026-11-02 09:00")
    assert too_few(story, MONDAY, known_until="2026-11-16 16:00") == [False]
    assert too_few(story, MONDAY, known_until="2026-11-16 16:01") == [True]


def test_a_lead_that_was_qualified_before_it_became_an_opportunity_is_not_from_sales() -> None:
    story = Story()
    lead = story.lead(created_at=f"{FRIDAY} 09:00")
    story.entered(lead, Stage.LEAD, f"{FRIDAY} 09:00")
    story.entered(lead, Stage.OPPORTUNITY, f"{FRIDAY} 09:01")
    assert story.build().handed_over.at.tolist() == [at(f"{FRIDAY} 09:01")]


def test_an_opportunity_days_after_its_creation_is_not_from_sales() -> None:
    story = Story()
    lead = story.lead(created_at="2026-11-02", created_at_span=DAY)
    story.entered(lead, Stage.OPPORTUNITY, f"{FRIDAY} 09:00")
    same_day = story.lead(created_at=FRIDAY, created_at_span=DAY)
    story.entered(same_day, Stage.OPPORTUNITY, f"{FRIDAY} 09:00")
    assert story.build().lead.tolist() == [lead]
