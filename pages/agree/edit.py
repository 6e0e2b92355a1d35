"""The draft, section by section: what it is about, how it reads now, and the form that changes it."""

import streamlit as st

from pages.agree import acts
from pages.agree.editors import EDITORS, Editor, saving
from pages.agree.editors.about import ABOUT
from pages.agree.editors.form import Form, open_form
from pages.agree.reading import marked
from pages.ui import reads, session, widgets
from pages.ui.text import plain, quiet, strong
from pages.ui.who import actor_name
from sla_core import labels
from sla_core.agreement import OPEN, AgreementVersion, Status
from sla_core.clauses.text import chapters
from sla_core.i18n import Texts
from sla_core.people import Action
from sla_core.sections import Section, changed_sections


def draw(version: AgreementVersion, agreed: AgreementVersion, t: Texts) -> None:
    """Draw the editor of the section in the address (`?section=response`).

    `version` is the draft, or what was agreed last where none is open; `agreed` what was agreed last.
    """
    if version.status not in OPEN or version.amendment:
        _start(t)
        return
    section = _choose(version, agreed, t)
    with st.container(border=True):
        st.markdown(f"{strong(t(labels.SECTIONS[section]))} · {t(ABOUT[section])}")
        if section not in EDITORS:
            _clauses(version, section, t, is_quiet=False)
            st.markdown(quiet(t("They cannot be changed here yet: the draft takes them over as they are.")))
        elif session.person().may(Action.EDIT_DRAFT):
            _clauses(version, section, t, is_quiet=True)
            _editor(open_form(version, agreed, section, session.now(), t), EDITORS[section])
        else:
            _clauses(version, section, t, is_quiet=False)
            EDITORS[section].look(open_form(version, agreed, section, session.now(), t))
            st.markdown(_who_may(t))


def _start(t: Texts) -> None:
    """Say that no draft is open, and offer to begin one."""
    agreement = reads.whole_agreement(reads.versions())
    with st.container(border=True):
        st.markdown(
            t(
                "No draft is open. The next version begins as a copy of what was agreed last; then it is changed here, "
                "section by section."
            )
        )
        if session.person().may(Action.EDIT_DRAFT):
            st.button(
                t("Start version {version}", version=max(v.number for v in agreement.versions) + 1),
                icon=":material/edit_note:",
                type="primary",
                on_click=acts.start_draft,
            )
        else:
            st.markdown(_who_may(t))


def _choose(version: AgreementVersion, agreed: AgreementVersion, t: Texts) -> Section:
    differing = changed_sections(agreed.terms, version.terms)
    options = {
        section.value: f"{t(name)} •" if section in differing else t(name)
        for section, name in labels.SECTIONS.items()
    }
    chosen = Section(widgets.choice("section", options, label=t("Section")))
    if differing:
        what = (
            t("• differs from the working rules")
            if agreed.provisional
            else t("• differs from version {version}", version=agreed.label)
        )
        st.markdown(quiet(what))
    return chosen


def _clauses(version: AgreementVersion, section: Section, t: Texts, *, is_quiet: bool) -> None:
    """Draw the clauses that a section makes, as they read in the draft now."""
    found = [c for chapter in chapters(version.terms, t) for c in chapter.clauses if c.section is section]
    told = "  \n".join(f":gray[{clause.id}] {marked(clause.text)}" for clause in found)
    st.markdown(quiet(told) if is_quiet else told)


def _who_may(t: Texts) -> str:
    people = reads.people(reads.versions())
    may = [plain(person.name) for person in people if person.may(Action.EDIT_DRAFT)]
    told = t("The draft is changed by managers: {names}.", names=", ".join(may) or t("nobody"))
    return f"{told} {t('You act as {name}.', name=plain(actor_name(session.person().name, t)))}"


def _editor(form: Form, editor: Editor) -> None:
    t = form.t
    if names := saving.changed_by(form):
        st.markdown(quiet(t("Changed in this draft by {names}.", names=names)))
    editor.before(form)
    warn(form)
    if editor.is_form:
        with st.form(form.key("form"), border=False, enter_to_submit=False):
            editor.ask(form)
            saving.problem(form)
            with st.container(horizontal=True):
                _submit(form, editor)
                editor.beside(form)
    else:
        editor.ask(form)
        saving.problem(form)
        st.button(
            t("Save in the draft"),
            type="primary",
            key=form.key("save"),
            on_click=saving.save,
            args=(form, editor.read),
        )
    saving.others(form)
    editor.after(form)


def _submit(form: Form, editor: Editor) -> None:
    st.form_submit_button(
        form.t("Save in the draft"),
        type="primary",
        key=form.key("save"),
        on_click=saving.save,
        args=(form, editor.read),
    )


def warn(form: Form) -> None:
    """Say what saving does to a version that is proposed."""
    version, t = form.version, form.t
    if version.status is not Status.PROPOSED:
        return
    signed = reads.whole_agreement(reads.versions()).signatures(version)
    told = (
        t.plural(
            "Version {version} is proposed and signed by {names}: saving makes it a draft again and voids the "
            "signature.",
            "Version {version} is proposed and signed by {names}: saving makes it a draft again and voids the "
            "signatures.",
            len(signed),
            version=version.label,
            names=plain(", ".join(link.entry.signer for link in signed)),
        )
        if signed
        else t("Version {version} is proposed: saving makes it a draft again.", version=version.label)
    )
    st.warning(told, icon=":material/signature:")
