"""What a lead lacks, in words: `For SQL it lacks: grade B or better (12 points more).`"""

from collections.abc import Iterable

from sla_core.clauses.conditions import condition as in_words
from sla_core.conditions import ScoreCondition
from sla_core.i18n import Texts
from sla_core.scoring.missing import Missing, Unmet
from sla_core.scoring.words import shown
from sla_core.wording import stage


def sentence(of: Missing, t: Texts) -> str:
    """Return the shortest path as one sentence."""
    name, all_of, any_of = stage(of.stage, t), _listed(of.all_of, t), _listed(of.any_of, t)
    if all_of and any_of:
        return t("For {stage} it lacks: {all}; and one of these: {any}.", stage=name, all=all_of, any=any_of)
    if any_of:
        return t("For {stage} it lacks one of these: {any}.", stage=name, any=any_of)
    return t("For {stage} it lacks: {all}.", stage=name, all=all_of)


def _listed(of: Iterable[Unmet], t: Texts) -> str:
    return "; ".join(_one(unmet, t) for unmet in of)


def _one(unmet: Unmet, t: Texts) -> str:
    told = in_words(unmet.condition, t)
    if not unmet.known:
        return t("{condition} (not known)", condition=told)
    if isinstance(unmet.condition, ScoreCondition) and unmet.lacks is not None:
        return t("{condition} ({points} points more)", condition=told, points=shown(unmet.lacks, t))
    if unmet.so_far:
        return t("{condition} ({n} so far)", condition=told, n=t.number(unmet.so_far))
    return told
