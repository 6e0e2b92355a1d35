"""What a lead lacks for the next stage: the fewest conditions that are not met."""

from collections.abc import Sequence

import numpy as np
import pytest

from sla_core.columns import MISSING
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
from sla_core.i18n import Language, Texts
from sla_core.leads import Stage
from sla_core.scoring import Coded, Moment, Prepared, grouped, scored
from sla_core.scoring.missing import Missing, missing
from sla_core.scoring.missing_words import sentence
from sla_core.terms import Scoring, Terms

EN = Texts(Language.ENGLISH)
DAY = 86_400
NOW = 1_000 * DAY
PRICES = ActivityCondition(kind="page_view", topic="/prices", within_days=30)
DEMO = ActivityCondition(kind="form", topic="/demo", at_least=2)
TITLE = AttributeCondition(field="title", operator=Operator.IS_KNOWN)
NORWAY = AttributeCondition(field="country", operator=Operator.IS, values=("Norge",))
GRADE = ScoreCondition(axis="fit", at_least="A")


def terms(all_of: Sequence[Condition], any_of: Sequence[Condition] = ()) -> Terms:
    return Terms(
        company="Fjordlys",
        definitions={
            Stage.LEAD: LeadDefinition(),
            Stage.SALES_QUALIFIED: LeadDefinition(all_of=tuple(all_of), any_of=tuple(any_of)),
        },
        scoring=Scoring(
            fit=(FitRule(id="title", condition=TITLE, points=25),),
            engagement=(EngagementRule(id="prices", condition=PRICES, points=10),),
            grades=(Band(label="A", minimum=60), Band(label="B", minimum=0)),
        ),
    )


def lacks(
    agreed: Terms,
    *,
    title: str | None = None,
    country: str | None = None,
    acts: Sequence[tuple[str, str]] = (),
) -> Missing | None:
    topics = sorted(set(acts))
    known = Prepared(
        id=np.array([7]),
        created=np.array([MISSING]),
        won=np.array([False]),
        won_at=np.array([MISSING]),
        attributes={"title": Coded.of([title]), "country": Coded.of([country])},
        activities=grouped(
            np.zeros(len(acts), dtype=np.int32),
            np.full(len(acts), NOW - DAY, dtype=np.uint32),
            np.array([topics.index(act) for act in acts], dtype=np.uint8),
            [kind for kind, _ in topics],
            [topic for _, topic in topics],
        ),
    )
    return missing(known, scored(known, agreed, Moment.at(NOW)), 0)


def told(agreed: Terms, **lead: object) -> str:
    found = lacks(agreed, **lead)  # type: ignore[arg-type]
    assert found is not None
    return sentence(found, EN)


def test_every_condition_of_all_that_is_not_met_is_lacking() -> None:
    found = lacks(terms(all_of=(TITLE, NORWAY, PRICES)), title="Driftsleder")
    assert found is not None
    assert found.stage is Stage.SALES_QUALIFIED
    assert [unmet.condition for unmet in found.all_of] == [NORWAY, PRICES]
    assert found.any_of == ()
    assert found.steps == 2


def test_of_any_one_is_enough_and_all_of_them_are_offered() -> None:
    found = lacks(terms(all_of=(TITLE,), any_of=(PRICES, DEMO)))
    assert found is not None
    assert [unmet.condition for unmet in found.any_of] == [PRICES, DEMO]
    assert found.steps == 2  # the title, and one of the two


def test_where_one_of_any_is_met_none_of_the_others_is_lacking() -> None:
    found = lacks(terms(all_of=(TITLE,), any_of=(PRICES, DEMO)), acts=[("page_view", "/prices")])
    assert found is not None
    assert found.any_of == ()
    assert found.steps == 1


def test_what_is_not_known_is_told_apart_from_what_is_otherwise() -> None:
    agreed = terms(all_of=(NORWAY,))
    assert told(agreed) == "For SQL it lacks: country is Norge (not known)."
    assert told(agreed, country="Sverige") == "For SQL it lacks: country is Norge."


def test_the_points_and_the_times_that_are_lacking_are_told() -> None:
    assert (
        told(terms(all_of=(GRADE,)), title="Sjef") == "For SQL it lacks: grade A or better (35 points more)."
    )
    once = told(terms(all_of=(DEMO,)), acts=[("form", "/demo")])
    assert once == "For SQL it lacks: sent the form /demo at least 2 times (1 so far)."


def test_alternatives_stand_together() -> None:
    both = told(terms(all_of=(TITLE,), any_of=(PRICES, DEMO)))
    assert both == (
        "For SQL it lacks: job title is known; and one of these: visited /prices within 30 days; "
        "sent the form /demo at least 2 times."
    )
    assert told(terms(all_of=(), any_of=(PRICES, DEMO))) == (
        "For SQL it lacks one of these: visited /prices within 30 days; sent the form /demo at least 2 times."
    )


def test_the_next_stage_is_the_one_above_what_the_lead_meets_now() -> None:
    agreed = terms(all_of=(TITLE,))
    assert lacks(agreed, title="Driftsleder") is None  # nothing is defined above an SQL
    found = lacks(agreed)
    assert found is not None
    assert found.stage is Stage.SALES_QUALIFIED


@pytest.mark.parametrize("acts", [[], [("page_view", "/prices")]])
def test_a_definition_that_is_lacking_nothing_is_met(acts: list[tuple[str, str]]) -> None:
    """The shortest path is empty exactly where the stages of all leads say that it is met."""
    agreed = terms(all_of=(PRICES,))
    found = lacks(agreed, acts=acts)
    assert (found is None) == bool(acts)
