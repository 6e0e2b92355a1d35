"""The rows of both tables of rules: as they were opened, with those put in since, and as they were submitted."""

from pages.agree.editors import tables
from pages.agree.editors.form import Form
from sla_core.lead_criteria.rule_tables import Row, engagement_rows, fit_rows


def rows_of(form: Form, name: str) -> list[Row]:
    """Return the rows that a table was opened with, and those added by hand since."""
    kept: dict[str, list[Row]] = form.kept.setdefault("rows", {})
    if name not in kept:
        scoring = form.terms.scoring
        kept[name] = fit_rows(scoring.fit) if name == "fit" else engagement_rows(scoring.engagement)
    return kept[name]


def table_name(form: Form, name: str) -> str:
    """Return what a table is called: another one each time a row was added to it."""
    return f"{name}{form.kept.get('added', 0)}"


def typed(form: Form, name: str) -> list[Row]:
    """Return the rows of a table of rules as they were submitted."""
    return tables.typed(form, table_name(form, name), rows_of(form, name))
