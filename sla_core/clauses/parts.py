"""What each part of the terms is called, and its value in words: `sales.respond_within` → 4 working hours."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sla_core.clauses.conditions import definition, rule, worth
from sla_core.clauses.fields import FIELDS, Words, typed
from sla_core.clauses.measures import METRICS
from sla_core.clauses.one_goal import journey, signatory
from sla_core.clauses.ranking import treatment
from sla_core.i18n import Texts, mark
from sla_core.leads import Stage
from sla_core.people import Department
from sla_core.terms import Metric, Terms
from sla_core.wording import NOTHING, as_typed, day_hours, department, joined, month, stage, weekday

_LISTS = {
    "parties": mark("Who signs"),
    "metrics": mark("Agreed figures"),
    "treatments": mark("What is done with each grade and rating"),
    "scoring.fit": mark("Points for a good match"),
    "scoring.engagement": mark("Points for what a lead does"),
}
_TARGETS = {
    "leads": mark("{month}: new leads"),
    "marketing_qualified": mark("{month}: MQLs"),
    "sales_qualified": mark("{month}: qualified leads"),
    "customers": mark("{month}: new customers"),
}


def _target(name: str, t: Texts) -> str:
    of, _, what = name.partition(".")
    return target_of(what, month(of, t), t)


def target_of(what: str, months: str, t: Texts) -> str:
    """Return what a target is called: `Dec 2026: qualified leads`; `months` are words already."""
    return t(_TARGETS[what], month=months) if what else months


def _day(name: str, t: Texts) -> str:
    return t.day(date.fromisoformat(name))


# Parts that have a name of their own: what each is called, given its name, and its value in words.
_NAMED: dict[str, tuple[Callable[[str, Texts], str], Words]] = {
    "parties": (
        lambda name, t: t("Who signs for {department}", department=_department(name, t)),
        lambda value, _, t: joined([signatory(who, t) for who in value.signatories], t) or NOTHING,
    ),
    "calendar.hours": (
        lambda name, t: t("Working hours, {day}", day=weekday(name, t)),
        lambda value, _, t: day_hours(value, t),
    ),
    "calendar.closed": (
        lambda name, t: t("Closed day {day}", day=_day(name, t)),
        lambda value, _, t: as_typed(value) or t("closed"),
    ),
    "calendar.exceptions": (
        lambda name, t: t("Other hours {day}", day=_day(name, t)),
        lambda value, _, t: day_hours(value, t),
    ),
    "definitions": (
        lambda name, t: t("Criteria for {stage}", stage=stage(Stage(name), t)),
        lambda value, _, t: definition(value, t) or NOTHING,
    ),
    "treatments": (
        lambda name, t: t("What is done with {cell}", cell=as_typed(name)),
        lambda value, _, t: treatment(value, t),
    ),
    "marketing.targets": (
        _target,
        lambda value, _, t: t.number(value) if isinstance(value, int) else t("none"),
    ),
    "marketing.journey_days_by_persona": (
        lambda _, t: t("From lead to customer, per persona"),
        lambda value, _, t: journey(value, t),
    ),
    "metrics": (lambda name, t: t(METRICS[Metric(_kind(name))]), lambda _value, _, t: t("agreed")),
    "when_missed": (
        lambda name, t: t("When {department} misses its promise", department=_department(name, t)),
        typed,
    ),
    "scoring.fit": (lambda _, t: t(_LISTS["scoring.fit"]), lambda value, _, t: _rule(value, t)),
    "scoring.engagement": (lambda _, t: t(_LISTS["scoring.engagement"]), lambda value, _, t: _rule(value, t)),
}


def _department(name: str, t: Texts) -> str:
    return department(Department(_kind(name)), t)


def _kind(name: str) -> str:
    """Return the name of a member without the number of one that is there twice."""
    return name.partition(":")[0]


def _rule(value: Any, t: Texts) -> str:
    return f"{rule(value, t)} ({worth(value, t)})"


def what(path: str, t: Texts) -> str:
    """Return what stands under a path, as people call it; a path without words of its own is spelled out."""
    label = _LISTS.get(path) or FIELDS.get(path, (None,))[0]
    if label:
        return t(label)
    named = _named(path)
    return _NAMED[named[0]][0](named[1], t) if named else as_typed(path.replace("_", " ").replace(".", " · "))


def words(path: str, value: Any, terms: Terms, t: Texts) -> str:
    """Return a value in words as it stands in these terms; nothing is `–`, but a weekday without hours closed."""
    named = _named(path)
    if value is None:
        return t("closed") if named and named[0] == "calendar.hours" else NOTHING
    of = FIELDS[path][1] if path in FIELDS else _NAMED[named[0]][1] if named else _as_it_is
    return of(value, terms, t)


def _as_it_is(value: Any, _: Terms, __: Texts) -> str:
    return as_typed(str(value))


def member(whole: str, name: str, t: Texts) -> str:
    """Return what a member of a list is called among the others."""
    if whole == "metrics":
        return what(f"metrics.{name}", t)
    return _department(name, t) if whole == "parties" else as_typed(name)


def _named(path: str) -> tuple[str, str] | None:
    """Return the whole and the name of one of its parts."""
    whole = next((known for known in _NAMED if path.startswith(f"{known}.")), None)
    return (whole, path.removeprefix(f"{whole}.")) if whole else None
