"""Editor of what counts as delivered: conditions on what is known about a lead."""

from pages.agree.editors import condition_rows
from pages.agree.editors.form import Form
from sla_core.sections import Value


def ask(form: Form) -> None:
    """Ask for the conditions of both groups."""
    condition_rows.ask(form, form.at("delivery.counts"), form.t("no condition: every lead counts"))


def read(form: Form) -> Value:
    """Return the conditions chosen; raises `SlaError` for one that has nothing to be compared with."""
    return {"delivery": {"counts": condition_rows.read(form)}}
