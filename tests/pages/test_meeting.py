"""Meeting: verdict, cards, chart, whom to call first, and the number that falls when a call is logged."""

from typing import Any

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from db import handovers, sample
from db.engine import reading, transaction
from db.goals import goals_report
from db.tables import ContactAttemptRow, LeadReturnRow
from sla_core.i18n import Language, Texts
from sla_core.leads import ReturnReason
from sla_core.people import COMMAND_LINE, Action, Role
from sla_core.terms import Targets, Terms
from tests.builders import at, company, handed_over, imported_attempts, terms
from tests.db.company import add_person
from tests.pages.conftest import OpenPage, words

PAGE = "pages/meet/meeting.py"


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", "2026-11-20T10:42+01:00")


def with_target(n: int) -> Terms:
    targets = {"2026-11": Targets(sales_qualified=n, customers=4)}
    return terms(marketing={"targets": targets})


def week(in_time: int, late: int = 0) -> None:
    """Leads of this week, called in time or late, and two that still wait: one in time, one too long."""
    for _ in range(in_time):
        handed_over("2026-11-18 09:00", "2026-11-18 10:00")
    for _ in range(late):
        handed_over("2026-11-18 09:00", "2026-11-18 15:00")
    handed_over("2026-11-20 09:42", company="Tindra Helse")
    handed_over("2026-11-19 09:00", company="Bjerke *Logistikk*")


def button(app: AppTest, label: str, place: int = 0) -> Any:
    return [button for button in app.button if button.label == label][place]


def test_the_verdict_and_the_three_cards_tell_the_same_figures(open_page: OpenPage) -> None:
    company(with_target(20))
    week(in_time=11)
    app = open_page(PAGE)
    assert app.title[0].value == "Week 47: 1 lead behind plan; follow-up holds at 91\u00a0%"
    assert [metric.value for metric in app.metric] == ["13", "91\u00a0%", "1"]
    told = words(app)
    assert "14 expected by today · 20\u00a0promised" in told
    assert "11 of 12 · 11 needed · 90\u00a0%\u00a0promised" in told
    assert "of 2 · longest 9\u00a0h\u00a042\u00a0min of\u00a04\u00a0h" in told
    for badge in ("▲\u00a0At risk", "✓\u00a0Kept", "◆\u00a0Broken", "✓ Agreement v3"):
        assert badge in told
    assert "as of 10:42 · working hours Mon–Fri 08–16, Oslo" in told
    assert "no common goal" not in told
    assert "provisional" not in told


def test_under_ten_cases_the_count_stands_alone_and_says_so(open_page: OpenPage) -> None:
    company(with_target(20))
    week(in_time=3)
    app = open_page(PAGE)
    assert app.metric[1].value == "3"
    assert "○\u00a0Too little data" in words(app)
    assert "of 4 in time" in words(app)


def test_on_a_monday_the_card_says_that_it_shows_the_last_seven_days(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLA_NOW", "2026-11-23T08:30+01:00")
    company()
    week(in_time=11)
    app = open_page(PAGE)
    assert app.title[0].value.startswith("Week 48")
    assert "the last 7 days" in words(app)


def test_figures_under_version_0_say_that_nobody_has_signed(open_page: OpenPage) -> None:
    company(with_target(20), signed=False)
    week(in_time=11)
    told = words(open_page(PAGE))
    assert told.count("provisional: not signed yet") == 3
    assert "working\u00a0rule\u00a020" in told
    assert "○ Not signed yet" in told
    assert "promised" not in told


def test_without_a_target_the_number_is_shown_and_not_judged(open_page: OpenPage) -> None:
    company()
    week(in_time=11)
    told = words(open_page(PAGE))
    assert "○\u00a0No target" in told
    assert "no target for November yet" in told
    assert "no common goal set yet" in told


def test_those_who_wait_longest_are_called_first_and_their_names_are_not_markup(open_page: OpenPage) -> None:
    company()
    week(in_time=1)
    told = words(open_page(PAGE))
    assert told.index("Bjerke &#42;Logistikk&#42;") < told.index("Tindra Helse")
    assert ":red[◆ **9\u00a0h\u00a042\u00a0min**] of 4\u00a0h · Ola" in told


def log(app: AppTest, outcome: str) -> AppTest:
    """Open the dialog of the first lead, choose what came of it and press the button."""
    button(app, "Log a call").click().run()
    app.get_by_key("log_outcome_call").set_value(outcome).run()
    return app.button(key="log_now").click().run()


def test_logging_a_call_makes_the_number_fall_at_once(open_page: OpenPage) -> None:
    company()
    week(in_time=11)
    app = log(open_page(PAGE), "connected")
    assert not app.exception
    assert app.metric[2].value == "0"
    assert "✓\u00a0Kept" in words(app)
    assert "Logged&#58; Talked&#46;" in words(app)
    with reading() as db:
        (logged,) = db.exec(select(ContactAttemptRow).where(ContactAttemptRow.outcome == "connected")).all()
        assert (logged.channel, logged.occurred_at) == ("call", at("2026-11-20 10:42"))


def test_nothing_is_logged_before_somebody_says_what_came_of_it(open_page: OpenPage) -> None:
    company()
    week(in_time=1)
    app = open_page(PAGE)
    button(app, "Log a call").click().run()
    assert app.button(key="log_now").disabled


def test_a_viewer_cannot_log(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    company()
    week(in_time=1)
    viewer = add_person("Ola Hansen", Role.VIEWER)
    monkeypatch.setattr("pages.ui.session.person", lambda *_: viewer)
    assert button(open_page(PAGE), "Log a call").disabled


def test_each_number_opens_its_leads(open_page: OpenPage) -> None:
    company()
    week(in_time=11)
    app = open_page(PAGE)
    shown = []
    for place in range(3):
        button(app, "Leads", place).click().run()
        shown.append(len(app.dataframe[0].value))
        assert f"{shown[-1]} leads" in words(app)
    assert shown == [13, 13, 2]
    assert set(app.dataframe[0].value["Company"]) == {"Tindra Helse", "Bjerke *Logistikk*"}


def test_the_leads_behind_what_marketing_delivers_are_those_that_count_and_the_returned_have_their_own_list(
    open_page: OpenPage,
) -> None:
    company()
    week(in_time=3)
    returned("2026-11-18 09:00", "2026-11-18 11:00")
    app = open_page(PAGE)
    assert app.metric[0].value == "5"
    assert "6 handed over" in words(app)
    button(app, "Leads").click().run()
    assert len(app.dataframe[0].value) == 5
    app = open_page(PAGE)
    button(app, "1 returned").click().run()
    assert list(app.dataframe[0].value["Company"]) == ["Sendt tilbake"]


def returned(when: str, given_back: str) -> None:
    lead_id = handed_over(when, company="Sendt tilbake")
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        moment, reason = at(given_back), ReturnReason.BAD_DATA
        db.add(LeadReturnRow(lead_id=lead_id, returned_at=moment, reason=reason, returned_by="Ola"))
        db.flush()
        handovers.rebuild(db, [lead_id])


def test_the_dialog_of_a_call_says_who_is_the_lead_and_who_the_owner(open_page: OpenPage) -> None:
    company()
    handed_over("2026-11-20 09:42", company="Tindra Helse", first_name="Per", last_name="Lauvås")
    app = open_page(PAGE)
    button(app, "Log a call").click().run()
    assert "**Tindra Helse**  \nLead: Per Lauvås · Owner: Ola" in words(app)


def test_where_no_waiting_lead_can_be_judged_nothing_is_kept(open_page: OpenPage) -> None:
    company()
    handed_over("2026-11-18 09:00")
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.add(imported_attempts(known_until=at("2026-11-18 09:30")))
    told = words(open_page(PAGE))
    assert "of 1 waiting; of none is it known" in told
    assert "Kept" not in told
    assert "none judged in the last 7 days" in told


def test_a_date_of_another_year_is_told_with_its_year(open_page: OpenPage) -> None:
    company()
    week(in_time=1)
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.add(imported_attempts(known_until=at("2021-04-15 23:00")))
    app = open_page(PAGE)
    assert "Thu, 15 Apr 2021 23:00" in app.warning[0].value
    assert "as of Thu, 15 Apr 2021 23:00" in words(app)


def test_data_older_than_a_day_is_a_bar_across_the_page(open_page: OpenPage) -> None:
    company()
    week(in_time=1)
    assert not open_page(PAGE).warning
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.add(imported_attempts(known_until=at("2026-11-19 10:00")))
    app = open_page(PAGE)
    assert "Thu 19 Nov 10:00" in app.warning[0].value
    assert "as of Thu 19 Nov 10:00" in words(app)
    assert app.metric[2].value == "0"  # what passed since then is not held against sales


@pytest.mark.parametrize(
    ("show", "metrics", "charts", "calls"), [("", 3, 0, 0), ("leads", 0, 1, 0), ("waiting", 0, 0, 2)]
)
def test_at_hall_each_part_has_the_page_to_itself(
    open_page: OpenPage, show: str, metrics: int, charts: int, calls: int
) -> None:
    company()
    week(in_time=1)
    app = open_page(PAGE, size="hall", show=show)
    drawn = [button for button in app.button if button.label == "Log a call"]
    assert (len(app.metric), len(app.get("vega_lite_chart")), len(drawn)) == (metrics, charts, calls)


@pytest.mark.parametrize("lang", ["en", "nb"])
@pytest.mark.parametrize("size", ["desk", "room", "hall"])
def test_the_page_is_drawn_in_both_languages_and_all_sizes(open_page: OpenPage, lang: str, size: str) -> None:
    company(with_target(20))
    week(in_time=11)
    app = open_page(PAGE, lang=lang, size=size)
    assert len(app.metric) == 3
    assert "91\u00a0%" in app.title[0].value


def test_leads_that_no_clock_can_judge_are_not_called_in_time(open_page: OpenPage) -> None:
    company(with_target(20))
    for number in range(8):
        handed_over("2026-11-20 10:00", last_name=f"Waits {number}")
    handed_over(None, last_name="Undated")
    assert "and 3 more, 1 of them not measurable" in words(open_page())


def test_by_when_this_months_customers_had_to_be_leads_stands_at_a_desk(open_page: OpenPage) -> None:
    company(terms(marketing={"journey_days": 50}))
    week(in_time=11)
    told = "customers had to exist by 11 Oct 2026"
    assert told in words(open_page())
    assert told not in words(open_page(size="room"))


def test_what_the_month_may_come_to_stands_beside_the_chart_at_a_desk_and_is_the_figure_of_goals(
    open_page: OpenPage,
) -> None:
    with transaction(COMMAND_LINE, Action.LOAD_SAMPLE) as db:
        sample.load(db, now=at("2026-11-20 10:42"), t=Texts(Language.ENGLISH), leads=1_500, activities=0)
    with reading() as db:
        (goal,) = [
            g
            for g in goals_report(db, label=None, now=at("2026-11-20 10:42")).goals
            if g.stage == "sales_qualified"
        ]
    assert goal.forecast is not None
    told = f"{goal.forecast.low} to {goal.forecast.high} by its end"
    assert told in words(open_page())
    assert told not in words(open_page(size="room"))
