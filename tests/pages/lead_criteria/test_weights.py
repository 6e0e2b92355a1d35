"""Lead criteria as its users meet it: weights move counts and store nothing, the rest says what it rests on."""

import pytest

from sla_core.conditions import AttributeCondition, FitRule, LeadDefinition, Operator
from sla_core.leads import Stage
from sla_core.sections import Section, value_of
from sla_core.terms import Terms
from tests.db.agreeing import Company, whole
from tests.db.agreeing import save as saved_by
from tests.pages.conftest import OpenPage
from tests.pages.criteria_acts import (
    PAGE,
    agreed,
    cells,
    counted,
    criteria,
    drafted,
    edit,
    key,
    opened,
    press,
    save,
    words,
)


@pytest.mark.parametrize(("lang", "title"), [("en", "There are no criteria yet"), ("nb", None)])
def test_an_empty_database_says_what_to_do_next(open_page: OpenPage, lang: str, title: str | None) -> None:
    app = open_page(PAGE, lang=lang)
    assert title is None or app.title[0].value == title
    assert len(app.page_link) == 1


def test_the_strip_tells_who_passes_what_would_have_been_caught_and_the_load(
    open_page: OpenPage, both: Company
) -> None:
    app = opened(open_page, both.kari)
    assert app.title[0].value == "The draft lets 2 leads pass, as before"
    told = words(app)
    assert "2 leads pass" in told
    assert "meet SQL today, of 4 · was 2" in told
    assert "0 of 0 customers" in told
    assert "too little data" in told
    assert "0.2 SQLs a week" in told  # two in twelve weeks
    assert "not saved" not in told
    assert ":green[✓ room for 16]" in told  # 2 × 10 h ÷ (5 attempts × 15 min)


def test_a_moved_weight_counts_at_once_and_nothing_is_stored(open_page: OpenPage, both: Company) -> None:
    app = opened(open_page, both.kari)
    before = whole()
    edit(app, "weights", {1: {"points": 20}})
    counted(app)
    told = words(app)
    assert "1 lead passes" in told
    assert "meet SQL today, of 4 · was 2" in told
    assert "1 leaves · 0 join · 1 changes only its cell" in told
    assert "Anna, Fjordlys" in cells(app)
    assert "visited /priser 20, was 25" in cells(app)
    assert "A2\u00a0→\u00a0A3" in cells(app)
    assert "with 1 change that is not saved" in told  # the title tells of the stored draft
    assert whole() == before


def test_every_second_change_counts_too(open_page: OpenPage, both: Company) -> None:
    app = opened(open_page, both.kari)
    for points, passes in (
        (20, "1 lead passes"),
        (25, "2 leads pass"),
        (12, "0 leads pass"),
        (30, "2 leads pass"),
    ):
        edit(app, "weights", {1: {"points": points}})
        assert passes in words(counted(app))
    assert "Nobody passes." not in words(app)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({1: {"on": False}}, "0 leads pass"),
        ({1: {"at_most": 1}}, "2 leads pass"),
        ({0: {"points": 29}}, "0 leads pass"),
        ({1: {"half_life": 7, "points": 25}}, "2 leads pass"),
    ],
)
def test_switches_caps_and_half_lives_count_too(
    open_page: OpenPage, both: Company, change: dict[int, dict[str, object]], told: str
) -> None:
    app = opened(open_page, both.kari)
    edit(app, "weights", change)
    assert told in words(counted(app))


def test_a_rule_that_is_off_can_be_switched_on(open_page: OpenPage, both: Company) -> None:
    off = FitRule(
        id="country",
        condition=AttributeCondition(field="country", operator=Operator.IS_NOT_KNOWN),
        points=30,
        on=False,
    )
    scoring = drafted().scoring.model_copy(update={"fit": (*drafted().scoring.fit, off)})
    changed = drafted().model_copy(update={"scoring": scoring})
    saved_by(both.kari, Section.CRITERIA, value_of(changed, Section.CRITERIA))
    app = opened(open_page, both.kari)
    assert "2 leads pass" in words(app)
    edit(app, "weights", {1: {"on": True}})
    assert "3 leads pass" in words(counted(app))  # Dina too


def test_limits_of_bands_and_the_most_of_all_move_counts(open_page: OpenPage, both: Company) -> None:
    app = opened(open_page, both.kari)
    app.get_by_key(key(app, "rating_1")).set_value(26).run()
    assert "1 lead passes" in words(app)
    assert "2 from 26, was 25" in cells(app)
    app.get_by_key(key(app, "rating_1")).set_value(25).run()
    app.get_by_key(key(app, "total")).set_value(24).run()
    assert "0 leads pass" in words(app)


def test_bands_out_of_order_are_said_and_no_number_is_told(open_page: OpenPage, both: Company) -> None:
    app = opened(open_page, both.kari)
    app.get_by_key(key(app, "rating_1")).set_value(60).run()
    told = words(app)
    assert "The bands are out of order: “1” must begin at more points than “2”." in told
    assert "pass\n" not in told
    assert not app.header


def test_a_half_life_of_nothing_is_told_at_its_row_and_no_number_is_told(
    open_page: OpenPage, both: Company
) -> None:
    app = opened(open_page, both.kari)
    edit(app, "weights", {1: {"half_life": 0}})
    told = words(counted(app))
    assert "**Engagement, row 1, Half-life**: “Half-life” cannot be below 1." in told
    assert not app.header
    edit(app, "weights", {0: {"half_life": 5}})
    assert "**Fit, row 1, Half-life**" in words(counted(app))


def test_weights_that_let_every_lead_pass_are_said(open_page: OpenPage, both: Company) -> None:
    app = opened(open_page, both.kari)
    app.get_by_key(key(app, "grade_0")).set_value(1).run()
    assert "Every lead passes" not in words(app)
    everybody = criteria(drafted()).model_copy(
        update={"definitions": {Stage.SALES_QUALIFIED: LeadDefinition()}}
    )
    saved_by(both.kari, Section.CRITERIA, value_of(everybody, Section.CRITERIA))
    app = opened(open_page, both.kari)
    assert app.title[0].value == "▲ Every lead passes: nobody is told apart"
    assert ":orange[▲ Every lead passes: the criteria tell nobody apart.]" in words(app)


def test_moved_weights_are_saved_in_the_draft_and_nowhere_else(open_page: OpenPage, both: Company) -> None:
    app = opened(open_page, both.kari)
    in_force = whole().agreed[-1]
    edit(app, "weights", {1: {"points": 20, "half_life": 14}})
    app.get_by_key(key(app, "total")).set_value(90)
    counted(app)
    save(app)
    (rule,) = drafted().scoring.engagement
    assert (rule.points, rule.half_life_days, rule.at_most) == (20, 14, 3)
    assert drafted().scoring.caps.total == 90
    assert whole().agreed[-1] == in_force
    assert app.title[0].value == "The draft lets 1 lead pass, 2 do now"


def test_saving_without_a_change_says_so(open_page: OpenPage, both: Company) -> None:
    app = opened(open_page, both.kari)
    before = whole()
    save(app)
    assert "Nothing was changed" in words(app)
    assert whole() == before


def test_without_a_draft_weights_can_be_tried_and_a_manager_opens_one(
    open_page: OpenPage, sqlite_database: str
) -> None:
    both = agreed(draft=False)
    app = opened(open_page, both.kari)
    assert app.title[0].value == "2 of 4 leads are SQL by now"
    assert "No draft is open." in words(app)
    assert not [button for button in app.button if button.label == "Save in the draft"]
    press(app, "Start version 2")
    assert whole().draft is not None
    assert "Save in the draft" in [button.label for button in app.button]
    assert "version" not in app.query_params


def test_who_may_not_edit_is_told_who_may(open_page: OpenPage, both: Company) -> None:
    for part in ("weights", "rules", "definitions", "matrix"):
        app = opened(open_page, both.mette, part=part)
        assert "The draft is changed by managers: Kari Nordmann, Ola Nordmann." in words(app)
        assert "Save in the draft" not in [button.label for button in app.button]


def test_terms_without_criteria_say_that_nothing_can_be_counted(open_page: OpenPage, both: Company) -> None:
    empty = value_of(Terms(company="x"), Section.CRITERIA)
    saved_by(both.kari, Section.CRITERIA, empty)
    app = opened(open_page, both.kari)
    assert app.title[0].value == "What makes an SQL is not agreed yet"
    assert "No criteria for an SQL are agreed" in words(app)
    for part in ("rules", "definitions", "matrix", "backtest", "suggest", "lead"):
        opened(open_page, both.kari, part=part)


@pytest.mark.parametrize("part", ["weights", "rules", "definitions", "matrix", "backtest", "suggest", "lead"])
@pytest.mark.parametrize("size", ["room", "hall"])
def test_every_part_is_drawn_in_norwegian_and_in_every_size(
    open_page: OpenPage, both: Company, part: str, size: str
) -> None:
    app = opened(open_page, None, lang="nb", part=part, size=size)
    assert len(app.title[0].value) <= 60
