"""The sentences over the funnel, one for each of its parts."""

from collections.abc import Mapping

from sla_core import labels
from sla_core.funnel.report import FunnelReport
from sla_core.funnel.words import converted, days
from sla_core.goals.targets import STAGES
from sla_core.i18n import Texts
from sla_core.leads import Stage
from sla_core.pace import Pace
from sla_core.terms import StatusLimits
from sla_core.verdict import Standing, marketing_standing

_BEHIND = {Standing.AT_RISK, Standing.BROKEN}
_UNJUDGED = {Standing.NO_TARGET, Standing.TOO_LITTLE}


def flow_verdict(
    report: FunnelReport, paces: Mapping[Stage, Pace], limits: StatusLimits, period: str, over: bool, t: Texts
) -> str:
    """Return which stages are behind what is promised; where nothing can be judged, what came.

    `period` as it stands in a sentence; `over`: whether it has ended. Without a target there are no `paces`.
    """
    standing = {stage: marketing_standing(paces[stage], limits) for stage in STAGES if stage in paces}
    judged = [stage for stage in standing if standing[stage] not in _UNJUDGED]
    if not judged:
        return _what_came(report, period, t)
    behind = [stage for stage in judged if standing[stage] in _BEHIND]
    if not behind:
        return t("What was promised came: {period}", period=period) if over else t("All stages are on plan")
    missing = " · ".join(
        f"{t(labels.STAGES[stage])} {t.number(-(paces[stage].deviation or 0))}" for stage in behind
    )
    said = (
        t("Short of the promise: {stages}", stages=missing)
        if over
        else t("Behind plan: {stages}", stages=missing)
    )
    if len(behind) == len(judged):
        return said
    return t("{behind}; the other stages hold", behind=said)


def _what_came(report: FunnelReport, period: str, t: Texts) -> str:
    leads, customers = report.flow.entered[Stage.LEAD], report.flow.entered[Stage.CUSTOMER]
    said = t(
        "{period}: {leads}, {customers}",
        period=period,
        leads=t.plural("{n} lead", "{n} leads", leads),
        customers=t.plural("{n} customer", "{n} customers", customers),
    )
    return said[0].upper() + said[1:]


def stock_verdict(report: FunnelReport, t: Texts) -> str:
    """Return how many leads are neither won nor lost now."""
    lost = sum(report.lost.values())
    open_leads = sum(report.stock.values()) - lost - report.stock[Stage.CUSTOMER]
    under_way = t.plural("{n} lead is under way", "{n} leads are under way", open_leads)
    return t("{leads}, {lost} lost", leads=under_way, lost=t.number(lost))


def cohorts_verdict(report: FunnelReport, t: Texts) -> str:
    """Return how many of the leads that are old enough became customers."""
    if not report.ripe.of:
        return t("No leads are old enough to be judged yet")
    return t("{rate} of the ripe leads became customers", rate=converted(report.ripe, t))


def times_verdict(report: FunnelReport, t: Texts) -> str:
    """Return how long it took from lead to customer."""
    journey = report.times[-1]
    if journey.median is None:
        return t("Nobody became a customer in this period")
    return t("Half became customers within {days} days", days=days(journey.median, t))
