"""The verdict: how each promise stands, and the one sentence that says so."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

from sla_core.follow_up.judging import FollowUp
from sla_core.i18n import Texts, mark
from sla_core.pace import Pace
from sla_core.periods import Period, words
from sla_core.terms import StatusLimits

Colour: TypeAlias = Literal["green", "orange", "red", "gray"]


class Standing(StrEnum):
    """How a promise stands. Always told as shape + word + colour."""

    KEPT = "kept"
    AT_RISK = "at_risk"
    BROKEN = "broken"
    MORE_THAN_AGREED = "more_than_agreed"
    TOO_LITTLE = "too_little"
    NO_TARGET = "no_target"

    @property
    def shape(self) -> str:
        """The sign that tells the standing without colour."""
        return _SHAPES[self]

    @property
    def colour(self) -> Colour:
        """The colour's name in the theme."""
        return _COLOURS[self]


_SHAPES = {
    Standing.KEPT: "✓",
    Standing.AT_RISK: "▲",
    Standing.BROKEN: "◆",
    Standing.MORE_THAN_AGREED: "▲",
    Standing.TOO_LITTLE: "○",
    Standing.NO_TARGET: "○",
}
_COLOURS: dict[Standing, Colour] = {
    Standing.KEPT: "green",
    Standing.AT_RISK: "orange",
    Standing.BROKEN: "red",
    Standing.MORE_THAN_AGREED: "orange",
    Standing.TOO_LITTLE: "gray",
    Standing.NO_TARGET: "gray",
}
WORDS = {
    Standing.KEPT: mark("Kept"),
    Standing.AT_RISK: mark("At risk"),
    Standing.BROKEN: mark("Broken"),
    Standing.MORE_THAN_AGREED: mark("More than agreed"),
    Standing.TOO_LITTLE: mark("Too little data"),
    Standing.NO_TARGET: mark("No target"),
}


def marketing_standing(pace: Pace, limits: StatusLimits) -> Standing:
    """Return how marketing's promise stands: delivered against what is expected by now.

    The cases are the leads expected: as long as fewer than the least number are, nothing is judged.
    """
    if pace.expected is None:
        return Standing.NO_TARGET
    if pace.expected < limits.least_cases:
        return Standing.TOO_LITTLE
    share = pace.reached / pace.expected
    if share > limits.more_than_agreed:
        return Standing.MORE_THAN_AGREED
    if share >= limits.delivered_kept:
        return Standing.KEPT
    return Standing.AT_RISK if share >= limits.delivered_at_risk else Standing.BROKEN


def sales_standing(figures: FollowUp, limits: StatusLimits) -> Standing:
    """Return how sales' promise stands: the share answered in time, of enough cases."""
    if figures.judged < limits.least_cases:
        return Standing.TOO_LITTLE
    if figures.met >= limits.in_time_kept * figures.judged:
        return Standing.KEPT
    at_risk = figures.met >= limits.in_time_at_risk * figures.judged
    return Standing.AT_RISK if at_risk else Standing.BROKEN


@dataclass(frozen=True)
class WaitingNow:
    """How many leads wait for a first response now, and how many of them too long.

    `known` are those of which the data tell either way: neither without a clock nor with a deadline that
    passed since the last data.
    """

    waiting: int
    too_long: int
    known: int

    @property
    def is_unknown(self) -> bool:
        """Whether there are some who wait, and of none of them it is known how long."""
        return self.waiting > 0 and self.known == 0


def waiting_standing(now: WaitingNow, limits: StatusLimits) -> Standing:
    """Return how the waiting list stands. It is a count, not a share of cases: few are enough to judge."""
    if now.is_unknown:
        return Standing.TOO_LITTLE
    if now.too_long == 0:
        return Standing.KEPT
    return Standing.AT_RISK if now.too_long <= limits.waiting_at_risk * now.known else Standing.BROKEN


def week_verdict(
    week: int, pace: Pace, followed: tuple[Period, FollowUp], limits: StatusLimits, t: Texts
) -> str:
    """Return the sentence over Meeting: the week, marketing's promise, sales' promise."""
    return t(
        "Week {n}: {marketing}; {sales}",
        n=week,
        marketing=against_plan(pace, limits, t),
        sales=_follow_up(followed, limits, t),
    )


def against_plan(pace: Pace, limits: StatusLimits, t: Texts) -> str:
    """Return how marketing's promise goes: `18 leads behind plan`; of too few expected ones the count alone."""
    standing = marketing_standing(pace, limits)
    if standing in {Standing.NO_TARGET, Standing.TOO_LITTLE} or pace.deviation is None:
        return t.plural("{n} lead so far", "{n} leads so far", pace.reached)
    if pace.deviation < 0:
        return t.plural("{n} lead behind plan", "{n} leads behind plan", -pace.deviation)
    if pace.deviation == 0:
        return t("leads on plan")
    if standing is Standing.MORE_THAN_AGREED:
        return t.plural("{n} lead more than agreed", "{n} leads more than agreed", pace.deviation)
    return t.plural("{n} lead ahead of plan", "{n} leads ahead of plan", pace.deviation)


_FOLLOW_UP = {
    Standing.KEPT: mark("follow-up holds at {share}"),
    Standing.AT_RISK: mark("follow-up slips to {share}"),
    Standing.BROKEN: mark("follow-up fails at {share}"),
}


def _follow_up(followed: tuple[Period, FollowUp], limits: StatusLimits, t: Texts) -> str:
    period, figures = followed
    standing = sales_standing(figures, limits)
    if not figures.judged:
        return unjudged(period, figures, t)
    if standing is Standing.TOO_LITTLE:
        return t("{met} of {judged} in time", met=t.number(figures.met), judged=t.number(figures.judged))
    return t(_FOLLOW_UP[standing], share=in_time(figures, t))


def nothing_was_due(figures: FollowUp) -> bool:
    """Whether all of a period's deadlines are still to come, as far as the data reach and beyond."""
    return figures.due == figures.handed_over and not figures.passed_since_last_data


def unjudged(of: Period, figures: FollowUp, t: Texts) -> str:
    """Return why a period in which nothing is judged has no share: nothing was due, or nothing is known."""
    if nothing_was_due(figures):
        return t("none due in {period}", period=words(of, t))
    return t("none judged in {period}", period=words(of, t))


def in_time(figures: FollowUp, t: Texts) -> str:
    """Return the share in time in whole per cent, rounded down: 89.6 % is not yet the promised 90 %."""
    return t.percent(figures.met * 100 // figures.judged / 100)


def follow_up_verdict(
    followed: tuple[Period, FollowUp], now: WaitingNow, limits: StatusLimits, t: Texts
) -> str:
    """Return the sentence over Follow-up: sales' promise, and who waits too long."""
    sales = _follow_up(followed, limits, t)
    if now.is_unknown:
        waits = t.plural("{n} lead waits", "{n} leads wait", now.waiting)
    elif now.too_long:
        waits = t.plural("{n} lead waits too long", "{n} leads wait too long", now.too_long)
    else:
        waits = t("nobody waits too long")
    sentence = t("{sales}; {waits}", sales=sales, waits=waits)
    return sentence[0].upper() + sentence[1:]


def common_goal(year: Pace, t: Texts) -> str:
    """Return the line under the verdict: what both departments are after, this year."""
    if year.target is None:
        return t.plural(
            "Together: {n} customer this year, no common goal set yet",
            "Together: {n} customers this year, no common goal set yet",
            year.reached,
        )
    return t(
        "Together: {reached} of {target} customers this year, {expected} expected by today",
        reached=t.number(year.reached),
        target=t.number(year.target),
        expected=t.number(year.needed or 0),
    )
