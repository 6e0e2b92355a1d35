"""What differs between two versions of the agreement, in words, in the order of its clauses."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from pydantic import TypeAdapter

from sla_core.clauses.conditions import condition, rule, worth
from sla_core.clauses.parts import member, what, words
from sla_core.clauses.paths import clause_of, reordered, section_of, values
from sla_core.conditions import EngagementRule, FitRule, LeadDefinition
from sla_core.i18n import Texts
from sla_core.sections import Section
from sla_core.terms import Terms
from sla_core.wording import NOTHING, as_typed

Rule: TypeAlias = FitRule | EngagementRule
_LISTS = ("personas", "marketing.initiatives")  # of which only the members that differ are told
_BY_DATE = ("marketing.targets.", "calendar.closed.", "calendar.exceptions.")
_OF_AMENDMENTS = ("marketing.targets.", "calendar.closed.")
_MISSING = object()


@dataclass(frozen=True)
class Difference:
    """One thing that reads otherwise: what it is, what it was, what it becomes (`–` for nothing), without markup.

    `path` tells what of the terms differs, finely enough to ask who changed it; `clause` is the id of the clause
    that says it, `section` what one edits to change it.
    """

    path: str
    clause: str
    section: Section
    what: str
    was: str
    becomes: str


def differences(before: Terms, after: Terms, t: Texts) -> list[Difference]:
    """Return everything that differs between two terms, in the order of the clauses; nothing for equal ones."""
    was, becomes = values(before), values(after)
    orders = reordered(before, after)
    told = []
    for path in changed_paths(before, after):
        if path in orders:
            words_of = _order(path, *orders[path], t)
        else:
            words_of = _told(path, (was.get(path), before), (becomes.get(path), after), t)
        told.append(Difference(path, clause_of(path), section_of(path), *words_of))
    return told


def changed_paths(before: Terms, after: Terms) -> list[str]:
    """Return the paths of everything that differs, in the order of the clauses: `calendar.closed.2026-12-24`."""
    was, becomes = values(before), values(after)
    places = {path: place for place, path in enumerate([*reordered(before, after), *(was | becomes)])}
    changed = [path for path in was | becomes if was.get(path, _MISSING) != becomes.get(path, _MISSING)]
    changed = [path for path in changed if not _is_told_by_others(path, changed)]

    def place(path: str) -> tuple[list[int], str, int]:
        number = [int(part) for part in clause_of(path).split(".")]
        return number, path if path.startswith(_BY_DATE) else "", places[path]

    return sorted([*reordered(before, after), *changed], key=place)


def is_amendment(before: Terms, after: Terms) -> bool:
    """Whether something differs, and only targets and closed days do: then only their clauses are read anew."""
    changed = changed_paths(before, after)
    return bool(changed) and all(path.startswith(_OF_AMENDMENTS) for path in changed)


def _is_told_by_others(path: str, changed: Sequence[str]) -> bool:
    """A month that gets its first target, or loses its last, differs in that target only."""
    return path.startswith("marketing.targets.") and any(other.startswith(f"{path}.") for other in changed)


Told: TypeAlias = tuple[str, str, str]  # what it is, what it was, what it becomes
Value: TypeAlias = tuple[Any, Terms]  # with the terms it stands in


def _told(path: str, was: Value, becomes: Value, t: Texts) -> Told:
    """Return the difference as shortly as it can be told; what differs in a way without words, exactly."""
    old, new = was[0], becomes[0]
    name, whole = what(path, t), (words(path, *was, t), words(path, *becomes, t))
    told = name, *whole
    if path in _LISTS:
        told = name, *_members(path, was, becomes, t)
    elif isinstance(old, LeadDefinition) and isinstance(new, LeadDefinition):
        told = name, *_conditions(old, new, t)
    elif isinstance(old or new, FitRule | EngagementRule):
        told = _rule(old, new, t) or told
    if told[1] != told[2]:
        return told
    return (name, *whole) if whole[0] != whole[1] else (name, _exactly(old), _exactly(new))


def _members(path: str, was: Value, becomes: Value, t: Texts) -> tuple[str, str]:
    """Return the members that only one of two lists has; where all are in both, the lists as they stand."""
    gone = tuple(one for one in was[0] if one not in becomes[0])
    new = tuple(one for one in becomes[0] if one not in was[0])
    told = (gone, new) if gone or new else (was[0], becomes[0])
    return words(path, told[0], was[1], t), words(path, told[1], becomes[1], t)


def _conditions(was: LeadDefinition, becomes: LeadDefinition, t: Texts) -> tuple[str, str]:
    """Return the conditions that only one of two definitions has."""

    def only(one: LeadDefinition, other: LeadDefinition) -> str:
        needed = [part for part in one.all_of if part not in other.all_of]
        any_of = [part for part in one.any_of if part not in other.any_of]
        return "; ".join(condition(part, t) for part in (*needed, *any_of)) or NOTHING

    return only(was, becomes), only(becomes, was)


def _rule(was: Rule | None, becomes: Rule | None, t: Texts) -> Told | None:
    """Return a rule under its condition, with what it is worth; None where the condition itself differs."""
    known = becomes or was
    if known is None or (was and becomes and was.condition != becomes.condition):
        return None
    return rule(known, t), worth(was, t) if was else NOTHING, worth(becomes, t) if becomes else NOTHING


def _order(path: str, was: Sequence[str], becomes: Sequence[str], t: Texts) -> Told:
    old, new = (", ".join(member(path, name, t) for name in names) for names in (was, becomes))
    return t("{what}: the order", what=what(path, t)), old, new


def _exactly(value: Any) -> str:
    return NOTHING if value is None else as_typed(TypeAdapter(Any).dump_json(value).decode())
