"""An import under way, seen from any window, and what the last one did."""

import time

import streamlit as st

from db.engine import reading
from db.intake import runs
from db.intake.runs import ImportRun, RunState
from pages.ui.text import plain, quiet, strong
from pages.ui.who import actor_name
from sla_core.i18n import Texts
from sla_core.situation import Situation

_RESULTS, _RESULT_SHOWN_SECONDS = 3, 3600


def progress(t: Texts) -> bool:
    """Draw the import under way, whoever started it; return whether there is one."""
    with reading() as db:
        run = runs.under_way(db)
    if run:
        _progress(run, t)
    return run is not None


def results(now: Situation, t: Texts) -> None:
    """Draw what the imports of the last hour did."""
    with reading() as db:
        ended = [(run, runs.counts(db, run.run)) for run in runs.recent(db, limit=_RESULTS)]
    for run, counts in ended:
        if time.time() - run.seen_at < _RESULT_SHOWN_SECONDS:
            _result(run, counts, now, t)


@st.fragment(run_every=0.5)
def _progress(run: ImportRun, t: Texts) -> None:
    with reading() as db:
        current = runs.under_way(db)
    if current is None:
        st.rerun()
    run = current
    with st.container(border=True):
        st.markdown(strong(t("Importing {files}", files=_files(run))))
        if run.state is RunState.STORING:
            st.progress(1.0, t("All rows are read. They are being stored, all of them or none."))
        elif run.records:
            text = t("{rows} of {records} rows read", rows=t.number(run.rows), records=t.number(run.records))
            st.progress(min(run.rows / run.records, 1.0), text)
        else:
            st.progress(0.0, t("Looking through the files"))
        by = plain(actor_name(run.person, t))
        st.markdown(
            quiet(t("Started by {name}. You can use the app meanwhile, and close this window.", name=by))
        )


def _result(run: ImportRun, counts: dict[str, int], now: Situation, t: Texts) -> None:
    if run.problem:
        why = plain(t.error(run.problem))
        st.error(t("{files} was not imported.", files=_files(run)) + " " + why)
        return
    with st.container(border=True), st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            strong(t("Imported: {files}", files=_files(run)))
            + "  \n"
            + t(
                "{new} new, {changed} changed, {unchanged} unchanged, {rejected} refused",
                **{name: t.number(n) for name, n in counts.items()},
            ),
            width="stretch",
        )
        if counts["rejected"]:
            st.button(t("Refused rows"), key=f"refused_{run.run}", type="tertiary", on_click=_to_earlier)
        if len(now.handovers):
            st.page_link("pages/meet/meeting.py", label=t("Meeting"), icon=":material/groups:")
            st.page_link("pages/track/follow_up.py", label=t("Follow-up"), icon=":material/arrow_forward:")


def _to_earlier() -> None:
    st.query_params["part"] = "earlier"


def _files(run: ImportRun) -> str:
    return plain(", ".join(run.files))
