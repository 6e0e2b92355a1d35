"""A clause as a value, and as the JSON under which its text is signed and stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sla_core.sections import Section
from sla_core.terms import Metric


@dataclass(frozen=True)
class Clause:
    """One numbered sentence of the agreement.

    `text` is plain but for `**` around what is promised; user text in it never holds two asterisks in a row.
    `section` is what one edits to change it; `metric` the figure it defines, where it defines one.
    """

    id: str  # as people say it: `3.1`; the same clause has the same id in every version
    section: Section
    text: str
    metric: Metric | None = None


@dataclass(frozen=True)
class Chapter:
    """A heading and its clauses."""

    number: int
    title: str
    clauses: tuple[Clause, ...]


def to_data(chapters: Iterable[Chapter]) -> list[dict[str, Any]]:
    """Return chapters as JSON values."""
    return [
        {
            "number": chapter.number,
            "title": chapter.title,
            "clauses": [
                {
                    "id": c.id,
                    "section": c.section.value,
                    "text": c.text,
                    "metric": c.metric and c.metric.value,
                }
                for c in chapter.clauses
            ],
        }
        for chapter in chapters
    ]


def from_data(data: Iterable[dict[str, Any]]) -> tuple[Chapter, ...]:
    """Return the chapters of what `to_data` gave, as they were written then."""
    return tuple(
        Chapter(
            chapter["number"],
            chapter["title"],
            tuple(
                Clause(
                    c["id"], Section(c["section"]), c["text"], Metric(c["metric"]) if c["metric"] else None
                )
                for c in chapter["clauses"]
            ),
        )
        for chapter in data
    )
