"""Counting returned leads: by reason and by group, in time or too late."""

import numpy as np

from sla_core.follow_up import returns
from sla_core.leads import ReturnReason
from tests.core.episodes import Story, at, version


def story() -> Story:
    """Two wrong persons (one too late), a duplicate, one that nobody returned."""
    told = Story()
    for when in ("2026-11-17 10:00", "2026-11-25 10:00"):
        told.returned(told.handed_over("2026-11-16 09:00"), when, ReturnReason.WRONG_PERSON)
    told.returned(told.handed_over("2026-11-16 09:00"), "2026-11-16 10:00", ReturnReason.DUPLICATE)
    told.handed_over("2026-11-16 09:00")
    return told


def test_a_return_after_the_time_to_answer_is_counted_apart() -> None:
    known = story().build()
    found = returns.returns(known, np.ones(4, dtype=bool))
    assert (found.n, found.handed_over) == (3, 4)
    assert found.in_time.tolist() == [True, False, True, False]
    assert found.late.tolist() == [False, True, False, False]


def test_only_handovers_of_the_period_are_counted() -> None:
    found = returns.returns(story().build(), np.array([True, False, False, True]))
    assert (found.n, found.handed_over) == (1, 2)


def test_reasons_come_with_the_most_frequent_first_and_without_those_that_nobody_gave() -> None:
    known = story().build()
    found = returns.by_reason(known, returns.returns(known, np.ones(4, dtype=bool)).rows)
    assert [(reason, int(rows.sum())) for reason, rows in found] == [
        (ReturnReason.WRONG_PERSON, 2),
        (ReturnReason.DUPLICATE, 1),
    ]


def test_each_group_tells_how_many_of_its_handovers_were_returned() -> None:
    rows = np.array([True, False, True, True])
    inside = np.array([True, True, True, True])
    found = returns.by_group(["", "fair", "web"], np.array([2, 2, 0, 2]), rows, inside)
    assert [(group.value, group.n, group.handed_over) for group in found] == [("web", 2, 3), ("", 1, 1)]
    assert found[0].returned.tolist() == [True, False, False, True]


def test_silence_counts_as_a_yes_from_the_end_of_the_time_to_answer() -> None:
    told = Story()
    told.handed_over("2026-11-16 09:00")
    told.handed_over(None)
    known, versions = told.build(), [version(0, None, told.agreed)]
    assert returns.silent_yes_at(known, versions, 0) == at("2026-11-18 16:00")
    assert returns.silent_yes_at(known, versions, 1) is None
