"""What can be taken away: a version as PDF, receipts, the dates as a calendar file, a link for one's own phone."""

import re
from typing import TYPE_CHECKING

import streamlit as st

from db.versions import Versions
from pages.agree.shown import Shown
from pages.ui import persona_reads, reads, session, sign_in
from pages.ui.text import quiet
from sla_core.agreement import Status
from sla_core.agreement_words import STATUSES
from sla_core.difference_runs import in_runs
from sla_core.i18n import Texts
from sla_core.persona.words import told
from sla_core.revision import due
from sla_core.signing import Link, Receipt

if TYPE_CHECKING:
    from sla_core.documents.paper import ChangeLine, PersonaCard, SignatureLine

_PDF, _JSON, _ICS = "application/pdf", "application/json", "text/calendar"


def downloads(known: Versions, view: Shown, t: Texts) -> None:
    """Draw the buttons under Export. Files are made when they are asked for."""
    st.download_button(
        t("Version {version} as PDF", version=view.version.label),
        lambda: version_pdf(known, view, t),
        file_name(known.company, view.version.label, "pdf"),
        _PDF,
        icon=":material/picture_as_pdf:",
        on_click="ignore",
    )
    st.download_button(
        t("Reviews and weekly check for your calendar"),
        lambda: dates(known, view, t),
        "handslag.ics",
        _ICS,
        icon=":material/event:",
        on_click="ignore",
        disabled=due(view.agreement.agreed, view.agreement.reviewed_at, view.now.edge.now) is None,
    )
    if sign_in.configured():
        _own_phone(view, t)
    else:
        st.markdown(quiet(t("Without sign-in everybody signs on this machine, and the receipt says so.")))


def _own_phone(view: Shown, t: Texts) -> None:
    from sla_core.documents.qr import qr_svg  # only where somebody signs in

    address = f"{str(st.context.url).split('?')[0]}?version={view.version.label}"
    st.markdown(t("Read and sign on your own phone:"))
    st.html(qr_svg(address, session.size().px(180)))
    st.code(address, language=None)


def file_name(company: str, label: str, ending: str) -> str:
    """Return a file's name without what file systems refuse."""
    kept = re.sub(r"[^\w.-]+", "-", company).strip("-") or "agreement"
    return f"{kept}-v{label}.{ending}"


def dates(known: Versions, view: Shown, t: Texts) -> bytes:
    """Return goals review, revision and weekly check as a calendar file."""
    from sla_core.documents.calendar_file import calendar_file  # only who downloads it needs the library

    clock = due(view.agreement.agreed, view.agreement.reviewed_at, view.now.edge.now)
    if clock is None:
        return b""
    terms = view.now.in_force.terms
    return calendar_file(clock, terms, view.now.edge.now, known.company, known.instance, t)


def version_pdf(known: Versions, view: Shown, t: Texts) -> bytes:
    """Return the shown version as a document."""
    from sla_core.documents.agreement_pdf import agreement_pdf  # takes long to load
    from sla_core.documents.paper import AgreementPaper

    version, zone = view.version, view.now.zone
    paper = AgreementPaper(
        company=known.company,
        version=version.label,
        state=t(STATUSES[view.status]),
        in_force=_in_force(view, zone, t),
        chapters=view.chapters,
        content_sha256=version.content_sha256,
        signatures=tuple(_signature(link, zone, t) for link in view.agreement.signatures(version)),
        personas=_personas(known, view, t),
        changes=_changes(known, view, t),
        compared_with=view.before.label if view.before else None,
        reason=version.reason,
    )
    return agreement_pdf(paper, t)


def _in_force(view: Shown, zone: str, t: Texts) -> str:
    if view.status is Status.PROVISIONAL:
        return t("until a version is signed")
    if view.version.in_force_from is not None:
        return t("from {instant}", instant=t.moment(view.version.in_force_from, zone))
    if view.version.wished_from is not None:
        return t("from {instant}", instant=t.day(view.version.wished_from))
    return t("with the last signature") if view.status is Status.PROPOSED else ""


def _signature(link: Link, zone: str, t: Texts) -> "SignatureLine":
    from sla_core.documents.paper import SignatureLine

    entry = link.entry
    return SignatureLine(
        name=entry.signer,
        email=entry.email,
        department=entry.department,
        signed_at=t.moment(entry.happened_at, zone),
        identified_by=entry.identified_by,
        entry_sha256=link.entry_sha256,
    )


def _personas(known: Versions, view: Shown, t: Texts) -> "tuple[PersonaCard, ...]":
    from sla_core.documents.paper import PersonaCard

    if view.version.content_sha256:
        contents = reads.proposal(known, view.version.content_sha256).personas
    else:
        contents = tuple(persona_reads.named(known, view.version.terms.personas))
    return tuple(
        PersonaCard(content.name, content.description, t("Approved by both departments"), told(content, t))
        for content in contents
    )


def _changes(known: Versions, view: Shown, t: Texts) -> "tuple[ChangeLine, ...]":
    from sla_core.documents.paper import ChangeLine

    who = reads.changed_by(known, view.version.id)
    return tuple(
        ChangeLine(
            c.clause, c.what, c.was, c.becomes, tuple(dict.fromkeys(who[p][0] for p in c.paths if p in who))
        )
        for c in in_runs(view.changes, t)
    )


def receipts(known: Versions, view: Shown, t: Texts) -> None:
    """Draw the receipts of the acting person's signature on the shown version."""
    acting = session.person()
    mine = [
        link
        for link in view.agreement.signatures(view.version)
        if link.entry.email.casefold() == acting.email.casefold()
    ]
    if not mine:
        return
    receipt = Receipt.of(known.company, view.version.label, mine[-1])
    name = f"{t('receipt')}-v{view.version.label}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(t("Your receipt:"), width="content")
        st.download_button(
            "PDF", lambda: receipt_pdf(receipt, view.now.zone, t), f"{name}.pdf", _PDF, on_click="ignore"
        )
        st.download_button("JSON", receipt.to_json(), f"{name}.json", _JSON, on_click="ignore")


def receipt_pdf(receipt: Receipt, zone: str, t: Texts) -> bytes:
    """Return a receipt as a page."""
    from sla_core.documents import receipt_pdf as document  # takes long to load

    return document.receipt_pdf(receipt, zone, t)
