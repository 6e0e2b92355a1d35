"""What matching personas needs from the store: fields of all leads, and how far each lead came."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from sqlmodel import Session

from db.prepared import attributes
from sla_core.columns import Flags
from sla_core.conditions import LeadDefinition
from sla_core.criteria import fields_of
from sla_core.facts import Codes
from sla_core.funnel import Funnel
from sla_core.leads import Stage
from sla_core.persona.coverage import Coverage, low_grades, matches
from sla_core.scoring import Coded
from sla_core.terms import Scoring


@dataclass(frozen=True)
class LeadsKnown:
    """All leads that are neither merged nor erased, and some fields of theirs."""

    lead: Codes  # ids, ascending
    fields: dict[str, Coded]


def fields(definitions: Iterable[LeadDefinition], scoring: Scoring) -> tuple[str, ...]:
    """Return what has to be read for these personas and for grades, each field once, in order."""
    asked = {field for definition in definitions for field in fields_of(definition)}
    return tuple(sorted(asked | {rule.condition.field for rule in scoring.fit if rule.on}))


def read(db: Session, *, wanted: Sequence[str]) -> LeadsKnown:
    """Read the fields of all leads. Raises `SlaError` for one that tells how a lead ended."""
    return LeadsKnown(*attributes(db, wanted))


def cover(
    known: LeadsKnown, funnel: Funnel, definitions: Sequence[LeadDefinition], scoring: Scoring
) -> Coverage:
    """Hold all leads against personas. Raises `SlaError` for a scoring model that cannot score."""
    n = len(known.lead)
    return Coverage(
        lead=known.lead,
        matches=matches(definitions, known.fields, n),
        qualified=_of(known, funnel, funnel.reached >= Stage.SALES_QUALIFIED.rank),
        customer=_of(known, funnel, funnel.customer),
        low=low_grades(scoring, known.fields, n),
    )


def _of(known: LeadsKnown, funnel: Funnel, flags: Flags) -> Flags:
    """Return flags of the funnel's leads for ours: those it does not know have not come far."""
    if not len(funnel.lead):
        return np.zeros(len(known.lead), dtype=bool)
    place = np.minimum(np.searchsorted(funnel.lead, known.lead), len(funnel.lead) - 1)
    found: Flags = flags[place] & (funnel.lead[place] == known.lead)
    return found
