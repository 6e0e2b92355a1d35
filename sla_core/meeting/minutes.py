"""Minutes of a meeting: what was there, frozen, decided; as lines in the reader's language, and as text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sla_core import labels
from sla_core.clauses import Clause
from sla_core.i18n import Texts, mark
from sla_core.meeting.agenda import NAMES
from sla_core.meeting.changes import changes
from sla_core.meeting.decisions import Decision, Outcome, on_the_agenda, up_to
from sla_core.meeting.held import Meeting
from sla_core.meeting.words import FigureLine, figures, verdict
from sla_core.people import Department
from sla_core.terms import Metric

OUTCOMES = {
    Outcome.KEPT: mark("✓ Kept"),
    Outcome.LATE: mark("▲ Late"),
    Outcome.DROPPED: mark("× Dropped"),
}


@dataclass(frozen=True)
class DecisionLine:
    """A decision as it is read: what, who, by when, about which clause, and what was said of it."""

    what: str
    who: str
    due: str
    clause: str
    stands: str
    beside: str


@dataclass(frozen=True)
class Minutes:
    """All that minutes tell. `facts` are names and values; `defined` the clauses that define the figures."""

    company: str
    title: str
    verdict: str
    facts: tuple[tuple[str, str], ...]
    figures: tuple[FigureLine, ...]
    changes: tuple[str, ...]
    since: str  # the day of the meeting that `changes` compare with
    earlier: tuple[DecisionLine, ...]
    decisions: tuple[DecisionLine, ...]
    notes: tuple[tuple[str, str], ...]
    defined: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Records:
    """What minutes are made of: the meeting, the one before it, every decision, the clauses in force then."""

    company: str
    meeting: Meeting
    previous: Meeting | None
    decisions: Sequence[Decision]
    clauses: Sequence[Clause]


def by_metric(clauses: Iterable[Clause]) -> dict[Metric, str]:
    """Return the number of the clause that defines each figure."""
    return {clause.metric: clause.id for clause in clauses if clause.metric is not None}


def minutes(of: Records, t: Texts) -> Minutes:
    """Return the minutes of a meeting as they stood when it ended, or stand now while it goes on."""
    meeting, frozen = of.meeting, of.meeting.snapshot
    told = figures(frozen, by_metric(of.clauses), t)
    cited = {line.clause for line in told}
    mine = [one for one in of.decisions if one.meeting_id == meeting.id]
    cited |= {one.clause for one in mine}
    return Minutes(
        company=of.company,
        title=title(meeting, t),
        verdict=verdict(frozen, t),
        facts=tuple(_facts(meeting, t)),
        figures=told,
        changes=tuple(changes(of.previous.snapshot, frozen, t)) if of.previous else (),
        since=t.date_of(of.previous.started_at, frozen.zone) if of.previous else "",
        earlier=tuple(_looked_back(of, one, t) for one in looked_back_on(of)),
        decisions=tuple(_decided(one, t) for one in mine),
        notes=tuple((t(NAMES[note.step]), f"{note.text} ({note.said_by})") for note in meeting.notes),
        defined=tuple((clause.id, clause.text) for clause in of.clauses if clause.id in cited),
    )


def looked_back_on(of: Records) -> list[Decision]:
    """Return the decisions of earlier meetings that this one looks back on."""
    previous = of.previous
    ended = (previous.id, previous.closed_at or previous.started_at) if previous else None
    return on_the_agenda(of.decisions, of.meeting.id, ended)


def title(meeting: Meeting, t: Texts) -> str:
    """Return what a meeting is called: `Meeting of 20 Nov 2026`."""
    return t("Meeting of {day}", day=t.date_of(meeting.started_at, meeting.snapshot.zone))


def _facts(meeting: Meeting, t: Texts) -> Iterable[tuple[str, str]]:
    zone = meeting.snapshot.zone
    yield t("Began"), t.moment(meeting.started_at, zone)
    yield t("Ended"), t.moment(meeting.closed_at, zone) if meeting.closed_at is not None else t("goes on")
    yield t("Led by"), meeting.led_by
    for of in Department:
        yield t(labels.DEPARTMENTS[of]), ", ".join(meeting.attendees.get(of, ())) or t("nobody")
    version = t("Version {version}", version=meeting.snapshot.version)
    yield t("Agreement"), t("not signed yet") if meeting.snapshot.provisional else version
    yield t("Figures as of"), t.moment(meeting.snapshot.as_of, zone)


def _looked_back(of: Records, decision: Decision, t: Texts) -> DecisionLine:
    said = up_to(decision, of.meeting.id, of.meeting.closed_at)
    if not said:
        return _line(decision, t("○ Open"), "", t)
    last = said[-1]
    at = t.date_of(last.said_at, of.meeting.snapshot.zone)
    beside = t("said by {name} on {day}", name=last.said_by, day=at)
    return _line(decision, t(OUTCOMES[last.outcome]), beside, t)


def _decided(decision: Decision, t: Texts) -> DecisionLine:
    beside = t("opened as a change in the draft by {name}", name=decision.change_by)
    return _line(decision, "", beside if decision.change_by else "", t)


def _line(decision: Decision, stands: str, beside: str, t: Texts) -> DecisionLine:
    return DecisionLine(
        what=decision.what,
        who=decision.who,
        due=t.day(decision.due),
        clause=t("clause {clause}", clause=decision.clause) if decision.clause else "",
        stands=stands,
        beside=beside,
    )


def as_text(of: Minutes, t: Texts) -> str:
    """Return minutes as plain text, to be pasted into a mail."""
    parts = [
        [of.title, of.company, "", of.verdict],
        [f"{name}: {value}" for name, value in of.facts],
        [t("Figures"), *(f"- {_figure(line, t)}" for line in of.figures)],
    ]
    if of.changes:
        parts.append([t("Since the meeting of {day}", day=of.since), *(f"- {told}" for told in of.changes)])
    if of.earlier:
        parts.append([t("Earlier decisions"), *(f"- {_said(line, t)}" for line in of.earlier)])
    decided = [f"{n}. {_said(line, t)}" for n, line in enumerate(of.decisions, start=1)]
    parts.append([t("Decisions"), *(decided or [t("nothing was decided")])])
    if of.notes:
        parts.append([t("Notes"), *(f"- {step}: {text}" for step, text in of.notes)])
    if of.defined:
        parts.append([t("How the figures are defined"), *(f"{n}  {_bare(text)}" for n, text in of.defined)])
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _figure(line: FigureLine, t: Texts) -> str:
    return " · ".join(filter(None, (f"{line.name}: {line.told}", line.stands(t), defined_by(line, t))))


def defined_by(line: FigureLine, t: Texts) -> str:
    """Return by which clause a figure is counted, and whether anybody has signed it."""
    told = t("clause {clause}", clause=line.clause) if line.clause else ""
    return ", ".join(filter(None, (told, t("provisional: not signed yet") if line.is_provisional else "")))


def _said(line: DecisionLine, t: Texts) -> str:
    who = t("{name}, by {day}", name=line.who, day=line.due)
    return " · ".join(filter(None, (line.what, who, line.clause, line.stands, line.beside)))


def _bare(text: str) -> str:
    return text.replace("**", "")


def names(attendees: Mapping[Department, Sequence[str]]) -> list[str]:
    """Return everybody who is there, marketing first."""
    return [name for of in Department for name in attendees.get(of, ())]
