"""Report figures as the screens show them, for other programs."""

import argparse
import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from db import clock
from db.commands import days, report_backtest, report_funnel, report_goals, report_scoring
from db.engine import data_versions, reading
from db.reports import FollowUpReport, follow_up_report
from sla_core.errors import NotPossible
from sla_core.funnel import By
from sla_core.i18n import Language, Texts


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take which report, the period and the form."""
    parser.add_argument("what", choices=["follow-up", "goals", "funnel", "scoring", "backtest"])
    parser.add_argument("--period", metavar="YYYY-MM|YYYY-Qn")
    parser.add_argument("--from", dest="first", metavar="YYYY-MM-DD")
    parser.add_argument("--to", dest="last", metavar="YYYY-MM-DD")
    parser.add_argument("--by", choices=[by.value for by in By])
    parser.add_argument("--as-of", metavar="INSTANT")
    parser.add_argument("--lead", metavar="SYSTEM:ID")
    parser.add_argument("--months", type=int, metavar="N")
    parser.add_argument("--terms", metavar="FILE")
    parser.add_argument("--json", action="store_true")


def run(arguments: argparse.Namespace) -> int:
    """Print the report; an empty database has none."""
    _refuse_others(arguments)
    if arguments.what == "scoring":
        return report_scoring.run(arguments)
    if arguments.what == "backtest":
        return report_backtest.run(arguments)
    if arguments.what == "goals":
        return report_goals.run(arguments)
    if arguments.period:
        raise NotPossible("Only goals have a --period; this report takes --from and --to.")
    if arguments.what == "funnel":
        return report_funnel.run(arguments)
    first, last = days.period(arguments)
    now = clock.now(data_versions().kind)
    with reading() as db:
        report = follow_up_report(db, first=first, last=last, now=now)
    print(json.dumps(as_json(report)) if arguments.json else as_text(report, Texts(Language(arguments.lang))))
    return 0


def _refuse_others(arguments: argparse.Namespace) -> None:
    """Refuse what another report takes: an option without effect would be taken for an answer."""
    if arguments.what != "scoring" and (arguments.as_of is not None or arguments.lead is not None):
        raise NotPossible("Only the report on scoring has --as-of and --lead.")
    if arguments.what != "backtest" and (arguments.months is not None or arguments.terms is not None):
        raise NotPossible("Only the backtest has --months and --terms.")
    dates = (arguments.first, arguments.last, arguments.period, arguments.by)
    if arguments.what in {"scoring", "backtest"} and any(given is not None for given in dates):
        raise NotPossible("Scoring and the backtest have no --from, --to, --period and --by.")


def as_json(report: FollowUpReport) -> dict[str, Any]:
    """Return the report under the keys that other programs rely on."""
    figures = asdict(report.figures)
    return {
        "from": report.first.isoformat() if report.first else None,
        "to": report.last.isoformat() if report.last else None,
        "as_of": datetime.fromtimestamp(report.as_of, UTC).isoformat().replace("+00:00", "Z"),
        "versions": [int(label) if label.isdigit() else label for label in report.versions],
        "provisional": report.provisional,
        **figures,
        "compliance": report.figures.compliance,
    }


def as_text(report: FollowUpReport, t: Texts) -> str:
    """Return the report as a few lines to read."""
    figures = report.figures
    lines = [
        t("Handed over: {n}", n=t.number(figures.handed_over)),
        t(
            "Met {met} · late {late} · overdue {overdue} · not yet due {due} · not measurable {rest}",
            met=t.number(figures.met),
            late=t.number(figures.late),
            overdue=t.number(figures.overdue),
            due=t.number(figures.due),
            rest=t.number(figures.not_measurable),
        ),
    ]
    if figures.compliance is None:
        lines.append(t("Nothing could be judged yet."))
    else:
        share = t.percent(figures.compliance)
        counts = {"met": t.number(figures.met), "judged": t.number(figures.judged)}
        lines.append(t("In time: {share} ({met} of {judged})", share=share, **counts))
    if report.provisional:
        lines.append(t("Provisional: not signed yet."))
    return "\n".join(lines)
