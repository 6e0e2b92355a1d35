"""Every score equals what is reckoned by hand, line by line, by code that shares nothing with it."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_core import scoring
from sla_core.scoring import Caps, Moment, compiled, explained, fields, scored
from sla_core.scoring.contributions import contributions, explanation, scores
from sla_core.terms import Scoring, Terms
from tests.core.sample_companies import company, rows
from tests.core.scoring import companies, slow
from tests.core.scoring.companies import MIDNIGHT, NOW, prepared
from tests.core.scoring.slow import Lead

MOMENTS = [Moment.today(MIDNIGHT, NOW), Moment.at(NOW), Moment.at(MIDNIGHT - 3 * slow.DAY)]


@given(
    leads=st.lists(companies.leads, max_size=6),
    model=companies.scorings,
    caps=companies.caps,
    moment=st.sampled_from(MOMENTS),
)
def test_scores_and_their_lines_are_those_reckoned_by_hand(
    leads: list[Lead], model: Scoring, caps: Caps | None, moment: Moment
) -> None:
    matrix = contributions(prepared(leads), compiled(model, caps), moment)
    found = scores(matrix)
    for place, lead in enumerate(leads):
        expected = slow.score(model, lead, moment.as_of, moment.until, caps)
        lines = explanation(matrix, place)
        for axis in ("fit", "engagement"):
            told = [(line.rule, line.count, line.points) for line in lines if line.axis == axis]
            assert told == expected.lines[axis]
            assert sum(points for _, _, points in told) == getattr(found, axis)[place]
        assert (found.fit[place], found.engagement[place]) == (expected.fit, expected.engagement)
        assert matrix.model.grades.labels[found.grade[place]] == expected.grade
        assert matrix.model.ratings.labels[found.rating[place]] == expected.rating


@given(
    leads=st.lists(companies.leads, max_size=6), terms=companies.agreements, moment=st.sampled_from(MOMENTS)
)
def test_the_stage_that_a_lead_meets_is_the_one_found_by_hand(
    leads: list[Lead], terms: Terms, moment: Moment
) -> None:
    found = scored(prepared(leads), terms, moment)
    expected = [slow.stage(terms, lead, moment.as_of, moment.until) for lead in leads]
    assert [slow.RANKS[rank] for rank in found.stage] == expected


@cache
def sample() -> tuple[Terms, list[Lead]]:
    """The sample company's terms in force and its leads, row by row."""
    known = company(leads=400, activities=6_000)
    terms = next(version.terms for version in known.versions if version.number == 3)
    told = rows(known)
    topics = {row["id"]: (row["kind"], row["topic"]) for row in told["activity_topic"]}
    leads = {
        row["id"]: Lead(
            known={field: row[field] for field in fields(terms)},
            created=row["created_at"],
            won=bool(row["won"]),
            won_at=row["won_at"],
        )
        for row in told["lead"]
    }
    for row in told["activity"]:
        leads[row["lead_id"]].acts.append((*topics[row["topic_id"]], row["occurred_at"]))
    return terms, list(leads.values())


@pytest.mark.parametrize("moment", MOMENTS[:2], ids=["today", "instant"])
def test_every_score_of_the_sample_company_can_be_reckoned_by_hand(moment: Moment) -> None:
    terms, leads = sample()
    found = scored(prepared(leads, fields(terms)), terms, moment)
    engaged = 0
    for place, lead in enumerate(leads):
        told, expected = explained(found, place), slow.score(terms.scoring, lead, moment.as_of, moment.until)
        assert (told.fit, told.grade, told.engagement, told.rating) == (
            expected.fit,
            expected.grade,
            expected.engagement,
            expected.rating,
        )
        by_axis = {axis: [line for line in told.lines if line.axis == axis] for axis in expected.lines}
        for axis, lines in by_axis.items():
            assert [(line.rule, line.count, line.points) for line in lines] == expected.lines[axis]
        assert told.stage == slow.stage(terms, lead, moment.as_of, moment.until)
        engaged += told.engagement > 0
    assert engaged > 20
    assert scoring.silent(found.contributions) == ((), ())
