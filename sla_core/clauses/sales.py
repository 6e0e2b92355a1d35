"""Chapter 3: when sales gets a lead, how soon and how often it contacts it, and what it does not do."""

from sla_core import labels
from sla_core.clauses.model import Clause
from sla_core.i18n import Texts, mark
from sla_core.leads import ReturnReason
from sla_core.sections import Section
from sla_core.terms import (
    ClockStart,
    EarlyContact,
    Handover,
    HandoverEvent,
    Metric,
    SalesPromise,
    StopsAt,
    Terms,
)
from sla_core.wording import as_typed, channels, duration, one_of, sentence, stage, within

_HANDED_OVER = {
    HandoverEvent.CRM_STAGE: mark(
        "A lead is handed over to sales **when the CRM moves it to {stage}** or a later stage."
    ),
    HandoverEvent.CRITERIA: mark(
        "A lead is handed over to sales **when it meets the criteria for {stage}** or a later stage."
    ),
    HandoverEvent.CREATED: mark("A lead is handed over to sales **as soon as it is created**."),
    HandoverEvent.ASSIGNED: mark("A lead is handed over to sales **when somebody is assigned to it**."),
}
_STOPS = {
    StopsAt.ATTEMPT: mark("**The first attempt** stops the clock, whatever came of it."),
    StopsAt.CONTACT: mark(
        "**The first contact** stops the clock: somebody answered, replied or met with us."
    ),
}


def clauses(terms: Terms, t: Texts) -> tuple[Clause, ...]:
    """Return the clauses of the chapter."""
    promise, early = terms.sales, terms.early_contact
    return (
        Clause("3.1", Section.HANDOVER, _handed_over(terms.handover, t)),
        Clause("3.2", Section.HANDOVER, _clock_start(terms.handover, t)),
        Clause("3.3", Section.RESPONSE, _respond(promise, t), Metric.IN_TIME),
        Clause("3.4", Section.RESPONSE, _stops(promise, t)),
        Clause("3.5", Section.RESPONSE, _counts_before(promise, t)),
        Clause("3.6", Section.ATTEMPTS, f"{_floor(promise, t)} {_cap(promise, t)}", Metric.ATTEMPTS),
        Clause("3.7", Section.ATTEMPTS, _accept(promise, t), Metric.RETURNED),
        Clause("3.8", Section.EARLY_CONTACT, _early(early, t), Metric.EARLY_CONTACT),
        Clause("3.9", Section.EARLY_CONTACT, f"{_legal_basis(early, t)} {_first(early, t)}"),
        Clause("3.10", Section.CAPACITY, _capacity(promise, t)),
    )


def _handed_over(handover: Handover, t: Texts) -> str:
    event = t(_HANDED_OVER[handover.event], stage=stage(handover.stage, t))
    exceptions = t(
        "Where the data name a day of handover, that day counts. Leads that sales finds itself are not handed over."
    )
    return f"{event} {exceptions}"


def _clock_start(handover: Handover, t: Texts) -> str:
    if handover.clock_start is ClockStart.HANDOVER:
        return t("Sales' time runs **from the handover**.")
    if not handover.assign_within.amount:
        return t("Sales' time runs **from when somebody is assigned**, at the latest from the handover.")
    return t(
        "Sales' time runs **from when somebody is assigned**, at the latest **{time} after the handover**.",
        time=duration(handover.assign_within, t),
    )


def _respond(promise: SalesPromise, t: Texts) -> str:
    return t(
        "Sales contacts every lead that is handed over **{within}**, unless 2.10 says otherwise for its grade "
        "and rating.",
        within=within(promise.respond_within, t),
    )


def _stops(promise: SalesPromise, t: Texts) -> str:
    stops = t(_STOPS[promise.stops_at])
    always = t(
        "A call or meeting that the lead takes the initiative to stops it too, when one of us takes part. Notes, "
        "tasks, automatic replies and bulk mail stop nothing."
    )
    return f"{stops} {always}"


def _counts_before(promise: SalesPromise, t: Texts) -> str:
    if not promise.counts_before.amount:
        return t("What sales did before the handover does not count.")
    return t(
        "What sales did up to **{time} before the handover** counts as done in time.",
        time=duration(promise.counts_before, t),
    )


def _floor(promise: SalesPromise, t: Texts) -> str:
    if not promise.attempts_at_least:
        return t("No least number of attempts is agreed.")
    return t.plural(
        "Sales makes **at least {n} attempt {within}** as long as it has not reached the lead.",
        "Sales makes **at least {n} attempts {within}** as long as it has not reached the lead.",
        promise.attempts_at_least,
        within=within(promise.attempts_within, t),
    )


def _cap(promise: SalesPromise, t: Texts) -> str:
    return t.plural(
        "Sales never makes **more than {n}** attempt to reach a lead.",
        "Sales never makes **more than {n}** attempts to reach a lead.",
        promise.attempts_at_most,
    )


def _accept(promise: SalesPromise, t: Texts) -> str:
    return t(
        "Sales accepts a lead, or returns it with a reason, **{within}**. The reason is {reasons}. Silence counts as "
        "accepted.",
        within=within(promise.accept_within, t),
        reasons=one_of([t(labels.RETURN_REASONS[why]) for why in ReturnReason], t),
    )


def _early(early: EarlyContact, t: Texts) -> str:
    if not early.allowed:
        return t("Before the handover, sales **does not contact** a lead.")
    allowed = t.plural(
        "Before the handover, sales may contact a lead **at most once, by {channels}**.",
        "Before the handover, sales may contact a lead **at most {n} times, by {channels}**.",
        early.at_most,
        channels=channels(early.channels, t) or t("any channel"),
    )
    who = sentence(as_typed(early.who))
    named = t("Who may: {who}", who=who) if early.who else t("Who may is not agreed yet.")
    return f"{allowed} {named}"


def _legal_basis(early: EarlyContact, t: Texts) -> str:
    if not early.legal_basis:
        return t("No legal basis for such contact is agreed yet.")
    return t(
        "Legal basis where such contact is allowed: **{basis}**", basis=sentence(as_typed(early.legal_basis))
    )


def _first(early: EarlyContact, t: Texts) -> str:
    if not early.first:
        return t("Nothing has to be done before it.")
    return t("Before it: {what}", what=sentence(as_typed(early.first)))


def _capacity(promise: SalesPromise, t: Texts) -> str:
    known = [
        None if promise.reps is None else t.plural("**{n} person**", "**{n} people**", promise.reps),
        None
        if promise.hours_per_rep_and_week is None
        else t.plural(
            "**{n} hour a week** each", "**{n} hours a week** each", promise.hours_per_rep_and_week
        ),
        None
        if promise.minutes_per_attempt is None
        else t.plural(
            "**{n} minute** per attempt", "**{n} minutes** per attempt", promise.minutes_per_attempt
        ),
    ]
    told = [part for part in known if part]
    if not told:
        return t("How many people and hours sales has for this is not agreed yet.")
    return t("For this, sales reckons with {capacity}.", capacity=", ".join(told))
