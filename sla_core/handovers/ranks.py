"""How leads ranked when they were handed over, and what that means for how soon sales responds.

A rank is written once and frozen with its episode: what a lead is may change, and what it did may come to be known
later, but what sales was asked to do with it does not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from sla_core.columns import MISSING, Flags, Instants
from sla_core.facts import Codes, LeadFacts
from sla_core.handovers.closings import NONE
from sla_core.handovers.limits import Versions, add
from sla_core.handovers.openings import Openings, key
from sla_core.people import Department
from sla_core.terms import Duration, Terms, Treatment


@dataclass(frozen=True)
class RankFacts:
    """Ranks as they were written, in any order. Grade and rating: places in the version's bands, 0 for the best."""

    lead: Codes
    handed_over: Instants
    version: Codes  # position in the versions given
    grade: Codes
    rating: Codes

    @classmethod
    def none(cls) -> "RankFacts":
        """Return the ranks of nobody."""
        return cls(*(np.zeros(0, dtype=np.int64) for _ in range(5)))

    def with_more(self, others: "RankFacts") -> "RankFacts":
        """Return these and others; of two for the same handover the other's counts."""
        joined = (
            np.concatenate([getattr(self, name), getattr(others, name)])
            for name in ("lead", "handed_over", "version", "grade", "rating")
        )
        return RankFacts(*joined)


class Ranked(Protocol):
    """Episodes with their version (position in the versions given) and rank: `Ranks`, and `Handovers` as a whole."""

    @property
    def version(self) -> Codes: ...  # noqa: D102

    @property
    def grade(self) -> Codes: ...  # noqa: D102

    @property
    def rating(self) -> Codes: ...  # noqa: D102


@dataclass(frozen=True)
class Ranks:
    """One row per episode: places in the bands of its version, NONE where it was not ranked."""

    version: Codes
    grade: Codes
    rating: Codes


def ranks_leads(terms: Terms) -> bool:
    """Whether leads are ranked at their handover: there are rules to rank by, or treatments by rank."""
    switched_on = [rule.on for rule in terms.scoring.fit] + [rule.on for rule in terms.scoring.engagement]
    return bool(terms.treatments) or any(switched_on)


def of_episodes(opened: Openings, written: RankFacts) -> Ranks:
    """Return the rank that was written for each episode under the version it is judged by."""
    grade, rating = np.full(len(opened), NONE), np.full(len(opened), NONE)
    if not len(written.lead) or not len(opened):
        return Ranks(opened.version, grade, rating)
    keys = key(written.lead, written.handed_over)
    order = np.argsort(keys, kind="stable")
    place = np.searchsorted(keys[order], key(opened.lead, opened.opened.at), side="right") - 1
    row = order[np.maximum(place, 0)]
    mine = (place >= 0) & opened.opened.known & (written.lead[row] == opened.lead)
    mine &= (written.handed_over[row] == opened.opened.at) & (written.version[row] == opened.version)
    grade[mine], rating[mine] = written.grade[row][mine], written.rating[row][mine]
    return Ranks(opened.version, grade, rating)


def missing(opened: Openings, written: RankFacts, leads: LeadFacts, versions: Versions) -> Flags:
    """Return which episodes should have a rank and have none: dated, of a lead that is neither merged nor erased."""
    ranking = np.array([ranks_leads(version.terms) for version in versions], dtype=bool)
    there = (leads.merged_at == MISSING) & (leads.erased_at == MISSING)
    found: Flags = (of_episodes(opened, written).grade == NONE) & opened.opened.known
    found &= ranking[opened.version] & there[opened.lead]
    return found


def cells(terms: Terms) -> Iterator[tuple[int, int, Treatment]]:
    """Yield the treatments with the places of their grade and rating in the bands; of a cell, the first."""
    grades, ratings = (
        [band.label for band in bands] for bands in (terms.scoring.grades, terms.scoring.ratings)
    )
    seen = set()
    for treatment in terms.treatments:
        cell = treatment.grade, treatment.rating
        if treatment.grade in grades and treatment.rating in ratings and cell not in seen:
            seen.add(cell)
            yield grades.index(treatment.grade), ratings.index(treatment.rating), treatment


def own_limits(terms: Terms) -> dict[tuple[int, int], Duration]:
    """Return the cells in which sales responds sooner or later than it promises for all: those it owns, by place."""
    return {
        (grade, rating): treatment.respond_within
        for grade, rating, treatment in cells(terms)
        if treatment.owner is Department.SALES and treatment.respond_within is not None
    }


def by_limit(of: Ranked, versions: Versions) -> Iterator[tuple[int, Duration, Flags]]:
    """Yield position of the version, limit, and which episodes are held to it: cells of their own, then the rest."""
    for position, agreed in enumerate(versions):
        rest = of.version == position
        if not rest.any():
            continue
        for (grade, rating), limit in own_limits(agreed.terms).items():
            mine = rest & (of.grade == grade) & (of.rating == rating)
            if mine.any():
                rest &= ~mine
                yield position, limit, mine
        yield position, agreed.terms.sales.respond_within, rest


def limits(of: Ranked, versions: Versions, inside: Flags) -> set[Duration]:
    """Return the limits that these episodes are held to."""
    return {limit for _, limit, mine in by_limit(of, versions) if (mine & inside).any()}


def promised(of: Ranked, versions: Versions) -> Flags:
    """Return which episodes have no limit of their own: sales' promise holds for them as for all."""
    found = np.ones(len(of.version), dtype=bool)
    for position, agreed in enumerate(versions):
        for grade, rating in own_limits(agreed.terms):
            found &= (of.version != position) | (of.grade != grade) | (of.rating != rating)
    return found


def respond_by(of: Ranked, versions: Versions, start: Instants) -> Instants:
    """Return the deadlines of episodes whose clock starts then: the limit of the cell, otherwise the promise's."""
    by = np.full(len(start), MISSING)
    for position, limit, mine in by_limit(of, versions):
        timed = mine & (start != MISSING)
        if timed.any():
            by[timed] = add(versions[position].terms.calendar.build(), start[timed], limit)
    return by


def against_treatment(of: Ranked, versions: Versions) -> Flags:
    """Return which episodes were handed over though marketing keeps the leads of their cell."""
    found = np.zeros(len(of.version), dtype=bool)
    for position, agreed in enumerate(versions):
        for grade, rating, treatment in cells(agreed.terms):
            if treatment.owner is Department.MARKETING:
                found |= (of.version == position) & (of.grade == grade) & (of.rating == rating)
    return found


def labels(of: Ranked, versions: Versions, row: int) -> tuple[str, str] | None:
    """Return grade and rating of an episode as its version calls them; None where it was not ranked."""
    if of.grade[row] == NONE:
        return None
    scoring = versions[of.version[row]].terms.scoring
    return scoring.grades[of.grade[row]].label, scoring.ratings[of.rating[row]].label
