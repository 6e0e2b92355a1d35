"""Batches: what History and the Data page know of each imported file."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session

from db.bulk import insert
from db.intake.batch import Batch, Fate
from db.intake.preview import Preview
from db.intake.staging import Staged
from db.tables import ImportBatchRow
from db.tables.intake import BatchState
from sla_core.intake.faults import Reason, RowError
from sla_core.intake.fields import FIELDS, Kind
from sla_core.intake.parsing import Intake

# Which column a refusal that needs the leads is shown under: the first of these that the file has.
_LEAD_COLUMNS = ("lead_external_id", "external_id", "lead_email", "email")
_EMAIL_COLUMNS = ("lead_email", "email")
_COLUMNS: dict[Reason, tuple[str, ...]] = {
    Reason.UNKNOWN_LEAD: _LEAD_COLUMNS,
    Reason.ERASED: _LEAD_COLUMNS,
    Reason.AMBIGUOUS_EMAIL: _EMAIL_COLUMNS,
    Reason.DUPLICATE_ID: ("external_id", "email", "month"),
    Reason.DUPLICATE_OF: ("external_id", "occurred_at"),
    Reason.BAD_STAGE: ("stage",),
}


@dataclass(frozen=True)
class ImportedFile:
    """What became of a file. rows = new + changed + unchanged + rejected; `errors` in the order of lines."""

    intake: Intake
    known_until: int | None
    rows: int
    new: int
    changed: int
    unchanged: int
    rejected: int
    skipped: int
    errors: list[RowError]
    preview: Preview | None = None  # of a dry run

    @property
    def written(self) -> int:
        """How many rows told anything that was not known."""
        return self.new + self.changed


def open_batch(db: Session, staged: Staged, *, run: str, person: str, now: int) -> Batch:
    """Write the row of a file's batch; counts follow."""
    intake = staged.intake
    row = ImportBatchRow(
        run=run,
        state=BatchState.IMPORTED,
        started_at=now,
        person=person,
        file=intake.file.name,
        kind=intake.kind,
        preset=intake.preset,
        system=intake.system,
        encoding=intake.encoding,
        delimiter=intake.delimiter,
        time_zone=intake.time_zone,
        known_until=_known_until(staged),
        mapping=dict(intake.mapping),
    )
    db.add(row)
    db.flush()
    return Batch(db, row.id or 0, staged, now)


def _known_until(staged: Staged) -> int | None:
    """Until when the file tells all attempts: what the user said, otherwise its newest time."""
    tells_attempts = staged.kind is Kind.ATTEMPTS or staged.columns & {"first_attempt_at", "first_contact_at"}
    return (staged.settings.known_until or staged.intake.newest) if tells_attempts else None


def close_batch(batch: Batch, fates: Counter[str]) -> ImportedFile:
    """Complete the batch's row with its counts, keep the refused rows, and return both."""
    intake = batch.staged.intake
    refused = _refused(batch) if sum(fates[fate] for fate in Fate) < intake.accepted else ()
    errors = sorted([*intake.errors, *refused], key=lambda error: error.line)
    row = batch.db.get_one(ImportBatchRow, batch.id)
    row.new, row.changed, row.unchanged = (fates[fate] for fate in Fate)
    row.rows, row.rejected, row.skipped = intake.rows, len(errors), intake.skipped
    row.finished_at = batch.now
    batch.db.flush()
    kept = ((batch.id, error.line, error.column, error.value, error.reason) for error in errors)
    insert(batch.db, "import_error", ["batch_id", "line", "column", "value", "reason"], kept)
    return ImportedFile(
        intake,
        row.known_until,
        row.rows,
        row.new,
        row.changed,
        row.unchanged,
        row.rejected,
        row.skipped,
        errors,
    )


def _refused(batch: Batch) -> Iterator[RowError]:
    """Yield the rows that the store refused, with the column whose cell it speaks of."""
    keyed = batch.keys != batch.table
    keys = f" LEFT JOIN {batch.keys} AS k ON k.line = s.lead_key" if keyed else ""
    fate, told = ("COALESCE(s.fate, k.fate)", "COALESCE(s.told, k.told)") if keyed else ("s.fate", "s.told")
    has_ids = any(field.name == "external_id" for field in FIELDS[batch.staged.kind])
    own, lead = ("s.external_id" if has_ids else "NULL"), ("k.external_id" if keyed else "NULL")
    fates = ", ".join(f"'{each}'" for each in Fate)
    query = (
        f"SELECT s.line, {fate}, {told}, {own} IS NULL, {lead} IS NULL "
        f"FROM {batch.table} AS s{keys} WHERE {fate} NOT IN ({fates})"
    )
    for line, reason, value, no_id, no_lead_id in batch.rows(query):
        empty = {"external_id"} if no_id else set()
        if no_lead_id:
            empty.add("lead_external_id")
        yield RowError(line, _column(batch, Reason(reason), empty), value or "", Reason(reason))


def _column(batch: Batch, reason: Reason, empty: set[str]) -> str | None:
    mapping = batch.staged.intake.mapping
    return next((mapping[name] for name in _COLUMNS[reason] if name in mapping and name not in empty), None)
