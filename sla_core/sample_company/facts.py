"""The sample company's year as facts: what a CRM would have written down."""

from dataclasses import dataclass

import numpy as np

from sla_core.columns import MISSING, Instants, Seconds
from sla_core.facts import AttemptFacts, Codes, LeadFacts, ReturnFacts, StageFacts, When, counts_as
from sla_core.handovers import RankFacts
from sla_core.leads import Direction, Stage
from sla_core.sample_company.arrivals import NOBODY, Arrivals
from sla_core.sample_company.attempts import CHANNELS, DIRECTIONS, OUTCOMES, Attempts
from sla_core.sample_company.ends import Ends
from sla_core.sample_company.episodes import Episodes
from sla_core.sample_company.setting import HOUR, RECENT_DAYS, Setting

STAGES = list(Stage)
NO_STAGE = -1
_LONGEST_DAY = 25 * HOUR


@dataclass(frozen=True)
class StageEntries:
    """One row per stage entry; `stage` is a place in STAGES, `at` MISSING where nobody wrote down when."""

    lead: Codes
    stage: Codes
    at: Instants
    span: Seconds
    recorded_at: Instants


def stage_entries(setting: Setting, leads: Arrivals, ended: Ends) -> StageEntries:
    """Return the stages as the CRM shows them: some skipped, some with their day only, a few undated."""
    chance = setting.chance("stages")
    agreed = np.where(leads.skips_stage, MISSING, leads.handed_over)
    offered = np.where(leads.skips_stage, leads.handed_over, ended.opportunity)
    moments = {
        Stage.LEAD: np.where(leads.born_customer, MISSING, leads.created),
        Stage.MARKETING_QUALIFIED: leads.qualified,
        Stage.SALES_QUALIFIED: agreed,
        Stage.OPPORTUNITY: offered,
        Stage.CUSTOMER: ended.won,
    }
    rows = [np.flatnonzero(at != MISSING) for at in moments.values()]
    at = np.concatenate([moment[known] for moment, known in zip(moments.values(), rows, strict=True)])
    stage = np.repeat([candidate.rank for candidate in moments], [len(known) for known in rows])
    old = at < setting.calendar.before_days(setting.now, RECENT_DAYS + 2)
    vague = old & (stage == Stage.SALES_QUALIFIED.rank) & (chance.random(len(at)) < 0.02)
    midnight, length = setting.local_days(at)
    undated = _undated(leads, chance)
    return StageEntries(
        lead=np.concatenate([*rows, undated]),
        stage=np.append(stage, np.full(len(undated), Stage.SALES_QUALIFIED.rank)),
        at=np.append(np.where(vague, midnight, at), np.full(len(undated), MISSING)),
        span=np.append(np.where(vague, length, 0), np.zeros(len(undated), dtype=np.int64)),
        recorded_at=np.append(at, np.minimum(leads.qualified[undated] + HOUR, setting.now)),
    )


def _undated(leads: Arrivals, chance: np.random.Generator) -> Codes:
    """Return a few leads whose handover nobody dated."""
    rows = np.flatnonzero(
        (leads.handed_over == MISSING) & (leads.qualified != MISSING) & (leads.owner != NOBODY)
    )
    return np.sort(chance.choice(rows, size=min(len(rows), len(leads) // 1_500), replace=False))


def stage_now(entries: StageEntries, leads: int) -> Codes:
    """Return the highest stage each lead has reached, NO_STAGE without any."""
    highest = np.full(leads, NO_STAGE)
    np.maximum.at(highest, entries.lead, entries.stage)
    return highest


def lead_facts(leads: Arrivals, entries: StageEntries, ended: Ends) -> LeadFacts:
    """Return the leads' own records."""
    exact, never = np.zeros(len(leads), dtype=np.int64), np.full(len(leads), MISSING)
    return LeadFacts(
        id=np.arange(1, len(leads) + 1),
        created=When(leads.created, exact),
        handed_over=When(never, exact),
        assigned=When(leads.assigned, exact),
        stage_rank=stage_now(entries, len(leads)),
        won=ended.won != MISSING,
        won_at=When(ended.won, exact),
        lost=ended.lost != MISSING,
        lost_at=When(ended.lost, exact),
        merged_at=never,
        erased_at=never,
    )


def stage_facts(entries: StageEntries) -> StageFacts:
    """Return the stage entries as handovers are built from them."""
    by_criteria = np.zeros(len(entries.lead), dtype=bool)
    return StageFacts(
        entries.lead, entries.stage, When(entries.at, entries.span), entries.recorded_at, by_criteria
    )


def attempt_facts(made: Attempts) -> AttemptFacts:
    """Return the attempts and what they count as."""
    counts = np.zeros((len(CHANNELS), len(DIRECTIONS), len(OUTCOMES), 2), dtype=bool)
    for channel, _ in enumerate(CHANNELS):
        for direction, _ in enumerate(DIRECTIONS):
            for outcome, _ in enumerate(OUTCOMES):
                words = CHANNELS[channel], DIRECTIONS[direction], OUTCOMES[outcome]
                counts[channel, direction, outcome] = counts_as(*words, True)
    found = counts[made.channel, made.direction, made.outcome]
    summary = np.zeros(len(made), dtype=bool)
    return AttemptFacts(
        made.lead,
        When(made.at, made.span),
        found[:, 0],
        found[:, 1],
        summary,
        made.channel,
        made.direction == DIRECTIONS.index(Direction.OUTBOUND),
    )


def return_facts(cases: Episodes, ended: Ends) -> ReturnFacts:
    """Return what sales gave back."""
    rows = np.flatnonzero(ended.returned != MISSING)
    return ReturnFacts(cases.lead[rows], ended.returned[rows], cases.reason[rows], cases.reopened_at[rows])


def rank_facts(cases: Episodes, entries: StageEntries) -> RankFacts:
    """Return how leads ranked when they were handed over."""
    vague = np.flatnonzero(entries.span > 0)
    midnight = np.full(int(cases.lead.max(initial=0)) + 1, MISSING)
    midnight[entries.lead[vague]] = entries.at[vague]
    day = midnight[cases.lead]
    by_day = (day != MISSING) & (cases.opened >= day) & (cases.opened < day + _LONGEST_DAY)
    at = np.where(by_day, day, cases.opened)
    return RankFacts(cases.lead, at, cases.version, cases.grade, cases.rating)
