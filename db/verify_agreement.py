"""Whether the agreement is what was signed: contents, versions, the chain of acts, receipts."""

import json
from collections.abc import Iterator, Sequence

from pydantic import ValidationError
from sqlmodel import Session, col, select

from db import chain, versions
from db.agreements import version_of
from db.tables import AgreementContentRow, AgreementVersionRow
from db.versions import DatabaseKind
from sla_core import proposal
from sla_core.agreement import AgreementVersion, Status, begins
from sla_core.errors import SlaError
from sla_core.proposal import Proposal
from sla_core.signing import (
    EntryType,
    Link,
    Receipt,
    acts_on,
    chain_problems,
    content_sha256,
    missing_signatures,
    receipt_problems,
)
from sla_core.terms import SCHEMA_VERSION

_AGREED = (Status.SIGNED, Status.PROVISIONAL)


def problems(db: Session, receipts: Sequence[Receipt] = ()) -> Iterator[SlaError]:
    """Yield everything about the agreement that is not what was written, read and signed."""
    contents = {}
    for row in db.exec(select(AgreementContentRow)):
        known = _read(row)
        if known is None:
            yield SlaError(
                "A proposed text is not what was written: fingerprint {hash}.", hash=row.sha256[:8]
            )
        else:
            contents[row.sha256] = known
    try:
        links, head = chain.links(db), chain.stored_head(db)
    except ValueError:
        yield SlaError("The chain of signatures cannot be read.")
        return
    yield from chain_problems(links, head, chain.signing_key())
    yield from _versions(db, contents, links)
    company = versions.read(db).company
    for receipt in receipts:
        yield from receipt_problems(links, receipt, company)


def _read(row: AgreementContentRow) -> Proposal | None:
    if content_sha256(row.content) != row.sha256:
        return None
    try:
        return proposal.read(row.content)
    except (KeyError, ValueError, TypeError):
        return None


def _versions(db: Session, contents: dict[str, Proposal], links: Sequence[Link]) -> Iterator[SlaError]:
    is_sample = versions.read(db).kind is DatabaseKind.SAMPLE
    rows = db.exec(
        select(AgreementVersionRow).order_by(
            col(AgreementVersionRow.number), col(AgreementVersionRow.amendment)
        )
    ).all()
    known = {row.id: _version(row) for row in rows}
    agreed = [version for version in known.values() if version and version.status in _AGREED]
    for row in rows:
        label = f"{row.number}.{row.amendment}" if row.amendment else str(row.number)
        mine = [link for link in links if link.version_id == row.id]
        if is_sample and not mine and row.status == Status.SIGNED:
            continue  # a sample from before signatures were kept
        version = known[row.id]
        if version is None or not _is_whole(row, version, agreed, contents, mine):
            yield SlaError("Version {version} is not what was written, read and signed.", version=label)


def _version(row: AgreementVersionRow) -> AgreementVersion | None:
    try:
        return version_of(row)
    except (ValidationError, ValueError, SlaError):
        return None


def _is_whole(
    row: AgreementVersionRow,
    version: AgreementVersion,
    agreed: Sequence[AgreementVersion],
    contents: dict[str, Proposal],
    links: Sequence[Link],
) -> bool:
    if any(_speaks_of_another(link, version, contents) for link in links):
        return False
    if version.status in (Status.PROPOSED, Status.SIGNED):
        known = contents.get(version.content_sha256 or "")
        acts = acts_on(links, version.id)
        if known is None or not acts or not _agrees(row, version, known):
            return False
        if any(act.entry.content_sha256 != version.content_sha256 for act in acts):
            return False
        return _is_agreed(version, acts, agreed) == (version.status is Status.SIGNED)
    unsigned = (
        version.content_sha256 is None and version.wished_from is None and version.in_force_from is None
    )
    return (
        unsigned
        and (version.number == 0) == (version.status is Status.PROVISIONAL)
        and _is_canonical(row, version)
    )


def _is_canonical(row: AgreementVersionRow, version: AgreementVersion) -> bool:
    """Whether unsigned terms are as the app writes them; those of an older schema are never rewritten."""
    is_current = json.loads(row.terms).get("schema_version") == SCHEMA_VERSION
    return not is_current or version.terms.to_json() == row.terms


def _speaks_of_another(link: Link, version: AgreementVersion, contents: dict[str, Proposal]) -> bool:
    """Whether an entry that points to this version is about another's text (an amendment had a number before)."""
    known = contents.get(link.entry.content_sha256)
    if known is None:
        return True
    is_live = version.status in (Status.PROPOSED, Status.SIGNED)
    return is_live and (known.drafted_at, known.drafted_by) != (version.created_at, version.created_by)


def _agrees(row: AgreementVersionRow, version: AgreementVersion, known: Proposal) -> bool:
    stored = (
        row.number,
        row.amendment,
        version.wished_from,
        row.created_at,
        row.created_by,
        row.reason,
        row.terms,
    )
    proposed = (
        known.number,
        known.amendment,
        known.wished_from,
        known.drafted_at,
        known.drafted_by,
        known.reason,
        known.terms_json,
    )
    return stored == proposed


def _is_agreed(version: AgreementVersion, acts: Sequence[Link], agreed: Sequence[AgreementVersion]) -> bool:
    """Whether the entries make it agreed, from the instant that the version names."""
    named = {p.email.casefold() for party in version.terms.parties for p in party.signatories}
    signed = [
        act.entry
        for act in acts
        if act.entry.type is EntryType.SIGNED and act.entry.email.casefold() in named
    ]
    emails = [entry.email for entry in signed]
    if not signed or missing_signatures(version.terms, emails, is_amendment=version.amendment > 0):
        return False
    return version.in_force_from == begins(version, signed[-1].happened_at, agreed)
