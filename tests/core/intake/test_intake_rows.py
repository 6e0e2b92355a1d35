"""Each reason a row can be refused for, by name, and what typed rows look like."""

from decimal import Decimal

import pytest

from sla_core.errors import FileRefused
from sla_core.i18n import Language, Texts
from sla_core.intake.faults import Reason, RowError, message
from sla_core.intake.words import email_key

ATTEMPTS = "lead_external_id,lead_email,channel,direction,outcome,done,occurred_at,person,external_id\n"


def fault(taken):
    assert len(taken.faults) == 1
    return taken.faults[0]


def test_bad_date(take):
    assert fault(take("email,created_at\na@b.no,31.11.2026\n")) == (
        2,
        "created_at",
        "31.11.2026",
        Reason.BAD_DATE,
    )


def test_bad_date_where_a_needed_date_is_missing(take):
    taken = take("lead_email,kind,occurred_at\na@b.no,visit,\n")
    assert fault(taken) == (2, "occurred_at", "", Reason.BAD_DATE)


def test_ambiguous_date_in_a_column_that_shows_both_orders(take):
    taken = take(
        "email,created_at\na@b.no,23/11/2025\nc@d.no,11/23/2025\ne@f.no,03/04/2025\ng@h.no,2025-04-03\n"
    )
    assert fault(taken) == (4, "created_at", "03/04/2025", Reason.AMBIGUOUS_DATE)


def test_a_column_of_ambiguous_dates_refuses_the_file_and_says_what_to_say(take):
    content = "email,Start,created_at\na@b.no,,03/04/2025 10:00\nc@d.no,,05/05/2025\n"
    with pytest.raises(FileRefused, match=r"column created_at, 03/04/2025 can be read .*--dates dmy or mdy"):
        take(content)
    assert (
        take(content, dates="dmy").columns["created_at"][0]
        > take(content, dates="mdy").columns["created_at"][0]
    )


def test_the_order_of_day_and_month_is_decided_by_the_other_rows_of_the_column(take, utc):
    taken = take(
        "email,created_at,won_at\na@b.no,03/04/2025 12:00,\nc@d.no,23/04/2025,04/23/2025\ne@f.no,,03/04/2025\n"
    )
    assert taken.columns["created_at"][0] == utc(2025, 4, 3, 10)
    assert taken.columns["won_at"][2] == utc(2025, 3, 3, 23)


@pytest.mark.parametrize(
    "field", ["created_at", "handed_over_at", "first_attempt_at", "won_at", "sales_qualified_at"]
)
def test_in_future(take, field):
    taken = take(f"email,{field}\na@b.no,2026-11-23 12:06\nc@d.no,2026-11-23 12:05\ne@f.no,2026-11-23\n")
    assert fault(taken) == (2, field, "2026-11-23 12:06", Reason.IN_FUTURE)
    assert taken.columns[f"{field}_span"] == [0, 86_400]


def test_no_key(take):
    taken = take("company,external_id,email\nX,,\nY,null, \nZ,0,\nQ,,a@b.no\n")
    assert taken.faults == [(2, "external_id", "", Reason.NO_KEY), (3, "external_id", "null", Reason.NO_KEY)]
    assert taken.columns["external_id"] == ["0", None]


def test_ragged(take):
    assert fault(take("email,company\na@b.no\n")) == (2, None, "a@b.no", Reason.RAGGED)


def test_bad_number(take):
    assert fault(take("email,amount\na@b.no,1e999\n")) == (2, "amount", "1e999", Reason.BAD_NUMBER)
    assert fault(take("email,amount\na@b.no,NaN\n")) == (2, "amount", "NaN", Reason.BAD_NUMBER)
    assert fault(take("month,visits\n2026-10,\n")) == (2, "visits", "", Reason.BAD_NUMBER)


def test_bad_stage(take):
    assert fault(take("email,stage\na@b.no,Prospect\n")) == (2, "stage", "Prospect", Reason.BAD_STAGE)
    taken = take("lead_email,stage,entered_at\na@b.no,,2026-01-01\n")
    assert fault(taken) == (2, "stage", "", Reason.BAD_STAGE)


@pytest.mark.parametrize(
    "email", ["kari.fjordmat.no", "a@", "@b.no", "a@b.no;c@d.no", "Kari <a@b.no>", "a b@c.no"]
)
def test_bad_value_of_an_email(take, email):
    assert fault(take(f"external_id,email\n1,{email}\n"[:500])) == (2, "email", email, Reason.BAD_VALUE)


def test_bad_value_of_a_word_and_of_an_id_that_excel_shortened(take):
    assert fault(take("email,won\na@b.no,maybe\n")) == (2, "won", "maybe", Reason.BAD_VALUE)
    assert fault(take("external_id\n1.23457E+12\n")) == (2, "external_id", "1.23457E+12", Reason.BAD_VALUE)
    taken = take(ATTEMPTS + "1,,carrier pigeon,,,,2026-11-20,,\n")
    assert fault(taken) == (2, "channel", "carrier pigeon", Reason.BAD_VALUE)
    assert fault(take(ATTEMPTS + "1,,call,,,,2026-11-20,,\n"))[1:] == ("direction", "", Reason.BAD_VALUE)


@pytest.mark.parametrize(
    ("outcome", "done"), [("", "no"), ("", "planned"), ("scheduled", ""), ("cancelled", "yes")]
)
def test_not_done(take, outcome, done):
    taken = take(ATTEMPTS + f"1,,call,outbound,{outcome},{done},2026-11-20,,\n")
    assert fault(taken)[3] == Reason.NOT_DONE


def test_too_long(take):
    taken = take(f"email,company\na@b.no,{'x' * 501}\nc@d.no,{'y' * 500}\n")
    assert fault(taken) == (2, "company", "x" * 200, Reason.TOO_LONG)
    assert fault(take(f"email,Notes\na@b.no,{'x' * 5001}\n", keep_all=True))[3] == Reason.TOO_LONG
    assert fault(take(f"external_id\n{'1' * 501}\n"))[3] == Reason.TOO_LONG


def test_a_row_with_several_faults_is_one_error_the_first_by_column(take):
    taken = take("won,email,created_at,stage\nmaybe,x,soon,Foo\nyes,x,soon,Foo\nno,a@b.no,soon,Foo\n")
    assert [each[1] for each in taken.faults] == ["won", "email", "created_at"]


def test_every_reason_has_a_sentence_that_takes_the_value():
    texts = Texts(Language.ENGLISH)
    sentences = {texts(message(reason), value="{x}") for reason in Reason}
    assert len(sentences) == len(Reason) == 15


def test_a_refused_value_is_cut():
    assert len(RowError(2, None, "x" * 10_000, Reason.RAGGED).value) == 200


def test_null_is_a_surname_and_leading_zeros_stay(take):
    taken = take("external_id,email,last_name,first_name\n007,None,Null,NA\n")
    assert taken.columns["external_id"] == ["007"]
    assert (taken.columns["last_name"], taken.columns["first_name"]) == (["Null"], ["NA"])
    assert taken.columns["email"] == [None]


def test_texts_are_kept_as_they_come(take):
    odd = ["=cmd|' /C calc'!A0", "<b>*x*</b> $y$", "\u202eabc", "🦊 Fjord"]
    taken = take("email,company\n" + "".join(f"u{n}@x.no,{text}\n" for n, text in enumerate(odd)))
    assert taken.columns["company"] == odd


def test_a_lead_row_is_typed(take, utc):
    taken = take(
        "external_id,email,created_at,stage,won,won_at,lost,amount,currency,lead_at\n"
        '1, Kari@Example.ORG ,2026-11-20 10:00,MQL,ja,2026-11-21,no,"$1,200.50",NOK,2026-11-20\n'
    )
    row = {name: values[0] for name, values in taken.columns.items()}
    assert (row["email"], row["email_key"]) == ("Kari@Example.ORG", "kari@example.org")
    assert (row["stage"], row["won"], row["lost"]) == ("marketing_qualified", True, False)
    assert (row["amount"], row["currency"]) == (Decimal("1200.50"), "NOK")
    assert (row["created_at"], row["created_at_span"]) == (utc(2026, 11, 20, 9), 0)
    assert (row["won_at"], row["won_at_span"]) == (utc(2026, 11, 20, 23), 86_400)
    assert (row["city"], row["customer_at"], row["customer_at_span"], row["attributes"]) == (
        None,
        None,
        0,
        None,
    )
    assert type(row["stage"]) is str


def test_an_attempt_row_is_typed(take, utc):
    taken = take(
        ATTEMPTS
        + "1,A@B.no,Phone call,Outgoing,No answer,yes,2026-11-20T10:00:00Z,Kari,t1\n,c@d.no,sms,out,,,2026-11-20,,\n"
    )
    assert taken.columns["lead_email"] == ["a@b.no", "c@d.no"]
    assert taken.columns["channel"] == ["call", "sms"]
    assert taken.columns["direction"] == ["outbound", "outbound"]
    assert taken.columns["outcome"] == ["no_answer", "unknown"]
    assert taken.columns["occurred_at"][0] == utc(2026, 11, 20, 10)
    assert "done" not in taken.columns


def test_a_traffic_row_is_typed(take):
    taken = take('month,visits,source\nNov 2026,"1,234",Search\n2026-10,0,\n')
    assert taken.columns == {"month": ["2026-11", "2026-10"], "visits": [1234, 0], "source": ["Search", None]}


def test_the_newest_instant_counts_refused_rows_but_not_the_future(take, utc):
    taken = take(
        ATTEMPTS
        + "1,,call,out,,,2026-11-20T10:00:00Z,,\n,,call,out,,,2026-11-21T10:00:00Z,,\n1,,call,out,,,2027-01-01,,\n"
    )
    assert (taken.lines, taken.intake.newest) == ([2], utc(2026, 11, 21, 10))


def test_a_file_without_rows_knows_nothing_new(take):
    taken = take(ATTEMPTS)
    assert (taken.intake.rows, taken.intake.newest, taken.columns) == (0, None, {})


def test_chunks_can_be_read_again_with_the_same_result(take):
    taken = take("email,company\na@b.no,X\nbad,Y\n")
    again = list(taken.intake.chunks())
    assert (taken.intake.rows, len(taken.intake.errors), again[0].lines) == (2, 1, [2])


def test_errors_come_in_the_order_of_lines_across_blocks(take):
    lines = [f"u{n}@example.org,C{n}" if n % 1_000 else "lonely" for n in range(45_000)]
    taken = take("email,company\n" + "\n".join(lines))
    assert [error.line for error in taken.intake.errors] == [n + 2 for n in range(0, 45_000, 1_000)]


def test_emails_are_matched_trimmed_and_case_folded():
    assert email_key("  Straße@Example.ORG ") == "strasse@example.org"
