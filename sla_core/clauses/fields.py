"""The fields of the terms: what each is called, and its value in words without markup."""

from collections.abc import Callable
from typing import Any, TypeAlias

from sla_core import labels
from sla_core.clauses.conditions import bands, definition, most
from sla_core.clauses.marketing import initiative
from sla_core.clauses.one_goal import persona
from sla_core.clauses.together import reviews, revisions
from sla_core.i18n import Texts, mark
from sla_core.terms import ClockStart, Pace, Revision, StopsAt, Terms
from sla_core.wording import NOTHING, as_typed, channels, duration, money, share, weekday

Words: TypeAlias = Callable[[Any, Terms, Texts], str]  # of a value; the terms it stands in say its currency


def typed(value: str, _: Terms, __: Texts) -> str:
    """Return user text as it was typed."""
    return as_typed(value) or NOTHING


def _number(value: int, _: Terms, t: Texts) -> str:
    return t.number(value)


def _share(value: Any, _: Terms, t: Texts) -> str:
    return share(value, t)


def _money(value: Any, terms: Terms, t: Texts) -> str:
    return money(value, as_typed(terms.marketing.currency), t)


def _duration(value: Any, _: Terms, t: Texts) -> str:
    return duration(value, t)


def _days(value: int, _: Terms, t: Texts) -> str:
    return t.plural("{n} day", "{n} days", value)


def _listed(words: Callable[[Any, Texts], str]) -> Words:
    return lambda value, _, t: "; ".join(words(one, t) for one in value) or NOTHING


def _pace(value: Pace, _: Terms, t: Texts) -> str:
    revision = Revision(pace=value)
    return f"{reviews(revision, t)} {revisions(revision, t)}".replace("**", "")


_CLOCK_START = {ClockStart.HANDOVER: mark("the handover"), ClockStart.ASSIGNMENT: mark("the assignment")}
_STOPS_AT = {StopsAt.ATTEMPT: mark("the first attempt"), StopsAt.CONTACT: mark("the first contact")}
FIELDS: dict[str, tuple[str, Words]] = {
    "company": (mark("Company"), typed),
    "personas": (mark("Ideal customers"), _listed(persona)),
    "calendar.time_zone": (mark("Time zone"), typed),
    "scoring.grades": (mark("Grades by points"), lambda value, _, t: bands(value, t)),
    "scoring.ratings": (mark("Ratings by points"), lambda value, _, t: bands(value, t)),
    "scoring.caps": (mark("Most points for what a lead does"), lambda value, _, t: most(value, t) or NOTHING),
    "handover.event": (
        mark("When leads are handed over"),
        lambda value, _, t: t(labels.HANDOVER_EVENTS[value]),
    ),
    "handover.stage": (mark("Stage of the handover"), lambda value, _, t: t(labels.STAGES[value])),
    "handover.clock_start": (
        mark("Sales' time runs from"),
        lambda value, _, t: t(_CLOCK_START[value]),
    ),
    "handover.assign_within": (mark("Longest time until somebody is assigned"), _duration),
    "handover.late_data_after": (mark("Data are late after"), _duration),
    "delivery.counts": (
        mark("Which leads count as delivered"),
        lambda value, _, t: definition(value, t) or t("all"),
    ),
    "marketing.journey_days": (mark("From lead to customer"), _days),
    "marketing.lifetime_value": (mark("Lifetime value of a customer"), _money),
    "marketing.average_purchase": (mark("Average purchase"), _money),
    "marketing.revenue_goal": (mark("Revenue goal a year"), _money),
    "marketing.marketing_share": (mark("Share of marketing's leads in it"), _share),
    "marketing.visits_per_month": (mark("Visits a month"), _number),
    "marketing.currency": (mark("Currency"), typed),
    "marketing.initiatives": (mark("How we get there"), _listed(initiative)),
    "sales.respond_within": (mark("Sales contacts within"), _duration),
    "sales.stops_at": (mark("What stops the clock"), lambda value, _, t: t(_STOPS_AT[value])),
    "sales.counts_before": (mark("Counts before the handover, up to"), _duration),
    "sales.attempts_at_least": (mark("Fewest attempts"), _number),
    "sales.attempts_within": (mark("Time for the fewest attempts"), _duration),
    "sales.attempts_at_most": (mark("Most attempts"), _number),
    "sales.accept_within": (mark("Sales accepts or returns within"), _duration),
    "sales.reps": (mark("People in sales"), _number),
    "sales.hours_per_rep_and_week": (mark("Hours a week for each of them"), _number),
    "sales.minutes_per_attempt": (mark("Minutes per attempt"), _number),
    "early_contact.allowed": (
        mark("Contact before the handover"),
        lambda value, _, t: t("allowed") if value else t("not allowed"),
    ),
    "early_contact.who": (mark("Early contact: who may"), typed),
    "early_contact.channels": (
        mark("Early contact: channels"),
        lambda value, _, t: channels(value, t) or t("any channel"),
    ),
    "early_contact.at_most": (mark("Early contact: how often at most"), _number),
    "early_contact.legal_basis": (mark("Early contact: legal basis"), typed),
    "early_contact.first": (mark("Early contact: what comes first"), typed),
    "limits.least_cases": (mark("Fewest cases that are judged"), _number),
    "limits.in_time_kept": (mark("In time: kept from"), _share),
    "limits.in_time_at_risk": (mark("In time: at risk from"), _share),
    "limits.waiting_at_risk": (mark("Waiting too long: at risk up to"), _share),
    "limits.delivered_kept": (mark("Delivered: kept from"), _share),
    "limits.delivered_at_risk": (mark("Delivered: at risk from"), _share),
    "limits.more_than_agreed": (mark("Delivered: more than agreed above"), _share),
    "limits.due_soon_from": (mark("A deadline is near from"), _share),
    "revision.pace": (mark("How often we look again"), _pace),
    "revision.check_day": (mark("Day of the weekly check"), lambda value, _, t: weekday(value, t)),
    "revision.check_time": (mark("Time of the weekly check"), typed),
}
