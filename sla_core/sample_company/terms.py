"""The sample company's agreement: what both sides promised in each version, in the reader's language."""

from datetime import date, timedelta

from sla_core.i18n import Texts
from sla_core.leads import Channel, Stage
from sla_core.people import Department
from sla_core.public_holidays import YEARS_AHEAD, proposed
from sla_core.sample_company.criteria import definitions, scoring, scoring_by_persona, treatments
from sla_core.sample_company.people import COMPANY, MARKETING, MARKETING_MANAGER, PEOPLE, SALES, SALES_MANAGER
from sla_core.sample_company.personas import refs
from sla_core.sample_company.setting import MONTHS, ZONE, local_day, month_begin
from sla_core.terms import (
    CalendarTerms,
    Duration,
    EarlyContact,
    Handover,
    Initiative,
    Party,
    SalesPromise,
    Signatory,
    Terms,
    Unit,
)

_MORNING = (("08:00", "12:00"),)


def calendar_terms(now: int, t: Texts) -> CalendarTerms:
    """Return 08–16 on weekdays, Norway's public holidays, and short days before the great ones."""
    today = local_day(now)
    first, last = month_begin(today, -MONTHS).year, today.year + YEARS_AHEAD
    closed = proposed("NO", first, last, t.language)
    short = [date(year, 12, day) for year in range(first, last + 1) for day in (24, 31)]
    # Of the holidays in March and April only Good Friday is a Friday.
    good_fridays = [day for day in closed if day.month in (3, 4) and day.weekday() == 4]
    short += [day - timedelta(days=2) for day in good_fridays]
    return CalendarTerms(
        time_zone=ZONE,
        closed=closed,
        exceptions={day: _MORNING for day in sorted(short) if day.weekday() < 5},
    )


def terms(calendar: CalendarTerms, t: Texts) -> Terms:
    """Return the terms of now without targets."""
    return Terms(
        company=COMPANY,
        parties=(
            Party(department=Department.MARKETING, signatories=(_signatory(MARKETING_MANAGER),)),
            Party(department=Department.SALES, signatories=(_signatory(SALES_MANAGER),)),
        ),
        personas=refs(t),
        calendar=calendar,
        definitions=definitions(),
        scoring=scoring(),
        treatments=treatments(t),
        handover=Handover(stage=Stage.SALES_QUALIFIED),
        sales=_sales(hours=4),
        early_contact=EarlyContact(
            allowed=False,
            legal_basis=t("Consent given in the form"),
            first=t("Ask marketing whether the lead is being worked on."),
        ),
        when_missed={
            Department.MARKETING: t("Two months in a row below the promise: first item of the next meeting."),
            Department.SALES: t("Below 80 % in a week: the sales manager hands the oldest leads out anew."),
        },
    )


def _signatory(name: str) -> Signatory:
    return next(Signatory(name=name, email=person.email) for person in PEOPLE if person.name == name)


def _sales(*, hours: int, accept_days: int = 2, at_most: int = 8) -> SalesPromise:
    return SalesPromise(
        respond_within=Duration(amount=hours, unit=Unit.HOURS),
        accept_within=Duration(amount=accept_days, unit=Unit.DAYS),
        attempts_at_most=at_most,
        reps=len(SALES),
        hours_per_rep_and_week=14,
        minutes_per_attempt=12,
    )


def history(agreed: Terms) -> list[Terms]:
    """Return the terms of version 0 (a working rule), 1, 2 and 3: sales came to promise half the time, and less
    for the best cell."""
    without = tuple(each.model_copy(update={"respond_within": None}) for each in agreed.treatments)
    before = agreed.model_copy(update={"treatments": without})
    return [
        before.model_copy(update={"sales": _sales(hours=8, accept_days=3, at_most=10)}),
        before.model_copy(update={"sales": _sales(hours=8, accept_days=3, at_most=10)}),
        before.model_copy(update={"sales": _sales(hours=8)}),
        agreed,
    ]


def draft(agreed: Terms, t: Texts) -> Terms:
    """Return the terms that are being talked about: faster, a persona in the place of titles, and allowed to write to
    leads that are not ready.
    """
    early = EarlyContact(
        allowed=True,
        who=t("The lead's owner"),
        channels=(Channel.EMAIL,),
        at_most=1,
        legal_basis=agreed.early_contact.legal_basis,
        first=agreed.early_contact.first,
    )
    known = scoring_by_persona(agreed.scoring, agreed.personas[0])
    changed = {"sales": _sales(hours=3), "early_contact": early, "scoring": known}
    return agreed.model_copy(update=changed)


def initiatives(today: date, t: Texts) -> tuple[Initiative, ...]:
    """Return how the targets are to be reached."""
    soon, later = (month_begin(today, months).isoformat() for months in (1, 3))
    return (
        Initiative(what=t("One webinar a month with a customer"), who=MARKETING_MANAGER, by=soon),
        Initiative(what=t("A buyer's guide for property managers"), who=MARKETING[-1], by=later),
    )
