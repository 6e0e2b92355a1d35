"""Which personas conditions can ask about, and by what leads are recognised as them."""

from collections.abc import Iterable

from sqlmodel import Session, col, func, select

from db.tables import PersonaApprovalRow, PersonaVersionRow
from sla_core.conditions import LeadDefinition
from sla_core.people import Department
from sla_core.persona.document import Persona
from sla_core.persona.fields import field_of, persona_in
from sla_core.terms import PersonaRef


def definitions(db: Session, fields: Iterable[str]) -> dict[str, LeadDefinition]:
    """Return what each of the fields that ask about a persona stands for; one that is not there recognises nobody."""
    asked = {field: ref for field in fields if (ref := persona_in(field)) is not None}
    return {field: _recognised_by(db, ref) for field, ref in asked.items()}


def _recognised_by(db: Session, ref: PersonaRef) -> LeadDefinition:
    wanted = select(PersonaVersionRow.content).where(
        PersonaVersionRow.persona == ref.persona, PersonaVersionRow.version == ref.version
    )
    content = db.exec(wanted).first()
    return Persona.from_json(content).recognised_by if content else LeadDefinition()


def offered(db: Session) -> list[str]:
    """Return a field for each persona that both departments have approved and that can be recognised, by name."""
    both = (
        select(PersonaApprovalRow.persona_version_id)
        .group_by(col(PersonaApprovalRow.persona_version_id))
        .having(func.count() == len(Department))
    )
    rows = db.exec(select(PersonaVersionRow).where(col(PersonaVersionRow.id).in_(both)))
    newest: dict[str, PersonaRef] = {}
    for row in sorted(rows, key=lambda row: row.version):
        content = Persona.from_json(row.content)
        if content.is_recognisable:
            newest[row.persona] = PersonaRef(persona=row.persona, version=row.version, name=content.name)
        else:
            newest.pop(row.persona, None)
    return [field_of(ref) for ref in sorted(newest.values(), key=lambda ref: ref.name.casefold())]
