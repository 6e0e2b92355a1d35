"""Each rule of judging: statuses, edges of the data, denominators, quantiles, findings."""

import numpy as np
import pytest

from sla_core.columns import MISSING
from sla_core.follow_up.judging import (
    Edge,
    Status,
    delivered,
    findings,
    in_period,
    judge,
    quantile,
    summarise,
)
from sla_core.leads import ReturnReason, Stage
from sla_core.terms import HandoverEvent
from tests.core.episodes import DAY, Story, at, terms, version

FRIDAY, MONDAY, TUESDAY = "2026-11-20", "2026-11-23", "2026-11-24"


def test_exactly_at_the_deadline_is_in_time() -> None:
    story = Story()
    for time in ("13:00", "13:01"):
        story.act(story.handed_over(f"{MONDAY} 09:00"), f"{MONDAY} {time}")
    assert story.status(TUESDAY) == ["met", "late"]


def test_open_is_due_up_to_the_deadline_and_overdue_after_it() -> None:
    story = Story()
    story.handed_over(f"{MONDAY} 09:00")
    assert story.status(f"{MONDAY} 13:00") == ["due"]
    assert story.status(f"{MONDAY} 13:01") == ["overdue"]


@pytest.mark.parametrize("end", ["won", "lost", "merged"])
def test_closed_before_the_deadline_without_a_response_is_not_measurable(end: str) -> None:
    story = Story()
    story.handed_over(f"{MONDAY} 09:00", **{f"{end}_at": f"{MONDAY} 10:00"})
    assert story.status(TUESDAY) == [f"not_measurable: {end}"]


def test_closed_after_the_deadline_without_a_response_is_late() -> None:
    story = Story()
    story.handed_over(f"{MONDAY} 09:00", lost_at=f"{MONDAY} 14:00")
    assert story.status(TUESDAY) == ["late"]


def test_returned_before_the_deadline_is_not_measurable() -> None:
    story = Story()
    story.returned(story.handed_over(f"{MONDAY} 09:00"), f"{MONDAY} 10:00", ReturnReason.BAD_DATA)
    assert story.status(TUESDAY) == ["not_measurable: returned"]


def test_closed_at_an_unknown_time_is_not_measurable() -> None:
    story = Story()
    story.handed_over("2026-11-02 09:00", lost=True)
    assert story.status(TUESDAY) == ["not_measurable: lost"]


def test_an_opportunity_without_any_attempt_is_not_measurable_and_does_not_wait() -> None:
    story = Story()
    lead = story.handed_over("2026-11-02 09:00")
    story.entered(lead, Stage.OPPORTUNITY, "2026-11-09 09:00")
    story.handed_over("2026-11-02 09:00", stage=Stage.OPPORTUNITY)
    assert story.status(TUESDAY) == ["not_measurable: no_attempt_recorded"] * 2
    assert not story.build().waiting.any()


def test_imported_attempts_are_judged_at_the_edge_of_what_is_known() -> None:
    story = Story()
    story.handed_over(f"{MONDAY} 09:00")
    edge = f"{MONDAY} 12:00"
    assert story.status(TUESDAY, known_until=edge) == ["due"]
    built, judgement = story.judged(TUESDAY, known_until=edge)
    assert judgement.passed_since_last_data.tolist() == [True]
    assert summarise(built, judgement, np.array([True])).passed_since_last_data == 1


def test_an_edge_in_the_future_is_now() -> None:
    assert Edge(now=10, known_until=20).as_of == 10
    assert Edge(now=10, known_until=None).as_of == 10


def test_a_call_logged_after_the_edge_still_counts() -> None:
    story = Story()
    story.act(story.handed_over(f"{MONDAY} 09:00"), f"{MONDAY} 12:30")
    assert story.status(TUESDAY, known_until=f"{MONDAY} 10:00") == ["met"]


def test_late_data_is_not_measurable_and_stays_on_the_waiting_list() -> None:
    story = Story(terms(handover={"event": HandoverEvent.CRITERIA}))
    in_time, too_late = (f"{MONDAY} 16:00", f"{TUESDAY} 08:01")
    for recorded in (in_time, too_late):
        lead = story.lead()
        story.entered(lead, Stage.SALES_QUALIFIED, f"{FRIDAY} 09:00", criteria=True, recorded=recorded)
    assert story.status("2026-11-27") == ["overdue", "not_measurable: late_data"]
    assert story.build().waiting.all()


def test_a_date_is_enough_where_both_readings_agree() -> None:
    story = Story()
    early = story.handed_over("2026-11-16", span=DAY)
    story.act(early, "2026-11-16", span=DAY)
    late = story.handed_over("2026-11-16", span=DAY)
    story.act(late, "2026-11-19", span=DAY)
    story.handed_over("2026-11-16", span=DAY)
    assert story.status(TUESDAY) == ["not_measurable: date_only", "late", "overdue"]


def test_the_same_day_meets_a_limit_of_a_day() -> None:
    story = Story(terms(sales={"respond_within": Story().agreed.sales.accept_within}))
    story.act(story.handed_over("2026-11-16", span=DAY), "2026-11-16", span=DAY)
    assert story.status(TUESDAY) == ["met"]


def test_open_between_both_readings_of_a_date_is_date_only() -> None:
    story = Story()
    story.handed_over(MONDAY, span=DAY)
    assert story.status(f"{MONDAY} 11:00") == ["due"]
    assert story.status(f"{MONDAY} 13:00") == ["not_measurable: date_only"]
    assert story.status(f"{TUESDAY} 12:01") == ["overdue"]
    assert story.build().waiting.all()


def test_a_vague_end_on_both_sides_of_the_deadline_is_date_only() -> None:
    story = Story()
    story.handed_over(f"{MONDAY} 09:00", lost_at=MONDAY, lost_at_span=DAY)
    assert story.status(TUESDAY) == ["not_measurable: date_only"]


def five_of_each() -> Story:
    story = Story()
    for time in ("09:30", "10:00", "12:00"):
        story.act(story.handed_over("2026-11-16 09:00"), f"2026-11-16 {time}")
    story.act(story.handed_over("2026-11-16 09:00"), "2026-11-16 15:00")
    story.handed_over("2026-11-16 09:00")
    story.handed_over(f"{MONDAY} 15:30")
    story.handed_over("2026-11-16 09:00", lost_at="2026-11-16 09:10")
    return story


def test_compliance_divides_by_met_late_and_overdue() -> None:
    built, judgement = five_of_each().judged(f"{MONDAY} 16:00")
    figures = summarise(built, judgement, np.ones(len(built), dtype=bool))
    assert (figures.met, figures.late, figures.overdue, figures.due, figures.not_measurable) == (
        3,
        1,
        1,
        1,
        1,
    )
    assert figures.handed_over == 7
    assert figures.compliance == 3 / 5
    assert figures.not_measurable_by == {"lost": 1}


def test_nothing_judged_is_not_full_compliance() -> None:
    story = Story()
    story.handed_over(f"{MONDAY} 15:30")
    built, judgement = story.judged(f"{MONDAY} 15:40")
    assert summarise(built, judgement, np.ones(1, dtype=bool)).compliance is None


def test_quantiles_run_over_the_unanswered_too() -> None:
    built, judgement = five_of_each().judged(f"{MONDAY} 16:00")
    figures = summarise(built, judgement, np.ones(len(built), dtype=bool))
    assert figures.median_response_seconds == 3 * 3600
    assert figures.p90_response_seconds is None


@pytest.mark.parametrize(("share", "expected"), [(0.5, 2), (0.75, 3), (0.76, 4), (1.0, 4), (0.01, 1)])
def test_quantiles_are_by_nearest_rank(share: float, expected: int) -> None:
    assert quantile(np.array([4, 1, 3, 2]), share) == expected
    assert quantile(np.array([], dtype=np.int64), share) is None


def test_contacted_before_is_met_and_left_out_of_the_quantiles() -> None:
    story = Story()
    before = story.handed_over(f"{MONDAY} 09:00")
    story.act(before, f"{FRIDAY} 14:00")
    story.act(story.handed_over(f"{MONDAY} 09:00"), f"{MONDAY} 11:00")
    built, judgement = story.judged(TUESDAY)
    figures = summarise(built, judgement, np.ones(2, dtype=bool))
    assert (figures.met, figures.attempted_before, figures.median_response_seconds) == (2, 1, 7200)


def test_a_period_takes_episodes_by_deadline_and_without_one_by_handover() -> None:
    story = Story()
    story.handed_over(f"{FRIDAY} 15:30")
    story.handed_over(None, stage=Stage.SALES_QUALIFIED)
    built = story.build()
    assert in_period(built, at(MONDAY), at(TUESDAY)).tolist() == [True, False]
    assert in_period(built, at(FRIDAY), at("2026-11-21")).tolist() == [False, False]
    assert in_period(built, None, None).tolist() == [True, True]


def test_delivered_is_by_handover_date_less_what_was_returned_in_time_for_marketing() -> None:
    story = Story()
    for reason in (ReturnReason.WRONG_PERSON, ReturnReason.NO_NEED_NOW):
        story.returned(story.handed_over("2026-11-16 09:00"), "2026-11-17 09:00", reason)
    story.returned(story.handed_over("2026-11-16 09:00"), "2026-11-27 09:00", ReturnReason.WRONG_PERSON)
    story.handed_over(f"{FRIDAY} 15:30")
    story.handed_over("2026-12-01 09:00")
    figures = delivered(story.build(), at("2026-11-01"), at("2026-12-01"))
    assert (figures.gross, figures.returned, figures.net) == (4, 1, 3)


def found(story: Story, now: str, assigned: bool = True) -> tuple[bool, bool, bool, bool]:
    built = story.build()
    seen = findings(
        built, np.full(len(built), assigned), Edge(at(now), None), [version(0, None, story.agreed)]
    )
    flags = (seen.too_few_attempts, seen.too_many_attempts, seen.contacted_early, seen.nobody_assigned)
    return tuple(bool(flag[0]) for flag in flags)  # type: ignore[return-value]


def test_too_few_attempts_are_found_when_the_agreed_time_is_over() -> None:
    story = Story()
    lead = story.handed_over("2026-11-02 09:00")
    for day in range(3, 7):
        story.act(lead, f"2026-11-0{day} 10:00")
    assert found(story, "2026-11-16 15:59")[0] is False
    assert found(story, "2026-11-16 16:01")[0] is True
    story.act(lead, "2026-11-10 10:00")
    assert found(story, "2026-11-16 16:01")[0] is False


def test_the_floor_does_not_judge_an_episode_known_only_from_a_date_on_the_lead() -> None:
    story = Story()
    story.act(story.handed_over("2026-11-02 09:00"), "2026-11-02 10:00", channel="other", summary=True)
    assert found(story, MONDAY)[0] is False


def test_more_attempts_than_agreed_before_the_first_contact_are_found() -> None:
    story = Story()
    lead = story.handed_over("2026-11-02 09:00")
    for hour in range(8):
        story.act(lead, f"2026-11-03 {hour + 8:02d}:00")
    assert found(story, MONDAY)[1] is False
    story.act(lead, "2026-11-04 09:00")
    assert found(story, MONDAY)[1] is True


def test_contact_before_the_handover_is_a_finding_unless_agreed() -> None:
    story = Story()
    story.act(story.handed_over(f"{MONDAY} 09:00"), "2026-11-02 09:00")
    assert found(story, TUESDAY)[2] is True
    story.agreed = terms(early_contact={"allowed": True, "at_most": 1})
    assert found(story, TUESDAY)[2] is False


def test_a_waiting_lead_that_nobody_owns_is_found() -> None:
    story = Story()
    story.handed_over(f"{MONDAY} 09:00")
    assert found(story, TUESDAY, assigned=False)[3] is True
    assert found(story, TUESDAY)[3] is False


def test_a_status_is_asked_for_by_name() -> None:
    built, judgement = five_of_each().judged(f"{MONDAY} 16:00")
    assert judgement.where(Status.MET).sum() == 3
    assert judge(built, Edge(at(MONDAY), None)).where(Status.DUE).sum() == 1
    assert (built.response_seconds != MISSING).sum() == 4
