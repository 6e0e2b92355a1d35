"""The boxes of the chain: in what each counts, what it begins with, and what stands beneath its number."""

from dataclasses import dataclass
from fractions import Fraction

from pages.agree.goals_parts.view import View
from pages.ui.text import plain
from sla_core.funnel.words import between, converted, percent
from sla_core.goals import amounts
from sla_core.goals.amounts import Input, NotComputable
from sla_core.goals.chain import LINKS, STEPS, Chain, Link, chain, customers
from sla_core.goals.plan import Fit, Plan, fit, own_mean, own_total
from sla_core.goals.plan_words import LINKS as NAMES
from sla_core.goals.plan_words import amount, expects, fit_line, needs
from sla_core.i18n import NBSP, Texts
from sla_core.leads import Stage
from sla_core.wording import money, share

REVENUE = "revenue"
ORDER = [REVENUE, *reversed(LINKS)]  # as the boxes stand, from revenue to visits
_STEP_AFTER = dict(zip(reversed(LINKS[1:]), reversed(STEPS), strict=True))
_MILLION, _THOUSAND = 1_000_000, 1_000


@dataclass(frozen=True)
class Unit:
    """In what a box counts: number inputs know no thousands separator."""

    label: str
    size: int = 1
    decimals: int = 0


@dataclass(frozen=True)
class Boxes:
    """The chain of a period. `typed` is the box that was typed into last (None: all are as agreed)."""

    view: View
    plan: Plan
    typed: str | None
    links: Chain
    t: Texts

    def is_after(self, name: str) -> bool:
        """Whether a box stands after the one that was typed into: it tells what that takes."""
        return self.typed is not None and ORDER.index(name) > ORDER.index(self.typed)


def boxes(view: View, plan: Plan, typed: str | None, number: Fraction | None, t: Texts) -> Boxes:
    """Return the boxes as they are agreed, or as they follow from a number typed into one of them."""
    if typed is None:
        return Boxes(view, plan, None, plan.needed, t)
    if typed == REVENUE:
        promise = view.promise
        won = customers(number, promise.marketing_share, promise.average_purchase)
        return Boxes(view, plan, typed, chain(Link.CUSTOMERS, won, plan.rates), t)
    return Boxes(view, plan, typed, chain(Link(typed), number, plan.rates), t)


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
    if name == Link.VISITS and number >= 10 * _THOUSAND:
        return Unit(t("Visits, thousands"), _THOUSAND, 1)
    return Unit(t(NAMES[Link(name)]), decimals=1 if name == Link.CUSTOMERS else 0)


def start(plan: Plan, name: str, of: Unit) -> float | int | None:
    """Return what a box begins with: what is agreed."""
    number = agreed(plan, name)
    if number is None:
        return None
    return round(float(number / of.size), of.decimals) if of.decimals else round(number / of.size)


def step(of: Boxes, name: str) -> str:
    """Return by what the box after this one follows: `÷ 20 %`; over the last one nothing stands."""
    t, promise = of.t, of.view.promise
    if name == REVENUE:
        if promise.average_purchase is None:
            return t("no purchase agreed")
        from_marketing = (
            f"×{NBSP}{share(promise.marketing_share, t)} " if promise.marketing_share != 1 else ""
        )
        return f"{from_marketing}÷{NBSP}{t.number(promise.average_purchase)}"
    rate = of.plan.rates[_STEP_AFTER[Link(name)]]
    return t("rate not known") if rate is None else f"÷{NBSP}{percent(float(rate), t)}"


def line(of: Boxes, name: str) -> str:
    """Return what the chain says of a box, as markdown: whether what is agreed is enough; of a typed number, what
    follows from it.
    """
    t = of.t
    if of.typed == name:
        return t("as typed")
    if name == REVENUE:
        return _revenue(of)
    found = of.links[Link(name)]
    if of.typed is not None:
        return needs(found, t) if of.is_after(name) else expects(found, t)
    number = of.plan.agreed[Link(name)]
    if number is None:
        return f"○ {t('not agreed')} · {needs(found, t)}"
    if isinstance(found, NotComputable):
        return f"○ {needs(found, t)}"
    fits = fit(number, found, of.view.now.limits)
    told = fit_line(fits, number, found, t)
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
        return expects(brought, t)
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
    words = {"mean": amount(mean if mean < 10 else Fraction(round(mean)), t), "n": t.number(total)}
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
    t, promise, target = of.t, of.view.promise, of.view.goals[Stage.CUSTOMER].pace.target
    if target is None or promise.marketing_share == 1:
        return []
    part = share(promise.marketing_share, t)
    return [t("{share} of the common goal of {n}", share=part, n=t.number(target))]
