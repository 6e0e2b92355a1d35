"""Leads that were merged: each stands for what it was until then; from then on it is part of another lead.

Nothing is moved: stages and handovers of a merged lead stay its own, so that what was judged stays judged.
What was done about it and that it was won is seen with the lead that it is part of.
"""

from sqlalchemy import text
from sqlmodel import Session

# (lead, every lead it is part of): one merged into another that was itself merged is part of both.
PARTS = """
part(id, whole) AS (
    SELECT id, merged_into FROM lead WHERE merged_into IS NOT NULL
    UNION SELECT p.id, l.merged_into FROM part p JOIN lead l ON l.id = p.whole WHERE l.merged_into IS NOT NULL
)
"""
# When each lead was won, merged ones as one: by a date of its own, otherwise as a customer's first entry.
WON = f"""
{PARTS},
stays(id, whole) AS (SELECT p.id, p.whole FROM part p JOIN lead l ON l.id = p.whole WHERE l.merged_into IS NULL),
told(lead_id, won_at, entered_at) AS (
    SELECT id, won_at, NULL FROM lead WHERE won_at IS NOT NULL
    UNION ALL SELECT lead_id, NULL, MIN(entered_at) FROM stage_entry
    WHERE stage = 'customer' AND superseded_by IS NULL AND entered_at IS NOT NULL GROUP BY lead_id
),
won(lead_id, won_at) AS (
    SELECT COALESCE(s.whole, t.lead_id), COALESCE(MIN(t.won_at), MIN(t.entered_at))
    FROM told t LEFT JOIN stays s ON s.id = t.lead_id GROUP BY 1
)
"""


def any_merged(db: Session) -> bool:
    """Whether any lead was ever merged: where none was, nothing has to be looked for."""
    return db.execute(text("SELECT 1 FROM lead WHERE merged_into IS NOT NULL LIMIT 1")).first() is not None


def with_wholes(lead_ids: str) -> str:
    """Return the SELECT of these leads and of those that they are part of; `lead_ids` is a list or a SELECT of ids."""
    return (
        "SELECT id FROM (WITH RECURSIVE whole(id) AS ("
        f"SELECT id FROM lead WHERE id IN ({lead_ids}) "
        "UNION SELECT l.merged_into FROM lead l JOIN whole w ON l.id = w.id WHERE l.merged_into IS NOT NULL"
        ") SELECT id FROM whole) AS wholes"
    )
