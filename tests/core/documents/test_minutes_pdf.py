"""Minutes as a document, read back as text."""

from dataclasses import replace

import pytest

from sla_core.documents.minutes_pdf import minutes_pdf
from sla_core.i18n import Texts
from sla_core.meeting import Note, Step
from sla_core.meeting.minutes import Minutes, minutes
from tests.core.documents.papers import BOKMAL, ENGLISH, on_one_line, pages
from tests.core.meeting.meetings import at, decision
from tests.core.meeting.test_minutes import RECORDS, THIS

HOSTILE = "<b>Havn</b> & <a href='x'>Å</a> =1+1 😀"


def made(t: Texts = ENGLISH, **changed: object) -> Minutes:
    return minutes(replace(RECORDS, **changed), t)  # type: ignore[arg-type]


def printed(of: Minutes, t: Texts = ENGLISH) -> str:
    return on_one_line(pages(minutes_pdf(of, t))).replace("\u00a0", " ")


def test_it_says_all_that_the_minutes_tell() -> None:
    text = printed(made())
    for said in (
        "Fjordlys AS",
        "Meeting of 20 Nov 2026",
        "Week 47: 3 leads behind plan; follow-up holds at 91 %",
        "Led by Kari Nordmann",
        "97 delivered in November · 100 expected by then · 280 promised",
        "▲ At risk",
        "clause 2.1",
        "Since the meeting of 13 Nov 2026",
        "18 leads behind plan then, 3 now",
        "Earlier decisions",
        "✓ Kept",
        "– Open",
        "Call twice",
        "clause 3.1",
        "Fewer from the fair (Kari Nordmann)",
        "How the figures are defined",
        "Marketing hands over 280 leads in November.",
        "Page 1 of",
    ):
        assert said in text, said
    assert "☐" not in text


def test_a_first_meeting_without_decisions_leaves_out_what_there_is_not() -> None:
    text = printed(made(previous=None, decisions=[]))
    assert "Nothing was decided." in text
    assert "Since the meeting" not in text
    assert "Earlier decisions" not in text


@pytest.mark.parametrize("t", [ENGLISH, BOKMAL])
def test_what_people_typed_is_shown_as_typed_however_long(t: Texts) -> None:
    note = Note(Step.FOLLOW_UP, HOSTILE, HOSTILE, at("2026-11-20 10:50"))
    decisions = [decision(n, 2, what=HOSTILE * 6, who=HOSTILE) for n in range(40)]
    text = printed(made(t, meeting=replace(THIS, notes=(note,), led_by=HOSTILE), decisions=decisions), t)
    assert text.count("<a href='x'>Å</a>") >= 40
    assert "=1+1 ☐" in text


def test_it_is_the_same_each_time_and_speaks_the_readers_language() -> None:
    of = made(BOKMAL)
    assert minutes_pdf(of, BOKMAL) == minutes_pdf(of, BOKMAL)
    assert "Møtet 20. nov. 2026" in printed(of, BOKMAL)
