"""A workshop on a persona: how far each question is, what is agreed, what goes into the persona."""

import pytest

from sla_core.conditions import AttributeCondition, LeadDefinition, Operator
from sla_core.people import Department
from sla_core.persona.document import Persona, Trait
from sla_core.persona.workshop import Agreement, Answer, Given, Question, Standing, Workshop, questions

MARKETING, SALES = Department.MARKETING, Department.SALES


def said(trait: Trait, marketing: str | None = None, sales: str | None = None) -> list[tuple[Trait, Answer]]:
    told = [(MARKETING, "Kari", marketing), (SALES, "Ola", sales)]
    return [(trait, Answer(of, text, by, 0)) for of, by, text in told if text is not None]


def workshop(
    *answers: tuple[Trait, Answer], agreed: dict[Trait, str] | None = None, sales: tuple[str, ...] = ("Ola",)
) -> Workshop:
    given = {(trait, answer.department): Given(1, answer.given_at) for trait, answer in answers}
    agreements = {trait: Agreement(text, "Kari", 0, 1) for trait, text in (agreed or {}).items()}
    return Workshop(
        id=1,
        persona="dag",
        name="Dag",
        held_on="2026-11-25",
        facilitator="Kari",
        participants={MARKETING: ("Kari",), SALES: sales},
        questions=questions(given, answers, agreements),
        started_at=0,
    )


def role(*answers: tuple[Trait, Answer], agreed: str | None = None) -> Question:
    return workshop(*answers, agreed={Trait.ROLE: agreed} if agreed else {}).question(Trait.ROLE)


def test_a_question_is_open_until_both_have_answered_then_differs_until_it_is_agreed() -> None:
    assert role().standing is Standing.OPEN
    assert role(*said(Trait.ROLE, "Buyer")).standing is Standing.OPEN
    both = said(Trait.ROLE, "Buyer", "Caretaker")
    assert role(*both).standing is Standing.DIFFERS
    assert role(*both).agreed_text is None
    agreed = role(*both, agreed="Technical manager")
    assert (agreed.standing, agreed.agreed_text) == (Standing.AGREED, "Technical manager")


@pytest.mark.parametrize("sales", ["Plant manager", " plant  MANAGER. "])
def test_equal_answers_are_agreed_by_themselves(sales: str) -> None:
    equal = role(*said(Trait.ROLE, "Plant manager", sales))
    assert (equal.standing, equal.agreed_text) == (Standing.AGREED, "Plant manager")


def test_of_two_answers_of_one_side_both_must_equal_the_other_sides() -> None:
    second = (Trait.ROLE, Answer(MARKETING, "Caretaker", "Mette", 1))
    assert role(*said(Trait.ROLE, "Buyer", "Buyer"), second).standing is Standing.DIFFERS


def test_disagreement_is_the_questions_not_yet_agreed_and_keeps_what_differed_at_first() -> None:
    found = workshop(
        *said(Trait.ROLE, "Buyer", "Buyer"),
        *said(Trait.GOALS, "Growth", "Quiet"),
        *said(Trait.TOOLS, "Excel", "CRM"),
        *said(Trait.CONTACT, "Phone"),
        agreed={Trait.GOALS: "Both"},
    )
    assert found.counts == {Standing.AGREED: 2, Standing.DIFFERS: 1, Standing.OPEN: 10}
    assert (found.not_agreed, found.differed_at_first) == (11, (2, 3))
    assert [question.trait for question in found.differing] == [Trait.TOOLS]
    assert found.first_unanswered is Trait.COMPANY


def test_what_is_agreed_goes_into_the_persona_and_the_rest_stays_as_it_was() -> None:
    condition = AttributeCondition(field="title", operator=Operator.IS, values=("Driftsleder",))
    before = Persona(
        name="Dag",
        description="Runs it.",
        traits={Trait.ROLE: "Boss", Trait.TOOLS: "Pen"},
        recognised_by=LeadDefinition(all_of=(condition,)),
        present={MARKETING: ("Mette",)},
    )
    found = workshop(*said(Trait.ROLE, "Buyer", "Buyer"), *said(Trait.TOOLS, "Excel", "CRM"))
    after = found.written_into(before)
    assert after.traits == {Trait.ROLE: "Buyer", Trait.TOOLS: "Pen"}
    assert after.present == {MARKETING: ("Kari",), SALES: ("Ola",)}
    assert (after.recognised_by, after.description) == (before.recognised_by, "Runs it.")


def test_a_workshop_of_one_department_makes_a_persona_that_nobody_can_approve() -> None:
    found = workshop(*said(Trait.ROLE, "Buyer"), sales=())
    assert found.absent == (SALES,)
    assert not found.written_into(Persona(name="Dag", description="Runs it.")).has_quorum
