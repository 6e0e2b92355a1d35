"""A file of attempts: what sales did, as the CRM has it."""

from collections import Counter

from db.attempts import SAME_ACT_SECONDS
from db.intake.batch import Batch, Fate, fates
from db.intake.duplicates import settle_duplicates, settle_like_first
from db.intake.erasures import refuse_erased
from db.intake.identities import find_leads_of_rows, pass_on
from sla_core.intake.faults import Reason
from sla_core.leads import Outcome

_ACT = ["lead_id", "channel", "direction", "person", "occurred_at"]
_REST = ["occurred_at_span", "outcome", "note"]
_EXACT = "occurred_at_span = 0"
_STORED = ["lead_id", "channel", "direction", "outcome", "occurred_at", "occurred_at_span"]
_OPTIONAL = ["person", "note", "system", "external_id"]
_IMPORTED = "t.batch_id IS NOT NULL AND NOT t.summary"


def take_attempts(batch: Batch) -> Counter[str]:
    """Take in the staged attempts; return how many rows have each fate."""
    refuse_erased(batch)
    find_leads_of_rows(batch, follow_merges=False)
    pass_on(batch)
    _settle_doubles(batch)
    _find_known(batch)
    _refuse_other_ids(batch)
    settle_like_first(batch)
    _change(batch)
    _add(batch)
    _merge_with_logged(batch)
    return fates(batch)


def _settle_doubles(batch: Batch) -> None:
    """Settle ids that come twice, then acts that do: known to the second, an act is one whatever its id.

    Of acts known to the hour or the day only, several may be alike; without ids only equal ones are one.
    """
    id_ = "external_id"
    with_id, without_id = f"fate IS NULL AND {id_} IS NOT NULL", f"fate IS NULL AND {id_} IS NULL"
    settle_duplicates(batch, by=[id_], compared=[*_ACT, *_REST], told=f"s.{id_}", where=with_id)
    settle_duplicates(
        batch,
        by=_ACT,
        compared=[id_, *_REST],
        told=f"COALESCE(f.{id_}, CAST(f.line AS VARCHAR))",
        where=f"fate IS NULL AND {_EXACT}",
        reason=Reason.DUPLICATE_OF,
    )
    settle_duplicates(
        batch, by=[*_ACT, *_REST], compared=[id_], told="NULL", where=f"{without_id} AND NOT {_EXACT}"
    )


def _find_known(batch: Batch) -> None:
    """Find the attempts we have: by id, else the act itself where one of the two has no id."""
    batch.run(
        f"UPDATE {batch.table} AS s SET row_id = t.id FROM contact_attempt AS t "
        "WHERE t.system = :system AND t.external_id = s.external_id AND s.fate IS NULL"
    )
    same_person = batch.same("t.person", "s.person")
    known = (
        f"SELECT s.line AS line, MIN(t.id) AS id FROM {batch.table} AS s JOIN contact_attempt AS t "
        f"ON t.lead_id = s.lead_id AND t.occurred_at = s.occurred_at AND {_IMPORTED} "
        f"WHERE t.external_id IS NULL AND t.channel = s.channel AND t.direction = s.direction AND {same_person} "
        "AND t.occurred_at_span = s.occurred_at_span AND s.fate IS NULL AND s.row_id IS NULL "
        f"AND (s.{_EXACT} OR (s.external_id IS NULL AND t.outcome = s.outcome AND {batch.same('t.note', 's.note')})) "
        "GROUP BY s.line"
    )
    batch.run(f"UPDATE {batch.table} AS s SET row_id = g.id FROM ({known}) AS g WHERE g.line = s.line")


def _refuse_other_ids(batch: Batch) -> None:
    """Refuse an act that is stored under another id, whatever system gave it."""
    other = (
        f"SELECT s.line AS line, MIN(t.external_id) AS id FROM {batch.table} AS s JOIN contact_attempt AS t "
        f"ON t.lead_id = s.lead_id AND t.occurred_at = s.occurred_at AND {_IMPORTED} "
        "WHERE t.external_id IS NOT NULL AND t.channel = s.channel AND t.direction = s.direction "
        f"AND {batch.same('t.person', 's.person')} AND t.{_EXACT} AND s.{_EXACT} "
        "AND s.fate IS NULL AND s.row_id IS NULL GROUP BY s.line"
    )
    batch.run(
        f"UPDATE {batch.table} AS s SET fate = '{Reason.DUPLICATE_OF}', told = g.id "
        f"FROM ({other}) AS g WHERE g.line = s.line"
    )


def _change(batch: Batch) -> None:
    """Compare known attempts with what is stored; an empty cell says nothing."""
    outcome = f"CASE WHEN s.outcome = '{Outcome.UNKNOWN}' THEN t.outcome ELSE s.outcome END"
    value = {name: f"s.{name}" for name in _STORED} | {"outcome": outcome}
    value |= {name: f"COALESCE(s.{name}, t.{name})" for name in _OPTIONAL}
    value["system"] = "CASE WHEN s.external_id IS NULL THEN t.system ELSE CAST(:system AS VARCHAR) END"
    differs = " OR ".join(batch.differs(f"t.{name}", said) for name, said in value.items())
    batch.run(
        f"UPDATE {batch.table} AS s SET fate = CASE WHEN {differs} THEN '{Fate.CHANGED}' "
        f"ELSE '{Fate.UNCHANGED}' END FROM contact_attempt AS t WHERE t.id = s.row_id AND s.fate IS NULL"
    )
    changed = f"SELECT row_id FROM {batch.table} WHERE fate = '{Fate.CHANGED}'"
    if batch.rows(f"{changed} LIMIT 1"):
        batch.touch(f"SELECT lead_id FROM contact_attempt WHERE id IN ({changed})")
        batch.keep_images("contact_attempt", value, f"t.id IN ({changed})")
        values = ", ".join(f"{name} = {said}" for name, said in value.items())
        batch.run(
            f"UPDATE contact_attempt AS t SET {values} FROM {batch.table} AS s "
            f"WHERE s.row_id = t.id AND s.fate = '{Fate.CHANGED}'"
        )


def _add(batch: Batch) -> None:
    columns = ", ".join([*_STORED, "person", "note", "external_id"])
    batch.run(f"UPDATE {batch.table} SET fate = '{Fate.NEW}' WHERE fate IS NULL")
    batch.run(
        f"INSERT INTO contact_attempt ({columns}, system, batch_id, recorded_at, summary) "
        f"SELECT {columns}, CASE WHEN external_id IS NULL THEN NULL ELSE CAST(:system AS VARCHAR) END, "
        f"{batch.id}, {batch.now}, FALSE FROM {batch.table} WHERE fate = '{Fate.NEW}' ORDER BY line"
    )


def _merge_with_logged(batch: Batch) -> None:
    """Let each new attempt stand for the one that a rep logged here by hand: the nearest, each for one only."""
    distance = "ABS(t.occurred_at - h.occurred_at)"
    pairs = (
        "SELECT t.id AS id, h.id AS hand_id, "
        f"ROW_NUMBER() OVER (PARTITION BY t.id ORDER BY {distance}, h.id) AS nearest_hand, "
        f"ROW_NUMBER() OVER (PARTITION BY h.id ORDER BY {distance}, t.id) AS nearest "
        "FROM contact_attempt AS h JOIN contact_attempt AS t ON t.lead_id = h.lead_id AND t.channel = h.channel "
        f"AND t.occurred_at BETWEEN h.occurred_at - {SAME_ACT_SECONDS} AND h.occurred_at + {SAME_ACT_SECONDS} "
        f"WHERE h.batch_id IS NULL AND h.merged_into IS NULL "
        f"AND t.batch_id = {batch.id} AND t.{_EXACT} AND NOT t.summary"
    )
    chosen = f"SELECT id, hand_id FROM ({pairs}) AS p WHERE nearest = 1 AND nearest_hand = 1"
    batch.keep_images("contact_attempt", ["merged_into"], f"t.id IN (SELECT hand_id FROM ({chosen}) AS c)")
    batch.run(
        f"UPDATE contact_attempt AS t SET merged_into = c.id FROM ({chosen}) AS c WHERE c.hand_id = t.id"
    )
