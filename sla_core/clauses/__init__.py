"""The agreement as it reads: chapters of numbered clauses, each measurable one with its metric."""

from sla_core.clauses.model import Chapter, Clause, from_data, to_data

__all__ = ["Chapter", "Clause", "from_data", "to_data"]
