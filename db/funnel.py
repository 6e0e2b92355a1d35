"""What the funnel needs from the store, as columns, and its figures for the command line."""

from datetime import date, timedelta

import numpy as np
from sqlalchemy import text
from sqlmodel import Session

from db import agreements
from db.bulk import integers
from sla_core import funnel
from sla_core.agreement import in_force_at
from sla_core.columns import MISSING, Instants
from sla_core.errors import SlaError
from sla_core.funnel import NOBODY, By, FunnelFacts, FunnelReport, Groups
from sla_core.leads import Basis, Closing, Stage


def read(db: Session) -> FunnelFacts:
    """Return what the funnel is built from, of all leads; merged and erased ones are among them."""
    lead, created, stage, won, won_at, lost, into = integers(db, _LEADS, 7)
    entry_lead, entry_stage, entry_at, ours = integers(db, _ENTRIES, 4)
    return FunnelFacts(
        lead=lead,
        created=created,
        stage=stage,
        won=won == 1,
        won_at=won_at,
        lost=lost == 1,
        merged_into=np.where(into == NOBODY, NOBODY, np.searchsorted(lead, into)),
        entry_lead=np.searchsorted(lead, entry_lead),
        entry_stage=entry_stage,
        entry_at=entry_at,
        entry_is_ours=ours == 1,
    )


def _known(column: str) -> str:
    return f"COALESCE({column}, {MISSING})"


_RANKS = " ".join(f"WHEN '{stage}' THEN {stage.rank}" for stage in Stage)
_RANK = f"CASE stage {_RANKS} ELSE {NOBODY} END"
_LEADS = (
    f"SELECT id, {_known('created_at')}, {_RANK}, CASE WHEN won THEN 1 ELSE 0 END, {_known('won_at')}, "
    f"CASE WHEN lost THEN 1 ELSE 0 END, COALESCE(merged_into, {NOBODY}) FROM lead ORDER BY id"
)
_ENTRIES = (
    f"SELECT lead_id, {_RANK}, {_known('entered_at')}, CASE WHEN basis = '{Basis.CRM}' THEN 0 ELSE 1 END "
    "FROM stage_entry WHERE superseded_by IS NULL"
)


def groups(db: Session, by: By) -> Groups:
    """Return what all leads are told apart by, in the order of `read`."""
    values = (
        f"SELECT value, ROW_NUMBER() OVER (ORDER BY value) - 1 AS code "
        f"FROM (SELECT DISTINCT COALESCE({by}, '') AS value FROM lead) AS v"
    )
    query = (
        f"SELECT g.code FROM lead AS l JOIN ({values}) AS g ON g.value = COALESCE(l.{by}, '') ORDER BY l.id"
    )
    found = db.execute(text(f"SELECT value FROM ({values}) AS g ORDER BY code")).scalars()
    return Groups(tuple(found), integers(db, query, 1)[0])


def returned_at(db: Session) -> Instants:
    """Return when handovers were given back by sales, those that ended so."""
    return integers(db, f"SELECT closed_at FROM handover WHERE closed_by = '{Closing.RETURNED}'", 1)[0]


def report(db: Session, *, first: date | None, last: date | None, by: By | None, now: int) -> FunnelReport:
    """Return the funnel of a period (local dates, inclusive; None = without bound).

    Raises `SlaError` where there is no agreement, whose zone days are told in.
    """
    versions = agreements.versions_in_force(db)
    if not versions:
        raise SlaError("There is no agreement yet: load the sample company, import leads or start your own.")
    terms = in_force_at(versions, now).terms
    calendar = terms.calendar.build()
    return funnel.report(
        funnel.build(read(db)),
        returned_at(db),
        calendar.local_midnight(first) if first else None,
        calendar.local_midnight(last + timedelta(days=1)) if last else None,
        calendar=calendar,
        now=now,
        least_cases=terms.limits.least_cases,
        of=groups(db, by) if by else None,
    )
