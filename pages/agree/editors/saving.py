"""Saving a section: what was typed is checked, stored, or shown beside the form with the reason why not."""

from collections.abc import Callable

import streamlit as st

from db import drafts
from db.engine import note
from pages.agree.editors.form import Form, open_anew
from pages.ui import reads, session, sign_in
from pages.ui.text import plain, strong
from sla_core import labels
from sla_core.differences import differences
from sla_core.draft_values import checked
from sla_core.errors import Conflict, NotAllowed, SlaError
from sla_core.people import Action
from sla_core.sections import PATHS, SectionChanged, Value, with_value

Read = Callable[[Form], Value]


def save(form: Form, read: Read) -> None:
    """Store what was typed (for `on_click`)."""
    form.forget_problem()
    try:
        value = read(form)
        checked(form.version.terms, form.section, value, form.now)
    except SlaError as problem:
        form.refuse(problem)
        return
    if value == form.opened:
        session.notify(form.t("Nothing was changed, so nothing was saved."))
        open_anew()  # nothing typed can be lost; what others saved meanwhile is seen
        return
    store(form, form.opened, value)


def store(form: Form, opened: Value, value: Value) -> None:
    """Store a value against what was seen (for `on_click`); a conflict stays on the screen with all three."""
    t, version = form.t, form.version
    form.forget_problem()
    done = t(
        "{section}: saved in version {version}.",
        section=t(labels.SECTIONS[form.section]),
        version=version.label,
    )
    with session.write(Action.EDIT_DRAFT, done, lambda problem: _refuse(form, problem)) as db:
        voided = drafts.save_section(
            db,
            section=form.section,
            opened=opened,
            value=value,
            by=session.person(),
            identified_by=sign_in.identified_by(),
            now=session.now(),
        )
        note(db, version.label, section=form.section.value)
    if voided:
        session.notify(
            t("Version {version} is a draft again: what was signed no longer counts.", version=version.label)
        )
    open_anew()


def _refuse(form: Form, problem: SlaError) -> None:
    """Keep why nothing was stored beside the form; at the top of the page where there will be no form any more."""
    is_over = isinstance(problem, NotAllowed | Conflict) and not isinstance(problem, SectionChanged)
    if is_over:
        session.notify(form.t.error(problem), is_problem=True)
    else:
        form.refuse(problem)


def problem(form: Form) -> None:
    """Show why the last attempt was refused, above the button that was pressed."""
    if form.problem is not None and not isinstance(form.problem, SectionChanged):
        st.error(plain(form.t.error(form.problem)))


def others(form: Form) -> None:
    """Show what somebody else has saved since this was opened, and let one decide."""
    if isinstance(form.problem, SectionChanged):
        _conflict(form, form.problem)
    elif form.stored != form.opened:
        st.warning(
            form.t(
                "{names} saved this after you opened it. Save to compare both, or show what is saved: then what you "
                "have typed here is gone.",
                names=changed_by(form),
            )
        )
        st.button(form.t("Show what is saved"), key=form.key("show"), on_click=open_anew)


def changed_by(form: Form) -> str:
    """Return who has changed the section in this draft, as markdown; empty where nobody has."""
    who = reads.changed_by(reads.versions(), form.version.id)
    mine = PATHS[form.section]
    found = [
        name
        for path, (name, _) in who.items()
        if any(path == own or path.startswith(f"{own}.") for own in mine)
    ]
    return plain(", ".join(dict.fromkeys(found)))


def _conflict(form: Form, found: SectionChanged) -> None:
    t, terms = form.t, form.version.terms
    st.error(plain(t.error(found)))
    opened, theirs, yours = (
        with_value(terms, form.section, value) for value in (found.opened, found.theirs, found.yours)
    )
    by_them = {difference.path: difference for difference in differences(opened, theirs, t)}
    by_you = {difference.path: difference for difference in differences(opened, yours, t)}
    both = by_them | by_you
    st.table(
        {
            t("What"): [plain(difference.what) for difference in both.values()],
            t("When you opened it"): [plain(difference.was) for difference in both.values()],
            t("Theirs ({names})", names=changed_by(form)): [
                plain(by_them[path].becomes if path in by_them else both[path].was) for path in both
            ],
            t("Yours"): [
                strong(plain(by_you[path].becomes if path in by_you else both[path].was)) for path in both
            ],
        },
        border="horizontal",
        hide_index=True,
        alt=t("What both of you changed"),
    )
    with st.container(horizontal=True):
        st.button(t("Keep theirs"), key=form.key("theirs"), on_click=open_anew)
        st.button(
            t("Save mine instead"),
            key=form.key("mine"),
            on_click=store,
            args=(form, found.theirs, found.yours),
        )
