"""What this database is, and how often each topic has changed: the key under which reads are cached."""

import uuid
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import update
from sqlmodel import Session, col, select

from db.tables import DataVersionRow, MetaRow
from sla_core.people import RULES, Action, Topic


class DatabaseKind(StrEnum):
    """Empty until there is a company: the sample's or a real one."""

    EMPTY = "empty"
    SAMPLE = "sample"
    REAL = "real"


@dataclass(frozen=True)
class Versions:
    """Identity of the database and a counter per topic."""

    instance: str
    kind: DatabaseKind
    company: str
    counters: tuple[tuple[Topic, int], ...]

    def of(self, *topics: Topic) -> tuple[str, tuple[int, ...]]:
        """Return the key of a read that depends on these topics."""
        counters = dict(self.counters)
        return self.instance, tuple(counters[topic] for topic in topics)


def read(db: Session) -> Versions:
    """Return the versions as they are in this transaction."""
    # Columns, not rows: every run of a page asks four times, and row objects cost half as much again.
    meta = dict(db.exec(select(MetaRow.key, MetaRow.value)).all())
    counters = dict(db.exec(select(DataVersionRow.topic, DataVersionRow.version)).all())
    return Versions(
        instance=meta["instance"],
        kind=DatabaseKind(meta["kind"]),
        company=meta["company"],
        counters=tuple((topic, counters[topic]) for topic in Topic),
    )


def start(db: Session) -> None:
    """Fill a database that has just been made."""
    db.add_all(
        [
            MetaRow(key="instance", value=uuid.uuid4().hex),
            MetaRow(key="kind", value=DatabaseKind.EMPTY),
            MetaRow(key="company", value=""),
            *(DataVersionRow(topic=topic, version=0) for topic in Topic),
        ]
    )


def set_company(db: Session, *, kind: DatabaseKind, company: str) -> None:
    """Make an empty database the sample's or a real company's."""
    for key, value in (("kind", kind.value), ("company", company)):
        row = db.get_one(MetaRow, key)
        row.value = value


def spare(db: Session, topic: Topic) -> None:
    """Say that the running transaction does not change a topic that its action may change: caches of it stay."""
    db.info.setdefault("spared", set()).add(topic)


def raise_for(db: Session, action: Action) -> None:
    """Raise the counters of the topics that an action changes."""
    topics = [topic for topic in RULES[action].topics if topic not in db.info.get("spared", ())]
    db.exec(
        update(DataVersionRow)
        .where(col(DataVersionRow.topic).in_(topics))
        .values(version=col(DataVersionRow.version) + 1)
    )
