"""The first 50 of the waiting list among 1,000,000 leads, asked of the database; against reading all rows."""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.bench.measuring import Report

LEADS = 1_000_000
OPEN_SHARE = 33  # one in so many waits
LIMIT_MS = 1.0
ROUNDS, ASKED = 5, 100
NOW = 1_795_000_000


# The plus signs keep the database from using an index.
SCAN = "SELECT lead_id FROM handover WHERE +waiting AND unjudged IS NULL ORDER BY +response_by LIMIT 50"


def main() -> int:
    """Print the figures and return 1 when the limit is missed."""
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'bench.db'}"
        from db import handovers
        from db.engine import reading
        from db.schema import prepare

        prepare()
        _fill()
        with reading() as db:
            run = db.connection().exec_driver_sql
            listed = [row.lead_id for row in handovers.waiting(db, limit=50)]
            scanned = [row[0] for row in run(SCAN)]
            fast = [_median_ms(lambda: handovers.waiting(db, limit=50), ASKED) for _ in range(ROUNDS)]
            slow = _median_ms(lambda: run(SCAN).fetchall(), ROUNDS)
    report.most(f"first 50 waiting of {LEADS:,}", fast, LIMIT_MS, " ms")
    report.figure("reading all rows instead", slow, " ms")
    report.none("places of the 50 in which the list differs from that of all rows", _unlike(listed, scanned))
    return int(report.missed)


def _unlike(listed: list[int], scanned: list[int]) -> int:
    """Return how many of the 50 places differ; a list that is too short differs in the rest."""
    return 50 - sum(one == other for one, other in zip(listed, scanned, strict=False))


def _fill() -> None:
    from db import agreements
    from db.bulk import insert
    from db.engine import transaction
    from db.versions import DatabaseKind
    from sla_core.people import COMMAND_LINE, Action
    from sla_core.terms import Terms

    with transaction(COMMAND_LINE, Action.SET_UP) as db:
        version = agreements.start(
            db, terms=Terms(company="Bench"), kind=DatabaseKind.REAL, now=NOW, by="bench"
        )
        leads = ((place, f"Lead {place}", 0, 0, 0, 0, 0) for place in range(1, LEADS + 1))
        spans = [
            f"{name}_span"
            for name in ("created_at", "handed_over_at", "owner_assigned_at", "won_at", "lost_at")
        ]
        insert(db, "lead", ["id", "last_name", *spans], leads)
        rows = (
            (
                place,
                1,
                version,
                NOW,
                0,
                NOW + place * 7919 % 1_000_003,
                False,
                0,
                0,
                False,
                False,
                place % OPEN_SHARE == 0,
            )
            for place in range(1, LEADS + 1)
        )
        columns = ["lead_id", "number", "version_id", "handed_over_at", "handed_over_at_span", "response_by"]
        columns += [
            "attempted_before",
            "attempts",
            "early_contacts",
            "summary",
            "returned_in_time",
            "waiting",
        ]
        insert(db, "handover", columns, rows)


def _median_ms(ask: Callable[[], object], times: int) -> float:
    """Milliseconds on the clock: somebody waits for this."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - begin) * 1000)
    return median(taken)


if __name__ == "__main__":
    sys.exit(main())
