"""Dates on a lead's own row that are facts about it: when it came to a stage, and sales' first attempt and contact."""

from db.intake.batch import TAKEN, Batch, Fate
from sla_core.intake.fields import STAGE_DATES, Kind
from sla_core.leads import Basis, Channel, Direction, Outcome

_FIRST = {"first_attempt_at": Outcome.UNKNOWN, "first_contact_at": Outcome.CONNECTED}


def take_stage_dates(batch: Batch) -> None:
    """Write a stage entry for each date that is not known; another date than before corrects the old entry."""
    names = [name for name in STAGE_DATES if name in batch.staged.columns]
    if names and _add_entries(batch, names):
        _supersede(batch)
        _count_as_changed(batch, f"SELECT lead_id FROM stage_entry WHERE batch_id = {batch.id}")


def _add_entries(batch: Batch, names: list[str]) -> int:
    """Turn the columns of dates into entries, lead by lead: so they lie together, and the index grows at its end."""
    stages = {name: name.removesuffix("_at") for name in names}
    turned = " UNION ALL ".join(f"SELECT '{stage}' AS stage" for stage in stages.values())
    value, span = (
        "CASE g.stage "
        + " ".join(f"WHEN '{stage}' THEN s.{name}{part}" for name, stage in stages.items())
        + " END"
        for part in ("", "_span")
    )
    return batch.run(
        "INSERT INTO stage_entry (lead_id, batch_id, stage, entered_at, entered_at_span, recorded_at, basis) "
        f"SELECT n.lead_id, {batch.id}, n.stage, n.value, n.span, {batch.now}, '{Basis.CRM}' FROM ("
        f"SELECT s.lead_id AS lead_id, s.own_id AS own_id, g.stage AS stage, {value} AS value, {span} AS span "
        f"FROM {batch.table} AS s CROSS JOIN ({turned}) AS g WHERE {TAKEN}) AS n "
        f"WHERE n.value IS NOT NULL{_not_known('lead_id')}{_not_known('own_id')}"
    )


def _not_known(whose: str) -> str:
    """Return the condition that a lead has no such entry: what a merged one had entered before stays its own."""
    return (
        f" AND NOT EXISTS (SELECT 1 FROM stage_entry AS e WHERE e.lead_id = n.{whose} AND e.stage = n.stage "
        f"AND e.basis = '{Basis.CRM}' AND e.superseded_by IS NULL "
        "AND e.entered_at = n.value AND e.entered_at_span = n.span)"
    )


def _supersede(batch: Batch) -> None:
    """Let the new entries replace what earlier files of leads said of the same stage.

    A file of stages tells a history of its own, and a date after a return is not a correction: the lead came
    to the stage once more. The row of a merged lead corrects nothing that the one it is part of said.
    """
    old = (
        "SELECT old.id AS id, new.id AS new_id FROM stage_entry AS new "
        "JOIN stage_entry AS old ON old.lead_id = new.lead_id AND old.stage = new.stage "
        f"JOIN import_batch AS b ON b.id = old.batch_id AND b.kind = '{Kind.LEADS}' "
        f"WHERE new.batch_id = {batch.id} AND old.batch_id <> {batch.id} "
        f"AND old.basis = '{Basis.CRM}' AND old.superseded_by IS NULL "
        f"AND new.lead_id NOT IN (SELECT lead_id FROM {batch.table} WHERE own_id IS NOT NULL AND lead_id IS NOT NULL) "
        "AND NOT EXISTS ("
        "SELECT 1 FROM lead_return AS r WHERE r.lead_id = new.lead_id "
        "AND r.returned_at >= old.entered_at AND r.returned_at <= new.entered_at)"
    )
    batch.keep_images("stage_entry", ["superseded_by"], f"t.id IN (SELECT id FROM ({old}) AS o)")
    batch.run(f"UPDATE stage_entry AS t SET superseded_by = o.new_id FROM ({old}) AS o WHERE o.id = t.id")


def take_first_attempts(batch: Batch) -> None:
    """Write the first attempt and first contact of each lead; they sum up what the CRM knows in detail."""
    for name, outcome in _FIRST.items():
        if name in batch.staged.columns:
            _update_first(batch, name)
            _add_first(batch, name, outcome)


_WHOSE = "COALESCE(s.own_id, s.lead_id)"  # what was done about a merged lead stays its own


def _key(name: str) -> str:
    """Return the SQL of the id under which a lead's own date is kept."""
    return f"CAST({_WHOSE} AS VARCHAR) || '/{name.removesuffix('_at')}'"


def _update_first(batch: Batch, name: str) -> None:
    moved = (
        f"SELECT t.id AS id, t.lead_id AS lead_id, s.{name} AS value, s.{name}_span AS span FROM {batch.table} AS s "
        f"JOIN contact_attempt AS t ON t.system = :system AND t.external_id = 'lead/' || {_key(name)} "
        f"WHERE s.{name} IS NOT NULL AND {TAKEN} "
        f"AND (t.occurred_at <> s.{name} OR t.occurred_at_span <> s.{name}_span)"
    )
    if not batch.rows(f"{moved} LIMIT 1"):
        return
    batch.keep_images(
        "contact_attempt", ["occurred_at", "occurred_at_span"], f"t.id IN (SELECT id FROM ({moved}) AS m)"
    )
    _count_as_changed(batch, f"SELECT lead_id FROM ({moved}) AS m")
    batch.run(
        "UPDATE contact_attempt AS t SET occurred_at = m.value, occurred_at_span = m.span "
        f"FROM ({moved}) AS m WHERE m.id = t.id"
    )


def _add_first(batch: Batch, name: str, outcome: Outcome) -> None:
    added = batch.run(
        "INSERT INTO contact_attempt (lead_id, batch_id, channel, direction, outcome, occurred_at, "
        "occurred_at_span, recorded_at, summary, system, external_id) "
        f"SELECT {_WHOSE}, {batch.id}, '{Channel.OTHER}', '{Direction.OUTBOUND}', '{outcome}', s.{name}, "
        f"s.{name}_span, {batch.now}, TRUE, CAST(:system AS VARCHAR), 'lead/' || {_key(name)} "
        f"FROM {batch.table} AS s WHERE s.{name} IS NOT NULL AND {TAKEN} AND NOT EXISTS ("
        "SELECT 1 FROM contact_attempt AS t WHERE t.system = :system "
        f"AND t.external_id = 'lead/' || {_key(name)}) ORDER BY s.line"
    )
    if added:
        _count_as_changed(
            batch, f"SELECT lead_id FROM contact_attempt WHERE batch_id = {batch.id} AND summary"
        )


def _count_as_changed(batch: Batch, leads: str) -> None:
    batch.run(
        f"UPDATE {batch.table} SET fate = '{Fate.CHANGED}' "
        f"WHERE fate = '{Fate.UNCHANGED}' AND (lead_id IN ({leads}) OR own_id IN ({leads}))"
    )
