"""An import: some files, staged one by one and taken in together, or not at all."""

import gc
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from db import versions
from db.engine import reading, staging, transaction
from db.intake import memory, runs
from db.intake.batch import Batch
from db.intake.batches import ImportedFile, close_batch
from db.intake.preview import preview
from db.intake.runs import Progress
from db.intake.staging import Staged, begin, stage
from db.intake.systems import settle_systems
from db.intake.taking_in import Imported, follow_from, refuse_sample, take_rows
from db.versions import DatabaseKind
from sla_core.errors import FileRefused, SlaError
from sla_core.intake.parsing import Intake, prepare
from sla_core.intake.reading import SourceFile
from sla_core.intake.settings import Settings
from sla_core.people import Action, Person
from sla_core.terms import HandoverEvent

_ALLOCATIONS_BETWEEN_COLLECTIONS = 200_000
Files = Sequence[tuple[SourceFile, Settings]]


class _TakeBack(Exception):
    """Takes everything back at the end of a check, and of an import that would make an empty database a company's
    without a single row.
    """


@dataclass(frozen=True)
class StagedImport:
    """Files that are read to their end, in temporary tables of a connection of their own.

    May be checked, then stored, from any thread. Close it when it is not needed any more.
    """

    files: tuple[Staged, ...]
    _connection: Connection

    def check(self, *, actor: Person, now: int) -> list[ImportedFile]:
        """Take the rows in, take it back, and return what became of each file, with a preview."""
        imported: Imported = {}
        with suppress(_TakeBack), transaction(actor, Action.IMPORT, on=self._connection) as db:
            imported = take_rows(db, self.files, run="", actor=actor, now=now, close=_close_with_preview)
            raise _TakeBack
        return self._in_order(imported)

    def store(
        self, run: str, *, actor: Person, now: int, company: str, event: HandoverEvent | None = None
    ) -> list[ImportedFile]:
        """Take the rows in, all or none, with what follows from them; `run` is told to be done in the same commit."""
        imported: Imported = {}
        try:
            with transaction(actor, Action.IMPORT, on=self._connection) as db:
                imported = take_rows(db, self.files, run=run, actor=actor, now=now)
                follow_from(db, self.files, imported, run=run, now=now, company=company, event=event)
                if versions.read(db).kind is DatabaseKind.EMPTY:
                    raise _TakeBack
                for each in self.files:
                    headers = each.intake.file.headers
                    memory.remember(db, headers=headers, preset=each.intake.preset, settings=each.settings)
                runs.done(db, run)
        except _TakeBack:
            runs.fail(run, SlaError(runs.NOTHING_TAKEN))
        return self._in_order(imported)

    def _in_order(self, imported: Imported) -> list[ImportedFile]:
        return [imported[each.table] for each in self.files]

    def close(self) -> None:
        """Give the temporary tables up."""
        self._connection.close()


def import_files(
    files: Files, *, actor: Person, now: int, company: str, event: HandoverEvent | None = None
) -> list[ImportedFile]:
    """Take in the files, all or none, and say what became of each, in the order given.

    Where this is the database's first import, `company` is the company's name and `event` when sales gets its
    leads (default: a stage where stage dates came, otherwise when they are created). Where not a single row is
    accepted, an empty database stays empty. Raises `FileRefused` for what concerns a whole file, and in the
    sample company.
    """
    run = uuid.uuid4().hex
    with (
        runs.told(run, files=[file.name for file, _ in files], person=actor.name) as progress,
        closing(stage_files(files, progress)) as staged,
    ):
        progress.storing()
        return staged.store(run, actor=actor, now=now, company=company, event=event)


def check_files(files: Files, *, actor: Person, now: int) -> list[ImportedFile]:
    """Return what `import_files` would make of each file, with a preview; nothing is stored."""
    with closing(stage_files(files)) as staged:
        return staged.check(actor=actor, now=now)


def stage_files(files: Files, progress: Progress | None = None) -> StagedImport:
    """Read the files into temporary tables; raises `FileRefused` for what concerns a whole file."""
    with reading() as db:
        refuse_sample(db)
    with _collecting_rarely():
        prepared = [(prepare(file, settings), settings) for file, settings in files]
        _refuse_settings_without_use([intake for intake, _ in prepared])
        settle_systems([intake for intake, settings in prepared if not settings.system])
        if progress:
            progress.records = sum(intake.records for intake, _ in prepared)
        connection = staging()
        try:
            begin(connection)
            staged: list[Staged] = []
            for intake, settings in prepared:
                before = sum(each.intake.rows for each in staged)
                staged.append(stage(connection, intake, settings, len(staged), _counting(progress, before)))
        except BaseException:
            connection.close()
            raise
    return StagedImport(tuple(staged), connection)


def _counting(progress: Progress | None, before: int) -> Callable[[int], None]:
    return lambda rows: progress(before + rows) if progress else None


def _refuse_settings_without_use(intakes: Sequence[Intake]) -> None:
    """Refuse a mapping, constant or kept column that none of the files has a use for: it is a mistake."""
    unused = [set(intake.unused_settings) for intake in intakes]
    if nowhere := set.intersection(*unused):
        raise FileRefused("No file has a use for: {settings}", settings=", ".join(sorted(nowhere)))


def _close_with_preview(batch: Batch, fates: Counter[str]) -> ImportedFile:
    file = close_batch(batch, fates)
    return replace(file, preview=preview(batch, new=file.new, changed=file.changed))


@contextmanager
def _collecting_rarely() -> Iterator[None]:
    """Look for garbage less often: rows of cells have no cycles, and the looking took a quarter of the reading."""
    usual = gc.get_threshold()
    gc.set_threshold(_ALLOCATIONS_BETWEEN_COLLECTIONS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
