"""How one handover stands: the walk to its deadline agrees with every other figure of it."""

from typing import Any

import pytest

from sla_core.columns import MISSING
from sla_core.follow_up.judging import STATUSES, Status
from sla_core.i18n import NBSP, Language, Texts
from sla_core.lead.due import LeadDue, Stopped, due, newest, only
from sla_core.lead.verdict import MOST_LETTERS, verdict
from sla_core.leads import ReturnReason
from sla_core.people import Department
from sla_core.terms import ClockStart, Treatment
from tests.builders import Story, situation, terms
from tests.core.episodes import DAY, at, days, hours
from tests.core.sample_companies import company
from tests.core.sample_companies import situation as of_company

EN = Texts(Language.ENGLISH)


def looked_at(story: Story, now: str) -> LeadDue:
    found = situation(story, now)
    row = newest(found, 0)
    assert row is not None
    told = due(found, row)
    assert told is not None
    return told


def says(story: Story, now: str, known_until: str | None = None, called: str = "Nordvik Energi") -> str:
    found = situation(story, now, known_until)
    told = verdict(called, found, newest(found, 0), EN)
    return f"{told.sign} {told.sentence}".replace(NBSP, " ").strip()


def one(when: str | None = "2026-11-19 12:30", **known: Any) -> Story:
    story = Story(agreed=terms())
    story.handed_over(when, **known)
    return story


def test_the_clock_of_a_waiting_lead_runs_to_the_edge_of_what_is_known() -> None:
    found = looked_at(one(), "2026-11-20 10:42")
    assert (found.stopped, found.walk.due) == (Stopped.RUNS, at("2026-11-20 08:30"))
    assert (found.walk.used, found.walk.over) == (4 * 3600, 2 * 3600 + 12 * 60)


def test_a_response_stops_the_clock_and_a_closing_too() -> None:
    answered = one()
    answered.act(0, "2026-11-19 14:00")
    assert (
        looked_at(answered, "2026-11-20 10:42").stopped,
        looked_at(answered, "2026-11-20 10:42").passed,
    ) == (
        Stopped.RESPONSE,
        90 * 60,
    )
    returned = one()
    returned.returned(0, "2026-11-20 09:30", ReturnReason.BAD_DATA)
    assert looked_at(returned, "2026-11-20 10:42").stopped is Stopped.CLOSED
    before = one()
    before.act(0, "2026-11-19 09:00")
    assert (looked_at(before, "2026-11-20 10:42").stopped, looked_at(before, "2026-11-20 10:42").passed) == (
        Stopped.BEFORE,
        0,
    )


def test_a_handover_without_a_date_has_no_walk_and_a_vague_one_says_so() -> None:
    undated = situation(one(None), "2026-11-20 10:42")
    assert due(undated, 0) is None
    assert looked_at(one("2026-11-19", span=DAY), "2026-11-20 10:42").is_vague
    assert not looked_at(one(), "2026-11-20 10:42").is_vague


def test_the_clause_is_the_promise_s_and_names_a_start_from_assignment() -> None:
    plain = looked_at(one(), "2026-11-20 10:42")
    assert (plain.clause, plain.limit, plain.from_assignment) == ("3.3", hours(4), False)
    story = Story(agreed=terms(handover={"clock_start": ClockStart.ASSIGNMENT}))
    story.handed_over("2026-11-19 09:00", assigned_at="2026-11-19 10:00")
    assigned = looked_at(story, "2026-11-20 10:42")
    assert assigned.from_assignment
    assert assigned.walk.start == at("2026-11-19 10:00")


def test_a_limit_in_days_walks_to_closing_time() -> None:
    story = Story(agreed=terms(sales={"respond_within": days(1)}))
    story.handed_over("2026-11-19 12:30")
    found = looked_at(story, "2026-11-20 10:42")
    assert (found.walk.due, found.limit) == (at("2026-11-20 16:00"), days(1))


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2026-11-20 10:42", "◆ Nordvik Energi waits 2 h 12 min too long"),
        ("2026-11-20 08:20", "▲ Nordvik Energi waits; 10 min left"),
        ("2026-11-19 13:00", "Nordvik Energi waits; 3 h 30 min left"),
    ],
)
def test_the_heading_of_a_waiting_lead_says_how_long(now: str, told: str) -> None:
    assert says(one(), now) == told


def test_the_heading_of_an_answered_lead_says_how_it_went() -> None:
    for called, told in [
        ("2026-11-19 14:00", "✓ Nordvik Energi was contacted in time"),
        ("2026-11-20 09:30", "◆ Nordvik Energi was contacted 1 h too late"),
        ("2026-11-19 09:00", "✓ Nordvik Energi was contacted before handover"),
    ]:
        story = one()
        story.act(0, called)
        assert says(story, "2026-11-20 10:42") == told


def test_the_heading_says_what_became_of_the_lead() -> None:
    returned = one()
    returned.returned(0, "2026-11-20 09:30", ReturnReason.BAD_DATA)
    assert says(returned, "2026-11-20 10:42") == "○ Nordvik Energi was returned to marketing"
    assert says(one(won_at="2026-11-20 09:00"), "2026-11-20 10:42") == "✓ Nordvik Energi was won"
    assert says(one(lost_at="2026-11-20 09:00"), "2026-11-20 10:42") == "○ Nordvik Energi was lost"
    assert says(one(None), "2026-11-20 10:42") == "○ Nordvik Energi waits; nobody knows how long"
    story = Story()
    story.lead()
    assert says(story, "2026-11-20 10:42") == "○ Nordvik Energi is not handed over to sales"


def test_a_long_name_is_cut_so_that_the_heading_fits() -> None:
    told = says(one(), "2026-11-20 10:42", called="Fjordlys Rådgivning og Entreprenør AS")
    assert len(told.split(" waits")[0]) <= MOST_LETTERS + 2
    assert "Fjordlys Rådgivning og Entr… waits" in told


def test_some_leads_alone_are_judged_as_among_all() -> None:
    now = of_company(company())
    ids = now.handovers.lead[[5, 700, 3]].tolist()
    some = only(now, [*ids, 10**9])
    assert sorted(set(some.handovers.lead.tolist())) == sorted(ids)
    for lead_id in ids:
        row, among_all = newest(some, lead_id), newest(now, lead_id)
        assert row is not None
        assert some.judgement.status[row] == now.judgement.status[among_all]
        assert some.handovers.handed_over.at[row] == now.handovers.handed_over.at[among_all]
    assert len(only(now, []).handovers) == 0


def test_of_every_handover_of_the_sample_the_walk_says_what_the_judgement_says() -> None:
    now = of_company(company())
    known, judged = now.handovers, now.judgement
    for row in range(len(known)):
        found = due(now, row)
        if known.waiting[row] and found is not None and now.wait(row).limit:
            assert (found.walk.limit, found.passed) == (now.wait(row).limit, now.wait(row).used)
        if found is not None and known.response_seconds[row] != MISSING:
            assert found.passed == known.response_seconds[row]
        status = STATUSES[judged.status[row]]
        if status in {Status.LATE, Status.OVERDUE}:
            assert found is not None
            assert found.walk.end > found.walk.due
        if status is Status.MET and found is not None:
            assert found.walk.over == 0


def test_a_limit_of_the_lead_s_own_cell_comes_from_the_treatments() -> None:
    call = Treatment(
        grade="A", rating="1", name="Call", owner=Department.SALES, action="", respond_within=hours(1)
    )
    story = Story(agreed=terms().model_copy(update={"treatments": (call,)}))
    story.ranked(story.handed_over("2026-11-19 12:30"), "2026-11-19 12:30", "A1")
    found = looked_at(story, "2026-11-19 13:00")
    assert (found.clause, found.limit, found.walk.due) == ("2.10", hours(1), at("2026-11-19 13:30"))
