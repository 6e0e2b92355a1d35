"""The attempts of the sample company's sales people: first ones, further ones until somebody answers."""

from dataclasses import dataclass, fields

import numpy as np

from sla_core.agreement import AgreementVersion
from sla_core.columns import MISSING, Flags, Instants, Seconds
from sla_core.facts import Codes
from sla_core.handovers import ranks
from sla_core.leads import Channel, Direction, Outcome
from sla_core.people import Department
from sla_core.sample_company.arrivals import NOBODY, Arrivals
from sla_core.sample_company.episodes import Episodes
from sla_core.sample_company.people import SALES
from sla_core.sample_company.responses import Responses
from sla_core.sample_company.setting import HOUR, Setting, Shares

CHANNELS, DIRECTIONS, OUTCOMES = list(Channel), list(Direction), list(Outcome)
_OUTBOUND, _INBOUND = DIRECTIONS.index(Direction.OUTBOUND), DIRECTIONS.index(Direction.INBOUND)
_TRIES = (Channel.CALL, Channel.EMAIL, Channel.SMS, Channel.MEETING)
_TRY_SHARES = (0.70, 0.24, 0.04, 0.02)  # of whoever does not look at what is agreed for the cell
_AS_AGREED = 0.94  # of the handovers
_ANSWERED = {Channel.EMAIL: Outcome.REPLIED, Channel.SMS: Outcome.REPLIED, Channel.MEETING: Outcome.HELD}
_UNANSWERED = {Channel.EMAIL: Outcome.SENT, Channel.SMS: Outcome.SENT, Channel.MEETING: Outcome.UNKNOWN}
_CALL_UNANSWERED = (Outcome.NO_ANSWER, Outcome.VOICEMAIL, Outcome.UNKNOWN)
_ANSWERS_FIRST, _ANSWERS_LATER = 0.42, 0.28


@dataclass(frozen=True)
class Attempts:
    """One row per attempt. Channel, direction and outcome are places in their enums, person in SALES."""

    lead: Codes
    at: Instants
    span: Seconds
    channel: Codes
    direction: Codes
    outcome: Codes
    person: Codes

    def __len__(self) -> int:
        return len(self.lead)


@dataclass(frozen=True)
class Made:
    """The attempts, and per episode the first and the last of them and the first contact (MISSING: none)."""

    attempts: Attempts
    first: Instants
    contact: Instants
    last: Instants


def attempts(
    setting: Setting, leads: Arrivals, cases: Episodes, answers: Responses, versions: list[AgreementVersion]
) -> Made:
    """Return all attempts of all episodes."""
    shares = _shares(setting, cases, versions)
    chance = setting.chance("attempts")
    person = leads.owner[cases.lead]
    person = np.where(person == NOBODY, chance.integers(0, len(SALES), len(cases)), person)
    until = _given_up_after(chance, len(cases))
    until[cases.reason >= 0] = 1
    rounds, contact = [], np.full(len(cases), MISSING)
    at, last = answers.at.copy(), answers.at.copy()
    for number in range(1, int(until.max(initial=0)) + 1):
        talks = chance.random(len(cases)) < (_ANSWERS_FIRST if number == 1 else _ANSWERS_LATER)
        active = (at != MISSING) & (at <= setting.now) & (until >= number) & (contact == MISSING)
        if not active.any():
            break
        rounds.append(_round(chance, cases, person, at, active, talks, shares))
        last[active] = at[active]
        contact[active & talks] = at[active & talks]
        gap = chance.integers(3 * HOUR, 15 * HOUR, len(cases))
        at = np.where(active, setting.calendar.deadline(np.maximum(at, 0), gap), MISSING)
    if rounds:
        rounds[0] = _some_by_day_only(setting, rounds[0], answers)
    before = (answers.just_before, answers.far_before)
    early = [_early(chance, cases, person, moments, shares) for moments in before]
    return Made(_joined([*early, *rounds]), answers.at, contact, last)


def _shares(setting: Setting, cases: Episodes, versions: list[AgreementVersion]) -> Shares:
    """Return how likely each way of trying is in each episode: mostly one that is agreed for its cell."""
    chance, usual = setting.chance("as agreed"), np.array(_TRY_SHARES)
    found = np.tile(usual, (len(cases), 1))
    follows = chance.random(len(cases)) < _AS_AGREED
    for position, version in enumerate(versions):
        for grade, rating, treatment in ranks.cells(version.terms):
            mine = follows & (cases.version == position) & (cases.grade == grade) & (cases.rating == rating)
            named = np.array([channel in treatment.channels for channel in _TRIES])
            if treatment.owner is Department.SALES and named.any():
                found[mine] = usual * named / (usual * named).sum()
    return found


def _given_up_after(chance: np.random.Generator, count: int) -> Codes:
    """Return how many attempts are made at most: some give up too early, some go on for too long."""
    draw = chance.random(count)
    few, enough, many = (chance.integers(low, high, count) for low, high in ((1, 4), (5, 8), (9, 12)))
    return np.where(draw < 0.16, few, np.where(draw < 0.86, enough, many))


def _round(
    chance: np.random.Generator,
    cases: Episodes,
    person: Codes,
    at: Instants,
    active: Flags,
    talks: Flags,
    shares: Shares,
) -> Attempts:
    rows = np.flatnonzero(active)
    count = len(rows)
    tried = (chance.random((count, 1)) > np.cumsum(shares[rows], axis=1)[:, :-1]).sum(axis=1)
    by_call = np.array([OUTCOMES.index(outcome) for outcome in _CALL_UNANSWERED])
    missed = by_call[chance.choice(len(by_call), size=count, p=(0.66, 0.28, 0.06))]
    no = np.array([OUTCOMES.index(_UNANSWERED.get(channel, Outcome.NO_ANSWER)) for channel in _TRIES])
    yes = np.array([OUTCOMES.index(_ANSWERED.get(channel, Outcome.CONNECTED)) for channel in _TRIES])
    outcome = np.where(talks[rows], yes[tried], np.where(tried == 0, missed, no[tried]))
    inbound = talks[rows] & (tried == 0) & (chance.random(count) < 0.08)  # the lead called first
    return Attempts(
        lead=cases.lead[rows],
        at=at[rows],
        span=np.zeros(count, dtype=np.int64),
        channel=np.array([CHANNELS.index(channel) for channel in _TRIES])[tried],
        direction=np.where(inbound, _INBOUND, _OUTBOUND),
        outcome=outcome,
        person=person[rows],
    )


def _some_by_day_only(setting: Setting, first: Attempts, answers: Responses) -> Attempts:
    vague = answers.date_only[(answers.at != MISSING) & (answers.at <= setting.now)]
    at, span = first.at.copy(), first.span.copy()
    at[vague], span[vague] = setting.local_days(first.at[vague])
    return Attempts(first.lead, at, span, first.channel, first.direction, first.outcome, first.person)


def _early(
    chance: np.random.Generator, cases: Episodes, person: Codes, at: Instants, shares: Shares
) -> Attempts:
    talks = chance.random(len(cases)) < 0.2
    return _round(chance, cases, person, at, at != MISSING, talks, shares)


def _joined(rounds: list[Attempts]) -> Attempts:
    return Attempts(
        *(np.concatenate([getattr(part, field.name) for part in rounds]) for field in fields(Attempts))
    )
