"""What the sample company's people say of its handovers, and the weekly checks that they have signed off."""

from datetime import timedelta

from sqlmodel import Session

from db import agreements, handovers, people, weekly_checks
from db.bulk import insert
from sla_core.follow_up.judging import Edge
from sla_core.i18n import Texts
from sla_core.sample_company import SampleCompany, said
from sla_core.sample_company.setting import local_day
from sla_core.situation import Situation
from sla_core.weekly_check import check_due, snapshot

_LASTS = 1_500  # seconds from the check that is due to the sign-off


def add(db: Session, company: SampleCompany, t: Texts) -> None:
    """Write reasons, acceptances and sign-offs. Handovers must be there."""
    setting, told = company.setting, company.story
    now = Situation(agreements.versions_in_force(db), handovers.load(db), Edge(setting.now, None))
    reasons = [
        (one.lead, one.number, str(one.reason), one.at, one.by) for one in said.reasons(setting, told, now)
    ]
    insert(db, "breach_reason", ("lead_id", "number", "reason", "said_at", "said_by"), reasons)
    accepted = [(one.lead, one.number, one.at, one.by) for one in said.acceptances(setting, told, now)]
    insert(db, "lead_acceptance", ("lead_id", "number", "accepted_at", "accepted_by"), accepted)
    _sign_off_weeks(db, company, now, t)


def _sign_off_weeks(db: Session, company: SampleCompany, now: Situation, t: Texts) -> None:
    by_name = {person.name: person for person in people.people(db)}
    ids = {name: person.id or 0 for name, person in by_name.items()}
    for weeks_ago, name, comment in said.CHECKS:
        begins = company.setting.week(weeks_ago)
        week = local_day(begins)
        due = check_due(now.versions, {week - timedelta(days=7)}, begins).due_at
        at = min(company.setting.calendar.deadline(due, _LASTS), company.setting.now)
        then = said.at_check(now, at)
        weekly_checks.sign_off(
            db,
            by=by_name[name],
            week=week,
            comment=t(comment) if comment else "",
            of=snapshot(said.gone_through(then, now, company.story, ids), then),
            now=at,
        )
