"""Tables that people take away as a file: complete, in their language, and harmless in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

from sla_core.i18n import Texts

# A spreadsheet takes a cell that begins so for a formula.
_FORMULA_BEGINS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "\0")


def csv_file(heads: Sequence[str], rows: Iterable[Sequence[str | int | None]], t: Texts) -> bytes:
    """Return a CSV file (UTF-8 with BOM, as spreadsheets want it); no text in it is a live formula.

    Numbers stay numbers, the negative ones too; None is an empty cell.
    """
    out = io.StringIO()
    table = csv.writer(out, delimiter=t.list_separator, lineterminator="\r\n")
    table.writerow(heads)
    for row in rows:
        table.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """Return the text so that a spreadsheet shows it instead of running it."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA_BEGINS) else cell
