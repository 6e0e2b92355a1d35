"""Activities, stages and traffic on their way in."""

import pytest

from db.versions import DatabaseKind
from tests.core.episodes import at
from tests.db.bringing import bring, bring_all, counts, facts, refusals, stored

LEADS = "external_id,email\n1,kari@fjordlys.example\n2,ola@bryggen.example\n"
VISITS = """
    lead_external_id,kind,topic,occurred_at
    1,page_visit,/pricing,2026-11-16 09:00
    1,page_visit,/pricing,2026-11-17 09:00
    2,page_visit,/pricing,2026-11-16 09:00
    2,form,,2026-11-16 09:00
    1,page_visit,/pricing,2026-11-16 09:00
"""
WITH_IDS = """
    external_id,lead_external_id,kind,topic,occurred_at
    v1,1,page_visit,/pricing,2026-11-16 09:00
    v2,1,page_visit,/pricing,2026-11-16 09:00
    v3,2,page_visit,/blog,2026-11-16 09:00
"""


@pytest.fixture
def leads(database: str) -> None:
    bring(LEADS)


def test_activities_are_stored_once_with_their_words(leads: None) -> None:
    assert counts(bring(VISITS)) == (4, 0, 1, 0)
    assert stored(
        "SELECT a.lead_id, t.kind, t.topic, a.occurred_at FROM activity a JOIN activity_topic t ON t.id = a.topic_id "
        "ORDER BY 1, 2, 4"
    ) == [
        (1, "page_visit", "/pricing", at("2026-11-16 09:00")),
        (1, "page_visit", "/pricing", at("2026-11-17 09:00")),
        (2, "form", "", at("2026-11-16 09:00")),
        (2, "page_visit", "/pricing", at("2026-11-16 09:00")),
    ]


@pytest.mark.parametrize("rows", [VISITS, WITH_IDS])
def test_the_same_activities_again_change_nothing(leads: None, rows: str) -> None:
    first = bring(rows)
    before = facts()
    assert counts(bring(rows)) == (0, 0, first.rows, 0)
    assert facts() == before


def test_an_activity_with_an_id_can_be_corrected(leads: None) -> None:
    bring(WITH_IDS)
    assert counts(bring(WITH_IDS.replace("/blog,2026-11-16", "/jobs,2026-11-17"))) == (0, 1, 2, 0)
    assert stored(
        "SELECT t.topic, a.occurred_at FROM activity a JOIN activity_topic t ON t.id = a.topic_id "
        "WHERE a.external_id = 'v3'"
    ) == [("/jobs", at("2026-11-17 09:00"))]


def test_an_activity_id_that_comes_twice_is_settled_like_any_other(leads: None) -> None:
    file = bring(
        WITH_IDS + "    v3,2,page_visit,/blog,2026-11-16 09:00\n    v3,1,page_visit,/blog,2026-11-16 09:00\n"
    )
    assert counts(file) == (3, 0, 1, 1)
    assert refusals(file) == [(6, "external_id", "v3", "duplicate_id")]


def test_stages_are_a_history_and_none_corrects_another(leads: None) -> None:
    rows = """
        lead_external_id,stage,entered_at
        1,sales_qualified,2026-11-16 09:00
        1,sales_qualified,2026-11-18 09:00
        1,sales_qualified,2026-11-18 09:00
        2,customer,2026-11-18
    """
    assert counts(bring(rows)) == (3, 0, 1, 0)
    assert counts(bring(rows)) == (0, 0, 4, 0)
    assert stored("SELECT lead_id, entered_at_span, superseded_by FROM stage_entry ORDER BY id") == [
        (1, 0, None),
        (1, 0, None),
        (2, 86_400, None),
    ]


def test_a_lead_row_with_a_date_that_the_history_has_adds_nothing(leads: None) -> None:
    bring(
        "lead_external_id,stage,entered_at\n1,sales_qualified,2026-11-16 09:00\n1,sales_qualified,2026-11-18 09:00\n"
    )
    assert counts(bring("external_id,sales_qualified_at\n1,2026-11-16 09:00\n")) == (0, 0, 1, 0)


def test_traffic_is_kept_per_month_and_source(database: str) -> None:
    rows = "month,visits,source\n2026-09,100,\n2026-10,70,web\n2026-10,70,web\n2026-10,71,web\n"
    file = bring(rows)
    assert counts(file) == (2, 0, 1, 1)
    assert refusals(file) == [(5, "month", "2026-10", "duplicate_id")]
    assert counts(bring("month,visits,source\n2026-09,120,\n2026-10,70,web\n")) == (0, 1, 1, 0)
    assert stored("SELECT month, source, visits FROM traffic ORDER BY month") == [
        ("2026-09", "", 120),
        ("2026-10", "web", 70),
    ]


def test_files_of_one_import_come_in_the_order_that_makes_sense(database: str) -> None:
    calls = (
        "lead_external_id,channel,direction,outcome,occurred_at\n1,call,outbound,connected,2026-11-18 10:00\n"
    )
    stages = "lead_external_id,stage,entered_at\n1,sales_qualified,2026-11-18 09:00\n"
    files = bring_all(calls, VISITS, stages, LEADS)
    assert [file.intake.kind.value for file in files] == ["attempts", "activities", "stages", "leads"]
    assert [file.rejected for file in files] == [0, 0, 0, 0]
    assert stored("SELECT COUNT(DISTINCT run) FROM import_batch") == [1]
    assert stored("SELECT handed_over_at, first_contact_at FROM handover") == [
        (at("2026-11-18 09:00"), at("2026-11-18 10:00"))
    ]


def test_activities_of_leads_that_are_not_there_start_no_company(database: str) -> None:
    from db.engine import data_versions

    file = bring(VISITS)
    assert counts(file) == (0, 0, 0, 5)
    assert data_versions().kind is DatabaseKind.EMPTY
