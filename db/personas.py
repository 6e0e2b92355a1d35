"""Personas in the store: versions of a document, and each department's approval of one of them."""

import uuid
from collections.abc import Iterable

from sqlmodel import Session, col, select

from db import lead_fields
from db.tables import PersonaApprovalRow, PersonaVersionRow
from sla_core.criteria import check, fields_of
from sla_core.errors import NotPossible, SlaError
from sla_core.people import Department, Person
from sla_core.persona.document import Persona, PersonaVersion
from sla_core.persona.fields import persona_in
from sla_core.terms import PersonaRef
from sla_core.visible import is_blank


def personas(db: Session) -> list[PersonaVersion]:
    """Return the newest version of every persona, by name."""
    newest: dict[str, PersonaVersion] = {}
    for version in all_versions(db):
        newest[version.persona] = version
    return sorted(newest.values(), key=lambda version: version.content.name.casefold())


def all_versions(db: Session) -> list[PersonaVersion]:
    """Return every version of every persona, older ones first."""
    approvals: dict[int, dict[Department, str]] = {}
    for row in db.exec(select(PersonaApprovalRow)):
        approvals.setdefault(row.persona_version_id, {})[Department(row.department)] = row.person
    rows = db.exec(select(PersonaVersionRow).order_by(col(PersonaVersionRow.version)))
    return [
        PersonaVersion(
            id=row.id or 0,
            persona=row.persona,
            version=row.version,
            content=Persona.from_json(row.content),
            stored=row.content,
            created_at=row.created_at,
            created_by=row.created_by,
            approved_by=approvals.get(row.id or 0, {}),
        )
        for row in rows
    ]


def named(db: Session, refs: Iterable[PersonaRef]) -> list[PersonaVersion]:
    """Return the versions that terms name, in their order; raises `SlaError` for one that is not approved."""
    known = {(version.persona, version.version): version for version in all_versions(db)}
    found = []
    for ref in refs:
        version = known.get((ref.persona, ref.version))
        if version is None or not version.approved:
            raise SlaError("The persona {name} is not approved by both departments.", name=ref.name)
        found.append(version)
    return found


def save_persona(
    db: Session, *, content: Persona, by: Person, now: int, persona: str | None = None, opened: int = 0
) -> PersonaVersion:
    """Add a persona, or a new version of one; a version has to be approved anew.

    `opened`: the version that was changed. Raises `SlaError` when there is a newer one by now, or for an empty
    name or description, and for conditions that no lead can be held against.
    """
    if is_blank(content.name) or is_blank(content.description):
        raise NotPossible("A persona needs a name and a description.")
    key = persona or uuid.uuid4().hex
    newest = max((v.version for v in all_versions(db) if v.persona == key), default=0)
    if newest != opened:
        raise SlaError("Somebody else has changed {name} since you opened it.", name=content.name)
    check(content.recognised_by)
    asked = fields_of(content.recognised_by)
    lead_fields.refuse_outcomes(asked)
    if any(persona_in(field) for field in asked):
        raise SlaError("A persona is recognised by what is known about a lead, not by another persona.")
    row = PersonaVersionRow(
        persona=key,
        version=newest + 1,
        content=content.to_json(),
        created_at=now,
        created_by=by.name,
    )
    db.add(row)
    db.flush()
    return PersonaVersion(row.id or 0, key, row.version, content, row.content, now, by.name, {})


def approve(db: Session, *, persona_version_id: int, by: Person, now: int) -> None:
    """Approve a version for one's own department; a second approval of the same side changes nothing."""
    if by.department is None:
        raise SlaError("Only somebody of a department can approve a persona.")
    version = next(v for v in all_versions(db) if v.id == persona_version_id)
    if any(v.persona == version.persona and v.version > version.version for v in all_versions(db)):
        raise SlaError("Somebody else has changed {name} since you opened it.", name=version.content.name)
    if not version.content.has_quorum:
        raise SlaError(
            "{name} cannot be approved: somebody of each department must have been present.",
            name=version.content.name,
        )
    if by.department not in version.approved_by:
        db.add(
            PersonaApprovalRow(
                persona_version_id=version.id, department=by.department, person=by.name, approved_at=now
            )
        )
        db.flush()
