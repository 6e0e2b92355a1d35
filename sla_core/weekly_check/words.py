"""The weekly check in words: how a lead stood, what was decided, the figures, what became of it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sla_core import labels
from sla_core.i18n import Texts, mark
from sla_core.situation import Urgency
from sla_core.weekly_check.going_through import Check, Decision
from sla_core.weekly_check.since import Since
from sla_core.weekly_check.snapshot import CheckedLead, Snapshot, WeekFigures
from sla_core.wording import in_a_sentence

DECISIONS = {
    Decision.CALLED: mark("Called now"),
    Decision.WILL_CALL: mark("Call today"),
    Decision.RETURN: mark("Return to marketing"),
    Decision.LEAVE: mark("Leave it"),
}
_DECIDED = {
    Decision.CALLED: mark("{n} called now"),
    Decision.WILL_CALL: mark("{n} to call today"),
    Decision.RETURN: mark("{n} to return to marketing"),
    Decision.LEAVE: mark("{n} to leave"),
}
SINCE = {
    Since.CONTACTED: mark("contacted"),
    Since.TRIED: mark("tried, not reached"),
    Since.RETURNED: mark("returned to marketing"),
    Since.CLOSED: mark("closed without a contact"),
    Since.WAITS: mark("still waiting"),
    Since.GONE: mark("no longer there"),
}


@dataclass(frozen=True)
class CheckLine:
    """A lead of a check as it is read: who and whose, how it stood, what was decided."""

    company: str
    name: str
    owner: str
    stood: str
    attempts: int
    decided: str
    comment: str


def week_words(week: date, t: Texts) -> str:
    """Return a week by its number and year: `week 47, 2026`."""
    year, number, _ = week.isocalendar()
    return t("week {n}, {year}", n=number, year=year)


def beginning(words: str) -> str:
    """Return words as they begin a line: `Week 47, 2026`."""
    return words[:1].upper() + words[1:]


def progress(check: Check, t: Texts) -> str:
    """Return how far a check has come: `7 of 19 looked at · 2 no longer wait`."""
    told = t("{n} of {of} looked at", n=t.number(len(check.marks)), of=t.number(check.of))
    if not check.stopped:
        return told
    return f"{told} · {t.plural('{n} no longer waits', '{n} no longer wait', check.stopped)}"


def stood(lead: CheckedLead, t: Texts) -> str:
    """Return how a lead stood: `overdue: 6 h 12 min of 4 h`."""
    if not lead.waits:
        return t("no longer waiting")
    if lead.urgency is Urgency.UNTIMED:
        return t(labels.NOT_MEASURABLE[lead.reason or "no_date"])
    used, limit = t.duration(lead.used), t.duration(lead.limit)
    if lead.urgency is Urgency.TOO_LATE:
        return t("overdue: {used} of {limit}", used=used, limit=limit)
    if lead.urgency is Urgency.SOON:
        return t("due soon: {used} of {limit}", used=used, limit=limit)
    return t("in time: {used} of {limit}", used=used, limit=limit)


def decided(lead: CheckedLead, who: str, t: Texts) -> str:
    """Return what was decided of a lead; `who` is to call it, "" where nobody is named."""
    if lead.decision is None:
        return t("not looked at") if lead.waits else ""
    words = in_a_sentence(t(DECISIONS[lead.decision]))
    return f"{words}: {who}" if who and lead.decision is Decision.WILL_CALL else words


def looked_at(of: Snapshot, t: Texts) -> str:
    """Return how many of a sign-off's leads were looked at."""
    all_of_them = of.looked_at + of.not_looked_at
    if not all_of_them:
        return t("nobody waited")
    return t("{n} of {of} looked at", n=t.number(of.looked_at), of=t.number(all_of_them))


def decisions(made: Iterable[Decision | None], t: Texts) -> list[str]:
    """Return how many leads were decided how: `5 called now`, `8 to call today`; nothing where nothing was."""
    counts = Counter(made)
    return [
        t(words, n=t.number(counts[decision])) for decision, words in _DECIDED.items() if counts[decision]
    ]


def five_numbers(of: WeekFigures, t: Texts) -> str:
    """Return the five numbers with their period: `16 Nov–22 Nov: 52 met · 3 late · …`."""
    counts = (of.met, of.late, of.overdue, of.due, of.not_measurable)
    told = " · ".join(
        f"{t.number(n)} {t(word)}" for n, word in zip(counts, labels.STATUSES.values(), strict=True)
    )
    if of.first is None or of.last is None:
        return told
    return f"{t.day(of.first, 'MMMd')}–{t.day(of.last, 'MMMd')}: {told}"


def waited(of: WeekFigures, t: Texts) -> str:
    """Return who waited at the check: `19 waited, 4 of them too long; the longest 17 h of 4 h`."""
    if not of.waiting:
        return t("nobody waited")
    told = t("{n} waited", n=t.number(of.waiting))
    if of.too_long:
        told = t("{waited}, {n} of them too long", waited=told, n=t.number(of.too_long))
    if of.longest is None or of.longest_limit is None:
        return told
    longest = t(
        "the longest {used} of {limit}", used=t.duration(of.longest), limit=t.duration(of.longest_limit)
    )
    return f"{told}; {longest}"


def became(counts: Mapping[Since, int], t: Texts) -> str:
    """Return what has become of a sign-off's leads: `9 contacted · 4 still waiting`."""
    told = [f"{t.number(counts[what])} {t(SINCE[what])}" for what in Since if counts.get(what)]
    return " · ".join(told)
