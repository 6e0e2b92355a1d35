"""Funnel: the figures of the sample company are those of the command, in every part of the page."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from db import funnel, sample
from db.engine import reading, transaction
from sla_core import labels
from sla_core.funnel import By, FunnelReport
from sla_core.funnel.words import converted
from sla_core.i18n import Language, Texts
from sla_core.leads import Stage
from sla_core.people import COMMAND_LINE, Action
from tests.builders import at
from tests.pages.conftest import OpenPage, words

PAGE = "pages/track/funnel.py"
NOW = "2026-11-20T10:42+01:00"
T = Texts(Language.ENGLISH)
MQL, SQL, CUSTOMER = Stage.MARKETING_QUALIFIED, Stage.SALES_QUALIFIED, Stage.CUSTOMER


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", NOW)


def alt(app: AppTest) -> str:
    """What the chart says to those who do not see it."""
    (chart,) = app.get("vega_lite_chart")
    return str(chart.proto.alt)


def count(app: AppTest, name: str) -> str:
    return next((str(b.label) for b in app.button if b.key == f"leads_funnel_{name}"), "none")


@pytest.fixture
def sample_company(sqlite_database: str) -> None:
    with transaction(COMMAND_LINE, Action.LOAD_SAMPLE) as db:
        sample.load(db, now=at("2026-11-20 10:42"), t=T, leads=900, activities=0)


def report(first: str | None, last: str | None, by: By = By.SOURCE) -> FunnelReport:
    """What the command says of the same period."""
    begin, end = (date.fromisoformat(day) if day else None for day in (first, last))
    with reading() as db:
        return funnel.report(db, first=begin, last=end, by=by, now=at("2026-11-20 10:42"))


@pytest.mark.usefixtures("sample_company")
@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("this-quarter", "2026-10-01", "2026-12-31"),
        ("last-quarter", "2026-07-01", "2026-09-30"),
        ("this-month", "2026-11-01", "2026-11-30"),
        ("last-month", "2026-10-01", "2026-10-31"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("all", None, None),
    ],
)
def test_the_figures_of_a_period_are_those_of_the_command(
    open_page: OpenPage, period: str, first: str | None, last: str | None
) -> None:
    app, told = open_page(PAGE, period=period), report(first, last)
    skipped, undated = sum(told.flow.skipped.values()), sum(told.flow.undated.values())
    entered = {
        f"{T(labels.STAGES[stage])} **{T.number(told.flow.entered[stage])}**" for stage in list(Stage)[1:]
    }
    beside = {
        T.plural("{n} stage skipped", "{n} stages skipped", skipped),
        T.plural("{n} stage without a date", "{n} stages without a date", undated),
        T.plural("{n} lead returned", "{n} leads returned", told.returned),
    }
    said = words(app).replace(":small[", "").replace("]", "").splitlines()
    assert entered | beside <= set(said)  # a zero has no button
    table = app.dataframe[0].value
    assert list(table["Source"]) == [group.value for group in told.groups]
    assert list(table["SQL"]) == [group.entered[SQL] for group in told.groups]
    ripe = all(cohort.ripe for cohort in told.cohorts)
    head = "Customers of the leads created" if ripe else "Customers so far of the leads created"
    assert list(table[head]) == [converted(g.won, T) for g in told.groups]


@pytest.mark.usefixtures("sample_company")
@pytest.mark.parametrize("by", list(By))
def test_cohorts_and_groups_are_those_of_the_command(open_page: OpenPage, by: By) -> None:
    app, told = open_page(PAGE, show="cohorts", by=by.value), report(None, None, by)
    assert app.title[0].value == f"{converted(told.ripe, T)} of the ripe leads became customers"
    assert f"All leads, ripe or not: {converted(told.total, T)}." in words(app)
    table = app.dataframe[0].value
    groups = [group for group in told.groups if group.won.of]
    assert list(table["Leads"]) == [group.won.of for group in groups]
    assert list(table["Customers"]) == [group.won.found for group in groups]
    assert list(table["Rate so far"]) == [converted(group.won, T) for group in groups]
    assert [value or "Not known" for value in (g.value for g in groups)] == list(table.iloc[:, 0])


@pytest.mark.usefixtures("sample_company")
def test_a_rate_of_leads_that_may_still_become_customers_is_told_so_in_its_table(open_page: OpenPage) -> None:
    unripe, ripe = open_page(PAGE, period="this-quarter"), open_page(PAGE, period="2026-Q1")
    assert "Customers so far of the leads created" in unripe.dataframe[0].value
    assert "Customers of the leads created" in ripe.dataframe[0].value
    assert "Rate" in open_page(PAGE, show="cohorts", period="2026-Q1").dataframe[0].value


@pytest.mark.usefixtures("sample_company")
def test_every_cohort_stands_in_the_chart_and_the_unripe_ones_are_told_so(open_page: OpenPage) -> None:
    told, said = report(None, None), alt(open_page(PAGE, show="cohorts"))
    for cohort in told.cohorts:
        counts = f"{cohort.won.found} of {cohort.won.of}"
        assert f"{T.day(cohort.first, 'yMMM')}: " in said
        assert counts in said
    assert said.count("not ripe yet") == sum(not cohort.ripe for cohort in told.cohorts) > 0


@pytest.mark.usefixtures("sample_company")
def test_cohorts_by_week_say_how_many_of_them_are_shown(open_page: OpenPage) -> None:
    app = open_page(PAGE, show="cohorts", grain="week")
    assert "week 47, 2026" in alt(app)
    assert "The newest 18 of " in words(app)


@pytest.mark.usefixtures("sample_company")
def test_times_are_those_of_the_command(open_page: OpenPage) -> None:
    said = alt(open_page(PAGE, show="times", period="last-quarter"))
    for time in report("2026-07-01", "2026-09-30").times:
        if time.n >= 10 and time.median and time.p90:
            days = f"{T.number(time.median / 86_400, 1)} · {T.number(time.p90 / 86_400, 1)}"
            assert f"{days}, {T.plural('{n} lead', '{n} leads', time.n)}" in said


@pytest.mark.usefixtures("sample_company")
def test_the_stock_is_that_of_now_whatever_period_the_address_has(open_page: OpenPage) -> None:
    told = report(None, None)
    app = open_page(PAGE, show="stock", period="last-month")
    for stage in list(Stage)[1:]:
        assert f"**{T.number(told.stock[stage])}**" in count(app, f"standing_{stage}")
    assert count(app, "lost").startswith(f"{T.number(sum(told.lost.values()))} ")
    assert not [box for box in app.selectbox if box.label == "Period"]
    assert len(app.get("vega_lite_chart")) == 1
