"""The closed sets that facts about a lead are told in. Values are stored; labels are in labels.py."""

from enum import StrEnum


class Stage(StrEnum):
    """The stages of a lead in their order (HubSpot's words)."""

    SUBSCRIBER = "subscriber"
    LEAD = "lead"
    MARKETING_QUALIFIED = "marketing_qualified"
    SALES_QUALIFIED = "sales_qualified"
    OPPORTUNITY = "opportunity"
    CUSTOMER = "customer"

    @property
    def rank(self) -> int:
        """Place in the order, 0 for subscriber."""
        return list(Stage).index(self)


class Basis(StrEnum):
    """What a stage entry rests on."""

    CRITERIA = "criteria"
    CRM = "crm"
    PERSON = "person"


class Channel(StrEnum):
    """How a contact was attempted."""

    CALL = "call"
    EMAIL = "email"
    SMS = "sms"
    MEETING = "meeting"
    SOCIAL = "social"
    OTHER = "other"


class Direction(StrEnum):
    """Who took the initiative."""

    OUTBOUND = "outbound"
    INBOUND = "inbound"


class Outcome(StrEnum):
    """What came of an attempt; an empty outcome is `unknown`: an attempt, no contact."""

    CONNECTED = "connected"
    NO_ANSWER = "no_answer"
    VOICEMAIL = "voicemail"
    WRONG_NUMBER = "wrong_number"
    SENT = "sent"
    REPLIED = "replied"
    BOUNCED = "bounced"
    HELD = "held"
    UNKNOWN = "unknown"


class ReturnReason(StrEnum):
    """Why sales gave a lead back to marketing."""

    WRONG_PERSON = "wrong_person"
    NOT_IDEAL_CUSTOMER = "not_ideal_customer"
    NO_NEED_NOW = "no_need_now"
    DUPLICATE = "duplicate"
    BAD_DATA = "bad_data"
    IN_DIALOGUE = "in_dialogue"


class BreachReason(StrEnum):
    """Why sales' promise was not kept for a lead, in sales' own words."""

    NOBODY_ASSIGNED = "nobody_assigned"
    OUTSIDE_HOURS = "outside_hours"
    FORGOTTEN = "forgotten"
    WRONG_NUMBER = "wrong_number"
    DATA_ERROR = "data_error"


# Returns for these reasons, in time, do not count as delivered: the lead was not what marketing promised.
NOT_DELIVERED = frozenset(set(ReturnReason) - {ReturnReason.NO_NEED_NOW, ReturnReason.IN_DIALOGUE})


class Closing(StrEnum):
    """What ended an episode."""

    RETURNED = "returned"
    WON = "won"
    LOST = "lost"
    MERGED = "merged"
    ERASED = "erased"
