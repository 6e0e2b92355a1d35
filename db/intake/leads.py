"""A file of leads: who is new, what changed, and what their rows say happened to them."""

from collections import Counter

from db.bulk import table_named
from db.intake import lead_dates
from db.intake.batch import TAKEN, Batch, Fate, fates
from db.intake.duplicates import settle_duplicates, settle_like_first
from db.intake.erasures import refuse_erased
from db.intake.identities import find_leads
from sla_core.intake.faults import Reason

_VAGUE = ("created_at", "handed_over_at", "owner_assigned_at", "won_at", "lost_at")
_BEGINNINGS = ("created_at", "handed_over_at", "owner_assigned_at")  # a merged lead's are its own
_EARLIEST = "owner_assigned_at"  # CRMs tell the latest assignment; the first one ever seen counts
_NOT_FROM_FILES = {"id", "batch_id", "merged_into", "merged_at", "erased_at"}


def take_leads(batch: Batch) -> Counter[str]:
    """Take in the staged leads; return how many rows have each fate."""
    refuse_erased(batch)
    _settle_doubles(batch)
    find_leads(batch)
    if batch.rows(f"SELECT 1 FROM {batch.table} WHERE lead_id IS NOT NULL LIMIT 1"):
        _one_row_per_lead(batch)
        _change(batch)
        _count_new_ids(batch)
    settle_like_first(batch)
    _add(batch)
    _add_identities(batch)
    lead_dates.take_stage_dates(batch)
    lead_dates.take_first_attempts(batch)
    return fates(batch)


def _columns(batch: Batch) -> list[str]:
    """Return the columns of `lead` that the file has anything for, without spans."""
    known = table_named("lead").columns.keys()
    return [name for name in known if name in batch.staged.columns and name not in _NOT_FROM_FILES]


def _with_spans(names: list[str]) -> list[str]:
    return names + [f"{name}_span" for name in names if name in _VAGUE]


def _settle_doubles(batch: Batch) -> None:
    said = sorted(batch.staged.columns - {"external_id"})
    said += [f"{name}_span" for name in sorted(batch.staged.vague)]
    with_id = "fate IS NULL AND external_id IS NOT NULL"
    without_id = "fate IS NULL AND external_id IS NULL"
    settle_duplicates(batch, by=["external_id"], compared=said, told="s.external_id", where=with_id)
    if batch.rows(f"SELECT 1 FROM {batch.table} WHERE {without_id} LIMIT 1"):
        settle_duplicates(batch, by=["email_key"], compared=said, told="s.email", where=without_id)
        _settle_against_ids(batch, said)


def _settle_against_ids(batch: Batch, said: list[str]) -> None:
    """Settle rows without an id whose e-mail is also that of a row with one: they are about the same lead."""
    batch.run(
        f"UPDATE {batch.table} AS s SET told = s.email, found = 'double', row_id = f.line, fate = CASE "
        f"WHEN g.leads > 1 THEN '{Reason.AMBIGUOUS_EMAIL}' "
        f"WHEN {batch.same_row('s', 'f', said)} THEN '{Fate.UNCHANGED}' ELSE '{Reason.DUPLICATE_ID}' END "
        f"FROM (SELECT email_key, MIN(line) AS line, COUNT(*) AS leads FROM {batch.table} "
        "WHERE external_id IS NOT NULL AND fate IS NULL AND email_key IS NOT NULL GROUP BY email_key) AS g "
        f"JOIN {batch.table} AS f ON f.line = g.line "
        "WHERE g.email_key = s.email_key AND s.external_id IS NULL AND s.fate IS NULL"
    )


def _one_row_per_lead(batch: Batch) -> None:
    """Let one row speak for a lead that several rows mean: its own before that of one merged into it."""
    if not batch.rows(f"SELECT 1 FROM {batch.table} WHERE found IN ('email', 'merged') LIMIT 1"):
        return  # ids are unique, in the file and among the leads
    first_by_email = (
        f"SELECT line, MIN(line) OVER (PARTITION BY lead_id) AS first FROM {batch.table} "
        "WHERE found = 'email' AND external_id IS NOT NULL AND lead_id IS NOT NULL"
    )
    batch.run(
        f"UPDATE {batch.table} SET lead_id = NULL, found = NULL FROM ({first_by_email}) AS n "
        f"WHERE n.line = {batch.table}.line AND n.first < n.line"
    )
    ranked = (
        "SELECT line, ROW_NUMBER() OVER (PARTITION BY lead_id "
        "ORDER BY CASE found WHEN 'id' THEN 0 WHEN 'email' THEN 1 ELSE 2 END, line) AS place "
        f"FROM {batch.table} WHERE lead_id IS NOT NULL AND fate IS NULL"
    )
    batch.run(
        f"UPDATE {batch.table} SET lead_id = NULL, told = COALESCE(external_id, email), "
        f"fate = CASE found WHEN 'merged' THEN '{Fate.UNCHANGED}' ELSE '{Reason.DUPLICATE_ID}' END "
        f"FROM ({ranked}) AS n WHERE n.line = {batch.table}.line AND n.place > 1"
    )


def _change(batch: Batch) -> None:
    """Compare the rows of known leads with what is stored; an empty cell says nothing."""
    columns = _columns(batch)
    differences = " OR ".join(f"({_differs(batch, name)})" for name in columns) or "FALSE"
    batch.run(
        f"UPDATE {batch.table} AS s SET fate = CASE WHEN {differences} "
        f"THEN '{Fate.CHANGED}' ELSE '{Fate.UNCHANGED}' END "
        "FROM lead AS t WHERE t.id = s.lead_id AND s.fate IS NULL"
    )
    changed = f"SELECT lead_id FROM {batch.table} WHERE fate = '{Fate.CHANGED}'"
    if not batch.rows(f"{changed} LIMIT 1"):
        return
    batch.keep_images("lead", _with_spans(columns), f"t.id IN ({changed})")
    values = ", ".join(_set(batch, name) for name in columns)
    batch.run(
        f"UPDATE lead AS t SET {values} FROM {batch.table} AS s "
        f"WHERE s.lead_id = t.id AND s.fate = '{Fate.CHANGED}'"
    )


def _count_new_ids(batch: Batch) -> None:
    """A lead that was known by its e-mail and gets an id has changed, whatever else its row says."""
    batch.run(
        f"UPDATE {batch.table} SET fate = '{Fate.CHANGED}' WHERE fate = '{Fate.UNCHANGED}' "
        "AND found = 'email' AND external_id IS NOT NULL AND lead_id IS NOT NULL"
    )


def _differs(batch: Batch, name: str) -> str:
    if name == _EARLIEST:
        return _earlier(name)
    if name == "attributes":
        return f"s.{name} IS NOT NULL AND " + batch.differs(_merged_attributes(batch), _attributes(batch))
    differs = batch.differs(f"s.{name}", f"t.{name}")
    if name in _VAGUE:
        differs = f"({differs} OR s.{name}_span <> t.{name}_span)"
    return f"{_says(name)} AND {differs}"


def _says(name: str) -> str:
    return f"s.{name} IS NOT NULL" + (" AND s.own_id IS NULL" if name in _BEGINNINGS else "")


def _earlier(name: str) -> str:
    """Return the condition that a staged instant, read as late as it can mean, is before the stored one."""
    latest = f"s.{name} + CASE WHEN s.{name}_span > 0 THEN s.{name}_span - 1 ELSE 0 END"
    return f"{_says(name)} AND (t.{name} IS NULL OR {latest} < t.{name})"


def _attributes(batch: Batch) -> str:
    return "COALESCE(json(t.attributes), '{}')" if batch.sqlite else "COALESCE(t.attributes, '{}')"


def _merged_attributes(batch: Batch) -> str:
    """Return the stored attributes with those of the row, which replace equal names and clear none."""
    if batch.sqlite:
        return f"json_patch({_attributes(batch)}, s.attributes)"
    return f"{_attributes(batch)} || CAST(s.attributes AS JSONB)"


def _set(batch: Batch, name: str) -> str:
    if name == "attributes":
        merged = _merged_attributes(batch)
        return f"{name} = CASE WHEN s.{name} IS NULL THEN t.{name} ELSE {merged} END"
    wins = _earlier(name) if name == _EARLIEST else _says(name)
    columns = _with_spans([name])
    return ", ".join(f"{each} = CASE WHEN {wins} THEN s.{each} ELSE t.{each} END" for each in columns)


def _add(batch: Batch) -> None:
    """Number the leads nobody knows yet and store them in the order of the file."""
    number = "(SELECT COALESCE(MAX(id), 0) FROM lead) + line - 1"  # gaps between numbers do not matter
    if not batch.sqlite:
        number = "nextval(pg_get_serial_sequence('lead', 'id'))"
    added = batch.run(
        f"UPDATE {batch.table} SET lead_id = {number}, fate = '{Fate.NEW}' WHERE lead_id IS NULL AND fate IS NULL"
    )
    if not added:
        return
    columns = _columns(batch)
    spans = [f"{name}_span" for name in _VAGUE]
    said = [f"{name}_span" if name in columns else "0" for name in _VAGUE]
    values = [
        "CAST(attributes AS JSONB)" if name == "attributes" and not batch.sqlite else name for name in columns
    ]
    batch.run(
        f"INSERT INTO lead ({', '.join(['id', 'batch_id', *columns, *spans])}) "
        f"SELECT {', '.join(['lead_id', str(batch.id), *values, *said])} FROM {batch.table} "
        f"WHERE fate = '{Fate.NEW}' ORDER BY line"
    )


def _add_identities(batch: Batch) -> None:
    """Store the ids of new leads, and of those that were known by e-mail only and so got one."""
    batch.run(
        "INSERT INTO lead_identity (system, external_id, lead_id, batch_id) "
        f"SELECT CAST(:system AS VARCHAR), external_id, lead_id, {batch.id} FROM {batch.table} AS s "
        f"WHERE external_id IS NOT NULL AND {TAKEN} AND (fate = '{Fate.NEW}' OR found = 'email')"
    )
