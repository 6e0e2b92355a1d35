"""The ideal customer as both departments describe it: a document in versions, approved by one of each side."""

from dataclasses import dataclass

from pydantic import Field

from sla_core.conditions import Document
from sla_core.people import Department
from sla_core.terms import PersonaRef


class Persona(Document):
    """A semi-fictional description of the ideal customer, and who was present when it was made."""

    schema_version: int = 1
    name: str
    description: str
    present: dict[Department, tuple[str, ...]] = Field(default_factory=dict)

    @property
    def has_quorum(self) -> bool:
        """Whether somebody of each department was present: otherwise nobody can approve it."""
        return all(self.present.get(department) for department in Department)


@dataclass(frozen=True)
class PersonaVersion:
    """A persona at one stage of its making. `persona` is the same in all its versions."""

    id: int
    persona: str
    version: int
    content: Persona
    created_at: int
    created_by: str
    approved_by: dict[Department, str]

    @property
    def approved(self) -> bool:
        """Whether one of each department has approved this very version."""
        return self.content.has_quorum and all(department in self.approved_by for department in Department)

    @property
    def ref(self) -> PersonaRef:
        """How the terms name it."""
        return PersonaRef(persona=self.persona, version=self.version, name=self.content.name)
