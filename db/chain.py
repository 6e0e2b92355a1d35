"""The chain of acts in the store: appended to, read, never changed."""

import os

from sqlmodel import Session, col, select

from db.tables import AgreementEntryRow, MetaRow
from sla_core.people import Department, Person
from sla_core.signing import BEGINNING, Entry, EntryType, Head, Link, entry_mac, entry_sha256, head

KEY = "SLA_SIGNING_KEY"
_HEAD = "chain"  # in `meta`: how many entries there are, the last one's hash, its code


def signing_key() -> str | None:
    """Return the key that entries are coded with, where the environment holds one."""
    return os.environ.get(KEY) or None


def links(db: Session, version_id: int | None = None) -> list[Link]:
    """Return the whole chain, or the entries of one version, oldest first."""
    wanted = select(AgreementEntryRow).order_by(col(AgreementEntryRow.position))
    if version_id is not None:
        wanted = wanted.where(AgreementEntryRow.version_id == version_id)
    return [_link(row) for row in db.exec(wanted)]


def stored_head(db: Session) -> Head | None:
    """Return the end of the chain as it was written last, None before the first entry."""
    row = db.get(MetaRow, _HEAD)
    if row is None:
        return None
    count, last, mac = row.value.split(":")
    return Head(int(count), last, mac or None)


def append(
    db: Session,
    *,
    version_id: int,
    type: EntryType,
    content_sha256: str,
    by: Person,
    identified_by: str,
    now: int,
) -> Link:
    """Add an act at the end. Its time is never before that of the entry before, whatever the clock says."""
    last = _last(db)
    entry = Entry(
        type=type,
        content_sha256=content_sha256,
        signer=by.name,
        email=by.email,
        department=by.department,
        identified_by=identified_by,
        happened_at=max(now, last.entry.happened_at) if last else now,
        previous=last.entry_sha256 if last else BEGINNING,
    )
    hashed, key = entry_sha256(entry), signing_key()
    link = Link(last.position + 1 if last else 1, version_id, entry, hashed, entry_mac(hashed, key))
    db.add(_row(link))
    _write_head(db, head(link.position, hashed, key))
    db.flush()
    return link


def _last(db: Session) -> Link | None:
    row = db.exec(select(AgreementEntryRow).order_by(col(AgreementEntryRow.position).desc()).limit(1)).first()
    return _link(row) if row else None


def _write_head(db: Session, end: Head) -> None:
    row = db.get(MetaRow, _HEAD) or MetaRow(key=_HEAD, value="")
    row.value = f"{end.count}:{end.entry_sha256}:{end.mac or ''}"
    db.add(row)


def _link(row: AgreementEntryRow) -> Link:
    entry = Entry(
        type=EntryType(row.type),
        content_sha256=row.content_sha256,
        signer=row.signer,
        email=row.email,
        department=Department(row.department) if row.department else None,
        identified_by=row.identified_by,
        happened_at=row.happened_at,
        previous=row.previous,
    )
    return Link(row.position, row.version_id, entry, row.entry_sha256, row.mac)


def _row(link: Link) -> AgreementEntryRow:
    entry = link.entry
    return AgreementEntryRow(
        position=link.position,
        version_id=link.version_id,
        type=entry.type,
        content_sha256=entry.content_sha256,
        signer=entry.signer,
        email=entry.email,
        department=entry.department,
        identified_by=entry.identified_by,
        happened_at=entry.happened_at,
        previous=entry.previous,
        entry_sha256=link.entry_sha256,
        mac=link.mac,
    )
