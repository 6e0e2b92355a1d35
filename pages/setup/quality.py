"""The quality of what came in: how much can be judged, what stands in the way, what to do about it."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from db.versions import Versions
from pages.ui import reads, session, widgets
from pages.ui.lead_rows import LeadSet
from pages.ui.text import lines, plain, quiet, strong
from sla_core import labels
from sla_core import quality as rules
from sla_core.i18n import NBSP, Texts, mark
from sla_core.quality import Batch, Cause, Finding, Group, Quality, words
from sla_core.situation import Situation
from sla_core.verdict import Standing

FILES_SHOWN = 20
_COLUMNS = (3, 8, 10)  # number, what it is, what to do about it
_FILE_COLUMNS = (10, 11)  # the file, its counts
_TITLES = {
    Group.HANDOVERS: mark("Handovers that cannot be judged"),
    Group.REFUSED: mark("Refused rows"),
    Group.KNOWN: mark("What is known of the leads"),
}


def draw(known: Versions, now: Situation, t: Texts) -> dict[str, LeadSet]:
    """Draw the panel and return the leads behind its numbers, for `lead_rows.show_asked`."""
    counted = reads.data_quality(known)
    if not now.versions or not (counted.batches or reads.lead_count(known)):
        _nothing_yet(t)
        return {}
    _how_much(counted, now, t)
    found = rules.findings(counted, now)
    for group in Group:
        _group(group, [each for each in found if each.group is group], bool(counted.batches), t)
    _files(counted.batches, now.zone, t)
    rows = rules.handover_rows(counted, now)
    return {
        _set_name(each): LeadSet(words.name(each, t), partial(rows.__getitem__, each.what))
        for each in found
        if isinstance(each.what, Cause) and each.what in rows
    }


def _nothing_yet(t: Texts) -> None:
    with st.container(border=True):
        st.markdown(
            t(
                "Nothing has come in yet. Bring in leads and calls from your CRM: then this part says how many "
                "handovers can be judged, and what to do about the others."
            )
        )
        st.button(t("Bring in leads"), icon=":material/arrow_forward:", on_click=_bring_in)


def _bring_in() -> None:
    st.query_params.pop("part", None)  # files are brought in on the first part of the page


def _show_refused(batch: int) -> None:
    """Go to the refused rows of a file."""
    session.keep("refused_of", batch)
    st.query_params["part"] = "earlier"


def _how_much(counted: Quality, now: Situation, t: Texts) -> None:
    share, stands = rules.judged(now), rules.standing(now)
    with st.container(border=True, gap="xsmall"):
        if not len(now.handovers):
            st.markdown(strong(t("No lead has been handed over to sales yet")))
            st.markdown(
                t(
                    "There are leads, but none has reached the point at which sales gets them. Bring in the dates of "
                    "their stages, or the day on which they were handed over."
                )
            )
        else:
            few = share.of < now.limits.least_cases
            st.markdown(f"{strong(words.verdict(share, few, t))} · {_status(stands, t)}")
            st.markdown(quiet(_counted(share, now, t)))
        st.markdown(_edge(counted, now, t))
        st.markdown(quiet(_totals(counted, t)))


def _status(stands: Standing, t: Texts) -> str:
    return f":{stands.colour}[**{stands.shape}{NBSP}{t(words.STANDINGS[stands])}**]"


def _counted(share: rules.Share, now: Situation, t: Texts) -> str:
    return t(
        "Counted are all that are met, late, overdue, not measurable or past their deadline since the last data. "
        "The others are not yet due: {n}.",
        n=t.number(len(now.handovers) - share.of),
    )


def _edge(counted: Quality, now: Situation, t: Texts) -> str:
    if not counted.vague_attempts.of:
        told = t(
            "No contact attempt is known yet, so every lead counts as waiting. Bring in the calls from your CRM, "
            "or log them here."
        )
        return f"{_status(Standing.BROKEN, t)}: {told}"
    if now.edge.known_until is None:
        return t("Contact attempts are logged here only, so they are known until now.")
    until = t.moment(now.edge.known_until, now.zone)
    told = t("Attempts are known until {instant}.", instant=until)
    if not now.is_stale:
        return told
    return (
        f"{told} {_status(Standing.AT_RISK, t)}: {t('that is more than 24 hours ago. Bring in newer ones.')}"
    )


def _totals(counted: Quality, t: Texts) -> str:
    return t(
        "Leads: {leads} · Contact attempts: {attempts} · Activities: {activities}",
        leads=t.number(counted.never_handed_over.of),
        attempts=t.number(counted.vague_attempts.of),
        activities=t.number(counted.vague_activities.of),
    )


def _group(group: Group, found: Sequence[Finding], has_files: bool, t: Texts) -> None:
    if group is Group.REFUSED and not has_files:
        return
    there = [each for each in found if each.share.n]
    with st.container(border=True, gap="small"):
        st.markdown(strong(t(_TITLES[group])))
        for each in there:
            _row(each, t)
        if group is Group.REFUSED and there:
            st.markdown(quiet(t("Of a file that came in several times, the newest counts.")))
        if missing := [t(words.NAMES[each.what]) for each in found if not each.share.n]:
            st.markdown(quiet(t("✓ Looked for and not found: {what}.", what=" · ".join(missing))))


def _row(found: Finding, t: Texts) -> None:
    number, what, to_do = st.columns(_COLUMNS, gap="xsmall", vertical_alignment="center")
    label = f":{found.standing.colour}[{found.standing.shape}] **{t.number(found.share.n)}**"
    with number:
        if found.batches:
            _refused_button(label, found, t)
        else:
            opens = found.of is rules.Of.HANDOVERS
            widgets.number_button(label, _set_name(found), found.share.n if opens else 0, t)
    told = [strong(words.name(found, t)), _how_many(found, t)]
    if found.batches:
        told.append(quiet(_file_names(found.batches, t)))
    what.markdown(lines(told))
    to_do.markdown(t(words.TO_DO[found.what]))


def _how_many(found: Finding, t: Texts) -> str:
    stands = t(words.STANDINGS[found.standing]).replace(" ", NBSP)
    return f":small[:gray[{words.how_many(found, t)}] · :{found.standing.colour}[{stands}]]"


def _set_name(found: Finding) -> str:
    return f"quality_{found.what.value}"


def _refused_button(label: str, found: Finding, t: Texts) -> None:
    st.button(
        label,
        key=f"refused_{found.what.value}",
        type="tertiary",
        icon=":material/chevron_right:",
        icon_position="right",
        help=t("Show the file in Earlier imports"),
        on_click=_show_refused,
        args=(found.batches[0].id,),
    )


def _file_names(batches: Sequence[Batch], t: Texts) -> str:
    names = ", ".join(plain(batch.file) for batch in batches[:2])
    more = len(batches) - 2
    return f"{names} {t('and {n} more', n=t.number(more))}" if more > 0 else names


def _files(batches: Sequence[Batch], zone: str, t: Texts) -> None:
    with st.container(border=True, gap="small"):
        st.markdown(strong(t("What came in, file by file")))
        if not batches:
            st.markdown(t("No file has come in: what is here was invented or logged by hand."))
        shown = batches[:FILES_SHOWN]
        for batch in shown:
            _file(batch, zone, t)
        if len(shown) < len(batches):
            told = t("The newest {shown} of {n}.", shown=t.number(len(shown)), n=t.number(len(batches)))
            st.markdown(quiet(told))


def _file(batch: Batch, zone: str, t: Texts) -> None:
    """Draw a file in a row; a table of nine columns would be cut off on a phone."""
    about, counts = st.columns(_FILE_COLUMNS, gap="xsmall", vertical_alignment="center")
    when = t.moment(batch.finished_at, zone)
    if batch.known_until is not None:
        until = t("Attempts are known until {instant}.", instant=t.moment(batch.known_until, zone))
        when = f"{when} · {until}"
    kind = t(labels.FILE_KINDS[batch.kind])
    about.markdown(lines([f"{strong(plain(batch.file))} · {kind}", quiet(when)]))
    told = {
        t("Rows"): batch.rows,
        t("New"): batch.new,
        t("Changed"): batch.changed,
        t("Unchanged"): batch.unchanged,
        t("Refused"): batch.rejected,
    }
    with counts, st.grid(5, min_column_width=session.size().px(100), gap="xxsmall"):
        for label, n in told.items():
            st.markdown(f":small[{label} **{t.number(n)}**]")
