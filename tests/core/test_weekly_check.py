"""The weekly check: the order it keeps, what is looked at, what is signed, what became of it."""

from dataclasses import replace

import pytest

from sla_core.leads import ReturnReason
from sla_core.situation import Situation, Urgency
from sla_core.terms import StopsAt
from sla_core.weekly_check import (
    Check,
    Decision,
    Episode,
    Mark,
    Since,
    Snapshot,
    begun,
    caught_up,
    counted,
    marked,
    moved,
    since,
    snapshot,
    waiting_order,
)
from tests.builders import Story, situation
from tests.core.episodes import terms

HOUR = 3600
NOW = "2026-11-20 10:42"
CALLED, LEAVE = Mark(Decision.CALLED), Mark(Decision.LEAVE)


def lead(story: Story, when: str) -> Episode:
    """A lead of a story and its first handover."""
    return Episode(story.handed_over(when), 1)


@pytest.fixture
def story() -> Story:
    return Story()


@pytest.fixture
def three(story: Story) -> list[Episode]:
    """Three that wait, the most urgent last told."""
    return [lead(story, f"2026-11-{day} 09:00") for day in (20, 19, 18)]


def look(story: Story) -> Situation:
    return situation(story, NOW)


def test_the_order_is_that_of_the_waiting_list_those_without_a_clock_last(story: Story) -> None:
    undated = Episode(story.handed_over(None), 1)
    later, sooner = lead(story, "2026-11-20 09:00"), lead(story, "2026-11-18 09:00")
    story.act(lead(story, "2026-11-17 09:00").lead, "2026-11-17 10:00")
    assert waiting_order(look(story)) == (sooner, later, undated)


def test_a_decision_goes_on_to_the_next_and_after_the_last_to_one_that_was_left_out(
    story: Story, three: list[Episode]
) -> None:
    first, second, third = reversed(three)
    check = moved(begun(look(story)), 1)
    assert check.at == second
    check = marked(check, CALLED)
    assert check.at == third
    check = marked(check, LEAVE)
    assert (check.at, check.left) == (first, 1)
    check = marked(check, CALLED)
    assert (check.at, check.left, len(check.marks)) == (None, 0, 3)


def test_steps_stop_at_both_ends_and_lead_back_from_the_end(story: Story, three: list[Episode]) -> None:
    first, _, third = reversed(three)
    check = begun(look(story))
    assert moved(check, -1).at == first
    assert moved(check, 9).at == third
    for _ in three:
        check = marked(check, LEAVE)
    assert moved(check, -1).at == third


def test_a_second_decision_replaces_the_first(story: Story, three: list[Episode]) -> None:
    check = marked(begun(look(story)), CALLED)
    check = marked(moved(check, -1), LEAVE)
    assert check.marks == {three[-1]: LEAVE}


def test_the_order_stays_and_new_ones_are_appended(story: Story, three: list[Episode]) -> None:
    check = begun(look(story))
    new = lead(story, "2026-11-16 09:00")  # has waited longer than all of them
    check = caught_up(check, look(story))
    assert check.order == (*reversed(three), new)
    assert check.at == three[-1]
    assert check.of == 4


def test_a_lead_that_stopped_waiting_is_passed_over_and_said(story: Story, three: list[Episode]) -> None:
    first, second, third = reversed(three)
    check = marked(begun(look(story)), CALLED)
    story.act(second.lead, "2026-11-20 10:00")
    check = caught_up(check, look(story))
    assert (check.at, check.passed_over) == (third, second)
    assert (check.stopped, check.left, check.of) == (1, 1, 2)
    assert moved(check, -1).at == first
    assert moved(check, -1).passed_over is None  # said once


def test_one_that_was_looked_at_before_it_stopped_stays_looked_at(story: Story, three: list[Episode]) -> None:
    first = three[-1]
    check = marked(begun(look(story)), CALLED)
    story.act(first.lead, "2026-11-20 10:00")
    check = caught_up(check, look(story))
    assert (check.passed_over, check.stopped, check.of, len(check.marks)) == (None, 0, 3, 1)


def test_where_nothing_changed_the_check_stays_the_same(story: Story, three: list[Episode]) -> None:
    check = begun(look(story))
    assert caught_up(check, look(story)) is check


def test_after_the_last_one_a_new_lead_does_not_call_anybody_back(story: Story, three: list[Episode]) -> None:
    check = begun(look(story))
    for _ in three:
        check = marked(check, LEAVE)
    new = lead(story, "2026-11-20 10:00")
    check = caught_up(check, look(story))
    assert (check.at, check.left, check.passed_over) == (new, 1, None)


def test_nobody_waiting_is_a_check_at_its_end(story: Story) -> None:
    check = begun(look(story))
    assert (check.at, check.left, check.of) == (None, 0, 0)
    assert marked(check, CALLED) is check
    assert moved(check, 1).at is None
    assert snapshot(check, look(story)).leads == ()


def test_what_is_signed_has_the_figures_of_the_screens(story: Story, three: list[Episode]) -> None:
    story.act(lead(story, "2026-11-19 09:00").lead, "2026-11-19 10:00")
    now = look(story)
    made = snapshot(begun(now), now)
    of, numbers = now.week
    figures = made.figures
    assert (figures.first, figures.last) == (of.first, of.last)
    assert (figures.met, figures.overdue, figures.due) == (numbers.met, numbers.overdue, numbers.due)
    assert (figures.waiting, figures.too_long) == (3, 2)
    # Wed 09:00–16:00, Thu 08:00–16:00, Fri 08:00–10:42
    assert (figures.longest, figures.longest_limit) == (17 * HOUR + 42 * 60, 4 * HOUR)
    assert (made.version, made.taken_at) == ("0", now.edge.now)


def test_each_lead_is_signed_with_how_it_stood_and_what_was_decided(
    story: Story, three: list[Episode]
) -> None:
    first, second, third = reversed(three)
    story.act(third.lead, "2026-11-20 10:00")
    check = marked(begun(situation(story, "2026-11-20 09:59")), Mark(Decision.WILL_CALL, 7, "after lunch"))
    now = look(story)
    made = snapshot(check, now)
    assert [(one.lead, one.number) for one in made.leads] == [first, second]
    one, two = made.leads
    assert (one.decision, one.who, one.comment) == (Decision.WILL_CALL, 7, "after lunch")
    assert (one.urgency, one.used, one.limit) == (Urgency.TOO_LATE, 17 * HOUR + 42 * 60, 4 * HOUR)
    assert (two.decision, two.waits) == (None, True)
    assert (made.looked_at, made.not_looked_at) == (1, 1)


def test_one_that_stopped_waiting_is_signed_as_that_and_not_as_left_out(
    story: Story, three: list[Episode]
) -> None:
    check = begun(look(story))
    story.act(three[0].lead, "2026-11-20 10:00")
    now = look(story)
    made = snapshot(caught_up(check, now), now)
    assert [one.waits for one in made.leads] == [True, True, False]
    assert (made.looked_at, made.not_looked_at) == (0, 2)


def test_a_lead_without_a_clock_is_signed_with_the_reason(story: Story) -> None:
    story.handed_over(None)
    now = look(story)
    (one,) = snapshot(begun(now), now).leads
    assert (one.urgency, one.reason, one.used) == (Urgency.UNTIMED, "no_date", 0)
    assert snapshot(begun(now), now).figures.longest is None


def test_what_is_signed_is_read_back_as_it_was(story: Story, three: list[Episode]) -> None:
    now = look(story)
    made = snapshot(marked(begun(now), CALLED), now)
    assert Snapshot.model_validate_json(made.model_dump_json()) == made


def signed(story: Story) -> Snapshot:
    now = look(story)
    return snapshot(begun(now), now)


def test_since_tells_of_each_lead_one_thing(story: Story) -> None:
    contacted, tried, returned, waits, lost = (
        lead(story, f"2026-11-1{day} 09:00").lead for day in (1, 2, 3, 6, 7)
    )
    before = signed(story)
    story.act(contacted, "2026-11-23 09:00", "connected")
    story.act(tried, "2026-11-23 09:00")
    story.returned(returned, "2026-11-23 09:00", ReturnReason.BAD_DATA)
    story.leads[lost].update(lost=True, lost_at="2026-11-23 09:00")
    told = since(before, situation(story, "2026-11-23 12:00"))
    assert dict(zip((one.lead for one in before.leads), told, strict=True)) == {
        contacted: Since.CONTACTED,
        tried: Since.TRIED,
        returned: Since.RETURNED,
        waits: Since.WAITS,
        lost: Since.CLOSED,
    }


def test_an_attempt_from_before_the_check_is_none_since() -> None:
    story = Story(agreed=terms(sales={"stops_at": StopsAt.CONTACT}))
    called = lead(story, "2026-11-18 09:00").lead
    story.act(called, "2026-11-18 10:00")
    before = signed(story)
    assert before.leads[0].attempts == 1
    assert counted(before, look(story)) == {Since.WAITS: 1}
    story.act(called, "2026-11-20 11:00")
    assert counted(before, situation(story, "2026-11-20 12:00")) == {Since.TRIED: 1}


def test_a_handover_that_is_no_longer_there_is_gone(story: Story, three: list[Episode]) -> None:
    before = signed(story)
    other = Story()
    lead(other, "2026-11-18 09:00")
    assert counted(before, look(other)) == {Since.WAITS: 1, Since.GONE: 2}


def test_a_check_does_not_change_in_place(story: Story, three: list[Episode]) -> None:
    check = begun(look(story))
    marked(check, CALLED)
    assert check == replace(check, marks={})
    assert isinstance(check, Check)
