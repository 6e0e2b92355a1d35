"""Rows that say the same thing twice in one file. The first line counts; a later equal one changes nothing."""

from collections.abc import Sequence

from db.intake.batch import Batch, Fate
from sla_core.intake.faults import Reason


def settle_duplicates(
    batch: Batch,
    *,
    by: Sequence[str],
    compared: Sequence[str],
    told: str,
    where: str = "fate IS NULL",
    reason: Reason = Reason.DUPLICATE_ID,
) -> None:
    """Settle rows that agree in the columns `by`: equal in `compared` = unchanged, different = refused.

    `told` is what the refusal names, an expression over the later row `s` and the first one `f`.
    """
    partition = ", ".join(by)
    doubled = f"SELECT MIN(line) FROM {batch.table} WHERE {where} GROUP BY {partition} HAVING COUNT(*) > 1"
    if not batch.rows(f"{doubled} LIMIT 1"):
        return
    numbered = (
        f"SELECT line, MIN(line) OVER (PARTITION BY {partition}) AS first FROM {batch.table} WHERE {where}"
    )
    equal = batch.same_row("s", "f", compared)
    batch.run(
        f"UPDATE {batch.table} AS s SET lead_id = NULL, row_id = n.first, found = 'double', told = {told}, "
        f"fate = CASE WHEN {equal} THEN '{Fate.UNCHANGED}' ELSE '{reason}' END "
        f"FROM ({numbered}) AS n JOIN {batch.table} AS f ON f.line = n.first "
        "WHERE n.line = s.line AND n.first < s.line"
    )


def settle_like_first(batch: Batch) -> None:
    """Refuse what was equal to a row that was itself refused afterwards: it is not there, so not unchanged."""
    fates = ", ".join(f"'{fate}'" for fate in Fate)
    batch.run(
        f"UPDATE {batch.table} AS s SET fate = f.fate, told = f.told FROM {batch.table} AS f "
        f"WHERE s.found = 'double' AND s.fate = '{Fate.UNCHANGED}' AND f.line = s.row_id "
        f"AND f.fate NOT IN ({fates})"
    )
