"""How far this visit has come in the weekly check: kept while language, size and page change."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from db.versions import Versions
from pages.ui import session
from sla_core.situation import Situation
from sla_core.weekly_check import Check, CheckDue, begun, caught_up

_VISIT = "weekly_check"


@dataclass(frozen=True)
class Visit:
    """The check of this visit, of which company, begun on which day, for which week; None when it is over."""

    instance: str
    day: date
    week: date
    check: Check | None


def visit(known: Versions, now: Situation, due: CheckDue, *, is_signed: bool) -> Visit:
    """Return the check of this visit as of now, a new one unless the week `is_signed` off already."""
    found: Visit | None = session.value(_VISIT)
    if found is None or (found.instance, found.day) != (known.instance, now.today):
        check = None if is_signed else begun(now)
        found = Visit(known.instance, now.today, due.week, check)
    elif found.check is not None:
        found = replace(found, check=caught_up(found.check, now))
    session.keep(_VISIT, found)
    return found


def go_on(step: Callable[[Check], Check]) -> None:
    """Take a step of the check (for `on_click`)."""
    found: Visit | None = session.value(_VISIT)
    if found is not None and found.check is not None:
        session.keep(_VISIT, replace(found, check=step(found.check)))


def begin(now: Situation, due: CheckDue) -> None:
    """Begin another check (for `on_click`)."""
    found: Visit | None = session.value(_VISIT)
    if found is not None:
        session.keep(_VISIT, replace(found, week=due.week, check=begun(now)))


def end() -> None:
    """Be done with the check: it was signed off."""
    found: Visit | None = session.value(_VISIT)
    if found is not None:
        session.keep(_VISIT, replace(found, check=None))
