"""What is seldom asked of a lead: earlier handovers, its stages with what they rest on, what is held on the person."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import streamlit as st

from db.versions import Versions
from pages.track.lead_parts import happened as lead_happened
from pages.track.lead_parts import held as lead_held
from pages.track.lead_parts.case import Case
from pages.ui import lead_rows
from pages.ui.text import plain
from sla_core import labels
from sla_core.errors import SlaError
from sla_core.i18n import Texts
from sla_core.lead import evidence_words
from sla_core.lead.history import Entry
from sla_core.lead.story_words import basis
from sla_core.scoring import Model, compiled


def draw(known: Versions, case: Case, t: Texts) -> None:
    """Draw the parts that there are, each closed until it is opened."""
    earlier = _earlier(case)
    parts: list[tuple[str, str, Callable[[], None]]] = []
    if older := lead_happened.older(case):
        title = t.plural("What happened before: {n} more", "What happened before: {n} more", len(older))
        parts.append(("older", title, lambda: lead_happened.draw_older(case, t)))
    if len(earlier):
        title = t.plural("{n} earlier handover", "{n} earlier handovers", len(earlier))
        parts.append(("earlier", title, lambda: _handovers(known, case, earlier, t)))
    if entries := case.history.entries:
        title = t.plural("{n} entry into a stage", "{n} entries into stages", len(entries))
        parts.append(("entries", title, lambda: _entries(case, t)))
    if merged := case.history.merged:
        title = t.plural("{n} merged lead", "{n} merged leads", len(merged))
        parts.append(("merged", title, lambda: _merged(case, t)))
    parts.append(("held", t("Everything held on this person"), lambda: lead_held.draw(case, t)))
    for name, title, content in parts:
        part = st.expander(title, key=f"lead_{name}", on_change="rerun")
        if part.open:
            with part:
                content()


def _earlier(case: Case) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Return the positions of the handovers before the newest."""
    return np.arange(max(len(case.now.handovers) - 1, 0))


def _handovers(
    known: Versions, case: Case, rows: "np.ndarray[tuple[int], np.dtype[np.int64]]", t: Texts
) -> None:
    found = lead_rows.table(rows, known, case.now, t).drop(columns=[t("Lead"), t("Company"), t("Owner")])
    _table(found, t("Earlier handovers of this lead"))


def _entries(case: Case, t: Texts) -> None:
    _table(
        pd.DataFrame(
            {
                t("Stage"): [t(labels.STAGES[entry.stage]) for entry in case.history.entries],
                t("Entered"): [_entered(entry, case, t) for entry in case.history.entries],
                t("Recorded"): [t.moment(entry.recorded_at, case.now.zone) for entry in case.history.entries],
                t("Rests on"): [_rests_on(entry, case, t) for entry in case.history.entries],
            }
        ),
        t("Entries of this lead into stages"),
    )


def _entered(entry: Entry, case: Case, t: Texts) -> str:
    if entry.at is None:
        return t("no date")
    return t.date_of(entry.at, case.now.zone) if entry.span else t.moment(entry.at, case.now.zone)


def _rests_on(entry: Entry, case: Case, t: Texts) -> str:
    """Return what an entry rests on, with its evidence as it was written down then."""
    told = t("{what} (corrected later)", what=basis(entry, t)) if entry.superseded else basis(entry, t)
    return " · ".join([told, *evidence_words.told(entry.evidence, _model(entry, case), t)])


def _model(entry: Entry, case: Case) -> Model | None:
    """Return the scoring model of the version that an entry names; None without one, or where it cannot score."""
    version = next((v for v in case.now.versions if v.label == entry.version), None)
    try:
        return compiled(version.terms.scoring) if version else None
    except SlaError:
        return None


def _merged(case: Case, t: Texts) -> None:
    for other in case.history.merged:
        at = t.moment(other.at, case.now.zone) if other.at is not None else t("no date")
        name = plain(other.name or t("Lead {n}", n=other.lead_id))
        st.markdown(t("{name}, merged {when}", name=name, when=plain(at)))


def _table(rows: pd.DataFrame, alt: str) -> None:
    shown = rows.map(lambda cell: plain(str(cell)))
    st.table(shown, border="horizontal", hide_index=True, alt=alt)
