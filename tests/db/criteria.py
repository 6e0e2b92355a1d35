"""A company whose criteria let leads enter stages: two leads, what they did, and the entries that followed."""

from db import agreements, handovers
from db.engine import reading, transaction
from sla_core.agreement import Status
from sla_core.conditions import ActivityCondition, LeadDefinition, ScoreCondition
from sla_core.leads import Basis, Stage
from sla_core.people import COMMAND_LINE, Action
from sla_core.terms import Handover, HandoverEvent, Terms
from tests.core.episodes import at
from tests.db.bringing import stored
from tests.db.company import MONDAY
from tests.db.ranking import ranking_terms

MQL, SQL = Stage.MARKETING_QUALIFIED, Stage.SALES_QUALIFIED
NOW = at(f"{MONDAY} 12:00")
VISITED = LeadDefinition(all_of=(ActivityCondition(kind="page_view"),))
READY = LeadDefinition(
    all_of=(ScoreCondition(axis="fit", at_least="A"),),
    any_of=(
        ActivityCondition(kind="page_view", topic="/prices", within_days=30),
        ActivityCondition(kind="form", topic="/demo"),
    ),
)
LEADS = """
    external_id,email,title
    1,kari@fjordlys.example,Director
    2,ola@bryggen.example,Student
"""
VISITS = """
    lead_external_id,kind,topic,occurred_at
    1,page_view,/start,2026-11-20 09:00
    1,page_view,/prices,2026-11-23 09:00
    2,page_view,/prices,2026-11-23 09:30
"""


def criteria(**known: LeadDefinition) -> Terms:
    stages = {"mql": MQL, "sql": SQL}
    return ranking_terms(
        definitions={stages[name]: each for name, each in (known or {"mql": VISITED, "sql": READY}).items()},
        handover=Handover(event=HandoverEvent.CRITERIA),
    )


def agree(agreed: Terms, begins: str) -> None:
    with transaction(COMMAND_LINE, Action.SIGN) as db:
        moment = at(begins)
        agreements.add_version(
            db, number=1, terms=agreed, status=Status.SIGNED, in_force_from=moment, now=moment, by="test"
        )
        handovers.rebuild_from(db, moment)


def entries(basis: Basis = Basis.CRITERIA) -> list[tuple[int, str, int, int]]:
    """Lead, stage, when it entered and when that was written."""
    columns = "lead_id, stage, entered_at, recorded_at"
    return stored(
        f"SELECT {columns} FROM stage_entry WHERE basis = '{basis}' ORDER BY entered_at, lead_id, stage"
    )


def sound() -> bool:
    with reading() as db:
        return handovers.matches_rebuild(db) and handovers.without_rank(db) == 0
