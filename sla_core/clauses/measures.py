"""Chapter 4: how the figures are counted, from where on a promise is kept, and which time counts."""

from sla_core.clauses.model import Clause
from sla_core.i18n import Texts, mark
from sla_core.sections import Section
from sla_core.terms import CalendarTerms, Handover, Metric, StatusLimits, Terms
from sla_core.wording import city, duration, open_hours, share, span

METRICS = {
    Metric.DELIVERED: mark("Delivered leads"),
    Metric.IN_TIME: mark("Contacted in time"),
    Metric.WAITING: mark("Waiting too long"),
    Metric.RESPONSE_TIME: mark("Response time"),
    Metric.ATTEMPTS: mark("Contact attempts"),
    Metric.RETURNED: mark("Returned leads"),
    Metric.EARLY_CONTACT: mark("Contacted before the handover"),
    Metric.CUSTOMERS: mark("New customers"),
}
_DEFINITIONS = {
    Metric.DELIVERED: mark(
        "leads that count by 2.3, by the day of the handover, less the returned ones. Expected by today is the "
        "month's target times the share of its working time that has passed; too many is a finding as much as too "
        "few."
    ),
    Metric.IN_TIME: mark(
        "leads contacted by their deadline as a share of all that can be judged: met ÷ (met + late + overdue). Those "
        "not yet due and those that cannot be measured stand beside it. A lead belongs to the day of its deadline; "
        "the version in force at its handover judges it."
    ),
    Metric.WAITING: mark(
        "leads that wait for contact now and whose deadline has passed, out of all that wait."
    ),
    Metric.RESPONSE_TIME: mark(
        "working time from when sales' time begins (3.2) until the clock stops (3.4): the time within which half of "
        "the leads were contacted, and nine of ten. One not contacted counts as longer than any; one contacted before "
        "the handover is left out."
    ),
    Metric.ATTEMPTS: mark(
        "leads for which sales made fewer or more attempts than 3.6 says. An attempt is a call, a message or a "
        "meeting from a person of ours; too many are counted until the first contact."
    ),
    Metric.RETURNED: mark(
        "leads that sales returned, by reason. They always stand beside the share contacted in time. A lead returned "
        "too late counts as accepted."
    ),
    Metric.EARLY_CONTACT: mark("leads that sales contacted before their first handover, against 3.8."),
    Metric.CUSTOMERS: mark(
        "leads that became customers in the calendar year. Expected by today is counted as for delivered leads."
    ),
}
# These two have no promise of their own: their clause here is the one with the figure.
_FIGURES_HERE = (Metric.WAITING, Metric.RESPONSE_TIME)


def clauses(terms: Terms, t: Texts) -> tuple[Clause, ...]:
    """Return the clauses of the chapter."""
    metrics = [
        Clause(
            f"4.{place}",
            Section.METRICS,
            _metric(metric, terms, t),
            metric if metric in _FIGURES_HERE else None,
        )
        for place, metric in enumerate(Metric, start=1)
    ]
    return (
        *metrics,
        Clause("4.9", Section.LIMITS, _sales_limits(terms.limits, t)),
        Clause("4.10", Section.LIMITS, _marketing_limits(terms.limits, t)),
        Clause("4.11", Section.HOURS, f"{_hours(terms.calendar, t)} {_other_hours(terms.calendar, t)}"),
        Clause("4.12", Section.CLOSED, _closed(terms.calendar, t)),
        Clause("4.13", Section.HANDOVER, _late_data(terms.handover, t)),
    )


def _metric(metric: Metric, terms: Terms, t: Texts) -> str:
    name = t(METRICS[metric])
    if metric not in terms.metrics:
        return t("**{figure}** is not among the agreed figures.", figure=name)
    return f"**{name}**: {t(_DEFINITIONS[metric])}"


def _sales_limits(limits: StatusLimits, t: Texts) -> str:
    return t(
        "Follow-up is kept from **{kept}** in time, at risk from {at_risk}, and broken below that. Waiting is kept "
        "when **nobody** waits too long, at risk up to {waiting} of those who wait, and broken above that. A deadline "
        "is near when {due_soon} of the time is used.",
        kept=share(limits.in_time_kept, t),
        at_risk=share(limits.in_time_at_risk, t),
        waiting=share(limits.waiting_at_risk, t),
        due_soon=share(limits.due_soon_from, t),
    )


def _marketing_limits(limits: StatusLimits, t: Texts) -> str:
    told = t(
        "Delivery is kept from **{kept}** of what is expected by today, at risk from {at_risk}, and broken below that; "
        "above {more} it is more than agreed.",
        kept=share(limits.delivered_kept, t),
        at_risk=share(limits.delivered_at_risk, t),
        more=share(limits.more_than_agreed, t),
    )
    few = t(
        "Below **{n}** cases neither delivery nor follow-up is judged: too little data.",
        n=t.number(limits.least_cases),
    )
    return f"{told} {few}"


def _hours(calendar: CalendarTerms, t: Texts) -> str:
    hours = open_hours(calendar, t)
    if not hours:
        return t("No working hours are agreed yet (time zone {zone}).", zone=calendar.time_zone)
    told = t(
        "Only working time counts: **{hours}, {city}** (time zone {zone}).",
        hours=hours,
        city=city(calendar),
        zone=calendar.time_zone,
    )
    days = t("A limit in working days ends when the last of them closes; exactly at the limit is in time.")
    return f"{told} {days}"


def _other_hours(calendar: CalendarTerms, t: Texts) -> str:
    if not calendar.exceptions:
        return t("No single day has other hours.")
    return t.plural(
        "{n} day has other hours ({days}).",
        "{n} days have other hours ({days}).",
        len(calendar.exceptions),
        days=span(calendar.exceptions, t),
    )


def _closed(calendar: CalendarTerms, t: Texts) -> str:
    if not calendar.closed:
        return t("No closed days are agreed yet.")
    return t.plural(
        "**{n} closed day** is agreed ({days}). No time counts on it.",
        "**{n} closed days** are agreed ({days}). No time counts on them.",
        len(calendar.closed),
        days=span(calendar.closed, t),
    )


def _late_data(handover: Handover, t: Texts) -> str:
    if not handover.late_data_after.amount:
        return t(
            "Where the data that made a lead ready came after the handover, sales is not judged on it. The lead stays "
            "on the waiting list."
        )
    return t(
        "Where the data that made a lead ready came more than **{time}** after the handover, sales is not judged on "
        "it. The lead stays on the waiting list.",
        time=duration(handover.late_data_after, t),
    )
