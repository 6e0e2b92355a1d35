"""The agreement as it reads: every clause is there in every version, says what the terms hold, and nothing else."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from sla_core.clauses import Clause
from sla_core.clauses.conditions import condition, definition
from sla_core.clauses.paths import clause_of, section_of, values
from sla_core.clauses.text import chapters
from sla_core.conditions import (
    ActivityCondition,
    AttributeCondition,
    Condition,
    LeadDefinition,
    Operator,
    ScoreCondition,
)
from sla_core.i18n import Language, Texts
from sla_core.sections import Section
from sla_core.terms import Metric, StopsAt, Targets, Terms
from tests.core.agreed_terms import rich, with_user_text
from tests.core.episodes import terms
from tests.core.sample_companies import company

ENGLISH = Texts(Language.ENGLISH)
WORD, MARKUP = "abracadabra", "**abra*cadabra** {x} :material/x:"
EMPTY = Terms(company="Fjordlys")
ALL = [EMPTY, rich(), *(version.terms for version in company().versions)]


def clauses(of: Terms, t: Texts = ENGLISH) -> dict[str, Clause]:
    return {clause.id: clause for chapter in chapters(of, t) for clause in chapter.clauses}


def text(of: Terms, number: str, t: Texts = ENGLISH) -> str:
    return clauses(of, t)[number].text


def with_targets(**months: int | None) -> Terms:
    targets = {
        name[1:].replace("_", "-"): Targets(sales_qualified=n, customers=n) for name, n in months.items()
    }
    return terms(marketing={"targets": targets})


@pytest.mark.parametrize("language", Language)
def test_the_same_clauses_stand_in_every_version_whatever_is_agreed(language: Language) -> None:
    known = [chapters(of, Texts(language)) for of in ALL]
    numbers = [[clause.id for chapter in of for clause in chapter.clauses] for of in known]
    assert all(of == numbers[0] for of in numbers)
    assert len(set(numbers[0])) == len(numbers[0])
    assert numbers[0] == [f"{c.number}.{n}" for c in known[0] for n in range(1, len(c.clauses) + 1)]
    assert all(clause.text for chapter in known[0] for clause in chapter.clauses)


def test_sections_and_figures_of_clauses_do_not_depend_on_the_language() -> None:
    for of in ALL:
        one, other = ({c.id: (c.section, c.metric) for c in clauses(of, Texts(n)).values()} for n in Language)
        assert one == other


def test_every_section_has_its_words() -> None:
    assert {clause.section for clause in clauses(EMPTY).values()} == set(Section)


def test_every_agreed_figure_stands_at_one_clause_and_no_other_does() -> None:
    for agreed in (tuple(Metric), (Metric.IN_TIME, Metric.WAITING), ()):
        of = EMPTY.model_copy(update={"metrics": agreed})
        found = [clause.metric for clause in clauses(of).values() if clause.metric]
        assert sorted(found) == sorted(agreed)
    assert text(EMPTY.model_copy(update={"metrics": ()}), "4.3") == (
        "**Waiting too long** is not among the agreed figures."
    )


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("of", ALL, ids=lambda of: of.company)
def test_no_text_is_left_unfilled_and_markup_comes_in_pairs(of: Terms, language: Language) -> None:
    for clause in clauses(of, Texts(language)).values():
        assert not re.search(r"[{}]|None|  |\.\.|\.\*\*\.", clause.text), clause
        assert clause.text.count("**") % 2 == 0, clause
        assert clause.text.rstrip("*").endswith((".", "!", "?", "…")), clause


def test_clauses_that_are_referred_to_exist() -> None:
    known = clauses(rich())
    said = {number for clause in known.values() for number in re.findall(r"\b[1-5]\.\d+\b", clause.text)}
    assert said
    assert said <= known.keys()


@pytest.mark.parametrize("language", Language)
def test_user_text_stays_user_text_in_every_clause(language: Language) -> None:
    t = Texts(language)
    harmless, hostile = (clauses(with_user_text(typed), t) for typed in (WORD, MARKUP))
    for number, clause in hostile.items():
        assert clause.text.count("**") == harmless[number].text.count("**"), clause
        assert "***" not in clause.text
        typed = clause.text.replace("\u2060", "").count(MARKUP)
        assert typed == harmless[number].text.count(WORD), clause
    assert sum(clause.text.count(WORD) for clause in harmless.values()) > 80


def test_every_part_of_the_terms_is_said_by_a_clause_of_its_section() -> None:
    known = clauses(rich())
    for path in values(rich()):
        if path != "schema_version":
            assert known[clause_of(path)].section is section_of(path), path


def test_one_number_for_months_in_a_row_is_told_as_one() -> None:
    of = with_targets(m2026_12=210, m2027_01=210, m2027_02=210)
    assert (
        text(of, "2.1")
        == "Marketing hands over at least **210 qualified leads a month** from Dec 2026 to Feb 2027."
    )


def test_a_month_left_out_ends_a_run() -> None:
    of = with_targets(m2026_11=5, m2026_12=5, m2027_01=5, m2027_03=5, m2027_04=None, m2027_05=6)
    assert text(of, "2.1") == (
        "Each month marketing hands over at least this many **qualified leads**: 2026 (**5** a month Nov–Dec) and "
        "2027 (**5** in Jan, **5** in Mar, **6** in May)."
    )


def test_the_common_goal_is_the_sum_of_a_calendar_year() -> None:
    of = with_targets(m2026_11=3, m2026_12=4, m2027_01=1)
    assert text(of, "1.3") == (
        "Together, marketing and sales win **7 new customers in 2026** (3 in Nov, 4 in Dec) and **1 new customer in "
        "2027** (1 in Jan)."
    )


def test_what_stops_the_clock_is_said_as_agreed() -> None:
    one, other = (text(terms(sales={"stops_at": stop}), "3.4") for stop in StopsAt)
    assert one.startswith("**The first attempt** stops the clock")
    assert other.startswith("**The first contact** stops the clock")


def test_cells_that_are_treated_alike_are_told_together() -> None:
    said = text(company().versions[-1].terms, "2.10")
    assert "**A2 and B1**: Call (sales, by phone). Call, and agree on a meeting." in said
    assert "**A1**: Call first (sales, by phone, within 2 working hours)." in said
    assert "**E1**: Answer (sales, by text message, within 30 minutes)." in text(rich(), "2.10")


def conditions() -> Iterator[tuple[Condition, str]]:
    def about(operator: Operator, *given: str, field: str = "title") -> AttributeCondition:
        return AttributeCondition(field=field, operator=operator, values=given)

    def did(kind: str, topic: str | None = None, **known: Any) -> ActivityCondition:
        return ActivityCondition(kind=kind, topic=topic, **known)

    yield about(Operator.IS_ANY_OF, "A", "B", "C"), "job title is any of A, B or C"
    yield about(Operator.IS_ANY_OF, "A"), "job title is A"
    yield about(Operator.BETWEEN, "20", "50", field="company_size"), "company size is between 20 and 50"
    yield about(Operator.AT_LEAST, "20", field="Heat pumps"), "Heat pumps is at least 20"
    yield about(Operator.IS_NOT_KNOWN, field="email"), "e-mail is not known"
    yield (
        did("page_view", "/priser", at_least=2, within_days=30),
        "visited /priser at least 2 times within 30 days",
    )
    yield did("download", at_least=2, distinct_topics=True), "downloaded something (at least 2 different)"
    yield did("webinar", within_days=1), "took part in a webinar within 1 day"
    yield did("Chat**bot", "Hi"), "Chat*\u2060*bot Hi"
    yield ScoreCondition(axis="fit", at_least="B"), "grade B or better"
    yield ScoreCondition(axis="engagement", at_least="2"), "rating 2 or better"


@pytest.mark.parametrize(("of", "said"), list(conditions()))
def test_a_condition_is_told_in_words(of: Condition, said: str) -> None:
    assert condition(of, ENGLISH) == said


def test_a_definition_tells_what_all_of_it_and_what_any_of_it_must_hold() -> None:
    known = AttributeCondition(field="email", operator=Operator.IS_KNOWN)
    visits = [ActivityCondition(kind="page_view", topic=topic) for topic in ("/a", "/b")]
    told = [
        definition(LeadDefinition(all_of=all_of, any_of=any_of), ENGLISH)
        for all_of, any_of in (((), ()), ((known,), ()), ((), visits), ((known,), visits))
    ]
    assert told == [
        "",
        "e-mail is known",
        "at least one of these: visited /a; visited /b",
        "e-mail is known; and at least one of these: visited /a; visited /b",
    ]
