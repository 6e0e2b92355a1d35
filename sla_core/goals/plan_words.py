"""The plan in words: the verdict over the page, what each box says, and what an adjustment does."""

from decimal import Decimal
from fractions import Fraction

from sla_core.goals.adjusting import Effect
from sla_core.goals.adjustments import Outcome
from sla_core.goals.amounts import Amount, NotComputable, shown
from sla_core.goals.bands import Band
from sla_core.goals.capacity import overflow
from sla_core.goals.chain import Link
from sla_core.goals.forecast import Forecast
from sla_core.goals.periods import GoalPeriod
from sla_core.goals.plan import Fit, Plan
from sla_core.goals.standing import StageGoal
from sla_core.goals.words import chance, why_not
from sla_core.i18n import Texts, mark
from sla_core.leads import Stage

LINKS = {
    Link.VISITS: mark("Visits"),
    Link.LEADS: mark("Leads"),
    Link.MARKETING_QUALIFIED: mark("MQL"),
    Link.SALES_QUALIFIED: mark("SQL"),
    Link.CUSTOMERS: mark("Customers"),
}
BANDS = {
    Band.QUICK: mark("Within 1 working hour, in time"),
    Band.IN_TIME: mark("Later, but in time"),
    Band.LATE: mark("After the promised time"),
    Band.NEVER: mark("Not at all"),
}
_WHOLE_FROM = 100  # from here on decimals tell nothing


def amount(of: Fraction, t: Texts) -> str:
    """Return a number that may be a fraction: `6.2`, `8`, `1,013`."""
    if of >= _WHOLE_FROM or of.denominator == 1:
        return t.number(round(of))
    return t.number(Decimal(round(of * 10)) / 10, 0 if round(of * 10) % 10 == 0 else 1)


def verdict(plan: Plan, goals: dict[Stage, StageGoal], is_over: bool, t: Texts) -> str:
    """Return the sentence over the page: what the agreed SQLs lead to; of a period that is over, what came."""
    sales, won = goals[Stage.SALES_QUALIFIED].pace, goals[Stage.CUSTOMER].pace
    if is_over:
        period = plan.period.words(t)
        return t(
            "{period}: {sqls} SQLs, {won} customers",
            period=period[0].upper() + period[1:],
            sqls=_of(sales.reached, sales.target, t),
            won=_of(won.reached, won.target, t),
        )
    if sales.target is None:
        return t("No target of SQLs for {period} yet", period=plan.period.words(t))
    if isinstance(plan.expected, NotComputable):
        return t("{n} SQLs agreed for {period}", n=t.number(sales.target), period=plan.period.words(t))
    words = {"n": t.number(sales.target), "customers": amount(plan.expected, t)}
    if isinstance(plan.goal, NotComputable):
        return t("{n} SQLs in {period} lead to {customers} customers", period=plan.period.words(t), **words)
    if plan.period.is_quarter:
        return t(
            "{n} SQLs a quarter lead to {customers} customers; marketing's goal is {goal}",
            goal=amount(plan.goal, t),
            **words,
        )
    return t(
        "{n} SQLs a month lead to {customers} customers; marketing's goal is {goal}",
        goal=amount(plan.goal, t),
        **words,
    )


def _of(reached: int, target: int | None, t: Texts) -> str:
    if target is None:
        return t.number(reached)
    return t("{n} of {of}", n=t.number(reached), of=t.number(target))


def chance_line(goal: StageGoal, period: GoalPeriod, t: Texts) -> str:
    """Return how likely a stage's target is; nothing where that is not known."""
    found, target = goal.forecast, goal.pace.target
    if target is None or found is None or found.probability is None or not found.weeks:
        return ""
    return t(
        "{n} {stage} in {period}: {chance}.",
        n=t.number(target),
        stage=t(_MANY[goal.stage]),
        period=period.words(t),
        chance=chance(found.probability, goal.pace.reached >= target, found.weeks, t),
    )


_MANY = {
    Stage.LEAD: mark("leads"),
    Stage.MARKETING_QUALIFIED: mark("MQLs"),
    Stage.SALES_QUALIFIED: mark("SQLs"),
    Stage.CUSTOMER: mark("customers"),
}


def many(stage: Stage, t: Texts) -> str:
    """Return a stage as it follows a number: `MQLs`."""
    return t(_MANY[stage])


def goal_line(plan: Plan, t: Texts) -> str:
    """Return where the goal in customers comes from."""
    if isinstance(plan.goal, NotComputable):
        return why_not(plan.goal, t)
    goal = amount(plan.goal, t)
    if plan.from_revenue:
        return t(
            "The goal of {goal} customers from marketing's leads follows from the revenue goal.", goal=goal
        )
    return t("The goal of {goal} customers is marketing's share of the agreed customers.", goal=goal)


def fit_line(found: Fit, agreed: Fraction, needed: Fraction, t: Texts) -> str:
    """Return how an agreed number compares with what the goal takes."""
    takes = amount(needed if needed < _WHOLE_FROM else Fraction(shown(needed) or 0), t)
    match found:
        case Fit.ENOUGH:
            return t("enough: {needed} needed", needed=takes)
        case Fit.BELOW:
            return t("{n} below the {needed} needed", n=_apart(agreed, needed, t), needed=takes)
        case Fit.ABOVE:
            return t("{n} above the {needed} needed", n=_apart(agreed, needed, t), needed=takes)


def _apart(agreed: Fraction, needed: Fraction, t: Texts) -> str:
    if max(agreed, needed) < _WHOLE_FROM:
        return amount(Fraction(round(abs(agreed - needed) * 10), 10), t)
    return t.number(abs(round(agreed) - (shown(needed) or 0)))


def needs(of: Amount, t: Texts) -> str:
    """Return what a number in a later box takes here: `it takes 225`; or why that cannot be computed."""
    if isinstance(of, NotComputable):
        return why_not(of, t)
    return t("it takes {n}", n=amount(of if of < _WHOLE_FROM else Fraction(shown(of) or 0), t))


def expects(of: Amount, t: Texts) -> str:
    """Return what a number in an earlier box leads to here."""
    return why_not(of, t) if isinstance(of, NotComputable) else t("expect {n}", n=amount(of, t))


def effect_lines(before: Effect, after: Effect, stage: Stage, t: Texts) -> list[str]:
    """Return what an adjustment does to the customers to expect, and to how many leads sales has to work."""
    told = []
    if stage is not Stage.CUSTOMER:
        told.append(t("Customers to expect: {change}", change=_change(before.customers, after.customers, t)))
    change = _change(before.sales_qualified, after.sales_qualified, t)
    if stage is Stage.CUSTOMER:
        told.append(t("SQLs it takes: {change}", change=change))
    elif stage is not Stage.SALES_QUALIFIED:
        told.append(t("SQLs for sales: {change}", change=change))
    return told


def chances(before: Forecast | None, after: Forecast, t: Texts) -> str:
    """Return how likely a new target is, and how likely the one before it: from the same weeks of history."""
    was = None if before is None or before.probability is None else _share(before.probability, t)
    becomes = _share(after.probability or 0, t)
    return t(
        "Chance of reaching it: {change} ({weeks} weeks of history)",
        change=becomes if was in (None, becomes) else f"{was} → {becomes}",
        weeks=t.number(after.weeks),
    )


def _share(probability: float, t: Texts) -> str:
    return t.percent(min(max(probability, 0.01), 0.99))  # never certain as long as it is open


def _change(was: Amount, becomes: Amount, t: Texts) -> str:
    if isinstance(becomes, NotComputable):
        return why_not(becomes, t)
    if isinstance(was, NotComputable) or was == becomes:
        return amount(becomes, t)
    return f"{amount(was, t)} → {amount(becomes, t)}"


def room_line(load: Amount, room: Amount, t: Texts) -> str:
    """Return how many leads sales has time for, and how many of so many are too many."""
    if isinstance(room, NotComputable):
        return why_not(room, t)
    if isinstance(load, NotComputable):
        return why_not(load, t)
    over = shown(overflow(shown(load), room))
    if over:
        return t.plural(
            "Sales has time for {room} leads: {n} more than that, an expected breach of its promise.",
            "Sales has time for {room} leads: {n} more than that, each an expected breach of its promise.",
            over,
            room=t.number(int(room)),
        )
    return t(
        "Sales has time for {room} leads: these {load} fit.",
        room=t.number(int(room)),
        load=t.number(shown(load) or 0),
    )


def outcome(of: Outcome | None, t: Texts) -> str:
    """Return what came of an adjusted target: `187 of 190`, over several months with their number."""
    if of is None:
        return ""
    counts = t("{n} of {of}", n=t.number(of.reached), of=t.number(of.target))
    if of.months == 1:
        return counts
    return t("{counts} in {months}", counts=counts, months=t.plural("{n} month", "{n} months", of.months))
