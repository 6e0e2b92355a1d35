"""Conditions on what is known about a lead, built row by row.

They stand in no form: which operators and values are offered depends on the field, and that is known at once.
"""

from collections.abc import Mapping
from typing import Any, Protocol

import streamlit as st

from db import lead_fields
from db.engine import reading
from pages.agree.editors import fields
from pages.ui import session
from pages.ui.text import quiet, strong
from sla_core import draft_values, labels
from sla_core.clauses import conditions
from sla_core.conditions import AttributeCondition, Operator
from sla_core.errors import SlaError
from sla_core.i18n import Texts, mark
from sla_core.persona.fields import persona_in
from sla_core.sections import Value

_MOST_VALUES = 50  # offered; others are typed
_WITHOUT_VALUES = (Operator.IS_KNOWN, Operator.IS_NOT_KNOWN)
_GROUPS = {
    "all_of": mark("All of these must hold"),
    "any_of": mark("At least one of these must hold"),
}

Row = dict[str, Any]  # id, group, condition (JSON)


class Holder(Protocol):
    """What holds the rows while somebody edits them: `kept` for the rows, a key for each widget."""

    @property
    def t(self) -> Texts:
        """The words of the reader's language."""

    @property
    def kept(self) -> dict[str, Any]:
        """What is kept of this editor until it is opened anew."""

    def key(self, name: str) -> str:
        """Return the key of a widget."""

    def typed(self, name: str) -> Any:
        """Return what the widget of this name holds."""


def ask(form: Holder, opened: Mapping[str, Value], nothing: str, *, with_personas: bool = True) -> None:
    """Ask for the conditions of both groups. `opened`: those there were; `nothing` says what none of them means.

    `with_personas`: whether it can be asked if a lead matches a persona.
    """
    t = form.t
    _open(form, opened, with_personas=with_personas)
    known = _known_fields(form)
    for group, title in _GROUPS.items():
        st.markdown(strong(t(title)))
        rows = [row for row in _rows(form) if row["group"] == group]
        for row in rows:
            _ask_row(form, row, known)
        if not rows:
            st.markdown(quiet(nothing if group == "all_of" else t("no condition")))
        st.button(
            t("Add a condition"),
            icon=":material/add:",
            key=form.key(f"add_{group}"),
            on_click=_add,
            args=(form, group),
            disabled=not known,
        )
    if not known:
        st.markdown(quiet(t("Nothing is known about leads yet: bring in leads first.")))


def _open(form: Holder, opened: Mapping[str, Value], *, with_personas: bool) -> None:
    """Begin with the conditions there were, each under a number of its own."""
    if "rows" not in form.kept:
        with reading() as db:
            known = lead_fields.known_fields(db)
        form.kept["fields"] = [field for field in known if with_personas or not persona_in(field)]
        pairs = [(group, condition) for group in _GROUPS for condition in opened[group]]
        form.kept["rows"] = [
            {"id": number, "group": group, "condition": condition}
            for number, (group, condition) in enumerate(pairs)
        ]
        form.kept["next"] = len(pairs)


def _rows(form: Holder) -> list[Row]:
    """Return the conditions as they stand now."""
    rows: list[Row] = form.kept["rows"]
    return rows


def _known_fields(form: Holder) -> list[str]:
    known: list[str] = form.kept["fields"]
    return known


def _offered(form: Holder, field: str) -> dict[str, int]:
    """Return the most frequent values of a field and how many leads have each."""
    offered: dict[str, dict[str, int]] = form.kept.setdefault("offered", {})
    if field not in offered:
        with reading() as db:
            offered[field] = dict(lead_fields.offered_values(db, field, _MOST_VALUES))
    return offered[field]


def _ask_row(form: Holder, row: Row, known: list[str]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        _ask_condition(form, row, known)
        st.button(
            form.t("Remove"),
            icon=":material/close:",
            type="tertiary",
            key=form.key(f"{row['id']}_remove"),
            on_click=_remove,
            args=(form, row["id"]),
        )


def _ask_condition(form: Holder, row: Row, known: list[str]) -> None:
    t, condition, number = form.t, row["condition"], row["id"]
    names = [*known, *({condition["field"]} - set(known))]
    field = st.selectbox(
        t("What is known about the lead"),
        names,
        index=names.index(condition["field"]),
        format_func=lambda name: conditions.field(name, t),
        key=form.key(f"{number}_field"),
        width=session.size().px(fields.NARROW),
    )
    st.selectbox(
        t("Comparison"),
        list(Operator),
        index=list(Operator).index(Operator(condition["operator"])),
        format_func=lambda of: t(labels.OPERATORS[of]),
        key=form.key(f"{number}_operator"),
        width=session.size().px(170),
    )
    if form.typed(f"{number}_operator") in _WITHOUT_VALUES:
        return
    values = condition["values"] if field == condition["field"] else []
    offered = _offered(form, field)
    st.multiselect(
        t("Values"),
        [*offered, *(value for value in values if value not in offered)],
        values,
        format_func=lambda value: f"{value} ({t.number(offered[value])})" if value in offered else value,
        key=form.key(f"{number}_values_{field}"),
        placeholder=t("choose or type"),
        accept_new_options=True,
        width=session.size().px(fields.WIDE),
    )


def _add(form: Holder, group: str) -> None:
    rows = _rows(form)
    condition = {"on": "attribute", "field": _known_fields(form)[0], "operator": "is_any_of", "values": []}
    rows.append({"id": form.kept["next"], "group": group, "condition": condition})
    form.kept["next"] += 1


def _remove(form: Holder, number: int) -> None:
    form.kept["rows"] = [row for row in _rows(form) if row["id"] != number]


def read(form: Holder) -> dict[str, list[Value]]:
    """Return the conditions chosen, by group; raises `SlaError` for one that has nothing to be compared with."""
    found: dict[str, list[Value]] = {group: [] for group in _GROUPS}
    for row in _rows(form):
        found[row["group"]].append(_condition(form, row))
    return found


def _condition(form: Holder, row: Row) -> Value:
    number = row["id"]
    field, operator = form.typed(f"{number}_field"), Operator(form.typed(f"{number}_operator"))
    typed = form.typed(f"{number}_values_{field}") or [] if operator not in _WITHOUT_VALUES else []
    called = conditions.field(field, form.t)
    values = tuple(draft_values.text(called, value, draft_values.NAME) for value in typed)
    chosen = AttributeCondition(field=field, operator=operator, values=values)
    if not values and operator not in _WITHOUT_VALUES:
        raise SlaError("“{field}” needs a value to be compared with.", field=called)
    return chosen.model_dump(mode="json")
