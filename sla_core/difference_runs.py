"""Differences told shortly: targets that change alike in months that follow one another are one line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sla_core.clauses.parts import target_of
from sla_core.differences import Difference
from sla_core.i18n import Texts
from sla_core.periods import next_month
from sla_core.wording import month

_TARGETS = "marketing.targets."


@dataclass(frozen=True)
class ChangeRun:
    """One line: what it is, what it was, what it becomes, and the paths of all that it tells."""

    clause: str
    what: str
    was: str
    becomes: str
    paths: tuple[str, ...]


def in_runs(changes: Sequence[Difference], t: Texts) -> list[ChangeRun]:
    """Return the differences in their order, alike months of one target taken together."""
    found: list[list[Difference]] = []
    for change in changes:
        before = next((run for run in reversed(found) if _follows(run[-1], change)), None)
        if before is None:
            found.append([change])
        else:
            before.append(change)
    return [_line(run, t) for run in found]


def _follows(one: Difference, other: Difference) -> bool:
    (month_of_one, what_of_one), (month_of_other, what_of_other) = _target(one), _target(other)
    return (
        bool(what_of_one)
        and what_of_one == what_of_other
        and (one.was, one.becomes) == (other.was, other.becomes)
        and f"{next_month(date.fromisoformat(f'{month_of_one}-01')):%Y-%m}" == month_of_other
    )


def _target(change: Difference) -> tuple[str, str]:
    """Return month and stage of a changed target; nothing for any other change."""
    if not change.path.startswith(_TARGETS):
        return "", ""
    of, _, what = change.path.removeprefix(_TARGETS).partition(".")
    return of, what


def _line(run: Sequence[Difference], t: Texts) -> ChangeRun:
    first, paths = run[0], tuple(change.path for change in run)
    what = first.what
    if len(run) > 1:
        months = f"{month(_target(first)[0], t)} – {month(_target(run[-1])[0], t)}"
        what = target_of(_target(first)[1], months, t)
    return ChangeRun(first.clause, what, first.was, first.becomes, paths)
