"""The weekly check as a document, read back as text."""

from dataclasses import replace

import pytest

from sla_core.documents.weekly_check_pdf import WeeklyCheckPaper, weekly_check_pdf
from sla_core.i18n import Texts
from sla_core.weekly_check.words import CheckLine
from tests.core.documents.papers import BOKMAL, ENGLISH, on_one_line, pages

LINE = CheckLine(
    company="Nordvik Energi",
    name="Åse Bø",
    owner="Ola Brattli",
    stood="overdue: 6\u00a0h\u00a012\u00a0min of 4\u00a0h",
    attempts=2,
    decided="call today: Ola Brattli",
    comment="After lunch",
)
PAPER = WeeklyCheckPaper(
    company="Fjordlys AS",
    week="week 47, 2026",
    facts=(("Signed off by", "Kari Nordmann"), ("Waiting", "19 waited"), ("Comment", "")),
    lines=(LINE, replace(LINE, company="Havbris", comment="", attempts=0)),
)


def test_it_says_whose_check_of_which_week_and_every_lead_with_its_decision() -> None:
    (page,) = pages(weekly_check_pdf(PAPER, ENGLISH))
    text = on_one_line([page])
    for said in (
        "Fjordlys AS",
        "Weekly check, week 47, 2026",
        "Signed off by Kari Nordmann",
        "Waiting 19 waited",
        "2 leads, the most urgent first",
        "Nordvik Energi Åse Bø",
        "overdue: 6 h 12 min of 4 h",
        "call today: Ola Brattli",
        "After lunch",
        "Havbris",
        "Page 1 of 1",
    ):
        assert said in text
    assert "Comment" not in text  # there is none


def test_it_runs_over_as_many_pages_as_it_takes_with_its_head_on_each() -> None:
    lines = tuple(replace(LINE, company=f"Company {n}") for n in range(500))
    made = pages(weekly_check_pdf(replace(PAPER, lines=lines), ENGLISH))
    assert len(made) > 10
    assert all("How it stood" in page for page in made)
    text = on_one_line(made)
    assert all(f"Company {n} " in text for n in range(500))


@pytest.mark.parametrize("t", [ENGLISH, BOKMAL])
def test_long_names_wrap_and_markup_and_formulas_are_shown_as_typed(t: Texts) -> None:
    hostile = "<b>Havn</b> & <a href='x'>Å</a> =1+1 😀"
    long = "Ytterst-langt-firmanavn-uten-mellomrom" * 8
    lines = (replace(LINE, company=hostile, comment=hostile), replace(LINE, company=long, owner=long))
    text = on_one_line(pages(weekly_check_pdf(replace(PAPER, lines=lines), t)))
    assert text.count("<a href='x'>Å</a>") == 2
    assert "=1+1 ☐" in text
    assert text.replace(" ", "").count("mellomrom") == 2 * 8


def test_nobody_waiting_is_said() -> None:
    text = on_one_line(pages(weekly_check_pdf(replace(PAPER, lines=()), ENGLISH)))
    assert "Nobody waited." in text


def test_it_is_the_same_each_time_and_speaks_the_readers_language() -> None:
    made = weekly_check_pdf(PAPER, BOKMAL)
    assert made == weekly_check_pdf(PAPER, BOKMAL)
    assert "Ukesjekk, week 47, 2026" in on_one_line(pages(made))
