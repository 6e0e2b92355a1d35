"""Minutes as text: who was there, frozen figures, what changed, decisions old and new, definitions."""

from dataclasses import replace
from datetime import date

import pytest

from sla_core.clauses import Clause
from sla_core.i18n import Texts
from sla_core.meeting import Note, Outcome, Step
from sla_core.meeting.minutes import Records, as_text, minutes
from sla_core.sections import Section
from sla_core.terms import Metric
from tests.core.meeting.meetings import BOKMAL, ENGLISH, at, decision, figures, frozen, meeting, said

CLAUSES = (
    Clause("2.1", Section.TARGETS, "Marketing hands over **280 leads** in November.", Metric.DELIVERED),
    Clause("3.1", Section.RESPONSE, "Sales calls within **4 working hours**."),
    Clause("3.3", Section.LIMITS, "Kept at 90 %.", Metric.IN_TIME),
    Clause("5.1", Section.REVISION, "Revised every six months."),
)
LAST = meeting(1, "2026-11-13 10:42", snapshot=frozen(now="2026-11-13 10:42", leads=(50, 68)))
THIS = meeting(
    2,
    snapshot=frozen(leads=(97, 100), followed=figures(52, 3, 2), provisional=False),
    notes=(Note(Step.DELIVERED, "Fewer from the fair", "Kari Nordmann", at("2026-11-20 10:50")),),
)
DECISIONS = [
    decision(1, 1, said(Outcome.KEPT, 2)),
    decision(2, 1, what="Ask the fair"),
    decision(3, 2, clause="3.1", what="Call twice", change_by="Kari Nordmann"),
]
RECORDS = Records("Fjordlys AS", THIS, LAST, DECISIONS, CLAUSES)


def told(records: Records = RECORDS, t: Texts = ENGLISH) -> str:
    return as_text(minutes(records, t), t).replace("\u00a0", " ")


def test_minutes_tell_everything_in_its_order() -> None:
    text = told()
    places = [
        text.index(words)
        for words in (
            "Meeting of 20 Nov 2026",
            "Fjordlys AS",
            "Week 47: 3 leads behind plan; follow-up holds at 91 %",
            "Began: 20 Nov 2026 10:42",
            "Ended: 20 Nov 2026 11:12",
            "Led by: Kari Nordmann",
            "Marketing: Kari Nordmann",
            "Sales: Ola Hansen",
            "Agreement: Version 0",
            "- Marketing delivers: 97 delivered in November · 100 expected by then · 280 promised · ▲ At risk",
            "- Sales follows up: 91 % (52 of 57) in time",
            "Since the meeting of 13 Nov 2026",
            "- 18 leads behind plan then, 3 now",
            "Earlier decisions",
            "- Ask the fair · Ola Hansen, by 25 Nov 2026 · ○ Open",
            "- Decision 1 · Ola Hansen, by 25 Nov 2026 · ✓ Kept · said by Ola Hansen on 20 Nov 2026",
            "Decisions",
            "1. Call twice · Ola Hansen, by 25 Nov 2026 · clause 3.1 · opened as a change in the draft",
            "Notes",
            "- Leads delivered: Fewer from the fair (Kari Nordmann)",
            "How the figures are defined",
            "2.1  Marketing hands over 280 leads in November.",
            "3.1  Sales calls within 4 working hours.",
            "3.3  Kept at 90 %.",
        )
    ]
    assert places == sorted(places)
    assert "5.1" not in text  # nothing is about it
    assert "clause 2.1, provisional" in text


def test_the_minutes_of_an_earlier_meeting_stay_as_they_were() -> None:
    before = told(Records("Fjordlys AS", LAST, None, DECISIONS[:2], CLAUSES))
    after = told(Records("Fjordlys AS", LAST, None, DECISIONS, CLAUSES))
    assert before == after
    assert "✓ Kept" not in after.split("Decisions")[1]
    assert "Since the meeting" not in after


def test_a_meeting_that_decided_nothing_and_goes_on_says_so() -> None:
    text = told(Records("Fjordlys AS", meeting(1, closed=False), None, [], ()))
    assert "Ended: goes on" in text
    assert "Decisions\nnothing was decided" in text
    assert "How the figures" not in text


@pytest.mark.parametrize(("t", "words"), [(ENGLISH, "Sales: nobody"), (BOKMAL, "Salg: ingen")])
def test_an_absent_department_is_named_in_the_readers_language(t: Texts, words: str) -> None:
    alone = replace(THIS, attendees={})
    assert words in told(replace(RECORDS, meeting=alone), t)


def test_a_decision_is_due_on_a_day_with_its_year() -> None:
    later = decision(9, 2, due=date(2027, 1, 4))
    assert "by 4 Jan 2027" in told(replace(RECORDS, decisions=[later]))
