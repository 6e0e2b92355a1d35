"""What is promised of the funnel's stages, the period to compare with, and the sentences over the funnel."""

from fractions import Fraction

import pytest

from sla_core.funnel import FunnelReport
from sla_core.funnel.promised import before, bounds_before, paces
from sla_core.funnel.verdict import cohorts_verdict, flow_verdict, stock_verdict, times_verdict
from sla_core.goals.history import build
from sla_core.goals.periods import read
from sla_core.goals.standing import stage_goals
from sla_core.i18n import Language, Texts
from sla_core.leads import ReturnReason, Stage
from sla_core.pace import Pace
from sla_core.situation import Situation
from sla_core.terms import StatusLimits, Targets
from tests.builders import situation
from tests.core.episodes import Story, at, terms
from tests.core.funnels import CUSTOMER, MQL, lead, told
from tests.core.goals.flows import Leads

T = Texts(Language.ENGLISH)
LIMITS = StatusLimits()


def company(now: str = "2026-11-20 12:00") -> Situation:
    months = {
        "2026-11": Targets(leads=100, marketing_qualified=60, sales_qualified=40, customers=4),
        "2026-10": Targets(leads=90),
    }
    story = Story(terms(marketing={"targets": months}))
    for day in (2, 3, 4, 5):
        story.handed_over(f"2026-11-0{day} 09:00")
    story.returned(story.handed_over("2026-11-04 11:00"), "2026-11-04 15:00", ReturnReason.BAD_DATA)
    return situation(story, now)


@pytest.mark.parametrize("label", ["2026-11", "2026-Q4", "2026-10", "2027-01"])
def test_stages_go_against_their_targets_exactly_as_the_goals_say(label: str) -> None:
    now, funnel = company(), Leads().funnel()
    history = build(funnel, now.handovers, now.counts, now.edge.now)
    begin, end = read(label).bounds(now.calendar)
    entered = {stage: int(funnel.passing(stage, begin, end).sum()) for stage in Stage}
    goals = {goal.stage: goal.pace for goal in stage_goals(now, history, read(label))}
    assert paces(read(label), entered, now) == goals


def test_of_sales_qualified_leads_those_are_reached_that_were_delivered() -> None:
    passed = dict.fromkeys(Stage, 7)
    found = paces(read("2026-11"), passed, company())
    assert (found[Stage.LEAD].reached, found[Stage.SALES_QUALIFIED].reached) == (7, 4)


@pytest.mark.parametrize(
    ("label", "earlier"), [("2026-11", "2026-10"), ("2026-01", "2025-12"), ("2026-Q1", "2025-Q4")]
)
def test_before_a_month_is_a_month_and_before_a_quarter_a_quarter(label: str, earlier: str) -> None:
    assert before(read(label)).label == earlier


@pytest.mark.parametrize(
    ("label", "now", "until"),
    [
        ("2026-11", "2026-11-20 12:00", "2026-10-20 12:00"),  # over a change of the clock
        ("2026-Q4", "2026-11-20 12:00", "2026-08-20 12:00"),
        ("2026-03", "2026-03-31 12:00", "2026-03-01"),  # February is shorter
        ("2026-10", "2026-11-20 12:00", "2026-10-01"),  # ended: all of September
    ],
)
def test_a_running_period_is_compared_with_as_much_of_the_one_before(
    label: str, now: str, until: str
) -> None:
    found = bounds_before(read(label), company(now))
    assert found[1] == at(until)


def flow(
    paces: dict[Stage, Pace] | None = None, *, over: bool = False, report: FunnelReport | None = None
) -> str:
    return flow_verdict(report or told(lead()), paces or {}, LIMITS, "November 2026", over, T)


def pace(reached: int, expected: int) -> Pace:
    return Pace(reached, Fraction(expected), 2 * expected)


def test_the_sentence_names_the_stages_that_are_behind() -> None:
    found = {Stage.LEAD: pace(100, 100), Stage.MARKETING_QUALIFIED: pace(40, 60)}
    assert flow(found) == "Behind plan: MQL 20; the other stages hold"
    assert flow(found, over=True) == "Short of the promise: MQL 20; the other stages hold"


def test_where_all_are_behind_none_holds() -> None:
    found = {Stage.LEAD: pace(80, 100), Stage.MARKETING_QUALIFIED: pace(40, 60)}
    assert flow(found) == "Behind plan: Lead 20 · MQL 20"


def test_where_none_is_behind_the_promise_holds() -> None:
    assert flow({Stage.LEAD: pace(100, 100)}) == "All stages are on plan"
    assert flow({Stage.LEAD: pace(100, 100)}, over=True) == "What was promised came: November 2026"


def test_too_few_expected_cases_are_not_judged_and_without_any_the_sentence_says_what_came() -> None:
    report = told(lead(), lead("2026-09-08", (CUSTOMER, "2026-10-01")))
    assert flow({Stage.CUSTOMER: pace(1, 9)}, report=report) == "November 2026: 2 leads, 1 customer"
    assert flow(report=report) == "November 2026: 2 leads, 1 customer"


def test_the_stock_is_told_by_who_is_still_under_way() -> None:
    report = told(lead(), lead(lost=True), lead("2026-09-08", (CUSTOMER, "2026-10-01")))
    assert stock_verdict(report, T) == "1 lead is under way, 1 lost"


def test_cohorts_are_told_of_the_ripe_alone_and_never_by_a_bare_share() -> None:
    won = [lead("2025-01-07 10:00", (CUSTOMER, "2025-02-01")) for _ in range(10)]
    young = [lead("2026-11-18 10:00") for _ in range(10)]
    assert (
        cohorts_verdict(told(*won, *young), T) == "100\u00a0% (10 of 10) of the ripe leads became customers"
    )
    assert cohorts_verdict(told(*young), T) == "No leads are old enough to be judged yet"
    few = cohorts_verdict(told(*won[:3]), T)
    assert few == "3 of 3 (too little data) of the ripe leads became customers"


def test_times_are_told_from_lead_to_customer() -> None:
    assert times_verdict(told(lead("2026-09-07", (CUSTOMER, "2026-09-27"))), T).endswith("within 20.0 days")
    assert times_verdict(told(lead("2026-09-07", (MQL, "2026-09-27"))), T).startswith("Nobody became")
