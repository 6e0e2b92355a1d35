"""Versions of the agreement: their life, and which one is in force when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from sla_core.people import Person
from sla_core.signing import EntryType, Link, acts_on, missing_signatures
from sla_core.terms import Signatory, Terms


class Status(StrEnum):
    """The life of a version. Version 0 is `provisional`: measured by, but signed by nobody.

    In force and superseded follow from the time, so they are never stored: see `status_at`.
    """

    PROVISIONAL = "provisional"
    DRAFT = "draft"
    PROPOSED = "proposed"
    SIGNED = "signed"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


STORED = (Status.PROVISIONAL, Status.DRAFT, Status.PROPOSED, Status.SIGNED, Status.WITHDRAWN)
OPEN = (Status.DRAFT, Status.PROPOSED)


@dataclass(frozen=True)
class AgreementVersion:
    """Terms, and from which instant on they are in force (None: not yet; of version 0: from −∞)."""

    id: int
    number: int
    amendment: int
    status: Status
    in_force_from: int | None
    terms: Terms
    content_sha256: str | None = None  # of what is proposed or signed
    wished_from: date | None = None  # in force at 00:00 of this day, not at once
    created_at: int = 0
    created_by: str = ""
    reason: str = ""  # why it was proposed

    @property
    def label(self) -> str:
        """Number as people say it: `3`, and `3.1` for an amendment."""
        return f"{self.number}.{self.amendment}" if self.amendment else str(self.number)

    @property
    def provisional(self) -> bool:
        """Whether figures under this version rest on a working rule instead of a signed promise."""
        return self.number == 0


def in_force_at(versions: Sequence[AgreementVersion], instant: int) -> AgreementVersion:
    """Return the version with the greatest `in_force_from` ≤ instant.

    `versions` are those that have or will come into force, in that order; the first is version 0, from −∞.
    """
    return [v for v in versions if v.in_force_from is None or v.in_force_from <= instant][-1]


def status_at(version: AgreementVersion, agreed: Sequence[AgreementVersion], now: int) -> Status:
    """Return how a version stands at an instant, given those that have or will come into force."""
    if version.status not in (Status.SIGNED, Status.PROVISIONAL):
        return version.status
    if version.in_force_from is not None and version.in_force_from > now:
        return Status.SIGNED
    if in_force_at(agreed, now).id == version.id:
        return Status.PROVISIONAL if version.provisional else Status.IN_FORCE
    return Status.SUPERSEDED


def in_order(versions: Sequence[AgreementVersion]) -> list[AgreementVersion]:
    """Return those that have or will come into force, in that order; version 0 is the first."""
    agreed = [version for version in versions if version.status in (Status.PROVISIONAL, Status.SIGNED)]
    return sorted(agreed, key=lambda v: -1 if v.in_force_from is None else v.in_force_from)


def base_of(version: AgreementVersion, agreed: Sequence[AgreementVersion]) -> AgreementVersion | None:
    """Return the agreed version that another one changes: the newest before it, of an amendment with its number."""
    own = (version.number, version.amendment)
    earlier = [v for v in agreed if (v.number, v.amendment) < own]
    if version.amendment:
        earlier = [v for v in earlier if v.number == version.number]
    return max(earlier, key=lambda v: (v.in_force_from or 0, v.number, v.amendment), default=None)


def begins(version: AgreementVersion, signed_at: int, agreed: Sequence[AgreementVersion]) -> int:
    """Return when a version comes into force whose last signature is of `signed_at`: never backdated.

    At once, or at 00:00 of the day it names where that is later; and never before the version that it changes.
    """
    begin = signed_at
    if version.wished_from:
        begin = max(begin, version.terms.calendar.build().local_midnight(version.wished_from))
    base = base_of(version, agreed)
    return max(begin, (base and base.in_force_from) or begin)


@dataclass(frozen=True)
class Agreement:
    """All versions in the order of their numbers, and every act on them, oldest first."""

    versions: tuple[AgreementVersion, ...]
    links: tuple[Link, ...]

    @cached_property
    def agreed(self) -> list[AgreementVersion]:
        """The versions that have or will come into force, in that order."""
        return in_order(self.versions)

    @property
    def draft(self) -> AgreementVersion | None:
        """The version that is written or proposed."""
        return next((v for v in self.versions if v.status in OPEN and not v.amendment), None)

    @property
    def amendment(self) -> AgreementVersion | None:
        """The proposed amendment beside it."""
        return next((v for v in self.versions if v.status in OPEN and v.amendment), None)

    def labelled(self, label: str | None) -> AgreementVersion | None:
        """Return the version that people call so."""
        return next((v for v in self.versions if v.label == label), None)

    def before(self, version: AgreementVersion) -> AgreementVersion | None:
        """Return the version that another one is compared with: the agreed one before it; None for the first."""
        if version not in self.agreed:
            return base_of(version, self.agreed)
        place = self.agreed.index(version)
        return self.agreed[place - 1] if place else None

    def status(self, version: AgreementVersion, now: int) -> Status:
        """Return how a version stands at an instant (UTC seconds)."""
        return status_at(version, self.agreed, now)

    def acts(self, version: AgreementVersion) -> list[Link]:
        """Return what happened to a version since it was last proposed; empty for a draft."""
        return acts_on(self.links, version.id) if version.content_sha256 else []

    def signatures(self, version: AgreementVersion) -> list[Link]:
        """Return the signatures that count."""
        return [act for act in self.acts(version) if act.entry.type is EntryType.SIGNED]

    def missing(self, version: AgreementVersion) -> list[Signatory]:
        """Return who has yet to sign."""
        signed = [link.entry.email for link in self.signatures(version)]
        return missing_signatures(version.terms, signed, is_amendment=version.amendment > 0)

    def has_done(self, version: AgreementVersion, kind: EntryType, person: Person) -> bool:
        """Whether somebody has read, or signed, the text as it stands."""
        email = person.email.casefold()
        return any(a.entry.type is kind and a.entry.email.casefold() == email for a in self.acts(version))

    def amended_by(self, change: Link) -> AgreementVersion | None:
        """Return the amendment whose last signature voided a proposal beside it; None where somebody edited it."""
        before = next((link for link in self.links if link.position == change.position - 1), None)
        if (
            before is None
            or before.entry.type is not EntryType.SIGNED
            or before.version_id == change.version_id
        ):
            return None
        return next((v for v in self.versions if v.id == before.version_id and v.amendment), None)

    def voided(self, version: AgreementVersion) -> tuple[list[Link], Link] | None:
        """Return the signatures that the last change of the text has voided, and that change; None without any."""
        mine = [link for link in self.links if link.version_id == version.id]
        ends = [place for place, link in enumerate(mine) if link.entry.type is EntryType.VOIDED]
        if not ends or version.status not in OPEN:
            return None
        begins = max(
            (p for p, link in enumerate(mine[: ends[-1]]) if link.entry.type is EntryType.PROPOSED), default=0
        )
        lost = [link for link in mine[begins : ends[-1]] if link.entry.type is EntryType.SIGNED]
        return (lost, mine[ends[-1]]) if lost else None

    @property
    def reviewed_at(self) -> list[int]:
        """When the goals were looked at together and stayed (UTC seconds)."""
        return [link.entry.happened_at for link in self.links if link.entry.type is EntryType.REVIEWED]
