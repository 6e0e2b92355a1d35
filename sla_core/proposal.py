"""The content of a proposal: everything its readers see, as one text whose bytes are signed."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sla_core.agreement import AgreementVersion
from sla_core.clauses import Chapter, from_data, to_data
from sla_core.clauses.text import chapters
from sla_core.i18n import Language, Texts
from sla_core.persona.document import Persona, PersonaVersion
from sla_core.terms import Terms, canonical


@dataclass(frozen=True)
class Proposal:
    """A stored content, read again: it always shows the texts of then, whatever the app writes today."""

    number: int
    amendment: int
    wished_from: date | None
    drafted_at: int
    drafted_by: str
    reason: str
    terms_json: str
    texts: dict[Language, tuple[Chapter, ...]]
    personas: tuple[Persona, ...]

    @property
    def terms(self) -> Terms:
        """The terms, read as today's schema."""
        return Terms.from_json(self.terms_json)


def content_of(version: AgreementVersion, terms_json: str, personas: Iterable[PersonaVersion]) -> str:
    """Return what is proposed as canonical JSON: UTF-8, composed letters, no floats."""
    return canonical(
        {
            "handslag_agreement": 1,
            "version": {"number": version.number, "amendment": version.amendment},
            "in_force": version.wished_from.isoformat() if version.wished_from else "at once",
            "drafted": {"at": version.created_at, "by": version.created_by},
            "reason": version.reason,
            "terms": json.loads(terms_json),
            "texts": {
                language.value: to_data(chapters(version.terms, Texts(language))) for language in Language
            },
            "personas": [
                {"persona": p.persona, "version": p.version, "content": json.loads(p.stored)}
                for p in personas
            ],
        }
    )


def read(content: str) -> Proposal:
    """Return what a content says; raises `KeyError` or `ValueError` where it is none."""
    stored: dict[str, Any] = json.loads(content)
    wished = stored["in_force"]
    return Proposal(
        number=stored["version"]["number"],
        amendment=stored["version"]["amendment"],
        wished_from=None if wished == "at once" else date.fromisoformat(wished),
        drafted_at=stored["drafted"]["at"],
        drafted_by=stored["drafted"]["by"],
        reason=stored["reason"],
        terms_json=canonical(stored["terms"]),
        texts={Language(code): from_data(data) for code, data in stored["texts"].items()},
        personas=tuple(Persona.from_data(persona["content"]) for persona in stored["personas"]),
    )
