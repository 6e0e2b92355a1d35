"""The terms as values by path, and the clause that says each: `sales.respond_within` → 3.3.

A path is fine enough to ask who changed it. Lists whose members have a name are told apart by it, so that one
more of them is one difference: `treatments.A1`, `scoring.fit.title`, `parties.sales`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sla_core.conditions import Document, LeadDefinition
from sla_core.leads import Stage
from sla_core.sections import PATHS, Section
from sla_core.terms import Duration, Metric, Targets, Terms
from sla_core.terms.journeys import persona_journeys

T = TypeVar("T")

# Documents that are read as one value.
_WHOLE = (LeadDefinition, Duration)
_NAMES: dict[str, Callable[[Any], str]] = {
    "parties": lambda party: str(party.department),
    "metrics": str,
    "scoring.fit": lambda rule: str(rule.id),
    "scoring.engagement": lambda rule: str(rule.id),
    "treatments": lambda treatment: f"{treatment.grade}{treatment.rating}",
}
_TARGETS = "marketing.targets"
_JOURNEYS = "marketing.journey_days_by_persona"
_CLAUSES = {
    "company": "1.1",
    "parties": "1.2",
    "personas": "1.4",
    "marketing.journey_days": "1.5",
    _JOURNEYS: "1.5",
    "marketing.visits_per_month": "1.5",
    "marketing.average_purchase": "1.6",
    "marketing.lifetime_value": "1.6",
    "marketing.revenue_goal": "1.6",
    "marketing.marketing_share": "1.6",
    "marketing.currency": "1.6",
    _TARGETS: "2.1",
    "delivery": "2.3",
    f"definitions.{Stage.LEAD}": "2.4",
    f"definitions.{Stage.MARKETING_QUALIFIED}": "2.5",
    f"definitions.{Stage.SALES_QUALIFIED}": "2.6",
    "definitions": "2.7",
    "scoring.fit": "2.8",
    "scoring.grades": "2.8",
    "scoring.engagement": "2.9",
    "scoring.ratings": "2.9",
    "scoring.caps": "2.9",
    "treatments": "2.10",
    "marketing.initiatives": "2.11",
    "handover.event": "3.1",
    "handover.stage": "3.1",
    "handover.clock_start": "3.2",
    "handover.assign_within": "3.2",
    "handover.late_data_after": "4.13",
    "sales.respond_within": "3.3",
    "sales.stops_at": "3.4",
    "sales.counts_before": "3.5",
    "sales.attempts_at_least": "3.6",
    "sales.attempts_within": "3.6",
    "sales.attempts_at_most": "3.6",
    "sales.accept_within": "3.7",
    "early_contact": "3.8",
    "early_contact.legal_basis": "3.9",
    "early_contact.first": "3.9",
    "sales.reps": "3.10",
    "sales.hours_per_rep_and_week": "3.10",
    "sales.minutes_per_attempt": "3.10",
    "metrics": "4.1",
    **{f"metrics.{metric}": f"4.{place}" for place, metric in enumerate(Metric, start=1)},
    "limits": "4.9",
    "limits.delivered_kept": "4.10",
    "limits.delivered_at_risk": "4.10",
    "limits.more_than_agreed": "4.10",
    "limits.least_cases": "4.10",
    "calendar": "4.11",
    "calendar.closed": "4.12",
    "when_missed.marketing": "5.1",
    "when_missed.sales": "5.2",
    "revision.pace": "5.3",
    "revision": "5.4",
}
_TARGET_CLAUSES = {"customers": "1.3", "leads": "2.2", "marketing_qualified": "2.2"}


def values(terms: Terms) -> dict[str, Any]:
    """Return everything the terms hold, by path. What is None in a month's targets is left out.

    Journeys come with the name of their persona: both are said in one sentence.
    """
    found = {
        path: value for name in Terms.model_fields for path, value in _values(name, getattr(terms, name))
    }
    journeys = persona_journeys(terms.personas, terms.marketing)
    return found | {f"{_JOURNEYS}.{journey.persona}": journey for journey in journeys}


def _values(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    parts = _parts(path, value)
    if parts is None:
        yield path, value
        return
    for name, part in parts:
        yield from _values(f"{path}.{name}", part)


def _parts(path: str, value: Any) -> Sequence[tuple[str, Any]] | None:
    """Return the named parts of a value; None where it is read as one."""
    if isinstance(value, Targets):
        return [(name, n) for name in Targets.model_fields if (n := getattr(value, name)) is not None] or None
    if isinstance(value, _WHOLE):
        return None
    if path in _NAMES:
        return list(zip(names(path, value), value, strict=True))
    if isinstance(value, Document) and path.count(".") == 0:
        return [(name, getattr(value, name)) for name in type(value).model_fields]
    return [(str(key), part) for key, part in value.items()] if isinstance(value, Mapping) else None


def names(path: str, members: Sequence[Any]) -> list[str]:
    """Return what tells the members of a list apart; a name that comes again is numbered: `A1`, `A1:2`."""
    found: list[str] = []
    for member in members:
        name = _NAMES[path](member)
        again = sum(1 for other in members[: len(found)] if _NAMES[path](other) == name)
        found.append(f"{name}:{again + 1}" if again else name)
    return found


def reordered(before: Terms, after: Terms) -> dict[str, tuple[list[str], list[str]]]:
    """Return the lists of which the common members stand in another order, with the names as they stand in both."""
    found = {}
    for path in _NAMES:
        was, becomes = names(path, at(before, path)), names(path, at(after, path))
        if [name for name in was if name in becomes] != [name for name in becomes if name in was]:
            found[path] = was, becomes
    return found


def at(terms: Terms, path: str) -> Any:
    """Return what stands under a path of fields: `scoring.fit`."""
    found: Any = terms
    for name in path.split("."):
        found = getattr(found, name)
    return found


def clause_of(path: str) -> str:
    """Return the id of the clause that says what stands under a path."""
    if path.startswith(f"{_TARGETS}."):
        return _TARGET_CLAUSES.get(path.rpartition(".")[2], _CLAUSES[_TARGETS])
    return _longest(path, _CLAUSES) or _CLAUSES["company"]


def section_of(path: str) -> Section:
    """Return the section in which a path is edited; company and schema, edited nowhere, stand with the parties."""
    owners = {owned: section for section, paths in PATHS.items() for owned in paths}
    return _longest(path, owners) or Section.PARTIES


def _longest(path: str, known: Mapping[str, T]) -> T | None:
    """Return what is known of the path, or of the nearest path above it."""
    while path and path not in known:
        path = path.rpartition(".")[0]
    return known.get(path)
