"""The evidence of a stage entry in words: what the lead met, its grade and rating then, and who released it."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sla_core.clauses.conditions import condition as in_words
from sla_core.conditions import Condition
from sla_core.i18n import Texts
from sla_core.scoring import Line, Model
from sla_core.scoring.words import reason_in_words, shown, signed

_CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)


def told(evidence: Mapping[str, Any], model: Model | None, t: Texts) -> list[str]:
    """Return what an entry rests on, one part per thing; of evidence that nobody can read any more, nothing.

    `model` is that of the version that the entry names; without it the rules have only their own names.
    """
    found = []
    if by := evidence.get("released_by"):
        found.append(t("released by {name}", name=by))
    if "grade" in evidence and "rating" in evidence:
        found.append(_rank(evidence, t))
    try:
        found += [in_words(_CONDITION.validate_python(each), t) for each in evidence.get("met", ())]
        found += [_line(Line(**each), model, t) for each in evidence.get("lines", ())]
    except (ValidationError, TypeError):  # written by another version of the app
        return found
    return found


def _rank(evidence: Mapping[str, Any], t: Texts) -> str:
    def band(label: str, points: str) -> str:
        return f"{evidence[label]} ({shown(evidence[points], t)})" if points in evidence else evidence[label]

    return t(
        "grade {grade}, rating {rating}", grade=band("grade", "fit"), rating=band("rating", "engagement")
    )


def _line(line: Line, model: Model | None, t: Texts) -> str:
    points = signed(line.points, t)
    if model is None:
        return f"{points} {line.rule}"
    known = {rule.id for rule in model.fit} | {rule.id for rule in model.engagement}
    is_known = line.count == 0 or line.rule in known  # what a cap takes away is no rule's
    return f"{points} {reason_in_words(line, model, t) if is_known else line.rule}"
