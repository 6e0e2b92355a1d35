"""What became of the targets: every version that changed some, and what came of the months since."""

from dataclasses import dataclass
from datetime import date

from sla_core.agreement import Agreement, AgreementVersion, Status
from sla_core.difference_runs import ChangeRun, in_runs
from sla_core.differences import differences
from sla_core.goals.adjusting import FIELDS
from sla_core.goals.history import History
from sla_core.handovers.limits import Versions
from sla_core.i18n import Texts
from sla_core.leads import Stage
from sla_core.pace import month_bounds, target
from sla_core.working_calendar import WorkingCalendar

_TARGETS = "marketing.targets."
_STAGE_OF = {field: stage for stage, field in FIELDS.items()}


@dataclass(frozen=True)
class Adjustment:
    """One line: a stage's target that a version changed alike in these months; in words in `run`."""

    version: AgreementVersion
    run: ChangeRun
    stage: Stage
    months: tuple[date, ...]


def adjustments(agreement: Agreement, t: Texts) -> tuple[Adjustment, ...]:
    """Return every change of a target, the newest version first; what was taken back is left out."""
    found: list[Adjustment] = []
    for version in reversed(agreement.versions):
        before = agreement.before(version)
        if before is not None and version.status is not Status.WITHDRAWN:
            changes = [
                change for change in differences(before.terms, version.terms, t) if _is_target(change.path)
            ]
            found += [_adjustment(version, run) for run in in_runs(changes, t)]
    return tuple(found)


def _is_target(path: str) -> bool:
    return path.startswith(_TARGETS) and path.rpartition(".")[2] in _STAGE_OF


def _adjustment(version: AgreementVersion, run: ChangeRun) -> Adjustment:
    told = [path.removeprefix(_TARGETS).partition(".") for path in run.paths]
    months = tuple(date.fromisoformat(f"{month}-01") for month, _, _ in told)
    return Adjustment(version, run, _STAGE_OF[told[0][2]], months)


@dataclass(frozen=True)
class Outcome:
    """What was delivered of a target in the months that have ended under it."""

    reached: int
    target: int
    months: int


def outcome(
    of: Adjustment, versions: Versions, history: History, calendar: WorkingCalendar, now: int
) -> Outcome | None:
    """Return what came of a change; None as long as no month that it judges has ended."""
    ended = [month for month in of.months if _judged(of, versions, month, calendar, now)]
    if not ended:
        return None
    reached = sum(history.delivered(of.stage, *month_bounds(calendar, month)).net for month in ended)
    return Outcome(reached, sum(_set(of, month) or 0 for month in ended), len(ended))


def _judged(of: Adjustment, versions: Versions, month: date, calendar: WorkingCalendar, now: int) -> bool:
    """Whether a month has ended and its target is still the one that this version set."""
    _, end = month_bounds(calendar, month)
    in_force = of.version.in_force_from is not None and of.version.in_force_from < end
    mine = _set(of, month)
    return in_force and end <= now and mine is not None and target(versions, month, of.stage, now) == mine


def _set(of: Adjustment, month: date) -> int | None:
    targets = of.version.terms.marketing.targets.get(f"{month:%Y-%m}")
    found: int | None = getattr(targets, FIELDS[of.stage]) if targets else None
    return found
