"""Grades, ratings, cells and stages of all leads, or one lead line by line."""

import argparse
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from db import clock, scoring
from db.engine import data_versions, reading
from sla_core.errors import NotPossible
from sla_core.i18n import Language, Texts
from sla_core.scoring import Explained, Moment, Scored, distribution, explained, silent
from sla_core.scoring.words import explained_lines, lines, silent_lines
from sla_core.terms import Terms
from sla_core.working_table import FIRST_YEAR

_LAST_YEAR = 2105  # instants of activities are 32 bits


def run(arguments: argparse.Namespace) -> int:
    """Print the report of today as the screens show it, or of the very instant asked for."""
    called = _called(arguments.lead)
    given = _read_instant(arguments.as_of)
    now = clock.now(data_versions().kind)
    with reading() as db:
        terms = scoring.terms_at(db, now)
        moment = scoring.today(terms, now)
        if given:
            moment = Moment.at(_instant(given, terms))
            terms = scoring.terms_at(db, moment.as_of)
        lead_id = scoring.lead_called(db, *called) if called else None
        found = scoring.score(db, terms=terms, moment=moment, lead_id=lead_id)
    if arguments.json:
        print(json.dumps(_lead(explained(found, 0)) if called else as_json(found), ensure_ascii=False))
    else:
        print("\n".join(_text(found, one=called is not None, t=Texts(Language(arguments.lang)))))
    return 0


def _called(given: str | None) -> tuple[str, str] | None:
    if given is None:
        return None
    system, sign, external_id = given.partition(":")
    if not (system and sign and external_id):
        raise NotPossible(
            "{lead} does not name a lead; write the system and the id: hubspot:1001", lead=given or "--lead"
        )
    return system, external_id


def _read_instant(given: str | None) -> datetime | None:
    if given is None:
        return None
    try:
        read = datetime.fromisoformat(given) if len(given) > len("2026-11-20") else None
    except ValueError:
        read = None
    if read is None:
        raise NotPossible(
            "{instant} is not a time; write it as 2026-11-20T16:00 or 2026-11-20T15:00Z", instant=given
        )
    if not FIRST_YEAR < read.year <= _LAST_YEAR:
        raise NotPossible(
            "{day} lies outside the years {first} to {last}.",
            day=given,
            first=FIRST_YEAR + 1,
            last=_LAST_YEAR,
        )
    return read


def _instant(given: datetime, terms: Terms) -> int:
    """Return UTC seconds; without an offset the time is local in the agreement's zone."""
    zone = ZoneInfo(terms.calendar.time_zone)
    return int((given if given.tzinfo else given.replace(tzinfo=zone)).timestamp())


def as_json(of: Scored) -> dict[str, Any]:
    """Return the report under the keys that other programs rely on."""
    told = distribution(of)
    as_of = datetime.fromtimestamp(of.contributions.moment.as_of, UTC)
    return {
        "as_of": as_of.isoformat().replace("+00:00", "Z"),
        "grades": told.grades,
        "ratings": told.ratings,
        "cells": {"".join(cell): n for cell, n in told.cells.items()},
        "stages": {stage.value: n for stage, n in told.stages.items()},
    }


def _lead(of: Explained) -> dict[str, Any]:
    """Return one lead; points are hundredths, and the lines of an axis add up to its total."""
    return {
        "fit": of.fit,
        "grade": of.grade,
        "engagement": of.engagement,
        "rating": of.rating,
        "stage": of.stage.value,
        "lines": [
            {"axis": line.axis, "rule": line.rule, "count": line.count, "points": line.points}
            for line in of.lines
        ],
    }


def _text(of: Scored, *, one: bool, t: Texts) -> Iterator[str]:
    if one:
        yield from explained_lines(explained(of, 0), of.contributions.model, t)
    else:
        yield from lines(distribution(of), t)
        yield from silent_lines(*silent(of.contributions), t)
