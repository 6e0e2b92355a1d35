"""Leads row by row as prepared arrays, and random models and leads to try rules on."""

import random
from collections.abc import Sequence
from decimal import Decimal

import numpy as np
from hypothesis import strategies as st

from sla_core.columns import instants
from sla_core.conditions import (
    ActivityCondition,
    AttributeCondition,
    Band,
    Condition,
    EngagementRule,
    FitRule,
    LeadDefinition,
    Operator,
    ScoreCondition,
)
from sla_core.leads import Stage
from sla_core.scoring import Caps, Coded, Prepared, grouped
from sla_core.terms import Scoring, Terms
from tests.core.episodes import at
from tests.core.scoring.slow import DAY, Lead

NOW = at("2026-11-20 10:42")
MIDNIGHT = at("2026-11-20")
KINDS = ["page_view", "form"]
TOPICS = ["/priser", "/produkter/a", "/produkter/b", ""]
PATTERNS = [None, "*", "/priser", "/PRODUKTER/*", "*a", "/nobody"]
VALUES = [None, "", "a", "B ", "ab", "5", "20"]


def prepared(leads: Sequence[Lead], fields: Sequence[str] = ("x", "y"), seed: int = 0) -> Prepared:
    """The arrays of some leads; their activities come in any order."""
    rows = [(place, act) for place, lead in enumerate(leads) for act in lead.acts]
    random.Random(seed).shuffle(rows)
    names = sorted({(kind, topic) for _, (kind, topic, _) in rows})
    return Prepared(
        id=np.arange(1, len(leads) + 1),
        created=instants(lead.created for lead in leads),
        won=np.array([lead.won for lead in leads], dtype=bool),
        won_at=instants(lead.won_at for lead in leads),
        attributes={name: Coded.of([lead.known.get(name) for lead in leads]) for name in fields},
        activities=grouped(
            np.array([place for place, _ in rows], dtype=np.int32),
            np.array([when for _, (_, _, when) in rows], dtype=np.uint32),
            np.array([names.index((kind, topic)) for _, (kind, topic, _) in rows], dtype=np.uint8),
            [kind for kind, _ in names],
            [topic for _, topic in names],
        ),
    )


_moments = st.one_of(
    st.builds(
        lambda half_days: MIDNIGHT - half_days * DAY // 2, st.integers(0, 40)
    ),  # exact halves and edges
    st.integers(MIDNIGHT - 20 * DAY, NOW + DAY),  # today, and what comes later
    st.sampled_from([MIDNIGHT - 1, MIDNIGHT, MIDNIGHT + 1, NOW, NOW + 1]),
)
_acts = st.tuples(st.sampled_from(KINDS), st.sampled_from(TOPICS), _moments)
_fields = st.sampled_from(["x", "y"])
leads = st.builds(
    Lead,
    known=st.fixed_dictionaries({"x": st.sampled_from(VALUES), "y": st.sampled_from(VALUES)}),
    acts=st.lists(_acts, max_size=12),
    created=st.none() | _moments,
    won=st.booleans(),
)
_attributes = st.one_of(
    st.builds(
        AttributeCondition,
        field=_fields,
        operator=st.sampled_from([Operator.IS, Operator.CONTAINS, Operator.STARTS_WITH]),
        values=st.sampled_from([("a",), ("b",), ("5",)]),
    ),
    st.builds(
        AttributeCondition,
        field=_fields,
        operator=st.sampled_from([Operator.AT_LEAST, Operator.AT_MOST]),
        values=st.just(("10",)),
    ),
    st.builds(
        AttributeCondition,
        field=_fields,
        operator=st.sampled_from([Operator.IS_KNOWN, Operator.IS_NOT_KNOWN]),
    ),
)
_activities = st.builds(
    ActivityCondition,
    kind=st.sampled_from([*KINDS, "Form", "webinar"]),
    topic=st.sampled_from(PATTERNS),
    at_least=st.integers(1, 3),
    distinct_topics=st.booleans(),
    within_days=st.none() | st.integers(1, 18),
)
_bands = st.sampled_from(
    [
        (Band(label="A", minimum=Decimal(20)), Band(label="B", minimum=Decimal(0))),
        (
            Band(label="A", minimum=Decimal("30.125")),
            Band(label="B", minimum=Decimal("12.5")),
            Band(label="C", minimum=Decimal(-5)),
        ),
        (
            Band(label="A", minimum=Decimal(10)),
            Band(label="B", minimum=Decimal(0)),  # nobody is below
            Band(label="C", minimum=Decimal(-5)),
        ),
    ]
)
_points = st.integers(-30, 50)
scorings = st.builds(
    lambda fit, engagement, grades, ratings: Scoring(
        fit=tuple(FitRule(id=f"f{n}", condition=c, points=p, on=on) for n, (c, p, on) in enumerate(fit)),
        engagement=tuple(
            EngagementRule(
                id=f"e{n}", condition=c, points=p, at_most=most, half_life_days=half, group=group, on=on
            )
            for n, (c, p, most, half, group, on) in enumerate(engagement)
        ),
        grades=grades,
        ratings=ratings,
    ),
    st.lists(st.tuples(_attributes, _points, st.sampled_from([True, True, False])), max_size=4),
    st.lists(
        st.tuples(
            _activities,
            _points,
            st.none() | st.integers(1, 3),
            st.none() | st.integers(1, 10),
            st.sampled_from([None, "web", "mail"]),
            st.sampled_from([True, True, True, False]),
        ),
        max_size=5,
    ),
    _bands,
    _bands,
)
caps = st.none() | st.builds(
    Caps,
    groups=st.dictionaries(st.sampled_from(["web", "mail"]), st.integers(1, 60)),
    total=st.none() | st.integers(1, 90),
)
_conditions: st.SearchStrategy[Condition] = st.one_of(
    _attributes,
    _activities,
    st.builds(
        ScoreCondition,
        axis=st.sampled_from(["fit", "engagement"]),
        at_least=st.sampled_from(["A", "B"]),
    ),
)
definitions = st.builds(
    LeadDefinition,
    all_of=st.lists(_conditions, max_size=2).map(tuple),
    any_of=st.lists(_conditions, max_size=2).map(tuple),
)
agreements = st.builds(
    lambda scoring, lead, mql, sql: Terms(
        company="Fjordlys",
        scoring=scoring,
        definitions={
            Stage.LEAD: lead,
            Stage.MARKETING_QUALIFIED: mql,
            Stage.SALES_QUALIFIED: sql,
        },
    ),
    scorings,
    definitions,
    definitions,
    definitions,
)
