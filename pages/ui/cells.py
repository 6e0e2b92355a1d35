"""Cells of tables: a reader may copy a table, or take it away as CSV, with Streamlit's own controls."""

import pandas as pd

from sla_core.exports import harmless


def without_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table so that a spreadsheet shows its texts instead of running them, as in our own files."""
    return table.map(lambda cell: harmless(cell) if isinstance(cell, str) else cell)
