"""What stands beside the text: who has read and signed, what differs, what is missing, what to take away."""

from collections.abc import Mapping

import streamlit as st

from db.versions import Versions
from pages.agree import papers
from pages.agree.shown import Shown
from pages.ui import reads, session
from pages.ui.text import lines, plain, quiet, strong
from sla_core import labels
from sla_core.agreement import Status
from sla_core.checklist import Missing
from sla_core.checklist import missing as lacking
from sla_core.difference_runs import ChangeRun, in_runs
from sla_core.i18n import Texts
from sla_core.people import Department, Person, Role
from sla_core.signing import EntryType

_TEAM = {Department.MARKETING: "blue", Department.SALES: "violet"}


def team(department: Department, t: Texts) -> str:
    """Return a department in its colour."""
    return f":{_TEAM[department]}[{t(labels.DEPARTMENTS[department])}]"


def signatures(known: Versions, view: Shown, t: Texts) -> None:
    """Draw who signs the shown version, who has, and how many of each side have read it."""
    if view.version.provisional or view.version.status is Status.DRAFT:
        _voided(view, t)
        return
    signed = {link.entry.email.casefold(): link for link in view.agreement.signatures(view.version)}
    read = {
        act.entry.email.casefold(): act
        for act in view.agreement.acts(view.version)
        if act.entry.type is EntryType.READ
    }
    zone, now = view.now.zone, view.now.edge.now
    named = [
        (party.department, person) for party in view.version.terms.parties for person in party.signatories
    ]
    cells: dict[str, list[str]] = {t("Department"): [], t("Who"): [], t("Read"): [], t("Signed"): []}
    for department, person in named:
        key = person.email.casefold()
        row = [team(department, t), plain(person.name)]
        for done in (read, signed):
            at = done[key].entry.happened_at if key in done else None
            row.append(
                f":green[✓ {t.instant(at, zone, now)}]" if at is not None else f":gray[○ {t('not yet')}]"
            )
        for column, cell in zip(cells.values(), row, strict=True):
            column.append(cell)
    with st.container(border=True, gap="xsmall"):
        st.markdown(strong(t("Signatures on version {version}", version=view.version.label)))
        if view.version.status is Status.PROPOSED:
            st.markdown(begins_words(view, t))
        st.table(
            cells,
            border="horizontal",
            hide_index=True,
            hide_header=False,
            alt=t("Who has read and signed"),
        )
        st.markdown(quiet(_share_read(reads.people(known), set(read), t)))
        papers.receipts(known, view, t)
    _voided(view, t)


def _share_read(people: list[Person], read: set[str], t: Texts) -> str:
    told = []
    for department in Department:
        members = [p for p in people if p.department is department and p.role is not Role.VIEWER]
        done = sum(person.email.casefold() in read for person in members)
        name = t(labels.DEPARTMENTS[department])
        told.append(
            t(
                "{department}: read by {n} of {of}",
                department=name,
                n=t.number(done),
                of=t.number(len(members)),
            )
        )
    return " · ".join(told)


def _voided(view: Shown, t: Texts) -> None:
    """Say whose signatures the last change of the text has voided: both sides see it."""
    found = view.agreement.voided(view.version)
    if found is None:
        return
    lost, change = found
    zone, now = view.now.zone, view.now.edge.now
    names = plain(", ".join(link.entry.signer for link in lost))
    at = t.instant(change.entry.happened_at, zone, now)
    amendment = view.agreement.amended_by(change)
    if amendment is not None:
        told = t(
            "Version {version}, signed on {at}, changed targets or closed days here too. No longer valid: the "
            "signature of {names}.",
            version=amendment.label,
            at=at,
            names=names,
        )
    else:
        told = t(
            "{editor} changed the text on {at}. No longer valid: the signature of {names}.",
            editor=plain(change.entry.signer),
            at=at,
            names=names,
        )
    st.warning(told, icon=":material/signature:")


def differences(view: Shown, t: Texts) -> None:
    """Draw what the shown version changes: what, was, becomes, who."""
    if view.before is None or view.version.provisional:
        return
    with st.container(border=True, gap="xsmall"):
        st.markdown(strong(t("Differences to version {version}", version=view.before.label)))
        reason(view, t)
        if view.changes:
            difference_table(view, t)
        else:
            st.markdown(t("None: it says the same."))


def begins_words(view: Shown, t: Texts) -> str:
    """Return when a proposed version is to come into force."""
    if view.version.wished_from is None:
        return t("To be in force with the last signature.")
    return t("To be in force from {day}.", day=strong(t.day(view.version.wished_from)))


def reason(view: Shown, t: Texts) -> None:
    """Say why the shown version was proposed, where a reason was given."""
    if view.version.reason:
        st.markdown(t("Why: {reason}", reason=plain(view.version.reason)))


def difference_table(view: Shown, t: Texts) -> None:
    """Draw the differences as a table."""
    who = reads.changed_by(reads.versions(), view.version.id)
    changes = in_runs(view.changes, t)
    columns = {
        t("What"): [f":gray[{c.clause}] {plain(c.what)}" for c in changes],
        t("Was"): [plain(c.was) for c in changes],
        t("Becomes"): [strong(plain(c.becomes)) for c in changes],
    }
    if who:
        columns[t("Who")] = [_who(change, who) for change in changes]
    st.table(
        columns,
        border="horizontal",
        hide_index=True,
        hide_header=False,
        alt=t("What changes, what it was, what it becomes, who changed it"),
    )


def _who(change: ChangeRun, who: Mapping[str, tuple[str, Department | None]]) -> str:
    names = dict.fromkeys(who[path] for path in change.paths if path in who)
    return ", ".join(_coloured(name, department) for name, department in names) or "–"


def _coloured(name: str, department: Department | None) -> str:
    first = plain(name)
    return f":{_TEAM[department]}[{first}]" if department else first


def found_missing(known: Versions, view: Shown) -> list[Missing]:
    """Return what the shown version lacks."""
    return lacking(view.version.terms, reads.personas(known), reads.people(known), view.now.today)


def missing(known: Versions, view: Shown, t: Texts) -> None:
    """Draw what keeps the draft from being proposed, and what should be there; each leads to its editor."""
    if view.version.status is not Status.DRAFT and not (
        view.version.provisional and not view.agreement.draft
    ):
        return
    found = found_missing(known, view)
    with st.container(border=True, gap="xsmall"):
        if not found:
            st.markdown(f":green[✓ {t('Nothing is missing')}]")
            return
        st.markdown(strong(t("What is missing")))
        for item in found:
            sign = ":red[◆]" if item.blocks else ":gray[○]"
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f"{sign} {plain(t.error(item.sentence))}", width="stretch")
                st.button(
                    t("Enter it"),
                    key=f"missing_{item.section}_{item.sentence.message}",
                    type="tertiary",
                    icon=":material/chevron_right:",
                    icon_position="right",
                    on_click=to_editor,
                    args=(item.section.value,),
                )
        st.markdown(quiet(lines([t("◆ must be there before it can be proposed, ○ should be.")])))


def to_editor(section: str) -> None:
    """Open the editor of a section (for `on_click`)."""
    st.query_params["part"] = "edit"
    st.query_params["section"] = section


def export(known: Versions, view: Shown, t: Texts) -> None:
    """Draw what can be taken away: the version as PDF, the dates as a calendar file; and which version is shown."""
    with st.container(horizontal=True, vertical_alignment="center"):
        _version_choice(view, t)
        with st.popover(t("Export"), icon=":material/download:"):
            papers.downloads(known, view, t)


def _version_choice(view: Shown, t: Texts) -> None:
    newest_first = [version.label for version in reversed(view.agreement.versions)]
    session.keep("version_choice", view.version.label)
    st.selectbox(
        t("Version"),
        newest_first,
        format_func=lambda label: t("Version {version}", version=label),
        key="version_choice",
        label_visibility="collapsed",
        width=session.size().px(150),
        on_change=lambda: st.query_params.update(version=session.value("version_choice")),
    )
