"""Sections of the terms: the parts that are edited, saved and compared one by one.

Two people on different sections never meet; two on the same one are told so. A section is a set of paths into
the terms' JSON (`sales.respond_within`); no two sections share a path.
"""

import json
from enum import StrEnum
from typing import Any

from sla_core.errors import Conflict
from sla_core.terms import Terms


class Section(StrEnum):
    """What is edited together and saved at once."""

    PARTIES = "parties"
    PERSONAS = "personas"
    HOURS = "hours"
    CLOSED = "closed"
    CRITERIA = "criteria"
    HANDOVER = "handover"
    DELIVERY = "delivery"
    INPUTS = "inputs"
    TARGETS = "targets"
    RESPONSE = "response"
    ATTEMPTS = "attempts"
    EARLY_CONTACT = "early_contact"
    CAPACITY = "capacity"
    METRICS = "metrics"
    LIMITS = "limits"
    WHEN_MISSED = "when_missed"
    REVISION = "revision"


PATHS: dict[Section, tuple[str, ...]] = {
    Section.PARTIES: ("parties",),
    Section.PERSONAS: ("personas",),
    Section.HOURS: ("calendar.time_zone", "calendar.hours", "calendar.exceptions"),
    Section.CLOSED: ("calendar.closed",),
    Section.CRITERIA: ("definitions", "scoring", "treatments"),
    Section.HANDOVER: ("handover",),
    Section.DELIVERY: ("delivery",),
    Section.INPUTS: (
        "marketing.journey_days",
        "marketing.journey_days_by_persona",
        "marketing.lifetime_value",
        "marketing.average_purchase",
        "marketing.revenue_goal",
        "marketing.marketing_share",
        "marketing.visits_per_month",
        "marketing.currency",
    ),
    Section.TARGETS: ("marketing.targets", "marketing.initiatives"),
    Section.RESPONSE: ("sales.respond_within", "sales.stops_at", "sales.counts_before"),
    Section.ATTEMPTS: (
        "sales.attempts_at_least",
        "sales.attempts_within",
        "sales.attempts_at_most",
        "sales.accept_within",
    ),
    Section.EARLY_CONTACT: ("early_contact",),
    Section.CAPACITY: ("sales.reps", "sales.hours_per_rep_and_week", "sales.minutes_per_attempt"),
    Section.METRICS: ("metrics",),
    Section.LIMITS: ("limits",),
    Section.WHEN_MISSED: ("when_missed",),
    Section.REVISION: ("revision",),
}

Value = dict[str, Any]  # path -> JSON value


class SectionChanged(Conflict):
    """Somebody else saved the section since its editor was opened. Nothing was overwritten; all three are here."""

    def __init__(self, section: Section, opened: Value, theirs: Value, yours: Value) -> None:
        super().__init__("Somebody else has changed this since you opened it. Nothing was overwritten.")
        self.section, self.opened, self.theirs, self.yours = section, opened, theirs, yours


def merged(opened: Value, theirs: Value, yours: Value) -> Value | None:
    """Return a section with both changes where they touch different places; None where they touch the same one."""
    both: Value = _merged(opened, theirs, yours)
    return None if both is _TOUCHED else both


_TOUCHED: Any = object()


def _merged(opened: Any, theirs: Any, yours: Any) -> Any:
    if theirs in (opened, yours):
        return yours
    if yours == opened:
        return theirs
    if not all(isinstance(value, dict) for value in (opened, theirs, yours)):
        return _TOUCHED
    names = sorted(opened.keys() | theirs.keys() | yours.keys())
    parts = {
        name: _merged(*(value.get(name, _ABSENT) for value in (opened, theirs, yours))) for name in names
    }
    if any(part is _TOUCHED for part in parts.values()):
        return _TOUCHED
    return {name: part for name, part in parts.items() if part is not _ABSENT}


_ABSENT: Any = object()


def value_of(terms: Terms, section: Section) -> Value:
    """Return what a section holds: JSON values by path."""
    content = terms.model_dump(mode="json")
    return {path: _at(content, path) for path in PATHS[section]}


def changed_sections(before: Terms, after: Terms) -> set[Section]:
    """Return the sections in which two terms differ."""
    was, becomes = before.model_dump(mode="json"), after.model_dump(mode="json")
    return {
        section
        for section, paths in PATHS.items()
        if any(_at(was, path) != _at(becomes, path) for path in paths)
    }


def with_value(terms: Terms, section: Section, value: Value) -> Terms:
    """Return the terms with a section replaced; raises as `Terms` does for what cannot be agreed."""
    content = terms.model_dump(mode="json")
    for path in PATHS[section]:
        *parents, name = path.split(".")
        inner = content
        for parent in parents:
            inner = inner[parent]
        inner[name] = value[path]
    return Terms.from_json(json.dumps(content))


def _at(content: Any, path: str) -> Any:
    for name in path.split("."):
        content = content[name]
    return content
