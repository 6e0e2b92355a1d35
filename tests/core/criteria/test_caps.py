"""The most points of a group and of all engagement: agreed in the terms, said by their clause, told as differences."""

import json

from sla_core.clauses.text import chapters
from sla_core.differences import differences
from sla_core.i18n import Language, Texts
from sla_core.scoring import Caps, compiled
from sla_core.sections import Section, changed_sections
from sla_core.terms import MostPoints, Scoring, Terms

ENGLISH = Texts(Language.ENGLISH)
NONE = Terms(company="Fjordlys")
SOME = NONE.model_copy(update={"scoring": Scoring(caps=MostPoints(groups={"web": 60}, total=90))})


def clause(of: Terms) -> str:
    return next(c.text for chapter in chapters(of, ENGLISH) for c in chapter.clauses if c.id == "2.9")


def test_none_are_agreed_unless_somebody_agrees_on_them() -> None:
    stored = json.loads(NONE.to_json())
    del stored["scoring"]["caps"]
    assert Terms.from_json(json.dumps(stored)).scoring.caps == MostPoints()
    assert compiled(NONE.scoring).caps == Caps({}, None)


def test_scoring_holds_back_what_is_agreed_and_a_trial_may_ask_for_others() -> None:
    assert compiled(SOME.scoring).caps == Caps({"web": 60}, 90)
    assert compiled(SOME.scoring, Caps(total=5)).caps == Caps(total=5)


def test_the_clause_on_readiness_says_them() -> None:
    assert (
        "Never more than this counts: group web at most 60 points, all together at most 90 points."
        in clause(SOME)
    )
    assert "Never more" not in clause(NONE)


def test_they_are_a_difference_of_the_lead_criteria() -> None:
    (difference,) = differences(NONE, SOME, ENGLISH)
    assert (difference.path, difference.clause, difference.section) == (
        "scoring.caps",
        "2.9",
        Section.CRITERIA,
    )
    assert difference.was == "–"
    assert difference.becomes == "group web at most 60 points, all together at most 90 points"
    assert changed_sections(NONE, SOME) == {Section.CRITERIA}
