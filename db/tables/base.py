"""What all tables share: their registry, instants, closed sets."""

from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, Integer, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

# SQLite numbers rows by itself only in a column declared INTEGER.
LONG_ID = BigInteger().with_variant(Integer(), "sqlite")

# Comparable and mergeable by the databases themselves.
JSON_VALUES = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class Table(SQLModel, registry=registry()):
    """Base of all tables, with its own registry: Streamlit's hot reload may import this module twice."""


def one_of(column: str, values: Any) -> CheckConstraint:
    """Return the rule that a column holds one of a closed set; SQLite checks OR many times as fast as IN."""
    allowed = " OR ".join(f"{column} = '{value}'" for value in values)
    return CheckConstraint(allowed, name=f"{column}_known")


def instant(**options: Any) -> Any:
    """Return a column of UTC epoch seconds."""
    return Field(sa_type=BigInteger, **options)


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """Return an index over the rows that satisfy a condition, on both databases."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))
