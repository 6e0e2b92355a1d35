"""What came to each stage in a period: against the promise, beside the period before, and how many went on."""

import streamlit as st

from pages.track.funnel_parts import groups as funnel_groups
from pages.track.funnel_parts import leads as funnel_leads
from pages.track.funnel_parts.view import View, stage_words
from pages.ui import charts, lead_rows, session, widgets
from pages.ui.session import Size
from pages.ui.text import quiet, strong
from sla_core.charts.funnel import StageBar, StageTable
from sla_core.charts.funnel_bars import Paint
from sla_core.clause_figures import promised
from sla_core.funnel.figures import Step
from sla_core.funnel.promised import before, is_over
from sla_core.funnel.words import between, converted
from sla_core.i18n import Texts
from sla_core.leads import Stage
from sla_core.pace import Pace
from sla_core.verdict import WORDS, Standing, marketing_standing

_STAGE_REM = {Size.DESK: 3.1, Size.ROOM: 2.6, Size.HALL: 2.5}  # root sizes of the height that a stage takes
MARKETINGS = {Stage.SUBSCRIBER, Stage.LEAD, Stage.MARKETING_QUALIFIED}


def draw(view: View, t: Texts) -> None:
    """Draw the flow, what stands beside it, and what it is by group."""
    with st.container(border=True, gap="xsmall"):
        _head(view, t)
        if not any(view.report.flow.entered.values()):
            nothing_came(view, t)
        else:
            table = _table(view, t)
            charts.stages(table, _in_words(view, table, t), _STAGE_REM[session.size()], _open)
            _two_numbers(view, t)
            _without_a_date(view, t)
        _numbers(view, t)
    funnel_groups.stages(view, t)


def nothing_came(view: View, t: Texts) -> None:
    """Say what to do where a period has no figures."""
    st.markdown(t("No lead came to any stage: {period}. Choose another period.", period=view.words(t)))


def paint(stage: Stage) -> Paint:
    """Return the colour of who is responsible for a stage."""
    return Paint.MARKETING if stage in MARKETINGS else Paint.SALES


def _open(stage: str) -> None:
    lead_rows.ask_for(funnel_leads.entered(Stage(stage)))


def _head(view: View, t: Texts) -> None:
    title = t("From lead to customer, {period}", period=view.words(t))
    legend = [f":blue[■] {t('stages of marketing')}", f":violet[■] {t('stages of sales')}"]
    if any(pace.target is not None for pace in view.paces.values()):
        legend.append(f"**|** {t('working rule') if view.now.in_force.provisional else t('promised')}")
    if earlier := _before(view, t):
        legend.append(f":gray[▬] {earlier}")
    legend += _shapes(view, t)
    st.markdown(f"{strong(title)} {quiet(' · '.join(legend))}")
    if view.now.in_force.provisional:
        st.markdown(widgets.provisional(t))


def _shapes(view: View, t: Texts) -> list[str]:
    """Return what the shapes of the chart mean: beside narrow bars there is no room for words."""
    standings = {marketing_standing(pace, view.now.limits) for pace in view.paces.values() if pace.target}
    return [
        f"{standing.shape} {t(WORDS[standing]).lower()}" for standing in Standing if standing in standings
    ]


def _two_numbers(view: View, t: Texts) -> None:
    """Say why a stage has two numbers: who passed it, and what the promise counts."""
    for stage, pace in view.paces.items():
        n = view.report.flow.entered[stage]
        if pace.target is not None and pace.reached != n:
            came = t.plural(
                "{n} lead came to {stage}", "{n} leads came to {stage}", n, stage=stage_words(stage, t)
            )
            rule = t("every handover in the period, less those that sales returned in time")
            counted = t("{n} count towards the promise ({rule})", n=t.number(pace.reached), rule=rule)
            st.markdown(quiet(f"{came}, {counted}."))


def _without_a_date(view: View, t: Texts) -> None:
    """Say why more leads went on to a stage than came to it, where their day is not known."""
    flow = view.report.flow
    if sum(flow.undated.values()) and any(
        step.went_on.found > flow.entered[step.later] for step in view.report.steps
    ):
        told = t(
            "A stage without a date is in no period's number; that the lead went on is known all the same."
        )
        st.markdown(quiet(told))


def _table(view: View, t: Texts) -> StageTable:
    report, earlier = view.report, view.before
    steps = {step.earlier: step for step in report.steps}
    bars = []
    for stage in view.stages:
        n, pace = report.flow.entered[stage], view.paces.get(stage)
        was = earlier.flow.entered[stage] if earlier else None
        standing = marketing_standing(pace, view.now.limits) if pace else Standing.NO_TARGET
        bars.append(
            StageBar(
                stage=stage.value,
                name=stage_words(stage, t),
                paint=paint(stage),
                n=n,
                figure=t.number(n),
                target=pace.target if pace else None,
                status=_status(pace, standing, n, view, t) if pace else ("", ""),
                standing=standing,
                before=was,
                figure_before="" if was is None else t.number(was),
                onward=_onward(steps[stage], t) if stage in steps else ("", ""),
            )
        )
    return StageTable(tuple(bars), _before(view, t))


def _before(view: View, t: Texts) -> str:
    if view.period is None:
        return ""
    named = before(view.period).words(t)
    return named if is_over(view.period, view.now) else t("{period} by the same day", period=named)


def _status(pace: Pace, standing: Standing, n: int, view: View, t: Texts) -> tuple[str, str]:
    """Return how a stage goes against its target, in full and shortly."""
    if pace.target is None:
        return "", ""
    agreed = promised(t.number(pace.target), view.now, t)
    if pace.reached != n:  # handovers less the returned ones, of leads that passed the stage
        agreed = t("{n} net, {promised}", n=t.number(pace.reached), promised=agreed)
    said = [part for part in (_deviation(pace, standing, view, t), agreed) if part]
    short = t("of {n}", n=t.number(pace.target))
    return f"{standing.shape} {' · '.join(said)}", f"{standing.shape} {short}"


def _deviation(pace: Pace, standing: Standing, view: View, t: Texts) -> str:
    deviation = pace.deviation or 0
    if standing is Standing.TOO_LITTLE:
        return ""
    if deviation < 0:
        words = t("{n} short", n=t.number(-deviation)) if view.is_over else ""
        return words or t("{n} behind plan", n=t.number(-deviation))
    return t("{n} more than agreed", n=t.number(deviation)) if standing is Standing.MORE_THAN_AGREED else ""


def _onward(step: Step, t: Texts) -> tuple[str, str]:
    """Return the rate to the next stage with its interval; shortly without it."""
    rate = converted(step.went_on, t)
    full = ", ".join(part for part in (rate, between(step.went_on, t)) if part)
    if step.ripe or not step.went_on.of:
        return f"↓ {full}", f"↓ {rate}"
    return f"↓ {t('so far {rate} · not ripe yet', rate=full)}", f"↓ {t('so far {rate}', rate=rate)}"


def _in_words(view: View, table: StageTable, t: Texts) -> str:
    """Return the chart in words, for those who do not see it."""
    said = [t("From lead to customer, {period}", period=view.words(t))]
    for bar in table.bars:
        standing = t(WORDS[bar.standing]) if bar.target is not None else ""
        was = f"{table.before}: {bar.figure_before}" if table.before else ""
        parts = [f"{bar.name} {bar.figure}", standing, bar.status[0], was, bar.onward[0]]
        said.append(", ".join(part for part in parts if part))
    return "; ".join(said)


def _numbers(view: View, t: Texts) -> None:
    """Draw the numbers that lead to their leads: of each stage, and of what stands beside the flow."""
    flow = view.report.flow
    skipped, undated = sum(flow.skipped.values()), sum(flow.undated.values())
    returned = view.report.returned
    beside = [
        (funnel_leads.SKIPPED, skipped, t.plural("{n} stage skipped", "{n} stages skipped", skipped)),
        (funnel_leads.RETURNED, returned, t.plural("{n} lead returned", "{n} leads returned", returned)),
        (
            funnel_leads.UNDATED,
            undated,
            t.plural("{n} stage without a date", "{n} stages without a date", undated),
        ),
    ]
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(quiet(t("Show the leads")))
        for stage in view.stages:
            n = flow.entered[stage]
            widgets.number_button(
                f"{stage_words(stage, t)} **{t.number(n)}**", funnel_leads.entered(stage), n, t
            )
        st.space("xsmall")
        for name, n, words in beside:
            widgets.number_button(words, name, n, t)
