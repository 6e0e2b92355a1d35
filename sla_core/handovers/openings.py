"""When a lead becomes sales' task: the openings of its handover episodes.

An explicit date in a file wins; otherwise the event agreed in the version in force at that time; otherwise
the lead was not handed over and stands in no denominator. Again after a return: when marketing re-opens the
lead, or when it enters the stage once more.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sla_core.agreement import AgreementVersion
from sla_core.columns import MISSING, NEVER, Flags, Instants
from sla_core.facts import Codes, LeadFacts, ReturnFacts, StageFacts, When
from sla_core.leads import Stage
from sla_core.terms import Handover, HandoverEvent

# A CRM writes the stage of a lead it creates some moments after the lead itself.
CREATED_WITH_STAGE_SECONDS = 300
_KEY_SHIFT = 34  # instants up to the year 2200 fit into 33 bits


@dataclass(frozen=True)
class Openings:
    """One row per episode, sorted by lead and time. `next_at` is the lead's next opening, or NEVER."""

    lead: Codes
    number: Codes
    opened: When
    next_at: Instants
    version: Codes  # position in the versions given
    by_criteria: Flags
    recorded_at: Instants

    def __len__(self) -> int:
        return len(self.lead)


def key(lead: Codes, at: Instants) -> Codes:
    """Return one sortable number for (lead, instant): what binary searches over episodes run on."""
    return (lead << _KEY_SHIFT) + np.clip(at, 0, 2 ** (_KEY_SHIFT - 1))


def find(
    leads: LeadFacts, stages: StageFacts, returns: ReturnFacts, versions: Sequence[AgreementVersion]
) -> Openings:
    """Return all openings under the versions (oldest first, the first one from −∞)."""
    if len(leads) == 0 or not versions:
        none = np.zeros(0, dtype=np.int64)
        return Openings(none, none, When(none, none), none, none, none.astype(bool), none)
    first = _first_openings(leads, stages, versions)
    again = _openings_again(len(leads), first, stages, returns, versions)
    lead, at, span, by_criteria, recorded_at = (
        np.concatenate([getattr(part, name) for part in (first, again)]) for name in _Found.__slots__
    )
    order = np.lexsort((at, lead))
    lead, at, span = lead[order], at[order], span[order]
    return _numbered(lead, When(at, span), by_criteria[order], recorded_at[order], versions)


@dataclass(frozen=True, slots=True)
class _Found:
    lead: Codes
    at: Instants
    span: Codes
    by_criteria: Flags
    recorded_at: Instants

    def where(self, rows: Flags) -> "_Found":
        return _Found(*(getattr(self, name)[rows] for name in self.__slots__))


def _first_openings(leads: LeadFacts, stages: StageFacts, versions: Sequence[AgreementVersion]) -> _Found:
    count = len(leads)
    at = leads.handed_over.at.copy()
    span = leads.handed_over.span.copy()
    by_criteria = np.zeros(count, dtype=bool)
    recorded_at = np.full(count, MISSING)
    entries = _StageEntries(leads, stages)
    undated = np.zeros(count, dtype=bool)
    begins = _begins(versions)
    ends = np.append(begins[1:], NEVER)
    for version, begin, end in zip(versions, begins, ends, strict=True):
        found, without_date = _under(version.terms.handover, leads, entries)
        mine = (at == MISSING) & (found.at != MISSING) & (found.at >= begin) & (found.at < end)
        at[mine], span[mine] = found.at[mine], found.span[mine]
        by_criteria[mine], recorded_at[mine] = found.by_criteria[mine], found.recorded_at[mine]
        undated = without_date  # what has no date is told by the version of now: the last one
    opened = (at != MISSING) | undated
    return _Found(np.arange(count), at, span, by_criteria, recorded_at).where(opened)


def _under(handover: Handover, leads: LeadFacts, entries: "_StageEntries") -> tuple[_Found, Flags]:
    """Return for every lead its first opening under one agreed event, and where only the date is missing."""
    count, event = len(leads), handover.event
    rows = np.arange(count)
    nothing = np.zeros(count, dtype=bool), np.full(count, MISSING)
    if event is HandoverEvent.CREATED:
        return _Found(rows, _unless(entries.from_sales, leads.created.at), leads.created.span, *nothing), (
            ~leads.created.known & ~entries.from_sales
        )
    if event is HandoverEvent.ASSIGNED:
        at = _unless(entries.from_sales, leads.assigned.at)
        return _Found(rows, at, leads.assigned.span, *nothing), np.zeros(count, dtype=bool)
    found, undated = entries.first(handover.stage, by_criteria=event is HandoverEvent.CRITERIA)
    if event is HandoverEvent.CRM_STAGE:
        undated |= (leads.stage_rank >= handover.stage.rank) & (found.at == MISSING)
    undated &= ~entries.from_sales
    return _Found(
        rows, _unless(entries.from_sales, found.at), *(found.span, found.by_criteria, found.recorded_at)
    ), undated


def _unless(where: Flags, at: Instants) -> Instants:
    return np.where(where, MISSING, at)


class _StageEntries:
    """Stage entries looked at per lead."""

    def __init__(self, leads: LeadFacts, stages: StageFacts) -> None:
        self._count = len(leads)
        self._stages = stages
        self._by_time = np.lexsort((np.where(stages.entered.known, stages.entered.at, NEVER), stages.lead))
        self.from_sales = self._from_sales(leads)

    def _from_sales(self, leads: LeadFacts) -> Flags:
        """Leads that a rep created directly as an opportunity or customer: never handed over."""
        stages = self._stages
        high = stages.rank >= Stage.OPPORTUNITY.rank
        lower = np.zeros(self._count, dtype=bool)
        # What a lead meets by our criteria does not tell who made it.
        lower[stages.lead[~high & ~stages.by_criteria]] = True
        latest_at_creation = (
            np.where(leads.created.known, leads.created.latest, NEVER) + CREATED_WITH_STAGE_SECONDS
        )
        born_high = np.zeros(self._count, dtype=bool)
        at_creation = high & stages.entered.known & (stages.entered.at <= latest_at_creation[stages.lead])
        born_high[stages.lead[at_creation]] = True
        return born_high & ~lower

    def first(self, stage: Stage, *, by_criteria: bool) -> tuple[_Found, Flags]:
        """Return per lead the first dated entry into the stage, for a skipped one the first into a later."""
        stages, count = self._stages, self._count
        lead, at, span = np.arange(count), np.full(count, MISSING), np.zeros(count, dtype=np.int64)
        recorded_at = np.full(count, MISSING)
        undated = np.zeros(count, dtype=bool)
        kind = (stages.by_criteria == by_criteria) | _by_person(stages)  # a person's word counts as either
        for wanted in (stages.rank > stage.rank, stages.rank == stage.rank):
            rows = self._by_time[(wanted & kind)[self._by_time]]
            undated[stages.lead[rows]] = True
            rows = rows[stages.entered.known[rows]][::-1]  # written last = earliest
            at[stages.lead[rows]] = stages.entered.at[rows]
            span[stages.lead[rows]] = stages.entered.span[rows]
            recorded_at[stages.lead[rows]] = stages.recorded_at[rows]
        flags = np.full(count, by_criteria)
        return _Found(lead, at, span, flags, recorded_at), undated & (at == MISSING)


def _by_person(stages: StageFacts) -> Flags:
    return np.zeros(len(stages.lead), dtype=bool) if stages.by_person is None else stages.by_person


def _openings_again(
    count: int, first: _Found, stages: StageFacts, returns: ReturnFacts, versions: Sequence[AgreementVersion]
) -> _Found:
    """Openings after a return of one of `count` leads: by a person of marketing, or by the next entry.

    A return before the lead was first handed over gives nothing back.
    """
    person = np.where(returns.reopened_at == MISSING, NEVER, returns.reopened_at)
    entry = _entries_after(returns, stages, versions)
    at = np.minimum(person, entry.at)
    by_entry = entry.at < person
    by_criteria = by_entry & entry.by_criteria
    recorded_at = np.where(by_criteria, entry.recorded_at, MISSING)
    found = _Found(returns.lead, at, np.where(by_entry, entry.span, 0), by_criteria, recorded_at)
    first_at = np.full(count, NEVER)
    first_at[first.lead] = first.at
    found = found.where((at != NEVER) & (returns.returned_at >= first_at[returns.lead]))
    _, rows = np.unique(key(found.lead, found.at), return_index=True)
    keep = np.zeros(len(found.lead), dtype=bool)
    keep[rows] = True
    return found.where(keep)


def _entries_after(returns: ReturnFacts, stages: StageFacts, versions: Sequence[AgreementVersion]) -> _Found:
    """Return for each return the lead's first dated entry after it into the agreed stage or a later one.

    NEVER where there is none.
    """
    version = version_of(stages.entered.at, versions)
    ranks = np.array([v.terms.handover.stage.rank for v in versions])
    wants_criteria = np.array([v.terms.handover.event is HandoverEvent.CRITERIA for v in versions])
    wants_crm = np.array([v.terms.handover.event is HandoverEvent.CRM_STAGE for v in versions])
    right_kind = np.where(stages.by_criteria, wants_criteria[version], wants_crm[version])
    right_kind |= _by_person(stages) & (wants_criteria | wants_crm)[version]
    rows = np.flatnonzero(stages.entered.known & right_kind & (stages.rank >= ranks[version]))
    keys = key(stages.lead[rows], stages.entered.at[rows])
    order = np.argsort(keys, kind="stable")
    rows, keys = rows[order], keys[order]
    place = np.searchsorted(keys, key(returns.lead, returns.returned_at), side="right")
    inside = place < len(rows)
    row = rows[np.minimum(place, len(rows) - 1)] if len(rows) else np.zeros(len(place), dtype=np.int64)
    if not len(stages.lead):
        none = np.full(len(place), NEVER)
        return _Found(returns.lead, none, none, none > NEVER, none)
    same = inside & (stages.lead[row] == returns.lead)
    at = np.where(same, stages.entered.at[row], NEVER)
    return _Found(
        returns.lead, at, stages.entered.span[row], stages.by_criteria[row], stages.recorded_at[row]
    )


def _begins(versions: Sequence[AgreementVersion]) -> Instants:
    begins = [-NEVER if v.in_force_from is None else v.in_force_from for v in versions]
    return np.array(begins, dtype=np.int64)


def version_of(at: Instants, versions: Sequence[AgreementVersion]) -> Codes:
    """Return the position of the version in force at each instant; without one, the last."""
    position = np.searchsorted(_begins(versions), at, side="right") - 1
    return np.where(at == MISSING, len(versions) - 1, position)


def _numbered(
    lead: Codes, opened: When, by_criteria: Flags, recorded_at: Instants, versions: Sequence[AgreementVersion]
) -> Openings:
    count = len(lead)
    rows = np.arange(count)
    new_lead = np.append(True, lead[1:] != lead[:-1]) if count else np.zeros(0, dtype=bool)
    start = np.maximum.accumulate(np.where(new_lead, rows, 0))
    last = np.append(new_lead[1:], True) if count else new_lead
    next_at = np.where(last, NEVER, np.append(opened.at[1:], NEVER)) if count else opened.at
    version = version_of(opened.at, versions)
    return Openings(lead, rows - start + 1, opened, next_at, version, by_criteria, recorded_at)
