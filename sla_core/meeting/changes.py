"""What has changed from one meeting to the next, in words: then and now, each with its n."""

from sla_core.i18n import NBSP, Texts
from sla_core.meeting.snapshot import Snapshot
from sla_core.meeting.words import share_in_time
from sla_core.periods import month_of
from sla_core.verdict import Standing, against_plan, marketing_standing


def changes(then: Snapshot, now: Snapshot, t: Texts) -> list[str]:
    """Return a sentence each for leads, follow-up, who waits, customers, and the version in force."""
    return [
        _leads(then, now, t),
        _follow_up(then, now, t),
        _waiting(then, now, t),
        *_customers(then, now, t),
        *_version(then, now, t),
    ]


def _leads(then: Snapshot, now: Snapshot, t: Texts) -> str:
    was, becomes = (against_plan(of.month.pace.pace, of.limits, t) for of in (then, now))
    if month_of(then.today) != month_of(now.today):
        return t(
            "{was} in {month} then, {becomes} in {this_month} now",
            was=was,
            month=t.month(then.today),
            becomes=becomes,
            this_month=t.month(now.today),
        )
    behind = _behind(now)
    if behind and _behind(then):
        becomes = t.number(behind)
    return t("{was} then, {becomes} now", was=was, becomes=becomes)


def _behind(of: Snapshot) -> int:
    """Return how many leads are behind plan; 0 where none are, or too few are expected to judge."""
    pace = of.month.pace.pace
    is_judged = marketing_standing(pace, of.limits) not in {Standing.NO_TARGET, Standing.TOO_LITTLE}
    return max(-(pace.deviation or 0), 0) if is_judged else 0


def _follow_up(then: Snapshot, now: Snapshot, t: Texts) -> str:
    return t("in time: {was} → {becomes}", was=_in_time(then, t), becomes=_in_time(now, t))


def _in_time(of: Snapshot, t: Texts) -> str:
    return share_in_time(of, t).replace(" ", NBSP) if of.week.followed[1].judged else t("none judged")


def _waiting(then: Snapshot, now: Snapshot, t: Texts) -> str:
    was, becomes = (
        t("{n} of {of}", n=t.number(of.waiting.too_long), of=t.number(of.waiting.waiting))
        for of in (then, now)
    )
    return t("waiting too long: {was} → {becomes}", was=was, becomes=becomes)


def _customers(then: Snapshot, now: Snapshot, t: Texts) -> list[str]:
    if then.today.year != now.today.year or then.year.reached == now.year.reached:
        return []
    was, becomes = t.number(then.year.reached), t.number(now.year.reached)
    return [t("customers this year: {was} → {becomes}", was=was, becomes=becomes)]


def _version(then: Snapshot, now: Snapshot, t: Texts) -> list[str]:
    if then.version == now.version:
        return []
    return [
        t(
            "version {version} of the agreement in force then, version {this_version} now",
            version=then.version,
            this_version=now.version,
        )
    ]
