"""Lead criteria: the backtest, what the data suggest, and one lead tested."""

from db.engine import reading
from db.scoring import backtest
from sla_core.leads import Stage
from sla_core.sections import Section, value_of
from tests.core.episodes import at
from tests.db.agreeing import Company, found
from tests.db.agreeing import save as saved_by
from tests.pages.conftest import OpenPage
from tests.pages.criteria_acts import (
    agreed,
    cells,
    drafted,
    opened,
    words,
)


def test_the_backtest_is_that_of_the_command_line_under_both(open_page: OpenPage, both: Company) -> None:
    stricter = drafted().scoring.engagement[0].model_copy(update={"points": 20})
    scoring = drafted().scoring.model_copy(update={"engagement": (stricter,)})
    changed = drafted().model_copy(update={"scoring": scoring})
    saved_by(both.kari, Section.CRITERIA, value_of(changed, Section.CRITERIA))
    app = opened(open_page, both.kari, part="backtest", months="3")
    with reading() as db:
        found = [
            backtest(db, months=3, terms=terms, now=at("2026-11-25 12:00")) for terms in (drafted(), None)
        ]
    draft, agreed_last = (each.months[-1].met[Stage.SALES_QUALIFIED] for each in found)
    months = app.table[0].value.to_dict("list")
    assert list(months["Month"]) == ["Sept 2026", "Oct 2026", "Nov 2026"]
    assert list(months["SQL"]) == ["0", "0", f"**{draft}** ({agreed_last})"]
    assert (draft, agreed_last) == (1, 2)
    assert cells(app).endswith("–")  # no MQL is defined: 0 of 0 would be a finding
    assert "What is known about leads has no history" in words(app)
    assert "Nobody meets MQL: the terms do not define it." in words(app)


def test_a_draft_that_cannot_score_is_told_and_not_counted(open_page: OpenPage, both: Company) -> None:
    rule = drafted().scoring.fit[0]
    condition = rule.condition.model_copy(update={"field": "Close date"})
    scoring = drafted().scoring.model_copy(
        update={"fit": (rule.model_copy(update={"condition": condition}),)}
    )
    changed = drafted().model_copy(update={"scoring": scoring})
    saved_by(both.kari, Section.CRITERIA, value_of(changed, Section.CRITERIA))
    for part in ("weights", "rules", "definitions", "matrix", "backtest", "suggest", "lead"):
        app = opened(open_page, both.kari, part=part)
        assert "The draft cannot score, so it is not counted: “Close date” tells how a lead ended" in words(
            app
        )
        assert "lets" not in app.title[0].value


def test_too_few_customers_suggest_nothing(open_page: OpenPage, both: Company) -> None:
    app = opened(open_page, both.kari, part="suggest")
    told = words(app)
    assert "Nothing is suggested from 0 customers and 4 others: at least 20 of each are needed." in told
    assert not app.table


def test_a_lead_is_tested_line_by_line_under_both(open_page: OpenPage, both: Company) -> None:
    changed = drafted().scoring.engagement[0].model_copy(update={"points": 20})
    scoring = drafted().scoring.model_copy(update={"engagement": (changed,)})
    saved_by(
        both.kari,
        Section.CRITERIA,
        value_of(drafted().model_copy(update={"scoring": scoring}), Section.CRITERIA),
    )
    app = opened(open_page, both.kari, part="lead")
    app.text_input(key="criteria_lead_words").set_value("anna").run()
    told = words(app)
    assert "Engagement 20, rating 3" in told
    assert "Engagement 25, rating 2" in told
    assert "+30 job title is Driftsleder" in told
    assert "+25 visited /priser within 30 days :small[:gray[(25 × 1)]]" in told  # what it is made of
    assert "Cell A3, was A2." in told
    app.text_input(key="criteria_lead_words").set_value("nobody at all").run()
    assert "No lead is called so." in words(app)


def test_without_definitions_the_backtest_counts_nothing_and_the_matrix_says_so(open_page: OpenPage) -> None:
    found()  # version 0, which says nothing of criteria
    app = opened(open_page, None, part="backtest")
    told = app.table[0].value
    assert set(told["SQL"]) == {"–"} == set(told["Lead"])
    assert "SQLs a week, for sales" not in told
    assert "in brackets" in words(app)  # there is a draft
    app = opened(open_page, None, part="matrix")
    assert app.title[0].value == "What is done with which leads is not agreed"


def test_without_a_draft_nothing_is_compared_with_itself(open_page: OpenPage) -> None:
    agreed(draft=False)
    app = opened(open_page, None, part="backtest")
    assert "in brackets" not in words(app)
    assert list(app.table[1].value.columns) == ["", "Version 1"]
