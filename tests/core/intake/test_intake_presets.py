"""What the systems' words mean: Zoho and HubSpot."""

import pytest

from sla_core.intake.faults import Reason
from sla_core.intake.fields import Kind

ZOHO = "LEADID,Last Name,Email,Lead Owner,Lead Source,Lead Status,Created Time,CONVERTED\n"
CALLS = "TASKID,Call Start Time,Call Owner,Subject,Call Type,Created Time,LEADID\n"


def zoho(take, status, converted="No"):
    return take(ZOHO + f'1,Hall,a@b.no,Kari,Partner,{status},"15 Apr, 2021 00:03:00",{converted}\n')


@pytest.mark.parametrize(
    ("status", "converted", "stage", "lost"),
    [
        ("Contacted", "No", "lead", None),
        ("Attempted to Contact", "No", "lead", None),
        ("Contact in Future", "No", "lead", None),
        ("Not Contacted", "No", "lead", None),
        ("Pre-Qualified", "No", "lead", None),
        ("Pre Qualified", "No", "lead", None),
        ("Contacted", "Yes", "opportunity", None),
        ("Junk Lead", "No", None, True),
        ("Lost Lead", "No", None, True),
        ("Not Qualified", "No", None, True),
        ("Junk Lead", "Yes", "opportunity", True),
        ("-None-", "No", None, None),
        ("", "", None, None),
    ],
)
def test_zoho_status_words_become_our_stages(take, status, converted, stage, lost):
    taken = zoho(take, status, converted)
    assert (taken.intake.kind, taken.intake.preset, taken.intake.system) == (Kind.LEADS, "zoho", "zoho")
    assert (taken.columns["stage"], taken.columns["lost"]) == ([stage], [lost])
    assert "status" not in taken.columns
    assert "converted" not in taken.columns


def test_a_zoho_status_word_that_is_not_known_is_not_guessed(take):
    assert zoho(take, "Warm").faults == [(2, "Lead Status", "Warm", Reason.BAD_STAGE)]


def test_two_date_styles_in_one_zoho_file_are_both_read(take):
    taken = take(ZOHO + '1,A,,,,,"15 Apr, 2021 13:03:00",\n2,B,,,,,2021-04-15 13:03:00,\n')
    assert taken.columns["created_at"][0] == taken.columns["created_at"][1]


def test_zoho_calls_without_a_lead_are_refused_with_their_lines(take):
    taken = take(CALLS + "7,2021-04-15 23:03:00,Kari,Hello,Inbound,,\n8,2021-04-15 23:03:00,Kari,Hello,Outbound,,0\n"
                 "9,2021-04-15 23:03:00,Kari,Hello,Outbound,,0042\n")  # fmt: skip
    assert (taken.intake.kind, taken.intake.preset) == (Kind.ATTEMPTS, "zoho")
    assert taken.faults == [(2, "LEADID", "", Reason.NO_KEY), (3, "LEADID", "0", Reason.NO_KEY)]
    row = {name: values[0] for name, values in taken.columns.items()}
    assert (row["lead_external_id"], row["external_id"], row["person"]) == ("0042", "9", "Kari")
    assert (row["channel"], row["direction"], row["outcome"], row["note"]) == (
        "call",
        "outbound",
        "unknown",
        None,
    )


def test_a_missed_zoho_call_was_made_by_nobody(take):
    taken = take(CALLS + "7,2021-04-15 23:03:00,Kari,Hello,Missed,,1\n")
    assert taken.faults == [(2, "Call Type", "Missed", Reason.NOT_DONE)]


def spoilt(hours, minute_of):
    days = [(month, day) for month in (2, 3, 4) for day in range(1, 11)]
    return CALLS + "".join(
        f"{n},2021-{month:02d}-{day:02d} {hours(n):02d}:{minute_of(month, n):02d}:00,Kari,,Inbound,,1\n"
        for n, (month, day) in enumerate(days)
    )


def test_minutes_that_are_the_month_leave_the_hour(take):
    taken = take(spoilt(lambda n: n % 24, lambda month, n: month - 1))
    assert taken.intake.grains == {"occurred_at": 3600}
    assert set(taken.columns["occurred_at_span"]) == {3600}
    assert {at % 3600 for at in taken.columns["occurred_at"]} == {0}


def test_minutes_that_are_the_month_under_hour_zero_leave_the_day(take):
    taken = take(spoilt(lambda n: 0, lambda month, n: month - n % 2))
    assert taken.intake.grains == {"occurred_at": 86_400}


def test_midnights_throughout_leave_the_day(take):
    assert take(spoilt(lambda n: 0, lambda month, n: 0)).intake.grains == {"occurred_at": 86_400}


def test_true_times_of_day_are_exact(take):
    assert take(spoilt(lambda n: n % 24, lambda month, n: n % 60)).intake.grains == {}
    assert take(spoilt(lambda n: 3, lambda month, n: 2)).intake.grains == {}
    few = "".join(spoilt(lambda n: 0, lambda month, n: 0).splitlines(keepends=True)[:10])
    assert set(take(few).columns["occurred_at_span"]) == {0}


NEW = 'Date entered "{} (Lifecycle Stage Pipeline)"'
LABELS = ["Lead", "Marketing Qualified Lead", "Sales Qualified Lead", "Opportunity", "Customer"]


def quoted(header):
    return '"' + header.replace('"', '""') + '"'


@pytest.mark.parametrize(
    "stage_header",
    [
        NEW.format,
        "Became a {} Date".format,
        lambda label: f"hs_lifecyclestage_{label.replace(' ', '').lower()}_date",
    ],
)
def test_hubspot_stage_dates_of_both_generations_are_read(take, stage_header):
    headers = ",".join(quoted(stage_header(label)) for label in LABELS)
    dates = ",".join(f"2026-0{month}-01 10:00" for month in range(1, 6))
    taken = take(f"Record ID,Email,Lifecycle Stage,{headers}\n1,a@b.no,marketingqualifiedlead,{dates}\n")
    assert taken.intake.preset == "hubspot"
    found = [
        taken.columns[f"{stage}_at"][0]
        for stage in ("lead", "marketing_qualified", "sales_qualified", "opportunity")
    ]
    assert found == sorted(found)
    assert None not in (*found, taken.columns["customer_at"][0])
    assert taken.columns["stage"] == ["marketing_qualified"]


@pytest.mark.parametrize(
    "header",
    [
        "Record ID,Original Source,HubSpot Owner Name",
        "Record ID - Contact,Original Traffic Source,Contact owner",
    ],
)
def test_hubspot_labels_of_both_generations_are_read(take, header):
    taken = take(header + "\n1,ORGANIC_SEARCH,Kari\n2,Organic Search,Ola\n3,Trade fair,\n")
    assert taken.intake.preset == "hubspot"
    assert taken.columns["source"] == ["Organic Search", "Organic Search", "Trade fair"]
    assert taken.columns["owner"] == ["Kari", "Ola", None]


CONTACT = (
    "Record ID,Create Date,First outreach date,Date of first engagement,"
    "Last Contacted,Number of times contacted\n"
)


@pytest.mark.parametrize(
    ("cells", "attempt", "contact"),
    [
        ("2026-11-03,2026-11-05,2026-11-09,4", 3, 5),
        (",2026-11-05,2026-11-09,4", 5, 5),
        (",,2026-11-09,1", 9, None),
        (",,2026-11-09,", None, None),
        ("2026-11-03,,2026-11-09,1", 3, None),
        (",,,1", None, None),
    ],
)
def test_hubspot_first_contact_is_never_the_latest_of_several(take, utc, cells, attempt, contact):
    taken = take(CONTACT + f"1,2026-11-01,{cells}\n")
    days = {None: None, **{day: utc(2026, 11, day - 1, 23) for day in (3, 5, 9)}}
    assert taken.columns["first_attempt_at"] == [days[attempt]]
    assert taken.columns["first_contact_at"] == [days[contact]]
    assert taken.columns["first_attempt_at_span"] == [86_400 if attempt else 0]
    assert "last_contacted" not in taken.columns


def test_of_several_hubspot_contacts_the_first_was_some_time_up_to_the_last(take, utc):
    taken = take(CONTACT + "1,2026-11-01,,,2026-11-09,4\n")
    assert taken.columns["first_attempt_at"] == [utc(2026, 10, 31, 23)]
    assert taken.columns["first_attempt_at_span"] == [9 * 86_400]
    assert taken.columns["first_contact_at"] == [None]


def test_the_leads_own_last_engagement_is_no_contact(take):
    taken = take("Record ID,Create Date,Last Engagement Date\n1,2026-11-01,2026-11-02\n")
    assert taken.columns["first_attempt_at"] == taken.columns["first_contact_at"] == [None]


def test_a_hubspot_customer_is_won_and_a_planned_close_date_is_none(take, utc):
    taken = take(
        "Record ID,Lifecycle Stage,Close Date,Became a Customer Date,Recent Deal Amount\n"
        '1,Customer,2026-11-10,,"$22,700.00"\n2,Customer,2026-11-10,2026-11-12,\n3,Opportunity,2027-03-01,,\n'
    )
    assert taken.columns["won"] == [True, True, None]
    assert taken.columns["won_at"] == [utc(2026, 11, 9, 23), utc(2026, 11, 11, 23), None]
    assert taken.faults == []


def test_hubspot_stages_of_the_companys_own_are_kept_as_they_come(take):
    taken = take("Record ID,Lifecycle Stage\n1,Evangelist\n2,salesqualifiedlead\n3,\n")
    assert taken.columns["stage"] == ["Evangelist", "sales_qualified", None]
