"""Who was present when a persona was made, who has approved it, and the button by which one does."""

import streamlit as st

from db import personas
from db.engine import note
from pages.ui import session
from pages.ui.text import lines, plain, quiet
from sla_core import labels
from sla_core.i18n import Texts
from sla_core.people import Action, Department
from sla_core.persona.document import PersonaVersion
from sla_core.wording import department, joined

_TEAM = {Department.MARKETING: "blue", Department.SALES: "violet"}


def badge(version: PersonaVersion, t: Texts) -> None:
    """Draw how far the approval is."""
    missing = [department(of, t) for of in Department if of not in version.approved_by]
    if version.approved:
        st.badge(f"✓ {t('approved')}", color="green")
    elif not version.content.has_quorum:
        st.badge(f"○ {t('one side was not present')}", color="gray")
    else:
        st.badge(f"○ {t('waits for {departments}', departments=joined(missing, t))}", color="gray")


def sides(version: PersonaVersion, t: Texts) -> None:
    """Draw who of each department was present, and who approved for it."""
    st.markdown(lines(_side(version, of, t) for of in Department))


def _side(version: PersonaVersion, of: Department, t: Texts) -> str:
    name = f":{_TEAM[of]}[{t(labels.DEPARTMENTS[of])}]"
    present = ", ".join(plain(who) for who in version.content.present.get(of, ())) or t("nobody")
    approved = version.approved_by.get(of)
    told = (
        f":green[✓ {t('approved by {name}', name=plain(approved))}]"
        if approved
        else f":gray[○ {t('not approved yet')}]"
    )
    return t("{department}: present {names} · {approval}", department=name, names=present, approval=told)


def offer(version: PersonaVersion, t: Texts) -> None:
    """Draw the button by which the acting person approves for the own department, or why there is none."""
    acting = session.person()
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
            args=(version,),
        )


def _approve(version: PersonaVersion) -> None:
    t, name = session.texts(), version.content.name
    with session.write(Action.APPROVE_PERSONA, t("{name} is approved.", name=name)) as db:
        personas.approve(db, persona_version_id=version.id, by=session.person(), now=session.now())
        note(db, name, version=version.version)
