"""Refused rows as people get them back: the reason in words, and a file that is safe to open."""

import csv
import io
from collections.abc import Sequence

from sla_core.i18n import Texts
from sla_core.intake.faults import RowError, message

# A spreadsheet takes a cell that begins so for a formula.
_FORMULA_BEGINS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "\0")


def why(error: RowError, t: Texts) -> str:
    """Return the reason of a refusal as a sentence with the value in it."""
    return t(message(error.reason), value=error.value)


def as_csv(errors: Sequence[RowError], t: Texts) -> bytes:
    """Return the refused rows as a CSV file (UTF-8 with BOM, for spreadsheets); no cell is a live formula."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=t.list_separator, lineterminator="\r\n")
    table.writerow([t("Line"), t("Column"), t("Value"), t("Why")])
    for error in errors:
        cells = (error.column or "", error.value, why(error, t))
        table.writerow([error.line, *(harmless(cell) for cell in cells)])
    return out.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """Return the text so that a spreadsheet shows it instead of running it."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA_BEGINS) else cell
