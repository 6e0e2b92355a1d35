"""The funnel of 1,000,000 leads: reading it, building it from columns, and twelve months of it by source.

The number of MQLs by source is compared with what the database itself counts.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from sla_core import funnel
from sla_core.facts import Codes
from sla_core.funnel import By, Funnel, Groups, figures
from sla_core.leads import Basis, Stage
from sla_core.terms import CalendarTerms
from tests.bench.measuring import Report, cpu_seconds

LEADS = 1_000_000
READ_LIMIT_S, BUILD_LIMIT_MS, SOURCE_LIMIT_MS = 10.0, 150.0, 20.0
ROUNDS = 9
DAY = 86_400
NOW = 1_795_000_000
SOURCES = [
    "Webinar",
    "Organic search",
    "Paid search",
    "Paid social",
    "Referral",
    "Trade fair",
    "Content",
    None,
]
GO_ON = {
    Stage.MARKETING_QUALIFIED: 0.5,
    Stage.SALES_QUALIFIED: 0.5,
    Stage.OPPORTUNITY: 0.4,
    Stage.CUSTOMER: 0.4,
}
CALENDAR = CalendarTerms().build()
BEGIN, END = (CALENDAR.local_midnight(date(year, 11, 1)) for year in (2025, 2026))
DIRECTLY = f"""
SELECT COALESCE(l.source, ''), COUNT(*) FROM lead AS l JOIN (
    SELECT lead_id, MIN(entered_at) AS passed FROM stage_entry
    WHERE stage IN ('marketing_qualified', 'sales_qualified', 'opportunity', 'customer') GROUP BY lead_id
) AS s ON s.lead_id = l.id WHERE s.passed >= {BEGIN} AND s.passed < {END} GROUP BY 1
"""


def main() -> int:
    """Print the figures and return 1 when a limit is missed."""
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'bench.db'}"
        from db import funnel as store
        from db.engine import reading
        from db.schema import prepare

        prepare()
        _fill()
        with reading() as db:
            began = time.perf_counter()
            facts, of, returned = store.read(db), store.groups(db, By.SOURCE), store.returned_at(db)
            report.most("reading the columns", [time.perf_counter() - began], READ_LIMIT_S, " s")
            counted = dict(db.connection().exec_driver_sql(DIRECTLY).fetchall())
    built = [cpu_seconds(lambda: funnel.build(facts)) * 1_000 for _ in range(ROUNDS)]
    report.most(f"building the funnel of {LEADS:,}", built, BUILD_LIMIT_MS, " ms of CPU")
    known = funnel.build(facts)
    asked = {"calendar": CALENDAR, "now": NOW, "least_cases": 10, "of": of}
    first = cpu_seconds(lambda: funnel.report(known, returned, BEGIN, END, **asked)) * 1_000
    by_source = [cpu_seconds(lambda: _by_source(known, of)) * 1_000 for _ in range(ROUNDS)]
    report.most("12 months by source", by_source, SOURCE_LIMIT_MS, " ms of CPU")
    whole = [
        cpu_seconds(lambda: funnel.report(known, returned, BEGIN, END, **asked)) * 1_000
        for _ in range(ROUNDS)
    ]
    report.figure("all figures of 12 months, by source, the first time", first, " ms of CPU")
    report.figure("the same again", median(whole), " ms of CPU")
    told = {group.value: group.entered[Stage.MARKETING_QUALIFIED] for group in _by_source(known, of)}
    report.none(
        "sources whose MQLs differ from a count in SQL", sum(told[each] != counted[each] for each in counted)
    )
    return int(report.missed)


def _by_source(known: Funnel, of: Groups) -> list[figures.Group]:
    """Stages and conversion of each source: what the page draws when another period is chosen."""
    return figures.groups(known, of, figures.passing(known, BEGIN, END), BEGIN, END, 10)


def _fill() -> None:
    from db import agreements
    from db.bulk import insert
    from db.engine import transaction
    from db.versions import DatabaseKind
    from sla_core.people import COMMAND_LINE, Action
    from sla_core.terms import Terms

    chance = np.random.default_rng(47)
    created = np.sort(NOW - chance.integers(0, 3 * 365 * DAY, LEADS))
    source = chance.integers(0, len(SOURCES), LEADS).tolist()
    spans = [
        "handed_over_at_span",
        "owner_assigned_at_span",
        "won_at_span",
        "lost_at_span",
        "created_at_span",
    ]
    with transaction(COMMAND_LINE, Action.SET_UP) as db:
        agreements.start(db, terms=Terms(company="Bench"), kind=DatabaseKind.REAL, now=NOW, by="bench")
        rows = zip(range(1, LEADS + 1), created.tolist(), map(SOURCES.__getitem__, source), strict=True)
        insert(db, "lead", ["id", "created_at", "source", *spans], ((*row, 0, 0, 0, 0, 0) for row in rows))
        columns = ["lead_id", "stage", "entered_at", "entered_at_span", "recorded_at", "basis"]
        insert(db, "stage_entry", columns, _entries(created, chance))


def _entries(created: Codes, chance: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """Yield the entries lead by lead, as an import stores them: the later the stage, the fewer."""
    places, stages, moments = [np.arange(LEADS)], [np.full(LEADS, Stage.LEAD.rank)], [created]
    for stage, share in GO_ON.items():
        stays = chance.random(len(places[-1])) < share
        places.append(places[-1][stays])
        stages.append(np.full(len(places[-1]), stage.rank))
        moments.append(moments[-1][stays] + chance.integers(0, 30 * DAY, len(places[-1])))
    place, stage_of, at = (np.concatenate(parts) for parts in (places, stages, moments))
    order = np.lexsort((stage_of, place))
    names = [stage.value for stage in Stage]
    for row in zip(place[order].tolist(), stage_of[order].tolist(), at[order].tolist(), strict=True):
        if row[2] <= NOW:
            yield row[0] + 1, names[row[1]], row[2], 0, row[2], Basis.CRM.value


if __name__ == "__main__":
    sys.exit(main())
