"""The funnel in words: figures with their n, and the report as lines to read."""

from collections.abc import Iterator, Mapping

from sla_core import labels
from sla_core.funnel.facts import By
from sla_core.funnel.figures import Cohort, Group, StepTime
from sla_core.funnel.report import FunnelReport
from sla_core.goals.rates import Rate
from sla_core.i18n import NBSP, Texts, mark
from sla_core.leads import Stage

BY = {
    By.SOURCE: mark("Source"),
    By.PERSONA: mark("Persona"),
    By.OWNER: mark("Owner"),
    By.CAMPAIGN: mark("Campaign"),
}
_DAY = 86_400


def percent(share: float, t: Texts) -> str:
    """Return a share as per cent, below ten with one decimal: conversion rates are small."""
    return f"{t.number(share * 100, 1)}{NBSP}%" if 0 < share < 0.0995 else t.percent(share)


def converted(won: Rate, t: Texts) -> str:
    """Return `4.2 % (31 of 738)`; of too few cases the counts alone."""
    counts = t("{n} of {of}", n=t.number(won.found), of=t.number(won.of))
    if won.share is None:
        return f"{counts} ({t('too little data')})"
    return t("{share} ({cases})", share=percent(float(won.share), t), cases=counts)


def between(won: Rate, t: Texts) -> str:
    """Return the interval of a rate, `between 3.0 % and 5.9 %`; nothing where there is none."""
    if won.interval is None:
        return ""
    low, high = (percent(end, t) for end in won.interval)
    return t("between {low} and {high}", low=low, high=high)


def days(seconds: int, t: Texts) -> str:
    """Return time on the clock in days with one decimal: `16.2`."""
    return t.number(seconds / _DAY, 1)


def lines(report: FunnelReport, t: Texts) -> Iterator[str]:
    """Yield the report as lines."""
    yield t("Entered: {stages}", stages=_by_stage(report.flow.entered, t))
    yield t("Standing now: {stages}", stages=_by_stage(report.stock, t))
    yield t(
        "Stages skipped {skipped} · stages without a date {undated} · leads returned {returned}",
        skipped=t.number(sum(report.flow.skipped.values())),
        undated=t.number(sum(report.flow.undated.values())),
        returned=t.number(report.returned),
    )
    parts = [converted(report.total, t), between(report.total, t)]
    yield t("Became customers: {rate}", rate=", ".join(part for part in parts if part))
    yield from (_cohort(cohort, t) for cohort in report.cohorts)
    yield from (_time(time, t) for time in report.times if time.n)
    yield from (_group(group, t) for group in report.groups)


def _by_stage(counts: Mapping[Stage, int], t: Texts) -> str:
    """Return `Lead 120 · MQL 48 · …`; subscribers only where there are any."""
    shown = [(stage, n) for stage, n in counts.items() if n or stage is not Stage.SUBSCRIBER]
    return " · ".join(f"{t(labels.STAGES[stage])} {t.number(n)}" for stage, n in shown)


def _cohort(cohort: Cohort, t: Texts) -> str:
    told = f"{t.day(cohort.first, 'yMMM')}: {converted(cohort.won, t)}"
    return told if cohort.ripe else f"{told} · {t('not ripe')}"


def _time(time: StepTime, t: Texts) -> str:
    return t(
        "{earlier} → {later}: half within {median} days, nine of ten within {p90} ({n})",
        earlier=t(labels.STAGES[time.earlier]),
        later=t(labels.STAGES[time.later]),
        median=days(time.median or 0, t),
        p90=days(time.p90 or 0, t),
        n=t.plural("{n} lead", "{n} leads", time.n),
    )


def _group(group: Group, t: Texts) -> str:
    return f"{group.value or t('Not known')}: {converted(group.won, t)}"
