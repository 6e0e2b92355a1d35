"""The question "When does sales get these leads?": at a time in the file, or by the agreed event."""

from collections.abc import Sequence

import streamlit as st

from db.versions import DatabaseKind, Versions
from pages.setup import open_files
from sla_core import labels
from sla_core.i18n import Texts
from sla_core.intake.fields import STAGE_DATES, Kind, Type
from sla_core.intake.look import Look
from sla_core.situation import Situation
from sla_core.terms import HandoverEvent

_EVENTS = (HandoverEvent.CREATED, HandoverEvent.CRM_STAGE, HandoverEvent.ASSIGNED)
_HANDED_OVER_STAGES = set(STAGE_DATES[2:])  # from SQL on


def ask(seen: Look, known: Versions, now: Situation, t: Texts) -> HandoverEvent | str | None:
    """Ask; return the event, or the column of the time; None where the file has no leads."""
    if seen.kind is not Kind.LEADS:
        return None
    is_first = known.kind is DatabaseKind.EMPTY
    events: Sequence[HandoverEvent] = _EVENTS if is_first else (now.in_force.terms.handover.event,)
    columns = [
        field.header
        for field in seen.fields
        if field.header and field.field.type is Type.INSTANT and field.readable
    ]
    options: list[HandoverEvent | str] = [*events, *dict.fromkeys(columns)]
    stated = next((f.header for f in seen.fields if f.field.name == "handed_over_at"), None)
    default: HandoverEvent | str = stated or (open_files.event() or _likely(seen) if is_first else events[0])
    return st.selectbox(
        t("When does sales get these leads?"),
        options,
        index=options.index(default),
        format_func=lambda option: _words(option, is_first, t),
    )


def _likely(seen: Look) -> HandoverEvent:
    tells_stages = any(field.header and field.field.name in _HANDED_OVER_STAGES for field in seen.fields)
    return HandoverEvent.CRM_STAGE if tells_stages else HandoverEvent.CREATED


def _words(option: HandoverEvent | str, is_first: bool, t: Texts) -> str:
    if not isinstance(option, HandoverEvent):
        return t("At the time under “{column}”", column=option)
    event = t(labels.HANDOVER_EVENTS[option])
    return event if is_first else t("As agreed: {event}", event=event)
