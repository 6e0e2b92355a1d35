"""What counts of the things that a lead did, so that the points of a rule can be worked out again by hand."""

from sla_core.conditions import EngagementRule
from sla_core.i18n import Texts
from sla_core.scoring import Line, Model, Moment, Prepared
from sla_core.scoring.model import DAY
from sla_core.scoring.windows import counted
from sla_core.wording import joined

_MOST = 12  # ages that are told
_EXACT = 2  # decimals of a day: they make less than a hundredth of a point


def worked_out(line: Line, model: Model, known: Prepared, moment: Moment, lead: int, t: Texts) -> str:
    """Return how a line of engagement comes about: `25 points × 2, half after 21 days: 0.5 and 3 days before today`.

    Empty for what is no rule about what leads do. Things done today have their full points.
    """
    rule = next((each for each in model.engagement if each.id == line.rule), None)
    if rule is None or line.axis != "engagement":
        return ""
    each = t("{points} × {n}", points=t.number(rule.points), n=t.number(line.count))
    if rule.half_life_days is None:
        return each
    return t(
        "{each}, half after {half_life}: {ages}",
        each=each,
        half_life=t.plural("{n} day", "{n} days", rule.half_life_days),
        ages=_ages(rule, known, moment, lead, t),
    )


def ages(rule: EngagementRule, known: Prepared, moment: Moment, lead: int) -> list[float]:
    """Return how many days before the start of today what counts happened, the latest first; 0 for today's."""
    return [max(moment.as_of - at, 0) / DAY for at in counted(known, rule, moment, lead)]


def _ages(rule: EngagementRule, known: Prepared, moment: Moment, lead: int, t: Texts) -> str:
    found = ages(rule, known, moment, lead)
    told = [t.number(age, _EXACT) if age else t("today") for age in found[:_MOST]]
    if len(found) > _MOST:
        told.append(t("{n} more", n=t.number(len(found) - _MOST)))
    if not any(found[:_MOST]):
        return joined(told, t)
    return t("{ages} days before today", ages=joined(told, t))
