"""Rules, bands and caps as they are written: saved in the draft, or refused at their cells."""

from typing import Any

import pytest

from sla_core.conditions import (
    AttributeCondition,
    Operator,
    ScoreCondition,
)
from sla_core.leads import Stage
from sla_core.sections import Section
from tests.db.agreeing import Company, propose, sign, whole
from tests.db.agreeing import save as saved_by
from tests.pages.conftest import OpenPage
from tests.pages.criteria_acts import (
    drafted,
    edit,
    key,
    opened,
    press,
    save,
    section_of,
    words,
)


def test_opening_and_saving_rules_changes_nothing(open_page: OpenPage, both: Company) -> None:
    before = whole()
    app = opened(open_page, both.kari, part="rules")
    save(app)
    assert "Nothing was changed" in words(app)
    assert whole() == before


def test_rules_bands_and_caps_are_saved_at_once(open_page: OpenPage, both: Company) -> None:
    app = opened(open_page, both.kari, part="rules")
    edit(
        app,
        "fit0",
        {0: {"points": 40}},
        added=[{"field": "title", "operator": "contains", "values": ["stud"], "points": -20}],
    )
    edit(app, "engagement0", {0: {"group": "web", "half_life": 21}})
    edit(app, "grades", {0: {"minimum": 35}})
    edit(app, "groups", added=[{"group": "web", "points": 60}])
    app.get_by_key(key(app, "total")).set_value(90)
    save(app)
    scoring = drafted().scoring
    assert [(rule.id, rule.points) for rule in scoring.fit] == [("manager", 40), ("title", -20)]
    assert (scoring.engagement[0].group, scoring.engagement[0].half_life_days) == ("web", 21)
    assert [str(band.minimum) for band in scoring.grades] == ["35", "0"]
    assert (scoring.caps.groups, scoring.caps.total) == ({"web": 60}, 90)


@pytest.mark.parametrize(
    ("table", "edited", "told"),
    [
        (
            "engagement0",
            {0: {"half_life": 0}},
            "Engagement, row 1, Half-life**: “Half-life” cannot be below 1.",
        ),
        ("fit0", {0: {"values": []}}, "Fit, row 1, Values**: A condition does not have the values"),
        ("grades", {0: {"minimum": 0}}, "Grades, row 2, From points**: The bands are out of order"),
        ("ratings", {2: {"minimum": 5}}, "Ratings, row 3, From points**: The lowest band"),
        (
            "fit0",
            {0: {"field": "Close date"}},
            "Fit, row 1, Field**: “Close date” tells how a lead ended",
        ),
    ],
)
def test_what_cannot_be_agreed_is_told_at_its_row_and_nothing_is_saved(
    open_page: OpenPage, both: Company, table: str, edited: dict[int, dict[str, Any]], told: str
) -> None:
    before = whole()
    app = opened(open_page, both.kari, part="rules")
    edit(app, table, edited)
    save(app)
    assert told in words(app)
    assert "Nothing was saved" in words(app)
    assert whole() == before


def test_names_that_come_twice_are_refused_at_the_second(open_page: OpenPage, both: Company) -> None:
    app = opened(open_page, both.kari, part="rules")
    edit(
        app,
        "fit0",
        added=[{"field": "title", "operator": "is", "values": ["x"], "points": 1, "id": "manager"}],
    )
    save(app)
    assert "**Fit, row 2, Name**: Two rules are called “manager”" in words(app)


def test_rules_that_give_nobody_anything_are_said_at_their_rows(open_page: OpenPage, both: Company) -> None:
    app = opened(open_page, both.kari, part="rules")
    edit(
        app,
        "fit0",
        added=[
            {"field": "Budget", "operator": "is_known", "values": [], "points": 5},
            {"field": "title", "operator": "is", "values": ["Pilot"], "points": 5},
            {"field": "title", "operator": "at_least", "values": ["5"], "points": 5},
        ],
    )
    edit(
        app,
        "engagement0",
        added=[
            {"kind": "page_view", "topic": "/prizes*", "points": 5},
            {"kind": "webinar", "topic": "", "points": 5},
            {"kind": "page_view", "topic": "/priser", "times": 9, "points": 5},
        ],
    )
    edit(app, "groups", added=[{"group": "mail", "points": 5}])
    save(app)
    told = words(app)
    for line in (
        "Fit, row 2, Field**: No lead has anything in “Budget”",
        "Fit, row 3, Values**: No lead has this",
        "Fit, row 4, Operator**: No value of “title” is a number",
        "Engagement, row 2, Topic, * for any**: “/prizes*” fits no topic of any lead.",
        "Engagement, row 3, What it does**: No lead has done this, ever.",
        "Engagement, row 4, At least**: Nobody has points by this now.",
        "Most of a group, row 1, Group**: No rule is in the group “mail”.",
    ):
        assert f":orange[▲] **{line}" in told


def test_a_rule_is_built_from_the_values_that_leads_have(open_page: OpenPage, both: Company) -> None:
    app = opened(open_page, both.kari, part="rules")
    field = app.get_by_key(key(app, "new_field"))
    field.set_value("title").run()
    values = app.get_by_key(key(app, "new_values_title"))
    assert list(values.options) == ["Driftsleder (3)", "Student (1)"]
    operator = app.get_by_key(key(app, "new_operator"))
    assert "is at least" not in operator.options
    values.set_value(["Student"])
    press(app, "Add this rule")
    assert drafted().scoring.fit == whole().agreed[-1].terms.scoring.fit
    save(app)
    added = drafted().scoring.fit[-1]
    assert added.condition == AttributeCondition(
        field="title", operator=Operator.IS_ANY_OF, values=("Student",)
    )


def test_a_renamed_band_is_followed_by_treatments_and_definitions(open_page: OpenPage, both: Company) -> None:
    app = opened(open_page, both.kari, part="rules")
    edit(app, "grades", {0: {"label": "Ideal"}})
    save(app)
    terms = drafted()
    assert [each.grade for each in terms.treatments] == ["Ideal", "B"]
    assert terms.definitions[Stage.SALES_QUALIFIED].all_of[0] == ScoreCondition(axis="fit", at_least="Ideal")


def test_a_band_that_a_definition_asks_for_cannot_go(open_page: OpenPage, both: Company) -> None:
    app = opened(open_page, both.kari, part="rules")
    edit(app, "ratings", deleted=[1])
    save(app)
    assert "A definition asks for “2”" in words(app)
    assert [band.label for band in drafted().scoring.ratings] == ["1", "2", "3"]


def test_what_somebody_else_saved_meanwhile_is_shown_and_not_overwritten(
    open_page: OpenPage, both: Company
) -> None:
    app = opened(open_page, both.kari, part="rules")
    theirs = drafted().scoring.fit[0].model_copy(update={"points": 99})
    changed = drafted().model_copy(
        update={"scoring": drafted().scoring.model_copy(update={"fit": (theirs,)})}
    )
    saved_by(both.ola, Section.CRITERIA, section_of(changed))
    edit(app, "fit0", {0: {"points": 11}})
    save(app)
    assert "Nothing was overwritten" in words(app)
    assert drafted().scoring.fit[0].points == 99
    press(app, "Save mine instead")
    assert drafted().scoring.fit[0].points == 11


def test_saving_a_proposed_version_voids_what_was_signed(open_page: OpenPage, both: Company) -> None:
    version = propose(both)
    sign(both.ola, version)
    app = opened(open_page, both.kari, part="rules")
    assert "saving makes it a draft again and voids the signature" in str(app.warning[0].value)
    edit(app, "fit0", {0: {"points": 11}})
    save(app)
    assert "is a draft again" in words(app)
