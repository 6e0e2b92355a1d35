"""A file of traffic: visits per month and source."""

from collections import Counter

from db.intake.batch import Batch, Fate, fates
from db.intake.duplicates import settle_duplicates

_SAME = "t.month = s.month AND t.source = s.source"


def take_traffic(batch: Batch) -> Counter[str]:
    """Take in the staged months; return how many rows have each fate."""
    batch.run(f"UPDATE {batch.table} SET source = '' WHERE source IS NULL")
    settle_duplicates(batch, by=["month", "source"], compared=["visits"], told="s.month")
    batch.run(
        f"UPDATE {batch.table} AS s SET row_id = t.id, fate = CASE WHEN t.visits <> s.visits "
        f"THEN '{Fate.CHANGED}' ELSE '{Fate.UNCHANGED}' END FROM traffic AS t WHERE {_SAME} AND s.fate IS NULL"
    )
    changed = f"SELECT row_id FROM {batch.table} WHERE fate = '{Fate.CHANGED}'"
    batch.keep_images("traffic", ["visits"], f"t.id IN ({changed})")
    batch.run(
        f"UPDATE traffic AS t SET visits = s.visits FROM {batch.table} AS s "
        f"WHERE s.row_id = t.id AND s.fate = '{Fate.CHANGED}'"
    )
    batch.run(f"UPDATE {batch.table} SET fate = '{Fate.NEW}' WHERE fate IS NULL")
    batch.run(
        "INSERT INTO traffic (month, source, visits, batch_id) "
        f"SELECT month, source, visits, {batch.id} FROM {batch.table} WHERE fate = '{Fate.NEW}' ORDER BY line"
    )
    return fates(batch)
