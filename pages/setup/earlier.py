"""Earlier imports: what came in with each file, which rows were refused, and the way back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from db.engine import reading
from db.intake.earlier import EarlierImport, earlier, refused
from db.versions import DatabaseKind, Versions
from pages.setup import undo
from pages.ui import session
from pages.ui.session import Size
from pages.ui.text import lines, plain, quiet, strong
from pages.ui.who import actor_name
from sla_core import labels
from sla_core.i18n import Texts
from sla_core.intake.faults import RowError
from sla_core.intake.refusals import as_csv, why
from sla_core.situation import Situation

IMPORTS_SHOWN, HALL_SHOWN, REFUSED_SHOWN = 200, 10, 200
_ROWS_HIGH = 8


def draw(known: Versions, now: Situation, t: Texts) -> None:
    """Draw the earlier imports, newest first; what undoing the last one does; the refused rows of one."""
    with reading() as db:
        imports = earlier(db, limit=IMPORTS_SHOWN)
    with st.container(border=True):
        st.markdown(strong(t("Earlier imports")))
        if imports:
            _table(imports, now.zone, t)
            most = HALL_SHOWN if session.size() is Size.HALL else IMPORTS_SHOWN
            if len(imports) >= most:
                st.markdown(quiet(t("The newest {n} files are listed.", n=t.number(most))))
        elif known.kind is DatabaseKind.SAMPLE:
            st.markdown(
                t("Nothing was imported here: the sample company is invented, its leads came with it.")
            )
        else:
            st.markdown(t("Nothing has been imported yet. Files that you bring in are listed here."))
    if imports:
        undo.draw(now.zone, t)
        _refused_rows(imports, now.zone, t)


def when(instant: int, zone: str, t: Texts) -> str:
    """Return local date with its year, and time: imports are kept for years."""
    day = datetime.fromtimestamp(instant, ZoneInfo(zone)).date()
    return f"{t.day(day)} {t.time(instant, zone)}"


def _table(imports: Sequence[EarlierImport], zone: str, t: Texts) -> None:
    if session.size() is Size.HALL:  # ten columns in one line would be wider than the screen
        st.table(
            [_two_lines(each, zone, t) for each in imports[:HALL_SHOWN]], border="horizontal", hide_index=True
        )
        return
    rows = [
        {
            t("When"): when(each.finished_at, zone, t),
            t("File"): each.file,
            t("What it is"): t(labels.FILE_KINDS[each.kind]),
            t("Who"): actor_name(each.person, t),
            t("Rows"): each.rows,
            t("New"): each.new,
            t("Changed"): each.changed,
            t("Unchanged"): each.unchanged,
            t("Refused"): each.rejected,
            t("State"): t("undone") if each.is_undone else t("imported"),
        }
        for each in imports
    ]
    st.dataframe(
        pd.DataFrame(rows).style.format(t.number, subset=[t("Rows"), *_counts(t)]),
        hide_index=True,
        row_height=session.size().px(35),
        height=_height(len(rows)),
        alt=t("Earlier imports with their counts"),
    )


def _height(rows: int) -> int | Literal["content"]:
    return "content" if rows < _ROWS_HIGH else session.size().px(35 * _ROWS_HIGH)


def _two_lines(each: EarlierImport, zone: str, t: Texts) -> dict[str, str]:
    """Return a file with what belongs together in one cell, one under the other."""
    told, state = [plain(each.file), quiet(t(labels.FILE_KINDS[each.kind]))], t("undone")
    by_whom = [plain(when(each.finished_at, zone, t)), quiet(plain(actor_name(each.person, t)))]
    return {
        t("File"): lines(told),
        t("When"): lines(by_whom),
        t("Rows"): lines([t.number(each.rows), quiet(state)] if each.is_undone else [t.number(each.rows)]),
        t("New"): t.number(each.new),
        t("Changed"): t.number(each.changed),
        t("Unchanged"): t.number(each.unchanged),
        t("Refused"): t.number(each.rejected),
    }


def _counts(t: Texts) -> list[str]:
    return [t("New"), t("Changed"), t("Unchanged"), t("Refused")]


def _refused_rows(imports: Sequence[EarlierImport], zone: str, t: Texts) -> None:
    """Draw the refused rows of the chosen file, the newest with any unless another one is chosen."""
    kept = {each.batch_id: each for each in imports if each.rejected and not each.is_undone}
    with st.container(border=True):
        st.markdown(strong(t("Refused rows")))
        if not kept:
            st.markdown(t("No file that is imported has refused rows."))
            return
        chosen = st.selectbox(
            t("Of which file"),
            list(kept),
            format_func=lambda batch_id: _choice(kept[batch_id], zone, t),
            key="refused_of",
        )
        _refused_of(kept[chosen], t)


def _choice(each: EarlierImport, zone: str, t: Texts) -> str:
    n = t.plural("{n} refused row", "{n} refused rows", each.rejected)
    return f"{each.file} · {n} · {when(each.finished_at, zone, t)}"


def _refused_of(chosen: EarlierImport, t: Texts) -> None:
    with reading() as db:
        shown = refused(db, batch_id=chosen.batch_id, limit=REFUSED_SHOWN)
    st.dataframe(
        {
            t("Line"): [error.line for error in shown],
            t("Column"): [error.column or "" for error in shown],
            t("Value"): [error.value for error in shown],
            t("Why"): [why(error, t) for error in shown],
        },
        hide_index=True,
        row_height=session.size().px(35),
        height=_height(len(shown)),
        alt=t("Refused rows with line, column, value and reason"),
    )
    if len(shown) < chosen.rejected:
        n = t.number(chosen.rejected)
        st.markdown(quiet(t("The first {shown} of {n}; the file has all.", shown=t.number(len(shown)), n=n)))
    st.download_button(
        t("Refused rows as a file"),
        data=lambda: as_csv(all_refused(chosen.batch_id), t),
        file_name="refused.csv",
        mime="text/csv",
        icon=":material/download:",
    )


def all_refused(batch_id: int) -> list[RowError]:
    """Return all refused rows of a file."""
    with reading() as db:
        return refused(db, batch_id=batch_id)
