"""Results of follow-up in a period: how long responses took, why some were late, and what stands beside the promise."""

from db.versions import Versions
from pages.track.follow_up_parts import figures, per_person, times, what_if_response, why, win_rates
from pages.track.follow_up_parts.figures import Count
from pages.ui import reads, widgets
from pages.ui.lead_rows import LeadSet
from sla_core import labels
from sla_core.columns import Flags
from sla_core.follow_up.judging import NOT_MEASURABLE_REASONS
from sla_core.i18n import Texts, mark
from sla_core.periods import PeriodName, period
from sla_core.situation import Situation

_PERIODS = {
    PeriodName.THIS_WEEK: mark("This week"),
    PeriodName.LAST_WEEK: mark("Last week"),
    PeriodName.THIS_MONTH: mark("This month"),
    PeriodName.LAST_MONTH: mark("Last month"),
    PeriodName.THIS_QUARTER: mark("This quarter"),
    PeriodName.ALL: mark("All time"),
}


def ask_period(t: Texts) -> PeriodName:
    """Ask for the period; it stands in the address."""
    options = {name.value: t(words) for name, words in _PERIODS.items()}
    return PeriodName(widgets.choice("period", options, label=t("Period")))


def draw(known: Versions, now: Situation, chosen: PeriodName, t: Texts) -> dict[str, LeadSet]:
    """Draw the results of a period and return the leads behind its numbers."""
    of = period(chosen, now.today)
    inside = now.inside(of)
    beside, unmeasured = _beside(known, now, inside, t), _reasons(now, inside, t)

    def below() -> None:
        figures.count_line(t("Beside the promise"), beside, t)
        if unmeasured:
            figures.count_line(t("Not measurable, and why"), unmeasured, t)
        per_person.draw(known, now, of, t)

    figures.five_numbers(now, of, t, below)
    left, right = figures.side_by_side()
    with left:
        times.draw(known, now, of, t)
    with right:
        why.draw(known, now, of, t)
    left, right = figures.side_by_side()
    with left:
        what_if_response.draw(known, now, of)
    with right:
        win_rates.draw(known, now, t)
    return {**figures.lead_sets(now, of, t), **figures.count_sets([*beside, *unmeasured], of, t)}


def _beside(known: Versions, now: Situation, inside: Flags, t: Texts) -> list[Count]:
    unassigned = now.handovers.waiting & ~reads.assigned(known, now.handovers)
    return [
        Count("returned", t("Returned by sales"), inside & now.returned_rows),
        Count("before", t("Contacted before the handover"), inside & now.handovers.attempted_before),
        Count(
            "passed", t("Deadline passed since the last data"), inside & now.judgement.passed_since_last_data
        ),
        Count("unassigned", t("Nobody assigned"), inside & unassigned),
    ]


def _reasons(now: Situation, inside: Flags, t: Texts) -> list[Count]:
    reasons = [(code, inside & (now.judgement.reason == code)) for code in range(len(NOT_MEASURABLE_REASONS))]
    return [
        Count(f"reason_{code}", t(labels.NOT_MEASURABLE[NOT_MEASURABLE_REASONS[code]]), rows)
        for code, rows in reasons
        if rows.any()
    ]
