"""Versions of the agreement: their life, and which one is in force when."""

from dataclasses import dataclass
from enum import StrEnum

from sla_core.terms import Terms


class Status(StrEnum):
    """The life of a version. Version 0 is `provisional`: measured by, but signed by nobody."""

    PROVISIONAL = "provisional"
    DRAFT = "draft"
    PROPOSED = "proposed"
    SIGNED = "signed"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class AgreementVersion:
    """Terms that were in force from an instant on (None = from the beginning of time: version 0)."""

    id: int
    number: int
    amendment: int
    status: Status
    in_force_from: int | None
    terms: Terms

    @property
    def label(self) -> str:
        """Number as people say it: `3`, and `3.1` for an amendment."""
        return f"{self.number}.{self.amendment}" if self.amendment else str(self.number)

    @property
    def provisional(self) -> bool:
        """Whether figures under this version rest on a working rule instead of a signed promise."""
        return self.number == 0


def in_force_at(versions: "list[AgreementVersion]", instant: int) -> AgreementVersion:
    """Return the version with the greatest `in_force_from` ≤ instant.

    `versions` are those that have been in force, in the order in which they came into force; the first is
    version 0, from −∞.
    """
    return [v for v in versions if v.in_force_from is None or v.in_force_from <= instant][-1]
