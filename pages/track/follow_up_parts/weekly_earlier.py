"""Sign-offs of earlier weeks: who signed, what was decided, what has become of the leads since."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from db.versions import Versions
from db.weekly_checks import SignOff
from pages.track.follow_up_parts import weekly_files
from pages.ui import lead_link, session
from pages.ui.cells import without_formulas
from pages.ui.session import Size
from pages.ui.text import lines, plain, quiet, strong
from pages.ui.who import actor_name
from sla_core.i18n import Texts
from sla_core.situation import Situation
from sla_core.weekly_check import counted, since
from sla_core.weekly_check.words import (
    SINCE,
    became,
    beginning,
    decisions,
    five_numbers,
    looked_at,
    waited,
    week_words,
)

_OPENED = "opened_sign_off"
_ROWS = 4  # the rest opens
_TABLE_ROWS = {Size.DESK: 12, Size.ROOM: 8, Size.HALL: 5}


def draw(now: Situation, offs: Sequence[SignOff], t: Texts) -> None:
    """Draw the sign-offs, the newest first; each opens."""
    with st.container(border=True, gap="small"):
        st.markdown(strong(t("Weeks signed off")))
        if not offs:
            st.markdown(t("No week has been signed off yet."))
            return
        for sign_off in offs[:_ROWS]:
            _row(sign_off, offs, now, t)
        if rest := offs[_ROWS:]:
            others = st.expander(
                t("Show the other {n}", n=t.number(len(rest))), key="other_sign_offs", on_change="rerun"
            )
            if others.open:
                with others:
                    for sign_off in rest:
                        _row(sign_off, offs, now, t)


def is_open() -> bool:
    """Whether a sign-off stands before the page."""
    return session.value(_OPENED) is not None


def show_asked(known: Versions, now: Situation, offs: Sequence[SignOff], t: Texts) -> None:
    """Open the sign-off whose button was pressed."""
    asked = session.value(_OPENED)
    found = next((sign_off for sign_off in offs if sign_off.id == asked), None)
    if found is not None:
        title = t("Weekly check, {week}", week=week_words(found.week, t))
        st.dialog(title, width="large", on_dismiss=_forget)(_dialog)(known, now, found)


def signed_by(sign_off: SignOff, now: Situation, t: Texts) -> str:
    """Return who signed when: `Kari Nordmann, Fri 20 Nov 10:42`."""
    at = t.instant(sign_off.signed_at, now.zone, now.edge.now)
    return f"{actor_name(sign_off.signed_by, t)}, {at}"


def _row(sign_off: SignOff, offs: Sequence[SignOff], now: Situation, t: Texts) -> None:
    of = sign_off.snapshot
    week, again = beginning(week_words(sign_off.week, t)), _again(sign_off, offs, t)
    told = [
        f"{strong(week)} · {plain(signed_by(sign_off, now, t))}{again}",
        " · ".join([looked_at(of, t), *decisions(of.decisions, t)]),
    ]
    if of.leads:
        told.append(t("Since then: {became}", became=became(counted(of, now), t)))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(lines(told), width="stretch")
        st.button(
            t("Open"),
            key=f"open_{sign_off.id}",
            icon=":material/chevron_right:",
            icon_position="right",
            on_click=session.keep_on_page,
            args=(_OPENED, sign_off.id),
        )


def _again(sign_off: SignOff, offs: Sequence[SignOff], t: Texts) -> str:
    """Return that a week had been signed before, as markdown."""
    before = sum(other.week == sign_off.week and other.id < sign_off.id for other in offs)
    return f" · {quiet(t('sign-off number {n} of this week', n=before + 1))}" if before else ""


def _forget() -> None:
    session.keep(_OPENED, None)


def _dialog(known: Versions, now: Situation, sign_off: SignOff) -> None:
    lead_link.follow(_forget)
    t, of = session.texts(), sign_off.snapshot
    told = [t("Signed off by {who}", who=plain(signed_by(sign_off, now, t)))]
    if sign_off.comment:
        told.append(plain(sign_off.comment))
    told += [waited(of.figures, t), five_numbers(of.figures, t)]
    if of.leads:
        told.append(t("Since then: {became}", became=became(counted(of, now), t)))
    st.markdown(lines(told))
    if of.leads:
        _table(known, now, sign_off, t)
    facts = (
        (t("Signed off by"), signed_by(sign_off, now, t)),
        (t("Comment"), sign_off.comment),
        (t("Since then"), became(counted(of, now), t)),
    )
    with st.container(horizontal=True, gap="xsmall"):
        weekly_files.buttons(known, lambda: of, sign_off.week, facts, now, t, key=str(sign_off.id))


def _table(known: Versions, now: Situation, sign_off: SignOff, t: Texts) -> None:
    of, size = sign_off.snapshot, session.size()
    rows = [
        {
            t("Lead"): lead_link.opening(line.company),
            t("Decided"): line.decided,
            t("Since then"): t(SINCE[what]),
            t("How it stood"): line.stood,
            t("Owner"): line.owner,
            t("Comment"): line.comment,
        }
        for line, what in zip(weekly_files.lines(known, of, t), since(of, now), strict=True)
    ]
    st.dataframe(
        without_formulas(pd.DataFrame(rows)).drop(columns=t("Owner") if size is Size.HALL else []),
        hide_index=True,
        row_height=size.px(36),
        height=size.px(36 * min(len(rows) + 1, _TABLE_ROWS[size]) + 2),
        column_config=lead_link.column(t("Lead"), [lead.lead for lead in of.leads]),
        alt=t("Leads of this check, with what was decided and what has become of them"),
    )
