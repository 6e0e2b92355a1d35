"""What an import does inside its one transaction: the files' rows by kind, a company where there is none, handovers."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from sqlalchemy import text
from sqlmodel import Session

from db import agreements, handovers, qualifying, versions
from db.chosen import listed
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
from sla_core.people import Action, Person, Topic
from sla_core.terms import HandoverEvent

_ORDER = list(Kind)
_TAKE: dict[Kind, Callable[[Batch], Counter[str]]] = {
    Kind.LEADS: take_leads,
    Kind.STAGES: take_stages,
    Kind.ACTIVITIES: take_activities,
    Kind.ATTEMPTS: take_attempts,
    Kind.TRAFFIC: take_traffic,
}
_QUALIFIED = "entered_lead"
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
    """Do what follows from the rows: begin a company where there is none, stages and handovers, tell History."""
    if versions.read(db).kind is DatabaseKind.EMPTY and any(file.written for file in imported.values()):
        _start_company(db, staged, company=company, event=event, now=now)
    _follow_leads(db, [each for each in staged if imported[each.table].written], imported, run, now)
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


def _follow_leads(db: Session, written: Sequence[Staged], imported: Imported, run: str, now: int) -> None:
    """Write the stage entries that follow from the criteria, and compute the handovers of touched leads anew.

    Of all leads where most are touched.
    """
    leads = db.execute(text("SELECT COUNT(*) FROM lead")).scalar_one()
    most = sum(imported[each.table].written for each in written if each.kind is Kind.LEADS) * 2 > leads
    qualified = _qualify(db, written, run, now, everybody=most)
    _spare_topics(db, written, anybody_qualified=bool(qualified))
    if most:
        handovers.rebuild(db, now=now)
        return
    touched = [
        f"SELECT s.lead_id FROM {each.table} AS s WHERE {WRITTEN}"
        for each in written
        if each.kind in _TOUCHING
    ]
    if qualified:
        touched.append(f"SELECT id FROM lead WHERE id IN ({listed(db, qualified, _QUALIFIED)})")
    for select in touched:
        db.execute(text(f"INSERT INTO {TOUCHED} (id) {select} ON CONFLICT DO NOTHING"))
    if db.execute(text(f"SELECT 1 FROM {TOUCHED} LIMIT 1")).first():
        handovers.rebuild(db, f"SELECT id FROM {TOUCHED}", now=now)


def _qualify(db: Session, written: Sequence[Staged], run: str, now: int, *, everybody: bool) -> Sequence[int]:
    """Hold leads that did something, or of which more is known, against the criteria; return who entered a stage."""
    whose = [_whose(each) for each in written if each.kind in (Kind.LEADS, Kind.ACTIVITIES)]
    if not whose:
        return ()
    newest = text("SELECT MAX(id) FROM import_batch WHERE run = :run")
    batch_id = db.execute(newest, {"run": run}).scalar_one()
    chosen = None if everybody else " UNION ".join(whose)
    return qualifying.qualify(db, chosen, now=now, batch_id=batch_id).leads


def _whose(each: Staged) -> str:
    """Return the SELECT of the leads that a file is about: of activities, all that it names."""
    if each.kind is Kind.LEADS:
        return f"SELECT s.lead_id FROM {each.table} AS s WHERE {WRITTEN}"
    return f"SELECT lead_id FROM {each.keys} WHERE lead_id IS NOT NULL"


def _spare_topics(db: Session, written: Sequence[Staged], *, anybody_qualified: bool) -> None:
    """Keep what is cached of leads where only activities came, and of activities where none did."""
    kinds = {each.kind for each in written}
    if Kind.ACTIVITIES not in kinds:
        versions.spare(db, Topic.ACTIVITIES)
    if kinds == {Kind.ACTIVITIES} and not anybody_qualified:
        versions.spare(db, Topic.LEADS)


def _counts(imported: Imported) -> list[dict[str, int | str]]:
    return [
        {
            "file": file.intake.file.name,
            "kind": file.intake.kind,
            **{name: getattr(file, name) for name in ("rows", "new", "changed", "unchanged", "rejected")},
        }
        for file in imported.values()
    ]
