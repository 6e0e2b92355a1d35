"""The weekly check in words: nothing is told that was not, and never by colour alone."""

from datetime import date

import pytest

from sla_core.i18n import Language, Texts
from sla_core.situation import Urgency
from sla_core.weekly_check import Check, CheckedLead, Decision, Episode, Mark, Since, Snapshot, WeekFigures
from sla_core.weekly_check.words import (
    became,
    decided,
    decisions,
    five_numbers,
    looked_at,
    progress,
    stood,
    waited,
    week_words,
)

T = Texts(Language.ENGLISH)
FIGURES = WeekFigures(
    first=date(2026, 11, 16),
    last=date(2026, 11, 22),
    met=52,
    late=3,
    overdue=2,
    due=5,
    not_measurable=2,
    waiting=19,
    too_long=4,
    longest=17 * 3600 + 42 * 60,
    longest_limit=4 * 3600,
)


def lead(**known: object) -> CheckedLead:
    return CheckedLead.model_validate({"lead": 1, "number": 1, **known})


def of(*leads: CheckedLead) -> Snapshot:
    return Snapshot(taken_at=0, version="4", figures=FIGURES, leads=leads)


@pytest.mark.parametrize(
    ("urgency", "told"),
    [
        (Urgency.TOO_LATE, "overdue: 6\u00a0h\u00a012\u00a0min of 4\u00a0h"),
        (Urgency.SOON, "due soon: 6\u00a0h\u00a012\u00a0min of 4\u00a0h"),
        (Urgency.IN_TIME, "in time: 6\u00a0h\u00a012\u00a0min of 4\u00a0h"),
        (Urgency.UNTIMED, "no date of handover"),
    ],
)
def test_how_a_lead_stood_is_told_in_words(urgency: Urgency, told: str) -> None:
    waiting = {"urgency": urgency, "used": 6 * 3600 + 12 * 60, "limit": 4 * 3600, "reason": "no_date"}
    assert stood(lead(**waiting), T) == told
    assert stood(lead(**waiting, waits=False), T) == "no longer waiting"


def test_who_is_to_call_stands_with_that_decision_only() -> None:
    assert decided(lead(decision=Decision.WILL_CALL), "Ola", T) == "call today: Ola"
    assert decided(lead(decision=Decision.WILL_CALL), "", T) == "call today"
    assert decided(lead(decision=Decision.LEAVE), "Ola", T) == "leave it"
    assert decided(lead(), "Ola", T) == "not looked at"
    assert decided(lead(waits=False), "Ola", T) == ""


def test_decisions_are_counted_and_those_that_nobody_looked_at_are_in_the_denominator() -> None:
    called, left = lead(decision=Decision.CALLED), lead(decision=Decision.LEAVE)
    assert decisions(of(called, called, left, lead()).decisions, T) == ["2 called now", "1 to leave"]
    assert looked_at(of(called, called, left, lead(), lead(waits=False)), T) == "3 of 4 looked at"
    assert decisions(of(lead(waits=False)).decisions, T) == []
    assert looked_at(of(lead(waits=False)), T) == "nobody waited"


def test_progress_counts_those_that_stopped_waiting_apart() -> None:
    one, two, three = (Episode(number, 1) for number in (1, 2, 3))
    check = Check((one, two, three), frozenset({one, two}), two, {one: Mark(Decision.CALLED)})
    assert progress(check, T) == "1 of 2 looked at · 1 no longer waits"
    assert progress(Check((one,), frozenset({one}), one), T) == "0 of 1 looked at"


def test_the_figures_are_told_with_their_days() -> None:
    told = five_numbers(FIGURES, T)
    assert told == "16 Nov–22 Nov: 52 met · 3 late · 2 overdue · 5 not yet due · 2 not measurable"
    longest = "the longest 17\u00a0h\u00a042\u00a0min of 4\u00a0h"
    assert waited(FIGURES, T) == f"19 waited, 4 of them too long; {longest}"
    calm = FIGURES.model_copy(update={"too_long": 0, "longest": None})
    assert waited(calm, T) == "19 waited"
    assert waited(calm.model_copy(update={"waiting": 0}), T) == "nobody waited"


def test_what_became_of_them_leaves_out_what_happened_to_nobody() -> None:
    assert became({Since.WAITS: 4, Since.CONTACTED: 9}, T) == "9 contacted · 4 still waiting"


def test_a_week_at_the_turn_of_the_year_has_the_year_of_its_number() -> None:
    assert week_words(date(2026, 12, 28), T) == "week 53, 2026"
    assert week_words(date(2025, 12, 29), T) == "week 1, 2026"
