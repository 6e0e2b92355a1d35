"""What all visits share of a large read: whoever comes after a logged call reads only what it changed."""

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar

from db import engine
from db.engine import Session
from db.latest import Latest, latest
from sla_core.facts import Codes

Read = TypeVar("Read")


class Newest(Generic[Read]):
    """Holds what was read last. One visit reads at a time: the others have it from there."""

    def __init__(
        self,
        load: Callable[[Session, Sequence[int] | None], Read],
        replaced: Callable[[Read, Codes, Read], Read],
    ) -> None:
        self._load, self._replaced = load, replaced
        self._lock = Lock()
        self._last: Latest[Read] | None = None

    def read(self) -> Read:
        """Return it as it is now; see `db.latest`."""
        with self._lock, engine.reading() as db:
            self._last = latest(db, self._last, self._load, self._replaced)
            return self._last.read
