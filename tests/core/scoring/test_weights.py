"""Other weights at once: the same cells as scoring everything anew with them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sla_core.scoring import Caps, Moment, compiled, contributions, scores
from sla_core.scoring.report import cell_counts
from sla_core.scoring.what_if import Weights, WhatIf
from sla_core.terms import Scoring
from tests.core.scoring import companies
from tests.core.scoring.companies import MIDNIGHT, NOW, prepared
from tests.core.scoring.slow import Lead

TODAY = Moment.today(MIDNIGHT, NOW)


@given(
    leads=st.lists(companies.leads, max_size=8),
    model=companies.scorings,
    other=companies.scorings,
    caps=companies.caps,
    data=st.data(),
)
def test_other_weights_and_bands_give_the_cells_of_a_full_re_score(
    leads: list[Lead], model: Scoring, other: Scoring, caps: Caps | None, data: st.DataObject
) -> None:
    known, before = prepared(leads), compiled(model)
    kept = WhatIf.of(contributions(known, before, TODAY))
    points = st.integers(-60, 60)
    bands = compiled(other, caps)
    weights = Weights(
        fit=tuple(data.draw(points) for _ in before.fit),
        engagement=tuple(data.draw(points) for _ in before.engagement),
        grades=bands.grades,
        ratings=bands.ratings,
        caps=bands.caps,
    )
    anew = scores(contributions(known, weights.applied(before), TODAY))
    assert np.array_equal(kept.engagement(weights), anew.engagement[kept.active])
    assert np.array_equal(
        kept.cells(weights), cell_counts(anew.grade, anew.rating, bands.grades, bands.ratings)
    )
    for found, expected in zip(kept.ranks(weights), (anew.grade, anew.rating), strict=True):
        assert np.array_equal(found, expected)


@given(leads=st.lists(companies.leads, max_size=4), model=companies.scorings)
def test_the_weights_of_a_model_change_nothing(leads: list[Lead], model: Scoring) -> None:
    before = compiled(model)
    assert Weights.of(before).applied(before) == before
