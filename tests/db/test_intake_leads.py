"""Leads on their way in: matching, upsert, dates on the lead's row, and the company that the first import makes."""

import pytest

from db import agreements
from db.agreements import versions_in_force
from db.engine import data_versions, reading, transaction
from db.tables import LeadReturnRow
from db.versions import DatabaseKind
from sla_core.errors import FileRefused
from sla_core.leads import ReturnReason
from sla_core.people import COMMAND_LINE, Action, Topic
from sla_core.terms import HandoverEvent, Terms
from tests.core.episodes import at
from tests.db.bringing import NOW, bring, bring_all, counts, facts, refusals, stored

LEADS = """
    external_id,email,first_name,company,stage,created_at
    1,Kari@fjordlys.example,Kari,Fjordlys,lead,2026-11-02 09:00
    2,ola@bryggen.example,Ola,Bryggen,lead,2026-11-03 10:00
"""


def test_a_file_of_leads_is_stored_with_ids_and_batch(database: str) -> None:
    file = bring(LEADS, system="hubspot")
    assert counts(file) == (2, 0, 0, 0)
    assert stored("SELECT email, email_key, first_name, created_at FROM lead ORDER BY id") == [
        ("Kari@fjordlys.example", "kari@fjordlys.example", "Kari", at("2026-11-02 09:00")),
        ("ola@bryggen.example", "ola@bryggen.example", "Ola", at("2026-11-03 10:00")),
    ]
    assert stored("SELECT system, external_id FROM lead_identity ORDER BY external_id") == [
        ("hubspot", "1"),
        ("hubspot", "2"),
    ]
    assert stored("SELECT rows, new, rejected, state, system FROM import_batch") == [
        (2, 2, 0, "imported", "hubspot")
    ]


def test_the_same_file_again_changes_nothing(database: str) -> None:
    bring(LEADS)
    before = facts()
    assert counts(bring(LEADS)) == (0, 0, 2, 0)
    assert facts() == before
    assert stored("SELECT COUNT(*) FROM before_image") == [0]


def test_a_changed_cell_updates_the_lead_and_keeps_what_was_there(database: str) -> None:
    bring(LEADS)
    assert counts(bring(LEADS.replace("Bryggen,lead", "Bryggen AS,opportunity"))) == (0, 1, 1, 0)
    assert stored("SELECT company, stage FROM lead WHERE first_name = 'Ola'") == [
        ("Bryggen AS", "opportunity")
    ]
    image = stored("SELECT image FROM before_image")
    assert '"Bryggen"' in str(image).replace("'", '"')


def test_an_empty_cell_never_erases(database: str) -> None:
    bring(LEADS)
    file = bring("external_id,first_name,company\n1,,Fjordlys AS\n2,,\n")
    assert counts(file) == (0, 1, 1, 0)
    assert stored("SELECT first_name, company FROM lead ORDER BY id") == [
        ("Kari", "Fjordlys AS"),
        ("Ola", "Bryggen"),
    ]


def test_the_earliest_assignment_ever_seen_is_kept(database: str) -> None:
    bring("external_id,owner_assigned_at\n1,2026-11-10 10:00\n2,2026-11-10 10:00\n")
    file = bring("external_id,owner_assigned_at\n1,2026-11-12 10:00\n2,2026-11-09 10:00\n")
    assert counts(file) == (0, 1, 1, 0)
    assert stored("SELECT owner_assigned_at FROM lead ORDER BY id") == [
        at("2026-11-10 10:00"),
        at("2026-11-09 10:00"),
    ]


def test_kept_columns_are_merged_into_the_attributes(database: str) -> None:
    bring("external_id,Segment,Size\n1,A,20\n", keep_all=True)
    assert counts(bring("external_id,Segment,Size\n1,A,\n", keep_all=True)) == (0, 0, 1, 0)
    assert counts(bring("external_id,Segment\n1,B\n", keep_all=True)) == (0, 1, 0, 0)
    assert counts(bring("external_id,Segment,Size\n1,B,20\n", keep_all=True)) == (0, 0, 1, 0)


def test_equal_amounts_are_equal_however_they_are_written(database: str) -> None:
    bring("external_id,amount\n1,1500.00\n")
    assert counts(bring("external_id,amount\n1,1500\n")) == (0, 0, 1, 0)


def test_an_unknown_id_finds_the_lead_by_its_email_and_stays_with_it(database: str) -> None:
    bring(LEADS, system="hubspot")
    again = "external_id,email\n77, KARI@fjordlys.example\n"
    assert counts(bring(again, system="zoho")) == (0, 1, 0, 0)
    assert counts(bring(again, system="zoho")) == (0, 0, 1, 0)
    assert stored("SELECT COUNT(*) FROM lead") == [2]
    assert stored("SELECT system, external_id FROM lead_identity WHERE lead_id = 1 ORDER BY 1") == [
        ("hubspot", "1"),
        ("zoho", "77"),
    ]


def test_two_ids_of_one_system_are_two_leads_though_they_share_a_mailbox(database: str) -> None:
    shared = "external_id,email\n1,post@bryggen.example\n2,post@bryggen.example\n3,Post@bryggen.example\n"
    assert counts(bring(shared)) == (3, 0, 0, 0)
    assert counts(bring(shared + "4,post@bryggen.example\n")) == (1, 0, 3, 0)


def test_an_email_of_several_leads_is_ambiguous(database: str) -> None:
    bring("external_id,email\n1,post@bryggen.example\n2,post@bryggen.example\n", system="hubspot")
    file = bring("external_id,email\n,post@bryggen.example\n9,post@bryggen.example\n", system="zoho")
    assert refusals(file) == [
        (2, "email", "post@bryggen.example", "ambiguous_email"),
        (3, "email", "post@bryggen.example", "ambiguous_email"),
    ]


def test_leads_may_come_without_ids(database: str) -> None:
    rows = "email,company\nkari@fjordlys.example,Fjordlys\nola@bryggen.example,Bryggen\n"
    assert counts(bring(rows)) == (2, 0, 0, 0)
    assert counts(bring(rows)) == (0, 0, 2, 0)
    assert counts(bring(rows.replace(",Bryggen", ",Bryggen AS"))) == (0, 1, 1, 0)


def test_an_id_that_comes_twice_is_unchanged_when_equal_and_duplicate_id_when_not(database: str) -> None:
    file = bring("external_id,company\n1,Fjordlys\n2,Bryggen\n1,Fjordlys\n1,Fjordlys AS\n")
    assert counts(file) == (2, 0, 1, 1)
    assert refusals(file) == [(5, "external_id", "1", "duplicate_id")]
    assert stored("SELECT company FROM lead ORDER BY id") == ["Fjordlys", "Bryggen"]


def test_an_email_that_comes_twice_without_ids_is_settled_likewise(database: str) -> None:
    file = bring("email,company\nk@f.example,Fjordlys\nk@f.example,Fjordlys\nK@f.example,Bryggen\n")
    assert counts(file) == (1, 0, 1, 1)
    assert refusals(file) == [(4, "email", "K@f.example", "duplicate_id")]


def test_a_row_without_id_means_the_row_with_id_that_has_its_email(database: str) -> None:
    file = bring(
        "external_id,email,company\n1,k@f.example,Fjordlys\n,k@f.example,Fjordlys\n,k@f.example,Bryggen\n"
        "2,post@b.example,B\n3,post@b.example,B\n,post@b.example,B\n"
    )
    assert counts(file) == (3, 0, 1, 2)
    assert refusals(file) == [
        (4, "email", "k@f.example", "duplicate_id"),
        (7, "email", "post@b.example", "ambiguous_email"),
    ]


def test_rows_of_a_merged_lead_go_to_the_one_it_was_merged_into(database: str) -> None:
    bring("external_id,company\n1,Fjordlys\n2,Fjordlys\n")
    _sql("UPDATE lead SET merged_into = 1, merged_at = 1 WHERE id = 2")
    assert counts(bring("external_id,city\n2,Bergen\n")) == (0, 1, 0, 0)
    assert stored("SELECT id, city FROM lead ORDER BY id") == [(1, "Bergen"), (2, None)]
    both = "external_id,city\n2,Moss\n1,Oslo\n"
    assert counts(bring(both)) == (0, 1, 1, 0)
    assert counts(bring(both)) == (0, 0, 2, 0)
    assert stored("SELECT city FROM lead WHERE id = 1") == ["Oslo"]


def test_stage_dates_become_entries_and_a_cleared_date_is_kept(database: str) -> None:
    bring("external_id,sales_qualified_at,customer_at\n1,2026-11-16 09:00,\n2,,\n")
    assert stored("SELECT lead_id, stage, entered_at, basis FROM stage_entry") == [
        (1, "sales_qualified", at("2026-11-16 09:00"), "crm")
    ]
    assert counts(bring("external_id,sales_qualified_at,customer_at\n1,,\n2,,2026-11-20 09:00\n")) == (
        0,
        1,
        1,
        0,
    )
    assert stored("SELECT lead_id, stage FROM stage_entry WHERE superseded_by IS NULL ORDER BY id") == [
        (1, "sales_qualified"),
        (2, "customer"),
    ]


def test_another_date_of_a_stage_is_a_correction_that_supersedes(database: str) -> None:
    bring("external_id,sales_qualified_at\n1,2026-11-16 09:00\n")
    corrected = "external_id,sales_qualified_at\n1,2026-11-17 09:00\n"
    assert counts(bring(corrected)) == (0, 1, 0, 0)
    assert counts(bring(corrected)) == (0, 0, 1, 0)
    assert stored("SELECT id, entered_at, superseded_by FROM stage_entry ORDER BY id") == [
        (1, at("2026-11-16 09:00"), 2),
        (2, at("2026-11-17 09:00"), None),
    ]
    assert stored("SELECT handed_over_at FROM handover") == [at("2026-11-17 09:00")]


def test_a_later_date_after_a_return_is_another_entry_not_a_correction(database: str) -> None:
    bring("external_id,sales_qualified_at\n1,2026-11-16 09:00\n")
    with transaction(COMMAND_LINE, Action.LOG_ATTEMPT) as db:
        db.add(
            LeadReturnRow(
                lead_id=1,
                returned_at=at("2026-11-17 09:00"),
                reason=ReturnReason.NO_NEED_NOW,
                returned_by="Kari",
            )
        )
    bring("external_id,sales_qualified_at\n1,2026-11-20 09:00\n")
    assert stored("SELECT superseded_by FROM stage_entry") == [None, None]
    assert stored("SELECT number, handed_over_at FROM handover ORDER BY number") == [
        (1, at("2026-11-16 09:00")),
        (2, at("2026-11-20 09:00")),
    ]


def test_first_attempt_and_contact_of_a_lead_sum_up_what_the_crm_knows(database: str) -> None:
    rows = "external_id,first_attempt_at,first_contact_at\n1,2026-11-16 10:00,2026-11-16 11:00\n2,,\n"
    file = bring(rows)
    found = "SELECT lead_id, outcome, occurred_at, summary FROM contact_attempt ORDER BY occurred_at"
    assert [row[:3] for row in stored(found)] == [
        (1, "unknown", at("2026-11-16 10:00")),
        (1, "connected", at("2026-11-16 11:00")),
    ]
    assert file.known_until == at("2026-11-16 11:00")
    assert counts(bring(rows)) == (0, 0, 2, 0)
    assert counts(bring(rows.replace("11:00", "12:00"))) == (0, 1, 1, 0)
    assert [row[2] for row in stored(found)] == [at("2026-11-16 10:00"), at("2026-11-16 12:00")]


def test_an_import_into_an_empty_database_makes_it_a_company_with_provisional_terms(database: str) -> None:
    before = data_versions()
    bring(LEADS)
    after = data_versions()
    assert (after.kind, after.company) == (DatabaseKind.REAL, "Fjordlys")
    assert after.of(Topic.TERMS) != before.of(Topic.TERMS)
    with reading() as db:
        version = versions_in_force(db)[0]
    assert (version.number, version.terms.handover.event) == (0, HandoverEvent.CREATED)
    assert stored("SELECT COUNT(*) FROM handover") == [2]


@pytest.mark.parametrize(
    ("rows", "event"),
    [
        ("external_id,sales_qualified_at\n1,2026-11-16 09:00\n", HandoverEvent.CRM_STAGE),
        ("external_id,customer_at\n1,2026-11-16 09:00\n", HandoverEvent.CRM_STAGE),
        ("external_id,lead_at,sales_qualified_at\n1,2026-11-16 09:00,\n", HandoverEvent.CREATED),
    ],
)
def test_sales_gets_leads_by_stage_where_dates_of_such_stages_came(
    sqlite_database: str, rows: str, event: HandoverEvent
) -> None:
    bring(rows)
    with reading() as db:
        assert versions_in_force(db)[0].terms.handover.event is event


def test_a_database_of_the_sample_company_takes_in_nothing(sqlite_database: str) -> None:
    with transaction(COMMAND_LINE, Action.LOAD_SAMPLE) as db:
        agreements.start(db, terms=Terms(company="Fjordlys"), kind=DatabaseKind.SAMPLE, now=NOW, by="test")
    with pytest.raises(FileRefused, match="sample company"):
        bring(LEADS)


def test_all_files_come_in_or_none(database: str) -> None:
    with pytest.raises(FileRefused):
        bring_all(LEADS, "month,visits\n2026-10,5\n", mapping={"city": "Town"})
    assert data_versions().kind is DatabaseKind.EMPTY
    assert stored("SELECT COUNT(*) FROM lead") == [0]


def test_a_setting_that_no_file_has_a_use_for_is_refused(sqlite_database: str) -> None:
    with pytest.raises(FileRefused, match="topic"):
        bring(LEADS, mapping={"topic": "company"})


def test_a_dry_run_counts_the_same_and_stores_nothing(database: str) -> None:
    rows = LEADS + "    2,ola@bryggen.example,Per,Bryggen,lead,\n"
    promised = bring(rows, dry_run=True)
    assert data_versions().kind is DatabaseKind.EMPTY
    assert stored("SELECT COUNT(*) FROM import_batch") == [0]
    kept = bring(rows)
    assert counts(promised) == counts(kept) == (2, 0, 0, 1)
    assert refusals(promised) == refusals(kept)


def _sql(statement: str) -> None:
    from sqlalchemy import text

    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.execute(text(statement))
