"""The leads behind the numbers of the funnel, by the names under which buttons and clicks ask for them."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from pages.track.funnel_parts.view import View, stage_words
from pages.ui.lead_list import LeadList
from pages.ui.lead_rows import LeadSet
from sla_core.columns import NEVER, Flags, Instants
from sla_core.facts import Codes
from sla_core.funnel.passes import inside
from sla_core.i18n import Texts
from sla_core.leads import Stage

SKIPPED, UNDATED, LOST, RETURNED = "funnel_skipped", "funnel_undated", "funnel_lost", "funnel_returned"


def entered(stage: Stage) -> str:
    """Return the name of those that came to a stage in the period."""
    return f"funnel_entered_{stage.value}"


def standing(stage: Stage) -> str:
    """Return the name of those that stand in a stage now."""
    return f"funnel_standing_{stage.value}"


def lists(view: View, t: Texts) -> dict[str, LeadList]:
    """Return the leads behind each number that counts leads or their stages."""
    known, words = view.known, view.words(t)
    at_creation = {t("Created"): lambda rows: _days(known.created[rows], view, t)}
    found = {
        LOST: LeadList(
            t("Lost leads"), lambda: _newest(known.lost, known.created), _told(view, at_creation, t)
        ),
        SKIPPED: _by_stages(
            f"{t('Skipped a stage')} · {words}", t("Skipped"), lambda s: _skipped(view, s), view, t
        ),
        UNDATED: _by_stages(t("Stages without a date"), t("Without a date"), known.undated, view, t),
    }
    for stage in view.stages:
        found[entered(stage)] = _came(stage, view, t)
        found[standing(stage)] = _stand(stage, _told(view, at_creation, t), view, t)
    return found


def handover_sets(view: View, t: Texts) -> dict[str, LeadSet]:
    """Return the handovers behind the number of those returned."""
    now = view.now
    title = f"{t('Returned by sales')} · {view.words(t)}"
    return {RETURNED: LeadSet(title, lambda: now.returned_rows & inside(now.handovers.closed, *view.bounds))}


def _came(stage: Stage, view: View, t: Texts) -> LeadList:
    known = view.known
    passed: Instants = known.passed[stage.rank]
    columns = {t("Came to the stage"): lambda rows: _days(passed[rows], view, t)}
    return LeadList(
        f"{stage_words(stage, t)} · {view.words(t)}",
        lambda: _newest(known.passing(stage, *view.bounds), passed),
        _told(view, columns, t),
    )


def _stand(
    stage: Stage, told: Callable[[Codes], Mapping[str, Sequence[str]]], view: View, t: Texts
) -> LeadList:
    title = f"{t('Standing now')}: {stage_words(stage, t)}"
    return LeadList(title, lambda: _newest(view.known.standing(stage), view.known.created), told)


def _skipped(view: View, stage: Stage) -> Flags:
    """Return who passed a stage in the period without ever being in it."""
    known = view.known
    without: Flags = known.passing(stage, *view.bounds) & ~known.entered[stage.rank]
    return without


def _by_stages(title: str, head: str, which: Callable[[Stage], Flags], view: View, t: Texts) -> LeadList:
    """Return the leads that something is true of in one stage or more; the column `head` says in which."""
    known = view.known

    def rows() -> Codes:
        found = np.zeros(len(known.lead), dtype=bool)
        for stage in view.stages:
            found |= which(stage)
        return _newest(found, known.created)

    def stages(shown: Codes) -> list[str]:
        true = {stage_words(stage, t): which(stage)[shown] for stage in view.stages}
        return [", ".join(word for word in true if true[word][place]) for place in range(len(shown))]

    return LeadList(title, rows, _told(view, {head: stages}, t))


def _newest(rows: Flags, at: Instants) -> Codes:
    """Return positions, newest first; those without a date last."""
    found = np.flatnonzero(rows)
    known = at[found] != NEVER
    return found[np.lexsort((found, -np.where(known, at[found], 0), ~known))]


_Columns = Mapping[str, Callable[[Codes], Sequence[str]]]


def _told(view: View, columns: _Columns, t: Texts) -> Callable[[Codes], Mapping[str, Sequence[str]]]:
    """Return what is told of leads: some columns, and where each stands now."""

    def told(rows: Codes) -> Mapping[str, Sequence[str]]:
        return {**{head: of(rows) for head, of in columns.items()}, t("Stands in"): _stands(rows, view, t)}

    return told


def _stands(rows: Codes, view: View, t: Texts) -> list[str]:
    stages, lost = list(Stage), f" · {t('lost')}"
    places = zip(view.known.stage[rows].tolist(), view.known.lost[rows].tolist(), strict=True)
    return [stage_words(stages[rank], t) + (lost if is_lost else "") for rank, is_lost in places]


def _days(at: Instants, view: View, t: Texts) -> list[str]:
    return [t("no date") if when == NEVER else t.date_of(when, view.now.zone) for when in at.tolist()]
