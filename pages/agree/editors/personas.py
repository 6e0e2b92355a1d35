"""Editor of the personas: which of the approved ones the draft names. Above it, the personas themselves."""

import streamlit as st

from pages.agree.editors import persona_form
from pages.agree.editors.form import Form
from pages.agree.personas_parts import approval
from pages.ui import reads
from pages.ui.text import plain, quiet, strong
from sla_core.errors import SlaError
from sla_core.persona.document import PersonaVersion
from sla_core.sections import Value


def draw_all(form: Form) -> None:
    """Draw every persona as it stands, with who approved it, and the form in which one is written."""
    known = reads.personas(reads.versions())
    t = form.t
    if not known:
        st.markdown(t("No persona is written yet. Begin with the customer both would like to have more of."))
    st.page_link("pages/agree/personas.py", label=t("All personas"), icon=":material/arrow_forward:")
    for version in known:
        with st.container(border=True, gap="xsmall"):
            _draw(form, version)
    persona_form.draw(known, t)


def _draw(form: Form, version: PersonaVersion) -> None:
    t, content = form.t, version.content
    number = quiet(t("version {version}", version=version.version))
    st.markdown(f"{strong(plain(content.name))} {number}")
    st.markdown(plain(content.description))
    approval.sides(version, t)
    approval.offer(version, t)


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
