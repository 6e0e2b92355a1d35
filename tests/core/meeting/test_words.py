"""Frozen figures in words: what changed since the last meeting, how each promise stood, what came since."""

import pytest

from sla_core.i18n import NBSP
from sla_core.meeting import changes, since
from sla_core.meeting.live import Counted
from sla_core.meeting.words import figures as told_figures
from sla_core.meeting.words import verdict
from sla_core.terms import Metric
from tests.core.meeting.meetings import BOKMAL, ENGLISH, figures, frozen

CLAUSES = {Metric.DELIVERED: "2.1", Metric.IN_TIME: "3.1"}
THEN = {"leads": (50, 68), "followed": figures(41, 5, 3), "waiting": (12, 2, 12), "customers": 28}
NOW_ = {"leads": (97, 100), "followed": figures(52, 3, 2), "waiting": (9, 0, 9)}


def test_what_changed_stands_then_and_now_each_share_with_its_n() -> None:
    told = changes(frozen(now="2026-11-13 10:42", **THEN), frozen(**NOW_), ENGLISH)
    assert told == [
        "18 leads behind plan then, 3 now",
        f"in time: 83{NBSP}%{NBSP}(41{NBSP}of{NBSP}49) → 91{NBSP}%{NBSP}(52{NBSP}of{NBSP}57)",
        "waiting too long: 2 of 12 → 0 of 9",
        "customers this year: 28 → 31",
    ]


def test_another_month_and_another_version_are_named() -> None:
    then = frozen(now="2026-10-30 10:42", version="2", **THEN)
    told = changes(then, frozen(version="3", **NOW_), ENGLISH)
    assert told[0] == "18 leads behind plan in October then, 3 leads behind plan in November now"
    assert told[-1] == "version 2 of the agreement in force then, version 3 now"


def test_of_few_cases_the_counts_stand_alone_and_of_none_words() -> None:
    then = frozen(followed=figures(3, 1), leads=(12, None))
    told = changes(then, frozen(followed=figures(due=4), leads=(100, 100)), ENGLISH)
    assert told[:2] == ["12 leads so far then, leads on plan now", f"in time: 3{NBSP}of{NBSP}4 → none judged"]


def test_every_figure_stands_with_what_is_expected_and_its_clause() -> None:
    marketing, sales, waiting, together = told_figures(frozen(**NOW_), CLAUSES, ENGLISH)
    assert marketing.told == f"97 delivered in November · 100 expected by then · working{NBSP}rule{NBSP}280"
    assert (marketing.stands(ENGLISH), marketing.clause) == (f"▲{NBSP}At risk", "2.1")
    assert sales.told.startswith(f"91{NBSP}% (52 of 57) in time, ")
    assert (sales.stands(ENGLISH), sales.clause) == (f"✓{NBSP}Kept", "3.1")
    assert (waiting.told, waiting.clause) == ("0 of 9 waited too long", "")
    assert together.told == f"31 customers this year · 35 expected by then · working{NBSP}rule{NBSP}48"
    assert marketing.is_provisional


def test_a_signed_promise_is_a_promise() -> None:
    marketing, *_ = told_figures(frozen(provisional=False, **NOW_), CLAUSES, ENGLISH)
    assert marketing.told.endswith(f"280{NBSP}promised")


@pytest.mark.parametrize(
    ("waiting", "told", "stands"),
    [
        ((0, 0, 0), "nobody waited", "✓"),
        ((7, 0, 0), "7 waited; of none is it known how long", "○"),
        ((9, 3, 9), "3 of 9 waited too long", "◆"),
    ],
)
def test_who_waited_is_told_in_every_state(waiting: tuple[int, int, int], told: str, stands: str) -> None:
    line = told_figures(frozen(waiting=waiting), CLAUSES, ENGLISH)[2]
    assert line.told == told
    assert line.stands(ENGLISH).startswith(stands)


def test_the_frozen_verdict_is_that_of_the_home_page() -> None:
    assert verdict(frozen(**NOW_), ENGLISH) == f"Week 47: 3 leads behind plan; follow-up holds at 91{NBSP}%"
    assert verdict(frozen(**NOW_), BOKMAL).startswith("Uke 47")


def test_what_came_since_is_counted_and_what_was_taken_back_left_out() -> None:
    then = Counted(handed_over=10, tried=5, returned=1)
    assert since(then, Counted(handed_over=11, tried=7, returned=1), ENGLISH) == "2 more called · 1 new lead"
    assert since(then, Counted(handed_over=10, tried=5, returned=2), ENGLISH) == "1 more returned"
    assert since(then, then, ENGLISH) == "nothing new"
    assert since(then, Counted(handed_over=3, tried=2, returned=0), ENGLISH) == "nothing new"
