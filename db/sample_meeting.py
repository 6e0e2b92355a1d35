"""The sample company's last meeting, with the figures that it would have frozen then."""

from datetime import date

from sqlmodel import Session

from db import agreements, follow_up, handovers, meetings, people
from db.meetings import Wanted
from sla_core.clauses.text import chapters
from sla_core.follow_up.judging import Edge
from sla_core.i18n import Texts
from sla_core.leads import Stage
from sla_core.meeting import snapshot
from sla_core.pace import year_pace
from sla_core.people import Department
from sla_core.sample_company import SampleCompany
from sla_core.sample_company.meeting import as_known
from sla_core.situation import Situation


def add(db: Session, company: SampleCompany, t: Texts) -> None:
    """Write the meeting, its decisions, and what was said of them since. Handovers must be there."""
    told, by_name = company.meeting, {person.name: person for person in people.people(db)}
    leader, at = by_name[told.led_by], told.began_at
    versions = agreements.versions_in_force(db)
    now = Situation(versions, as_known(handovers.load(db), at), Edge(at, None))
    begin, end = (now.calendar.local_midnight(date(now.today.year + years, 1, 1)) for years in (0, 1))
    won = follow_up.customers_won(db, begin=begin, end=min(at + 1, end))
    year = year_pace(versions, now.today.year, Stage.CUSTOMER, reached=won, now=at)
    meeting_id = meetings.start(
        db,
        led_by=told.led_by,
        attendees=[by_name[name] for of in Department for name in told.present[of]],
        of=snapshot(now, year, ()),
        by=leader,
        now=at,
    ).id
    clauses = {c.id for chapter in chapters(now.in_force.terms, t) for c in chapter.clauses}
    made = {
        meetings.decide(
            db,
            meeting_id=meeting_id,
            wanted=Wanted(one.what, by_name[one.who], one.due, one.clause, now.in_force.label, clauses),
            today=now.today,
            by=leader,
            now=told.ended_at,
        ): one
        for one in told.decisions
    }
    meetings.close(db, meeting_id=meeting_id, by=leader, now=told.ended_at)
    for decision_id, one in made.items():
        if one.outcome is not None:
            meetings.say(
                db, decision_id=decision_id, outcome=one.outcome, by=by_name[one.who], now=told.said_at
            )
