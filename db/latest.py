"""What is read of all leads, read again cheaply: kept as it is, but for the leads that changed since."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlmodel import Session

from db import handover_changes, versions
from sla_core.facts import Codes
from sla_core.people import Topic

Read = TypeVar("Read")


@dataclass(frozen=True)
class Latest(Generic[Read]):
    """What was read, at which data version of attempts, and of which database, leads and terms."""

    read: Read
    version: int
    of: tuple[str, tuple[int, ...]]


def latest(
    db: Session,
    before: Latest[Read] | None,
    load: Callable[[Session, Sequence[int] | None], Read],
    replaced: Callable[[Read, Codes, Read], Read],
) -> Latest[Read]:
    """Return what `load` gives of all leads (None). `before` is what was read last, of any database.

    Where leads and terms are the same, `load` is asked for the leads whose handovers were rebuilt since, and `replaced`
    gives what was read before with that in the place of what these leads (sorted) had; it changes nothing in place.
    So what is read may depend only on leads, terms, and what has handovers rebuilt.
    """
    known = versions.read(db)
    of, version = known.of(Topic.LEADS, Topic.TERMS), known.of(Topic.ATTEMPTS)[1][0]
    changed = handover_changes.since(db, before.version) if before and before.of == of else None
    if before is None or changed is None:
        return Latest(load(db, None), version, of)
    if not len(changed):
        return Latest(before.read, version, of)
    return Latest(replaced(before.read, changed, load(db, changed.tolist())), version, of)
