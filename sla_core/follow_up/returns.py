"""Returned leads: how many sales gave back and why, whether in time, and how marketing answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sla_core.columns import MISSING, Flags
from sla_core.facts import Codes
from sla_core.handovers import CLOSINGS, REASONS, Handovers
from sla_core.handovers.limits import Versions, add
from sla_core.leads import Closing, ReturnReason


class Answer(StrEnum):
    """What became of a returned lead."""

    REOPENED = "reopened"  # by marketing: another episode
    CLOSED = "closed"  # by marketing
    MERGED = "merged"  # it was another lead
    CAME_BACK = "came_back"  # it entered the agreed stage once more before anybody answered


@dataclass(frozen=True)
class Returns:
    """The returns among some handovers. One that came too late counts as accepted, and is counted apart."""

    rows: Flags
    in_time: Flags
    handed_over: int

    @property
    def n(self) -> int:
        """How many were returned."""
        return int(self.rows.sum())

    @property
    def late(self) -> Flags:
        """Which of them came after the time in which sales answers."""
        late: Flags = self.rows & ~self.in_time
        return late


def returns(handovers: Handovers, inside: Flags) -> Returns:
    """Return which of the handovers for which `inside` is set were returned."""
    rows = inside & (handovers.closed_by == CLOSINGS.index(Closing.RETURNED))
    return Returns(rows, rows & handovers.returned_in_time, int(inside.sum()))


def by_reason(handovers: Handovers, rows: Flags) -> list[tuple[ReturnReason, Flags]]:
    """Return the returned handovers by reason, the most frequent first; reasons that nobody gave are left out."""
    found = [(reason, rows & (handovers.return_reason == code)) for code, reason in enumerate(REASONS)]
    return sorted((each for each in found if each[1].any()), key=lambda each: -int(each[1].sum()))


@dataclass(frozen=True)
class Group:
    """The handovers of one value: of a source, of a persona. `value` is "" where it is not known."""

    value: str
    returned: Flags
    handed_over: int

    @property
    def n(self) -> int:
        """How many of them were returned."""
        return int(self.returned.sum())


def by_group(values: Sequence[str], code: Codes, rows: Flags, inside: Flags) -> list[Group]:
    """Return the returned handovers by value, the most returned first; values without any are left out.

    `code` is the position in `values` of each handover.
    """
    handed_over = np.bincount(code[inside], minlength=len(values))
    with_any = np.unique(code[rows]).tolist()
    found = [Group(values[place], rows & (code == place), int(handed_over[place])) for place in with_any]
    return sorted(found, key=lambda group: (-group.n, group.value))


def silent_yes_at(handovers: Handovers, versions: Versions, row: int) -> int | None:
    """Return from when on silence counts as accepted; None where nobody knows when the lead was handed over."""
    at = int(handovers.handed_over.at[row])
    terms = versions[handovers.version[row]].terms
    return (
        None
        if at == MISSING
        else int(add(terms.calendar.build(), np.array([at]), terms.sales.accept_within)[0])
    )
