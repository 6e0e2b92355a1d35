"""Editors of what sales promises: handover, response time, attempts, early contact, capacity."""

import streamlit as st

from pages.agree.editors import fields
from pages.agree.editors.form import Form
from pages.ui import session
from pages.ui.text import quiet
from sla_core import labels
from sla_core.leads import Channel, Stage
from sla_core.sections import Value
from sla_core.terms import ClockStart, HandoverEvent, StopsAt

_MOST_ATTEMPTS = 1_000
_MOST_PEOPLE = 100_000
_HOURS_A_WEEK = 168
_MINUTES_A_DAY = 1_440


def ask_handover(form: Form) -> None:
    """Ask when a lead passes to sales, and from when its time runs."""
    with st.container(horizontal=True):
        fields.ask_one_of(form, "handover.event", list(HandoverEvent))
        fields.ask_one_of(form, "handover.stage", list(Stage))
    with st.container(horizontal=True):
        fields.ask_one_of(form, "handover.clock_start", list(ClockStart))
        fields.ask_duration(form, "handover.assign_within")
    fields.ask_duration(form, "handover.late_data_after")


def handover(form: Form) -> Value:
    """Return what was typed about the handover."""
    return {
        "handover": {
            "event": fields.one_of(form, "handover.event"),
            "stage": fields.one_of(form, "handover.stage"),
            "clock_start": fields.one_of(form, "handover.clock_start"),
            "assign_within": fields.duration(form, "handover.assign_within"),
            "late_data_after": fields.duration(form, "handover.late_data_after"),
        }
    }


def ask_response(form: Form) -> None:
    """Ask how soon sales responds, and what counts as a response."""
    fields.ask_duration(form, "sales.respond_within")
    fields.ask_one_of(form, "sales.stops_at", list(StopsAt))
    fields.ask_duration(form, "sales.counts_before")


def response(form: Form) -> Value:
    """Return what was typed about the response time."""
    return {
        "sales.respond_within": fields.duration(form, "sales.respond_within"),
        "sales.stops_at": fields.one_of(form, "sales.stops_at"),
        "sales.counts_before": fields.duration(form, "sales.counts_before"),
    }


def ask_attempts(form: Form) -> None:
    """Ask for the floor and the cap of attempts, and when a lead is accepted."""
    with st.container(horizontal=True):
        fields.ask_whole(form, "sales.attempts_at_least")
        fields.ask_duration(form, "sales.attempts_within")
    fields.ask_whole(form, "sales.attempts_at_most")
    fields.ask_duration(form, "sales.accept_within")


def attempts(form: Form) -> Value:
    """Return what was typed about attempts."""
    return {
        "sales.attempts_at_least": fields.whole(form, "sales.attempts_at_least", _MOST_ATTEMPTS),
        "sales.attempts_within": fields.duration(form, "sales.attempts_within"),
        "sales.attempts_at_most": fields.whole(form, "sales.attempts_at_most", _MOST_ATTEMPTS, least=1),
        "sales.accept_within": fields.duration(form, "sales.accept_within"),
    }


def ask_early_contact(form: Form) -> None:
    """Ask whether sales may contact a lead before it is handed over, and how."""
    t = form.t
    st.toggle(
        t("Sales may contact a lead before the handover"),
        form.at("early_contact.allowed"),
        key=form.key("early_contact.allowed"),
    )
    with st.container(horizontal=True):
        fields.ask_text(form, "early_contact.who")
        fields.ask_whole(form, "early_contact.at_most")
    st.multiselect(
        form.label("early_contact.channels"),
        list(Channel),
        [Channel(channel) for channel in form.at("early_contact.channels")],
        format_func=lambda channel: t(labels.CHANNELS[channel]),
        key=form.key("early_contact.channels"),
        placeholder=t("any channel"),
        width=session.size().px(2 * fields.WIDE),
    )
    fields.ask_text(form, "early_contact.legal_basis", 2 * fields.WIDE)
    st.markdown(
        quiet(
            t(
                "E-mail to a named person's address at work generally needs consent in Norway (Marketing Control Act, "
                "section 15). Handslag gives no legal advice."
            )
        )
    )
    fields.ask_text(form, "early_contact.first", 2 * fields.WIDE)


def early_contact(form: Form) -> Value:
    """Return what was typed about early contact."""
    return {
        "early_contact": {
            "allowed": bool(form.typed("early_contact.allowed")),
            "who": fields.text(form, "early_contact.who"),
            "channels": [channel.value for channel in form.typed("early_contact.channels")],
            "at_most": fields.whole(form, "early_contact.at_most", _MOST_ATTEMPTS),
            "legal_basis": fields.text(form, "early_contact.legal_basis"),
            "first": fields.text(form, "early_contact.first"),
        }
    }


def ask_capacity(form: Form) -> None:
    """Ask how much sales can do."""
    with st.container(horizontal=True):
        for path in form.opened:
            fields.ask_amount(form, path)


def capacity(form: Form) -> Value:
    """Return what was typed about capacity."""
    most = {
        "sales.reps": _MOST_PEOPLE,
        "sales.hours_per_rep_and_week": _HOURS_A_WEEK,
        "sales.minutes_per_attempt": _MINUTES_A_DAY,
    }
    return {path: fields.count(form, path, limit) for path, limit in most.items()}
