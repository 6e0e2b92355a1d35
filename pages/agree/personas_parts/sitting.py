"""A workshop as one browser sits in it: which question is shown, who answers, what may be seen."""

from dataclasses import dataclass

from db.versions import Versions
from sla_core.i18n import Texts
from sla_core.people import Action, Department, Person
from sla_core.persona.document import Trait
from sla_core.persona.workshop import Question, Workshop


@dataclass(frozen=True)
class Sitting:
    """`sees`: the department whose answers this browser holds before both have answered; None for neither's."""

    known: Versions
    workshop: Workshop
    trait: Trait
    person: Person
    sees: Department | None
    t: Texts

    @property
    def question(self) -> Question:
        """The question that is shown."""
        return self.workshop.question(self.trait)

    def may_answer_for(self, department: Department) -> bool:
        """Whether this browser takes answers of a department, as long as the workshop does."""
        return self.sees is department and self.person.may(Action.ANSWER_QUESTION)

    def may_agree(self) -> bool:
        """Whether this browser takes agreed answers, as long as the workshop takes any."""
        return self.person.may(Action.AGREE_ANSWER)
