"""What is known about leads, by field: what conditions may ask about, and the values to choose from."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import text
from sqlmodel import Session

from db import persona_fields
from sla_core.conditions import LeadDefinition
from sla_core.criteria import fields_of, folded, meets
from sla_core.errors import SlaError
from sla_core.facts import Codes
from sla_core.intake.fields import Kind
from sla_core.intake.presets import LAYOUTS, header_key
from sla_core.persona.coverage import recognised
from sla_core.persona.fields import VALUES, codes
from sla_core.scoring import Coded

_OF_THE_LEAD = ("title", "company", "company_size", "industry", "country", "city", "source", "campaign")
_OF_THE_PERSON = ("email", "first_name", "last_name")
COLUMNS = (*_OF_THE_LEAD, "persona", "consent", *_OF_THE_PERSON)
_HARMLESS = {*COLUMNS, "external_id", "created_at", "home_email"}
# What each system calls its stages, owners, amounts and dates of closing: they tell how a lead ended.
_OUTCOMES = frozenset(
    header
    for layout in LAYOUTS
    if layout.kind is Kind.LEADS
    for field, headers in layout.aliases.items()
    if field not in _HARMLESS
    for header in headers
)


@dataclass(frozen=True)
class LeadValues:
    """Columns of values by field, one row per lead in the order of `lead` (ids, ascending)."""

    lead: Codes
    columns: dict[str, list[str | None]]


def values(db: Session, fields: Sequence[str], chosen: str | None = None) -> LeadValues:
    """Return what is known now, of all leads or of those whose ids the SELECT `chosen` gives.

    A field is one of `COLUMNS`, a persona that leads match (`sla_core.persona_fields`), or else the name of a column
    that imports kept; one that nobody has is not known of anybody. Raises `SlaError` for a field that tells how a
    lead ended.
    """
    refuse_outcomes(fields)
    personas = persona_fields.definitions(db, fields)
    if not personas:
        return _values(db, fields, chosen)
    asked = [name for definition in personas.values() for name in fields_of(definition)]
    known = _values(db, list(dict.fromkeys([f for f in fields if f not in personas] + asked)), chosen)
    n = len(known.lead)
    coded = {field: Coded.of(known.columns[field]) for field in asked}
    matched = {field: codes(recognised(one, coded, n)) for field, one in personas.items()}
    columns = {field: [VALUES[code] for code in found.tolist()] for field, found in matched.items()}
    return LeadValues(known.lead, {field: (known.columns | columns)[field] for field in fields})


def _values(db: Session, fields: Sequence[str], chosen: str | None) -> LeadValues:
    selected = [_selected(db, field, place) for place, field in enumerate(fields)]
    kept = {f"field_{place}": field for place, field in enumerate(fields) if field not in COLUMNS}
    where = f" WHERE id IN ({chosen})" if chosen else ""
    rows = db.execute(text(f"SELECT {', '.join(['id', *selected])} FROM lead{where} ORDER BY id"), kept).all()
    ids = np.array([row[0] for row in rows], dtype=np.int64)
    return LeadValues(
        ids, {field: [row[place] for row in rows] for place, field in enumerate(fields, start=1)}
    )


def refuse_outcomes(fields: Iterable[str]) -> None:
    """Raise `SlaError` for a field that tells how a lead ended."""
    for field in fields:
        if _tells_the_outcome(field):
            raise SlaError("“{field}” tells how a lead ended: a condition cannot ask about it.", field=field)


def _selected(db: Session, field: str, place: int) -> str:
    if field in COLUMNS:
        return field
    if db.connection().dialect.name != "sqlite":
        return f"attributes ->> CAST(:field_{place} AS VARCHAR)"
    # SQLite's own ->> reads names with dots, brackets and quotes as paths.
    return f"(SELECT e.value FROM json_each(lead.attributes) AS e WHERE e.key = :field_{place})"


def _tells_the_outcome(field: str) -> bool:
    return header_key(field) in _OUTCOMES


def known_fields(db: Session) -> list[str]:
    """Return the fields that conditions may ask about and of which something is known: ours, then whether a lead
    matches a persona that both have approved, then kept columns.
    """
    counted = db.execute(text(f"SELECT {', '.join(f'COUNT({name})' for name in COLUMNS)} FROM lead")).one()
    keys = "SELECT DISTINCT jsonb_object_keys(attributes) FROM lead"
    if db.connection().dialect.name == "sqlite":
        keys = "SELECT DISTINCT e.key FROM lead, json_each(lead.attributes) AS e"
    kept = {key for (key,) in db.execute(text(keys)) if key not in COLUMNS and not _tells_the_outcome(key)}
    own = [name for name, n in zip(COLUMNS, counted, strict=True) if n]
    return [*own, *persona_fields.offered(db), *sorted(kept, key=folded)] if own or kept else []


def offered_values(db: Session, field: str, limit: int) -> list[tuple[str, int]]:
    """Return the most frequent values of a field and how many leads have each, to choose from in an editor.

    Spellings that conditions take for the same stand together under the most frequent one. Names and addresses of
    people are not listed. Raises `SlaError` as `values` does.
    """
    if field in _OF_THE_PERSON:
        return []
    spelt = Counter(values(db, [field]).columns[field])
    common: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for spelling, n in sorted(((s, n) for s, n in spelt.items() if s), key=lambda each: (-each[1], each[0])):
        counts[common.setdefault(folded(spelling), spelling.strip())] += n
    offered = sorted(
        ((value, n) for value, n in counts.items() if value), key=lambda each: (-each[1], each[0])
    )
    return offered[:limit]


def meeting(db: Session, definition: LeadDefinition) -> Codes:
    """Return the ids of the leads handed over that meet a definition for certain, by what is known of them now.

    Reads only the fields it asks about. Raises `SlaError` for a definition that no lead can be held against.
    """
    known = values(db, fields_of(definition), "SELECT lead_id FROM handover")
    return known.lead[meets(definition, known.columns, len(known.lead))]
