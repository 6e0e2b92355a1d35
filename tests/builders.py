"""Builds figures, situations and small companies for tests of what screens say about them."""

from db import agreements, attempts
from db.engine import transaction
from db.tables import ImportBatchRow
from db.tables.intake import BatchState
from db.versions import DatabaseKind
from sla_core.agreement import Status
from sla_core.follow_up.judging import Edge, FollowUp
from sla_core.leads import Channel, Outcome
from sla_core.people import COMMAND_LINE, Action
from sla_core.situation import Situation
from sla_core.terms import StatusLimits, Terms
from tests.core.episodes import Story, at, terms, version
from tests.db.company import add_lead

LIMITS = StatusLimits()


def figures(met: int = 0, late: int = 0, overdue: int = 0, due: int = 0, not_measurable: int = 0) -> FollowUp:
    """The five numbers of a period, with nothing beside them."""
    return FollowUp(
        handed_over=met + late + overdue + due + not_measurable,
        met=met,
        late=late,
        overdue=overdue,
        due=due,
        not_measurable=not_measurable,
        not_measurable_by={},
        attempted_before=0,
        passed_since_last_data=0,
        median_response_seconds=None,
        p90_response_seconds=None,
    )


def situation(story: Story, now: str, known_until: str | None = None) -> Situation:
    """What a story looks like at an instant; without versions of its own, under version 0."""
    versions = story.versions or [version(0, None, story.agreed)]
    return Situation(versions, story.build(), Edge(at(now), at(known_until) if known_until else None))


def company(agreed: Terms | None = None, *, signed: bool = True) -> None:
    """A company in the database whose time tests may set (`SLA_NOW`), under version 3 or only version 0."""
    agreed = agreed or terms()
    with transaction(COMMAND_LINE, Action.SET_UP) as db:
        agreements.start(db, terms=agreed, kind=DatabaseKind.SAMPLE, now=at("2026-01-01"), by="test")
        if signed:
            begin = at("2026-01-01")
            agreements.add_version(
                db, number=3, terms=agreed, status=Status.SIGNED, in_force_from=begin, now=begin, by="test"
            )


def handed_over(
    when: str | None, called: str | None = None, *, owner: str | None = "Ola", **known: object
) -> int:
    """A lead that was handed over then and, where given, called then; its id."""
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        lead_id = add_lead(db, when, **{"company": "Nordvik Energi", "owner": owner, **known})
    if called:
        with transaction(COMMAND_LINE, Action.LOG_ATTEMPT) as db:
            moment = at(called)
            attempts.log_attempt(
                db,
                by=COMMAND_LINE,
                lead_id=lead_id,
                channel=Channel.CALL,
                outcome=Outcome.NO_ANSWER,
                occurred_at=moment,
                now=moment,
            )
    return lead_id


def imported_attempts(known_until: int) -> ImportBatchRow:
    """The record of an import of attempts that are known until then."""
    return ImportBatchRow(
        run="1",
        state=BatchState.IMPORTED,
        started_at=known_until,
        person="test",
        file="calls.csv",
        kind="attempts",
        preset="plain",
        system="plain",
        encoding="utf-8",
        delimiter=",",
        time_zone="Europe/Oslo",
        known_until=known_until,
        mapping={},
    )


__all__ = [
    "LIMITS",
    "Story",
    "at",
    "company",
    "figures",
    "handed_over",
    "imported_attempts",
    "situation",
    "terms",
    "version",
]
