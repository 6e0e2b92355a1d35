"""Files that people take away: whole, in their language, and harmless in a spreadsheet."""

import csv
import io

import pytest

from sla_core.exports import csv_file, harmless
from sla_core.i18n import Language, Texts

HEADS = ["Lead", "Minutes", "Comment"]
ROWS = [("Fjordlys; AS", -3, "said “no”\nat once"), ("=1+1", None, "a, b")]


@pytest.mark.parametrize(("language", "delimiter"), [(Language.ENGLISH, ","), (Language.BOKMAL, ";")])
def test_a_spreadsheet_of_the_readers_language_finds_every_cell(language: Language, delimiter: str) -> None:
    made = csv_file(HEADS, ROWS, Texts(language))
    assert made.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""), delimiter=delimiter))
    assert rows == [HEADS, ["Fjordlys; AS", "-3", "said “no”\nat once"], ["'=1+1", "", "a, b"]]


@pytest.mark.parametrize(
    "cell", ["=1+1", "+47 123", "-1", "@x", "\tx", "\rx", " =1+1", "\n=1", "＝1", "\0=1"]
)
def test_no_cell_is_a_live_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmless("2026-11-02") == "2026-11-02"
