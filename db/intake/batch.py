"""One file on its way into the tables: its session, its numbers, and the few words of SQL that databases spell
differently. Names of tables and columns are our own; what came with the file is always a bound value."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from db.intake.staging import TOUCHED, Staged


class Fate(StrEnum):
    """What became of a staged row; any other word in its `fate` is the reason it was refused for."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


def fate_is(*fates: Fate) -> str:
    """Return the condition on a staged row `s`; SQLite is many times as fast with OR as with IN."""
    return "(" + " OR ".join(f"s.fate = '{fate}'" for fate in fates) + ")"


# Conditions on staged rows `s` whose lead is known.
WRITTEN = f"{fate_is(Fate.NEW, Fate.CHANGED)} AND s.lead_id IS NOT NULL"
TAKEN = f"{fate_is(*Fate)} AND s.lead_id IS NOT NULL"


@dataclass(frozen=True)
class Batch:
    """A staged file inside the transaction that takes it in. `id` is that of its row in `import_batch`."""

    db: Session
    id: int
    staged: Staged
    now: int

    @property
    def table(self) -> str:
        """The staged rows."""
        return self.staged.table

    @property
    def keys(self) -> str:
        """The leads that the rows name; for a file of leads the rows themselves."""
        return self.staged.keys

    @property
    def sqlite(self) -> bool:
        """Whether this is SQLite; otherwise it is PostgreSQL."""
        return self.db.connection().dialect.name == "sqlite"

    def run(self, statement: str, **values: Any) -> int:
        """Execute a statement and return how many rows it met. `:system` is where the file's ids come from."""
        if ":system" in statement:
            values["system"] = self.staged.intake.system
        return int(self.db.connection().execute(text(statement), values).rowcount)

    def rows(self, query: str, **values: Any) -> Sequence[Any]:
        """Return the rows of a query."""
        if ":system" in query:
            values["system"] = self.staged.intake.system
        return self.db.connection().execute(text(query), values).fetchall()

    def typed_rows(self, query: str, types: Mapping[str, Any]) -> Sequence[Any]:
        """Return the rows of a query whose columns of these names are read as their types."""
        return self.db.connection().execute(text(query).columns(**types)).fetchall()

    def number(self, query: str) -> int:
        """Return the one number a query gives, 0 for none."""
        return int(self.rows(query)[0][0] or 0)

    def differs(self, left: str, right: str) -> str:
        """Return the condition that two values differ, where NULL is a value like any other."""
        return f"{left} {'IS NOT' if self.sqlite else 'IS DISTINCT FROM'} {right}"

    def same(self, left: str, right: str) -> str:
        """Return the condition that two values are equal, where NULL is a value like any other."""
        return f"{left} {'IS' if self.sqlite else 'IS NOT DISTINCT FROM'} {right}"

    def same_row(self, left: str, right: str, columns: Iterable[str]) -> str:
        """Return the condition that two rows are equal in these columns."""
        return " AND ".join(self.same(f"{left}.{name}", f"{right}.{name}") for name in columns) or "TRUE"

    def keep_images(self, target: str, columns: Iterable[str], where: str) -> None:
        """Keep these columns of the rows of a table (called `t` in `where`) as they are now."""
        pairs = (f"'{name}', {self._as_json(name)}" for name in columns)
        build = "json_object" if self.sqlite else "json_build_object"
        self.run(
            f"INSERT INTO before_image (batch_id, table_name, row_id, image) "
            f"SELECT {self.id}, '{target}', t.id, {build}({', '.join(pairs)}) FROM {target} AS t "
            f"WHERE {where} ON CONFLICT DO NOTHING"
        )

    def touch(self, leads: str) -> None:
        """Have the handovers of the leads that a SELECT gives computed anew at the end of the import."""
        self.run(f"INSERT INTO {TOUCHED} (id) {leads} ON CONFLICT DO NOTHING")

    def _as_json(self, name: str) -> str:
        return "json(t.attributes)" if name == "attributes" and self.sqlite else f"t.{name}"


def fates(batch: Batch) -> Counter[str]:
    """Return how many staged rows were taken with each fate."""
    sums = ", ".join(f"SUM(CASE fate WHEN '{fate}' THEN 1 ELSE 0 END)" for fate in Fate)
    counted = batch.rows(f"SELECT {sums} FROM {batch.table}")[0]
    return Counter({fate.value: int(n or 0) for fate, n in zip(Fate, counted, strict=True)})
