"""The editors of the draft: for each section its fields, and what was typed into them."""

from collections.abc import Callable
from dataclasses import dataclass

from pages.agree.editors import (
    closed,
    delivery,
    hours,
    inputs,
    measures,
    parties,
    personas,
    promises,
    targets,
)
from pages.agree.editors.form import Form
from sla_core.sections import Section, Value

__all__ = ["EDITORS", "Editor", "Form"]


def _nothing(_: Form) -> None:
    """Draw nothing."""


@dataclass(frozen=True)
class Editor:
    """How a section is asked for (`ask`) and read (`read`, which raises `SlaError` for what cannot be agreed).

    `look` shows what the clauses do not spell out to those who may not edit. `before` and `after` stand outside of
    the form, `beside` is one more button beside the one that saves.
    Where `is_form` is False every change is known at once.
    """

    ask: Callable[[Form], None]
    read: Callable[[Form], Value]
    look: Callable[[Form], None] = _nothing
    before: Callable[[Form], None] = _nothing
    beside: Callable[[Form], None] = _nothing
    after: Callable[[Form], None] = _nothing
    is_form: bool = True


# The lead criteria have none yet.
EDITORS: dict[Section, Editor] = {
    Section.PARTIES: Editor(parties.ask, parties.read, after=parties.enter_people),
    Section.PERSONAS: Editor(personas.ask, personas.read, look=personas.draw_all, before=personas.draw_all),
    Section.HOURS: Editor(hours.ask, hours.read, look=hours.look),
    Section.CLOSED: Editor(closed.ask, closed.read, look=closed.look),
    Section.HANDOVER: Editor(promises.ask_handover, promises.handover),
    Section.DELIVERY: Editor(delivery.ask, delivery.read, is_form=False),
    Section.INPUTS: Editor(inputs.ask, inputs.read),
    Section.TARGETS: Editor(
        targets.ask, targets.read, beside=targets.offer_amendment, after=targets.amendment_explained
    ),
    Section.RESPONSE: Editor(promises.ask_response, promises.response),
    Section.ATTEMPTS: Editor(promises.ask_attempts, promises.attempts),
    Section.EARLY_CONTACT: Editor(promises.ask_early_contact, promises.early_contact),
    Section.CAPACITY: Editor(promises.ask_capacity, promises.capacity),
    Section.METRICS: Editor(measures.ask_metrics, measures.metrics),
    Section.LIMITS: Editor(measures.ask_limits, measures.limits),
    Section.WHEN_MISSED: Editor(measures.ask_when_missed, measures.when_missed),
    Section.REVISION: Editor(measures.ask_revision, measures.revision),
}
