"""Cells that hold a word: ids, e-mails, yes and no, and the closed sets. Unknown words are refused, not guessed."""

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from sla_core.intake.faults import Reason
from sla_core.leads import Channel, Direction, Outcome, Stage

T = TypeVar("T")

# What systems write where there is nothing. Names are never compared with these: people are called Null.
NOTHING = frozenset(
    written
    for word in (
        "null",
        "none",
        "nan",
        "nil",
        "na",
        "n/a",
        "#n/a",
        "undefined",
        "-none-",
        "(blank)",
        "-",
        "--",
    )
    for written in (word, word.upper(), word.capitalize(), word.title())
)

_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+")
_EMAILS = re.compile(rf"(?:{_EMAIL.pattern}|)(?:\n(?:{_EMAIL.pattern}|))*")
_ID_LOST_IN_EXCEL = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]+", re.IGNORECASE)


def folded(text: str) -> str:
    """Return a word as it is compared: lower case, without spaces, hyphens and underscores."""
    return re.sub(r"[\s_\-‐‑–]+", "", text.casefold())


def email_key(text: str) -> str:
    """Return an e-mail as leads are matched by it: trimmed and case-folded."""
    return text.strip().casefold()


def read_id(text: str) -> str | Reason:
    """Return an id as it stands; a number that a spreadsheet has shortened to 1.2E+12 is refused."""
    return Reason.BAD_VALUE if _ID_LOST_IN_EXCEL.fullmatch(text) else text


def read_email(text: str) -> str | Reason:
    """Return one e-mail address as it stands."""
    return text if _EMAIL.fullmatch(text) else Reason.BAD_VALUE


def read_email_key(text: str) -> str | Reason:
    """Return one e-mail address as leads are matched by it."""
    email = read_email(text)
    return email if isinstance(email, Reason) else email_key(email)


def ids_at_once(texts: Sequence[str]) -> bool:
    """Whether none of the trimmed texts needs a closer look by `read_id`; a tenth of the work of looking."""
    joined = "\n".join(texts)
    return "E+" not in joined and "e+" not in joined


def emails_at_once(texts: Sequence[str]) -> bool:
    """Whether all of the trimmed texts are e-mail addresses or empty."""
    return _EMAILS.fullmatch("\n".join(texts)) is not None


def _table(words: Mapping[T, str]) -> dict[str, T]:
    return {folded(word): value for value, said in words.items() for word in said.split(", ")}


def _values(words: Mapping[StrEnum, str]) -> dict[str, str]:
    """Return plain strings: database drivers store the members of an enum under their names."""
    return {word: member.value for word, member in _table(words).items()}


def one_of(words: Mapping[str, T], otherwise: Reason = Reason.BAD_VALUE) -> Callable[[str], T | Reason]:
    """Return a reader of the words, given as folded keys; any other word is refused with the reason."""

    def read(text: str) -> T | Reason:
        return words.get(folded(text), otherwise)

    return read


BOOLEANS: dict[str, bool] = _table({True: "yes, y, true, 1, ja", False: "no, n, false, 0, nei"})

STAGES: dict[str, str] = _values(
    {
        Stage.SUBSCRIBER: "subscriber, abonnent",
        Stage.LEAD: "lead",
        Stage.MARKETING_QUALIFIED: "marketing qualified, marketing qualified lead, mql",
        Stage.SALES_QUALIFIED: "sales qualified, sales qualified lead, sql",
        Stage.OPPORTUNITY: "opportunity, salgsmulighet",
        Stage.CUSTOMER: "customer, kunde",
    }
)

CHANNELS: dict[str, str] = _values(
    {
        Channel.CALL: "call, phone, phone call, telephone, telefon, samtale",
        Channel.EMAIL: "email, mail, epost",
        Channel.SMS: "sms, text, text message",
        Channel.MEETING: "meeting, møte",
        Channel.SOCIAL: "social, social media, linkedin",
        Channel.OTHER: "other, annet",
    }
)

DIRECTIONS: dict[str, str] = _values(
    {
        Direction.OUTBOUND: "outbound, outgoing, out, utgående",
        Direction.INBOUND: "inbound, incoming, in, inngående, innkommende",
    }
)

_NOT_DONE = (
    "planned, scheduled, upcoming, overdue, not started, in progress, cancelled, canceled, planlagt, avlyst"
)

OUTCOMES: dict[str, str | Reason] = {
    **_values(
        {
            Outcome.CONNECTED: "connected, answered, svarte",
            Outcome.NO_ANSWER: "no answer, not answered, busy, ikke svar",
            Outcome.VOICEMAIL: "voicemail, voice mail, left voicemail, telefonsvarer",
            Outcome.WRONG_NUMBER: "wrong number, feil nummer",
            Outcome.SENT: "sent, sendt",
            Outcome.REPLIED: "replied, svart",
            Outcome.BOUNCED: "bounced",
            Outcome.HELD: "held, avholdt",
            Outcome.UNKNOWN: "unknown, ukjent",
        }
    ),
    **dict.fromkeys(map(folded, _NOT_DONE.split(", ")), Reason.NOT_DONE),
}

# An empty cell is not among them: a row of a file of attempts was done unless it says otherwise.
DONE: dict[str, bool | Reason] = {
    **{word: done or Reason.NOT_DONE for word, done in BOOLEANS.items()},
    **dict.fromkeys(("done", "completed", "held", "utført", "fullført"), True),
    **dict.fromkeys(map(folded, _NOT_DONE.split(", ")), Reason.NOT_DONE),
}
