"""What the reader can do with the shown version, at the foot of the page: read, sign, propose, take back, begin."""

import time

import streamlit as st

from db import drafts, proposals, signatures
from db.engine import note
from db.versions import Versions
from pages.agree import cards, signing
from pages.agree.shown import Shown
from pages.ui import session, sign_in
from pages.ui.text import plain, quiet
from pages.ui.who import name_and_part
from sla_core.agreement import Status
from sla_core.clauses import Chapter
from sla_core.i18n import Texts
from sla_core.people import Action, Person
from sla_core.signing import EntryType


def draw(known: Versions, view: Shown, t: Texts) -> None:
    """Draw the bar at the foot: who acts, how far they have come, and their next step."""
    acting = session.person()
    is_desk = session.size() is session.Size.DESK  # larger letters leave no room for a bar that stays
    foot = st.bottom if is_desk else st.container(border=True)
    with foot, st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(t("You act as {name}", name=f"**{plain(name_and_part(acting, t))}**"), width="content")
        match view.status:
            case Status.PROPOSED:
                _proposed(view, acting, t)
            case Status.DRAFT:
                _draft(known, view, acting, t)
            case _:
                _agreed(view, acting, t)


def _agreed(view: Shown, acting: Person, t: Texts) -> None:
    if view.status is Status.IN_FORCE and acting.may(Action.REVIEW_GOALS):
        st.button(
            t("Goals reviewed: they stay"),
            type="tertiary",
            icon=":material/event_available:",
            help=t(
                "Records that both departments looked at the goals together; the next review is due from today."
            ),
            on_click=_review,
            args=(view.version.label,),
        )
    waiting = view.agreement.amendment or view.agreement.draft
    if waiting is not None:
        st.button(
            t("Go to version {version}", version=waiting.label),
            icon=":material/arrow_forward:",
            on_click=go_to,
            args=(waiting.label,),
        )
    elif acting.may(Action.EDIT_DRAFT):
        st.button(
            t("Start the next version"), icon=":material/edit_note:", type="primary", on_click=start_draft
        )


def go_to(label: str) -> None:
    """Show the text of a version (for `on_click`)."""
    for name in ("part", "section"):
        st.query_params.pop(name, None)
    st.query_params["version"] = label


def start_draft() -> None:
    """Open the next version from what was agreed last (for `on_click`)."""
    t, person = session.texts(), session.person()
    with session.write(Action.EDIT_DRAFT, t("A draft is open: change it section by section.")) as db:
        drafts.open_draft(db, by=person, now=session.now())
        draft = drafts.draft(db)
        note(db, draft.label if draft else "")
    if draft is not None:
        st.query_params["version"] = draft.label


def _draft(known: Versions, view: Shown, acting: Person, t: Texts) -> None:
    if not acting.may(Action.PROPOSE):
        st.markdown(quiet(t("Managers change and propose the draft.")))
        return
    _take_back(view, t("Drop this draft"), t("What was written in it is gone."), t)
    lacking = sum(item.blocks for item in cards.found_missing(known, view))
    st.button(
        t("Propose version {version}", version=view.version.label),
        type="primary",
        icon=":material/handshake:",
        disabled=lacking > 0,
        help=t.plural("{n} thing is missing first", "{n} things are missing first", lacking)
        if lacking
        else None,
        on_click=signing.ask,
        args=("propose",),
    )


def _proposed(view: Shown, acting: Person, t: Texts) -> None:
    agreement, version = view.agreement, view.version
    has_read = agreement.has_done(version, EntryType.READ, acting)
    is_named = signing.is_named(version, acting)
    if acting.may(Action.WITHDRAW):
        told = t("It becomes a draft again.")
        if version.amendment and agreement.draft is not None:
            told = t("It is withdrawn: another draft is being written.")
        _take_back(view, t("Take it back"), told, t)
    if not acting.may(Action.READ_AGREEMENT):
        st.markdown(quiet(t("You can read it here; members of the departments record that they have.")))
    elif not has_read:
        _reading(view, t)
    elif not is_named:
        st.markdown(f":green[✓ {t('You have read this version.')}]")
    elif agreement.has_done(version, EntryType.SIGNED, acting):
        left = ", ".join(plain(person.name) for person in agreement.missing(version))
        st.markdown(f":green[✓ {t('You have signed.')}] " + t("Still to sign: {names}", names=left))
    elif not sign_in.fresh(int(time.time())):
        sign_in.ask_again(t)
    else:
        st.button(
            t("Sign version {version} as {name}", version=version.label, name=plain(acting.name)),
            type="primary",
            icon=":material/signature:",
            on_click=signing.ask,
            args=("sign",),
        )


def _reading(view: Shown, t: Texts) -> None:
    """Ask chapter by chapter: whether somebody scrolled cannot be seen, so reading is said."""
    version = view.version
    chapters = [c for c in view.chapters if not version.amendment or _changes(c, view)]
    ticked = [
        st.checkbox(
            t("Chapter {n}", n=chapter.number),
            key=f"read_{(version.content_sha256 or '')[:12]}_{chapter.number}",
            help=t("I have read chapter {n}: {title}", n=chapter.number, title=plain(chapter.title)),
        )
        for chapter in chapters
    ]
    st.button(
        t("I have read version {version}", version=version.label),
        type="primary",
        icon=":material/menu_book:",
        disabled=not all(ticked),
        help=None if all(ticked) else t("Tick every chapter you have read first."),
        on_click=_read,
        args=(version.id, version.content_sha256, version.label),
    )


def _changes(chapter: Chapter, view: Shown) -> bool:
    return any(clause.id in view.changed_clauses for clause in chapter.clauses)


def _read(version_id: int, shown: str, label: str) -> None:
    t = session.texts()
    done = t("It is recorded that you have read version {version}.", version=label)
    with session.write(Action.READ_AGREEMENT, done) as db:
        signatures.read_version(
            db,
            version_id=version_id,
            shown=shown,
            by=session.person(),
            identified_by=sign_in.identified_by(),
            now=session.now(),
        )
        note(db, label)


def _take_back(view: Shown, label: str, told: str, t: Texts) -> None:
    """Ask once more: signatures may be lost."""
    signed = view.agreement.signatures(view.version)
    with st.popover(label, type="tertiary"):
        st.markdown(told)
        if signed:
            names = plain(", ".join(link.entry.signer for link in signed))
            st.markdown(t("No longer valid after that: the signature of {names}.", names=names))
        st.button(
            t("Take version {version} back", version=view.version.label),
            key="take_back",
            on_click=take_back,
            args=(view.version.id,),
        )


def _review(label: str) -> None:
    t = session.texts()
    with session.write(Action.REVIEW_GOALS, t("Recorded: the goals were reviewed and stay.")) as db:
        signatures.review_goals(
            db, by=session.person(), identified_by=sign_in.identified_by(), now=session.now()
        )
        note(db, label)


def take_back(version_id: int) -> None:
    """Take a proposal back, or drop a draft (for `on_click`)."""
    t = session.texts()
    with session.write(Action.WITHDRAW, t("Taken back.")) as db:
        version = next((v for v in drafts.open_versions(db) if v.id == version_id), None)
        note(db, version.label if version else "")
        proposals.take_back(
            db,
            version_id=version_id,
            by=session.person(),
            identified_by=sign_in.identified_by(),
            now=session.now(),
        )
    st.query_params.pop("version", None)
