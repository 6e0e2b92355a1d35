"""The last months as they would have been under the terms in force, or under those of a file."""

import argparse
import json
from pathlib import Path
from typing import Any

from db import clock, scoring
from db.engine import data_versions, reading
from sla_core.errors import FileRefused, NotPossible
from sla_core.i18n import Language, Texts
from sla_core.replay import Backtest
from sla_core.replay.words import lines
from sla_core.terms import Terms

_MOST_MONTHS = 120


def run(arguments: argparse.Namespace) -> int:
    """Print the backtest of so many months, the running one last."""
    if arguments.months is None or not 1 <= arguments.months <= _MOST_MONTHS:
        raise NotPossible("A backtest takes a number of months, 1 to {most}: --months 12", most=_MOST_MONTHS)
    terms = None if arguments.terms is None else _terms(Path(arguments.terms))
    now = clock.now(data_versions().kind)
    with reading() as db:
        found = scoring.backtest(db, months=arguments.months, terms=terms, now=now)
    if arguments.json:
        print(json.dumps(as_json(found)))
    else:
        print("\n".join(lines(found, Texts(Language(arguments.lang)))))
    return 0


def _terms(file: Path) -> Terms:
    """Return the terms of a file in the form in which they are stored; `FileRefused` for anything else."""
    try:
        content = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise FileRefused("{file} cannot be read.", file=str(file)) from None
    try:
        return Terms.from_json(content)
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise FileRefused("{file} does not hold terms as they are stored (JSON).", file=str(file)) from None


def as_json(of: Backtest) -> dict[str, Any]:
    """Return the backtest under the keys that other programs rely on."""
    return {
        "months": [
            {
                "month": f"{month.first:%Y-%m}",
                **{("leads" if stage == "lead" else stage.value): n for stage, n in month.met.items()},
            }
            for month in of.months
        ],
        "won": of.caught.of,
        "won_caught": of.caught.found,
        "mql": of.won.of,
        "mql_won": of.won.found,
    }
