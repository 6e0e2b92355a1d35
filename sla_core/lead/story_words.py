"""What happened to a lead, in words: `Call, no answer · Ola`, `14 page visits`, `MQL · in the CRM`."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sla_core import labels
from sla_core.clauses.conditions import activity
from sla_core.conditions import ActivityCondition
from sla_core.i18n import NBSP, Texts, mark
from sla_core.lead.deadline_walk_words import UNBROKEN
from sla_core.lead.history import Act, Attempt, Entry, Merged, Returned
from sla_core.lead.story import Event, What
from sla_core.leads import Basis, Direction, Outcome
from sla_core.wording import in_a_sentence

_NAMED = 3  # pages of a day that are named one by one
_PLAIN = {
    What.WON: mark("Won"),
    What.LOST: mark("Lost"),
    What.DEADLINE: mark("Deadline passed"),
    What.MERGED_AWAY: mark("Became part of another lead"),
}


def told(event: Event, t: Texts) -> str:
    """Return an event as one line of plain text, user text in it as it was typed."""
    if event.what in _PLAIN:
        return t(_PLAIN[event.what])
    match event.subject:
        case Act():
            return _acts(event, event.subject, t)
        case Attempt():
            return attempt(event.subject, t)
        case Entry():
            return entry(event.subject, t)
        case Returned():
            return _returned(event.what, event.subject, t)
        case Merged():
            return t("Another lead became part of this one: {name}", name=event.subject.name)
    if event.what is What.HANDED_OVER:
        again = t("Handed over to sales again ({n})", n=event.count)
        return again if event.count > 1 else t("Handed over to sales")
    source = str(event.subject or "")
    if event.what is What.ACCEPTED:
        return _joined([t("Accepted"), source])
    return _joined([t("Created"), t("from {source}", source=source) if source else ""])


def _joined(parts: Iterable[str | None]) -> str:
    return " · ".join(part for part in parts if part)


def _quoted(text: str | None) -> str:
    return f"“{text}”" if text else ""


def _acts(event: Event, first: Act, t: Texts) -> str:
    visits = first.kind == "page_view"
    if visits and len(event.topics) > _NAMED:
        return t.plural("{n} page visit", "{n} page visits", event.count)
    topics = ", ".join(event.topics[:_NAMED])
    words = activity(ActivityCondition(kind=first.kind, topic=topics or None), t)
    more = len(event.topics) - _NAMED
    words = f"{words} …" if more > 0 else words
    told = f"{words[:1].upper()}{words[1:]}"
    repeated = event.count > len(event.topics)
    return f"{told} ({t.plural('{n} time', '{n} times', event.count)})" if repeated else told


def attempt(of: Attempt, t: Texts) -> str:
    """Return an attempt: `Call, no answer · Ola · “try after lunch”`."""
    how = t(labels.CHANNELS[of.channel])
    if of.summary:
        how = t("Last known contact: {channel}", channel=in_a_sentence(how))
    elif of.direction is Direction.INBOUND:
        how = t("{channel} from the lead", channel=how)
    if of.outcome is not Outcome.UNKNOWN:
        how = f"{how}, {in_a_sentence(t(labels.OUTCOMES[of.outcome]))}"
    return _joined([how, of.person, _quoted(of.note)])


def entry(of: Entry, t: Texts) -> str:
    """Return a stage with what it rests on: `MQL · by the criteria of version 3`."""
    told = _joined([t(labels.STAGES[of.stage]), basis(of, t)])
    return t("{what} (corrected later)", what=told) if of.superseded else told


def basis(of: Entry, t: Texts) -> str:
    """Return what a stage entry rests on."""
    if of.basis is Basis.CRM:
        return t("in the CRM")
    if of.basis is Basis.PERSON:
        return t("by hand")
    return t("by the criteria of version {version}", version=of.version or "–")


def _returned(what: What, of: Returned, t: Texts) -> str:
    if what is What.REOPENED:
        return _joined([t("Re-opened by marketing"), of.reopened_by, _quoted(of.answer)])
    if what is What.RETURN_CLOSED:
        return _joined([t("Return closed by marketing"), of.closed_by, _quoted(of.answer)])
    reason = t("Returned by sales: {reason}", reason=t(labels.RETURN_REASONS[of.reason]))
    return _joined([reason, of.by, _quoted(of.note)])


def dates(events: Iterable[Event], zone: str, now: int, t: Texts) -> list[str]:
    """Return when each happened, as exactly as is known; a date that the line before has is not repeated."""
    told: list[str] = []
    before = ""
    for event in events:
        if event.at is None:
            told.append(t("no date"))
            continue
        day = _day(event.at, zone, now, t)
        time = "" if event.span else _times(event, zone, t)
        told.append(time if time and day == before else _beside(day, time))
        before = day
    return told


def _beside(day: str, time: str) -> str:
    """Return both on one line, but for a span of time, which may stand below the day."""
    day = day.replace(" ", NBSP)
    return f"{day} {time}".rstrip() if UNBROKEN in time else f"{day}{NBSP}{time}".rstrip(NBSP)


def _day(at: int, zone: str, now: int, t: Texts) -> str:
    local = datetime.fromtimestamp(at, ZoneInfo(zone))
    same_year = local.year == datetime.fromtimestamp(now, ZoneInfo(zone)).year
    return t.day(local.date(), "MMMd" if same_year else "yMMMd")


def _times(event: Event, zone: str, t: Texts) -> str:
    begin = t.time(event.at or 0, zone)
    end = t.time(event.until, zone) if event.until is not None else begin
    return begin if begin == end else f"{begin}{UNBROKEN}{end}"
