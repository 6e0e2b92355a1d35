"""The reader of each type of field: a column of cells → values and the places of cells that cannot be read."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, Protocol

import numpy as np

from sla_core.columns import MISSING
from sla_core.intake import words
from sla_core.intake.dates import read_month
from sla_core.intake.faults import Reason
from sla_core.intake.fields import Field, Kind, Type
from sla_core.intake.instants import InstantReader
from sla_core.intake.memo import Memo
from sla_core.intake.numbers import DecimalSign, read_count, read_money
from sla_core.intake.presets import Layout, Status
from sla_core.intake.words import NOTHING, folded, one_of
from sla_core.leads import Outcome

Faults = list[tuple[int, Reason]]


class Cells(NamedTuple):
    """What a column said. A faulty place holds no usable value. Instants come with their spans."""

    values: list[Any]
    faults: Faults
    spans: list[int] | None = None


class Reader(Protocol):
    """Reads the cells of one column, block by block."""

    def __call__(self, cells: Sequence[str]) -> Cells:
        """Read the cells."""


class Texts:
    """Free text as it stands, trimmed; nothing in it is taken for "no value" but an empty cell."""

    def __init__(self, limit: int) -> None:
        self._limit = limit

    def __call__(self, cells: Sequence[str]) -> Cells:
        """Read the cells; too long a text is a fault."""
        values = [cell.strip() or None for cell in cells]
        if max(map(len, cells), default=0) <= self._limit:
            return Cells(values, [])
        long = (place for place, text in enumerate(values) if text and len(text) > self._limit)
        return Cells(values, [(place, Reason.TOO_LONG) for place in long])


class Words:
    """Cells that are read one by one. `translated`: words that stand for another cell or a refusal."""

    def __init__(
        self,
        read: Callable[[str], Any],
        limit: int,
        translated: Mapping[str, str | Reason],
        nothing: frozenset[str] = NOTHING,
        empty: Any = None,
    ) -> None:
        self._read, self._limit, self._translated = read, limit, translated
        self.nothing, self._empty = nothing, empty
        self._refused = False
        self._memo: Memo[Any] = Memo(self._one)

    def __call__(self, cells: Sequence[str]) -> Cells:
        """Read the cells, each different one once."""
        values = list(map(self._memo.__getitem__, cells))
        if not self._refused:
            return Cells(values, [])
        return Cells(
            values, [(place, value) for place, value in enumerate(values) if isinstance(value, Reason)]
        )

    def _one(self, cell: str) -> Any:
        text = cell.strip()
        translated = self._translated.get(folded(text), text) if self._translated else text
        value: Any
        if isinstance(translated, Reason):
            value = translated
        elif len(translated) > self._limit:
            value = Reason.TOO_LONG
        elif not translated or translated in self.nothing:
            value = self._empty
        else:
            value = self._read(translated)
        self._refused = self._refused or isinstance(value, Reason)
        return value


class Keys:
    """Ids and e-mails, of which nearly every cell is another one: looked at together, one by one only where needed."""

    def __init__(
        self, sound: Callable[[Sequence[str]], bool], folds: bool, limit: int, closer: Words
    ) -> None:
        self._sound, self._folds, self._limit, self._closer = sound, folds, limit, closer

    def __call__(self, cells: Sequence[str]) -> Cells:
        """Read the cells."""
        texts = list(map(str.strip, cells))
        plain = self._closer.nothing.isdisjoint(texts) and max(map(len, texts), default=0) <= self._limit
        if not (plain and self._sound(texts)):
            return self._closer(cells)
        if self._folds:
            texts = list(map(str.casefold, texts))
        return Cells([text or None for text in texts], [])


class Instants:
    """Dates as instants and spans in lists. `newest` is the latest one seen, for the edge of the data."""

    def __init__(self, read: InstantReader) -> None:
        self._read = read
        self.newest: int | None = None

    def __call__(self, cells: Sequence[str]) -> Cells:
        """Read the cells; None where nothing is written."""
        instants, spans, faults = self._read(cells)
        newest = int(instants.max(initial=MISSING))
        if newest != MISSING:
            self.newest = max(newest, newest if self.newest is None else self.newest)
        values: list[Any] = instants.tolist()
        for place in np.flatnonzero(instants == MISSING).tolist():
            values[place] = None
        return Cells(values, faults, spans.tolist())


_NOTHING_BUT_NAN = frozenset(word for word in NOTHING if word.lower() != "nan")


def reader_of(
    field: Field, layout: Layout, decimal_sign: DecimalSign | None, answers: Mapping[str, Status]
) -> Reader:
    """Return the reader of a field that is no instant; `answers`: status words by the user, folded."""
    translated = layout.words.get(field.name, {})
    if field.type is Type.TEXT and not translated:
        return Texts(field.limit)
    words_of = partial(Words, limit=field.limit, translated=translated)
    match field.type:
        case Type.TEXT:
            return words_of(str, nothing=frozenset())
        case Type.ID:
            closer = words_of(words.read_id, nothing=NOTHING | layout.empty_ids)
            return Keys(words.ids_at_once, False, field.limit, closer)
        case Type.EMAIL:
            return Keys(words.emails_at_once, False, field.limit, words_of(words.read_email))
        case Type.EMAIL_KEY:
            return Keys(words.emails_at_once, True, field.limit, words_of(words.read_email_key))
        case Type.MONTH:
            return words_of(read_month)
        case Type.MONEY:
            # "nan" is no missing amount but one that went wrong
            return words_of(partial(read_money, decimal_sign=decimal_sign), nothing=_NOTHING_BUT_NAN)
        case Type.COUNT:
            return words_of(read_count, nothing=_NOTHING_BUT_NAN)
        case Type.OUTCOME:
            return words_of(one_of(words.OUTCOMES), empty=Outcome.UNKNOWN.value)
        case Type.DONE:
            return words_of(one_of(words.DONE), empty=True)
        case Type.STAGE:
            return words_of(partial(_stage, layout=layout, answers=answers))
        case Type.STATUS:
            return words_of(one_of({**layout.statuses, **answers}, Reason.BAD_STAGE))
        case _:
            return words_of(one_of(_CLOSED[field.type]))


_CLOSED: dict[Type, Mapping[str, Any]] = {
    Type.BOOLEAN: words.BOOLEANS,
    Type.CHANNEL: words.CHANNELS,
    Type.DIRECTION: words.DIRECTIONS,
}


def _stage(text: str, layout: Layout, answers: Mapping[str, Status]) -> str | Status | Reason:
    """Return a stage, or for leads the user's answer, which may say more; a stage row needs a stage."""
    word = folded(text)
    if (answer := answers.get(word)) is not None:
        if layout.kind is Kind.LEADS:
            return answer
        return answer.stage.value if answer.stage else Reason.BAD_STAGE
    return words.STAGES.get(word, text if layout.keeps_stages else Reason.BAD_STAGE)


def stand_in(read: dict[str, Cells], name: str, other: str) -> Faults:
    """Use up the column `other` where `name` says nothing, not even anything wrong; only there its faults matter."""
    spare = read.pop(other)
    if name not in read:
        read[name] = spare
        return spare.faults
    cells = read[name]
    faulty = {place for place, _ in cells.faults}
    silent = {place for place, value in enumerate(cells.values) if value is None and place not in faulty}
    for place in silent:
        cells.values[place] = spare.values[place]
        if cells.spans is not None and spare.spans is not None:
            cells.spans[place] = spare.spans[place]
    return [fault for fault in spare.faults if fault[0] in silent]
