"""What one visit knows: who acts, in which language and size, what time it is. The only user of session state.

A page asks here and never looks into `st.session_state` itself. Language and size are also in the address
(`?lang=nb&size=room`), so that a reload or a link shows the same.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NoReturn
from zoneinfo import available_timezones

import streamlit as st

from db import clock, people
from db.engine import Session, data_versions, reading, transaction
from db.intake import runs
from db.intake.runs import RunState
from db.schema import DBAPIError, explained
from db.versions import DatabaseKind
from pages.ui import sign_in
from pages.ui.text import plain
from sla_core.errors import SlaError
from sla_core.i18n import Language, Texts, mark
from sla_core.people import LOCAL_USER, Action, Person, Role

log = logging.getLogger("handslag")

LANGUAGE_KEY, SIZE_KEY, PERSON_KEY = "lang", "size", "as"  # also the names in the address
_ACTING, _NOTICES, _SHOWN_SIZE = "acting_as", "notices", "shown_size"
_PAGE, _OF_PAGE = "page", "kept_on_page"


class Size(StrEnum):
    """How large everything is drawn: for a desk, a meeting room, a hall."""

    DESK = "desk"
    ROOM = "room"
    HALL = "hall"

    @property
    def root(self) -> int:
        """Pixels of the root font, of which every size in rem is a multiple."""
        return {Size.DESK: 16, Size.ROOM: 26, Size.HALL: 36}[self]

    def px(self, pixels: float) -> int:
        """Return pixels meant for Desk in this size: for what Streamlit and Vega take in pixels only."""
        return round(pixels * self.root / 16)


SIZE_LABELS = {Size.DESK: mark("Desk"), Size.ROOM: mark("Room"), Size.HALL: mark("Hall")}


@dataclass(frozen=True)
class Notice:
    """A sentence to show once: what was done, or why it was not."""

    text: str
    is_problem: bool = False


def now(kind: DatabaseKind | None = None) -> int:
    """Return this instant in UTC seconds, or `SLA_NOW` where nothing real is at stake.

    Ask once per run and hand it on, so that all figures of a screen are of one instant. `kind` is that of the
    database, where it is known.
    """
    return clock.now(kind or data_versions().kind)


def language() -> Language:
    """Return the chosen language, otherwise the browser's."""
    chosen = st.session_state.get(LANGUAGE_KEY)
    return Language(chosen) if chosen in set(Language) else Language.best(st.context.locale)


def choose_language(chosen: Language) -> None:
    """Keep a language for this visit; the browser's own leaves the address clean."""
    st.session_state[LANGUAGE_KEY] = "" if chosen is Language.best(st.context.locale) else chosen.value


def texts() -> Texts:
    """Return the words of the reader's language."""
    return Texts(language())


def size() -> Size:
    """Return the chosen size, Desk until one is chosen."""
    chosen = st.session_state.get(SIZE_KEY)
    return Size(chosen) if chosen in set(Size) else Size.DESK


def choose_size(chosen: Size) -> None:
    """Keep a size for this visit."""
    st.session_state[SIZE_KEY] = "" if chosen is Size.DESK else chosen.value


def own_zone() -> str:
    """Return the browser's time zone where it is a known one, otherwise Oslo's."""
    zone = st.context.timezone
    return zone if zone in available_timezones() else "Europe/Oslo"


def is_dark() -> bool:
    """Whether this run is drawn in the dark theme: for chart colours."""
    return st.context.theme.type == "dark"


def is_new_size() -> bool:
    """Whether the browser still shows another size than this run will draw; asking makes it the shown one."""
    shown = st.session_state.get(_SHOWN_SIZE, Size.DESK)
    st.session_state[_SHOWN_SIZE] = size()
    return shown is not size()


def value(key: str, default: Any = None) -> Any:
    """Return what the widget of this key holds, or what was kept: for callbacks, which run before the page."""
    return st.session_state.get(key, default)


def keep(key: str, value: Any) -> None:
    """Keep something for this visit, or set a widget before it is drawn."""
    st.session_state[key] = value


def keep_on_page(key: str, value: Any) -> None:
    """Keep something as long as this page is looked at: what stood before it does not stand there on return."""
    keep(key, value)
    st.session_state[_OF_PAGE] = {*st.session_state.get(_OF_PAGE, ()), key}


def enter(page: str) -> None:
    """Forget what belonged to the page that was looked at, where it was another one. Call it before a page runs."""
    if st.session_state.get(_PAGE, page) != page:
        for key in st.session_state.pop(_OF_PAGE, ()):
            keep(key, None)
    st.session_state[_PAGE] = page


def candidates() -> list[Person]:
    """Return whom one can act as in local mode; the local user as long as nobody else is administrator."""
    with reading() as db:
        known = people.people(db)
    return known if any(p.role is Role.ADMINISTRATOR for p in known) else [LOCAL_USER, *known]


def choice_of(person: Person) -> int:
    """Return what a widget calls this person: the id, 0 for the local user."""
    return person.id or 0


def person(known: Sequence[Person] | None = None) -> Person:
    """Return who acts: the one signed in, or in local mode the chosen one, at first an administrator.

    `known`: the `candidates`, where they have just been read.
    """
    if sign_in.configured():
        return sign_in.person()
    known = known or candidates()
    chosen = st.session_state.get(PERSON_KEY) or st.session_state.get(_ACTING)
    first = next(p for p in known if p.role is Role.ADMINISTRATOR)
    acting = next((p for p in known if str(choice_of(p)) == chosen), first)
    st.session_state[_ACTING] = str(
        choice_of(acting)
    )  # stays, also when somebody takes the role away meanwhile
    return acting


def act_as(choice: int) -> None:
    """Act as this person from now on (local mode)."""
    st.session_state[PERSON_KEY] = str(choice)


def notify(text: str, *, is_problem: bool = False) -> None:
    """Show a sentence once, at the next run. In the body of a page, `st.rerun()` makes that at once."""
    st.session_state.setdefault(_NOTICES, []).append(Notice(text, is_problem))


def tell_gone() -> NoReturn:
    """Draw the page anew and say that the lead a dialog was about was merged or deleted meanwhile."""
    notify(texts().error(SlaError("This lead is no longer there.")), is_problem=True)
    st.rerun()


def take_notices() -> list[Notice]:
    """Return the sentences that have not been shown yet, and forget them."""
    return list(st.session_state.pop(_NOTICES, []))


@contextmanager
def write(
    action: Action, done: str = "", refused: Callable[[SlaError], None] | None = None
) -> Iterator[Session]:
    """Open the write transaction as the acting person, in a callback or in the body of a page.

    `done` is shown once after the commit. An `SlaError`, or a database that refuses, undoes everything and
    ends the callback or the run at once; the page is drawn anew with all that was typed and says why: in a notice,
    or where `refused` keeps it to be shown. So what follows the block happens only after a commit.
    """
    try:
        with _while_waiting(), transaction(person(), action) as db:
            yield db
    except SlaError as problem:
        _refuse(problem, refused)
    except DBAPIError as fault:
        log.error("A write failed", exc_info=fault)
        _refuse(explained(fault), refused)
    if done:
        notify(done)


@contextmanager
def _while_waiting() -> Iterator[None]:
    """Say what a write waits for: an import that is being stored lets nobody else write."""
    with reading() as db:
        run = runs.under_way(db)
    if run is None or run.state is not RunState.STORING:
        yield
        return
    t = texts()
    with st.spinner(t("Waiting until {files} is imported …", files=plain(", ".join(run.files)))):
        yield


def _refuse(problem: SlaError, refused: Callable[[SlaError], None] | None) -> NoReturn:
    if refused is None:
        notify(texts().error(problem), is_problem=True)
    else:
        refused(problem)
    st.rerun()
