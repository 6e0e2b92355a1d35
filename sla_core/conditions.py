"""Conditions as data: the criteria of the agreement are never code, so that they can be signed."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PositiveInt


class Document(BaseModel):
    """Base of everything in a signed document: frozen, and nothing unknown slips in."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Operator(StrEnum):
    """How a field is compared: text trimmed and case-folded; an unknown value is neither yes nor no."""

    IS = "is"
    IS_ANY_OF = "is_any_of"
    CONTAINS = "contains"
    STARTS_WITH = "starts_with"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"
    IS_KNOWN = "is_known"
    IS_NOT_KNOWN = "is_not_known"


class AttributeCondition(Document):
    """Something known about the lead: `company_size at_least 20`."""

    on: Literal["attribute"] = "attribute"
    field: str
    operator: Operator
    values: tuple[str, ...] = ()


class ActivityCondition(Document):
    """Something the lead did: at least n times (or n different topics) within so many days."""

    on: Literal["activity"] = "activity"
    kind: str
    topic: str | None = None  # pattern with * for any text
    at_least: PositiveInt = 1
    distinct_topics: bool = False
    within_days: PositiveInt | None = None


class ScoreCondition(Document):
    """A band reached on one axis: grade B or better, rating 2 or better."""

    on: Literal["score"] = "score"
    axis: Literal["fit", "engagement"]
    at_least: str


Condition = Annotated[AttributeCondition | ActivityCondition | ScoreCondition, Field(discriminator="on")]


class LeadDefinition(Document):
    """What makes a contact a lead, an MQL or an SQL: all of these and, where given, any of those."""

    all_of: tuple[Condition, ...] = ()
    any_of: tuple[Condition, ...] = ()


class FitRule(Document):
    """Points for what the lead is. May be negative."""

    id: str
    condition: AttributeCondition
    points: int
    on: bool = True


class EngagementRule(Document):
    """Points for what the lead does: the most recent ones in the window, fading with age."""

    id: str
    condition: ActivityCondition
    points: int
    at_most: PositiveInt | None = None
    half_life_days: PositiveInt | None = None
    group: str | None = None
    on: bool = True


class Band(Document):
    """A label on an axis and the least points for it."""

    label: str
    minimum: Decimal
