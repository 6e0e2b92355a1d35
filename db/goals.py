"""What goals need from the store besides the funnel: what customers bought for; and the report."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import text
from sqlmodel import Session

from db import agreements, follow_up, funnel, handovers, lead_fields
from sla_core.errors import SlaError
from sla_core.follow_up.judging import counting, handed_over_in
from sla_core.funnel import build
from sla_core.goals import history
from sla_core.goals.periods import GoalPeriod, month, read
from sla_core.goals.standing import StageGoal, stage_goals
from sla_core.goals.value import Purchases
from sla_core.leads import Stage
from sla_core.situation import Situation


def purchases(db: Session, *, currency: str, begin: int, end: int) -> Purchases:
    """Return what the customers won in [begin, end) bought for; an amount without a currency is in `currency`."""
    rows = db.execute(
        text(
            "SELECT amount, COALESCE(currency, :currency) FROM (SELECT l.amount, l.currency, "
            "COALESCE(l.won_at, (SELECT MIN(s.entered_at) FROM stage_entry s WHERE s.lead_id = l.id "
            f"AND s.stage = '{Stage.CUSTOMER}' AND s.superseded_by IS NULL)) AS won FROM lead l "
            "WHERE l.amount IS NOT NULL AND l.merged_into IS NULL) AS bought WHERE won >= :begin AND won < :end"
        ),
        {"currency": currency, "begin": begin, "end": end},
    ).all()
    ours = [Fraction(Decimal(amount)) for amount, paid_in in rows if paid_in == currency]
    return Purchases(len(ours), sum(ours, Fraction(0)), len(rows) - len(ours))


def situation(db: Session, now: int) -> Situation:
    """Return everything known at an instant; raises `SlaError` where there is no agreement to measure by."""
    versions = agreements.versions_in_force(db)
    if not versions:
        raise SlaError("There is no agreement yet: load the sample company, import leads or start your own.")
    known = handovers.load(db)
    counts = counting(known, versions, lambda wanted: lead_fields.meeting(db, wanted))
    return Situation(versions, known, follow_up.edge(db, now), counts)


@dataclass(frozen=True)
class GoalsReport:
    """How each stage stands in a period; `provisional` where it rests on terms that nobody has signed."""

    period: GoalPeriod
    goals: list[StageGoal]
    provisional: bool


def goals_report(db: Session, *, label: str | None, now: int) -> GoalsReport:
    """Return the goals of a month or quarter, without a label those of the running month.

    Raises `NotPossible` for a label that is neither, `SlaError` where there is no agreement to measure by.
    """
    asked = read(label) if label is not None else None
    found = situation(db, now)
    period = asked or month(found.today)
    happened = history.build(build(funnel.read(db)), found.handovers, found.counts, now)
    rows = handed_over_in(found.handovers, *period.bounds(found.calendar), found.counts)
    provisional = found.in_force.provisional or found.is_provisional(rows)
    return GoalsReport(period, stage_goals(found, happened, period), provisional)
