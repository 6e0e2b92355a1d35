"""Tells sample companies of given sizes and times, and looks at them as the screens do."""

from functools import cache
from typing import Any

from sla_core.agreement import AgreementVersion, Status
from sla_core.follow_up.judging import Edge, FollowUp, in_period, summarise
from sla_core.i18n import Language, Texts
from sla_core.sample_company import SampleCompany, invent, tables
from sla_core.situation import Situation
from tests.core.episodes import at

ENGLISH = Texts(Language.ENGLISH)
NOW = "2026-11-20 10:42"


@cache
def company(now: str = NOW, leads: int = 3_000, seed: int = 47, activities: int = 40_000) -> SampleCompany:
    return invent(now=at(now), seed=seed, leads=leads, activities=activities, t=ENGLISH)


def situation(known: SampleCompany) -> Situation:
    versions = [
        AgreementVersion(v.number, v.number, 0, v.status, v.in_force_from, v.terms)
        for v in known.versions
        if v.status is not Status.DRAFT
    ]
    return Situation(versions, known.story.handovers(versions), Edge(known.setting.now, None))


def follow_up(known: SampleCompany, begin: int, end: int, owner: int | None = None) -> FollowUp:
    now = situation(known)
    inside = in_period(now.handovers, begin, end)
    if owner is not None:
        inside &= known.story.leads.owner[now.handovers.lead] == owner
    return summarise(now.handovers, now.judgement, inside)


def rows(known: SampleCompany) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for table, columns in tables(known):
        found.setdefault(table, []).extend(
            dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)
        )
    return found
