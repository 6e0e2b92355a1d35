"""Refused rows as people get them back: the reason in words, and a file that is safe to open."""

from collections.abc import Sequence

from sla_core.exports import csv_file
from sla_core.i18n import Texts
from sla_core.intake.faults import RowError, message


def why(error: RowError, t: Texts) -> str:
    """Return the reason of a refusal as a sentence with the value in it."""
    return t(message(error.reason), value=error.value)


def as_csv(errors: Sequence[RowError], t: Texts) -> bytes:
    """Return the refused rows as a file for spreadsheets."""
    heads = [t("Line"), t("Column"), t("Value"), t("Why")]
    rows = ((error.line, error.column or "", error.value, why(error, t)) for error in errors)
    return csv_file(heads, rows, t)
