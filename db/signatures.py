"""Reading and signing in the store: bound to the text that was shown, checked inside the write."""

from sqlmodel import Session

from db import agreements, audit, chain, drafts, handovers, versions
from db.tables import AgreementVersionRow
from sla_core.agreement import AgreementVersion, Status, base_of, begins, in_force_at
from sla_core.errors import Conflict, SlaError
from sla_core.people import Person
from sla_core.rebasing import rebased
from sla_core.signing import EntryType, Link, Receipt, acts_on, missing_signatures


def read_version(
    db: Session, *, version_id: int, shown: str, by: Person, identified_by: str, now: int
) -> None:
    """Record that somebody has read the proposal with the hash that was `shown`; once is enough.

    Raises `Conflict` where the text is another by now.
    """
    version = _proposed(db, version_id, shown)
    if not _has(_acts(db, version), EntryType.READ, by):
        _append(db, version, EntryType.READ, by, identified_by, now)


def sign(db: Session, *, version_id: int, shown: str, by: Person, identified_by: str, now: int) -> Receipt:
    """Sign the proposal with the hash that was `shown` and return the receipt.

    With the last signature that is needed the version is agreed: in force at once, or on the day it names.
    Raises `Conflict` where the text is another by now, `SlaError` for who may not sign or has not read it.
    """
    version = _proposed(db, version_id, shown)
    acts = _acts(db, version)
    _refuse_signer(version, acts, by)
    _refuse_outdated(db, version, now)
    link = _append(db, version, EntryType.SIGNED, by, identified_by, now)
    signed = [act.entry.email for act in [*acts, link] if act.entry.type is EntryType.SIGNED]
    if not missing_signatures(version.terms, signed, is_amendment=version.amendment > 0):
        _agree(db, version, signed_at=link.entry.happened_at, by=by, identified_by=identified_by)
    return Receipt.of(versions.read(db).company, version.label, link)


def review_goals(db: Session, *, by: Person, identified_by: str, now: int) -> None:
    """Record that the goals were looked at together and stay; the next review is due from here."""
    newest = agreements.versions_in_force(db)[-1]
    if newest.content_sha256 is None:
        raise SlaError("There is no signed agreement whose goals could be reviewed.")
    _append(db, newest, EntryType.REVIEWED, by, identified_by, now)


def _refuse_outdated(db: Session, version: AgreementVersion, now: int) -> None:
    """Refuse an amendment of what is no longer the newest with its number, or no longer in force."""
    if not version.amendment:
        return
    agreed = agreements.versions_in_force(db)
    base = base_of(version, agreed)
    opened_from = db.get_one(AgreementVersionRow, version.id).opened_from
    if base is None or base.id != opened_from or in_force_at(agreed, now).number > version.number:
        raise Conflict("Another version has been agreed since: take this amendment back and propose it anew.")


def _proposed(db: Session, version_id: int, shown: str) -> AgreementVersion:
    version = next((v for v in drafts.open_versions(db) if v.id == version_id), None)
    if version is None or version.status is not Status.PROPOSED or version.content_sha256 != shown:
        raise Conflict("The text has changed since you opened it. Read it once more; nothing was recorded.")
    return version


def _acts(db: Session, version: AgreementVersion) -> list[Link]:
    return acts_on(chain.links(db, version.id), version.id)


def _has(acts: list[Link], type: EntryType, by: Person) -> bool:
    return any(act.entry.type is type and act.entry.email.casefold() == by.email.casefold() for act in acts)


def _refuse_signer(version: AgreementVersion, acts: list[Link], by: Person) -> None:
    named = [
        (party.department, person.email.casefold())
        for party in version.terms.parties
        for person in party.signatories
    ]
    if (by.department, by.email.casefold()) not in named:
        raise SlaError("{name} is not named in this version as somebody who signs.", name=by.name)
    if _has(acts, EntryType.SIGNED, by):
        raise SlaError("{name} has signed this version already.", name=by.name)
    if not _has(acts, EntryType.READ, by):
        raise SlaError("Read the version to the end before you sign it.")


def _append(
    db: Session, version: AgreementVersion, type: EntryType, by: Person, identified_by: str, now: int
) -> Link:
    return chain.append(
        db,
        version_id=version.id,
        type=type,
        content_sha256=version.content_sha256 or "",
        by=by,
        identified_by=identified_by,
        now=now,
    )


def _agree(db: Session, version: AgreementVersion, *, signed_at: int, by: Person, identified_by: str) -> None:
    agreed = agreements.versions_in_force(db)
    begin = begins(version, signed_at, agreed)
    row = db.get_one(AgreementVersionRow, version.id)
    row.status, row.in_force_from = Status.SIGNED, begin
    db.add(row)
    db.flush()
    handovers.rebuild_from(db, begin)
    audit.note(db, version.label, {"in_force_from": begin, "zone": version.terms.calendar.time_zone})
    base = base_of(version, agreed) or agreed[-1]
    _carry_over(db, base, version, by=by, identified_by=identified_by, now=signed_at)


def _carry_over(
    db: Session, was: AgreementVersion, agreed: AgreementVersion, *, by: Person, identified_by: str, now: int
) -> None:
    """Bring what an amendment changed into the draft beside it, so that signing the draft will not undo it."""
    draft = drafts.draft(db)
    if draft is None:
        return
    terms = rebased(draft.terms, was.terms, agreed.terms)
    if terms != draft.terms and drafts.reopen(db, draft, by=by, identified_by=identified_by, now=now):
        audit.note(db, agreed.label, {"reopened": draft.label})
    row = db.get_one(AgreementVersionRow, draft.id)
    if row.status == Status.DRAFT:
        row.terms = terms.to_json()
    if row.opened_from == was.id:
        row.opened_from = agreed.id
    db.add(row)
    db.flush()
