"""What a file can tell us: the kinds of files and the fields of each, under the names of our own plain files."""

from dataclasses import dataclass
from enum import StrEnum

TEXT_LENGTH = 500
NOTE_LENGTH = 5_000


class Kind(StrEnum):
    """What the rows of a file are. The order is the one in which files of one import are taken in."""

    LEADS = "leads"
    STAGES = "stages"
    ACTIVITIES = "activities"
    ATTEMPTS = "attempts"
    TRAFFIC = "traffic"


class Type(StrEnum):
    """How the cells of a field are read, and as what Python value they come out."""

    TEXT = "text"  # str
    ID = "id"  # str; leading zeros stay, "null" and the like mean no id
    EMAIL = "email"  # str with an @
    EMAIL_KEY = "email_key"  # str, trimmed and case-folded
    INSTANT = "instant"  # int, UTC epoch second, with `<field>_span` beside it
    MONTH = "month"  # str YYYY-MM
    MONEY = "money"  # Decimal
    COUNT = "count"  # int from 0
    BOOLEAN = "boolean"  # bool
    STAGE = "stage"  # str, a Stage or, for presets that keep them, the CRM's own word
    STATUS = "status"  # presets.Status; a preset turns it into stage, won and lost
    CHANNEL = "channel"  # str, a Channel
    DIRECTION = "direction"  # str, a Direction
    OUTCOME = "outcome"  # str, an Outcome; empty = unknown
    DONE = "done"  # True; anything else refuses the row


@dataclass(frozen=True)
class Field:
    """A target of the mapping. `private` ones (free text) are taken only when the user names their column."""

    name: str
    type: Type
    limit: int = TEXT_LENGTH  # characters
    private: bool = False
    planned: bool = False  # dates that may lie ahead; such a date is a plan and read as none
    daily: bool = False  # dates whose time of day is the export's own invention (midnight UTC)


def _fields(type_: Type, names: str) -> tuple[Field, ...]:
    return tuple(Field(name, type_) for name in names.split())


_LEAD_KEY = (Field("lead_external_id", Type.ID), Field("lead_email", Type.EMAIL_KEY))
STAGE_DATES = ("lead_at", "marketing_qualified_at", "sales_qualified_at", "opportunity_at", "customer_at")

FIELDS: dict[Kind, tuple[Field, ...]] = {
    Kind.LEADS: (
        Field("external_id", Type.ID),
        Field("email", Type.EMAIL),
        *_fields(Type.TEXT, "first_name last_name title company company_size industry country city"),
        *_fields(Type.TEXT, "source campaign owner persona"),
        *_fields(
            Type.INSTANT, "created_at handed_over_at owner_assigned_at first_attempt_at first_contact_at"
        ),
        Field("stage", Type.STAGE),
        Field("won", Type.BOOLEAN),
        Field("won_at", Type.INSTANT),
        Field("lost", Type.BOOLEAN),
        Field("lost_at", Type.INSTANT),
        Field("amount", Type.MONEY),
        *_fields(Type.TEXT, "currency consent"),
        *(Field(name, Type.INSTANT) for name in STAGE_DATES),
    ),
    Kind.STAGES: (*_LEAD_KEY, Field("stage", Type.STAGE), Field("entered_at", Type.INSTANT)),
    Kind.ACTIVITIES: (
        *_LEAD_KEY,
        *_fields(Type.TEXT, "kind topic"),
        Field("occurred_at", Type.INSTANT),
        Field("external_id", Type.ID),
    ),
    Kind.ATTEMPTS: (
        *_LEAD_KEY,
        Field("channel", Type.CHANNEL),
        Field("direction", Type.DIRECTION),
        Field("outcome", Type.OUTCOME),
        Field("done", Type.DONE),
        Field("occurred_at", Type.INSTANT),
        Field("person", Type.TEXT),
        Field("note", Type.TEXT, limit=NOTE_LENGTH, private=True),
        Field("external_id", Type.ID),
    ),
    Kind.TRAFFIC: (Field("month", Type.MONTH), Field("visits", Type.COUNT), Field("source", Type.TEXT)),
}

# Fields that lead to the lead: at least one must be mapped, and filled in each row.
KEYS: dict[Kind, tuple[str, ...]] = {
    Kind.LEADS: ("external_id", "email"),
    Kind.STAGES: ("lead_external_id", "lead_email"),
    Kind.ACTIVITIES: ("lead_external_id", "lead_email"),
    Kind.ATTEMPTS: ("lead_external_id", "lead_email"),
    Kind.TRAFFIC: (),
}

# Fields without which a row says nothing: the column must be there (or set for all rows), the cell filled.
REQUIRED: dict[Kind, tuple[str, ...]] = {
    Kind.LEADS: (),
    Kind.STAGES: ("stage", "entered_at"),
    Kind.ACTIVITIES: ("kind", "occurred_at"),
    Kind.ATTEMPTS: ("channel", "direction", "occurred_at"),
    Kind.TRAFFIC: ("month", "visits"),
}

# What a file without such a column means. Said in the result, never applied to single empty cells.
WITHOUT_COLUMN: dict[str, str] = {"channel": "other", "direction": "outbound"}


def type_of(kind: Kind, name: str) -> Type | None:
    """Return how a field of this kind of file is read; None for a header that is kept as it is."""
    return next((field.type for field in FIELDS[kind] if field.name == name), None)
