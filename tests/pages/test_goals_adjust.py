"""Adjusting a target as a user: what it does, why, who may; what is proposed, saved, refused."""

import pytest

from db.versions import DatabaseKind
from sla_core.agreement import Status
from sla_core.terms import Targets
from tests import builders
from tests.core.episodes import terms
from tests.db.agreeing import Company, agree, complete_terms, found, sign, stored, whole, write
from tests.pages.conftest import OpenPage
from tests.pages.goal_acts import PAGE, acting, cells, error, field, months, press, words

LATER = "2026-11-26T10:00+01:00"


@pytest.fixture
def company(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> Company:
    """Version 1, signed: 210 SQLs in November, December and January."""
    monkeypatch.setenv("SLA_NOW", "2026-11-25T10:00+01:00")
    made = found(DatabaseKind.SAMPLE)
    agree(made)
    return made


@pytest.fixture
def november(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", "2026-11-25T10:00+01:00")


def test_a_manager_lowers_a_target_sees_what_that_does_and_proposes_it(
    open_page: OpenPage, company: Company
) -> None:
    app = acting(open_page, company.kari, part="adjust")
    field(app, "_number_sales_qualified_2026-11").set_value("190").run()
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


def test_a_lowered_mql_target_says_what_it_does_to_customers_and_sales_and_judges_once_signed(
    open_page: OpenPage, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed = complete_terms()
    targets = {"2026-11": Targets(marketing_qualified=210, sales_qualified=210)}
    promise = agreed.marketing.model_copy(update={"targets": targets})
    write(company, agreed.model_copy(update={"marketing": promise}))
    agree(company)
    for place in range(20):  # every MQL became an SQL, every second of these a customer
        won = builders.at("2026-10-20") if place % 2 else None
        builders.handed_over("2026-10-05 10:00", won_at=won)
    app = acting(open_page, company.kari, part="adjust")
    field(app, "_stage").set_value("marketing_qualified").run()
    field(app, "_number_marketing_qualified_2026-11").set_value("190").run()
    told = words(app)
    assert "Customers to expect: 105 → 95" in told
    assert "SQLs for sales: 210 → 190" in told
    field(app, "_reason").set_value("One webinar less")
    press(app, "Propose 210 → 190 to sales")
    proposed = whole().amendment
    assert proposed is not None
    for person in (company.kari, company.ola):
        sign(person, proposed, now=builders.at("2026-11-26 10:00"))
    monkeypatch.setenv("SLA_NOW", LATER)
    assert "0 of 190" in words(open_page(PAGE, part="pace"))


def test_signed_by_both_the_month_is_judged_by_it(
    open_page: OpenPage, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLA_NOW", LATER)
    app = acting(open_page, company.kari, part="adjust")
    field(app, "_number_sales_qualified_2026-11").set_value("190").run()
    field(app, "_reason").set_value("The fair moves")
    press(app, "Propose 210 → 190 to sales")
    for person in (company.kari, company.ola):
        sign(person, stored("1.1"), now=builders.at("2026-11-26 10:00"))
    app = open_page(PAGE, part="pace")
    assert "0 of 190" in words(app)
    assert "was 210 until 26 Nov 2026: The fair moves" in words(app)
    builders.handed_over("2026-11-24 09:00")
    _, promised = words(open_page()).split("expected by today", 1)
    assert "190" in promised[:30], "Meeting judges by it too"


def test_only_one_amendment_is_proposed_at_a_time(open_page: OpenPage, company: Company) -> None:
    app = acting(open_page, company.kari, part="adjust")
    for number in (190, 180):
        field(app, "_number_sales_qualified_2026-11").set_value(str(number)).run()
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
    field(app, "_number_sales_qualified_2026-Q4").set_value("440").run()
    assert "By working days: Nov 2026 210 · Dec 2026 230" in words(app)
    field(app, "_reason").set_value("More to do")
    press(app, "Propose 420 → 440 to marketing")
    assert months("1.1") == {"2026-11": 210, "2026-12": 230, "2027-01": 210}


def test_a_target_below_what_is_delivered_is_said_and_allowed(open_page: OpenPage, company: Company) -> None:
    for _ in range(12):
        builders.handed_over("2026-11-05 10:00")
    app = acting(open_page, company.kari, part="adjust")
    field(app, "_number_sales_qualified_2026-11").set_value("10").run()
    assert "▲ 12 SQLs are delivered already: the new target is reached before it is agreed." in words(app)
    field(app, "_reason").set_value("Enough")
    press(app, "Propose 210 → 10 to sales")
    assert months("1.1")["2026-11"] == 10


def test_a_period_that_has_ended_cannot_be_adjusted(open_page: OpenPage, company: Company) -> None:
    app = acting(open_page, company.kari, part="adjust", when="last")
    assert "October 2026 has ended: its targets can no longer be changed." in app.info[0].value
    shown = (
        acting(open_page, company.kari, part="adjust", when="last", period="quarter", lang="nb").info[0].value
    )
    assert shown.startswith("3&#46; kvartal 2026"), "not as the third item of a list"
    assert "2026-10" not in field(app, "_period_2026-10").options


def test_a_target_can_go_into_the_open_draft_instead(open_page: OpenPage, company: Company) -> None:
    write(company, complete_terms(target=220))
    app = acting(open_page, company.kari, part="adjust")
    field(app, "_number_sales_qualified_2026-11").set_value("190").run()
    press(app, "Save in the draft of version 2")
    assert months("2") == {"2026-11": 190, "2026-12": 220, "2027-01": 220}
    assert whole().amendment is None


def test_what_is_typed_stays_where_somebody_else_has_proposed_meanwhile(
    open_page: OpenPage, company: Company
) -> None:
    mine = acting(open_page, company.kari, part="adjust")
    other = acting(open_page, company.ola, part="adjust")
    for app, number, why in ((mine, "190", "The fair moves"), (other, "180", "Nobody to call")):
        field(app, "_number_sales_qualified_2026-11").set_value(number).run()
        field(app, "_reason").set_value(why)
    press(other, "Propose 210 → 180 to marketing")
    assert field(other, "_reason").value == "", "what was proposed is gone from the form"
    assert field(other, "_number_sales_qualified_2026-11").value == "210"
    press(mine, "Propose 210 → 190 to sales")
    assert "There is a proposed amendment already" in error(mine)
    assert field(mine, "_reason").value == "The fair moves"
    assert field(mine, "_number_sales_qualified_2026-11").value == "190"


def test_a_target_that_leads_to_fewer_sqls_than_stay_promised_says_so(
    open_page: OpenPage, company: Company
) -> None:
    agreed = complete_terms()
    targets = {"2026-11": Targets(marketing_qualified=210, sales_qualified=210)}
    write(
        company,
        agreed.model_copy(update={"marketing": agreed.marketing.model_copy(update={"targets": targets})}),
    )
    agree(company)
    for _ in range(20):
        builders.handed_over("2026-10-05 10:00")
    app = acting(open_page, company.kari, part="adjust")
    field(app, "_stage").set_value("marketing_qualified").run()
    field(app, "_number_marketing_qualified_2026-11").set_value("190").run()
    assert "▲ 210 SQLs stay promised: at our own rates this leads to 190." in words(app)
    field(app, "_stage").set_value("sales_qualified").run()
    field(app, "_number_sales_qualified_2026-11").set_value("190").run()
    assert "stay promised" not in words(app)


def test_a_draft_that_somebody_else_changed_meanwhile_is_not_overwritten(
    open_page: OpenPage, company: Company
) -> None:
    write(company, complete_terms(target=220))
    app = acting(open_page, company.kari, part="adjust")
    field(app, "_number_sales_qualified_2026-11").set_value("190").run()
    write(company, complete_terms(target=230))
    press(app, "Save in the draft of version 2")
    assert "Somebody else has changed this since you opened it." in error(app)
    assert months("2")["2026-11"] == 230


def test_who_may_not_adjust_sees_who_may(open_page: OpenPage, company: Company) -> None:
    app = acting(open_page, company.mette, part="adjust")
    assert "Targets are adjusted by managers: Kari Nordmann, Ola Nordmann." in words(app)
    assert [widget for widget in app.text_input if "adjust" in str(widget.key)] == []


def test_under_working_rules_targets_are_changed_in_the_draft_only(
    open_page: OpenPage, november: None
) -> None:
    builders.company(terms(), signed=False)
    assert "provisional: not signed yet" in words(open_page(PAGE))
    app = open_page(PAGE, part="adjust")
    assert "Nothing is signed yet" in words(app)
    assert [b.label for b in app.button if b.label.startswith("Propose")] == []


def test_the_reason_and_currency_are_no_markup(open_page: OpenPage, company: Company) -> None:
    app = acting(open_page, company.kari, part="adjust")
    field(app, "_number_sales_qualified_2026-11").set_value("190").run()
    field(app, "_reason").set_value("![x](http://x.example/y.png)")
    press(app, "Propose 210 → 190 to sales")
    assert "http://" not in cells(app)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("-1", "“New number” has to be a whole number, not -1."),
        ("12,5", "“New number” has to be a whole number, not 12,5."),
        ("12.5", "“New number” has to be a whole number, not 12.5."),
        ("many", "“New number” has to be a whole number, not many."),
        ("1,000,000,001", "“New number” cannot be above 1000000000."),
    ],
)
def test_a_number_that_cannot_be_is_refused_beneath_its_field(
    open_page: OpenPage, company: Company, number: str, told: str
) -> None:
    app = acting(open_page, company.kari, part="adjust")
    field(app, "_number_sales_qualified_2026-11").set_value(number).run()
    assert error(app) == told
    (button,) = [b for b in app.button if b.label.startswith("Propose")]
    assert button.disabled


def test_the_field_for_the_reason_is_the_same_one_whatever_is_asked_for(
    open_page: OpenPage, company: Company
) -> None:
    """What is typed in a form and not sent yet is known to the browser only, as long as the field is on the page."""
    app = acting(open_page, company.kari, part="adjust")
    known = {field(app, "_reason").id}
    field(app, "_number_sales_qualified_2026-11").set_value("190").run()
    known.add(field(app, "_reason").id)
    field(app, "_period_2026-11").set_value("2026-Q4").run()
    known.add(field(app, "_reason").id)
    field(app, "_number_sales_qualified_2026-Q4").set_value("-1").run()
    known.add(field(app, "_reason").id)
    assert len(known) == 1


def test_a_reason_that_was_refused_comes_back_with_the_part_of_the_page(
    open_page: OpenPage, company: Company
) -> None:
    write(company, complete_terms(target=220))
    app = acting(open_page, company.kari, part="adjust")
    field(app, "_number_sales_qualified_2026-11").set_value("190").run()
    write(company, complete_terms(target=230))
    field(app, "_reason").set_value("The fair moves")
    press(app, "Save in the draft of version 2")
    for part in ("pace", "adjust"):
        app.get_by_key("part_choice").set_value(part).run()
    assert field(app, "_reason").value == "The fair moves"


def test_no_month_of_a_quarter_gets_less_than_it_has_delivered_and_that_is_said(
    open_page: OpenPage, company: Company
) -> None:
    for _ in range(12):
        builders.handed_over("2026-11-05 10:00")
    app = acting(open_page, company.kari, part="adjust")
    field(app, "_period_2026-11").set_value("2026-Q4").run()
    field(app, "_number_sales_qualified_2026-Q4").set_value("20").run()
    told = words(app)
    assert "By working days: Nov 2026 12 · Dec 2026 8" in told
    assert "Nov 2026 has delivered 12 already and gets no less." in told
    field(app, "_number_sales_qualified_2026-Q4").set_value("11").run()
    assert "and 12 are delivered since: at least 12 it must be." in error(app)
    assert "2026-Q4" not in error(app)
