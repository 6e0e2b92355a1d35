"""How leads are ranked, and what is done with each rank."""

from decimal import Decimal

from pydantic import Field, PositiveInt

from sla_core.conditions import Band, Document, EngagementRule, FitRule
from sla_core.leads import Channel
from sla_core.people import Department
from sla_core.terms.amounts import Duration


class MostPoints(Document):
    """The most points that a group of engagement rules, and all of them together, can give; none by default."""

    groups: dict[str, PositiveInt] = Field(default_factory=dict)
    total: PositiveInt | None = None


class Scoring(Document):
    """How leads are ranked on two axes that are never added for a decision."""

    fit: tuple[FitRule, ...] = ()
    engagement: tuple[EngagementRule, ...] = ()
    grades: tuple[Band, ...] = (
        Band(label="A", minimum=Decimal(60)),
        Band(label="B", minimum=Decimal(40)),
        Band(label="C", minimum=Decimal(20)),
        Band(label="D", minimum=Decimal(0)),
    )
    ratings: tuple[Band, ...] = (
        Band(label="1", minimum=Decimal(60)),
        Band(label="2", minimum=Decimal(25)),
        Band(label="3", minimum=Decimal(0)),
    )
    caps: MostPoints = MostPoints()


class Treatment(Document):
    """What is done with the leads of one cell, by whom, how soon."""

    grade: str
    rating: str
    name: str
    owner: Department
    action: str
    respond_within: Duration | None = None  # None: the promise's
    channels: tuple[Channel, ...] = ()
