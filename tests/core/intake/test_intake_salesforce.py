"""What Salesforce's reports and Data Loader files say about leads and tasks."""

import pytest

from sla_core.errors import FileRefused
from sla_core.intake.faults import Reason
from sla_core.intake.fields import Kind
from sla_core.intake.presets.salesforce import short_id
from tests.core.intake.exports import EXPORTS, FOOTER

REPORT = "Lead ID,Company / Account,Email,Lead Status,Lead Owner,Create Date,Last Activity,Converted,Converted Date\n"
LOADER = "Id,LastName,Company,LeadSource,Status,CreatedDate,IsConverted,ConvertedDate\n"
TASKS = "Id,Subject,TaskSubtype,Type,Status,ActivityDate,CompletedDateTime,WhoId,OwnerId,CallType\n"
DAY = 86_400


def row(taken, place=0):
    return {name: values[place] for name, values in taken.columns.items()}


@pytest.mark.parametrize(
    ("status", "converted", "stage", "lost"),
    [
        ("Open - Not Contacted", "0", "lead", None),
        ("Working - Contacted", "FALSE", "lead", None),
        ("Closed - Converted", "1", "opportunity", None),
        ("Closed - Converted", "", "opportunity", None),
        ("Closed - Not Converted", "0", None, True),
        ("Closed - Not Converted", "1", "opportunity", True),
        ("", "1", "opportunity", None),
        ("", "0", None, None),
    ],
)
def test_salesforce_status_words_become_our_stages(take, status, converted, stage, lost):
    taken = take(REPORT + f"1,X,a@b.no,{status},Per,20.11.2026,,{converted},\n")
    assert (taken.intake.kind, taken.intake.preset, taken.intake.system) == (
        Kind.LEADS,
        "salesforce",
        "salesforce",
    )
    assert (taken.columns["stage"], taken.columns["lost"]) == ([stage], [lost])
    assert not {"status", "converted", "converted_day"} & set(taken.columns)


def test_a_salesforce_status_word_that_is_not_known_is_not_guessed(take):
    taken = take(REPORT + "1,X,a@b.no,Nurturing,Per,20.11.2026,,,\n")
    assert taken.faults == [(2, "Lead Status", "Nurturing", Reason.BAD_STAGE)]


def test_the_last_activity_is_never_taken_as_first_contact(take):
    taken = take(REPORT + "1,X,a@b.no,Working - Contacted,Per,02.11.2026,20.11.2026,0,\n")
    assert "Last Activity" not in taken.intake.mapping.values()
    assert taken.columns["first_attempt_at"] == taken.columns["first_contact_at"] == [None]


def test_a_converted_lead_was_an_opportunity_since_the_day_of_conversion(take, utc):
    taken = take(
        LOADER
        + "1,Nes,X,Web,Working - Contacted,2026-11-02T13:05:00.000Z,true,2026-11-12\n"
        + "2,Nes,X,Web,Working - Contacted,2026-11-02T13:05:00.000Z,true,2026-11-12T00:00:00.000Z\n"
        + "3,Nes,X,Web,Working - Contacted,2026-11-02T13:05:00.000Z,,2026-11-12\n"
        + "4,Nes,X,Web,Working - Contacted,2026-11-02T13:05:00.000Z,false,2026-11-12\n"
    )
    day = utc(2026, 11, 11, 23)
    assert taken.columns["stage"] == ["opportunity"] * 3 + ["lead"]
    assert taken.columns["opportunity_at"] == [day, day, day, None]
    assert taken.columns["opportunity_at_span"] == [DAY, DAY, DAY, 0]


def test_data_loader_times_are_exact_and_utc(take, utc):
    taken = take(LOADER + "1,Nes,X,Web,Open - Not Contacted,2026-11-20T13:05:00.000Z,false,\n")
    assert (taken.intake.preset, taken.columns["created_at"]) == ("salesforce", [utc(2026, 11, 20, 13, 5)])
    assert taken.columns["created_at_span"] == [0]


@pytest.mark.parametrize("cell", ["20.11.2026", "11/20/2026", "20/11/2026", "2026-11-20"])
def test_dates_of_a_report_are_read_in_the_locale_that_the_column_shows(take, utc, cell):
    taken = take(REPORT + f"1,X,a@b.no,Working - Contacted,Per,{cell},,,\n")
    assert (taken.columns["created_at"], taken.columns["created_at_span"]) == ([utc(2026, 11, 19, 23)], [DAY])


def test_a_report_whose_dates_have_two_readings_is_asked_about(take):
    with pytest.raises(
        FileRefused, match=r"column Create Date, 03/04/2026 can be read as two different days"
    ):
        take(REPORT + "1,X,a@b.no,Working - Contacted,Per,03/04/2026,,,\n")


def test_a_report_in_latin_1_with_a_footer_is_read_and_its_footer_skipped(take):
    taken = take(
        (REPORT + "1,Ærø AS,a@b.no,Working - Contacted,Åse,20.11.2026,,,\n" + FOOTER).encode("latin-1")
    )
    assert (taken.columns["company"], taken.columns["owner"]) == (["Ærø AS"], ["Åse"])
    assert (taken.intake.rows, taken.intake.skipped, taken.faults) == (1, 7, [])


def test_a_footer_that_a_spreadsheet_has_filled_up_with_empty_cells_is_no_lead(take):
    width = REPORT.count(",")
    footer = "".join(line + "," * width + "\n" for line in FOOTER.splitlines())
    lone = "2" + "," * width + "\n"
    taken = take(REPORT + "1,X,a@b.no,,,,,,\n" + lone + footer)
    assert (taken.columns["external_id"], taken.lines) == (["1", "2"], [2, 3])
    assert (taken.intake.skipped, taken.faults) == (7, [])


def test_ids_of_18_characters_are_those_of_15_that_reports_show(take):
    assert short_id("001A0000006Vm9rIAC") == "001A0000006Vm9r"
    assert short_id("001A0000006Vm9rIAB") == "001A0000006Vm9rIAB"
    report, loaded, tasks = (
        take(text)
        for (preset, _, name), text in EXPORTS.items()
        if preset == "salesforce" and name in ("report", "data loader", "tasks by data loader")
    )
    assert report.columns["external_id"] == loaded.columns["external_id"] == tasks.columns["lead_external_id"]


def task(cells):
    return TASKS + cells + "\n"


def test_a_completed_task_is_an_attempt_at_the_time_of_completion(take, utc):
    taken = take(
        task("t1,Call,Call,,Completed,2026-11-18,2026-11-20T13:05:00.000Z,00Q1,Per,")
        + "t2,Hi,Email,,Completed,2026-11-18,,00Q1,Per,\n"
    )
    assert (taken.intake.kind, taken.intake.preset) == (Kind.ATTEMPTS, "salesforce")
    first, second = row(taken), row(taken, 1)
    assert (first["channel"], first["direction"], first["outcome"]) == ("call", "outbound", "unknown")
    assert (first["occurred_at"], first["occurred_at_span"]) == (utc(2026, 11, 20, 13, 5), 0)
    assert (second["channel"], second["occurred_at"], second["occurred_at_span"]) == (
        "email",
        utc(2026, 11, 17, 23),
        DAY,
    )
    assert (first["lead_external_id"], first["external_id"], first["person"]) == ("00Q1", "t1", "Per")
    assert (first["note"], {"type", "due_day", "done"} & set(taken.columns)) == (None, set())


@pytest.mark.parametrize(
    "status", ["Not Started", "In Progress", "Deferred", "Waiting on someone else", "Open"]
)
def test_a_task_that_is_planned_is_not_done_wherever_its_due_date_lies(take, status):
    taken = take(task(f"t1,Call,Call,,{status},2027-01-10,,00Q1,Per,") + f"t2,C,Task,,{status},,,00Q1,Per,\n")
    assert taken.faults == [(line, "Status", status, Reason.NOT_DONE) for line in (2, 3)]


def test_a_closed_task_is_done_and_one_without_status_is_not_guessed(take):
    header = "WhoId,Type,IsClosed,ActivityDate\n"
    taken = take(header + "00Q1,Call,true,2026-11-18\n00Q1,Call,false,2026-11-18\n00Q1,Call,,2026-11-18\n")
    assert taken.lines == [2]
    assert [fault[3] for fault in taken.faults] == [Reason.NOT_DONE, Reason.BAD_VALUE]
    with pytest.raises(FileRefused, match="has no column for done"):
        take("WhoId,Type,ActivityDate\n00Q1,Call,2026-11-18\n")


def test_the_type_counts_where_the_subtype_says_nothing(take):
    taken = take(
        task("t1,Visit,Task,Meeting,Completed,2026-11-18,,00Q1,Per,")
        + "t2,Visit,Call,Other,Completed,2026-11-18,,00Q1,Per,\n"
    )
    assert (taken.columns["channel"], taken.faults) == (["meeting", "call"], [])


@pytest.mark.parametrize(
    ("subtype", "type_", "column"),
    [
        ("Task", "", "TaskSubtype"),
        ("ListEmail", "Email", "TaskSubtype"),
        ("Task", "Other", "Type"),
        ("Task", "Send Letter", "Type"),
    ],
)
def test_tasks_that_are_no_contact_and_bulk_mail_are_refused(take, subtype, type_, column):
    taken = take(task(f"t1,X,{subtype},{type_},Completed,2026-11-18,,00Q1,Per,"))
    value = {"TaskSubtype": subtype, "Type": type_}[column]
    assert taken.faults == [(2, column, value, Reason.BAD_VALUE)]


def test_an_inbound_call_is_inbound(take):
    taken = take(task("t1,Call,Call,,Completed,2026-11-18,,00Q1,Per,Inbound"))
    assert taken.columns["direction"] == ["inbound"]


def test_a_completed_task_that_is_due_ahead_needs_its_time(take, utc):
    taken = take(
        task("t1,Call,Call,,Completed,2027-01-10,2026-11-20T13:05:00.000Z,00Q1,Per,")
        + "t2,Call,Call,,Completed,2027-01-10,,00Q1,Per,\n"
    )
    assert taken.columns["occurred_at"] == [utc(2026, 11, 20, 13, 5)]
    assert taken.faults == [(3, "ActivityDate", "2027-01-10", Reason.IN_FUTURE)]


def test_due_dates_do_not_move_the_edge_of_the_data(take, utc):
    taken = take(
        task("t1,Call,Call,,Completed,2026-11-18,2026-11-18T13:05:00.000Z,00Q1,Per,")
        + "t2,Call,Call,,Not Started,2026-11-22,,00Q1,Per,\n"
    )
    assert taken.intake.newest == utc(2026, 11, 18, 13, 5)


def test_the_users_word_on_a_date_lets_nothing_stand_in_for_it(take, utc):
    content = task("t1,Call,Call,,Completed,2026-11-18,,00Q1,Per,")
    taken = take(content, constants={"occurred_at": "2026-11-10 10:00"})
    assert taken.columns["occurred_at"] == [utc(2026, 11, 10, 9)]
    assert "due_day" not in taken.intake.mapping
    mapped = take(content, mapping={"occurred_at": "CompletedDateTime"})
    assert mapped.faults == [(2, "CompletedDateTime", "", Reason.BAD_DATE)]


def test_a_task_without_a_lead_is_refused(take):
    taken = take(task("t1,Call,Call,,Completed,2026-11-18,,,Per,"))
    assert taken.faults == [(2, "WhoId", "", Reason.NO_KEY)]


def test_a_preset_that_is_named_needs_no_signs(take):
    taken = take("Id,Email\n00Q1,a@b.no\n", preset="salesforce", kind=Kind.LEADS)
    assert (taken.intake.preset, taken.columns["external_id"]) == ("salesforce", ["00Q1"])
