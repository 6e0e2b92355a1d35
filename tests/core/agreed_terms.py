"""Terms in which everything is agreed, and every small change that can be made to them."""

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

from pydantic import ValidationError

from sla_core.conditions import ActivityCondition, AttributeCondition, LeadDefinition, Operator
from sla_core.errors import SlaError
from sla_core.leads import Channel, Stage
from sla_core.people import Department
from sla_core.terms import ClockStart, Duration, MostPoints, PersonaRef, Terms, Treatment, Unit
from tests.core.sample_companies import company

# What a leaf of the terms may be instead; the first that makes other terms is taken.
_INSTEAD = (
    "something else", "2027-01-05", "2031-05", "07:15", "19:45", "Europe/Helsinki", "sun",
    "0.85", "0.96", "1.25", "17.5",
    "minutes", "days", "contact", "assignment", "handover", "criteria", "fast", "sms", "email", "waiting",
    "sales", "marketing",
    "starts_with", "engagement", "fit", "opportunity", "returned",
)  # fmt: skip
_SECOND = PersonaRef(persona="p2", version=4, name="Økonomisjefen")


@cache
def rich() -> Terms:
    """The sample company's draft with everything filled in that it leaves out, and fewer days and months."""
    known = company().versions[-1].terms
    rule = known.scoring.engagement[0]
    grouped = rule.model_copy(update={"id": "grouped", "group": "web", "on": False})
    urgent = Treatment(
        grade="E",
        rating="1",
        name="Answer",
        owner=Department.SALES,
        action="Answer at once.",
        respond_within=Duration(amount=30, unit=Unit.MINUTES),
        channels=(Channel.SMS,),
    )
    counts = LeadDefinition(
        all_of=(AttributeCondition(field="country", operator=Operator.IS, values=("NO",)),)
    )
    chatted = LeadDefinition(any_of=(ActivityCondition(kind="chat", topic="Bot", within_days=7),))
    return known.model_copy(
        update={
            "personas": (PersonaRef(persona="p1", version=1, name="Driftslederen"), _SECOND),
            "treatments": (*known.treatments, urgent),
            "scoring": known.scoring.model_copy(
                update={
                    "engagement": (*known.scoring.engagement, grouped),
                    "caps": MostPoints(groups={"web": 60}, total=90),
                }
            ),
            "calendar": known.calendar.model_copy(
                update={
                    "closed": dict(list(known.calendar.closed.items())[-3:]),
                    "exceptions": dict(list(known.calendar.exceptions.items())[-2:]),
                }
            ),
            "marketing": known.marketing.model_copy(
                update={
                    "targets": dict(list(known.marketing.targets.items())[:4]),
                    "journey_days_by_persona": {"p1": 45},
                }
            ),
            "definitions": {**known.definitions, Stage.OPPORTUNITY: chatted},
            "delivery": known.delivery.model_copy(update={"counts": counts}),
            "handover": known.handover.model_copy(update={"clock_start": ClockStart.ASSIGNMENT}),
        }
    )


def changes(terms: Terms) -> Iterator[tuple[str, Terms]]:
    """Every leaf changed, every member of a list and every entry of a table taken out, one at a time."""
    content = json.loads(terms.to_json())
    for path in _paths(content):
        for value in _instead(_at(content, path)):
            changed = deepcopy(content)
            _put(changed, path, value)
            read = _read(changed)
            if read is not None and read != terms:
                yield ".".join(map(str, path)), read
                break
    for path in _paths(content, members=True):
        changed = deepcopy(content)
        del _at(changed, path[:-1])[path[-1]]
        read = _read(changed)
        if read is not None and read != terms:
            yield "without " + ".".join(map(str, path)), read


def leaves(terms: Terms) -> list[str]:
    """The paths of everything in the terms that is not made of parts."""
    return [".".join(map(str, path)) for path in _paths(json.loads(terms.to_json()))]


def _paths(value: Any, path: tuple[Any, ...] = (), *, members: bool = False) -> Iterator[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if members and path:
        yield path
    if not members and not isinstance(value, dict | list):
        yield path
    for name, part in inner:
        yield from _paths(part, (*path, name), members=members)


def _instead(value: Any) -> tuple[Any, ...]:
    if isinstance(value, bool):
        return (not value,)
    if isinstance(value, int):
        return (value + 1, value - 1)
    return (*_INSTEAD, 7, True, {"amount": 2, "unit": "hours"})


def _at(content: Any, path: tuple[Any, ...]) -> Any:
    for name in path:
        content = content[name]
    return content


def _put(content: Any, path: tuple[Any, ...], value: Any) -> None:
    _at(content, path[:-1])[path[-1]] = value


def _read(content: Any) -> Terms | None:
    try:
        return Terms.from_json(json.dumps(content))
    except (ValidationError, SlaError, AttributeError, KeyError):
        return None


def with_user_text(typed: str) -> Terms:
    """Rich terms in which everything that people may type says this."""
    content = json.loads(rich().to_json())
    for path in _paths(content):
        if isinstance(_at(content, path), str):
            changed = deepcopy(content)
            _put(changed, path, typed)
            content = changed if _read(changed) else content
    return Terms.from_json(json.dumps(content))
