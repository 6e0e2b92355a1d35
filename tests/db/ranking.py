"""A company that ranks leads: what its terms say, what its leads do, and what was written about their rank."""

from sqlmodel import Session, select

from db import agreements
from db.engine import reading, transaction
from db.tables import ActivityRow, ActivityTopicRow, HandoverRankRow
from db.versions import DatabaseKind
from sla_core.conditions import ActivityCondition, AttributeCondition, EngagementRule, FitRule, Operator
from sla_core.people import COMMAND_LINE, Action, Department
from sla_core.terms import Scoring, Terms, Treatment
from tests.core.episodes import at, hours, terms
from tests.db.company import MONDAY

DIRECTOR = FitRule(
    id="title",
    condition=AttributeCondition(field="title", operator=Operator.IS, values=("Director",)),
    points=60,
)
PRICES = EngagementRule(
    id="prices",
    condition=ActivityCondition(kind="page_view", topic="/prices", within_days=30),
    points=60,
)
SCORING = Scoring(fit=(DIRECTOR,), engagement=(PRICES,))


def treatment(cell: str, amount: int | None, owner: Department = Department.SALES) -> Treatment:
    limit = None if amount is None else hours(amount)
    return Treatment(grade=cell[0], rating=cell[1], name=cell, owner=owner, action="", respond_within=limit)


def ranking_terms(**known: object) -> Terms:
    """Directors are A, who saw the prices is 1; A1 is called within an hour, D3 is marketing's."""
    given: dict[str, object] = {
        "scoring": SCORING,
        "treatments": (treatment("A1", 1), treatment("D3", None, Department.MARKETING)),
    }
    return terms(sales={"respond_within": hours(4)}).model_copy(update={**given, **known})


def start(agreed: Terms | None = None) -> None:
    with transaction(COMMAND_LINE, Action.SET_UP) as db:
        kind, moment = DatabaseKind.REAL, at(MONDAY)
        agreements.start(db, terms=agreed or ranking_terms(), kind=kind, now=moment, by="test")


def visit(db: Session, lead_id: int, when: str, topic: str = "/prices", kind: str = "page_view") -> None:
    known = db.exec(
        select(ActivityTopicRow.id).where(ActivityTopicRow.kind == kind, ActivityTopicRow.topic == topic)
    ).first()
    if known is None:
        row = ActivityTopicRow(kind=kind, topic=topic)
        db.add(row)
        db.flush()
        known = row.id
    db.add(ActivityRow(lead_id=lead_id, topic_id=known or 0, occurred_at=at(when)))
    db.flush()


def ranks() -> list[tuple[int, int, str]]:
    """Lead, when it was handed over, and the cell it was in."""
    with reading() as db:
        rows = db.exec(select(HandoverRankRow).order_by("lead_id", "handed_over_at"))  # type: ignore[arg-type]
        return [(row.lead_id, row.handed_over_at, row.grade + row.rating) for row in rows]
