"""What is signed, byte for byte, and the chain of acts that follow: proposed, read, signed, voided.

The content of a proposal is canonical JSON of everything its readers see: version, terms, the clauses in both
languages, the personas. Its SHA-256 is the fingerprint that a signature is bound to. Each act is an entry that
names the hash of the entry before it, so that none can be changed, moved or left out in the middle unseen. A chain
alone misses a deleted tail and a wholly rewritten chain: those are found by receipts, and by an HMAC key in the
environment. It is a simple electronic signature.
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

from sla_core.errors import SlaError
from sla_core.people import Department
from sla_core.terms import Signatory, Terms, canonical

# What a hash is of stands before the hashed bytes, so that one kind can never pass for another.
_CONTENT, _ENTRY, _MAC, _HEAD = (
    b"handslag content 1\n",
    b"handslag entry 1\n",
    b"handslag mac 1\n",
    b"handslag head 1\n",
)
BEGINNING = "0" * 64  # what the first entry names as the one before it


class EntryType(StrEnum):
    """The acts that are kept for ever."""

    PROPOSED = "proposed"
    READ = "read"
    SIGNED = "signed"
    VOIDED = "voided"  # the text was changed: what was signed before no longer counts
    WITHDRAWN = "withdrawn"
    REVIEWED = "reviewed"  # goals were looked at together and stay


@dataclass(frozen=True)
class Entry:
    """One act: who, for which department, on which text, when (UTC seconds), identified how."""

    type: EntryType
    content_sha256: str
    signer: str
    email: str
    department: Department | None
    identified_by: str  # `local`, or the address of the provider they signed in with
    happened_at: int
    previous: str


@dataclass(frozen=True)
class Link:
    """An entry at its place in the chain, as it is stored: with its hash and, where there is a key, its code."""

    position: int  # from 1 on
    version_id: int
    entry: Entry
    entry_sha256: str
    mac: str | None = None


@dataclass(frozen=True)
class Head:
    """The end of the chain, kept apart from it: how many entries there are, and the last one's hash."""

    count: int
    entry_sha256: str
    mac: str | None = None


@dataclass(frozen=True)
class Receipt:
    """What a signer takes away: enough to show later that this entry stood at this place."""

    company: str
    version: str
    content_sha256: str
    position: int
    entry_sha256: str
    signer: str
    email: str
    department: str
    identified_by: str
    at: int

    def to_json(self) -> str:
        """Return the receipt as a file's text."""
        return canonical({"handslag_receipt": 1, **asdict(self)})

    @classmethod
    def of(cls, company: str, version: str, link: Link) -> "Receipt":
        """Return the receipt of a signature."""
        entry = link.entry
        return cls(
            company=company,
            version=version,
            content_sha256=entry.content_sha256,
            position=link.position,
            entry_sha256=link.entry_sha256,
            signer=entry.signer,
            email=entry.email,
            department=entry.department or "",
            identified_by=entry.identified_by,
            at=entry.happened_at,
        )


def content_sha256(content: str) -> str:
    """Return the fingerprint of a proposal's content."""
    return hashlib.sha256(_CONTENT + content.encode()).hexdigest()


def entry_sha256(entry: Entry) -> str:
    """Return the hash of an entry, which the next one names."""
    return hashlib.sha256(_ENTRY + canonical(asdict(entry)).encode()).hexdigest()


def entry_mac(entry_hash: str, key: str | None) -> str | None:
    """Return the code that only who has the key can make for an entry; None without a key."""
    return hmac.new(key.encode(), _MAC + entry_hash.encode(), "sha256").hexdigest() if key else None


def head_of(links: Sequence[Link], key: str | None) -> Head:
    """Return the head that belongs to a chain."""
    count, last = len(links), links[-1].entry_sha256 if links else BEGINNING
    return head(count, last, key)


def head(count: int, last: str, key: str | None) -> Head:
    """Return the head of a chain of so many entries, of which the last has this hash."""
    told = _HEAD + f"{count} {last}".encode()
    return Head(count, last, hmac.new(key.encode(), told, "sha256").hexdigest() if key else None)


def acts_on(chain: Sequence[Link], version_id: int) -> list[Link]:
    """Return what happened to a version since it was last proposed; empty where it never was."""
    mine = [link for link in chain if link.version_id == version_id]
    begins = [place for place, link in enumerate(mine) if link.entry.type is EntryType.PROPOSED]
    return mine[begins[-1] :] if begins else []


def missing_signatures(terms: Terms, signed: Iterable[str], *, is_amendment: bool) -> list[Signatory]:
    """Return who has yet to sign (addresses in `signed` have): everybody named, of an amendment one per side."""
    done = {email.casefold() for email in signed}
    missing: list[Signatory] = []
    for party in terms.parties:
        left = [person for person in party.signatories if person.email.casefold() not in done]
        has_signed = len(left) < len(party.signatories)
        if not (is_amendment and has_signed):
            missing += left
    return missing


def chain_problems(links: Sequence[Link], known_head: Head | None, key: str | None) -> Iterator[SlaError]:
    """Yield what is wrong with the chain itself: links, hashes, codes, the end."""
    for place, link in enumerate(links, start=1):
        if link.position != place:
            yield SlaError("The chain of signatures has no entry {n}.", n=place)
            return
        if entry_sha256(link.entry) != link.entry_sha256:
            yield SlaError("Entry {n} of the chain of signatures was changed.", n=place)
        if key and link.mac != entry_mac(link.entry_sha256, key):
            yield SlaError("Entry {n} of the chain of signatures was not written with the key.", n=place)
    if links and links[0].entry.previous != BEGINNING:
        yield SlaError("The beginning of the chain of signatures is missing.")
    for one, other in pairwise(links):
        if other.entry.previous != one.entry_sha256:
            yield SlaError(
                "Entry {n} of the chain of signatures does not follow the one before.", n=other.position
            )
    right = head_of(links, key)
    if known_head is None:
        known_head = head(0, BEGINNING, key)
    if (known_head.count, known_head.entry_sha256) != (right.count, right.entry_sha256):
        yield SlaError("The end of the chain of signatures is not the one that was written last.")
    elif links and key and known_head.mac != right.mac:
        yield SlaError("The end of the chain of signatures was not written with the key.")


def receipt_problems(links: Sequence[Link], receipt: Receipt, company: str) -> Iterator[SlaError]:
    """Yield what a receipt says that the chain does not."""
    link = links[receipt.position - 1] if 0 < receipt.position <= len(links) else None
    if link is None or Receipt.of(company, receipt.version, link) != receipt:
        yield SlaError(
            "The chain of signatures does not hold what the receipt of {name} for version {version} says.",
            name=receipt.signer,
            version=receipt.version,
        )


def read_receipt(given: dict[str, Any]) -> Receipt:
    """Return the receipt of a file's JSON; raises `SlaError` where it is none."""
    try:
        known = {name: given[name] for name in Receipt.__dataclass_fields__}
    except (KeyError, TypeError):
        raise SlaError("This file is no receipt of a signature.") from None
    return Receipt(**known)
