"""Ids in plain files of calls, activities and stages: whose they are when nobody says it."""

from tests.db.bringing import bring, bring_all, counts

HUBSPOT = """
    Record ID,Email,Create Date,Lifecycle Stage
    7,ola@fjordlys.example,2026-11-16 09:00,Lead
"""
CALLS = """
    lead_external_id,channel,direction,outcome,occurred_at
    7,call,outbound,connected,2026-11-16 10:00
"""


def test_plain_calls_name_leads_by_the_ids_of_the_one_system_they_come_from(database: str) -> None:
    leads, calls = bring_all(HUBSPOT, CALLS)
    assert leads.intake.system == calls.intake.system == "hubspot"
    assert counts(calls) == (1, 0, 0, 0)


def test_the_leads_may_have_come_earlier(database: str) -> None:
    bring(HUBSPOT)
    assert counts(bring(CALLS)) == (1, 0, 0, 0)


def test_with_leads_of_two_systems_nothing_is_guessed(database: str) -> None:
    bring(HUBSPOT)
    bring("external_id,email\n1,kari@fjordlys.example\n")
    assert counts(bring(CALLS)) == (0, 0, 0, 1)


def test_the_users_word_counts(database: str) -> None:
    bring(HUBSPOT)
    assert counts(bring(CALLS, system="salesforce")) == (0, 0, 0, 1)


def test_plain_calls_of_plain_leads_stay_as_they_are(database: str) -> None:
    _leads, calls = bring_all("external_id,email\n7,ola@fjordlys.example\n", CALLS)
    assert calls.intake.system == "plain"
    assert counts(calls) == (1, 0, 0, 0)
