"""The revision clock: when the goals are to be reviewed, the agreement revised, closed days agreed anew.

Days are local dates of the agreement's zone. What is due on a day is overdue from the day after.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sla_core.agreement import AgreementVersion, Status
from sla_core.i18n import Texts
from sla_core.terms import Terms

_SIGNED = (Status.SIGNED, Status.IN_FORCE, Status.SUPERSEDED)
_MONTHS_OF_WARNING = 6


@dataclass(frozen=True)
class RevisionClock:
    """When review and revision are due. Days are counted from today, negative where the day has passed."""

    review_due: date
    revision_due: date
    days_to_review: int
    days_to_revision: int
    review_overdue: bool
    revision_overdue: bool


def due(versions: Sequence[AgreementVersion], reviewed_at: Sequence[int], now: int) -> RevisionClock | None:
    """Return when goals and agreement are due; None while nothing signed is in force.

    The revision counts from the newest full version in force; the review of the goals from the newest of what
    came into force, amendments too, and the recorded reviews (instants). The months are those of the version in
    force now.
    """
    begun = _begun(versions, now)
    full = [since for since, version in begun if not version.amendment]
    if not full:
        return None
    newest, version = begun[-1]
    revision, zone = version.terms.revision, version.terms.calendar.time_zone
    looked_at = max([newest, *(at for at in reviewed_at if at <= now)])
    review_due = months_after(_day(looked_at, zone), revision.months_between_reviews)
    revision_due = months_after(_day(full[-1], zone), revision.months_between_revisions)
    today = _day(now, zone)
    return RevisionClock(
        review_due=review_due,
        revision_due=revision_due,
        days_to_review=(review_due - today).days,
        days_to_revision=(revision_due - today).days,
        review_overdue=today > review_due,
        revision_overdue=today > revision_due,
    )


def _begun(versions: Sequence[AgreementVersion], now: int) -> list[tuple[int, AgreementVersion]]:
    """Return the signed versions that have come into force, in that order, each with the instant."""
    found = [(v.in_force_from, v) for v in versions if v.status in _SIGNED and v.in_force_from is not None]
    return sorted(((since, v) for since, v in found if since <= now), key=lambda pair: pair[0])


def _day(instant: int, zone: str) -> date:
    return datetime.fromtimestamp(instant, ZoneInfo(zone)).date()


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later; in a shorter month its last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def revision_line(clock: RevisionClock, t: Texts) -> str:
    """Return when the agreement is to be revised: `Revision due on 1 Mar 2027, in 96 days`."""
    day, days = t.day(clock.revision_due), clock.days_to_revision
    if clock.revision_overdue:
        return t("Revision overdue since {day}", day=day)
    if not days:
        return t("Revision due today, {day}", day=day)
    return t.plural("Revision due on {day}, in {n} day", "Revision due on {day}, in {n} days", days, day=day)


def review_line(clock: RevisionClock, t: Texts) -> str:
    """Return when the goals are to be reviewed: `Goals review due on 1 Dec 2026, in 6 days`."""
    day, days = t.day(clock.review_due), clock.days_to_review
    if clock.review_overdue:
        return t("Goals review overdue since {day}", day=day)
    if not days:
        return t("Goals review due today, {day}", day=day)
    return t.plural(
        "Goals review due on {day}, in {n} day", "Goals review due on {day}, in {n} days", days, day=day
    )


def closed_days_run_out(terms: Terms, today: date) -> date | None:
    """Return the last agreed closed day where it is less than six months ahead, or over; otherwise None.

    None too where no closed days are agreed at all.
    """
    last = max(terms.calendar.closed, default=None)
    return last if last is not None and last < months_after(today, _MONTHS_OF_WARNING) else None
