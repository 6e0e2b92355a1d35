"""Handovers of a few leads put in the place of older ones: what one logged act changes, without reading the rest."""

from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sla_core.facts import Codes, When
from sla_core.handovers.episodes import Handovers

Column = NDArray[Any]
Cuts = list[tuple[slice, slice]]  # where the rows of each lead are: in the old columns, in the new ones


def replaced(of: Handovers, leads: Codes, by: Handovers) -> Handovers:
    """Return the handovers with `by` in the place of all that these leads (sorted) had.

    `by` holds handovers of these leads only. Nothing is changed in place: columns that stay as they are, are shared.
    """
    cuts = [
        (
            slice(*np.searchsorted(of.lead, [lead, lead + 1])),
            slice(*np.searchsorted(by.lead, [lead, lead + 1])),
        )
        for lead in leads.tolist()
    ]
    columns = {
        field.name: _with(getattr(of, field.name), getattr(by, field.name), cuts) for field in fields(of)
    }
    return Handovers(**columns)


def _with(old: Any, new: Any, cuts: Cuts) -> Any:
    if isinstance(old, When):
        return When(_column(old.at, new.at, cuts), _column(old.span, new.span, cuts))
    return _column(old, new, cuts)


def _column(old: Column, new: Column, cuts: Cuts) -> Column:
    if all(np.array_equal(old[there], new[here]) for there, here in cuts):
        return old
    parts, begin = [], 0
    for there, here in cuts:
        parts += [old[begin : there.start], new[here]]
        begin = there.stop
    return np.concatenate([*parts, old[begin:]])
