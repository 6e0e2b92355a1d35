"""The evidence of a stage entry as one reads it."""

from dataclasses import asdict
from typing import Any

import pytest

from sla_core.conditions import ActivityCondition, AttributeCondition, EngagementRule, FitRule, Operator
from sla_core.i18n import Language, Texts
from sla_core.lead.evidence_words import told
from sla_core.replay.evidence import told as written
from sla_core.scoring import Line, compiled
from sla_core.terms import Scoring

EN = Texts(Language.ENGLISH)
PRICES = ActivityCondition(kind="page_view", topic="/prices", within_days=30)
ENERGY = AttributeCondition(field="industry", operator=Operator.IS, values=("Energy",))
MODEL = compiled(
    Scoring(
        fit=(FitRule(id="industry", condition=ENERGY, points=25),),
        engagement=(EngagementRule(id="prices", condition=PRICES, points=30),),
    )
)
LINES = [Line("fit", "industry", 1, 2500), Line("engagement", "prices", 2, 5413)]
EVIDENCE = written(MODEL, [PRICES.model_dump(mode="json")], LINES)


def test_what_was_met_the_rank_and_every_line_are_told() -> None:
    assert told(EVIDENCE, MODEL, EN) == [
        "grade C (25), rating 2 (54.13)",
        "visited /prices within 30 days",
        "+25 industry is Energy",
        "+54.13 visited /prices within 30 days (2 times)",
    ]


def test_a_release_names_who_did_it() -> None:
    evidence = {"released_by": "Kari", "grade": "A", "rating": "2"}
    assert told(evidence, MODEL, EN) == ["released by Kari", "grade A, rating 2"]


def test_without_the_version_rules_have_their_names() -> None:
    assert told({"lines": [asdict(LINES[0])]}, None, EN) == ["+25 industry"]
    assert told({"lines": [asdict(Line("fit", "gone", 1, 500))]}, MODEL, EN) == ["+5 gone"]


@pytest.mark.parametrize(
    "evidence", [{}, {"met": [{"on": "moon"}]}, {"lines": [{"rule": "x"}]}, {"something": "else"}]
)
def test_evidence_that_nobody_can_read_is_left_out(evidence: dict[str, Any]) -> None:
    assert told(evidence, MODEL, EN) == []
