"""What if: another response time, judged on the episodes of a period as they were."""

import random
from dataclasses import replace

import pytest

from sla_core.agreement import AgreementVersion
from sla_core.follow_up.judging import summarise
from sla_core.follow_up.what_if import respond_within, what_if_sentence
from sla_core.i18n import NBSP, Language, Texts
from sla_core.leads import ReturnReason
from sla_core.periods import PeriodName, period
from sla_core.terms import CalendarTerms, ClockStart, Duration, StopsAt, Terms, Unit
from tests.builders import Story, situation, terms, version
from tests.core.episodes import DAY, days, hours

NOW = "2026-11-20 10:42"
OTHERS = [
    hours(0),
    Duration(amount=30, unit=Unit.MINUTES),
    hours(2),
    hours(4),
    hours(20),
    days(0),
    days(1),
    days(3),
]


def changed(agreed: Terms, limit: Duration) -> Terms:
    return agreed.model_copy(update={"sales": agreed.sales.model_copy(update={"respond_within": limit})})


def with_limit(versions: list[AgreementVersion], limit: Duration) -> list[AgreementVersion]:
    return [replace(v, terms=changed(v.terms, limit)) for v in versions]


def busy(agreed: Terms, *, vague: bool = True) -> Story:
    """Two hundred leads of all sorts over two versions with different hours; some facts known to the day only."""
    dice = random.Random(47)
    evenings = dict.fromkeys(("mon", "tue", "thu", "sat"), (("10:00", "20:00"),))
    other = agreed.model_copy(update={"calendar": CalendarTerms(hours=evenings)})
    story = Story(versions=[version(0, None, agreed), version(1, "2026-10-14 12:00", other)])

    def moment(first: int = 1) -> str:
        hour, minute = dice.choice([(7, 59), (8, 0), (11, 30), (15, 59), (16, 0), (19, 59), (23, 10)])
        return f"2026-{dice.choice((10, 11))}-{dice.randint(first, 20):02d} {hour:02d}:{minute:02d}"

    def span() -> int:
        return dice.choice((0, 0, DAY)) if vague else 0

    for _ in range(200):
        known: dict[str, object] = {"created_at": "2026-09-01"}
        if dice.random() < 0.6:
            known |= {"assigned_at": moment(), "assigned_at_span": span()}
        if dice.random() < 0.2:
            known[dice.choice(["lost_at", "won_at", "merged_at"])] = moment(10)
        lead = story.handed_over(moment() if dice.random() < 0.95 else None, span=span(), **known)
        for _ in range(dice.randint(0, 3)):
            story.act(lead, moment(), dice.choice(["no_answer", "connected"]), span=span())
        if dice.random() < 0.1:
            story.returned(lead, moment(5), dice.choice(list(ReturnReason)), reopened=moment(15))
    return story


AGREED = {
    "hours from the handover": terms(sales={"respond_within": hours(8)}),
    "days from the handover": terms(sales={"respond_within": days(1)}),
    "contact stops the clock": terms(sales={"respond_within": hours(4), "stops_at": StopsAt.CONTACT}),
    "hours from the assignment": terms(
        sales={"respond_within": hours(8)}, handover={"clock_start": ClockStart.ASSIGNMENT}
    ),
    "at once from the assignment": terms(
        sales={"respond_within": hours(0)}, handover={"clock_start": ClockStart.ASSIGNMENT}
    ),
}


@pytest.mark.parametrize("limit", OTHERS, ids=str)
@pytest.mark.parametrize("agreed", AGREED.values(), ids=AGREED)
def test_it_is_what_a_rebuild_of_all_handovers_under_the_changed_terms_gives(
    agreed: Terms, limit: Duration
) -> None:
    story = busy(agreed)
    now = situation(story, NOW, known_until="2026-11-19 12:00")
    story.versions = with_limit(story.versions, limit)
    rebuilt = situation(story, NOW, known_until="2026-11-19 12:00")
    for name in (PeriodName.ALL, PeriodName.THIS_MONTH):
        inside = now.inside(period(name, now.today))
        found = respond_within(now, limit, period(name, now.today))
        assert found.before == now.figures(period(name, now.today))
        assert found.after == summarise(rebuilt.handovers, rebuilt.judgement, inside)
        assert found.moved.tolist() == (inside & (rebuilt.judgement.status != now.judgement.status)).tolist()


FROM_ASSIGNMENT_IN_DAYS = terms(
    sales={"respond_within": days(1)}, handover={"clock_start": ClockStart.ASSIGNMENT}
)


@pytest.mark.parametrize("limit", OTHERS, ids=str)
def test_days_from_the_assignment_are_replayed_where_times_are_exact_and_otherwise_judged_no_more_often(
    limit: Duration,
) -> None:
    for vague in (False, True):
        story = busy(FROM_ASSIGNMENT_IN_DAYS, vague=vague)
        now = situation(story, NOW)
        story.versions = with_limit(story.versions, limit)
        rebuilt = situation(story, NOW).figures(period(PeriodName.ALL, now.today))
        after = respond_within(now, limit, period(PeriodName.ALL, now.today)).after
        if not vague:
            assert after == rebuilt
        assert after.met <= rebuilt.met
        assert after.late + after.overdue <= rebuilt.late + rebuilt.overdue
        assert after.handed_over == rebuilt.handed_over


def test_the_set_of_episodes_is_the_one_of_the_actual_figure() -> None:
    story = Story(terms(sales={"respond_within": hours(8)}))
    story.handed_over("2026-11-13 12:00")  # due on Monday; within 2 hours it were Friday of the week before
    now = situation(story, NOW)
    found = respond_within(now, hours(2), period(PeriodName.THIS_WEEK, now.today))
    assert (found.before.overdue, found.after.overdue) == (1, 1)
    assert respond_within(now, hours(2), period(PeriodName.LAST_WEEK, now.today)).after.handed_over == 0


def test_a_shorter_limit_makes_late_what_was_in_time_and_says_which() -> None:
    story = Story(terms(sales={"respond_within": hours(8)}))
    for time in ("09:00", "10:00", "10:01"):
        story.act(story.handed_over("2026-11-18 08:00"), f"2026-11-18 {time}")
    now = situation(story, NOW)
    found = respond_within(now, hours(2), period(PeriodName.THIS_WEEK, now.today))
    assert (found.before.met, found.after.met, found.after.late) == (3, 2, 1)
    assert found.moved.tolist() == [False, False, True]


def test_contacted_before_stays_met_and_what_has_no_clock_stays_as_it_is() -> None:
    story = Story(terms(sales={"respond_within": hours(8)}))
    story.act(story.handed_over("2026-11-18 12:00"), "2026-11-18 09:00")
    story.handed_over(None)
    now = situation(story, NOW)
    found = respond_within(now, hours(0), period(PeriodName.ALL, now.today))
    assert (found.after.met, found.after.not_measurable_by) == (1, {"no_date": 1})
    assert not found.moved.any()


def asked(story: Story, limit: Duration, name: PeriodName = PeriodName.LAST_QUARTER, lang: str = "en") -> str:
    now = situation(story, NOW)
    found = respond_within(now, limit, period(name, now.today))
    return what_if_sentence(found, now, limit, period(name, now.today), Texts(Language(lang)))


def august(how_many: int, called: str, limit: Duration | None = None) -> Story:
    """So many leads of 12 August, handed over at 08:00 and called then, and one that was called too late."""
    story = Story(terms(sales={"respond_within": limit or hours(8)}))
    for _ in range(how_many):
        story.act(story.handed_over("2026-08-12 08:00"), f"2026-08-12 {called}")
    story.act(story.handed_over("2026-08-12 08:00"), "2026-08-20 12:00")
    return story


def test_the_sentence_names_both_limits_the_period_and_n() -> None:
    story = august(19, "10:00")
    for _ in range(5):
        story.act(story.handed_over("2026-08-12 08:00"), "2026-08-12 15:00")
    english = f"With 4 working hours instead of 8 last quarter: 96{NBSP}% → 76{NBSP}% (n 25)"
    assert asked(story, hours(4)) == english
    assert asked(story, days(1)).startswith("With 1 working day instead of 8 working hours last quarter: ")
    assert asked(story, hours(0)).startswith(
        "With a response at once instead of 8 working hours last quarter: "
    )


def test_the_sentence_of_every_period_says_when() -> None:
    story = august(19, "10:00")
    told = {name: asked(story, hours(4), name) for name in PeriodName}
    assert (
        told[PeriodName.ALL]
        == f"With 4 working hours instead of 8 over the whole time: 95{NBSP}% → 95{NBSP}% (n 20)"
    )
    assert told[PeriodName.LAST_MONTH] == "With 4 working hours instead of 8 in October: nothing to judge"
    assert told[PeriodName.THIS_WEEK] == "With 4 working hours instead of 8 in week 47: nothing to judge"


def test_the_same_limit_is_told_as_agreed_without_a_comparison() -> None:
    assert (
        asked(august(19, "10:00"), hours(8))
        == f"With 8 working hours as agreed last quarter: 95{NBSP}% (n 20)"
    )
    few = "With 8 working hours as agreed last quarter: 3 of 4 in time (too little data)"
    assert asked(august(3, "10:00"), hours(8)) == few
    nothing = asked(august(3, "10:00"), hours(8), PeriodName.THIS_WEEK)
    assert nothing == "With 8 working hours as agreed in week 47: nothing to judge"


def test_of_fewer_than_ten_cases_on_either_side_the_sentence_gives_counts() -> None:
    told = asked(august(5, "14:00"), hours(4))
    assert (
        told
        == "With 4 working hours instead of 8 last quarter: 5 of 6 in time → 0 of 6 in time (too little data)"
    )
    story = august(8, "10:00")
    story.handed_over("2026-08-12 08:00", lost_at="2026-08-12 13:00")  # within 4 hours it were late
    assert asked(story, hours(4)).endswith(": 8 of 9 in time → 8 of 10 in time (too little data)")


def test_where_another_limit_judges_more_of_them_each_figure_has_its_own_n() -> None:
    story = august(19, "10:00")
    story.handed_over("2026-08-12 08:00", lost_at="2026-08-12 13:00")
    told = asked(story, hours(4))
    assert told.endswith(f": 95{NBSP}% (n 20) → 90{NBSP}% (n 21)")


def test_where_several_limits_held_the_sentence_names_none_of_them() -> None:
    story = august(19, "10:00")
    story.versions = [
        version(0, None, story.agreed),
        version(1, "2026-09-01", changed(story.agreed, hours(6))),
    ]
    assert asked(story, hours(4)).startswith("With 4 working hours instead of 8 last quarter: ")
    story.handed_over("2026-09-02 08:00")
    assert asked(story, hours(4)).startswith("With 4 working hours instead of what was agreed last quarter: ")
