"""Which lead a row is about: the id in the file's system, else an e-mail that only one lead can mean.

1. (system, id) is known: that lead.
2. Otherwise the e-mail, when exactly one lead has it. A row that brings an id of its own cannot mean a lead
   that has another id in the same system: a shared mailbox does not make one lead of two.
3. An e-mail that several leads could mean is refused (`ambiguous_email`).
4. A lead that was merged into another stands for that one; `own_id` keeps which it was. What was done about a
   merged lead stays its own (see `db.merged`).

Works on any table with `line, external_id, email_key, fate, told, found, lead_id`; rows that have a fate are
left alone.
"""

from db.intake.batch import Batch
from sla_core.intake.faults import Reason


def find_leads(batch: Batch, *, follow_merges: bool = True) -> None:
    """Set `lead_id` and `found` of the keys that mean a lead we have, and refuse the ambiguous ones."""
    if not batch.rows("SELECT 1 FROM lead LIMIT 1"):
        return
    batch.run(
        f"UPDATE {batch.keys} SET lead_id = i.lead_id, found = 'id' FROM lead_identity AS i "
        f"WHERE i.system = :system AND i.external_id = {batch.keys}.external_id AND fate IS NULL"
    )
    _find_by_email(batch)
    if follow_merges:
        _follow_merges(batch)


def _find_by_email(batch: Batch) -> None:
    """`leads` counts those with the e-mail, `free` those of them that the row can mean."""
    candidates = (
        "SELECT s.line AS line, s.external_id AS external_id, l.id AS own_id, "
        "COALESCE(l.merged_into, l.id) AS lead_id, "
        "CASE WHEN s.external_id IS NULL OR (NOT EXISTS (SELECT 1 FROM lead_identity AS i "
        "WHERE i.lead_id = COALESCE(l.merged_into, l.id) AND i.system = :system) AND NOT EXISTS ("
        "SELECT 1 FROM lead AS m JOIN lead_identity AS i ON i.lead_id = m.id "
        "WHERE m.merged_into = COALESCE(l.merged_into, l.id) AND i.system = :system)) "
        "THEN COALESCE(l.merged_into, l.id) END AS free_id "
        f"FROM {batch.keys} AS s JOIN lead AS l ON l.email_key = s.email_key "
        "WHERE s.lead_id IS NULL AND s.fate IS NULL AND l.erased_at IS NULL"
    )
    counted = (
        "SELECT line, COUNT(DISTINCT lead_id) AS leads, COUNT(DISTINCT free_id) AS free, "
        "CASE WHEN COUNT(DISTINCT own_id) = 1 THEN MIN(own_id) ELSE MIN(free_id) END AS lead_id "
        f"FROM ({candidates}) AS c GROUP BY line"
    )
    batch.run(
        f"UPDATE {batch.keys} SET "
        "lead_id = CASE WHEN g.leads = 1 THEN g.lead_id END, found = 'email', "
        f"fate = CASE WHEN g.leads > 1 THEN '{Reason.AMBIGUOUS_EMAIL}' END, "
        f"told = CASE WHEN g.leads > 1 THEN {batch.keys}.email_key END "
        f"FROM ({counted}) AS g WHERE g.line = {batch.keys}.line AND g.free > 0"
    )


def _follow_merges(batch: Batch) -> None:
    batch.run(
        f"UPDATE {batch.keys} SET own_id = l.id FROM lead AS l "
        f"WHERE l.id = {batch.keys}.lead_id AND l.merged_into IS NOT NULL AND fate IS NULL"
    )
    merged = (
        f"UPDATE {batch.keys} SET lead_id = l.merged_into, "
        "found = CASE found WHEN 'id' THEN 'merged' ELSE found END FROM lead AS l "
        f"WHERE l.id = {batch.keys}.lead_id AND l.merged_into IS NOT NULL AND fate IS NULL"
    )
    while batch.run(merged):
        pass  # a target may itself have been merged later


def find_leads_of_rows(batch: Batch, *, follow_merges: bool) -> None:
    """Find the leads that rows of stages, activities or attempts name, and refuse keys that mean none."""
    find_leads(batch, follow_merges=follow_merges)
    batch.run(
        f"UPDATE {batch.keys} SET fate = '{Reason.UNKNOWN_LEAD}', told = COALESCE(external_id, email_key) "
        "WHERE lead_id IS NULL AND fate IS NULL"
    )


def pass_on(batch: Batch) -> None:
    """Give the rows the lead, or the refusal, of their key."""
    batch.run(
        f"UPDATE {batch.table} SET lead_id = k.lead_id, own_id = k.own_id, fate = k.fate, told = k.told "
        f"FROM {batch.keys} AS k WHERE k.line = {batch.table}.lead_key"
    )
