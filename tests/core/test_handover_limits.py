"""How soon sales responds, by grade and rating as of the handover: the treatment's limit, or the promise's."""

import random
from dataclasses import replace

import numpy as np
import pytest

from sla_core.columns import MISSING
from sla_core.follow_up.judging import Edge, findings
from sla_core.follow_up.what_if import respond_within, what_if_sentence
from sla_core.handovers import NONE
from sla_core.handovers.ranks import labels, own_limits, ranks_leads
from sla_core.i18n import Language, Texts
from sla_core.leads import ReturnReason
from sla_core.people import Department
from sla_core.periods import PeriodName, period
from sla_core.situation import Situation
from sla_core.terms import ClockStart, Duration, Terms, Treatment
from tests.builders import situation
from tests.core.episodes import Story, at, days, hours, terms, version

MONDAY = "2026-11-23"
CELLS = ["".join((grade, rating)) for grade in "ABCD" for rating in "123"]


def treatment(cell: str, limit: Duration | None, owner: Department = Department.SALES) -> Treatment:
    return Treatment(grade=cell[0], rating=cell[1], name=cell, owner=owner, action="", respond_within=limit)


def with_treatments(*treatments: Treatment, agreed: Terms | None = None) -> Terms:
    return (agreed or terms(sales={"respond_within": hours(4)})).model_copy(update={"treatments": treatments})


def ranked(story: Story, cell: str, when: str = f"{MONDAY} 09:00") -> int:
    lead = story.handed_over(when)
    story.ranked(lead, when, cell)
    return lead


def against(story: Story) -> list[bool]:
    built = story.build()
    versions = story.versions or [version(0, None, story.agreed)]
    found = findings(built, np.ones(len(built), dtype=bool), Edge(at(MONDAY), None), versions)
    return found.against_treatment.tolist()


def test_the_limit_of_the_cell_replaces_the_promised_one_sooner_or_later() -> None:
    story = Story(with_treatments(treatment("A1", hours(1)), treatment("B2", days(1))))
    for cell in ("A1", "B2", "A2"):
        ranked(story, cell)
    built = story.build()
    assert built.response_by.tolist() == [
        at(f"{MONDAY} 10:00"),
        at("2026-11-24 16:00"),
        at(f"{MONDAY} 13:00"),
    ]
    assert built.response_by_latest.tolist() == built.response_by.tolist()


def test_a_cell_without_a_limit_keeps_the_promised_one() -> None:
    story = Story(with_treatments(treatment("A1", None)))
    ranked(story, "A1")
    assert story.build().response_by.tolist() == [at(f"{MONDAY} 13:00")]
    assert against(story) == [False]


def test_a_lead_that_marketing_keeps_has_the_promised_limit_and_is_found_against_the_treatment() -> None:
    story = Story(with_treatments(treatment("D3", hours(1), Department.MARKETING)))
    for cell in ("D3", "A1"):
        ranked(story, cell)
    assert story.build().response_by.tolist() == [at(f"{MONDAY} 13:00")] * 2
    assert against(story) == [True, False]


def test_a_handover_that_was_not_ranked_has_the_promised_limit_and_no_finding() -> None:
    story = Story(with_treatments(treatment("A1", hours(1)), treatment("D3", None, Department.MARKETING)))
    story.handed_over(f"{MONDAY} 09:00")
    built = story.build()
    assert (built.grade.tolist(), built.rating.tolist()) == ([NONE], [NONE])
    assert built.response_by.tolist() == [at(f"{MONDAY} 13:00")]
    assert against(story) == [False]
    assert labels(built, [version(0, None, story.agreed)], 0) is None


def test_a_rank_belongs_to_its_handover_and_to_the_version_that_judges_it() -> None:
    early = with_treatments(treatment("A1", hours(1)))
    story = Story(versions=[version(0, None, early), version(1, f"{MONDAY} 00:00", early)])
    other_version, other_time = (story.handed_over(f"{MONDAY} 09:00") for _ in range(2))
    story.ranked(other_version, f"{MONDAY} 09:00", "A1", by=0)
    story.ranked(other_time, f"{MONDAY} 09:01", "A1", by=1)
    assert story.build().grade.tolist() == [NONE, NONE]
    story.ranked(other_time, f"{MONDAY} 09:00", "A1", by=1)
    assert story.build().response_by.tolist() == [at(f"{MONDAY} 13:00"), at(f"{MONDAY} 10:00")]


def test_handed_over_again_has_a_rank_and_a_limit_of_its_own() -> None:
    story = Story(with_treatments(treatment("A1", hours(1)), treatment("B1", hours(2))))
    lead = ranked(story, "A1")
    story.returned(lead, f"{MONDAY} 09:30", ReturnReason.NO_NEED_NOW, reopened="2026-11-24 09:00")
    story.ranked(lead, "2026-11-24 09:00", "B1")
    built = story.build()
    assert built.response_by.tolist() == [at(f"{MONDAY} 10:00"), at("2026-11-24 11:00")]
    assert [labels(built, [version(0, None, story.agreed)], row) for row in (0, 1)] == [
        ("A", "1"),
        ("B", "1"),
    ]


def test_a_cell_that_is_no_band_says_nothing_and_of_two_for_a_cell_the_first_counts() -> None:
    agreed = with_treatments(treatment("E1", hours(1)), treatment("A1", hours(2)), treatment("A1", hours(3)))
    assert own_limits(agreed) == {(0, 0): hours(2)}


def test_leads_are_ranked_where_there_are_treatments_or_rules_that_are_on() -> None:
    assert not ranks_leads(terms())
    assert ranks_leads(with_treatments(treatment("A1", None)))


def busy() -> Story:
    """Many leads in all cells, over two versions with other limits, the clock from the assignment in the second."""
    dice = random.Random(11)
    limits = [None, hours(0), hours(1), hours(12), days(0), days(2)]

    def agreed(promise: Duration, start: ClockStart) -> Terms:
        owners = [Department.SALES, Department.SALES, Department.MARKETING]
        return with_treatments(
            *(treatment(cell, dice.choice(limits), dice.choice(owners)) for cell in CELLS),
            agreed=terms(sales={"respond_within": promise}, handover={"clock_start": start}),
        )

    story = Story(
        versions=[
            version(0, None, agreed(hours(4), ClockStart.HANDOVER)),
            version(1, "2026-11-12 00:00", agreed(days(1), ClockStart.ASSIGNMENT)),
        ]
    )
    for _ in range(300):
        day, span = dice.randint(2, 20), dice.choice([0, 0, 86_400])
        when = f"2026-11-{day:02d} " + dice.choice(["00:00", "07:59", "12:30", "16:00", "23:10"])
        known = {"assigned_at": f"2026-11-{day:02d} 13:00"} if dice.random() < 0.5 else {}
        lead = story.handed_over(when, span=span, **known)
        if dice.random() < 0.8:
            story.ranked(lead, when, dice.choice(CELLS), by=int(day >= 12))
    return story


def test_deadlines_are_those_of_a_walk_episode_by_episode() -> None:
    story = busy()
    built = story.build()
    seen = set()
    for row in range(len(built)):
        agreed = story.versions[built.version[row]].terms
        cell = labels(built, story.versions, row)
        limit = agreed.sales.respond_within
        for one in agreed.treatments:
            if (one.grade, one.rating) == cell and one.owner is Department.SALES and one.respond_within:
                limit = one.respond_within
        calendar = agreed.calendar.build()
        move = calendar.deadline_days if limit.in_days else calendar.deadline
        assert built.response_by[row] == move(int(built.clock_start[row]), limit.count)
        seen.add((built.version[row], limit))
    assert len(seen) > 8


@pytest.mark.parametrize("limit", [hours(0), hours(2), days(1), days(3)], ids=str)
def test_what_if_changes_the_promise_and_leaves_the_limits_of_cells(limit: Duration) -> None:
    story = busy()
    now = situation(story, "2026-11-20 10:42")
    of = period(PeriodName.ALL, now.today)
    exact = (now.handovers.handed_over.span == 0) | (now.handovers.version == 0)
    found = respond_within(now, limit, of)
    story.versions = [
        replace(one, terms=one.terms.model_copy(update={"sales": _with(one.terms, limit)}))
        for one in story.versions
    ]
    rebuilt = situation(story, "2026-11-20 10:42")
    assert found.moved[exact].tolist() == _moved(now, rebuilt)[exact].tolist()


def _with(agreed: Terms, limit: Duration) -> object:
    return agreed.sales.model_copy(update={"respond_within": limit})


def _moved(now: Situation, then: Situation) -> np.ndarray:
    return np.asarray(now.judgement.status != then.judgement.status)


def test_limits_of_a_period_are_those_its_episodes_are_held_to_and_what_if_names_the_promise() -> None:
    story = Story(
        with_treatments(treatment("A1", hours(1)), agreed=terms(sales={"respond_within": hours(8)}))
    )
    for cell in ("A1", "C2"):
        ranked(story, cell, "2026-11-16 09:00")
    now = situation(story, "2026-11-20 10:42")
    of = period(PeriodName.THIS_WEEK, now.today)
    assert now.response_limits(of) == {hours(1), hours(8)}
    assert now.promised_limits(of) == {hours(8)}
    told = what_if_sentence(respond_within(now, hours(4), of), now, hours(4), of, Texts(Language.ENGLISH))
    assert told.startswith("With 4 working hours instead of 8 in week 47: ")


def test_a_period_whose_episodes_all_have_limits_of_their_own_is_compared_with_the_promise_of_now() -> None:
    story = Story(
        with_treatments(treatment("A1", hours(1)), agreed=terms(sales={"respond_within": hours(8)}))
    )
    ranked(story, "A1", "2026-11-16 09:00")
    now = situation(story, "2026-11-20 10:42")
    of = period(PeriodName.THIS_WEEK, now.today)
    assert (now.response_limits(of), now.promised_limits(of)) == ({hours(1)}, {hours(8)})


def test_a_waiting_lead_is_told_its_own_limit() -> None:
    story = Story(with_treatments(treatment("A1", hours(1))))
    for cell in ("A1", "C3"):
        ranked(story, cell)
    now = situation(story, f"{MONDAY} 09:30")
    assert [now.wait(row).limit for row in (0, 1)] == [3_600, 4 * 3_600]
    assert now.handovers.response_by[0] != MISSING
