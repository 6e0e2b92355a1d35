"""Decisions: what is refused, which ones a meeting looks back on, in which order."""

from datetime import date

import pytest

from sla_core.errors import SlaError
from sla_core.meeting import MOST_CHARACTERS, Outcome, check, checked_text
from sla_core.meeting.decisions import on_the_agenda, up_to
from tests.core.meeting.meetings import at, decision, said

TODAY = date(2026, 11, 20)
GOOD = {"who": "Ola Hansen", "due": TODAY, "today": TODAY, "clause": "3.1", "clauses": {"3.1"}}


def test_a_decision_of_somebody_for_a_day_to_come_is_taken() -> None:
    check(**GOOD)
    check(**{**GOOD, "clause": ""})


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"who": ""}, "choose a person"),
        ({"due": None}, "needs a day"),
        ({"due": date(2026, 11, 19)}, "day is over"),
        ({"clause": "9.9"}, "no clause 9.9"),
    ],
)
def test_a_decision_of_nobody_of_yesterday_or_on_an_unknown_clause_is_refused(
    wrong: dict[str, object], words: str
) -> None:
    with pytest.raises(SlaError) as refused:
        check(**{**GOOD, **wrong})
    assert words in str(refused.value)


def test_words_are_needed_and_not_too_many() -> None:
    assert checked_text("  Call   twice\nbefore noon ") == "Call twice before noon"
    assert len(checked_text("x" * MOST_CHARACTERS)) == MOST_CHARACTERS
    for typed in ("", " \n ", "x" * (MOST_CHARACTERS + 1)):
        with pytest.raises(SlaError):
            checked_text(typed)


def test_a_late_decision_stays_open_until_it_is_kept_or_dropped() -> None:
    assert not decision(1).is_settled
    assert not decision(1, 1, said(Outcome.LATE, 2)).is_settled
    assert decision(1, 1, said(Outcome.LATE, 2), said(Outcome.KEPT, 3)).is_settled
    assert decision(1, 1, said(Outcome.DROPPED, 2)).is_settled
    assert not decision(1, 1, said(Outcome.KEPT, 2), said(Outcome.LATE, 2)).is_settled  # the last word counts


def test_a_meeting_looks_back_on_what_is_open_oldest_first_and_on_what_was_settled_since() -> None:
    ended = at("2026-11-13 10:00")
    settled_then = decision(1, 1, said(Outcome.KEPT, 2))
    settled_between = decision(2, 1, said(Outcome.KEPT, None, "2026-11-16 09:00"))
    settled_before_the_last = decision(3, 1, said(Outcome.DROPPED, None, "2026-11-10 09:00"))
    settled_now = decision(4, 2, said(Outcome.KEPT, 3))
    late, still_open, new = decision(5, 1, said(Outcome.LATE, 2)), decision(6, 2), decision(7, 3)
    everything = [settled_then, settled_between, settled_before_the_last, settled_now, late, still_open, new]
    found = on_the_agenda(everything, 3, (2, ended))
    assert [one.id for one in found] == [5, 6, 2, 4]


def test_the_first_meeting_looks_back_on_nothing() -> None:
    assert on_the_agenda([decision(1, 1)], 1, None) == []


def test_what_is_said_later_is_not_in_the_minutes_of_an_earlier_meeting() -> None:
    words = (
        said(Outcome.LATE, 2),
        said(Outcome.LATE, None, "2026-11-14 09:00"),
        said(Outcome.KEPT, 3),
    )
    one = decision(1, 1, *words)
    assert up_to(one, 2, at("2026-11-13 10:00")) == words[:1]
    assert up_to(one, 3, None) == words
