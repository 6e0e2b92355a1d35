"""What the page of a lead says first: who it is and how its newest handover stands."""

from dataclasses import dataclass

from sla_core import labels
from sla_core.follow_up.judging import NOT_MEASURABLE_REASONS, STATUSES, Status
from sla_core.handovers import CLOSINGS, NONE
from sla_core.i18n import Texts, mark
from sla_core.lead.due import due
from sla_core.leads import Closing
from sla_core.situation import Situation, Urgency
from sla_core.verdict import Colour

MOST_LETTERS = 28  # of a company's name in a heading


@dataclass(frozen=True)
class Verdict:
    """A sentence with its sign: shape, colour and words."""

    sign: str
    colour: Colour | None
    sentence: str


_CLOSED: dict[Closing, tuple[str, Colour, str]] = {
    Closing.RETURNED: ("○", "gray", mark("{lead} was returned to marketing")),
    Closing.WON: ("✓", "green", mark("{lead} was won")),
    Closing.LOST: ("○", "gray", mark("{lead} was lost")),
    Closing.MERGED: ("○", "gray", mark("{lead} became part of another lead")),
    Closing.ERASED: ("○", "gray", mark("{lead} was erased")),
}


def shortened(name: str) -> str:
    """Return a name that fits into a heading."""
    return name if len(name) <= MOST_LETTERS else f"{name[: MOST_LETTERS - 1].rstrip()}…"


def verdict(called: str, now: Situation, row: int | None, t: Texts) -> Verdict:
    """Return how a lead stands, by its newest handover. `called` is user text, as is the sentence with it."""
    lead = shortened(called or t("This lead"))
    if row is None:
        return Verdict("○", "gray", t("{lead} is not handed over to sales", lead=lead))
    if now.handovers.waiting[row]:
        return _waits(lead, now, row, t)
    closed = now.handovers.closed_by[row]
    if closed != NONE:
        sign, colour, words = _CLOSED[CLOSINGS[closed]]
        return Verdict(sign, colour, t(words, lead=lead))
    return _answered(lead, now, row, t)


def _waits(lead: str, now: Situation, row: int, t: Texts) -> Verdict:
    wait = now.wait(row)
    if wait.urgency is Urgency.UNTIMED:
        return Verdict("○", "gray", t("{lead} waits; nobody knows how long", lead=lead))
    if wait.urgency is Urgency.TOO_LATE:
        over = t.duration(wait.used - wait.limit)
        return Verdict("◆", "red", t("{lead} waits {time} too long", lead=lead, time=over))
    left = t.duration(wait.limit - wait.used)
    sentence = t("{lead} waits; {time} left", lead=lead, time=left)
    return Verdict("▲", "orange", sentence) if wait.urgency is Urgency.SOON else Verdict("", None, sentence)


def _answered(lead: str, now: Situation, row: int, t: Texts) -> Verdict:
    status = STATUSES[now.judgement.status[row]]
    if status is Status.MET:
        before = bool(now.handovers.attempted_before[row])
        words = t("{lead} was contacted before handover", lead=lead)
        return Verdict("✓", "green", words if before else t("{lead} was contacted in time", lead=lead))
    found = due(now, row)
    if status is Status.LATE and found is not None:
        over = t.duration(found.walk.over)
        return Verdict("◆", "red", t("{lead} was contacted {time} too late", lead=lead, time=over))
    reason = (
        NOT_MEASURABLE_REASONS[now.judgement.reason[row]] if now.judgement.reason[row] != NONE else "no_date"
    )
    told = t(labels.NOT_MEASURABLE[reason])
    return Verdict("○", "gray", t("{lead} is not measurable: {reason}", lead=lead, reason=told))
