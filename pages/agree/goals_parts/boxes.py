"""The boxes of the chain: in what each counts, what it begins with, and what stands beneath its number."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pages.agree.goals_parts.view import View
from pages.ui.text import plain
from sla_core.funnel.words import between, converted, percent
from sla_core.goals import amounts
from sla_core.goals.amounts import Input, NotComputable, Number
from sla_core.goals.chain import LINKS, STEPS, Chain, Link, chain, customers
from sla_core.goals.plan import Fit, Plan, fit, own_mean, own_total
from sla_core.goals.plan_words import LINKS as NAMES
from sla_core.goals.plan_words import expects, fit_line, needs, usual
from sla_core.goals.words import why_not
from sla_core.i18n import NBSP, Texts
from sla_core.leads import Stage
from sla_core.wording import exact, money, share

REVENUE = "revenue"
ORDER = [REVENUE, *reversed(LINKS)]  # as the boxes stand, from revenue to visits
_STEP_AFTER = dict(zip(reversed(LINKS[1:]), reversed(STEPS), strict=True))
_MILLION, _THOUSAND = 1_000_000, 1_000


@dataclass(frozen=True)
class Unit:
    """In what a box counts: large amounts in millions or thousands."""

    label: str
    size: int = 1
    decimals: int = 0


@dataclass(frozen=True)
class Boxes:
    """The chain of a period. `typed` is the box that was typed into last (None: all are as agreed).

    `others` are the steps of which another rate than the own one is tried.
    """

    view: View
    plan: Plan
    typed: str | None
    links: Chain
    others: tuple[Input, ...]
    t: Texts

    def is_after(self, name: str) -> bool:
        """Whether a box stands after the one that was typed into: it tells what that takes."""
        return self.typed is not None and ORDER.index(name) > ORDER.index(self.typed)


def boxes(
    view: View, plan: Plan, typed: str | None, number: Fraction | None, others: tuple[Input, ...], t: Texts
) -> Boxes:
    """Return the boxes as they are agreed, or as they follow from a number typed into one of them."""
    links = plan.needed
    if typed == REVENUE:
        promise = view.promise
        won = customers(number, promise.marketing_share, promise.average_purchase)
        links = chain(Link.CUSTOMERS, won, plan.rates)
    elif typed is not None:
        links = chain(Link(typed), number, plan.rates)
    return Boxes(view, plan, typed, links, others, t)


def agreed(plan: Plan, name: str) -> Fraction | None:
    """Return what is agreed of a box for the period."""
    if name == REVENUE:
        return plan.revenue if isinstance(plan.revenue, Fraction) else None
    return plan.agreed[Link(name)]


def unit(plan: Plan, name: str, currency: str, t: Texts) -> Unit:
    """Return in what a box counts."""
    number = agreed(plan, name) or Fraction(0)
    if name == REVENUE:
        if number >= _MILLION:
            return Unit(t("Revenue, {currency} million", currency=plain(currency)), _MILLION, 2)
        if number >= 10 * _THOUSAND:
            return Unit(t("Revenue, {currency} thousand", currency=plain(currency)), _THOUSAND, 1)
        return Unit(t("Revenue, {currency}", currency=plain(currency)))
    return Unit(t(NAMES[Link(name)]), decimals=1 if name == Link.CUSTOMERS else 0)


def start(plan: Plan, name: str, of: Unit) -> Decimal | None:
    """Return what a box begins with: what is agreed, rounded to the decimals it is told with."""
    number = agreed(plan, name)
    if number is None:
        return None
    parts: int = 10**of.decimals
    return Decimal(round(number / of.size * parts)) / parts


def step(of: Boxes, name: str) -> str:
    """Return by what the box after this one follows: `÷ 20 %`; over the last one nothing stands."""
    t, promise = of.t, of.view.promise
    if name == REVENUE:
        if promise.average_purchase is None:
            return t("no purchase agreed")
        from_marketing = (
            f"×{NBSP}{share(promise.marketing_share, t)} " if promise.marketing_share != 1 else ""
        )
        return f"{from_marketing}÷{NBSP}{exact(Decimal(promise.average_purchase), t)}"
    after = _STEP_AFTER[Link(name)]
    rate = of.plan.rates[after]
    if rate is None:
        return t("rate not known")
    told = share(_decimal(rate), t) if after in of.others else percent(float(rate), t)
    return f"÷{NBSP}{told}"


def _decimal(rate: Number) -> Decimal:
    """Return a rate as it was typed."""
    found = Fraction(rate)
    return Decimal(found.numerator) / Decimal(found.denominator)


def line(of: Boxes, name: str) -> str:
    """Return what the chain says of a box, as markdown: whether what is agreed is enough; of a typed number, what
    follows from it.
    """
    t = of.t
    if of.typed == name:
        return t("as typed")
    if name == REVENUE:
        return _revenue(of)
    link = Link(name)
    found = of.links[link]
    if of.typed is not None:
        return needs(found, link, t) if of.is_after(name) else expects(found, link, t)
    number = of.plan.agreed[link]
    if number is None:
        is_said = isinstance(found, NotComputable) and found in (
            of.plan.goal,
            of.plan.needed[Link.SALES_QUALIFIED],
        )
        told = "" if is_said else f" · {needs(found, link, t)}"  # the sentence above says why
        return f"○ {t('not agreed')}{told}"
    if isinstance(found, NotComputable):
        return f"○ {needs(found, link, t)}"
    fits = fit(number, found, of.view.now.limits)
    told = fit_line(fits, link, number, found, t)
    return f":green[✓ {told}]" if fits is Fit.ENOUGH else f":orange[▲ {told}]"


def _revenue(of: Boxes) -> str:
    t, promise = of.t, of.view.promise
    if of.typed is None:
        if promise.revenue_goal is None:
            return f"○ {t('not agreed')}"
        return t("of {amount} a year", amount=plain(money(promise.revenue_goal, promise.currency, t)))
    purchase = amounts.count(promise.average_purchase, Input.AVERAGE_PURCHASE)
    brought = amounts.product([of.links[Link.CUSTOMERS], purchase])
    if isinstance(brought, NotComputable):
        return why_not(brought, t)
    told = plain(t.money(int(round(brought, -3 if brought >= _MILLION else 0)), promise.currency))
    return t("marketing's leads bring {amount}", amount=told)


def own(of: Boxes, name: str) -> list[str]:
    """Return the company's own figures beneath a box: how many came, and the rate to the stage after, each with n."""
    t, facts, period = of.t, of.view.facts, of.view.period
    if name == REVENUE:
        return [t("customers from marketing"), converted(facts.rates[Input.MARKETING_SHARE], t)]
    total, mean = own_total(facts.months, Link(name)), own_mean(facts.months, Link(name), period)
    if total is None or mean is None:
        return [t("own: no visits known")]
    words = {"mean": usual(mean, t), "n": t.number(total)}
    told = [
        t("own {mean} a quarter ({n})", **words)
        if period.is_quarter
        else t("own {mean} a month ({n})", **words)
    ]
    if name == Link.CUSTOMERS:
        told += _common_goal(of)
    else:
        rate = facts.rates[STEPS[LINKS.index(Link(name))]]
        told += [part for part in (converted(rate, t), between(rate, t)) if part]
    return told


def _common_goal(of: Boxes) -> list[str]:
    """Return the common goal where the box holds only marketing's share of it."""
    t, promise, target = of.t, of.view.promise, of.view.targets[Stage.CUSTOMER]
    if target is None or promise.marketing_share == 1:
        return []
    part = share(promise.marketing_share, t)
    return [t("{share} of the common goal of {n}", share=part, n=t.number(target))]
