"""What Pipedrive's exports of people, leads, deals and activities say."""

from decimal import Decimal

import pytest

from sla_core.errors import FileRefused
from sla_core.intake.faults import Reason
from sla_core.intake.fields import Kind
from tests.core.intake.exports import EXPORTS

DEALS = (
    "Deal - Title,Deal - Status,Deal - Value,Deal - Currency,Deal - Deal created,Deal - Won time,"
    "Deal - Lost time,Deal - Deal closed on,Person - Email,Person - ID\n"
)
ACTIVITIES = (
    "Activity - Subject,Activity - Type,Activity - Due date,Activity - Done,Activity - Marked as done time,"
    "Activity - Assigned to user,Activity - ID,Person - Email,Person - ID\n"
)


@pytest.mark.parametrize("name", ["people", "leads", "deals", "activities"])
def test_each_pipedrive_export_is_recognised(take, name):
    kind = Kind.ATTEMPTS if name == "activities" else Kind.LEADS
    taken = take(EXPORTS["pipedrive", kind, name])
    assert (taken.intake.kind, taken.intake.preset, taken.faults) == (kind, "pipedrive", [])


def test_an_export_with_all_columns_of_the_person_too_is_what_its_rows_are(take):
    person = (
        "Person - Name,Person - Owner,Person - Creation date,Person - ID,Person - Email,Person - Job title"
    )
    header = f"Activity - Type,Activity - Done,Activity - Due date,Deal - Title,Deal - Status,{person}\n"
    assert take(header).intake.kind is Kind.ATTEMPTS
    assert "won_time" in take(f"Deal - Title,Deal - Status,Deal - Won time,{person}\n").intake.mapping


def test_people_come_with_the_first_email_there_is(take):
    taken = take(EXPORTS["pipedrive", Kind.LEADS, "people"])
    assert taken.columns["email"] == ["kari@fjord.example", "ola@home.example"]
    assert taken.columns["external_id"] == ["11", "12"]
    assert "home_email" not in taken.columns
    only_home = take("Person - Name,Person - Email - Home\nKari Nes,kari@home.example\nOla Øst,\n")
    assert only_home.columns["email"] == ["kari@home.example"]
    assert only_home.faults == [(3, "Person - Email - Home", "", Reason.NO_KEY)]


def test_a_second_email_that_is_not_needed_may_be_anything(take):
    header = "Person - Name,Person - Email - Work,Person - Email - Home\n"
    taken = take(header + "A,a@b.no,none at all\nB,,none at all\n")
    assert taken.faults == [(3, "Person - Email - Home", "none at all", Reason.BAD_VALUE)]


def test_a_name_in_one_column_stays_whole_and_parts_win_over_it(take):
    assert take("Person - Name,Person - Email\nKari Anne Nes,a@b.no\n").columns["last_name"] == [
        "Kari Anne Nes"
    ]
    taken = take(
        "Person - Name,Person - First name,Person - Last name,Person - Email\nKari Nes,Kari,Nes,a@b.no\n"
    )
    assert (taken.columns["first_name"], taken.columns["last_name"]) == (["Kari"], ["Nes"])


def test_the_source_of_a_lead_is_its_channel(take):
    taken = take(EXPORTS["pipedrive", Kind.LEADS, "leads"])
    assert (taken.columns["source"], taken.columns["owner"]) == (["Web forms"], ["Per Berg"])
    assert taken.columns["created_at"] != [None]


def test_numbers_of_leads_and_deals_are_not_taken_for_numbers_of_persons(take):
    taken = take("Deal - ID,Deal - Title,Deal - Status,Person - Email\n5,X,Open,a@b.no\n")
    assert taken.columns["external_id"] == [None]
    with pytest.raises(FileRefused, match="has no column for external_id or email"):
        take("Lead - ID,Lead - Title,Person - Name\nab-12,X,Kari\n")


@pytest.mark.parametrize(
    ("status", "stage", "won", "lost"),
    [
        ("Open", "opportunity", None, None),
        ("Won", "customer", True, None),
        ("Lost", None, None, True),
        ("lost", None, None, True),
    ],
)
def test_pipedrive_deal_statuses_become_our_stages(take, status, stage, won, lost):
    taken = take(DEALS + f"X,{status},900,NOK,2026-11-04,,,,a@b.no,1\n")
    found = [taken.columns[name] for name in ("stage", "won", "lost")]
    assert found == [[stage], [won], [lost]]


def test_a_deal_status_that_is_not_known_is_not_guessed(take):
    taken = take(DEALS + "X,Deleted,900,NOK,2026-11-04,,,,a@b.no,1\n")
    assert taken.faults == [(2, "Deal - Status", "Deleted", Reason.BAD_STAGE)]
    with pytest.raises(FileRefused, match="has no column for status"):
        take("Deal - Title,Deal - Value,Person - Email\nX,1,a@b.no\n")


def test_a_deal_has_the_dates_that_its_status_speaks_of(take, utc):
    taken = take(
        DEALS + "X,Won,22700.5,NOK,2026-11-04 10:00:00,2026-11-20 15:00:00,2026-11-10 10:00:00,,a@b.no,1\n"
        "Y,Lost,,,2026-11-04 10:00:00,2026-11-20 15:00:00,2026-11-10 10:00:00,,c@d.no,2\n"
        "Z,Won,,,2026-11-04 10:00:00,,,2026-11-20,e@f.no,3\n"
        "Q,Open,,,2026-11-04 10:00:00,2026-11-20 15:00:00,2026-11-10 10:00:00,,g@h.no,4\n"
    )
    won = utc(2026, 11, 20, 14)
    day = utc(2026, 11, 19, 23)
    assert taken.columns["won_at"] == taken.columns["customer_at"] == [won, None, day, None]
    assert taken.columns["won_at_span"] == taken.columns["customer_at_span"] == [0, 0, 86_400, 0]
    assert taken.columns["lost_at"] == [None, utc(2026, 11, 10, 9), None, None]
    assert taken.columns["opportunity_at"] == [utc(2026, 11, 4, 9)] * 4
    assert (taken.columns["amount"][0], taken.columns["currency"][0]) == (Decimal("22700.5"), "NOK")


@pytest.mark.parametrize(
    ("type_", "channel"),
    [("Call", "call"), ("Email", "email"), ("Meeting", "meeting"), ("Lunch", "meeting"), ("SMS", "sms")],
)
def test_activities_are_attempts_by_their_type(take, type_, channel):
    taken = take(ACTIVITIES + f"X,{type_},2026-11-04,Done,,Per,7,a@b.no,1\n")
    row = {name: values[0] for name, values in taken.columns.items()}
    assert (row["channel"], row["direction"], row["outcome"]) == (channel, "outbound", "unknown")
    assert (row["external_id"], row["person"], row["lead_external_id"]) == ("7", "Per", "1")
    assert taken.intake.assumed == {"direction": "outbound"}


@pytest.mark.parametrize("type_", ["Task", "Deadline", "Other", "Demo"])
def test_activities_that_are_no_known_way_of_contact_are_refused(take, type_):
    taken = take(ACTIVITIES + f"X,{type_},2026-11-04,Done,,Per,7,a@b.no,1\n")
    assert taken.faults == [(2, "Activity - Type", type_, Reason.BAD_VALUE)]


@pytest.mark.parametrize("done", ["Not done", "Undone", "To do", "No", "false", "0"])
def test_activities_that_are_not_done_are_refused_wherever_their_date_lies(take, done):
    taken = take(ACTIVITIES + f"X,Call,2027-01-04,{done},,Per,7,a@b.no,1\nY,Call,,{done},,Per,8,,\n")
    assert taken.faults == [(line, "Activity - Done", done, Reason.NOT_DONE) for line in (2, 3)]


def test_an_activity_is_dated_by_its_being_done_and_otherwise_by_its_due_date(take, utc):
    taken = take(
        ACTIVITIES + "X,Call,2026-11-04,Done,2026-11-05 09:10:00,Per,7,a@b.no,1\n"
        "Y,Call,2026-11-04,Done,,Per,8,a@b.no,1\nZ,Call,2027-01-04,Done,,Per,9,a@b.no,1\n"
    )
    assert taken.columns["occurred_at"] == [utc(2026, 11, 5, 8, 10), utc(2026, 11, 3, 23)]
    assert taken.columns["occurred_at_span"] == [0, 86_400]
    assert taken.faults == [(4, "Activity - Due date", "2027-01-04", Reason.IN_FUTURE)]


def test_activities_that_do_not_say_whether_they_are_done_are_asked_about(take):
    with pytest.raises(FileRefused, match="has no column for done"):
        take("Activity - Type,Activity - Due date,Person - Email\nCall,2026-11-04,a@b.no\n")
    taken = take(ACTIVITIES + "X,Call,2026-11-04,,,Per,7,a@b.no,1\n")
    assert taken.faults == [(2, "Activity - Done", "", Reason.BAD_VALUE)]
