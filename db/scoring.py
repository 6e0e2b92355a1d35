"""Scores of the store's leads: for the screens, for one lead, and for the command line."""

from datetime import date

import numpy as np
from sqlmodel import Session, col, select

from db import agreements
from db.prepared import extend as extend
from db.prepared import prepare as prepare
from db.tables import LeadIdentityRow, LeadRow
from sla_core import replay
from sla_core.agreement import in_force_at
from sla_core.errors import SlaError
from sla_core.replay import Backtest
from sla_core.scoring import Moment, Scored, fields, scored
from sla_core.terms import Terms


def terms_at(db: Session, instant: int) -> Terms:
    """Return the terms in force at an instant. Raises `SlaError` where there is no agreement."""
    versions = agreements.versions_in_force(db)
    if not versions:
        raise SlaError("There is no agreement yet: load the sample company, import leads or start your own.")
    return in_force_at(versions, instant).terms


def today(terms: Terms, now: int) -> Moment:
    """Return the moment at which screens score: the start of the local day, and what happened since."""
    calendar = terms.calendar.build()
    day: date = calendar.local_days(np.array([now])).tolist()[0]
    return Moment.today(calendar.local_midnight(day), now)


def score(db: Session, *, terms: Terms, moment: Moment, lead_id: int | None = None) -> Scored:
    """Return all leads scored under some terms, or one of them. Raises `SlaError` for terms that cannot score."""
    return scored(prepare(db, fields(terms), lead_id), terms, moment)


def lead_called(db: Session, system: str, external_id: str) -> int:
    """Return the id of the lead that a system calls so; of a merged one, the lead that it became.

    Raises `SlaError` where there is none, or where it was erased.
    """
    wanted = select(LeadIdentityRow.lead_id).where(
        col(LeadIdentityRow.system) == system, col(LeadIdentityRow.external_id) == external_id
    )
    lead = db.get(LeadRow, db.exec(wanted).first() or 0)
    seen: set[int | None] = set()
    while lead is not None and lead.merged_into is not None and lead.id not in seen:
        seen.add(lead.id)
        lead = db.get(LeadRow, lead.merged_into)
    if lead is None or lead.id is None or lead.id in seen or lead.erased_at is not None:
        raise SlaError("No lead is called {lead} in {system}.", lead=external_id, system=system)
    return lead.id


def backtest(db: Session, *, months: int, terms: Terms | None, now: int) -> Backtest:
    """Return the last months, in the zone of the terms in force, under some terms (None: those in force).

    Raises `SlaError` where there is no agreement, and for terms that cannot score.
    """
    agreed = terms_at(db, now)
    wanted = terms or agreed
    return replay.backtest(
        prepare(db, fields(wanted)), wanted, months, calendar=agreed.calendar.build(), now=now
    )
