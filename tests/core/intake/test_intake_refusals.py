"""Refused rows as a file: complete, in the reader's language, and harmless in a spreadsheet."""

import csv
import io

from sla_core.i18n import Language, Texts
from sla_core.intake.faults import Reason, RowError
from sla_core.intake.refusals import as_csv

ERRORS = [
    RowError(2, "Email", "ola", Reason.BAD_VALUE),
    RowError(9, None, "=cmd|' /C calc'!A0", Reason.RAGGED),
]


def test_every_refused_row_is_in_the_file_with_line_column_value_and_reason() -> None:
    content = as_csv(ERRORS, Texts(Language.ENGLISH)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content)))
    assert rows[0] == ["Line", "Column", "Value", "Why"]
    assert rows[1] == ["2", "Email", "ola", "“ola” cannot be used in this column"]
    assert rows[2][:3] == ["9", "", "'=cmd|' /C calc'!A0"]


def test_a_norwegian_spreadsheet_finds_semicolons() -> None:
    content = as_csv(ERRORS, Texts(Language.BOKMAL)).decode("utf-8-sig")
    assert content.splitlines()[1].startswith("2;Email;ola;")
