"""The sample company's leads are handed over as its own criteria say, but for a few; sales treats them as agreed."""

import pytest

from sla_core.clauses.text import chapters
from sla_core.columns import MISSING, Flags
from sla_core.follow_up.channels_used import ChannelsUsed, Outbound, channels_used
from sla_core.follow_up.treatments import not_followed
from sla_core.handovers import ranks
from sla_core.sample_company import SampleCompany
from sla_core.sample_company.facts import attempt_facts
from sla_core.sample_company.grades import grades
from sla_core.sample_company.setting import HOUR
from sla_core.sample_company.signs import BEST, LOW
from tests.core.sample_companies import ENGLISH, company, situation


def share_against(known: SampleCompany) -> float:
    now = situation(known)
    return float(ranks.against_treatment(now.handovers, now.versions).mean())


@pytest.mark.parametrize("seed", [1, 2, 47])
def test_most_leads_are_handed_over_in_a_cell_of_sales_and_a_few_are_not(seed: int) -> None:
    assert 0.03 < share_against(company(seed=seed)) < 0.06


@pytest.mark.parametrize("now", ["2026-11-20 10:42", "2027-03-30 15:30"])
def test_those_few_are_there_at_any_time(now: str) -> None:
    assert 0.03 < share_against(company(now)) < 0.06


def test_the_newest_handovers_show_signs_where_there_are_few_activities() -> None:
    rating = company(activities=3_000).story.episodes.rating
    assert (rating[-200:] < LOW).mean() > 0.9
    assert (rating[:200] == LOW).all()
    assert (company(activities=0).story.episodes.rating == LOW).all()


def test_grades_are_those_of_the_fit_rules() -> None:
    found = grades(["Driftsleder", "Student", None], ["Eiendom", "Rådgivning"], ["50–249", "1–9"])
    assert found.tolist() == [[[0, 1], [1, 2]], [[3, 3], [3, 3]], [[1, 3], [2, 3]]]


def test_the_best_cell_has_a_limit_of_its_own_since_version_3() -> None:
    versions = company().versions
    assert [len(ranks.own_limits(version.terms)) for version in versions] == [0, 0, 0, 1, 1]
    now = situation(company())
    known = now.handovers
    rows = (known.version == 3) & (known.clock_start != MISSING)
    best = rows & ~ranks.promised(known, now.versions)

    def hours(which: Flags) -> set[int]:
        work = now.calendar.working_seconds_between(known.clock_start[which], known.response_by[which])
        return set((work // HOUR).tolist())

    assert hours(best) == {2}
    assert hours(rows & ~best) == {4}
    assert 20 < best.sum() < 0.3 * rows.sum()


def test_one_who_came_back_is_handed_over_with_the_best_rating() -> None:
    cases = company().story.episodes
    again = cases.opened != company().story.leads.handed_over[cases.lead]
    assert again.sum() >= 5
    assert (cases.rating[again] == BEST).all()


def used(known: SampleCompany) -> ChannelsUsed:
    made = attempt_facts(known.story.attempts)
    out = made.outbound
    acts = Outbound(made.lead[out], made.when.latest[out], made.channel[out], made.summary[out])
    return channels_used(situation(known).handovers, acts)


def test_sales_tries_as_is_agreed_for_the_cell_but_for_a_few() -> None:
    known = company()
    otherwise = not_followed(situation(known), used(known)).other_channel.mean()
    assert 0.005 < otherwise < 0.06


def test_who_is_called_soon_becomes_a_customer_more_often() -> None:
    known = company(leads=30_000)
    now, won = situation(known).handovers, known.story.ends.won != MISSING
    soon = (now.response_seconds != MISSING) & (now.response_seconds <= HOUR)
    late = (now.responded != MISSING) & (now.responded > now.response_by)
    assert won[now.lead[soon]].mean() > 1.5 * won[now.lead[late]].mean()


def test_the_draft_asks_for_a_persona_instead_of_titles() -> None:
    clause = next(
        clause.text
        for chapter in chapters(company().versions[-1].terms, ENGLISH)
        for clause in chapter.clauses
        if clause.id == "2.8"
    )
    assert "matches persona Driftsleder Dag (version 1) (30 points)" in clause
    assert "Teknisk sjef" not in clause
