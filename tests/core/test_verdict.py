"""The verdict: how each promise stands, and the sentence in every state."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from sla_core.i18n import NBSP, Language, Texts
from sla_core.pace import Pace
from sla_core.periods import PeriodName, period
from sla_core.verdict import (
    Standing,
    WaitingNow,
    common_goal,
    follow_up_verdict,
    in_time,
    marketing_standing,
    sales_standing,
    waiting_standing,
    week_verdict,
)
from tests.builders import LIMITS, figures

t = Texts(Language.ENGLISH)
WEEK, DAYS = (period(name, date(2026, 11, 20)) for name in (PeriodName.THIS_WEEK, PeriodName.LAST_7_DAYS))


def pace(reached: int, expected: int | None, target: int | None = 280) -> Pace:
    return Pace(
        reached, None if expected is None else Fraction(expected), None if expected is None else target
    )


@pytest.mark.parametrize(
    ("reached", "expected", "standing"),
    [
        (200, 200, Standing.KEPT),
        (240, 200, Standing.KEPT),  # 120 % is still as agreed
        (241, 200, Standing.MORE_THAN_AGREED),
        (199, 200, Standing.AT_RISK),
        (180, 200, Standing.AT_RISK),
        (179, 200, Standing.BROKEN),
        (0, 10, Standing.BROKEN),
        (50, 9, Standing.TOO_LITTLE),
        (50, None, Standing.NO_TARGET),
    ],
)
def test_marketing_is_judged_by_delivered_against_expected(
    reached: int, expected: int | None, standing: Standing
) -> None:
    assert marketing_standing(pace(reached, expected), LIMITS) is standing


@pytest.mark.parametrize(
    ("met", "late", "overdue", "standing"),
    [
        (9, 0, 1, Standing.KEPT),
        (52, 3, 2, Standing.KEPT),
        (89, 11, 0, Standing.AT_RISK),
        (8, 2, 0, Standing.AT_RISK),
        (79, 11, 10, Standing.BROKEN),
        (9, 0, 0, Standing.TOO_LITTLE),
        (0, 0, 0, Standing.TOO_LITTLE),
    ],
)
def test_sales_is_judged_by_the_share_in_time_of_at_least_ten(
    met: int, late: int, overdue: int, standing: Standing
) -> None:
    assert sales_standing(figures(met, late, overdue, due=40), LIMITS) is standing


@pytest.mark.parametrize(
    ("waiting", "too_long", "known", "standing"),
    [
        (0, 0, 0, Standing.KEPT),
        (7, 0, 7, Standing.KEPT),
        (40, 2, 40, Standing.AT_RISK),
        (40, 2, 30, Standing.BROKEN),  # of those of which it is known
        (40, 3, 40, Standing.BROKEN),
        (7, 2, 7, Standing.BROKEN),
        (7, 0, 1, Standing.KEPT),
        (7, 0, 0, Standing.TOO_LITTLE),  # nothing known is not kept
    ],
)
def test_waiting_too_long_is_a_count_and_judged_from_the_first_lead_on(
    waiting: int, too_long: int, known: int, standing: Standing
) -> None:
    assert waiting_standing(WaitingNow(waiting, too_long, known), LIMITS) is standing


def test_every_standing_has_a_shape_beside_its_colour() -> None:
    assert {s.shape for s in (Standing.KEPT, Standing.AT_RISK, Standing.BROKEN, Standing.TOO_LITTLE)} == set(
        "✓▲◆○"
    )


@pytest.mark.parametrize(
    ("week_pace", "counts", "sentence"),
    [
        (pace(182, 200), (52, 3, 2), f"Week 47: 18 leads behind plan; follow-up holds at 91{NBSP}%"),
        (pace(199, 200), (85, 15, 0), f"Week 47: 1 lead behind plan; follow-up slips to 85{NBSP}%"),
        (pace(200, 200), (7, 3, 0), f"Week 47: leads on plan; follow-up fails at 70{NBSP}%"),
        (pace(1212, 200), (4, 1, 0), "Week 47: 1,012 leads more than agreed; 4 of 5 in time"),
        (pace(230, 200), (4, 1, 0), "Week 47: 30 leads ahead of plan; 4 of 5 in time"),
        (pace(3, 5), (0, 0, 0), "Week 47: 3 leads so far; none due in the last 7 days"),
        (pace(1, None), (0, 0, 0), "Week 47: 1 lead so far; none due in the last 7 days"),
    ],
)
def test_the_sentence_of_the_week_in_every_state(
    week_pace: Pace, counts: tuple[int, int, int], sentence: str
) -> None:
    told = week_verdict(47, week_pace, (WEEK if sum(counts) else DAYS, figures(*counts)), LIMITS, t)
    assert told == sentence
    assert len(told) <= 55


@pytest.mark.parametrize(
    ("week_pace", "counts", "sentence"),
    [
        (pace(182, 200), (52, 3, 2), f"Uke 47: 18 leads bak planen; oppfølgingen holder: 91{NBSP}%"),
        (pace(200, 200), (85, 15, 0), f"Uke 47: leads i rute; oppfølgingen glipper: 85{NBSP}%"),
        (pace(241, 200), (70, 30, 0), f"Uke 47: 41 leads mer enn avtalt; oppfølgingen svikter: 70{NBSP}%"),
        (pace(1, None), (4, 1, 0), "Uke 47: 1 lead så langt; 4 av 5 i tide"),
        (pace(1, None), (0, 0, 0), "Uke 47: 1 lead så langt; ingen frister siste 7 dager"),
    ],
)
def test_the_sentence_of_the_week_in_every_state_in_bokmal(
    week_pace: Pace, counts: tuple[int, int, int], sentence: str
) -> None:
    followed = (WEEK if sum(counts) else DAYS, figures(*counts))
    assert week_verdict(47, week_pace, followed, LIMITS, Texts(Language.BOKMAL)) == sentence


@pytest.mark.parametrize(
    ("counts", "too_long", "sentence"),
    [
        ((52, 3, 2), 2, f"Follow-up holds at 91{NBSP}%; 2 leads wait too long"),
        ((52, 3, 2), 1, f"Follow-up holds at 91{NBSP}%; 1 lead waits too long"),
        ((70, 30, 0), 0, f"Follow-up fails at 70{NBSP}%; nobody waits too long"),
        ((4, 1, 0), 0, "4 of 5 in time; nobody waits too long"),
        ((0, 0, 0), 0, "None due in the last 7 days; nobody waits too long"),
        ((0, 0, 0), 206, "None due in the last 7 days; 206 leads wait too long"),
    ],
)
def test_the_sentence_of_follow_up_in_every_state(
    counts: tuple[int, int, int], too_long: int, sentence: str
) -> None:
    followed = (WEEK if sum(counts) else DAYS, figures(*counts))
    told = follow_up_verdict(followed, WaitingNow(too_long + 9, too_long, too_long + 9), LIMITS, t)
    assert told == sentence
    assert len(told) <= 55


def test_where_the_data_end_before_the_deadlines_the_sentence_judges_nobody() -> None:
    beyond = replace(figures(due=7), passed_since_last_data=7)
    told = follow_up_verdict((DAYS, beyond), WaitingNow(7, 0, 0), LIMITS, t)
    assert told == "None judged in the last 7 days; 7 leads wait"
    still_to_come = (DAYS, figures(due=7))
    told = follow_up_verdict(still_to_come, WaitingNow(7, 0, 7), LIMITS, t)
    assert told == "None due in the last 7 days; nobody waits too long"


def test_a_share_just_below_the_promise_is_never_rounded_up_to_it() -> None:
    nearly = figures(met=896, late=104)
    assert sales_standing(nearly, LIMITS) is Standing.AT_RISK
    assert in_time(nearly, t) == f"89{NBSP}%"
    assert in_time(figures(met=29, late=71), t) == f"29{NBSP}%"


def test_the_common_goal_tells_reached_promised_and_expected() -> None:
    year = Pace(31, Fraction(174, 5), 48)
    assert common_goal(year, t) == "Together: 31 of 48 customers this year, 35 expected by today"
    assert common_goal(Pace(1, None, None), t) == "Together: 1 customer this year, no common goal set yet"
