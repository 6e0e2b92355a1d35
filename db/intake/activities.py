"""A file of activities: what leads did.

With an id of its own an activity can be corrected by a later file; without one it is what it says, and the
same again changes nothing. There may be ten million of them: a row gets a fate only where it is not simply
inserted, and what is known about its lead and its words is read from their tables.
"""

from collections import Counter

from db.intake.batch import Batch, Fate, fates
from db.intake.duplicates import settle_duplicates
from db.intake.erasures import refuse_erased
from db.intake.identities import find_leads_of_rows


def take_activities(batch: Batch) -> Counter[str]:
    """Take in the staged activities; return how many rows are new, changed and unchanged."""
    refuse_erased(batch)
    find_leads_of_rows(batch, follow_merges=False)
    _find_topics(batch)
    if "external_id" in batch.staged.columns:
        _settle_known_ids(batch)
    unsettled = batch.number(f"SELECT COUNT(*) FROM {_rows(batch)}")
    new = batch.run(
        "INSERT INTO activity (lead_id, topic_id, occurred_at, occurred_at_span, system, external_id, batch_id) "
        "SELECT k.lead_id, w.topic_id, s.occurred_at, s.occurred_at_span, "
        "CASE WHEN s.external_id IS NULL THEN '' ELSE CAST(:system AS VARCHAR) END, COALESCE(s.external_id, ''), "
        f"{batch.id} FROM {_rows(batch)} ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING"
    )
    return fates(batch) + Counter({Fate.NEW.value: new, Fate.UNCHANGED.value: unsettled - new})


def _rows(batch: Batch) -> str:
    """Return the rows that nothing speaks against, with their lead (`k`) and words (`w`)."""
    return (
        f"{batch.table} AS s JOIN {batch.keys} AS k ON k.line = s.lead_key "
        f"JOIN {batch.table}_topic AS w ON w.line = s.topic_key WHERE s.fate IS NULL AND k.fate IS NULL"
    )


def _find_topics(batch: Batch) -> None:
    topics = f"{batch.table}_topic"
    batch.run(
        f"INSERT INTO activity_topic (kind, topic) SELECT kind, topic FROM {topics} WHERE TRUE "
        "ORDER BY line ON CONFLICT DO NOTHING"
    )
    batch.run(
        f"UPDATE {topics} SET topic_id = t.id FROM activity_topic AS t "
        f"WHERE t.kind = {topics}.kind AND t.topic = {topics}.topic"
    )


def _settle_known_ids(batch: Batch) -> None:
    """Settle ids that come twice, and correct the activities that are known under an id of the file."""
    said = ["lead_key", "topic_key", "occurred_at", "occurred_at_span"]
    with_id = "fate IS NULL AND external_id IS NOT NULL"
    settle_duplicates(batch, by=["external_id"], compared=said, told="s.external_id", where=with_id)
    batch.run(
        f"UPDATE {batch.table} SET row_id = g.id, lead_id = g.lead_id, topic_key = g.topic_id, fate = g.fate "
        "FROM (SELECT s.line AS line, t.id AS id, k.lead_id AS lead_id, w.topic_id AS topic_id, "
        "CASE WHEN t.lead_id <> k.lead_id OR t.topic_id <> w.topic_id OR t.occurred_at <> s.occurred_at "
        f"OR t.occurred_at_span <> s.occurred_at_span THEN '{Fate.CHANGED}' ELSE '{Fate.UNCHANGED}' END AS fate "
        f"FROM {batch.table} AS s JOIN {batch.keys} AS k ON k.line = s.lead_key "
        f"JOIN {batch.table}_topic AS w ON w.line = s.topic_key "
        "JOIN activity AS t ON t.system = :system AND t.external_id = s.external_id "
        f"WHERE s.fate IS NULL AND k.fate IS NULL) AS g WHERE g.line = {batch.table}.line"
    )
    changed = f"SELECT row_id FROM {batch.table} WHERE fate = '{Fate.CHANGED}'"
    columns = ["lead_id", "topic_id", "occurred_at", "occurred_at_span"]
    batch.keep_images("activity", columns, f"t.id IN ({changed})")
    batch.run(
        "UPDATE activity AS t SET lead_id = s.lead_id, topic_id = s.topic_key, occurred_at = s.occurred_at, "
        f"occurred_at_span = s.occurred_at_span FROM {batch.table} AS s "
        f"WHERE s.row_id = t.id AND s.fate = '{Fate.CHANGED}'"
    )
