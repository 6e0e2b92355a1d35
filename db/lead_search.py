"""Leads by parts of what people know of them: name, e-mail, company, the id in another system.

The database sifts with LIKE, which knows no letters but English ones; what it lets through is compared as conditions
are, case-folded. At most so many rows are looked at, whatever is asked for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import TextClause, text
from sqlmodel import Session

from sla_core.criteria import folded

MOST: Final = 200
_WORDS, _LETTERS = 8, 60  # of a search that count
_LOOKED_AT = 50_000  # rows that the sieve lets through
_COLUMNS = ("first_name", "last_name", "company", "email")


@dataclass(frozen=True)
class Found:
    """Ids of leads, the newest first; `more` where others may fit as well."""

    lead_ids: tuple[int, ...]
    more: bool


def search(db: Session, *, words: str, most: int = MOST) -> Found:
    """Return the leads of which every word is a part of a name, the e-mail, the company or an id elsewhere.

    Merged leads are among them, erased ones are not. Without a word nobody is found.
    """
    wanted = _wanted(words)
    if not wanted:
        return Found((), more=False)
    # What holds no other than English letters passes the sieve only where it fits.
    enough = most + 1 if all(word.isascii() for word in wanted) else _LOOKED_AT
    ids, looked_at = [], 0
    rows = db.execute(*_sifted(db, wanted, enough))
    for lead_id, *values in rows:
        looked_at += 1
        if _holds(wanted, values):
            ids.append(lead_id)
        if len(ids) > most:
            break
    rows.close()
    return Found(tuple(ids[:most]), more=len(ids) > most or looked_at == enough)


def _wanted(words: str) -> list[str]:
    """Return the words as they are compared, the longest first: as a rule the rarest."""
    found = [word[:_LETTERS] for word in folded(words.replace("\0", " ")).split()][:_WORDS]
    return sorted(dict.fromkeys(found), key=len, reverse=True)


def _sifted(db: Session, wanted: Sequence[str], enough: int) -> tuple[TextClause, dict[str, Any]]:
    """Return the query of what the sieve lets through, and its values."""
    is_sqlite = db.connection().dialect.name == "sqlite"
    like, joined = ("LIKE", "group_concat") if is_sqlite else ("ILIKE", "string_agg")
    params: dict[str, Any] = {f"word_{place}": _sieve(word) for place, word in enumerate(wanted)}
    sifted = " AND ".join(_any_column(f":word_{place}", like) for place in range(len(wanted)))
    columns = ", ".join(f"l.{column}" for column in _COLUMNS)
    query = _SEARCH.format(columns=columns, sifted=sifted, joined=joined)
    return text(query), {**params, "enough": enough}


_SEARCH = """
SELECT l.id, {columns}, (SELECT {joined}(i.external_id, ' ') FROM lead_identity AS i WHERE i.lead_id = l.id)
FROM lead AS l WHERE l.erased_at IS NULL AND {sifted} ORDER BY l.id DESC LIMIT :enough
"""


def _any_column(word: str, like: str) -> str:
    of_the_lead = [f"l.{column} {like} {word} ESCAPE '!'" for column in _COLUMNS]
    elsewhere = (
        f"l.id IN (SELECT i.lead_id FROM lead_identity AS i WHERE i.external_id {like} {word} ESCAPE '!')"
    )
    return f"({' OR '.join([*of_the_lead, elsewhere])})"


def _sieve(word: str) -> str:
    """Return the pattern that lets through whatever may hold a word; letters that LIKE does not know stand open."""
    signs = (f"!{sign}" if sign in "!%_" else sign if sign.isascii() else "%" for sign in word)
    return f"%{''.join(signs)}%"


def _holds(wanted: Iterable[str], values: Iterable[str | None]) -> bool:
    known = "\n".join(folded(value) for value in values if value)
    return all(word in known for word in wanted)


def touched_last(db: Session, *, most: int) -> tuple[int, ...]:
    """Return the leads whose attempts were recorded last, each once; of the newest attempts only."""
    rows = db.execute(_TOUCHED, {"attempts": 5 * most}).scalars()
    return tuple(dict.fromkeys(rows))[:most]


_TOUCHED = text("""
SELECT a.lead_id FROM (SELECT id, lead_id FROM contact_attempt ORDER BY id DESC LIMIT :attempts) AS a
JOIN lead AS l ON l.id = a.lead_id WHERE l.merged_into IS NULL AND l.erased_at IS NULL ORDER BY a.id DESC
""")
