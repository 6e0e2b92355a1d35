"""Goals in words."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from sla_core.follow_up.judging import Delivered
from sla_core.goals.amounts import Input, NotComputable, Obstacle
from sla_core.goals.forecast import Forecast
from sla_core.goals.journey import NeededBy
from sla_core.goals.standing import StageGoal
from sla_core.goals.targets import TargetChange
from sla_core.goals.words import (
    INPUTS,
    REASONS,
    amount,
    chance,
    changes,
    goal_line,
    leads_needed,
    why_not,
)
from sla_core.i18n import NBSP, Language, Texts
from sla_core.leads import Stage
from sla_core.pace import Pace
from tests.core.episodes import at, terms, version

T = Texts(Language.ENGLISH)
ZERO = NotComputable(Input.SALES_QUALIFIED_TO_CUSTOMER, Obstacle.ZERO)


def goal(pace: Pace, forecast: Forecast | None, returned: int = 0) -> StageGoal:
    return StageGoal(Stage.SALES_QUALIFIED, Delivered(pace.reached + returned, returned), pace, forecast)


def test_a_running_stage_is_told_with_all_its_figures() -> None:
    running = goal(Pace(62, Fraction(1195, 20), 74), Forecast(71, 76, 80, 0.643, 26), returned=3)
    assert goal_line(running, T) == (
        "SQL: 62 of 74 · 65 handed over · 3 returned · 60 expected by today · 71 to 80 by the end, likeliest 76 · "
        f"64{NBSP}% likely (26 weeks of history)"
    )


def test_a_stage_that_ended_is_told_without_a_forecast() -> None:
    assert goal_line(goal(Pace(70, Fraction(74), 74), Forecast(70, 70, 70, 0.0, 0)), T) == (
        "SQL: 70 of 74 · 74 expected by today"
    )


def test_without_history_the_line_says_what_it_needs_and_without_target_that_there_is_none() -> None:
    assert goal_line(goal(Pace(5, Fraction(4), 8), None), T) == (
        "SQL: 5 of 8 · 4 expected by today · no forecast: needs 8 weeks of history"
    )
    assert goal_line(goal(Pace(5, None, None), Forecast(6, 7, 8, None, 12)), T) == (
        "SQL: 5, no target · 6 to 8 by the end, likeliest 7"
    )
    assert goal_line(goal(Pace(5, None, None), None), T) == "SQL: 5, no target"


def test_nothing_is_certain_before_it_has_happened() -> None:
    assert chance(1.0, False, 26, T) == f"99{NBSP}% likely (26 weeks of history)"
    assert chance(0.0, False, 26, T) == f"1{NBSP}% likely (26 weeks of history)"
    assert chance(1.0, True, 26, T) == "target reached"


def test_every_input_that_stands_in_the_way_has_a_name() -> None:
    assert set(INPUTS) == set(Input)
    assert why_not(ZERO, T) == "Cannot be computed: the rate from SQL to customer is 0."
    told = {why_not(NotComputable(Input.CHURN, why), T) for why in Obstacle}
    assert len(told) == len(Obstacle)
    assert set(REASONS.values()) == {"no target", "needs 8 weeks of history"}


def test_amounts_are_rounded_up_where_they_are_shown() -> None:
    assert (amount(Fraction(2_000, 81), T), amount(Fraction(25), T)) == ("25", "25")
    assert amount(ZERO, T) == why_not(ZERO, T)


def was(month: int, target: int | None, until: str = "2026-11-13", reason: str = "") -> TargetChange:
    begun = replace(version(2, until, terms()), reason=reason)
    return TargetChange(date(2026, month, 1), target, at(until), begun)


def test_a_change_is_told_until_the_last_day_on_which_the_old_target_held() -> None:
    assert changes([was(11, 120)], "Europe/Oslo", T) == ["was 120 until 12 Nov 2026"]
    at_noon = was(11, None, "2026-11-12 12:00", "It moves")
    assert changes([at_noon], "Europe/Oslo", T) == ["no target until 12 Nov 2026: It moves"]


def test_the_months_of_a_quarter_that_one_version_changed_are_told_together() -> None:
    together = [was(10, 176, reason="More"), was(11, 180, reason="More"), was(12, 180, reason="More")]
    assert changes(together, "Europe/Oslo", T, with_months=True) == [
        "was 176 (Oct) and 180 (Nov and Dec) until 12 Nov 2026: More"
    ]
    apart = [was(10, 176), was(11, 180, "2026-11-20"), was(12, None)]
    assert changes(apart, "Europe/Oslo", T, with_months=True) == [
        "was 176 (Oct) until 12 Nov 2026",
        "was 180 (Nov) until 19 Nov 2026",
        "no target (Dec) until 12 Nov 2026",
    ]


def test_the_day_by_which_leads_had_to_exist_is_a_sentence() -> None:
    needed = [NeededBy(date(2026, 6, 28), 94)]
    assert leads_needed(needed, date(2026, 6, 29), T) == (
        "A lead for this period's customers had to exist by 28 Jun 2026."
    )
    assert leads_needed(needed, date(2026, 6, 28), T) == (
        "A lead for this period's customers has to exist by 28 Jun 2026."
    )


def test_where_personas_take_differently_long_each_day_is_told_with_them() -> None:
    needed = [NeededBy(date(2026, 6, 28), 94, ("Eva",)), NeededBy(date(2026, 8, 13), 48, ("Dag", "Per"))]
    assert leads_needed(needed, date(2026, 7, 1), T) == (
        "A lead for this period's customers had to exist by 28 Jun 2026 (Eva, 94 days). "
        "A lead for this period's customers has to exist by 13 Aug 2026 (Dag and Per, 48 days)."
    )
    assert leads_needed(needed, date(2026, 11, 1), T) == (
        "A lead for this period's customers had to exist by 28 Jun 2026 (Eva, 94 days) and 13 Aug 2026 (Dag and Per, "
        "48 days)."
    )
