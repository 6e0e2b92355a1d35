"""The agenda of a meeting: five steps, each with one question."""

from enum import StrEnum

from sla_core.i18n import mark


class Step(StrEnum):
    """The steps in their order; the value stands in the address."""

    LAST_DECISIONS = "1"
    DELIVERED = "2"
    FOLLOW_UP = "3"
    WAITING = "4"
    DECIDE = "5"


NAMES = {
    Step.LAST_DECISIONS: mark("Last decisions"),
    Step.DELIVERED: mark("Leads delivered"),
    Step.FOLLOW_UP: mark("Follow-up"),
    Step.WAITING: mark("Waiting now"),
    Step.DECIDE: mark("Decide"),
}
QUESTIONS = {
    Step.LAST_DECISIONS: mark("Did we do what we decided?"),
    Step.DELIVERED: mark("Does marketing deliver as promised?"),
    Step.FOLLOW_UP: mark("Does sales follow up as promised?"),
    Step.WAITING: mark("Who waits, and who calls?"),
    Step.DECIDE: mark("What do we decide?"),
}
