"""How leads ranked, each as of an instant of its own: the same as scoring them one by one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sla_core.conditions import ActivityCondition, EngagementRule
from sla_core.replay import ranks_at
from sla_core.scoring import Caps, compiled
from sla_core.terms import Scoring
from tests.core.scoring import companies, slow
from tests.core.scoring.companies import MIDNIGHT, NOW, prepared
from tests.core.scoring.slow import DAY, Lead
from tests.core.scoring.test_replay import _capped


@given(
    asked=st.lists(
        st.tuples(companies.leads, st.integers(MIDNIGHT - 30 * DAY, NOW + DAY)), min_size=1, max_size=6
    ),
    model=companies.scorings,
    caps=companies.caps,
)
def test_ranks_are_those_of_scoring_each_lead_as_of_its_instant(
    asked: list[tuple[Lead, int]], model: Scoring, caps: Caps | None
) -> None:
    known = prepared([lead for lead, _ in asked])
    twice = [*range(len(asked)), 0]  # a lead may be handed over twice
    at = [*(when for _, when in asked), asked[0][1] - DAY]
    grade, rating = ranks_at(known, compiled(model, caps), np.array(twice), np.array(at))
    for place, when, *found in zip(twice, at, grade.tolist(), rating.tolist(), strict=True):
        expected = slow.score(_capped(model, caps), asked[place][0], when, when)
        labels = [[band.label for band in bands] for bands in (model.grades, model.ratings)]
        assert [names[code] for names, code in zip(labels, found, strict=True)] == [
            expected.grade,
            expected.rating,
        ]


def test_what_was_done_at_the_very_second_counts_and_what_came_later_does_not() -> None:
    rule = EngagementRule(id="seen", condition=ActivityCondition(kind="form"), points=100)
    lead = Lead(acts=[("form", "", NOW)])
    found = [
        ranks_at(prepared([lead]), compiled(Scoring(engagement=(rule,))), np.array([0]), np.array([when]))[1][
            0
        ]
        for when in (NOW - 1, NOW, NOW + 1)
    ]
    assert found == [2, 0, 0]
