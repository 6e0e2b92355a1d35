"""Why a lead has its grade, its rating and its stage: line by line, what it lacks for the next, how it is treated."""

import pandas as pd
import streamlit as st

from db.versions import Versions
from pages.track.lead_parts.case import Case
from pages.ui import lead_reads
from pages.ui.lead_reads import Score
from pages.ui.text import plain, quiet, strong
from sla_core import labels
from sla_core.clauses.ranking import treatment
from sla_core.errors import SlaError
from sla_core.handovers import ranks
from sla_core.i18n import Texts
from sla_core.lead_acts import worked_out
from sla_core.lead_criteria.movers import rule_words
from sla_core.people import Department
from sla_core.scoring import Line
from sla_core.scoring.contributions import Axis
from sla_core.scoring.missing_words import sentence
from sla_core.scoring.model import HUNDRED, Scale
from sla_core.scoring.words import shown, signed


def draw(known: Versions, case: Case, t: Texts) -> None:
    """Draw both axes, the way to the next stage, and what is agreed for the cell."""
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.markdown(f"{strong(t('Why this grade, rating and stage'))} {quiet(t('as of today'))}")
        try:
            score = lead_reads.score(known, case.now, case.lead_id)
        except SlaError as problem:
            st.markdown(plain(t.error(problem)))
            return
        of = score.explained
        _axis("fit", t("Fit"), of.grade, of.fit, score, t)
        _axis("engagement", t("Engagement"), of.rating, of.engagement, score, t)
        st.markdown(_stage(score, t))
        st.markdown(_treatment(score, t))
        st.markdown(quiet(_as_of_handover(case, score, t)))


def _axis(axis: Axis, title: str, band: str, points: int, score: Score, t: Texts) -> None:
    """Draw the lines of one axis under its sum; what they need for the bands stands in the header."""
    scale = score.model.grades if axis == "fit" else score.model.ratings
    lines, total = [line for line in score.explained.lines if line.axis == axis], shown(points, t)
    head = f"{strong(plain(f'{title} {band}'))} · {plain(_needs(scale, band, t))}"
    if not lines:
        nothing = pd.DataFrame({head: [t("No rule gives this lead points.")], total: [float("nan")]})
        st.table(
            nothing.style.format(na_rep="", subset=[total]), border="horizontal", hide_index=True, alt=title
        )
        return
    rows = pd.DataFrame(
        {
            head: [_reason(line, score, t) for line in lines],
            total: [line.points / HUNDRED for line in lines],
        }
    )
    styled = rows.style.format({total: lambda value: signed(round(value * HUNDRED), t)})
    st.table(styled, border="horizontal", hide_index=True, alt=f"{title}: {total}")


def _reason(line: Line, score: Score, t: Texts) -> str:
    """Return what a line is given for, and for what leads do what its points come of."""
    told, of = plain(_capital(rule_words(line, score.model, t))), score.contributions
    how = worked_out(line, score.model, of.known, of.moment, 0, t)
    return f"{told} {quiet(plain(how))}" if how else told


def _needs(scale: Scale, band: str, t: Texts) -> str:
    """Return from how many points the band is, and the next better one: `from 40, A from 60`."""
    rank = scale.rank(band)
    own = t("from {points}", points=shown(scale.minima[rank], t))
    if rank + 1 == len(scale.labels):
        return own
    better = t("{band} from {points}", band=scale.labels[rank + 1], points=shown(scale.minima[rank + 1], t))
    return f"{own}, {better}"


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _stage(score: Score, t: Texts) -> str:
    """Return the stage that the lead meets by its criteria today, and the shortest way to the next."""
    meets = strong(t("Meets today: {stage}.", stage=t(labels.STAGES[score.explained.stage])))
    if score.missing is None:
        return meets
    return f"{meets} :small[{plain(sentence(score.missing, t))}]"


def _treatment(score: Score, t: Texts) -> str:
    agreed, cell = score.explained.treatment, f"{score.explained.grade}{score.explained.rating}"
    if agreed is None:
        return f"{strong(plain(cell))} :small[{t('No treatment is agreed.')}]"
    told = plain(treatment(agreed, t))
    if agreed.owner is Department.SALES and agreed.respond_within is None:
        told = f"{told} {t('Time to respond: as promised for all.')}"
    return f"{strong(plain(cell))} :small[{told}]"


def _as_of_handover(case: Case, score: Score, t: Texts) -> str:
    """Return how it ranked when it was handed over, where that is not how it ranks today."""
    never_added = t("Fit and engagement are never added.")
    ranked = ranks.labels(case.now.handovers, case.now.versions, case.row) if case.row is not None else None
    if ranked is None or ranked == (score.explained.grade, score.explained.rating):
        return never_added
    then = t("At the handover it was {cell}.", cell=plain("".join(ranked)))
    return f"{then} {never_added}"
