"""The sample company's lead criteria: definitions of the stages, points, and what is done in each cell."""

from sla_core.conditions import (
    ActivityCondition,
    AttributeCondition,
    EngagementRule,
    FitRule,
    LeadDefinition,
    Operator,
    ScoreCondition,
)
from sla_core.i18n import Texts
from sla_core.leads import Channel, Stage
from sla_core.people import Department
from sla_core.persona.fields import YES, field_of
from sla_core.terms import Duration, PersonaRef, Scoring, Treatment, Unit

_TITLE = "title"  # the rule that a persona takes the place of
_FIRST_WITHIN = Duration(amount=2, unit=Unit.HOURS)  # leads of the best cell


def _known(field: str) -> AttributeCondition:
    return AttributeCondition(field=field, operator=Operator.IS_KNOWN)


def _any(field: str, *values: str) -> AttributeCondition:
    return AttributeCondition(field=field, operator=Operator.IS_ANY_OF, values=values)


def _did(kind: str, topic: str | None, at_least: int = 1, days: int = 30, **known: bool) -> ActivityCondition:
    return ActivityCondition(kind=kind, topic=topic, at_least=at_least, within_days=days, **known)


def definitions() -> dict[Stage, LeadDefinition]:
    """Return what makes a Lead, an MQL and an SQL."""
    return {
        Stage.LEAD: LeadDefinition(
            all_of=(_known("email"), _known("last_name"), _did("form", None, days=365))
        ),
        Stage.MARKETING_QUALIFIED: LeadDefinition(
            all_of=(_known("title"), _known("company_size")),
            any_of=(
                _did("download", None, 2, 60, distinct_topics=True),
                _did("page_view", "/produkter/*", 2),
                _did("webinar", None, 1, 60),
            ),
        ),
        Stage.SALES_QUALIFIED: LeadDefinition(
            all_of=(
                ScoreCondition(axis="fit", at_least="B"),
                ScoreCondition(axis="engagement", at_least="2"),
            ),
            any_of=(
                _did("page_view", "/priser"),
                _did("form", "/demo"),
                _did("download", "Innkjøpsveileder"),
            ),
        ),
    }


def scoring() -> Scoring:
    """Return points for what a lead is and for what it does."""
    fit = (
        (_TITLE, _any("title", "Driftsleder", "Teknisk sjef", "Eiendomssjef"), 30),
        ("title-buyer", _any("title", "Økonomisjef", "Daglig leder", "Innkjøper"), 20),
        ("industry", _any("industry", "Eiendom", "Hotell", "Næringsmiddel"), 25),
        ("size", _any("company_size", "50–249", "250–999"), 25),
        ("size-large", _any("company_size", "1000+"), 10),
        ("size-small", _any("company_size", "1–9"), -10),
        ("student", _any("title", "Student", "Konsulent"), -40),
    )
    engagement = (
        ("prices", _did("page_view", "/priser"), 25, 3),
        ("demo", _did("form", "/demo", days=60), 40, 1),
        ("contact", _did("form", "/kontakt", days=60), 25, 1),
        ("guide", _did("download", "Innkjøpsveileder", days=60), 20, 1),
        ("products", _did("page_view", "/produkter/*"), 6, 5),
        ("webinar", _did("webinar", None, days=60), 12, 2),
        ("checklists", _did("download", "*", days=60), 4, 3),
        ("newsletter", _did("email_click", None), 3, 4),
    )
    return Scoring(
        fit=tuple(FitRule(id=name, condition=condition, points=points) for name, condition, points in fit),
        engagement=tuple(
            EngagementRule(id=name, condition=condition, points=points, at_most=most, half_life_days=21)
            for name, condition, points, most in engagement
        ),
    )


def scoring_by_persona(of: Scoring, persona: PersonaRef) -> Scoring:
    """Return the points with those for a title given for matching a persona instead: its size counts, too."""
    matches = AttributeCondition(field=field_of(persona), operator=Operator.IS, values=(YES,))
    fit = [
        FitRule(id="persona", condition=matches, points=each.points) if each.id == _TITLE else each
        for each in of.fit
    ]
    return of.model_copy(update={"fit": tuple(fit)})


def treatments(t: Texts) -> tuple[Treatment, ...]:
    """Return what is done in each of the twelve cells: also where a lead matches but is quiet, or the reverse."""
    first = (t("Call first"), Department.SALES, t("Call before anything else is done."), (Channel.CALL,))
    call = (t("Call"), Department.SALES, t("Call, and agree on a meeting."), (Channel.CALL,))
    write = (t("Write"), Department.SALES, t("Write, and offer an example."), (Channel.EMAIL, Channel.CALL))
    warm = (t("Warm up"), Department.MARKETING, t("Invite to a webinar."), (Channel.EMAIL,))
    inform = (t("Inform"), Department.MARKETING, t("Newsletter only."), (Channel.EMAIL,))
    leave = (t("Leave"), Department.MARKETING, t("Nothing until something happens."), ())
    table = {
        "A": (first, call, warm),
        "B": (call, write, warm),
        "C": (write, inform, inform),
        "D": (inform, leave, leave),
    }
    return tuple(
        Treatment(
            grade=grade,
            rating=str(place + 1),
            name=name,
            owner=owner,
            action=action,
            channels=channels,
            respond_within=_FIRST_WITHIN if name == first[0] else None,
        )
        for grade, row in table.items()
        for place, (name, owner, action, channels) in enumerate(row)
    )
