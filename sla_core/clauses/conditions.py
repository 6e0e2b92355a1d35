"""Criteria in words: `job title is any of Driftsleder or Teknisk sjef`, `visited /priser within 30 days`."""

from collections.abc import Sequence

from sla_core.conditions import (
    ActivityCondition,
    AttributeCondition,
    Band,
    Condition,
    EngagementRule,
    FitRule,
    LeadDefinition,
    Operator,
    ScoreCondition,
)
from sla_core.i18n import Texts, mark
from sla_core.intake.field_names import field_name
from sla_core.intake.fields import FIELDS, Kind
from sla_core.persona.fields import NO, YES, persona_in
from sla_core.terms import MostPoints
from sla_core.wording import NOTHING, as_typed, exact, in_a_sentence, joined, one_of, points

_FIELDS = {field.name for field in FIELDS[Kind.LEADS]}
_OWN_FIELDS = {"company_size": mark("company size")}  # its label, Employees, makes no sentence
_COMPARISONS = {
    Operator.IS: mark("{field} is {values}"),
    Operator.IS_ANY_OF: mark("{field} is any of {values}"),
    Operator.CONTAINS: mark("{field} contains {values}"),
    Operator.STARTS_WITH: mark("{field} starts with {values}"),
    Operator.AT_LEAST: mark("{field} is at least {values}"),
    Operator.AT_MOST: mark("{field} is at most {values}"),
    Operator.BETWEEN: mark("{field} is between {values}"),
    Operator.IS_KNOWN: mark("{field} is known"),
    Operator.IS_NOT_KNOWN: mark("{field} is not known"),
}
# Of each kind of activity: with a topic, and without one.
_ACTIVITIES = {
    "page_view": (mark("visited {topic}"), mark("visited a page")),
    "form": (mark("sent the form {topic}"), mark("sent a form")),
    "download": (mark("downloaded {topic}"), mark("downloaded something")),
    "email_open": (mark("opened the e-mail {topic}"), mark("opened an e-mail")),
    "email_click": (mark("clicked in the e-mail {topic}"), mark("clicked in an e-mail")),
    "webinar": (mark("took part in the webinar {topic}"), mark("took part in a webinar")),
}


def definition(criteria: LeadDefinition, t: Texts) -> str:
    """Return criteria as one sentence part, conditions parted by semicolons; empty where there are none."""
    needed = "; ".join(condition(part, t) for part in criteria.all_of)
    any_of = "; ".join(condition(part, t) for part in criteria.any_of)
    if not any_of:
        return needed
    any_of = t("at least one of these: {conditions}", conditions=any_of)
    return t("{conditions}; and {more}", conditions=needed, more=any_of) if needed else any_of


def condition(of: Condition, t: Texts) -> str:
    """Return one condition in words."""
    if isinstance(of, AttributeCondition):
        return attribute(of, t)
    if isinstance(of, ActivityCondition):
        return activity(of, t)
    return score(of, t)


def attribute(of: AttributeCondition, t: Texts) -> str:
    """Return what is asked of a field. Fields of the company's own are called as they were typed."""
    values = [as_typed(value) for value in of.values]
    told = joined(values, t) if of.operator is Operator.BETWEEN else one_of(values, t)
    is_one = of.operator is Operator.IS_ANY_OF and len(values) == 1
    operator = Operator.IS if is_one else of.operator
    if operator is Operator.IS and persona_in(of.field) and of.values[:1] in ((YES,), (NO,)):
        says = mark("matches {persona}") if of.values[0] == YES else mark("does not match {persona}")
        return t(says, persona=field(of.field, t))
    return t(_COMPARISONS[operator], field=field(of.field, t), values=told or NOTHING)


def field(name: str, t: Texts) -> str:
    """Return what a field of a lead is called inside a sentence."""
    if name in _OWN_FIELDS:
        return t(_OWN_FIELDS[name])
    if (ref := persona_in(name)) is not None:
        return t("persona {name} (version {version})", name=as_typed(ref.name), version=ref.version)
    return in_a_sentence(t(field_name(name, Kind.LEADS))) if name in _FIELDS else as_typed(name)


def activity(of: ActivityCondition, t: Texts) -> str:
    """Return what a lead must have done: `visited /priser at least 2 times within 30 days`."""
    told = [_act(of, t)]
    if of.distinct_topics:
        told.append(t("(at least {n} different)", n=t.number(of.at_least)))
        return " ".join([*told, *_window(of, t)])
    return " ".join([*told, *_times(of, t), *_window(of, t)])


def kind(name: str, t: Texts) -> str:
    """Return what a kind of activity is called: `visited a page`; one that the app does not know, as it was typed."""
    return t(_ACTIVITIES[name][1]) if name in _ACTIVITIES else as_typed(name)


def _act(of: ActivityCondition, t: Texts) -> str:
    """Return the act; a kind that the app does not know is told as it was typed."""
    topic = "" if of.topic in (None, "*") else as_typed(of.topic)
    if of.kind not in _ACTIVITIES:
        return f"{as_typed(of.kind)} {topic}".rstrip()
    with_topic, without = _ACTIVITIES[of.kind]
    return t(with_topic, topic=topic) if topic else t(without)


def _times(of: ActivityCondition, t: Texts) -> list[str]:
    return [t.plural("at least {n} time", "at least {n} times", of.at_least)] if of.at_least > 1 else []


def _window(of: ActivityCondition, t: Texts) -> list[str]:
    return [t.plural("within {n} day", "within {n} days", of.within_days)] if of.within_days else []


def score(of: ScoreCondition, t: Texts) -> str:
    """Return the band that must be reached."""
    label = as_typed(of.at_least)
    return (
        t("grade {label} or better", label=label)
        if of.axis == "fit"
        else t("rating {label} or better", label=label)
    )


def rule(of: FitRule | EngagementRule, t: Texts) -> str:
    """Return what a rule gives points for: `visited /priser within 30 days`."""
    if isinstance(of, FitRule):
        return attribute(of.condition, t)
    asked = of.condition
    return " ".join([_act(asked, t), *_times(asked, t), *_window(asked, t)])


def worth(of: FitRule | EngagementRule, t: Texts) -> str:
    """Return what a rule is worth: `25 points, the 3 latest count, half after 21 days`."""
    told = [points(of.points, t)]
    if isinstance(of, EngagementRule):
        told += _limits(of, t)
    return ", ".join(told if of.on else [*told, t("switched off")])


def _limits(of: EngagementRule, t: Texts) -> list[str]:
    told = []
    if of.condition.distinct_topics:
        told.append(t("each topic once"))
    if of.at_most:
        told.append(t.plural("the latest one counts", "the {n} latest count", of.at_most))
    if of.half_life_days:
        told.append(t.plural("half after {n} day", "half after {n} days", of.half_life_days))
    if of.group:
        told.append(t("group {group}", group=as_typed(of.group)))
    return told


def rules(of: Sequence[FitRule | EngagementRule], t: Texts) -> str:
    """Return rules, each with its points."""
    return "; ".join(f"{rule(one, t)} ({worth(one, t)})" for one in of)


def most(of: MostPoints, t: Texts) -> str:
    """Return the most points of each group and of all together; empty where nothing is limited."""
    told = [
        t("group {group} at most {points}", group=as_typed(group), points=points(n, t))
        for group, n in of.groups.items()
    ]
    if of.total is not None:
        told.append(t("all together at most {points}", points=points(of.total, t)))
    return ", ".join(told)


def bands(of: Sequence[Band], t: Texts) -> str:
    """Return the bands of an axis, the best first: `A from 60, B from 40, C from 20, D from 0`."""
    return ", ".join(
        t("{label} from {points}", label=as_typed(band.label), points=exact(band.minimum, t)) for band in of
    )
