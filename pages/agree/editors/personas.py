"""Editor of the personas: which of the approved ones the draft names. Above it, the personas themselves."""

import streamlit as st

from db import personas
from db.engine import note
from pages.agree.editors import persona_form
from pages.agree.editors.form import Form
from pages.ui import reads, session
from pages.ui.text import plain, quiet, strong
from sla_core import labels
from sla_core.errors import SlaError
from sla_core.people import Action, Department
from sla_core.personas import PersonaVersion
from sla_core.sections import Value
from sla_core.wording import department

_TEAM = {Department.MARKETING: "blue", Department.SALES: "violet"}


def draw_all(form: Form) -> None:
    """Draw every persona as it stands, with who approved it, and the form in which one is written."""
    known = reads.personas(reads.versions())
    t = form.t
    if not known:
        st.markdown(t("No persona is written yet. Begin with the customer both would like to have more of."))
    for version in known:
        with st.container(border=True, gap="xsmall"):
            _draw(form, version)
    persona_form.draw(known, t)


def _draw(form: Form, version: PersonaVersion) -> None:
    t, content = form.t, version.content
    number = quiet(t("version {version}", version=version.version))
    st.markdown(f"{strong(plain(content.name))} {number}")
    st.markdown(plain(content.description))
    told = [_side(version, of, form) for of in Department]
    st.markdown("  \n".join(told))
    _offer_approval(form, version)


def _side(version: PersonaVersion, of: Department, form: Form) -> str:
    """Return who of a department was present, and who approved for it."""
    t = form.t
    name = f":{_TEAM[of]}[{t(labels.DEPARTMENTS[of])}]"
    present = ", ".join(plain(who) for who in version.content.present.get(of, ())) or t("nobody")
    approved = version.approved_by.get(of)
    told = (
        f":green[✓ {t('approved by {name}', name=plain(approved))}]"
        if approved
        else f":gray[○ {t('not approved yet')}]"
    )
    return t("{department}: present {names} · {approval}", department=name, names=present, approval=told)


def _offer_approval(form: Form, version: PersonaVersion) -> None:
    t, acting = form.t, session.person()
    if version.approved:
        return
    if not version.content.has_quorum:
        st.markdown(quiet(t("It can be approved when somebody of each department has been present.")))
    elif acting.department is None:
        st.markdown(quiet(t("Only somebody of a department can approve it.")))
    elif acting.may(Action.APPROVE_PERSONA) and acting.department not in version.approved_by:
        st.button(
            t(
                "Approve for {department} as {name}",
                department=department(acting.department, t),
                name=plain(acting.name),
            ),
            icon=":material/check:",
            key=f"approve_{version.id}",
            on_click=_approve,
            args=(form, version),
        )


def _approve(form: Form, version: PersonaVersion) -> None:
    t, name = form.t, version.content.name
    with session.write(Action.APPROVE_PERSONA, t("{name} is approved.", name=name)) as db:
        personas.approve(db, persona_version_id=version.id, by=session.person(), now=session.now())
        note(db, name, version=version.version)


def ask(form: Form) -> None:
    """Ask which approved personas the draft names."""
    t = form.t
    options = _options(form)
    st.multiselect(
        t("The draft names"),
        list(options),
        [_key(ref) for ref in form.at("personas")],
        format_func=lambda key: t(
            "{name} (version {version})", name=options[key]["name"], version=options[key]["version"]
        ),
        key=form.key("personas"),
        placeholder=t("none"),
    )
    st.markdown(quiet(t("Only personas that both departments have approved are offered.")))


def _options(form: Form) -> dict[str, Value]:
    """Return what the draft names and what else is approved."""
    approved = [v.ref.model_dump(mode="json") for v in reads.personas(reads.versions()) if v.approved]
    return {_key(ref): ref for ref in [*form.at("personas"), *approved]}


def _key(ref: Value) -> str:
    return f"{ref['persona']}:{ref['version']}"


def read(form: Form) -> Value:
    """Return the personas chosen; raises `SlaError` for two versions of the same one."""
    options = _options(form)
    chosen = [options[key] for key in form.typed("personas") if key in options]
    for place, ref in enumerate(chosen):
        if any(ref["persona"] == other["persona"] for other in chosen[:place]):
            raise SlaError("Choose one version of {name}, not two.", name=ref["name"])
    return {"personas": chosen}
