"""What an import does inside its one transaction: the files' rows by kind, a company where there is none, handovers."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from sqlalchemy import text
from sqlmodel import Session

from db import agreements, handovers, versions
from db.engine import note
from db.intake.activities import take_activities
from db.intake.attempts import take_attempts
from db.intake.batch import WRITTEN, Batch
from db.intake.batches import ImportedFile, close_batch, open_batch
from db.intake.leads import take_leads
from db.intake.stages import take_stages
from db.intake.staging import TOUCHED, Staged
from db.intake.traffic import take_traffic
from db.versions import DatabaseKind
from sla_core.errors import FileRefused
from sla_core.intake.fields import Kind
from sla_core.leads import Stage
from sla_core.people import Action, Person
from sla_core.terms import HandoverEvent

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

Imported = dict[str, ImportedFile]


def refuse_sample(db: Session) -> None:
    """Refuse every import in a database of the sample company."""
    if versions.read(db).kind is DatabaseKind.SAMPLE:
        raise FileRefused("This is the sample company. Remove it before you bring in your own leads.")


def take_rows(
    db: Session,
    staged: Sequence[Staged],
    *,
    run: str,
    actor: Person,
    now: int,
    close: Callable[[Batch, Counter[str]], ImportedFile] = close_batch,
) -> Imported:
    """Take in the rows of all staged files; return what became of each under the name of its table."""
    refuse_sample(db)
    imported: Imported = {}
    for each in sorted(staged, key=lambda file: _ORDER.index(file.kind)):
        batch = open_batch(db, each, run=run, person=actor.name, now=now)
        imported[each.table] = close(batch, _TAKE[each.kind](batch))
    return imported


def follow_from(
    db: Session,
    staged: Sequence[Staged],
    imported: Imported,
    *,
    run: str,
    now: int,
    company: str,
    event: HandoverEvent | None,
) -> None:
    """Do what follows from the rows: begin a company where there is none, compute handovers, tell History."""
    if versions.read(db).kind is DatabaseKind.EMPTY and any(file.written for file in imported.values()):
        _start_company(db, staged, company=company, event=event, now=now)
    _rebuild_handovers(db, staged, imported)
    note(db, ", ".join(file.intake.file.name for file in imported.values()), run=run, files=_counts(imported))


def _start_company(
    db: Session, staged: Sequence[Staged], *, company: str, event: HandoverEvent | None, now: int
) -> None:
    """Make an empty database a real company's, with the default terms as version 0."""
    tells_stages = any(each.kind is Kind.STAGES or each.columns & _HANDED_OVER for each in staged)
    agreements.start_agreement(
        db,
        company=company,
        event=event or (HandoverEvent.CRM_STAGE if tells_stages else HandoverEvent.CREATED),
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


def _rebuild_handovers(db: Session, staged: Sequence[Staged], imported: Imported) -> None:
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


def _counts(imported: Imported) -> list[dict[str, int | str]]:
    return [
        {
            "file": file.intake.file.name,
            "kind": file.intake.kind,
            **{name: getattr(file, name) for name in ("rows", "new", "changed", "unchanged", "rejected")},
        }
        for file in imported.values()
    ]
