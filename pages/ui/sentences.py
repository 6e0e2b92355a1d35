"""History in sentences: what each audit entry says in the reader's language."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from db.audit import AuditEntry
from pages.ui.text import plain, quiet, strong
from pages.ui.who import actor_name
from sla_core import labels
from sla_core.follow_up.returns import Answer
from sla_core.i18n import Texts, mark
from sla_core.leads import BreachReason, Channel, Outcome, ReturnReason, Stage
from sla_core.meeting import Outcome as Became
from sla_core.meeting.minutes import OUTCOMES
from sla_core.people import Action, Department, Role
from sla_core.persona.document import Trait
from sla_core.persona.words import TRAITS
from sla_core.sections import Section

KINDS = {
    Action.SET_UP: mark("Company set up"),
    Action.LOAD_SAMPLE: mark("Sample company loaded"),
    Action.REMOVE_SAMPLE: mark("Sample company removed"),
    Action.IMPORT: mark("Data brought in"),
    Action.UNDO_IMPORT: mark("Imports undone"),
    Action.SAVE_PERSON: mark("People entered or changed"),
    Action.LOG_ATTEMPT: mark("Contact attempts logged"),
    Action.ACCEPT_LEAD: mark("Leads accepted"),
    Action.RETURN_LEAD: mark("Leads returned"),
    Action.ANSWER_RETURN: mark("Returns answered"),
    Action.SAY_WHY: mark("Reasons for missed deadlines given"),
    Action.MERGE_LEADS: mark("Leads merged"),
    Action.RELEASE_LEADS: mark("Leads released to sales"),
    Action.QUALIFY_LEADS: mark("Leads qualified by the criteria"),
    Action.SIGN_OFF_WEEK: mark("Weeks signed off"),
    Action.SAVE_VISITS: mark("Visits by month entered"),
    Action.EDIT_DRAFT: mark("Agreement: draft changed"),
    Action.PROPOSE: mark("Agreement: version proposed"),
    Action.WITHDRAW: mark("Agreement: version taken back"),
    Action.READ_AGREEMENT: mark("Agreement: version read"),
    Action.SIGN: mark("Agreement: version signed"),
    Action.REVIEW_GOALS: mark("Goals reviewed"),
    Action.SAVE_PERSONA: mark("Personas entered or changed"),
    Action.APPROVE_PERSONA: mark("Personas approved"),
    Action.START_WORKSHOP: mark("Workshops started"),
    Action.JOIN_WORKSHOP: mark("Workshops joined"),
    Action.ANSWER_QUESTION: mark("Workshops: questions answered"),
    Action.AGREE_ANSWER: mark("Workshops: answers agreed"),
    Action.CLOSE_WORKSHOP: mark("Workshops closed"),
    Action.CONTINUE_WORKSHOP: mark("Workshops continued"),
    Action.START_MEETING: mark("Meetings started"),
    Action.JOIN_MEETING: mark("Meetings joined"),
    Action.NOTE_IN_MEETING: mark("Meetings: notes"),
    Action.DECIDE: mark("Meetings: decisions"),
    Action.SAY_OUTCOME: mark("Meetings: what became of decisions"),
    Action.OPEN_CHANGE: mark("Meetings: changes opened in the draft"),
    Action.CLOSE_MEETING: mark("Meetings ended"),
}
_SENTENCES = {
    Action.SET_UP: mark("{actor} set up the company {subject}"),
    Action.LOAD_SAMPLE: mark("{actor} loaded the sample company {subject}"),
    Action.REMOVE_SAMPLE: mark("{actor} removed the sample company {subject}"),
    Action.IMPORT: mark("{actor} brought in data: {subject}"),
    Action.UNDO_IMPORT: mark("{actor} undid the import of {subject}"),
    Action.SAVE_PERSON: mark("{actor} entered or changed {subject}"),
    Action.LOG_ATTEMPT: mark("{actor} logged a contact attempt: {subject}"),
    Action.ACCEPT_LEAD: mark("{actor} accepted {subject}"),
    Action.RETURN_LEAD: mark("{actor} returned {subject} to marketing"),
    Action.ANSWER_RETURN: mark("{actor} answered the return of {subject}"),
    Action.SAY_WHY: mark("{actor} said why the deadline of {subject} was missed"),
    Action.MERGE_LEADS: mark("{actor} merged {subject}"),
    Action.RELEASE_LEADS: mark("{actor} released leads: {subject}"),
    Action.QUALIFY_LEADS: mark("{actor} held leads against the criteria: {subject}"),
    Action.SIGN_OFF_WEEK: mark("{actor} signed off week {subject}"),
    Action.SAVE_VISITS: mark("{actor} entered visits by month"),
    Action.EDIT_DRAFT: mark("{actor} changed the draft of version {subject}"),
    Action.PROPOSE: mark("{actor} proposed version {subject}"),
    Action.WITHDRAW: mark("{actor} took version {subject} back"),
    Action.READ_AGREEMENT: mark("{actor} has read version {subject}"),
    Action.SIGN: mark("{actor} signed version {subject}"),
    Action.REVIEW_GOALS: mark("{actor} reviewed the goals of version {subject}: they stay"),
    Action.SAVE_PERSONA: mark("{actor} entered or changed the persona {subject}"),
    Action.APPROVE_PERSONA: mark("{actor} approved the persona {subject}"),
    Action.START_WORKSHOP: mark("{actor} started the workshop on {subject}"),
    Action.JOIN_WORKSHOP: mark("{actor} joined the workshop on {subject}"),
    Action.ANSWER_QUESTION: mark("{actor} answered a question about {subject}"),
    Action.AGREE_ANSWER: mark("{actor} wrote the agreed answer about {subject}"),
    Action.CLOSE_WORKSHOP: mark("{actor} closed the workshop on {subject}"),
    Action.CONTINUE_WORKSHOP: mark("{actor} continued the workshop on {subject}"),
    Action.START_MEETING: mark("{actor} started a meeting {subject}"),
    Action.JOIN_MEETING: mark("{actor} joined a meeting {subject}"),
    Action.NOTE_IN_MEETING: mark("{actor} noted in a meeting: {subject}"),
    Action.DECIDE: mark("{actor} wrote down a decision: {subject}"),
    Action.SAY_OUTCOME: mark("{actor} said what became of a decision: {subject}"),
    Action.OPEN_CHANGE: mark("{actor} opened a change in the draft for a decision: {subject}"),
    Action.CLOSE_MEETING: mark("{actor} ended a meeting {subject}"),
}
_COUNTS = {
    "new": mark("{n} new"),
    "changed": mark("{n} changed"),
    "rejected": mark("{n} refused"),
    "removed": mark("{n} removed"),
    "restored": mark("{n} as they were before"),
}
_LABELS: dict[str, Callable[[str], str]] = {
    "role": lambda value: labels.ROLES[Role(value)],
    "department": lambda value: labels.DEPARTMENTS[Department(value)],
    "channel": lambda value: labels.CHANNELS[Channel(value)],
    "outcome": lambda value: labels.OUTCOMES[Outcome(value)],
    "section": lambda value: labels.SECTIONS[Section(value)],
    "stage": lambda value: labels.STAGES[Stage(value)],
    "return_reason": lambda value: labels.RETURN_REASONS[ReturnReason(value)],
    "breach_reason": lambda value: labels.BREACH_REASONS[BreachReason(value)],
    "answer": lambda value: labels.RETURN_ANSWERS[Answer(value)],
    "trait": lambda value: TRAITS[Trait(value)],
    "decision_outcome": lambda value: OUTCOMES[Became(value)],
}


def sentence(entry: AuditEntry, t: Texts) -> str:
    """Return what an entry tells as markdown; every name in it was typed by somebody and is escaped."""
    actor = strong(plain(actor_name(entry.actor, t)))
    told = t(_SENTENCES[Action(entry.action)], actor=actor, subject=plain(entry.subject)).strip()
    details = _details(entry.details, t)
    return f"{told} {quiet(' · '.join(details))}" if details else told


def _details(details: Mapping[str, Any], t: Texts) -> list[str]:
    told = [t(label(details[key])) for key, label in _LABELS.items() if details.get(key)]
    told += _counts(details, t)
    if details.get("meeting"):
        told.append(t("meeting of {day}", day=t.day(date.fromisoformat(details["meeting"]))))
    if details.get("joined"):
        told.append(t("it went on already: joined"))
    for file in details.get("files", []):
        told += [" ".join([plain(file["file"]), *_counts(file, t)])]
    told += _visits(details.get("visits", {}), t)
    return told + _of_the_agreement(details, t)


def _of_the_agreement(details: Mapping[str, Any], t: Texts) -> list[str]:
    told = [plain(change) for change in details.get("changes", {}).get(t.language.value, [])]
    if details.get("voided"):
        told.append(t("signatures on it are void"))
    if details.get("in_force_from"):
        at = t.moment(details["in_force_from"], details["zone"])
        told.append(t("with it the version is agreed, in force from {instant}", instant=plain(at)))
    if details.get("reopened"):
        told.append(t("version {version} became a draft again", version=details["reopened"]))
    return told


def _visits(changed: Mapping[str, list[int | None]], t: Texts) -> list[str]:
    told = []
    for month, (was, typed) in changed.items():
        words = t.day(date.fromisoformat(f"{month}-01"), "yMMM")
        told.append(t("{month}: {n}, was {was}", month=words, n=_figure(typed, t), was=_figure(was, t)))
    return told


def _figure(visits: int | None, t: Texts) -> str:
    return t("empty") if visits is None else t.number(visits)


def _counts(counted: Mapping[str, Any], t: Texts) -> list[str]:
    return [t(text, n=t.number(counted[key])) for key, text in _COUNTS.items() if counted.get(key)]
