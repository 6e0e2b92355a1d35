"""The first 50 of the waiting list among 1,000,000 leads, asked of the database; against reading all rows."""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

LEADS = 1_000_000
OPEN_SHARE = 33  # one in so many waits
BAR_MS = 2.0
NOW = 1_795_000_000


def main() -> int:
    """Print the medians and return 1 when the bar is missed."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'bench.db'}"
        from db import handovers
        from db.engine import reading
        from db.schema import prepare

        prepare()
        _fill()
        with reading() as db:
            listed = handovers.waiting(db, limit=50)
            fast = _median_ms(lambda: handovers.waiting(db, limit=50), 200)
            scan = (
                "SELECT lead_id FROM handover NOT INDEXED "
                "WHERE waiting AND unjudged IS NULL ORDER BY response_by LIMIT 50"
            )
            run = db.connection().exec_driver_sql
            scanned = run(scan).fetchall()
            slow = _median_ms(lambda: run(scan).fetchall(), 5)
    same = [row.lead_id for row in listed] == [row[0] for row in scanned]
    print(
        f"first 50 waiting of {LEADS:,}: {fast:.2f} ms (bar {BAR_MS} ms); a scan takes {slow / fast:.0f}× as long"
    )
    print(f"same 50 leads as the scan: {same}")
    return 0 if same and fast <= BAR_MS else 1


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
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - begin) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    sys.exit(main())
