"""The funnel of a period: entered and standing, conversion by cohort, times between stages, by group."""

import argparse
import json
from typing import Any

from db import clock, funnel
from db.commands import days
from db.engine import data_versions, reading
from sla_core.funnel import By, Cohort, FunnelReport, StepTime
from sla_core.funnel.words import lines
from sla_core.goals.rates import Rate
from sla_core.i18n import Language, Texts

_DAY = 86_400


def run(arguments: argparse.Namespace) -> int:
    """Print the report of the period asked for, or of all time."""
    first, last = days.period(arguments)
    by = By(arguments.by) if arguments.by else None
    now = clock.now(data_versions().kind)
    with reading() as db:
        report = funnel.report(db, first=first, last=last, by=by, now=now)
    if arguments.json:
        print(json.dumps(as_json(report)))
    else:
        print("\n".join(lines(report, Texts(Language(arguments.lang)))))
    return 0


def as_json(report: FunnelReport) -> dict[str, Any]:
    """Return the report under the keys that other programs rely on; rates and days are exact."""
    return {
        "flow": {stage.value: n for stage, n in report.flow.entered.items()},
        "stock": {stage.value: n for stage, n in report.stock.items()},
        "skipped": sum(report.flow.skipped.values()),
        "returned": report.returned,
        "cohorts": [_cohort(cohort) for cohort in report.cohorts],
        "total": _conversion(report.total),
        "times": [_time(time) for time in report.times],
        "by": {
            group.value: {"leads": group.won.of, "customers": group.won.found, "rate": _share(group.won)}
            for group in report.groups
            if group.won.of
        },
    }


def _cohort(cohort: Cohort) -> dict[str, Any]:
    return {"month": f"{cohort.first:%Y-%m}", **_conversion(cohort.won), "ripe": cohort.ripe}


def _conversion(won: Rate) -> dict[str, Any]:
    low, high = won.interval or (None, None)
    return {"leads": won.of, "customers": won.found, "rate": _share(won), "low": low, "high": high}


def _share(won: Rate) -> float | None:
    return None if won.share is None else float(won.share)


def _time(time: StepTime) -> dict[str, Any]:
    return {
        "from": time.earlier.value,
        "to": time.later.value,
        "n": time.n,
        "median_days": None if time.median is None else time.median / _DAY,
        "p90_days": None if time.p90 is None else time.p90 / _DAY,
    }
