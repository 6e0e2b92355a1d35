"""Leads are scored block by block: where one ends and the next begins nothing changes, whichever way it is asked."""

import random
from dataclasses import replace

import numpy as np
import pytest

from sla_core.columns import MISSING
from sla_core.conditions import ActivityCondition, AttributeCondition, EngagementRule, FitRule, Operator
from sla_core.replay import Replay, events, ranks_at
from sla_core.scoring import (
    Caps,
    Coded,
    Contributions,
    Moment,
    Prepared,
    compiled,
    contributions,
    explanation,
    grouped,
    scores,
)
from sla_core.scoring.activities import BLOCK
from sla_core.scoring.what_if import Weights, WhatIf
from sla_core.scoring.windows import how_often
from sla_core.terms import Scoring
from tests.core.scoring import slow
from tests.core.scoring.companies import MIDNIGHT, NOW
from tests.core.scoring.slow import DAY, Lead
from tests.core.scoring.test_replay import TWICE
from tests.core.scoring.test_replay import told as told_as

LEADS = 2 * BLOCK + 100
ACTING = [0, 1, BLOCK - 2, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK - 1, 2 * BLOCK, LEADS - 1]
TOPICS = ["/priser", "/produkter/a", "/produkter/b"]
TODAY = Moment.today(MIDNIGHT, NOW)
PAST = Moment.at(MIDNIGHT - 9 * DAY)


def rule(place: int, topic: str | None, **known: object) -> EngagementRule:
    asked = {
        name: known.pop(name) for name in ("at_least", "distinct_topics", "within_days") if name in known
    }
    condition = ActivityCondition(kind="page_view", topic=topic, **asked)
    return EngagementRule(id=f"e{place}", condition=condition, **known)


MODEL = Scoring(
    fit=tuple(
        FitRule(
            id=f"f{place}",
            condition=AttributeCondition(field=field, operator=Operator.IS, values=(value,)),
            points=points,
        )
        for place, (field, value, points) in enumerate(
            [("x", "a", 30), ("y", "b", 25), ("z", "a", -20), ("x", "b", 7)]
        )
    ),
    engagement=(
        rule(0, None, points=7, at_most=3, half_life_days=5, within_days=15),
        rule(1, "/priser", points=11, half_life_days=9, group="web"),
        rule(2, "/produkter/*", points=13, at_least=2, distinct_topics=True, group="web"),
        rule(3, "*", points=-3, at_most=300),
        rule(4, "/priser", points=5, at_least=2, at_most=1),
    ),
)
CAPS = Caps(groups={"web": 20}, total=70)


@pytest.fixture(scope="module")
def told() -> tuple[Prepared, dict[int, Lead]]:
    dice = random.Random(5)
    leads = {place: Lead({}, []) for place in ACTING}
    rows = []
    for place, lead in leads.items():
        for _ in range(dice.choice([1, 2, 6, 320])):
            topic, when = dice.randrange(len(TOPICS)), dice.randint(MIDNIGHT - 20 * DAY, NOW + DAY)
            lead.acts.append(("page_view", TOPICS[topic], when))
            rows.append((place, when, topic))
    dice.shuffle(rows)
    columns = {name: [dice.choice(["a", "b", None]) for _ in range(LEADS)] for name in "xyz"}
    for place, lead in leads.items():
        lead.known = {name: column[place] for name, column in columns.items()}
    table = np.array(rows, dtype=np.int64)
    never = np.full(LEADS, MISSING)
    acts = grouped(
        table[:, 0].astype(np.int32),
        table[:, 1].astype(np.uint32),
        table[:, 2].astype(np.uint8),
        ["page_view"] * len(TOPICS),
        TOPICS,
    )
    known = Prepared(
        id=np.arange(1, LEADS + 1),
        created=never,
        won=np.zeros(LEADS, dtype=bool),
        won_at=never,
        attributes={name: Coded.of(column) for name, column in columns.items()},
        activities=acts,
    )
    return known, leads


def in_columns(of: Contributions) -> Contributions:
    return replace(of, engagement=tuple(of.engagement))


@pytest.mark.parametrize("moment", [TODAY, PAST], ids=["today", "past"])
def test_scores_lines_and_columns_are_those_of_a_slow_score(
    told: tuple[Prepared, dict[int, Lead]], moment: Moment
) -> None:
    known, leads = told
    matrix = contributions(known, compiled(MODEL, CAPS), moment)
    totals, by_columns = scores(matrix), scores(in_columns(matrix))
    for name in ("fit", "engagement", "grade", "rating"):
        assert np.array_equal(getattr(totals, name), getattr(by_columns, name))
    for place, lead in leads.items():
        expected = slow.score(MODEL, lead, moment.as_of, moment.until, CAPS)
        assert (totals.fit[place], totals.engagement[place]) == (expected.fit, expected.engagement)
        lines = [line for axis in expected.lines.values() for line in axis]
        for of in (matrix, in_columns(matrix)):
            assert [(line.rule, line.count, line.points) for line in explanation(of, place)] == lines
    quiet = np.setdiff1d(np.arange(LEADS), ACTING)
    assert not totals.engagement[quiet].any()


def test_other_weights_are_those_of_a_re_score(told: tuple[Prepared, dict[int, Lead]]) -> None:
    known, _ = told
    model = compiled(MODEL, CAPS)
    weights = replace(Weights.of(model), engagement=(9, -4, 20, 3, 1), fit=(1, 40, 3, 22))
    grade, rating = WhatIf.of(contributions(known, model, TODAY)).ranks(weights)
    anew = scores(contributions(known, weights.applied(model), TODAY))
    assert np.array_equal(grade, anew.grade)
    assert np.array_equal(rating, anew.rating)


def test_conditions_on_what_was_done_and_replays_are_those_of_a_walk(
    told: tuple[Prepared, dict[int, Lead]],
) -> None:
    known, leads = told
    asked = MODEL.engagement[2].condition
    found = how_often(known, asked, TODAY)
    first = Replay(events(known, NOW), compiled(MODEL)).first_met(TWICE)
    at = np.full(len(ACTING), MIDNIGHT - 5 * DAY)
    grade, rating = ranks_at(known, compiled(MODEL, CAPS), np.array(ACTING), at)
    for row, (place, lead) in enumerate(leads.items()):
        assert found[place] == len(slow.in_window(asked, lead, TODAY.as_of, TODAY.until))
        assert told_as(first[place]) == slow.first_met(TWICE, MODEL, lead, NOW)
        expected = slow.score(MODEL, lead, int(at[row]), int(at[row]), CAPS)
        assert [MODEL.grades[grade[row]].label, MODEL.ratings[rating[row]].label] == [
            expected.grade,
            expected.rating,
        ]


def test_more_activities_are_put_in_the_block_of_their_lead(told: tuple[Prepared, dict[int, Lead]]) -> None:
    known, _ = told
    before = known.activities
    rows = [(place, when, topic) for place in (0, BLOCK, LEADS - 1) for when in (NOW, 5) for topic in (0, 3)]
    table = np.array(rows, dtype=np.int64)
    columns = table[:, 0].astype(np.int32), table[:, 1].astype(np.uint32), table[:, 2].astype(np.uint8)
    kinds, topics = [*before.kinds, "form"], [*before.topics, ""]
    more = before.with_more(*columns, kinds, topics, 9)
    topic = np.repeat(np.arange(len(TOPICS), dtype=np.uint8), before.sizes)
    joined = [np.concatenate(pair) for pair in zip((before.lead, before.at, topic), columns, strict=True)]
    together = grouped(*joined, kinds, topics, 9)
    for name in ("begins", "local", "at", "lead"):
        assert np.array_equal(getattr(more, name), getattr(together, name))
