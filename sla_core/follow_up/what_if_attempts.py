"""What if another number of attempts had been agreed: a period judged again with only the floor and the cap changed.

Attempts stay what they are: sales might have tried more often, or given up sooner, had it been asked to.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sla_core.agreement import AgreementVersion
from sla_core.columns import MISSING, Flags
from sla_core.follow_up.attempts import AttemptPromise, found, promises
from sla_core.follow_up.judging import Findings
from sla_core.follow_up.what_if import when_words
from sla_core.funnel import Groups
from sla_core.goals.rates import Rate
from sla_core.handovers import Handovers
from sla_core.handovers.limits import add
from sla_core.i18n import Texts
from sla_core.periods import Period
from sla_core.situation import Situation


@dataclass(frozen=True)
class AttemptsWhatIf:
    """The findings of the same episodes as they are judged and under another promise, and whose differ."""

    inside: Flags
    before: Findings
    after: Findings
    least: int

    @property
    def moved(self) -> Flags:
        """Which episodes would be found otherwise."""
        was, becomes = self.before, self.after
        few = was.too_few_attempts != becomes.too_few_attempts
        moved: Flags = self.inside & (few | (was.too_many_attempts != becomes.too_many_attempts))
        return moved


def attempts(situation: Situation, promise: AttemptPromise, of: Period) -> AttemptsWhatIf:
    """Return what a period's episodes are against, and what they were against had `promise` been agreed."""
    versions = [_promising(version, promise) for version in situation.versions]
    handovers = _with_window(situation.handovers, versions)
    other = replace(situation, versions=versions, handovers=handovers)
    return AttemptsWhatIf(situation.inside(of), found(situation), found(other), situation.limits.least_cases)


def _promising(version: AgreementVersion, promise: AttemptPromise) -> AgreementVersion:
    changed = {
        "attempts_at_least": promise.at_least,
        "attempts_within": promise.within,
        "attempts_at_most": promise.at_most,
    }
    terms = version.terms
    return replace(version, terms=terms.model_copy(update={"sales": terms.sales.model_copy(update=changed)}))


def _with_window(known: Handovers, versions: Sequence[AgreementVersion]) -> Handovers:
    """Return the handovers with other days by which the floor is to be reached."""
    by = known.floor_by.copy()
    for place, version in enumerate(versions):
        mine = (known.version == place) & (known.handed_over.at != MISSING)
        if mine.any():
            calendar = version.terms.calendar.build()
            by[mine] = add(calendar, known.handed_over.at[mine], version.terms.sales.attempts_within)
    return replace(known, floor_by=by)


@dataclass(frozen=True)
class Against:
    """How many of the episodes of a group are against the clause now, and under the other promise."""

    value: str
    too_few: tuple[int, int]
    too_many: tuple[int, int]
    before: Rate
    after: Rate


def overall(what_if: AttemptsWhatIf) -> Against:
    """Return the figures of the whole period."""
    return _against("", what_if, what_if.inside)


def by_group(what_if: AttemptsWhatIf, groups: Groups) -> list[Against]:
    """Return the figures of each value that some episode of the period has; `groups` has a code for each handover."""
    inside = what_if.inside
    present = np.flatnonzero(np.bincount(groups.code[inside], minlength=len(groups.values)))
    return [
        _against(groups.values[code], what_if, inside & (groups.code == code)) for code in present.tolist()
    ]


def _against(value: str, what_if: AttemptsWhatIf, rows: Flags) -> Against:
    was, becomes, n = what_if.before, what_if.after, int(rows.sum())
    few = _count(rows, was.too_few_attempts), _count(rows, becomes.too_few_attempts)
    many = _count(rows, was.too_many_attempts), _count(rows, becomes.too_many_attempts)
    before, after = (Rate(few[place] + many[place], n, what_if.least) for place in (0, 1))
    return Against(value, few, many, before, after)


def _count(rows: Flags, which: Flags) -> int:
    return int((rows & which).sum())


def sentence(
    what_if: AttemptsWhatIf, situation: Situation, promise: AttemptPromise, of: Period, t: Texts
) -> str:
    """Return what another promise would have meant, in one sentence; the same is told as agreed."""
    when, told = _capital(when_words(of, t)), overall(what_if)
    if not told.before.of:
        return t("{when}: nobody to follow up", when=when)
    n, (few, few_then), (many, many_then) = t.number(told.before.of), told.too_few, told.too_many
    if promises(situation, what_if.inside) == {promise}:
        return t(
            "{when}, as agreed: too few attempts {few}, too many {many} (n {n})",
            when=when,
            few=t.number(few),
            many=t.number(many),
            n=n,
        )
    return t(
        "{when}: too few attempts {few} → {few_then}, too many {many} → {many_then} (n {n})",
        when=when,
        few=t.number(few),
        few_then=t.number(few_then),
        many=t.number(many),
        many_then=t.number(many_then),
        n=n,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
