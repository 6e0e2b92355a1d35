"""Targets in money in words: amounts, what one lead is worth and by which figures, what a value is in numbers."""

from decimal import Decimal
from fractions import Fraction

from sla_core.funnel.words import percent
from sla_core.goals.amounts import Amount, NotComputable
from sla_core.goals.plan_words import many
from sla_core.goals.stage_value import StageValue
from sla_core.goals.words import why_not
from sla_core.i18n import Texts
from sla_core.leads import Stage
from sla_core.wording import as_typed, exact
from sla_core.wording import money as in_words


def money(of: Fraction, currency: str, t: Texts) -> str:
    """Return an amount that is whole, or has hundredths: `1,593,400 NOK`."""
    exact = Decimal(of.numerator) / Decimal(of.denominator)
    return in_words(exact, as_typed(currency), t)


def each_line(of: StageValue, currency: str, t: Texts) -> str:
    """Return what one at a stage is worth and how that is reckoned; or why it cannot be."""
    if isinstance(of.each, NotComputable):
        return why_not(of.each, t)
    worth, purchase = money(of.each, currency, t), _purchase(of, currency, t)
    if of.stage is Stage.CUSTOMER:
        return t("a purchase: {purchase}", purchase=purchase)
    return t("{amount} each: {share} × {purchase}", amount=worth, share=_share(of, t), purchase=purchase)


def _share(of: StageValue, t: Texts) -> str:
    share = percent(float(of.share or 0), t)
    if of.own is None:
        return t("{share} (as agreed)", share=share)
    return t("{share} (own, {n} of {of})", share=share, n=t.number(of.own.found), of=t.number(of.own.of))


def _purchase(of: StageValue, currency: str, t: Texts) -> str:
    amount = of.purchase.amount or Fraction(0)
    if of.purchase.is_agreed:
        return t("{amount} (agreed)", amount=money(amount, currency, t))
    return t("{amount} (own average)", amount=money(Fraction(round(amount)), currency, t))


def amounts_of(reached: Fraction, target: Fraction | None, currency: str, t: Texts) -> str:
    """Return an amount beside its target, with the currency once: `1,290,654 of 1,593,400 NOK`."""
    if target is None:
        return t("{n}, no target", n=money(reached, currency, t))
    return t("{n} of {of}", n=_bare(reached, t), of=money(target, currency, t))


def between_line(low: Fraction, mid: Fraction, high: Fraction, currency: str, t: Texts) -> str:
    """Return what a period may come to in money."""
    low_words, mid_words = _bare(low, t), money(mid, currency, t)
    return t(
        "{low} to {high} by the end, likeliest {mid}",
        low=low_words,
        mid=mid_words,
        high=money(high, currency, t),
    )


def apart(of: Fraction, currency: str, t: Texts) -> str:
    """Return how far off an amount is: too much is a finding too."""
    if of == 0:
        return t("on plan")
    told = money(abs(of), currency, t)
    return t("{amount} behind", amount=told) if of < 0 else t("{amount} ahead", amount=told)


def _bare(of: Fraction, t: Texts) -> str:
    return exact(Decimal(of.numerator) / Decimal(of.denominator), t)


def worth_cell(of: Amount, currency: str, t: Texts) -> str:
    """Return what one is worth in a table; or why that cannot be told."""
    return why_not(of, t) if isinstance(of, NotComputable) else money(of, currency, t)


def how_line(t: Texts) -> str:
    """Return how amounts are reckoned, in one plain sentence."""
    return t(
        "Value = number × the share that become customers × the average purchase. The share is our own of the last "
        "six whole months; with too few cases, the one that the targets take for granted."
    )


def number_line(number: int, stage: Stage, t: Texts) -> str:
    """Return what a value that was typed is in numbers."""
    return t(
        "That is {n} {stage}, rounded up: the number is what is agreed.",
        n=t.number(number),
        stage=many(stage, t),
    )
