"""Stage entries by criteria: which leads met the definition of a stage at one of their own events, and why.

A lead enters a stage once between two returns: at the first own event since the last return at which it meets the
definition of the version in force then. A new version by itself moves nobody, and what comes to be known later adds
entries but moves none. Who has gone further, to an opportunity or a customer, has passed these stages.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sla_core.agreement import AgreementVersion
from sla_core.columns import MISSING, NEVER, Flags, Instants
from sla_core.criteria import held
from sla_core.facts import Codes
from sla_core.handovers.openings import key, version_of
from sla_core.leads import Stage
from sla_core.replay.events import Events, events
from sla_core.replay.evidence import Evidence, evidence
from sla_core.replay.firsts import Replay
from sla_core.scoring import Prepared
from sla_core.scoring.contributions import contributions, scores
from sla_core.scoring.model import Moment, compiled
from sla_core.scoring.stages import Answers
from sla_core.terms import Terms

STAGES = (Stage.MARKETING_QUALIFIED, Stage.SALES_QUALIFIED)


@dataclass(frozen=True)
class Passages:
    """What is known of all leads of a `Prepared` (places): where they stand already, and when sales returned them.

    Of their entries those that are `ours`, by criteria or a person, are told from the CRM's.
    """

    lead: Codes
    rank: Codes  # of the stage
    at: Instants
    ours: Flags
    returned_lead: Codes
    returned_at: Instants
    stage_now: Codes  # per lead: rank of the stage that the CRM names now, -1 unknown


@dataclass(frozen=True)
class Entry:
    """A lead (place) came to a stage by the criteria of a version (position)."""

    lead: int
    stage: Stage
    at: int
    version: int
    evidence: Evidence


class _Rounds:
    """The times between returns. A round is numbered over all leads; a return belongs to the round that it ends."""

    def __init__(self, known: Prepared, passages: Passages) -> None:
        self._returns = np.sort(key(passages.returned_lead, passages.returned_at))
        returns = np.bincount(passages.returned_lead, minlength=len(known))
        self._lead = np.repeat(np.arange(len(known)), returns + 1)  # of each round
        self._passages = passages
        self._of_entry = self.of(passages.lead, passages.at)
        self.passed_at = self._passed(known)

    def of(self, lead: Codes, at: Instants) -> Codes:
        """Return the round that each lead was in at an instant."""
        return np.searchsorted(self._returns, key(lead, at)) + lead

    def taken(self, stage: Stage) -> Flags:
        """Return the rounds in which the lead has entered a stage by our criteria or by a person."""
        return self._with(self._passages.ours & (self._passages.rank == stage.rank))

    def told(self, stage: Stage) -> Flags:
        """Return the rounds in which the CRM moved the lead to a stage or a later one."""
        return self._with(~self._passages.ours & (self._passages.rank >= stage.rank))

    def _with(self, entries: Flags) -> Flags:
        found = np.zeros(len(self._lead), dtype=bool)
        found[self._of_entry[entries]] = True
        return found

    def _passed(self, known: Prepared) -> Instants:
        """Return per round from when on the lead had gone further than these stages; NEVER where it did not."""
        found = np.full(len(self._lead), NEVER)
        high = self._passages.rank >= Stage.OPPORTUNITY.rank
        np.minimum.at(found, self._of_entry[high], self._passages.at[high])
        won_at = np.where(known.won_at == MISSING, NEVER, known.won_at)
        won_in = self.of(np.arange(len(known)), won_at)
        since = np.arange(len(found)) >= won_in[self._lead]
        found[since] = np.minimum(found, won_at[self._lead])[since]
        return found


def new_entries(
    known: Prepared, passages: Passages, versions: Sequence[AgreementVersion], now: int
) -> Iterator[Entry]:
    """Yield the entries that are missing up to now. `versions`: those in force, whose criteria can be applied."""
    of, rounds = events(known, now), _Rounds(known, passages)
    round_of = rounds.of(of.lead, of.at)
    before = of.at < rounds.passed_at[round_of]
    taken = {stage: rounds.taken(stage) for stage in STAGES}
    version = version_of(of.at, versions)
    for position, agreed in enumerate(versions):
        wanted = [stage for stage in STAGES if stage in agreed.terms.definitions]
        rows = np.flatnonzero((version == position) & before) if wanted else np.zeros(0, dtype=np.int64)
        if len(rows):
            yield from _under(of, agreed.terms, position, wanted, rows, round_of, taken)


def _under(
    of: Events,
    terms: Terms,
    position: int,
    wanted: Sequence[Stage],
    rows: Codes,
    round_of: Codes,
    taken: Mapping[Stage, Flags],
) -> Iterator[Entry]:
    model = compiled(terms.scoring)
    replay = Replay(of, model)
    for stage in wanted:
        met = replay.kept(terms.definitions[stage], rows[~taken[stage][round_of[rows]]])
        first = met[np.diff(round_of[met], prepend=-1) != 0]
        taken[stage][round_of[first]] = True
        why = evidence(of, model, replay, terms.definitions[stage], first)
        for row, reasons in zip(first.tolist(), why, strict=True):
            yield Entry(int(of.lead[row]), stage, int(of.at[row]), position, reasons)


def at_next_act(known: Prepared, passages: Passages, terms: Terms, stage: Stage, moment: Moment) -> Flags:
    """Return which leads are above the bar of a stage now without having come to it: they qualify at their next act.

    Whom the CRM has at the stage or further, or who was won, does not wait for it. None where the terms do not define
    the stage. Raises `SlaError` for criteria that cannot be applied.
    """
    if stage not in terms.definitions:
        return np.zeros(len(known), dtype=bool)
    matrix = contributions(known, compiled(terms.scoring), moment)
    answers = Answers(known, matrix.model, scores(matrix), moment)
    above: Flags = held(terms.definitions[stage], len(known), answers.to).yes
    return above & not_there_yet(known, passages, stage, moment)


def not_there_yet(known: Prepared, passages: Passages, stage: Stage, moment: Moment) -> Flags:
    """Return which leads have not come to a stage by now, nor gone further: whatever the criteria are."""
    rounds = _Rounds(known, passages)
    of_now = rounds.of(np.arange(len(known)), np.full(len(known), moment.until + 1))
    found: Flags = ~(rounds.taken(stage) | rounds.told(stage))[of_now] & ~known.won
    found &= (rounds.passed_at[of_now] > moment.until) & (passages.stage_now < stage.rank)
    return found
