"""A file of stages: the history a CRM keeps. Each entry is a fact of its own; none corrects another."""

from collections import Counter

from db.intake.batch import Batch, Fate, fates
from db.intake.duplicates import settle_duplicates
from db.intake.erasures import refuse_erased
from db.intake.identities import find_leads_of_rows, pass_on
from sla_core.intake.faults import Reason
from sla_core.leads import Basis, Stage

_ENTRY = ["lead_id", "stage", "entered_at", "entered_at_span"]


def take_stages(batch: Batch) -> Counter[str]:
    """Take in the staged stage entries; return how many rows have each fate."""
    refuse_erased(batch)
    find_leads_of_rows(batch, follow_merges=True)
    pass_on(batch)
    stages = ", ".join(f"'{stage}'" for stage in Stage)
    batch.run(
        f"UPDATE {batch.table} SET fate = '{Reason.BAD_STAGE}', told = stage "
        f"WHERE fate IS NULL AND stage NOT IN ({stages})"
    )
    settle_duplicates(batch, by=_ENTRY, compared=_ENTRY, told="s.stage")
    known = " OR ".join(
        f"EXISTS (SELECT 1 FROM stage_entry AS e WHERE e.lead_id = s.{whose} AND e.stage = s.stage "
        f"AND e.basis = '{Basis.CRM}' AND e.superseded_by IS NULL "
        "AND e.entered_at = s.entered_at AND e.entered_at_span = s.entered_at_span)"
        for whose in ("lead_id", "own_id")  # what a merged lead had entered before stays its own
    )
    batch.run(
        f"UPDATE {batch.table} AS s SET fate = CASE WHEN {known} "
        f"THEN '{Fate.UNCHANGED}' ELSE '{Fate.NEW}' END WHERE s.fate IS NULL"
    )
    batch.run(
        "INSERT INTO stage_entry (lead_id, batch_id, stage, entered_at, entered_at_span, recorded_at, basis) "
        f"SELECT lead_id, {batch.id}, stage, entered_at, entered_at_span, {batch.now}, '{Basis.CRM}' "
        f"FROM {batch.table} WHERE fate = '{Fate.NEW}' ORDER BY line"
    )
    return fates(batch)
