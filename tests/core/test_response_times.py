"""How long first attempt and first contact took, and the time before sales could know of a lead."""

import numpy as np

from sla_core.columns import instants
from sla_core.follow_up.response_times import Times, first_responses, machine_delay, stopping
from sla_core.terms import StopsAt
from tests.builders import Story, situation, terms, version
from tests.core.episodes import DAY, at

NOW = "2026-11-20 10:42"
HOUR = 3600
DAY_BEFORE = "2026-11-17"


def everything(story: Story) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    return np.ones(len(story.build()), dtype=bool)


def responses(story: Story) -> dict[StopsAt, Times]:
    return first_responses(situation(story, NOW), everything(story))


def test_both_are_told_and_the_one_that_stops_the_clock_is_the_response_time_that_is_judged() -> None:
    for stops in StopsAt:
        story = Story(terms(sales={"stops_at": stops}))
        for contact in ("11:00", "13:00", "14:00"):
            lead = story.handed_over("2026-11-18 09:00")
            story.act(lead, "2026-11-18 10:00")
            story.act(lead, f"2026-11-18 {contact}", "connected")
        found = responses(story)
        assert found[StopsAt.ATTEMPT] == Times(3, HOUR, HOUR)
        assert found[StopsAt.CONTACT] == Times(3, 4 * HOUR, 5 * HOUR)
        now = situation(story, NOW)
        figures = now.figures(now.week[0])
        assert found[stops].median == figures.median_response_seconds
        assert found[stops].p90 == figures.p90_response_seconds
        assert stopping(now, everything(story)) == {stops}


def test_nights_and_weekends_do_not_count_for_either() -> None:
    story = Story()
    lead = story.handed_over("2026-11-13 15:00")
    story.act(lead, "2026-11-13 15:30")
    story.act(lead, "2026-11-16 08:30", "connected")
    found = responses(story)
    assert (found[StopsAt.ATTEMPT].median, found[StopsAt.CONTACT].median) == (1800, 5400)


def test_a_lead_that_nobody_has_reached_is_longer_than_any() -> None:
    story = Story()
    for contact in (True, True, False):
        lead = story.handed_over("2026-11-18 09:00")
        story.act(lead, "2026-11-18 10:00", "connected" if contact else "no_answer")
    assert responses(story)[StopsAt.CONTACT] == Times(3, HOUR, None)


def test_what_was_contacted_before_or_is_not_due_yet_is_not_among_them() -> None:
    story = Story()
    story.act(story.handed_over("2026-11-18 12:00"), "2026-11-18 09:00")
    story.handed_over("2026-11-20 10:00")
    assert responses(story)[StopsAt.ATTEMPT] == Times(0, None, None)


def test_versions_that_differ_give_both_kinds_and_no_episode_the_one_of_now() -> None:
    contact = terms(sales={"stops_at": StopsAt.CONTACT})
    story = Story(versions=[version(0, None, terms()), version(1, "2026-11-17 00:00", contact)])
    story.handed_over("2026-11-10 09:00")
    story.handed_over("2026-11-18 09:00")
    now = situation(story, NOW)
    assert stopping(now, everything(story)) == set(StopsAt)
    assert stopping(now, np.zeros(2, dtype=bool)) == {StopsAt.CONTACT}


def delay(story: Story, acted: dict[int, str]) -> Times:
    rows = sorted(acted)
    moments = instants(at(acted[row]) for row in rows)
    return machine_delay(situation(story, NOW), everything(story), np.array(rows, dtype=np.int64), moments)


def test_the_delay_before_the_handover_is_working_time_from_the_leads_own_act() -> None:
    story = Story()
    for when in ("2026-11-18 09:00", "2026-11-18 10:00", "2026-11-18 11:00"):
        story.handed_over(when)
    acted = {0: "2026-11-18 08:00", 1: "2026-11-17 15:00", 2: "2026-11-14 12:00"}
    assert delay(story, acted) == Times(3, 3 * HOUR, 19 * HOUR)


def test_only_first_handovers_known_to_the_second_are_measured() -> None:
    from sla_core.leads import ReturnReason

    story = Story()
    vague = story.handed_over("2026-11-18", span=DAY)
    again = story.handed_over("2026-11-10 09:00")
    story.returned(again, "2026-11-10 10:00", ReturnReason.BAD_DATA, reopened="2026-11-18 09:00")
    unknown = story.handed_over("2026-11-18 10:00")
    acted = {vague: "2026-11-17 08:00", again: "2026-11-10 08:00"}
    assert unknown not in acted
    assert delay(story, acted) == Times(1, HOUR, HOUR)
    assert delay(story, {}) == Times(0, None, None)
