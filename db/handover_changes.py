"""Which handovers were rebuilt lately: what a reader that has older ones must read anew, and nothing else.

Told by the data version of `Topic.ATTEMPTS` that the rebuilding transaction will have; writers wait for each other,
so the next one is theirs.
"""

import numpy as np
from sqlalchemy import text
from sqlmodel import Session

from db.bulk import integers
from sla_core.facts import Codes
from sla_core.people import Topic

LEADS = 500  # rebuilt at once; with more, reading everything is as quick as telling what changed
VERSIONS = 1_000  # that are remembered
_ALL = 0  # stands for every lead

_REMEMBER = (
    "INSERT INTO handover_change (version, lead_id) SELECT d.version + 1, {lead} FROM data_version AS d{of} "
    "ON CONFLICT DO NOTHING"
)
_NOW = f"topic = '{Topic.ATTEMPTS}'"


def remember(db: Session, leads: Codes) -> None:
    """Tell readers that the running transaction rebuilds the handovers of these leads."""
    if len(leads) > LEADS:
        remember_all(db)
        return
    ids = ", ".join(map(str, leads.tolist())) or "NULL"
    of = f" JOIN lead AS l ON l.id IN ({ids}) WHERE d.{_NOW}"
    db.execute(text(_REMEMBER.format(lead="l.id", of=of)))
    _forget(db)


def remember_all(db: Session) -> None:
    """Tell readers that the running transaction may change any handover."""
    db.execute(text(_REMEMBER.format(lead=_ALL, of=f" WHERE d.{_NOW}")))
    _forget(db)


def _forget(db: Session) -> None:
    oldest = f"SELECT version + 1 - {VERSIONS} FROM data_version WHERE {_NOW}"
    db.execute(text(f"DELETE FROM handover_change WHERE version <= ({oldest})"))


def since(db: Session, version: int) -> Codes | None:
    """Return the leads whose handovers were rebuilt after a data version, sorted.

    None where that is not known, or are too many: everything is to be read.
    """
    now = db.execute(text(f"SELECT version FROM data_version WHERE {_NOW}")).scalar_one()
    if not now - VERSIONS < version <= now:
        return None
    query = f"SELECT DISTINCT lead_id FROM handover_change WHERE version > {int(version)} ORDER BY lead_id"
    (leads,) = integers(db, f"{query} LIMIT {LEADS + 1}", 1)
    return None if len(leads) > LEADS or np.any(leads == _ALL) else leads
