"""The plan in words: the verdict over the page, what each box says, and what an adjustment does."""

from decimal import Decimal
from fractions import Fraction

from sla_core.goals.amounts import Amount, NotComputable, shown
from sla_core.goals.bands import Band
from sla_core.goals.capacity import overflow
from sla_core.goals.chain import Link
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
_TWO_DIGITS = 10
_WHOLE_FROM = 100  # from here on decimals tell nothing


def amount(of: Fraction, t: Texts) -> str:
    """Return a number that may be a fraction: `6.2`, `8`, `1,013`."""
    if of >= _WHOLE_FROM or of.denominator == 1:
        return t.number(round(of))
    return t.number(Decimal(round(of * 10)) / 10, 0 if round(of * 10) % 10 == 0 else 1)


def _number(of: Fraction, link: Link, t: Texts) -> str:
    """Return a number of a link: of customers with a decimal, of all others a whole one, rounded up."""
    return amount(of, t) if link is Link.CUSTOMERS else t.number(shown(of) or 0)


def usual(of: Fraction, t: Texts) -> str:
    """Return what usually comes: a whole number as soon as it has two digits."""
    return amount(of if of < _TWO_DIGITS else Fraction(round(of)), t)


def verdict(
    plan: Plan, goals: dict[Stage, StageGoal], is_over: bool, t: Texts, *, is_draft: bool = False
) -> str:
    """Return the sentence over the page: what the agreed SQLs lead to; of a period that is over, what came."""
    sales, won = goals[Stage.SALES_QUALIFIED].pace, goals[Stage.CUSTOMER].pace
    agreed = plan.agreed[Link.SALES_QUALIFIED]
    if is_over:
        period = plan.period.words(t)
        return t(
            "{period}: {sqls} SQLs, {won} customers",
            period=period[0].upper() + period[1:],
            sqls=_of(sales.reached, sales.target, t),
            won=_of(won.reached, won.target, t),
        )
    if agreed is None:
        return t("No target of SQLs for {period} yet", period=plan.period.words(t))
    if isinstance(plan.expected, NotComputable) and is_draft:
        return t("{n} SQLs in the draft for {period}", n=amount(agreed, t), period=plan.period.words(t))
    if isinstance(plan.expected, NotComputable):
        return t("{n} SQLs agreed for {period}", n=amount(agreed, t), period=plan.period.words(t))
    words = {"n": amount(agreed, t), "customers": amount(plan.expected, t)}
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


def plan_line(plan: Plan, t: Texts) -> str:
    """Return what the goal of customers takes in SQLs, what is agreed, and how many customers that leads to."""
    goal, needed = plan.goal, plan.needed[Link.SALES_QUALIFIED]
    if isinstance(goal, NotComputable):
        return why_not(goal, t)
    if isinstance(needed, NotComputable):
        return why_not(needed, t)
    needs = {"goal": amount(goal, t), "needed": t.number(shown(needed) or 0)}
    agreed = plan.agreed[Link.SALES_QUALIFIED]
    if agreed is None or isinstance(plan.expected, NotComputable):
        return t("To reach {goal} customers you need {needed} SQLs.", **needs)
    return t(
        "To reach {goal} customers you need {needed} SQLs; you agreed {agreed}, expect about {expected} customers.",
        agreed=amount(agreed, t),
        expected=amount(plan.expected, t),
        **needs,
    )


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


def fit_line(found: Fit, link: Link, agreed: Fraction, needed: Fraction, t: Texts) -> str:
    """Return how an agreed number of a link compares with what the goal takes."""
    takes = _taken(needed, link, t)
    match found:
        case Fit.ENOUGH:
            return t("enough: {needed} needed", needed=takes)
        case Fit.BELOW:
            return t("{n} below the {needed} needed", n=_apart(agreed, needed, link, t), needed=takes)
        case Fit.ABOVE:
            return t("{n} above the {needed} needed", n=_apart(agreed, needed, link, t), needed=takes)


def _taken(of: Fraction, link: Link, t: Texts) -> str:
    return _number(of if of < _WHOLE_FROM else Fraction(shown(of) or 0), link, t)


def _apart(agreed: Fraction, needed: Fraction, link: Link, t: Texts) -> str:
    if link is Link.CUSTOMERS and max(agreed, needed) < _WHOLE_FROM:
        return amount(Fraction(round(abs(agreed - needed) * 10), 10), t)
    return t.number(abs(round(agreed) - (shown(needed) or 0)))


def needs(of: Amount, link: Link, t: Texts) -> str:
    """Return what a number in a later box takes here: `it takes 225`; or why that cannot be computed."""
    return why_not(of, t) if isinstance(of, NotComputable) else t("it takes {n}", n=_taken(of, link, t))


def expects(of: Amount, link: Link, t: Texts) -> str:
    """Return what a number in an earlier box leads to here."""
    return why_not(of, t) if isinstance(of, NotComputable) else t("expect {n}", n=_number(of, link, t))


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
    if not load:
        return t("Sales has time for {room} leads.", room=t.number(int(room)))
    return t.plural(
        "Sales has time for {room} leads: this one fits.",
        "Sales has time for {room} leads: these {n} fit.",
        shown(load) or 0,
        room=t.number(int(room)),
    )
