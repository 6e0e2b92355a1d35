"""The two dialogs before something becomes binding: propose a draft, sign a proposal."""

import time
from datetime import date, timedelta

import streamlit as st

from db import proposals, signatures
from db.engine import note
from pages.agree import cards
from pages.agree.shown import Shown
from pages.ui import session, sign_in
from pages.ui.text import plain, quiet, strong
from sla_core import labels
from sla_core.agreement import AgreementVersion, Status, begins
from sla_core.i18n import Texts
from sla_core.people import Action, Person
from sla_core.terms import Terms

_ASKED = "agreement_dialog"
_AT_ONCE, _LATER = "at_once", "later"


def ask(what: str) -> None:
    """Open a dialog at the next run (for `on_click`)."""
    session.keep(_ASKED, what)


def _forget() -> None:
    session.keep(_ASKED, None)


def is_named(version: AgreementVersion, person: Person) -> bool:
    """Whether the version names this person as one who signs for their department."""
    return any(
        signatory.email.casefold() == person.email.casefold()
        for party in version.terms.parties
        if party.department is person.department
        for signatory in party.signatories
    )


def show_asked(view: Shown, t: Texts) -> None:
    """Open the dialog that was asked for. Call it once, at the end of the page."""
    match session.value(_ASKED):
        case "propose":
            title = t("Propose version {version}", version=view.version.label)
            st.dialog(title, width="large", icon=":material/handshake:", on_dismiss=_forget)(_propose)(
                view, t
            )
        case "sign":
            title = t("Sign version {version}", version=view.version.label)
            st.dialog(title, width="large", icon=":material/signature:", on_dismiss=_forget)(_sign)(view, t)


def _propose(view: Shown, t: Texts) -> None:
    st.markdown(
        t(
            "Its text is written down now, in both languages, and everybody can read it. "
            "Any change after this makes it a draft again."
        )
    )
    cards.difference_table(view, t)
    when = st.segmented_control(
        t("In force"),
        [_AT_ONCE, _LATER],
        default=_AT_ONCE,
        required=True,
        format_func=lambda value: t("with the last signature") if value == _AT_ONCE else t("on a later day"),
        key="propose_when",
    )
    if when == _LATER:
        st.date_input(
            t("From 00:00 on"),
            _next_month(view.now.today),
            format="DD.MM.YYYY",
            key="propose_day",
        )
    st.text_input(t("Why (the other department reads it)"), key="propose_why", max_chars=500)
    st.button(
        t("Propose version {version}", version=view.version.label),
        type="primary",
        key="propose_now",
        on_click=_propose_now,
        args=(view.version.terms,),
    )


def _next_month(today: date) -> date:
    return (today.replace(day=1) + timedelta(days=32)).replace(day=1)


def _propose_now(shown: Terms) -> None:
    t = session.texts()
    is_later = session.value("propose_when") == _LATER
    _forget()
    with session.write(Action.PROPOSE, t("Proposed. Both departments can read and sign it now.")) as db:
        made = proposals.propose(
            db,
            shown=shown,
            wished_from=session.value("propose_day") if is_later else None,
            reason=session.value("propose_why", ""),
            by=session.person(),
            identified_by=sign_in.identified_by(),
            now=session.now(),
        )
        note(db, made.label)
    st.query_params["version"] = made.label
    st.rerun()  # of the whole page: it stands outside the dialog


def _sign(view: Shown, t: Texts) -> None:
    acting, version = session.person(), view.version
    department = f"{t(labels.DEPARTMENTS[acting.department])}" if acting.department else ""
    told = [t("You sign as {name} for {department}.", name=strong(plain(acting.name)), department=department)]
    told += [_already(view, t), cards.begins_words(view, t), _then(view, acting, t)]
    st.markdown(" ".join(text for text in told if text))
    st.markdown(strong(t("What you agree to change")))
    cards.reason(view, t)
    cards.difference_table(view, t)
    beside = view.agreement.draft
    if version.amendment and beside is not None and beside.status is Status.PROPOSED:
        st.warning(
            t(
                "Version {version}, proposed beside it, becomes a draft again and takes this over.",
                version=beside.label,
            )
        )
    st.markdown(strong(t("Fingerprint of the text you have read")) + " " + quiet("SHA-256"))
    st.code(grouped(version.content_sha256 or ""), language=None)
    st.markdown(
        quiet(
            t(
                "Any later change of the text voids the signature. This is a simple electronic signature; "
                "you get a receipt to keep."
            )
        )
    )
    st.button(
        t("Sign version {version} as {name}", version=version.label, name=plain(acting.name)),
        type="primary",
        key="sign_now",
        icon=":material/signature:",
        on_click=_sign_now,
        args=(version.id, version.content_sha256, version.label),
    )


def grouped(fingerprint: str) -> str:
    """Return a hash in groups of four, half of it a line: to be compared by eye."""
    fours = [fingerprint[place : place + 4] for place in range(0, len(fingerprint), 4)]
    half = len(fours) // 2
    return f"{' '.join(fours[:half])}\n{' '.join(fours[half:])}"


def _already(view: Shown, t: Texts) -> str:
    signed = view.agreement.signatures(view.version)
    if not signed:
        return ""
    zone, now = view.now.zone, view.now.edge.now
    return t(
        "Signed already: {names}.",
        names=", ".join(
            f"{plain(link.entry.signer)} ({t.instant(link.entry.happened_at, zone, now)})" for link in signed
        ),
    )


def _then(view: Shown, acting: Person, t: Texts) -> str:
    left = [p for p in view.agreement.missing(view.version) if p.email.casefold() != acting.email.casefold()]
    if view.version.amendment:
        left = [p for p in left if p.email.casefold() not in _same_side(view.version, acting)]
    if left:
        return t("After that it still needs: {names}.", names=", ".join(plain(p.name) for p in left))
    begin = begins(view.version, view.now.edge.now, view.agreement.agreed)
    if begin > view.now.edge.now:
        day = t.date_of(begin, view.now.zone)
        return t("With your signature it comes into force on {day}.", day=strong(day))
    return strong(t("With your signature it is in force at once."))


def _same_side(version: AgreementVersion, person: Person) -> set[str]:
    return {
        signatory.email.casefold()
        for party in version.terms.parties
        if party.department is person.department
        for signatory in party.signatories
    }


def _sign_now(version_id: int, shown: str, label: str) -> None:
    t = session.texts()
    _forget()
    if not sign_in.fresh(int(time.time())):
        session.notify(t("Sign in again before you sign: nothing was recorded."), is_problem=True)
        st.rerun()
    with session.write(Action.SIGN, t("Signed. Your receipt is beside the signatures.")) as db:
        signatures.sign(
            db,
            version_id=version_id,
            shown=shown,
            by=session.person(),
            identified_by=sign_in.identified_by(),
            now=session.now(),
        )
        note(db, label)
    st.query_params["version"] = label
    st.rerun()
