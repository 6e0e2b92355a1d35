"""Scoring as others would write it: a loop over leads, one SQL statement (SQLite, DuckDB), Polars.

Each returns {(grade, rating): (leads, sum of fit, sum of engagement)}, which must equal ours.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from sla_core.criteria import fits_topic
from sla_core.scoring import compiled
from sla_core.scoring.model import Scale
from sla_core.terms import Scoring
from tests.bench.scoring_data import DAY, FIELDS, NOW, TOPICS, Company

Answer = dict[tuple[str, str], tuple[int, int, int]]


def topics_of(rule: Any) -> list[int]:
    fits = fits_topic(rule.condition.topic)
    return [
        place for place, (kind, topic) in enumerate(TOPICS) if kind == rule.condition.kind and fits(topic)
    ]


def rows_of(company: Company, leads: int) -> list[tuple[dict[str, str | None], list[dict[str, Any]]]]:
    """The first leads as rows: what is known of each, and what it did."""
    rows: list[Any] = []
    for place in range(leads):
        codes = {name: int(company.fields[name][place]) for name in FIELDS}
        rows.append(({name: None if code < 0 else f"value {code}" for name, code in codes.items()}, []))
    end = int(company.lead.searchsorted(leads))
    for lead, topic, at in zip(
        *(column[:end].tolist() for column in (company.lead, company.topic, company.at)), strict=True
    ):
        kind, name = TOPICS[topic]
        rows[lead][1].append({"kind": kind, "topic": name, "occurred_at": at})
    return rows


def loop(rows: list[Any], model: Scoring) -> Answer:
    """A loop over leads, as the rules read."""
    ready = compiled(model)
    fits: list[Callable[[str], bool]] = [fits_topic(rule.condition.topic) for rule in ready.engagement]
    answer: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for known, acts in rows:
        fit = 0
        for rule in ready.fit:
            value = known[rule.condition.field]
            if value is not None and value.casefold() in rule.condition.values:
                fit += rule.points * 100
        engagement = 0
        for done, fitting in zip(ready.engagement, fits, strict=True):
            asked = done.condition
            begin = NOW - asked.within_days * DAY
            times = [
                act["occurred_at"]
                for act in acts
                if act["kind"] == asked.kind and begin <= act["occurred_at"] <= NOW and fitting(act["topic"])
            ]
            times.sort(reverse=True)
            left = sum(2.0 ** ((at - NOW) / DAY / done.half_life_days) for at in times[: done.at_most])
            engagement += int(done.points * 100 * left + 0.5)
        fit = max(fit, 0)
        counts = answer[_band(ready.grades, fit), _band(ready.ratings, engagement)]
        for place, more in enumerate((1, fit, engagement)):
            counts[place] += more
    return {cell: (n, fit, done) for cell, (n, fit, done) in answer.items()}


def _band(scale: Scale, points: int) -> str:
    return next(
        label for label, low in reversed(list(zip(scale.labels, scale.minima, strict=True))) if points >= low
    )


def statement(model: Scoring) -> str:
    """The whole model as one SQL statement that SQLite and DuckDB both read."""
    ready = compiled(model)
    rules = ", ".join(
        f"({place}, {NOW - rule.condition.within_days * DAY}, {rule.points}, {rule.at_most}, {rule.half_life_days})"
        for place, rule in enumerate(ready.engagement)
    )
    topics = ", ".join(
        f"({place}, {topic + 1})" for place, rule in enumerate(ready.engagement) for topic in topics_of(rule)
    )
    values = [", ".join(map(repr, rule.condition.values)) for rule in ready.fit]
    fit = " + ".join(
        f"CASE WHEN {rule.condition.field} IN ({wanted}) THEN {rule.points * 100} ELSE 0 END"
        for rule, wanted in zip(ready.fit, values, strict=True)
    )
    return f"""
WITH rule(rule, since, points, most, half) AS (VALUES {rules}),
of_topic(rule, topic_id) AS (VALUES {topics}),
act AS (
    SELECT a.lead_id, r.rule, r.points, r.most, r.half, a.occurred_at,
        ROW_NUMBER() OVER (PARTITION BY a.lead_id, r.rule ORDER BY a.occurred_at DESC) AS place
    FROM activity AS a JOIN of_topic AS o ON o.topic_id = a.topic_id JOIN rule AS r ON r.rule = o.rule
    WHERE a.occurred_at >= r.since AND a.occurred_at <= {NOW}
),
contribution AS (
    SELECT lead_id, rule, FLOOR(points * 100 * SUM(POW(2.0, (occurred_at - {NOW}) / (86400.0 * half))) + 0.5) AS points
    FROM act WHERE place <= most GROUP BY lead_id, rule, points
),
engagement AS (SELECT lead_id, SUM(points) AS points FROM contribution GROUP BY lead_id),
score AS (
    SELECT CASE WHEN f.points > 0 THEN f.points ELSE 0 END AS fit, COALESCE(e.points, 0) AS engagement
    FROM (SELECT id, {fit} AS points FROM lead) AS f LEFT JOIN engagement AS e ON e.lead_id = f.id
)
SELECT {_case("fit", ready.grades)} AS grade, {_case("engagement", ready.ratings)} AS rating,
    COUNT(*), SUM(fit), SUM(engagement) FROM score GROUP BY 1, 2
"""


def _case(column: str, scale: Scale) -> str:
    bands = list(zip(scale.labels, scale.minima, strict=True))[::-1]
    cases = " ".join(f"WHEN {column} >= {low} THEN '{label}'" for label, low in bands[:-1])
    return f"CASE {cases} ELSE '{bands[-1][0]}' END"


def answer(rows: list[Any]) -> Answer:
    """The rows of the statement."""
    return {(grade, rating): (int(n), int(fit), int(done)) for grade, rating, n, fit, done in rows}


def polars_frames(company: Company) -> tuple[Any, Any]:
    """Leads and activities as Polars has them."""
    import numpy as np
    import polars as pl

    words = {}
    for name, count in FIELDS.items():
        values = np.array([None, *(f"value {code}" for code in range(count))], dtype=object)
        words[name] = pl.Series(values[company.fields[name] + 1].tolist(), dtype=pl.String)
    leads = pl.DataFrame({"id": np.arange(1, company.leads + 1), **words})
    acts = pl.DataFrame(
        {"lead_id": company.lead + 1, "topic_id": company.topic + 1, "occurred_at": company.at}
    )
    return leads, acts


def polars(leads: Any, acts: Any, model: Scoring) -> Answer:
    """The model in Polars' own expressions, as one lazy query."""
    import polars as pl

    ready, parts = compiled(model), []
    for rule in ready.engagement:
        since, when = NOW - rule.condition.within_days * DAY, pl.col("occurred_at")
        left = (2.0 ** ((when - NOW) / (86400.0 * rule.half_life_days))).sum()
        newest = when.rank("ordinal", descending=True).over("lead_id") <= rule.at_most
        parts.append(
            acts.lazy()
            .filter(
                pl.col("topic_id").is_in([topic + 1 for topic in topics_of(rule)])
                & (when >= since)
                & (when <= NOW)
            )
            .filter(newest)
            .group_by("lead_id")
            .agg((left * (rule.points * 100) + 0.5).floor().alias("points"))
        )
    engagement = pl.concat(parts).group_by("lead_id").agg(pl.col("points").sum().alias("engagement"))
    fit = pl.sum_horizontal(
        [
            pl.col(rule.condition.field).is_in(list(rule.condition.values)).fill_null(False).cast(pl.Int64)
            * (rule.points * 100)
            for rule in ready.fit
        ]
    ).clip(lower_bound=0)
    scores = (
        leads.lazy()
        .select("id", fit.alias("fit"))
        .join(engagement, left_on="id", right_on="lead_id", how="left")
        .with_columns(pl.col("engagement").fill_null(0.0))
    )
    found = (
        scores.with_columns(
            grade=_bands(pl, "fit", ready.grades), rating=_bands(pl, "engagement", ready.ratings)
        )
        .group_by("grade", "rating")
        .agg(pl.len(), pl.col("fit").sum(), pl.col("engagement").sum())
        .collect()
    )
    return answer(found.rows())


def _bands(pl: Any, column: str, scale: Scale) -> Any:
    found = pl.lit(scale.labels[0])
    for label, low in zip(scale.labels[1:], scale.minima[1:], strict=True):
        found = pl.when(pl.col(column) >= low).then(pl.lit(label)).otherwise(found)
    return found
