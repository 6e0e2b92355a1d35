"""Findings: what stands in the way of judging, how much of it there is, and how much that matters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import numpy as np

from sla_core.columns import MISSING, Flags
from sla_core.follow_up.judging import DATE_ONLY, NOT_MEASURABLE_REASONS, Status
from sla_core.handovers import CLOSINGS, UNJUDGED
from sla_core.intake.faults import Reason
from sla_core.intake.fields import Kind
from sla_core.quality.counts import Batch, Quality, Share
from sla_core.situation import Situation
from sla_core.verdict import Standing

# The agreement sets no limit for data: up to this share of the cases a fault is small.
SMALL = Decimal("0.05")


class Cause(StrEnum):
    """What can be the matter, besides the reasons why single rows are refused."""

    NO_DATE = "no_date"
    DATE_ONLY = "date_only"
    LATE_DATA = "late_data"
    NO_ATTEMPT_RECORDED = "no_attempt_recorded"
    ENDED_UNDATED = "ended_undated"  # won or lost, nobody wrote down when
    PASSED = "passed"  # the deadline lies between the edge of the data and now
    ENDED = "ended"  # before the deadline: no fault, and nothing to judge
    NO_OWNER = "no_owner"
    NO_HANDOVER = "no_handover"
    VAGUE_LEAD = "vague_lead"
    VAGUE_STAGE = "vague_stage"
    VAGUE_ATTEMPT = "vague_attempt"
    VAGUE_ACTIVITY = "vague_activity"


class Of(StrEnum):
    """What is counted."""

    HANDOVERS = "handovers"
    ROWS = "rows"
    LEADS = "leads"
    STAGE_DATES = "stage_dates"
    ATTEMPTS = "attempts"
    ACTIVITIES = "activities"


class Group(StrEnum):
    """Findings that are read together."""

    HANDOVERS = "handovers"
    REFUSED = "refused"
    KNOWN = "known"


@dataclass(frozen=True)
class Finding:
    """How many cases are concerned, of how many, and how much that matters.

    `batches` are those with the refused rows, newest first. `is_few`: of too few cases for a percentage.
    """

    what: Cause | Reason
    share: Share
    of: Of
    group: Group
    standing: Standing
    is_few: bool
    batches: tuple[Batch, ...] = ()


# What is as it should be: nobody has to do anything about these.
_HARMLESS = {Cause.ENDED, Cause.NO_HANDOVER, Reason.NOT_DONE, Reason.DUPLICATE_OF, Reason.ERASED}
# A vague date is judged on both readings: what cannot be told from it is counted by itself.
_SMALL_AT_MOST = {Cause.VAGUE_LEAD, Cause.VAGUE_STAGE, Cause.VAGUE_ATTEMPT, Cause.VAGUE_ACTIVITY}


def not_judged(now: Situation) -> dict[Cause, Flags]:
    """Return which handovers cannot be judged, by cause. No handover has two causes; those not yet due none."""
    reason = now.judgement.reason
    ended = reason >= _place(CLOSINGS[0])
    undated = ended & (now.handovers.closed == MISSING)
    by_reason = {name: reason == _place(name) for name in (DATE_ONLY, *UNJUDGED)}
    return {Cause(name): rows for name, rows in by_reason.items()} | {
        Cause.ENDED_UNDATED: undated,
        Cause.PASSED: now.judgement.passed_since_last_data,
        Cause.ENDED: ended & ~undated,
    }


def _place(reason: str) -> int:
    return NOT_MEASURABLE_REASONS.index(reason)


def handover_rows(quality: Quality, now: Situation) -> dict[Cause, Flags]:
    """Return the handovers behind each finding that counts handovers."""
    return not_judged(now) | {Cause.NO_OWNER: np.isin(now.handovers.lead, quality.unowned)}


def judged(now: Situation) -> Share:
    """Return how many handovers could be judged: met, late, overdue.

    Of these and those that cannot be: not measurable, or past their deadline since the last data. What is
    simply not yet due is in neither number.
    """
    n = sum(int(now.judgement.where(status).sum()) for status in (Status.MET, Status.LATE, Status.OVERDUE))
    return Share(n, n + sum(int(rows.sum()) for rows in not_judged(now).values()))


def standing(now: Situation) -> Standing:
    """Return how the data stand as a whole: by the handovers that better data would let us judge."""
    faulty = sum(int(rows.sum()) for cause, rows in not_judged(now).items() if cause not in _HARMLESS)
    of = judged(now).of
    return _standing(Share(faulty, of), now) if of >= now.limits.least_cases else Standing.TOO_LITTLE


def counted_batches(batches: Sequence[Batch]) -> list[Batch]:
    """Return the batches whose refused rows still matter: of a file that came in again, the newest."""
    newest: dict[tuple[str, Kind], Batch] = {}
    for batch in batches:
        newest.setdefault((batch.file, batch.kind), batch)
    return list(newest.values())


def findings(quality: Quality, now: Situation) -> list[Finding]:
    """Return everything that was looked for, also what was not found (n = 0); within a group worst first."""
    found = [*_of_handovers(now), *_of_refused(quality, now), *_of_known(quality, now)]
    return sorted(found, key=lambda each: (_GROUPS[each.group], _WORST_FIRST[each.standing], -each.share.n))


_GROUPS = {group: place for place, group in enumerate(Group)}
_WORST_FIRST = {
    each: place
    for place, each in enumerate(
        (Standing.BROKEN, Standing.AT_RISK, Standing.TOO_LITTLE, Standing.KEPT),
    )
}


def _of_handovers(now: Situation) -> Iterator[Finding]:
    of = judged(now).of
    for cause, rows in not_judged(now).items():
        yield _finding(cause, Share(int(rows.sum()), of), Of.HANDOVERS, Group.HANDOVERS, now)


def _of_refused(quality: Quality, now: Situation) -> Iterator[Finding]:
    counted = counted_batches(quality.batches)
    rows = sum(batch.rows for batch in counted)
    for reason in Reason:
        refused = {each.batch: each.n for each in quality.refused if each.reason is reason}
        batches = tuple(batch for batch in counted if batch.id in refused)
        share = Share(sum(refused[batch.id] for batch in batches), rows)
        yield _finding(reason, share, Of.ROWS, Group.REFUSED, now, batches)


def _of_known(quality: Quality, now: Situation) -> Iterator[Finding]:
    unowned = handover_rows(quality, now)[Cause.NO_OWNER]
    known = (
        (Cause.NO_OWNER, Share(int(unowned.sum()), len(now.handovers)), Of.HANDOVERS),
        (Cause.NO_HANDOVER, quality.never_handed_over, Of.LEADS),
        (Cause.VAGUE_LEAD, quality.vague_leads, Of.LEADS),
        (Cause.VAGUE_STAGE, quality.vague_stages, Of.STAGE_DATES),
        (Cause.VAGUE_ATTEMPT, quality.vague_attempts, Of.ATTEMPTS),
        (Cause.VAGUE_ACTIVITY, quality.vague_activities, Of.ACTIVITIES),
    )
    for cause, share, of in known:
        yield _finding(cause, share, of, Group.KNOWN, now)


def _finding(
    what: Cause | Reason,
    share: Share,
    of: Of,
    group: Group,
    now: Situation,
    batches: tuple[Batch, ...] = (),
) -> Finding:
    stands = _standing(share, now)
    if what in _HARMLESS:
        stands = Standing.KEPT
    elif what in _SMALL_AT_MOST and stands is Standing.BROKEN:
        stands = Standing.AT_RISK
    return Finding(what, share, of, group, stands, share.of < now.limits.least_cases, batches)


def _standing(share: Share, now: Situation) -> Standing:
    if not share.n:
        return Standing.KEPT
    if share.of < now.limits.least_cases:
        return Standing.TOO_LITTLE
    return Standing.AT_RISK if share.n <= SMALL * share.of else Standing.BROKEN
