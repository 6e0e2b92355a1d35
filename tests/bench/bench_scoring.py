"""Scoring 1,000,000 leads with 10,000,000 activities: loading, re-scoring against others, other weights, replay.

Every answer of the others (leads, sum of fit and of engagement per cell) is compared with ours. All is told in CPU
seconds; those of DuckDB and Polars, which use every core, are divided by the number of cores, as if they shared the
work without loss. Smaller: `python -m tests.bench.bench_scoring 20000`.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from sla_core.conditions import ActivityCondition, LeadDefinition, ScoreCondition
from sla_core.leads import Stage
from sla_core.replay import backtest
from sla_core.scoring import Prepared, compiled, contributions, scores
from sla_core.scoring.what_if import Weights, WhatIf
from sla_core.terms import CalendarTerms, Scoring, Terms
from tests.bench import scoring_others as others
from tests.bench.measuring import Report, cpu_seconds
from tests.bench.scoring_data import FIELDS, MOMENT, NOW, TOPICS, YEAR, Company, invented, model, prepared

LEADS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
EACH = 10  # activities per lead
LOOPED = 2_000
ROUNDS = 9
CORES = os.cpu_count() or 1
LIMITS = {"a loop over leads": 500.0, "SQLite": 80.0, "DuckDB": 8.0, "Polars": 10.0}
LOAD_LIMIT_S, MEMORY_LIMIT_MB = 8.0, 300.0
WEIGHTS_LIMIT_MS, FEW_WEIGHTS_LIMIT_MS, REPLAY_LIMIT_S = 12.0, 2.0, 1.5
FEW = 50_000


def main() -> int:
    """Print the figures and return 1 when a limit is missed."""
    report, company, asked = Report(), invented(LEADS, LEADS * EACH), model()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'bench.db'}"
        known = _stored(report, company)
        _against_others(report, company, known, asked)
    _other_weights(report, "1,000,000", known, asked, WEIGHTS_LIMIT_MS)
    few = prepared(invented(FEW, FEW * EACH))
    _other_weights(report, "50,000", few, asked, FEW_WEIGHTS_LIMIT_MS)
    took = [cpu_seconds(partial(_replay, few, asked)) for _ in range(3)]
    report.most("12 months replayed, 50,000 leads and 500,000 activities", took, REPLAY_LIMIT_S, " s of CPU")
    return int(report.missed)


def _stored(report: Report, company: Company) -> Prepared:
    """Load the company from a database, and measure it."""
    from db import scoring
    from db.engine import reading
    from db.schema import prepare

    prepare()
    _fill(company)
    with reading() as db:
        began = time.process_time()
        known = scoring.prepare(db, list(FIELDS))
        took = time.process_time() - began
    report.most("loading everything from the database", [took], LOAD_LIMIT_S, " s of CPU")
    return known


def _against_others(report: Report, company: Company, known: Prepared, asked: Scoring) -> None:
    ready = compiled(asked)
    expected = _ours(known, asked)
    report.most("prepared arrays", [known.nbytes / 1e6], MEMORY_LIMIT_MB, " MB")
    ours = [cpu_seconds(partial(_ours, known, asked)) for _ in range(ROUNDS)]
    report.figure(f"re-score of {LEADS:,} leads", 1_000 * median(ours), " ms of CPU")
    rows = others.rows_of(company, LOOPED)
    few = prepared(_first(company, LOOPED))
    report.none("cells in which a loop differs", _differences(others.loop(rows, asked), _ours(few, asked)))
    _compare(report, "a loop over leads", known, asked, partial(others.loop, rows, asked), LEADS / LOOPED, 3)
    sql = others.statement(asked)
    for name, run, rounds in (("SQLite", _sqlite(sql), 1), ("DuckDB", _duckdb(company, sql), 3)):
        report.none(f"cells in which {name} differs", _differences(others.answer(run()), expected))
        _compare(report, name, known, asked, run, 1 if name == "SQLite" else 1 / CORES, rounds)
    frames = others.polars_frames(company)
    query = partial(others.polars, *frames, asked)
    report.none("cells in which Polars differs", _differences(query(), expected))
    _compare(report, "Polars", known, asked, query, 1 / CORES, 3)
    report.figure("rules", len(ready.fit) + len(ready.engagement))


def _compare(
    report: Report,
    name: str,
    known: Prepared,
    asked: Scoring,
    theirs: Callable[[], Any],
    times: float,
    rounds: int,
) -> None:
    """Time the others right beside ours."""
    ratios, took = [], 0.0
    for _ in range(rounds):
        took = cpu_seconds(theirs) * times
        ratios.append(took / median(cpu_seconds(partial(_ours, known, asked)) for _ in range(3)))
    report.figure(name, took, " s of CPU")
    report.least(f"times as fast as {name}", ratios, LIMITS[name])


def _ours(known: Prepared, asked: Scoring) -> others.Answer:
    ready = compiled(asked)
    found = scores(contributions(known, ready, MOMENT))
    width = len(ready.ratings.labels)
    cell = (found.grade * np.uint8(width) + found.rating).astype(np.int64)
    sums = [np.bincount(cell, weight) for weight in (None, found.fit, found.engagement)]
    return {
        (ready.grades.labels[place // width], ready.ratings.labels[place % width]): (
            int(n),
            int(fit),
            int(done),
        )
        for place, (n, fit, done) in enumerate(zip(*sums, strict=True))
        if n
    }


def _differences(found: others.Answer, expected: others.Answer) -> int:
    return sum(found.get(cell) != expected.get(cell) for cell in {*found, *expected})


def _first(company: Company, leads: int) -> Company:
    end = int(company.lead.searchsorted(leads))
    fields = {name: codes[:leads] for name, codes in company.fields.items()}
    return Company(fields, company.lead[:end], company.topic[:end], company.at[:end])


def _sqlite(sql: str) -> Callable[[], list[Any]]:
    from db.engine import reading

    def run() -> list[Any]:
        with reading() as db:
            return list(db.connection().exec_driver_sql(sql).fetchall())

    return run


def _duckdb(company: Company, sql: str) -> Callable[[], list[Any]]:
    import duckdb

    leads, acts = others.polars_frames(company)
    connection = duckdb.connect()
    connection.register("given_leads", leads.to_arrow())
    connection.register("given_acts", acts.to_arrow())
    connection.execute("CREATE TABLE lead AS SELECT * FROM given_leads")
    connection.execute("CREATE TABLE activity AS SELECT * FROM given_acts")
    return lambda: connection.execute(sql).fetchall()


def _other_weights(report: Report, name: str, known: Prepared, asked: Scoring, limit: float) -> None:
    ready = compiled(asked)
    kept = WhatIf.of(contributions(known, ready, MOMENT))
    chance = np.random.default_rng(5)
    tried, took, wrong = Weights.of(ready), [], 0
    for turn in range(31):
        fit, done = (
            tuple(chance.integers(1, 40, n).tolist()) for n in (len(ready.fit), len(ready.engagement))
        )
        tried = Weights(fit, done, ready.grades, ready.ratings, ready.caps)
        took.append(1_000 * cpu_seconds(partial(kept.cells, tried)))
        if turn == 0:
            anew = scores(contributions(known, tried.applied(ready), MOMENT))
            cells = np.zeros((len(ready.grades.labels), len(ready.ratings.labels)), dtype=np.int64)
            np.add.at(cells, (anew.grade, anew.rating), 1)
            wrong = int((kept.cells(tried) != cells).sum())
    report.none(f"cells in which other weights differ from a re-score, {name} leads", wrong)
    report.most(f"all weights changed at once, {name} leads", took, limit, " ms of CPU")


def _replay(known: Prepared, asked: Scoring) -> object:
    definitions = {
        Stage.LEAD: LeadDefinition(all_of=(ActivityCondition(kind="form", within_days=365),)),
        Stage.MARKETING_QUALIFIED: LeadDefinition(
            any_of=(
                ActivityCondition(kind="download", at_least=2, distinct_topics=True, within_days=60),
                ActivityCondition(kind="page_view", topic="/page_view/1*", at_least=2, within_days=30),
                ActivityCondition(kind="webinar", within_days=60),
            )
        ),
        Stage.SALES_QUALIFIED: LeadDefinition(
            all_of=(ScoreCondition(axis="fit", at_least="B"), ScoreCondition(axis="engagement", at_least="2"))
        ),
    }
    fresh = Prepared(known.id, known.created, known.won, known.won_at, known.attributes, known.activities)
    terms = Terms(company="Bench", scoring=asked, definitions=definitions)
    return backtest(fresh, terms, 12, calendar=CalendarTerms().build(), now=NOW)


def _fill(company: Company) -> None:
    from db import agreements
    from db.bulk import insert
    from db.engine import transaction
    from db.versions import DatabaseKind
    from sla_core.people import COMMAND_LINE, Action

    spans = [
        "handed_over_at_span",
        "owner_assigned_at_span",
        "won_at_span",
        "lost_at_span",
        "created_at_span",
    ]
    words = [
        [None if code < 0 else f"value {code}" for code in company.fields[name].tolist()] for name in FIELDS
    ]
    with transaction(COMMAND_LINE, Action.SET_UP) as db:
        agreements.start(db, terms=Terms(company="Bench"), kind=DatabaseKind.REAL, now=NOW, by="bench")
        leads = zip(range(1, company.leads + 1), *words, strict=True)
        columns = ["id", "created_at", *FIELDS, *spans]
        insert(db, "lead", columns, ((row[0], NOW - YEAR, *row[1:], 0, 0, 0, 0, 0) for row in leads))
        del words
        topics = [(place, kind, topic) for place, (kind, topic) in enumerate(TOPICS, start=1)]
        insert(db, "activity_topic", ["id", "kind", "topic"], topics)
        for begin in range(0, len(company.lead), 500_000):
            part = slice(begin, begin + 500_000)
            rows = zip(
                (company.lead[part] + 1).tolist(),
                (company.topic[part] + 1).tolist(),
                company.at[part].tolist(),
                range(begin, begin + 500_000),
                strict=False,
            )
            columns = ["lead_id", "topic_id", "occurred_at", "external_id", "system", "occurred_at_span"]
            insert(db, "activity", columns, ((*row[:3], f"{row[3]}", "bench", 0) for row in rows))


if __name__ == "__main__":
    sys.exit(main())
