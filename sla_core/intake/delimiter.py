"""Which character separates the cells, and where the header is: decided from the beginning of a file."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from sla_core.errors import FileRefused

DELIMITERS = (",", ";", "\t", "|")
_COMPARED = 50  # records whose width is compared with the header's
_SAID = re.compile(r"\ufeff?\"?sep=([^\r\n])\"?\r?\n")  # a first line that Excel writes and reads


def recognise_delimiter(name: str, sample: str) -> tuple[str, tuple[str, ...], bool]:
    """Return delimiter, headers, and whether whole records stand in one quoted cell each.

    Of the candidates the one wins under which most records are as wide as the header, then the widest.
    """
    said = _SAID.match(sample)
    text = sample[said.end() :] if said else sample
    candidates = (said[1],) if said else DELIMITERS
    headers, _, delimiter = max(
        (_judged(text, candidate) for candidate in candidates), key=lambda judged: judged[1]
    )
    if not headers:
        raise FileRefused("{file} has no line with column names; export it again with a header", file=name)
    wrapped = _unwrapped_header(headers[0]) if len(headers) == 1 else None
    if wrapped:
        delimiter, headers = wrapped
    return delimiter, tuple(header.strip("\ufeff \t\r\n\u00a0") for header in headers), bool(wrapped)


def is_separator_line(row: list[str]) -> bool:
    """Whether a record, read with the delimiter it names, is Excel's `sep=;`."""
    return [cell.lstrip("\ufeff") for cell in row] == ["sep=", ""]


def unwrapped(row: list[str], delimiter: str, width: int) -> list[str] | None:
    """Return the record that stands in the one filled cell of a row, None when it is not as wide as the header."""
    if any(row[1:]):
        return None
    cells = _parsed(row[0], delimiter)
    return cells if len(cells) == width else None


def _judged(text: str, delimiter: str) -> tuple[list[str], tuple[float, int], str]:
    records = list(islice(_records(text, delimiter), _COMPARED + 1))
    if not records:
        return [], (-1.0, 0), delimiter
    width = len(records[0])
    if width == 1:
        return records[0], (0.0, 1), delimiter
    alike = sum(len(record) == width for record in records)
    return records[0], (alike / len(records), width), delimiter


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from (record for record in reader if any(map(str.strip, record)))
    except csv.Error:
        return  # misquoted, or the sample ends inside a quoted cell: reading says so with its line


def _unwrapped_header(cell: str) -> tuple[str, list[str]] | None:
    delimiter, cells = max(
        ((each, _parsed(cell, each)) for each in DELIMITERS), key=lambda found: len(found[1])
    )
    return (delimiter, cells) if len(cells) > 1 else None


def _parsed(cell: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([cell], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []
