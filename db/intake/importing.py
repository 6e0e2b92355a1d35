"""An import: some files, staged one by one and taken in together, or not at all."""

import gc
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

from sqlalchemy import Connection, text
from sqlmodel import Session

from db import agreements, handovers, versions
from db.engine import note, reading, staging, transaction
from db.intake.activities import take_activities
from db.intake.attempts import take_attempts
from db.intake.batch import WRITTEN, Batch
from db.intake.batches import ImportedFile, close_batch, open_batch
from db.intake.leads import take_leads
from db.intake.stages import take_stages
from db.intake.staging import TOUCHED, Staged, begin, stage
from db.intake.traffic import take_traffic
from db.versions import DatabaseKind
from sla_core.errors import FileRefused
from sla_core.intake.fields import Kind
from sla_core.intake.parsing import Intake, prepare
from sla_core.intake.reading import SourceFile
from sla_core.intake.settings import Settings
from sla_core.leads import Stage
from sla_core.people import Action, Person
from sla_core.terms import HandoverEvent

_ALLOCATIONS_BETWEEN_COLLECTIONS = 200_000
_ORDER = list(Kind)
_TAKE: dict[Kind, Callable[[Batch], Counter[str]]] = {
    Kind.LEADS: take_leads,
    Kind.STAGES: take_stages,
    Kind.ACTIVITIES: take_activities,
    Kind.ATTEMPTS: take_attempts,
    Kind.TRAFFIC: take_traffic,
}
_TOUCHING = (Kind.LEADS, Kind.STAGES, Kind.ATTEMPTS)  # what handovers are made of
# Dates of these stages tell when sales got the leads.
_HANDED_OVER = {f"{stage}_at" for stage in Stage if stage.rank >= Stage.SALES_QUALIFIED.rank}


class _DryRun(Exception):
    """Takes everything back at the end of a dry run."""


def import_files(
    files: Sequence[tuple[SourceFile, Settings]],
    *,
    actor: Person,
    now: int,
    company: str,
    dry_run: bool = False,
    on_rows: Callable[[int], None] = lambda _: None,
) -> list[ImportedFile]:
    """Take in the files, all or none, and say what became of each, in the order given.

    `company` is the company's name where this is the database's first import. `on_rows` is told how many rows
    have been read so far. With `dry_run` everything is done and then taken back. Raises `FileRefused` for what
    concerns a whole file, and in a database of the sample company.
    """
    with reading() as db:
        _refuse_sample(db)
    with _collecting_rarely(), staging() as connection:
        prepared = [(prepare(file, settings), settings) for file, settings in files]
        _refuse_settings_without_use([intake for intake, _ in prepared])
        staged = _staged(connection, prepared, on_rows)
        imported: dict[str, ImportedFile] = {}
        with suppress(_DryRun), transaction(actor, Action.IMPORT, on=connection) as db:
            imported = _take_in(db, staged, actor=actor, now=now, company=company)
            if dry_run:
                raise _DryRun
    return [imported[each.table] for each in staged]


@contextmanager
def _collecting_rarely() -> Iterator[None]:
    """Look for garbage less often: rows of cells have no cycles, and the looking took a quarter of the reading."""
    usual = gc.get_threshold()
    gc.set_threshold(_ALLOCATIONS_BETWEEN_COLLECTIONS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _refuse_sample(db: Session) -> None:
    if versions.read(db).kind is DatabaseKind.SAMPLE:
        raise FileRefused("This is the sample company. Remove it before you bring in your own leads.")


def _refuse_settings_without_use(intakes: Sequence[Intake]) -> None:
    """Refuse a mapping, constant or kept column that none of the files has a use for: it is a mistake."""
    unused = [set(intake.unused_settings) for intake in intakes]
    if nowhere := set.intersection(*unused):
        raise FileRefused("No file has a use for: {settings}", settings=", ".join(sorted(nowhere)))


def _staged(
    connection: Connection, prepared: Sequence[tuple[Intake, Settings]], on_rows: Callable[[int], None]
) -> list[Staged]:
    begin(connection)
    staged: list[Staged] = []
    for intake, settings in prepared:
        before = sum(each.intake.rows for each in staged)
        staged.append(stage(connection, intake, settings, len(staged), _counting(on_rows, before)))
    return staged


def _counting(on_rows: Callable[[int], None], before: int) -> Callable[[int], None]:
    return lambda rows: on_rows(before + rows)


def _take_in(
    db: Session, staged: Sequence[Staged], *, actor: Person, now: int, company: str
) -> dict[str, ImportedFile]:
    """Take in all staged files; return what became of each under the name of its table."""
    _refuse_sample(db)
    run = uuid.uuid4().hex
    imported: dict[str, ImportedFile] = {}
    for each in sorted(staged, key=lambda file: _ORDER.index(file.kind)):
        batch = open_batch(db, each, run=run, person=actor.name, now=now)
        imported[each.table] = close_batch(batch, _TAKE[each.kind](batch))
    if versions.read(db).kind is DatabaseKind.EMPTY:
        _start_company(db, staged, company=company, now=now)
    _rebuild_handovers(db, staged, imported)
    note(db, ", ".join(file.intake.file.name for file in imported.values()), run=run, files=_counts(imported))
    return imported


def _start_company(db: Session, staged: Sequence[Staged], *, company: str, now: int) -> None:
    """Make an empty database a real company's, with the default terms as version 0."""
    tells_stages = any(each.kind is Kind.STAGES or each.columns & _HANDED_OVER for each in staged)
    agreements.start_agreement(
        db,
        company=company,
        event=HandoverEvent.CRM_STAGE if tells_stages else HandoverEvent.CREATED,
        time_zone=staged[0].intake.time_zone,
        now=now,
        first_year=datetime.fromtimestamp(_oldest(db, otherwise=now), UTC).year,
    )
    versions.raise_for(db, Action.SET_UP)


def _oldest(db: Session, *, otherwise: int) -> int:
    """Return the first instant at which sales may have got a lead."""
    columns = (
        "MIN(created_at) FROM lead",
        "MIN(handed_over_at) FROM lead",
        "MIN(entered_at) FROM stage_entry",
    )
    found = [db.execute(text(f"SELECT {column}")).scalar() for column in columns]
    return min((instant for instant in found if instant is not None), default=otherwise)


def _rebuild_handovers(db: Session, staged: Sequence[Staged], imported: dict[str, ImportedFile]) -> None:
    """Compute the handovers of touched leads anew; of all of them where most are."""
    leads = db.execute(text("SELECT COUNT(*) FROM lead")).scalar_one()
    if sum(imported[each.table].written for each in staged if each.kind is Kind.LEADS) * 2 > leads:
        handovers.rebuild(db)
        return
    for each in staged:
        if each.kind in _TOUCHING and imported[each.table].written:
            db.execute(
                text(
                    f"INSERT INTO {TOUCHED} (id) SELECT s.lead_id FROM {each.table} AS s WHERE {WRITTEN} "
                    "ON CONFLICT DO NOTHING"
                )
            )
    if db.execute(text(f"SELECT 1 FROM {TOUCHED} LIMIT 1")).first():
        handovers.rebuild(db, f"SELECT id FROM {TOUCHED}")


def _counts(imported: dict[str, ImportedFile]) -> list[dict[str, int | str]]:
    return [
        {
            "file": file.intake.file.name,
            "kind": file.intake.kind,
            **{name: getattr(file, name) for name in ("rows", "new", "changed", "unchanged", "rejected")},
        }
        for file in imported.values()
    ]
