"""The attempts of the sample company's sales people: first ones, further ones until somebody answers."""

from dataclasses import dataclass, fields

import numpy as np

from sla_core.columns import MISSING, Flags, Instants, Seconds
from sla_core.facts import Codes
from sla_core.leads import Channel, Direction, Outcome
from sla_core.sample_company.arrivals import NOBODY, Arrivals
from sla_core.sample_company.episodes import Episodes
from sla_core.sample_company.people import SALES
from sla_core.sample_company.responses import Responses
from sla_core.sample_company.setting import HOUR, Setting

CHANNELS, DIRECTIONS, OUTCOMES = list(Channel), list(Direction), list(Outcome)
_OUTBOUND, _INBOUND = DIRECTIONS.index(Direction.OUTBOUND), DIRECTIONS.index(Direction.INBOUND)
_TRIES = (Channel.CALL, Channel.EMAIL, Channel.SMS, Channel.MEETING)
_TRY_SHARES = (0.70, 0.24, 0.04, 0.02)
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
    """The attempts, and per episode the first contact and the last attempt (MISSING: none)."""

    attempts: Attempts
    contact: Instants
    last: Instants


def attempts(setting: Setting, leads: Arrivals, cases: Episodes, answers: Responses) -> Made:
    """Return all attempts of all episodes."""
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
        rounds.append(_round(chance, cases, person, at, active, talks))
        last[active] = at[active]
        contact[active & talks] = at[active & talks]
        gap = chance.integers(3 * HOUR, 15 * HOUR, len(cases))
        at = np.where(active, setting.calendar.deadline(np.maximum(at, 0), gap), MISSING)
    if rounds:
        rounds[0] = _some_by_day_only(setting, rounds[0], answers)
    early = [_early(chance, cases, person, moments) for moments in (answers.just_before, answers.far_before)]
    return Made(_joined([*early, *rounds]), contact, last)


def _given_up_after(chance: np.random.Generator, count: int) -> Codes:
    """Return how many attempts are made at most: some give up too early, some go on for too long."""
    draw = chance.random(count)
    few, enough, many = (chance.integers(low, high, count) for low, high in ((1, 4), (5, 8), (9, 12)))
    return np.where(draw < 0.16, few, np.where(draw < 0.86, enough, many))


def _round(
    chance: np.random.Generator, cases: Episodes, person: Codes, at: Instants, active: Flags, talks: Flags
) -> Attempts:
    rows = np.flatnonzero(active)
    count = len(rows)
    tried = chance.choice(len(_TRIES), size=count, p=_TRY_SHARES)
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


def _early(chance: np.random.Generator, cases: Episodes, person: Codes, at: Instants) -> Attempts:
    talks = chance.random(len(cases)) < 0.2
    return _round(chance, cases, person, at, at != MISSING, talks)


def _joined(rounds: list[Attempts]) -> Attempts:
    return Attempts(
        *(np.concatenate([getattr(part, field.name) for part in rounds]) for field in fields(Attempts))
    )
