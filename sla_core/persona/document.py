"""The ideal customer as both departments describe it: a document in versions, approved by one of each side."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from pydantic import Field

from sla_core.conditions import Document, LeadDefinition
from sla_core.errors import SlaError
from sla_core.people import Department
from sla_core.terms import PersonaRef, canonical

SCHEMA_VERSION: Final = 2
LONGEST_TRAIT: Final = 500  # characters


class Trait(StrEnum):
    """What is told of a persona beside name and description: the questions of a workshop, in their order."""

    ROLE = "role"
    COMPANY = "company"  # kind and size
    INDUSTRY = "industry"
    RESPONSIBILITIES = "responsibilities"
    MEASURED_BY = "measured_by"
    GOALS = "goals"
    CHALLENGES = "challenges"
    SOURCES = "sources"
    TOOLS = "tools"
    CONTACT = "contact"
    TRIGGERS = "triggers"
    BARRIERS = "barriers"
    RED_FLAGS = "red_flags"  # who it is not


class Persona(Document):
    """A semi-fictional description of the ideal customer, and who was present when it was made.

    `recognised_by` are conditions on what is known about a lead; without any, nobody is recognised as this persona.
    """

    schema_version: int = SCHEMA_VERSION
    name: str
    description: str
    traits: dict[Trait, str] = Field(default_factory=dict)
    recognised_by: LeadDefinition = LeadDefinition()
    present: dict[Department, tuple[str, ...]] = Field(default_factory=dict)

    @property
    def has_quorum(self) -> bool:
        """Whether somebody of each department was present: otherwise nobody can approve it."""
        return all(self.present.get(department) for department in Department)

    @property
    def is_recognisable(self) -> bool:
        """Whether there is a condition by which a lead is this persona."""
        return bool(self.recognised_by.all_of or self.recognised_by.any_of)

    def to_json(self) -> str:
        """Return the canonical text in which it is stored."""
        return canonical(self.model_dump(mode="json"))

    @classmethod
    def from_json(cls, content: str) -> "Persona":
        """Return the persona of a stored text, as `from_data` does."""
        return cls.from_data(json.loads(content))

    @classmethod
    def from_data(cls, stored: Mapping[str, Any]) -> "Persona":
        """Return what was stored; older schemas are read as today's, in memory only.

        Raises `SlaError` for a newer schema, pydantic's ValidationError for what is no persona.
        """
        if stored.get("schema_version", 1) > SCHEMA_VERSION:
            raise SlaError("This persona was written by a newer version of Handslag. Update the app.")
        # Schema 2 only added what has a default.
        return cls.model_validate_json(json.dumps({**stored, "schema_version": SCHEMA_VERSION}))


@dataclass(frozen=True)
class PersonaVersion:
    """A persona at one stage of its making. `persona` is the same in all its versions.

    `stored` is the text as it was written, which is what is signed with an agreement; `content` is how it is read.
    """

    id: int
    persona: str
    version: int
    content: Persona
    stored: str
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
