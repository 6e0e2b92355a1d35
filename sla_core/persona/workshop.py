"""A workshop on a persona: each question answered blind by both departments, then agreed.

What a browser may see is decided where answers are read (`db.workshops`): of a question that only one side has
answered, the other side's browser holds no answer, only that there is one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from sla_core.criteria import folded
from sla_core.people import Department
from sla_core.persona.document import Persona, Trait


class Standing(StrEnum):
    """How far a question is."""

    OPEN = "open"  # not answered by both
    DIFFERS = "differs"
    AGREED = "agreed"


@dataclass(frozen=True)
class Answer:
    """What somebody answered for a department. Never changed; a second answer is added."""

    department: Department
    text: str
    by: str
    given_at: int


@dataclass(frozen=True)
class Given:
    """That a department has answered, and when last: all that the other side may know before both have."""

    answers: int
    last_at: int


@dataclass(frozen=True)
class Agreement:
    """The answer that was agreed upon. `number` counts how often it was written."""

    text: str
    by: str
    agreed_at: int
    number: int


@dataclass(frozen=True)
class Question:
    """One question as a browser may see it."""

    trait: Trait
    given: Mapping[Department, Given]
    answers: tuple[Answer, ...]  # older ones first
    agreement: Agreement | None

    @property
    def is_open_to_both(self) -> bool:
        """Whether both departments have answered: from then on both see both."""
        return all(department in self.given for department in Department)

    @property
    def were_equal(self) -> bool:
        """Whether both departments said the same without having seen each other's answer."""
        return self.is_open_to_both and len({_compared(answer.text) for answer in self.answers}) == 1

    @property
    def standing(self) -> Standing:
        """How far the question is."""
        if self.agreement or self.were_equal:
            return Standing.AGREED
        return Standing.DIFFERS if self.is_open_to_both else Standing.OPEN

    @property
    def agreed_text(self) -> str | None:
        """What goes into the persona: what was agreed, or what both said alike; None before that."""
        if self.agreement:
            return self.agreement.text
        return self.answers[0].text if self.were_equal else None

    def of(self, department: Department) -> tuple[Answer, ...]:
        """Return the answers of a department that this browser may see."""
        return tuple(answer for answer in self.answers if answer.department is department)


def _compared(text: str) -> str:
    """Return an answer as two are compared: without case, spaces and the full stop."""
    return folded(" ".join(text.split())).rstrip(".!")


@dataclass(frozen=True)
class Workshop:
    """A workshop as a browser may see it. `persona` is the key of the persona that it is about."""

    id: int
    persona: str
    name: str
    held_on: str  # ISO date
    facilitator: str
    participants: Mapping[Department, tuple[str, ...]]
    questions: tuple[Question, ...]
    started_at: int
    closed_at: int | None = None
    written: int | None = None  # the version of the persona that was last written from it

    @property
    def is_closed(self) -> bool:
        """Whether it takes no answers until somebody continues it."""
        return self.closed_at is not None

    @property
    def absent(self) -> tuple[Department, ...]:
        """The departments of which nobody takes part: as long as there is one, nothing can be approved."""
        return tuple(department for department in Department if not self.participants.get(department))

    def question(self, trait: Trait) -> Question:
        """Return the question about a trait."""
        return self.questions[list(Trait).index(trait)]

    @cached_property
    def counts(self) -> Mapping[Standing, int]:
        """How many questions stand how."""
        found = [question.standing for question in self.questions]
        return {standing: found.count(standing) for standing in Standing}

    @property
    def not_agreed(self) -> int:
        """How many questions are not agreed yet: of all of them, this is the disagreement."""
        return len(self.questions) - self.counts[Standing.AGREED]

    @cached_property
    def differed_at_first(self) -> tuple[int, int]:
        """Of how many questions the blind answers differed, and how many both have answered."""
        both = [question for question in self.questions if question.is_open_to_both]
        return sum(not question.were_equal for question in both), len(both)

    @property
    def differing(self) -> tuple[Question, ...]:
        """The questions of which the answers differ, in their order."""
        return tuple(q for q in self.questions if q.standing is Standing.DIFFERS)

    @property
    def first_unanswered(self) -> Trait:
        """Where to go on: the first open question, then the first that differs, otherwise the first."""
        for standing in (Standing.OPEN, Standing.DIFFERS):
            for question in self.questions:
                if question.standing is standing:
                    return question.trait
        return self.questions[0].trait

    def written_into(self, persona: Persona) -> Persona:
        """Return the persona with every agreed answer, and those present who took part."""
        agreed = {q.trait: q.agreed_text for q in self.questions if q.agreed_text is not None}
        return persona.model_copy(
            update={
                "traits": {**persona.traits, **agreed},
                "present": {of: tuple(self.participants.get(of, ())) for of in Department},
            }
        )


def questions(
    given: Mapping[tuple[Trait, Department], Given],
    answers: Sequence[tuple[Trait, Answer]],
    agreed: Mapping[Trait, Agreement],
) -> tuple[Question, ...]:
    """Return all questions in their order, from what a browser may see."""
    return tuple(
        Question(
            trait=trait,
            given={of: given[trait, of] for of in Department if (trait, of) in given},
            answers=tuple(answer for about, answer in answers if about is trait),
            agreement=agreed.get(trait),
        )
        for trait in Trait
    )
