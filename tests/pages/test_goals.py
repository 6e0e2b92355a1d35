"""Goals as its users meet it: read the chain, try a number, adjust a target, propose it, see what came of it."""

from html import unescape
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from db.versions import DatabaseKind
from sla_core.agreement import Status
from sla_core.people import Person
from sla_core.terms import Initiative, MarketingPromise, Targets
from tests import builders
from tests.core.episodes import terms
from tests.db.agreeing import Company, agree, complete_terms, found, sign, stored, whole, write
from tests.pages.conftest import OpenPage
from tests.pages.conftest import words as written

PAGE = "pages/agree/goals.py"
LATER = "2026-11-26T10:00+01:00"


@pytest.fixture
def company(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> Company:
    """Version 1, signed: 210 SQLs in November, December and January."""
    monkeypatch.setenv("SLA_NOW", "2026-11-25T10:00+01:00")
    made = found(DatabaseKind.SAMPLE)
    agree(made)
    return made


def acting(open_page: OpenPage, person: Person, *, lang: str = "en", **address: str) -> AppTest:
    app = open_page(PAGE, lang=lang, **address)
    app.selectbox(key="person_choice").set_value(person.id).run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception
    return app


def field(app: AppTest, ends: str) -> Any:
    """The widget whose key ends so."""
    widgets = [*app.number_input, *app.selectbox, *app.text_input]
    (one,) = [widget for widget in widgets if widget.key and widget.key.endswith(ends)]
    return one


def words(app: AppTest) -> str:
    """All that is written on the page, as it is read; every space is one."""
    return unescape(written(app)).replace("\u00a0", " ")


def error(app: AppTest) -> str:
    (shown,) = app.error
    return unescape(str(shown.value))


def cells(app: AppTest) -> str:
    return "\n".join(
        str(value)
        for table in app.table
        for column in table.value.to_dict("list").values()
        for value in column
    )


def months(label: str) -> dict[str, int | None]:
    targets = stored(label).terms.marketing.targets
    return {month: targets[month].sales_qualified for month in sorted(targets)}


@pytest.mark.parametrize(("lang", "title"), [("en", "There are no goals yet"), ("nb", None)])
def test_an_empty_database_says_what_to_do_next(open_page: OpenPage, lang: str, title: str | None) -> None:
    app = open_page(PAGE, lang=lang)
    assert title is None or app.title[0].value == title
    assert len(app.page_link) == 1


def test_without_history_it_says_what_is_not_known_and_never_infinity(
    open_page: OpenPage, company: Company
) -> None:
    app = open_page(PAGE)
    assert app.title[0].value == "210 SQLs agreed for November 2026"
    told = words(app)
    assert "Cannot be computed: the revenue goal is not known." in told
    assert "own: no visits known" in told
    assert "0 journeys, too little data" in told
    assert "Reps, hours and minutes per attempt are agreed under Capacity." in told
    for part in ("pace", "adjust", "value"):
        told = words(open_page(PAGE, part=part))
        assert "inf" not in told.replace("information", "").lower()


def test_a_missing_input_is_marked_with_the_way_to_its_editor(
    open_page: OpenPage, sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLA_NOW", "2026-11-25T10:00+01:00")
    builders.company(terms())
    app = open_page(PAGE)
    assert ":orange[▲ 3 are not agreed]" in words(app)
    link = next(link for link in app.page_link if link.label == "Agree on what is missing")
    assert "section=inputs" in link.proto.query_string
    assert "part=edit" in link.proto.query_string


def planned(**promise: Any) -> None:
    """A company with a revenue goal: 8 customers a month."""
    agreed = {
        "targets": {"2026-11": Targets(sales_qualified=30, marketing_qualified=80, customers=10)},
        "revenue_goal": 12_000_000,
        "average_purchase": 100_000,
        "marketing_share": "0.8",
        "visits_per_month": 8_000,
        **promise,
    }
    builders.company(terms(marketing=MarketingPromise(**agreed).__dict__))


@pytest.fixture
def november(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", "2026-11-25T10:00+01:00")


def test_a_number_typed_into_a_box_says_what_it_takes_and_nothing_is_stored(
    open_page: OpenPage, november: None
) -> None:
    planned()
    for _ in range(20):  # 20 SQLs in October, 10 of them won: 50 %
        builders.handed_over("2026-10-05 10:00", won_at=builders.at("2026-10-20"))
    app = open_page(PAGE)
    assert app.title[0].value == "30 SQLs a month lead to 30 customers; the goal is 8"
    assert ":orange[▲ 22 above the 8 needed]" in words(app)
    before = whole()
    field(app, "_sales_qualified").set_value(12).run()
    assert not app.exception
    told = words(app)
    assert "Tried: SQL." in told
    assert "as typed" in told
    assert "expect 12" in told  # customers
    assert "it takes 12" in told  # MQLs: every one of them became one
    assert "marketing's leads bring 1,200,000 NOK" in told
    assert whole() == before
    press(app, "Back to what is agreed")
    assert field(app, "_sales_qualified").value == 30
    assert "Tried" not in words(app)


def test_an_emptied_box_says_that_there_is_nothing_to_start_from(open_page: OpenPage, november: None) -> None:
    planned()
    app = open_page(PAGE)
    assert "○ not agreed" in words(app)  # no target of leads
    field(app, "_leads").set_value(200).run()
    field(app, "_leads").set_value(None).run()
    assert "Cannot be computed: the number to start from is not known." in words(app)


def test_a_rate_that_is_tried_goes_before_the_own_one_and_a_bad_one_is_said(
    open_page: OpenPage, november: None
) -> None:
    planned()
    app = open_page(PAGE)
    box = str(field(app, "_sales_qualified").key)
    app.session_state[box.replace("sales_qualified", "rates")] = True
    app.run()
    for rate, told in (
        (25.0, "To reach 8 customers you need 32 SQLs; you agreed 30, expect about 8 customers."),
        (0.0, "Cannot be computed: the rate from SQL to customer is 0."),
        (120.0, "Cannot be computed: the rate from SQL to customer is above 100 %."),
    ):
        field(app, "_sales_qualified_to_customer").set_value(rate).run()
        assert not app.exception
        assert told in words(app)


def test_the_period_and_the_part_stand_in_the_address(open_page: OpenPage, company: Company) -> None:
    app = open_page(PAGE, period="quarter", part="pace")
    assert app.title[0].value == "420 SQLs agreed for Q4 2026"
    assert "0 of 210" in cells(app)
    assert "210 promised" in cells(app)
    app.get_by_key("when_choice").set_value("last").run()
    assert "last" in app.query_params["when"]
    assert app.title[0].value == "Q3 2026: 0 SQLs, 0 customers"


def test_unknown_periods_in_the_address_show_the_running_month(open_page: OpenPage, company: Company) -> None:
    assert "November 2026" in open_page(PAGE, period="decade", when="never", part="x").title[0].value


def test_pace_tells_delivered_expected_and_both_deviations(open_page: OpenPage, november: None) -> None:
    planned(targets={"2026-11": Targets(sales_qualified=20, leads=100)})
    for _ in range(20):
        builders.handed_over("2026-11-05 10:00")
    app = open_page(PAGE, part="pace")
    told = words(app)
    assert "20 of 20" in told
    assert ":orange-badge[**▲ More than agreed**]" in told
    assert "17 expected by today · 3 ahead" in told
    assert "20 handed over" in told
    assert "no forecast: needs 8 weeks of history" in told
    assert ":red-badge[**◆ Broken**]" in told  # 20 leads of 100
    press(app, "20 handed over")
    assert len(app.dataframe[0].value) == 20


def test_a_manager_lowers_a_target_sees_what_that_does_and_proposes_it(
    open_page: OpenPage, company: Company
) -> None:
    app = acting(open_page, company.kari, part="adjust")
    field(app, "_number_sales_qualified_2026-11").set_value(190).run()
    assert "Customers to expect: Cannot be computed" in words(app)
    press(app, "Propose 210 → 190 to sales")
    assert "Say why: the other department reads it with the change." in error(app)
    assert whole().amendment is None
    field(app, "_reason").set_value("The fair moves to January")
    press(app, "Propose 210 → 190 to sales")
    made = stored("1.1")
    assert (made.status, made.reason) == (Status.PROPOSED, "The fair moves to January")
    assert months("1.1") == {"2026-11": 190, "2026-12": 210, "2027-01": 210}
    assert months("1")["2026-11"] == 210
    told = words(app)
    assert "Version 1.1 is proposed: both departments can read and sign it." in told
    link = next(link for link in app.page_link if link.label == "Read and sign version 1.1")
    assert "version=1.1" in link.proto.query_string
    assert "The fair moves to January" in cells(app)
    assert "Version 1.1 :gray-badge[proposed]" in cells(app)


def test_signed_by_both_the_month_is_judged_by_it(
    open_page: OpenPage, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLA_NOW", LATER)
    app = acting(open_page, company.kari, part="adjust")
    field(app, "_number_sales_qualified_2026-11").set_value(190).run()
    field(app, "_reason").set_value("The fair moves")
    press(app, "Propose 210 → 190 to sales")
    for person in (company.kari, company.ola):
        sign(person, stored("1.1"), now=builders.at("2026-11-26 10:00"))
    app = open_page(PAGE, part="pace")
    assert "0 of 190" in words(app)
    assert "was 210 until 26 Nov 2026: The fair moves" in words(app)


def test_only_one_amendment_is_proposed_at_a_time(open_page: OpenPage, company: Company) -> None:
    app = acting(open_page, company.kari, part="adjust")
    for number in (190, 180):
        field(app, "_number_sales_qualified_2026-11").set_value(number).run()
        button = next(b for b in app.button if b.label == f"Propose 210 → {number} to sales")
        if button.disabled:
            break
        field(app, "_reason").set_value("Why not")
        press(app, button.label)
    assert button.disabled
    assert "Only one amendment is proposed at a time" in words(app)


def test_a_quarter_is_split_over_its_months_by_working_days(open_page: OpenPage, company: Company) -> None:
    app = acting(open_page, company.ola, part="adjust")
    field(app, "_stage").set_value("sales_qualified").run()
    period = field(app, "_period_2026-11")
    period.set_value("2026-Q4").run()
    field(app, "_number_sales_qualified_2026-Q4").set_value(440).run()
    assert "By working days: Nov 2026 210 · Dec 2026 230" in words(app)
    field(app, "_reason").set_value("More to do")
    press(app, "Propose 420 → 440 to marketing")
    assert months("1.1") == {"2026-11": 210, "2026-12": 230, "2027-01": 210}


def test_a_target_below_what_is_delivered_is_said_and_allowed(open_page: OpenPage, company: Company) -> None:
    for _ in range(12):
        builders.handed_over("2026-11-05 10:00")
    app = acting(open_page, company.kari, part="adjust")
    field(app, "_number_sales_qualified_2026-11").set_value(10).run()
    assert "▲ 12 SQLs are delivered already: the new target is reached before it is agreed." in words(app)
    field(app, "_reason").set_value("Enough")
    press(app, "Propose 210 → 10 to sales")
    assert months("1.1")["2026-11"] == 10


def test_a_period_that_has_ended_cannot_be_adjusted(open_page: OpenPage, company: Company) -> None:
    app = acting(open_page, company.kari, part="adjust", when="last")
    assert "October 2026 has ended: its targets can no longer be changed." in app.info[0].value
    assert "2026-10" not in field(app, "_period_2026-10").options


def test_a_target_can_go_into_the_open_draft_instead(open_page: OpenPage, company: Company) -> None:
    write(company, complete_terms(target=220))
    app = acting(open_page, company.kari, part="adjust")
    field(app, "_number_sales_qualified_2026-11").set_value(190).run()
    press(app, "Save in the draft of version 2")
    assert months("2") == {"2026-11": 190, "2026-12": 220, "2027-01": 220}
    assert whole().amendment is None


def test_a_draft_that_somebody_else_changed_meanwhile_is_not_overwritten(
    open_page: OpenPage, company: Company
) -> None:
    write(company, complete_terms(target=220))
    app = acting(open_page, company.kari, part="adjust")
    field(app, "_number_sales_qualified_2026-11").set_value(190).run()
    write(company, complete_terms(target=230))
    press(app, "Save in the draft of version 2")
    assert "Somebody else has changed this since you opened it." in error(app)
    assert months("2")["2026-11"] == 230


def test_who_may_not_adjust_sees_who_may(open_page: OpenPage, company: Company) -> None:
    app = acting(open_page, company.mette, part="adjust")
    assert "Targets are adjusted by managers: Kari Nordmann, Ola Nordmann." in words(app)
    assert [widget for widget in app.number_input if "adjust" in str(widget.key)] == []


def test_under_working_rules_targets_are_changed_in_the_draft_only(
    open_page: OpenPage, november: None
) -> None:
    builders.company(terms(), signed=False)
    assert "provisional: not signed yet" in words(open_page(PAGE))
    app = open_page(PAGE, part="adjust")
    assert "Nothing is signed yet" in words(app)
    assert [b.label for b in app.button if b.label.startswith("Propose")] == []


def test_what_is_missing_leads_to_its_editor(open_page: OpenPage, november: None) -> None:
    builders.company(terms())
    app = open_page(PAGE, part="value")
    assert "No handover is old enough yet for its end to be known." in words(app)
    links = [link.proto.query_string for link in app.page_link if link.label == "Go there"]
    assert any("section=personas" in query for query in links)
    assert any("section=inputs" in query for query in links)


def test_an_overdue_initiative_is_marked_and_what_users_typed_is_no_markup(
    open_page: OpenPage, november: None
) -> None:
    late = Initiative(what="**A** ![x](http://x.example/y.png)", who="Kari", by="2026-11-01")
    planned(initiatives=(late, Initiative(what="Webinar", who="", by="2027-01-01")))
    told = cells(open_page(PAGE))
    assert ":orange[▲ 1 Nov 2026 · overdue]" in told
    assert "**A**" not in told
    assert "http://" not in told


def test_the_reason_and_currency_are_no_markup(open_page: OpenPage, company: Company) -> None:
    app = acting(open_page, company.kari, part="adjust")
    field(app, "_number_sales_qualified_2026-11").set_value(190).run()
    field(app, "_reason").set_value("![x](http://x.example/y.png)")
    press(app, "Propose 210 → 190 to sales")
    assert "http://" not in cells(app)


@pytest.mark.parametrize("part", ["plan", "pace", "adjust", "value"])
@pytest.mark.parametrize("size", ["desk", "room", "hall"])
def test_every_part_is_drawn_in_every_size_and_language(
    open_page: OpenPage, company: Company, part: str, size: str
) -> None:
    for period in ("month", "quarter"):
        app = open_page(PAGE, lang="nb", part=part, size=size, period=period, when="next")
        assert not app.exception
