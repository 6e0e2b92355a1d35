"""The funnel: who passed which stage when, and who stands where."""

import numpy as np
import pytest

from sla_core.funnel import build, report
from sla_core.leads import Stage
from tests.core import slow_funnel
from tests.core.episodes import at
from tests.core.funnels import (
    CALENDAR,
    CREATED,
    CUSTOMER,
    LEAD,
    MQL,
    NOW,
    OPPORTUNITY,
    SQL,
    SUBSCRIBER,
    entered,
    lead,
    skipped,
    told,
)
from tests.core.slow_funnel import Lead


def test_a_lead_enters_the_stage_lead_when_it_is_created() -> None:
    assert entered(told(lead(), first="2026-09-07", until="2026-09-08")) == [0, 1, 0, 0, 0, 0]
    assert entered(told(lead(), first="2026-09-08")) == [0] * 6


def test_a_stage_that_was_skipped_counts_as_passed_and_as_a_skip() -> None:
    found = told(lead("2026-09-07", (SQL, "2026-09-09")), first="2026-09-09", until="2026-09-10")
    assert entered(found) == [0, 0, 1, 1, 0, 0]
    assert skipped(found) == [0, 0, 1, 0, 0, 0]


def test_a_stage_without_a_date_is_passed_with_the_next_dated_one_and_was_not_skipped() -> None:
    found = told(lead("2026-09-07", (MQL, None), (SQL, "2026-09-09")), first="2026-09-09")
    assert entered(found) == [0, 0, 1, 1, 0, 0]
    assert skipped(found) == [0] * 6


def test_a_lead_created_as_an_opportunity_passed_the_earlier_stages_at_its_creation() -> None:
    found = told(
        lead("2026-09-07 10:00", (OPPORTUNITY, "2026-09-07 10:01")), first="2026-09-07", until="2026-09-08"
    )
    assert entered(found) == [0, 1, 1, 1, 1, 0]
    assert skipped(found) == [0, 0, 1, 1, 0, 0]


def test_only_the_first_entry_into_a_stage_counts() -> None:
    again = lead("2026-09-07", (SQL, "2026-09-20"), (SQL, "2026-10-02"), (MQL, "2026-10-01"))
    assert entered(told(again)) == [0, 1, 1, 1, 0, 0]
    assert entered(told(again, first="2026-10-01")) == [0] * 6


def test_a_subscriber_becomes_a_lead_later_than_it_is_created() -> None:
    found = told(lead("2026-09-07", (SUBSCRIBER, "2026-09-07"), (LEAD, "2026-10-05")), first="2026-10-01")
    assert entered(found) == [0, 1, 0, 0, 0, 0]
    assert entered(told(lead("2026-09-07", stage=SUBSCRIBER))) == [1, 0, 0, 0, 0, 0]


def test_a_subscriber_that_was_never_a_lead_before_its_mql_skipped_that_stage() -> None:
    found = told(lead("2026-09-07", (SUBSCRIBER, None), (MQL, "2026-10-05")), first="2026-10-01")
    assert entered(found) == [0, 1, 1, 0, 0, 0]
    assert skipped(found) == [0, 1, 0, 0, 0, 0]


def test_a_lead_that_was_moved_back_to_subscriber_was_a_lead_from_its_creation_on() -> None:
    back = [
        lead("2026-09-07", (MQL, "2026-09-09"), (SUBSCRIBER, "2026-10-05")),
        lead("2026-09-07", (MQL, "2026-09-09"), stage=SUBSCRIBER),
    ]
    assert entered(told(*back, first="2026-09-07", until="2026-09-08"))[LEAD] == 2


def test_nobody_skips_being_a_subscriber() -> None:
    found = told(lead("2026-09-07", (LEAD, "2026-09-07"), (MQL, "2026-09-08")))
    assert entered(found)[SUBSCRIBER] == 0
    assert skipped(found) == [0] * 6


def test_what_has_no_date_is_in_no_period_and_counted_apart() -> None:
    found = told(
        lead(None, (MQL, None), (SQL, None)), lead("2026-09-07", won=True), lead("2026-09-07", stage=SQL)
    )
    assert entered(found) == [0, 2, 0, 0, 0, 0]
    assert list(found.flow.undated.values()) == [0, 1, 3, 3, 1, 1]


def test_an_instant_at_the_end_of_a_period_is_in_the_next_one() -> None:
    border = lead("2026-10-01 00:00")
    assert entered(told(border, first="2026-09-01", until="2026-10-01"))[LEAD] == 0
    assert entered(told(border, first="2026-10-01", until="2026-11-01"))[LEAD] == 1


def test_the_date_of_the_win_comes_before_that_of_the_stage() -> None:
    won = lead("2026-09-07", (CUSTOMER, "2026-10-20"), won_at=at("2026-11-02"))
    assert entered(told(won, first="2026-11-01"))[CUSTOMER] == 1
    assert entered(told(won, until="2026-11-01"))[CUSTOMER] == 0


@pytest.mark.parametrize(
    ("stands", "known"),
    [
        (LEAD, lead()),
        (SQL, lead("2026-09-07", (SQL, "2026-09-09"))),  # the CRM is silent
        (MQL, lead("2026-09-07", (SQL, "2026-09-09"), stage=MQL)),  # the CRM moved it back
        (CUSTOMER, lead("2026-09-07", stage=OPPORTUNITY, won=True)),
        (SUBSCRIBER, lead("2026-09-07", stage=SUBSCRIBER)),
        (SQL, Lead(CREATED, LEAD, entries=[(SQL, CREATED, True)])),  # by our criteria: the CRM does not know
    ],
)
def test_a_lead_stands_in_one_stage_whatever_the_period(stands: int, known: Lead) -> None:
    for period in ({}, {"until": "2026-01-01"}):
        stock = told(known, **period).stock
        assert [name for name, n in stock.items() if n] == [list(Stage)[stands]]


def test_lost_leads_stand_where_they_were_lost_and_are_counted_apart() -> None:
    found = told(lead("2026-09-07", (MQL, "2026-09-09"), lost=True), lead("2026-09-07", (MQL, None)))
    assert (found.stock[Stage.MARKETING_QUALIFIED], found.lost[Stage.MARKETING_QUALIFIED]) == (2, 1)
    assert sum(told(lead(won=True, lost=True)).lost.values()) == 0


def test_merged_leads_are_one_with_everybodys_entries_and_the_values_of_the_one_that_stayed() -> None:
    stays = lead("2026-09-07", source="Webinar")
    merged = lead("2026-09-03", (SQL, "2026-09-09"), source="Referral", into=0, won=True)
    merged_before = lead(None, (MQL, "2026-09-08"), source="Referral", into=1, lost=True)
    found = told(stays, merged, merged_before)
    assert entered(found) == [0, 1, 1, 1, 0, 0]
    assert skipped(found) == [0] * 6
    assert [(group.value, group.won.found, group.won.of) for group in found.groups] == [("Webinar", 1, 1)]
    assert entered(told(stays, merged, merged_before, first="2026-09-03", until="2026-09-04"))[LEAD] == 1


def test_merging_changes_no_other_figure_than_the_number_of_leads() -> None:
    leads = [
        lead(source="A"),
        lead("2026-09-01", source="B"),
        lead("2026-10-05", (MQL, "2026-10-09"), source="C"),
    ]
    apart, joined = told(*leads), told(*leads, lead("2026-10-20", source="B", into=0))
    assert joined.total.of == apart.total.of
    assert joined.groups == apart.groups


def test_returned_handovers_count_in_the_period_of_their_return() -> None:
    known = build(slow_funnel.facts([lead()]))
    asked = {"calendar": CALENDAR, "now": NOW, "least_cases": 10}
    returned = np.array([at("2026-09-30"), at("2026-10-01"), at("2026-10-31 23:59")])
    assert report(known, returned, at("2026-10-01"), at("2026-11-01"), **asked).returned == 2


def test_an_empty_company_has_a_funnel_of_nothing() -> None:
    found = told()
    assert entered(found) == [0] * 6
    assert (found.cohorts, found.total.share, found.groups) == ([], None, [])


def test_the_leads_behind_a_figure_are_found() -> None:
    known = build(slow_funnel.facts([lead(), lead("2026-09-07", (MQL, None)), lead("2026-10-05", into=0)]))
    assert known.lead[known.standing(Stage.MARKETING_QUALIFIED)].tolist() == [20]
    assert known.lead[known.undated(Stage.MARKETING_QUALIFIED)].tolist() == [20]
    assert known.lead[known.passing(Stage.LEAD, CREATED + 1, None)].tolist() == []
    assert known.lead[known.passing(Stage.LEAD, None, None)].tolist() == [10, 20]
