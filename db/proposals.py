"""Proposals in the store: what is shown to everybody and signed, taken back, amended."""

from datetime import date

from sqlalchemy import func
from sqlmodel import Session, select

from db import agreements, chain, people, personas
from db.drafts import draft, drop, local_day, next_number, note_changes, open_versions, reopen
from db.tables import AgreementContentRow, AgreementVersionRow
from sla_core import draft_rules, proposal
from sla_core.agreement import AgreementVersion, Status, in_force_at
from sla_core.checklist import refuse_incomplete
from sla_core.differences import is_amendment
from sla_core.errors import Conflict, SlaError
from sla_core.people import Person
from sla_core.sections import Section, SectionChanged, Value, value_of, with_value
from sla_core.signing import EntryType, content_sha256
from sla_core.terms import Terms


def propose(
    db: Session,
    *,
    shown: Terms,
    wished_from: date | None,
    by: Person,
    identified_by: str,
    now: int,
    reason: str = "",
) -> AgreementVersion:
    """Propose the draft as it was `shown`: its texts are written once, in both languages, and kept.

    Where only targets or closed days differ from what was agreed last it becomes an amendment. Raises
    `SlaError` where something is missing, the day has passed, or the draft is not the one that was shown.
    """
    version = draft(db)
    if version is None or version.status is not Status.DRAFT or version.terms != shown:
        raise Conflict("The draft has changed since you opened this page. Look at it once more.")
    agreed = agreements.versions_in_force(db)
    base = agreed[-1]
    _refuse(db, version.terms, agreed, base, wished_from, now)
    row = db.get_one(AgreementVersionRow, version.id)
    if not base.provisional and is_amendment(base.terms, version.terms):
        _refuse_second_amendment(db)
        row.number, row.amendment = base.number, _next_amendment(db, base.number)
    row.opened_from, row.reason = base.id, reason.strip()
    return _to_proposed(db, row, wished_from, by=by, identified_by=identified_by, now=now)


def propose_amendment(
    db: Session,
    *,
    section: Section,
    opened: Value,
    value: Value,
    by: Person,
    identified_by: str,
    now: int,
    reason: str,
    wished_from: date | None = None,
) -> AgreementVersion:
    """Propose new targets or closed days at once, beside whatever is being drafted.

    `opened` is the section of the version in force, as its editor was opened. Raises as `propose` does.
    """
    if not reason.strip():
        raise SlaError("Say why: the other department reads it with the change.")
    agreed = agreements.versions_in_force(db)
    base = in_force_at(agreed, now)
    current = value_of(base.terms, section)
    if opened != current:
        raise SectionChanged(section, opened, current, value)
    terms = with_value(base.terms, section, value)
    if base.provisional or not is_amendment(base.terms, terms):
        raise SlaError("An amendment changes targets or closed days of a signed agreement, and nothing else.")
    draft_rules.check(section, terms, base.terms, local_day(base.terms, now))
    _refuse_second_amendment(db)
    _refuse(db, terms, agreed, base, wished_from, now)
    version_id = agreements.add_version(
        db,
        number=base.number,
        amendment=_next_amendment(db, base.number),
        terms=terms,
        status=Status.DRAFT,
        in_force_from=None,
        now=now,
        by=by.name,
        opened_from=base.id,
    )
    row = db.get_one(AgreementVersionRow, version_id)
    row.reason = reason.strip()
    if wished_from:
        _refuse_later_than_next(agreed, base, terms.calendar.build().local_midnight(wished_from))
    made = _to_proposed(db, row, wished_from, by=by, identified_by=identified_by, now=now)
    note_changes(db, made.id, base.terms, terms, by=by, now=now)
    db.flush()
    return made


def _refuse(
    db: Session,
    terms: Terms,
    agreed: list[AgreementVersion],
    base: AgreementVersion,
    wished_from: date | None,
    now: int,
) -> None:
    for section in Section:
        draft_rules.check(section, terms, in_force_at(agreed, now).terms, local_day(terms, now))
    refuse_incomplete(terms, personas.personas(db), people.people(db), local_day(terms, now))
    if wished_from is None:
        return
    if wished_from <= local_day(terms, now):
        raise SlaError("A version comes into force at once or on a later day; it is never backdated.")
    newest = base
    if (
        newest.in_force_from is not None
        and terms.calendar.build().local_midnight(wished_from) < newest.in_force_from
    ):
        raise SlaError(
            "Version {version} comes into force later than that: choose its day or a later one.",
            version=newest.label,
        )


def _refuse_later_than_next(agreed: list[AgreementVersion], base: AgreementVersion, begin: int) -> None:
    """Refuse an amendment that would begin when the next version is in force already."""
    for later in agreed[agreed.index(base) + 1 :]:
        if later.in_force_from is not None and later.in_force_from <= begin:
            raise SlaError(
                "Version {version} comes into force before that: change it in the next version.",
                version=later.label,
            )


def _refuse_second_amendment(db: Session) -> None:
    if any(version.amendment for version in open_versions(db)):
        raise Conflict("There is a proposed amendment already: sign it or take it back first.")


def _next_amendment(db: Session, number: int) -> int:
    newest = db.exec(
        select(func.max(AgreementVersionRow.amendment)).where(AgreementVersionRow.number == number)
    ).one()
    return (newest or 0) + 1


def _to_proposed(
    db: Session,
    row: AgreementVersionRow,
    wished_from: date | None,
    *,
    by: Person,
    identified_by: str,
    now: int,
) -> AgreementVersion:
    row.wished_from = wished_from.isoformat() if wished_from else None
    db.add(row)
    db.flush()
    version = agreements.version_of(row)
    content = proposal.content_of(version, row.terms, personas.named(db, version.terms.personas))
    hashed = content_sha256(content)
    if db.get(AgreementContentRow, hashed) is None:
        db.add(AgreementContentRow(sha256=hashed, content=content))
        db.flush()
    row.status, row.content_sha256 = Status.PROPOSED, hashed
    db.add(row)
    db.flush()
    chain.append(
        db,
        version_id=version.id,
        type=EntryType.PROPOSED,
        content_sha256=hashed,
        by=by,
        identified_by=identified_by,
        now=now,
    )
    return agreements.version_of(row)


def take_back(db: Session, *, version_id: int, by: Person, identified_by: str, now: int) -> Status:
    """Take a proposal back: a draft again, or withdrawn where another draft is being written. Return which.

    A draft that was never proposed is dropped. Raises `Conflict` where it is signed by now.
    """
    version = next((v for v in open_versions(db) if v.id == version_id), None)
    if version is None:
        raise Conflict("This version is signed by now, or was taken back by somebody else.")
    if version.status is Status.DRAFT:
        return drop(db, version)
    other = next((v for v in open_versions(db) if v.id != version_id), None)
    reopen(db, version, by=by, identified_by=identified_by, now=now)
    row = db.get_one(AgreementVersionRow, version_id)
    if version.amendment and other is not None:
        row.status = Status.WITHDRAWN
    elif version.amendment:
        row.number, row.amendment = next_number(db), 0
    db.add(row)
    db.flush()
    return Status(row.status)
