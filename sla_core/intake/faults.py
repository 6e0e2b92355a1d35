"""What can be wrong with a row of a file, and how it is said."""

from dataclasses import dataclass
from enum import StrEnum

from sla_core.errors import FileRefused
from sla_core.i18n import mark


class KindUnclear(FileRefused):
    """The headers do not tell what the rows of the file are: the user has to say it."""


class DatesUnclear(FileRefused):
    """All dates of a column can be read in two ways: the user has to say what comes first."""


VALUE_LENGTH = 200  # characters of a refused value that are kept


class Reason(StrEnum):
    """Why a row is refused. Some are found in the file, some only where the leads are known."""

    BAD_DATE = "bad_date"
    AMBIGUOUS_DATE = "ambiguous_date"
    IN_FUTURE = "in_future"
    UNKNOWN_LEAD = "unknown_lead"
    AMBIGUOUS_EMAIL = "ambiguous_email"
    NO_KEY = "no_key"
    DUPLICATE_ID = "duplicate_id"
    DUPLICATE_OF = "duplicate_of"
    RAGGED = "ragged"
    BAD_NUMBER = "bad_number"
    BAD_STAGE = "bad_stage"
    BAD_VALUE = "bad_value"
    NOT_DONE = "not_done"
    ERASED = "erased"
    TOO_LONG = "too_long"


_MESSAGES = {
    Reason.BAD_DATE: mark("“{value}” is not a date that can be read"),
    Reason.AMBIGUOUS_DATE: mark("“{value}” can be read as two different days"),
    Reason.IN_FUTURE: mark("“{value}” lies in the future"),
    Reason.UNKNOWN_LEAD: mark("no lead is known by “{value}”"),
    Reason.AMBIGUOUS_EMAIL: mark("“{value}” belongs to several leads; the lead's id is needed"),
    Reason.NO_KEY: mark("there is neither an id nor an e-mail of the lead"),
    Reason.DUPLICATE_ID: mark("“{value}” comes more than once in the file, with different content"),
    Reason.DUPLICATE_OF: mark("the same act is already recorded as “{value}”"),
    Reason.RAGGED: mark("the row does not have the same number of cells as the header"),
    Reason.BAD_NUMBER: mark("“{value}” is not a number that can be read in one way only"),
    Reason.BAD_STAGE: mark("“{value}” is not a known stage or status"),
    Reason.BAD_VALUE: mark("“{value}” cannot be used in this column"),
    Reason.NOT_DONE: mark("the attempt is planned, cancelled or was missed, so nobody made it"),
    Reason.ERASED: mark("this person was erased and is not taken in again"),
    Reason.TOO_LONG: mark("the text is too long for this column"),
}


def message(reason: Reason) -> str:
    """Return the English sentence of a reason (the key of its translation); `{value}` is the refused value."""
    return _MESSAGES[reason]


@dataclass(frozen=True, slots=True)
class RowError:
    """A refused row: physical first line of the record (header = 1), header of the column, value as it came."""

    line: int
    column: str | None
    value: str
    reason: Reason

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", self.value[:VALUE_LENGTH])
