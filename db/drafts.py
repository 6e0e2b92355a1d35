"""The draft in the store: opened from what was agreed last, saved section by section, dropped."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from db import agreements, audit, chain
from db.tables import AgreementEntryRow, AgreementVersionRow, DraftChangeRow
from sla_core import draft_rules
from sla_core.agreement import OPEN, AgreementVersion, Status, in_force_at
from sla_core.difference_runs import in_runs
from sla_core.differences import changed_paths, differences
from sla_core.errors import Conflict
from sla_core.i18n import Language, Texts
from sla_core.people import Department, Person
from sla_core.sections import Section, SectionChanged, Value, merged, value_of, with_value
from sla_core.signing import EntryType
from sla_core.terms import Terms

MOST_TOLD = 20  # changes of one save that History tells


def open_versions(db: Session) -> list[AgreementVersion]:
    """Return what is not agreed yet: the draft or proposed version, and a proposed amendment beside it."""
    return [version for version in agreements.all_versions(db) if version.status in OPEN]


def draft(db: Session) -> AgreementVersion | None:
    """Return the one version that is written or proposed; an amendment stands beside it."""
    return next((version for version in open_versions(db) if not version.amendment), None)


def open_draft(db: Session, *, by: Person, now: int) -> int:
    """Begin the next version from what was agreed last and return its id; `Conflict` where one is open."""
    if draft(db) is not None:
        raise Conflict("There is a draft already. Only one is written at a time.")
    base = agreements.versions_in_force(db)[-1]
    return agreements.add_version(
        db,
        number=next_number(db),
        terms=base.terms,
        status=Status.DRAFT,
        in_force_from=None,
        now=now,
        by=by.name,
        opened_from=base.id,
    )


def next_number(db: Session) -> int:
    """Return the number of the next version."""
    newest: int = db.exec(select(func.max(AgreementVersionRow.number))).one()
    return newest + 1


def save_section(
    db: Session, *, section: Section, opened: Value, value: Value, by: Person, identified_by: str, now: int
) -> bool:
    """Store a section of the draft as somebody has written it; return whether that voided signatures.

    `opened` is what the section held when its editor was opened. Where it holds something else by now and both
    touched different places, both changes stay; where they touched the same one, nothing is stored and
    `SectionChanged` brings all three. A proposed version becomes a draft again, and what was signed
    no longer counts. Raises `SlaError` for what cannot be agreed.
    """
    version = draft(db)
    if version is None:
        raise Conflict("There is no draft any more: it was signed or taken back.")
    current = value_of(version.terms, section)
    if value == current:
        return False
    if opened != current:
        both = merged(opened, current, value)
        if both is None:
            raise SectionChanged(section, opened, current, value)
        value = both
    terms = with_value(version.terms, section, value)
    agreed = in_force_at(agreements.versions_in_force(db), now)
    draft_rules.check(section, terms, agreed.terms, local_day(agreed.terms, now))
    voided = reopen(db, version, by=by, identified_by=identified_by, now=now)
    row = db.get_one(AgreementVersionRow, version.id)
    row.terms = terms.to_json()
    db.add(row)
    note_changes(db, version.id, version.terms, terms, by=by, now=now)
    audit.note(
        db,
        version.label,
        {"section": section.value, "voided": voided, "changes": _in_words(version.terms, terms)},
    )
    db.flush()
    return voided


def _in_words(before: Terms, after: Terms) -> dict[str, list[str]]:
    """Return what changed in both languages, for History: `Sales contacts within: 8 → 4 working hours`."""
    return {
        language.value: [
            f"{change.what}: {change.was} → {change.becomes}"
            for change in in_runs(differences(before, after, Texts(language)), Texts(language))
        ][:MOST_TOLD]
        for language in Language
    }


def local_day(terms: Terms, now: int) -> date:
    """Return the date in the agreement's zone."""
    return datetime.fromtimestamp(now, ZoneInfo(terms.calendar.time_zone)).date()


def note_changes(db: Session, version_id: int, before: Terms, after: Terms, *, by: Person, now: int) -> None:
    """Keep who changed each place that differs."""
    for path in changed_paths(before, after):
        row = db.get(DraftChangeRow, (version_id, path)) or DraftChangeRow(
            version_id=version_id, path=path, person="", changed_at=0
        )
        row.person, row.department, row.changed_at = by.name, by.department, now
        db.add(row)


def changed_by(db: Session, version_id: int) -> dict[str, tuple[str, Department | None]]:
    """Return who last changed each place of a draft, by path."""
    rows = db.exec(select(DraftChangeRow).where(DraftChangeRow.version_id == version_id))
    return {row.path: (row.person, Department(row.department) if row.department else None) for row in rows}


def reopen(db: Session, version: AgreementVersion, *, by: Person, identified_by: str, now: int) -> bool:
    """Make a proposed version a draft again; return whether it was one, so that its signatures are void now."""
    if version.status is not Status.PROPOSED or version.content_sha256 is None:
        return False
    chain.append(
        db,
        version_id=version.id,
        type=EntryType.VOIDED,
        content_sha256=version.content_sha256,
        by=by,
        identified_by=identified_by,
        now=now,
    )
    row = db.get_one(AgreementVersionRow, version.id)
    row.status, row.content_sha256, row.wished_from, row.reason = Status.DRAFT, None, None, ""
    db.add(row)
    db.flush()
    return True


def drop(db: Session, version: AgreementVersion) -> Status:
    """Leave a draft: gone where it was never proposed, otherwise withdrawn, so that its proposals stay readable."""
    row = db.get_one(AgreementVersionRow, version.id)
    entries = select(AgreementEntryRow).where(AgreementEntryRow.version_id == version.id).limit(1)
    if db.exec(entries).first() is not None:
        row.status = Status.WITHDRAWN  # its proposals stay readable
        db.add(row)
    else:
        db.exec(delete(DraftChangeRow).where(col(DraftChangeRow.version_id) == version.id))
        db.delete(row)
    db.flush()
    return Status.WITHDRAWN
