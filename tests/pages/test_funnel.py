"""Funnel: what it says of a small quarter, and that each number leads to its leads."""

import pytest
from streamlit.testing.v1 import AppTest

from db import handovers
from db.engine import transaction
from db.tables import LeadReturnRow, LeadRow, StageEntryRow
from sla_core.i18n import Language, Texts
from sla_core.leads import Basis, ReturnReason, Stage
from sla_core.people import COMMAND_LINE, Action
from sla_core.terms import Targets
from tests.builders import at, company, terms
from tests.pages.conftest import OpenPage, words

PAGE = "pages/track/funnel.py"
NOW = "2026-11-20T10:42+01:00"
T = Texts(Language.ENGLISH)
MQL, SQL, CUSTOMER = Stage.MARKETING_QUALIFIED, Stage.SALES_QUALIFIED, Stage.CUSTOMER


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", NOW)


def add(created: str | None, *entries: tuple[Stage, str | None], **known: object) -> int:
    """A lead with the dates of its stages; its id."""
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        row = LeadRow(created_at=at(created) if created else None, **known)
        db.add(row)
        db.flush()
        for stage, when in entries:
            moment = at(when) if when else None
            noted = moment or at("2026-11-01")
            db.add(
                StageEntryRow(
                    lead_id=row.id, stage=stage, entered_at=moment, recorded_at=noted, basis=Basis.CRM
                )
            )
        db.flush()
        handovers.rebuild(db, [row.id or 0])
        return row.id or 0


@pytest.fixture
def quarter(sqlite_database: str) -> None:
    """Twelve leads of November: MQLs all but one, one by a skip; three SQLs, one returned, one lost, a customer."""
    targets = {"2026-11": Targets(leads=18, marketing_qualified=40, sales_qualified=6)}
    company(terms(marketing={"targets": targets}))
    for number in range(8):
        add("2026-11-02 09:00", (MQL, "2026-11-03 09:00"), company=f"Nordvik {number}", source="Webinar")
    add("2026-11-02 09:00", company="Bare lead", source="Webinar")
    add("2026-11-02 09:00", (SQL, "2026-11-05 09:00"), company="Hopp", source="*Referral*")
    add("2026-11-02 09:00", (MQL, None), (SQL, "2026-11-06 09:00"), company="Tapt AS", lost=True)
    won = [(MQL, "2026-11-03 09:00"), (SQL, "2026-11-04 09:00"), (CUSTOMER, "2026-11-16 09:00")]
    returned = add("2026-11-02 09:00", *won, company="Kunde AS", source="*Referral*")
    add("2026-08-03 09:00", (MQL, "2026-08-04 09:00"), company="Sommer", source="Webinar")
    add("2026-11-10 09:00", (MQL, None), company="Udatert")
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        moment, reason = at("2026-11-04 10:00"), ReturnReason.NO_NEED_NOW
        db.add(LeadReturnRow(lead_id=returned, returned_at=moment, reason=reason, returned_by="Ola"))
        db.flush()
        handovers.rebuild(db, [returned])


def count(app: AppTest, name: str) -> str:
    return next((str(b.label) for b in app.button if b.key == f"leads_funnel_{name}"), "none")


def leads_behind(app: AppTest, name: str) -> list[str]:
    app.button(key=f"leads_funnel_{name}").click().run()
    assert not app.exception
    return sorted(app.dataframe[-1].value["Company"])


def alt(app: AppTest) -> str:
    """What the chart says to those who do not see it."""
    (chart,) = app.get("vega_lite_chart")
    return str(chart.proto.alt)


@pytest.mark.usefixtures("quarter")
def test_the_verdict_names_who_is_behind_and_the_chart_tells_promise_and_rates(open_page: OpenPage) -> None:
    app = open_page(PAGE, period="this-month")
    assert app.title[0].value == "Behind plan: MQL 17; the other stages hold"
    said = alt(app)
    assert "Lead 13, Kept, ✓ 18\u00a0promised" in said
    assert "MQL 11, Broken, ◆ 17 behind plan · 40\u00a0promised, October 2026 by the same day: 0" in said
    assert "↓ so far 27\u00a0% (3 of 11), between 9.7\u00a0% and 57\u00a0% · not ripe yet" in said


@pytest.mark.usefixtures("quarter")
def test_what_passed_a_stage_and_what_was_delivered_are_two_numbers_and_said_to_be(
    open_page: OpenPage,
) -> None:
    said = words(open_page(PAGE, period="this-month"))  # one of the three was handed over again
    assert "3 leads came to SQL, 4 count towards the promise" in said
    assert "count towards the promise" not in words(open_page(PAGE, period="all"))


def test_that_more_went_on_to_a_stage_than_came_to_it_is_explained_by_lacking_dates(
    open_page: OpenPage,
) -> None:
    company()
    for number in range(3):
        add("2026-11-02 09:00", (MQL, None), company=f"Nordvik {number}")
    app = open_page(PAGE, period="this-month")
    assert "A stage without a date is in no period's number" in words(app)


@pytest.mark.usefixtures("quarter")
def test_the_shapes_in_the_chart_are_told_in_words(open_page: OpenPage) -> None:
    assert "✓ kept · ◆ broken" in words(open_page(PAGE, period="this-month"))


@pytest.mark.usefixtures("quarter")
def test_a_stage_leads_to_the_leads_that_came_to_it(open_page: OpenPage) -> None:
    app = open_page(PAGE, period="this-month")
    assert leads_behind(app, "entered_sales_qualified") == ["Hopp", "Kunde AS", "Tapt AS"]
    rows = app.dataframe[-1].value.set_index("Company")
    assert rows.loc["Kunde AS", "Came to the stage"] == "4 Nov 2026"
    assert (rows.loc["Kunde AS", "Stands in"], rows.loc["Tapt AS", "Stands in"]) == ("Customer", "SQL · lost")
    assert next(iter(rows.index)) == "Tapt AS"  # the newest first


@pytest.mark.usefixtures("quarter")
def test_what_stands_beside_the_flow_leads_to_its_leads(open_page: OpenPage) -> None:
    assert leads_behind(open_page(PAGE, period="this-month"), "skipped") == ["Hopp", "Kunde AS"]
    app = open_page(PAGE, period="this-month")
    assert leads_behind(app, "undated") == ["Udatert"]
    assert list(app.dataframe[-1].value["Without a date"]) == ["MQL"]
    assert leads_behind(open_page(PAGE, period="this-month"), "returned") == ["Kunde AS"]
    assert leads_behind(open_page(PAGE, show="stock"), "lost") == ["Tapt AS"]
    standing = leads_behind(open_page(PAGE, show="stock"), "standing_lead")
    assert standing == ["Bare lead"]


@pytest.mark.usefixtures("quarter")
def test_under_ten_cases_there_is_no_rate(open_page: OpenPage) -> None:
    table = open_page(PAGE, show="cohorts", period="this-month").dataframe[0].value.set_index("Source")
    assert table.loc["*Referral*", "Rate so far"] == "1 of 2 (too little data)"
    assert table.loc["*Referral*", "Interval"] == ""
    assert table.loc["Webinar", "Rate so far"] == "0 of 9 (too little data)"
    assert "○, 1 lead · too little data" in alt(open_page(PAGE, show="times", period="this-month"))


@pytest.mark.usefixtures("quarter")
def test_what_is_chosen_stands_in_the_address(open_page: OpenPage) -> None:
    app = open_page(PAGE)
    app.get_by_key("period_pick").set_value("last-quarter").run()
    assert app.query_params["period"] == "last-quarter"
    assert app.title[0].value == "Q3 2026: 1 lead, 0 customers"
    app.get_by_key("by_choice").set_value("owner").run()
    assert app.query_params["by"] == "owner"
    assert "Owner" in app.dataframe[0].value
    app.get_by_key("show_choice").set_value("cohorts").run()
    app.get_by_key("grain_choice").set_value("week").run()
    chosen = [app.query_params[name] for name in ("show", "period", "by", "grain")]
    assert chosen == ["cohorts", "last-quarter", "owner", "week"]


@pytest.mark.usefixtures("quarter")
@pytest.mark.parametrize(
    "address", [{"period": "nonsense"}, {"by": "x"}, {"show": "x"}, {"period": "2026-13"}]
)
def test_an_address_that_means_nothing_shows_what_is_usual(
    open_page: OpenPage, address: dict[str, str]
) -> None:
    app = open_page(PAGE, **address)
    assert "From lead to customer, Q4 2026" in words(app)
    assert "Source" in app.dataframe[0].value


@pytest.mark.usefixtures("quarter")
@pytest.mark.parametrize("show", ["flow", "cohorts", "times"])
def test_a_period_without_leads_says_so_and_what_to_do(open_page: OpenPage, show: str) -> None:
    app = open_page(PAGE, show=show, period="2025-Q1")
    assert "No lead came to any stage: Q1 2025. Choose another period." in words(app)
    assert not app.get("vega_lite_chart")


@pytest.mark.usefixtures("quarter")
@pytest.mark.parametrize("lang", ["en", "nb"])
@pytest.mark.parametrize("size", ["desk", "room", "hall"])
@pytest.mark.parametrize("show", ["flow", "stock", "cohorts", "times"])
def test_every_part_is_drawn_in_every_size_and_language(
    open_page: OpenPage, show: str, size: str, lang: str
) -> None:
    app = open_page(PAGE, lang=lang, size=size, show=show)
    assert not app.exception
    assert len(app.get("vega_lite_chart")) == 1
    assert "10:42" in words(app)


def test_an_empty_database_leads_to_the_start(open_page: OpenPage) -> None:
    assert open_page(PAGE).page_link[0].label == "Start"


def test_without_leads_the_page_says_what_to_do(open_page: OpenPage) -> None:
    company()
    app = open_page(PAGE)
    assert app.title[0].value == "There are no leads yet"
    assert app.page_link[0].label == "Bring in leads"


def test_unsigned_terms_are_called_a_working_rule(open_page: OpenPage) -> None:
    company(terms(marketing={"targets": {"2026-11": Targets(leads=20)}}), signed=False)
    for _ in range(12):
        add("2026-11-02 09:00")
    app = open_page(PAGE, period="this-month")
    assert "provisional: not signed yet" in words(app)
    assert "working\u00a0rule\u00a020" in alt(app)
