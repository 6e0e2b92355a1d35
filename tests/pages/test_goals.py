"""Goals as its users meet it: read the chain, try a number, see how it goes and what is missing."""

import pytest

from db import sample
from db.engine import transaction
from db.versions import DatabaseKind
from sla_core.i18n import Language, Texts
from sla_core.people import COMMAND_LINE, Action
from sla_core.terms import Initiative, Targets
from tests import builders
from tests.core.episodes import terms
from tests.db.agreeing import Company, agree, found
from tests.pages.conftest import OpenPage
from tests.pages.goal_acts import PAGE, cells, planned, press, words


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


@pytest.mark.parametrize(
    ("lang", "title"), [("en", "There are no goals yet"), ("nb", "Det finnes ingen mål ennå")]
)
def test_an_empty_database_says_what_to_do_next(open_page: OpenPage, lang: str, title: str) -> None:
    app = open_page(PAGE, lang=lang)
    assert app.title[0].value == title
    assert len(app.page_link) == 1


def test_without_history_it_says_what_is_not_known_and_never_infinity(
    open_page: OpenPage, company: Company
) -> None:
    app = open_page(PAGE)
    assert app.title[0].value == "210 SQLs agreed for November 2026"
    told = words(app)
    assert told.count("Cannot be computed: the revenue goal is not known.") == 3, (
        "not where nothing is agreed"
    )
    assert "own: no visits known" in told
    assert "no purchase agreed · own: 0 purchases known, too little data" in told
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
    assert "SQLs in November 2026, counted up" in told
    assert "20 handed over" in told
    assert "no forecast: needs 8 weeks of history" in told
    assert ":red-badge[**◆ Broken**]" in told  # 20 leads of 100
    press(app, "20 handed over")
    assert len(app.dataframe[0].value) == 20


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


def test_the_sample_company_shows_every_block_with_figures(
    open_page: OpenPage, sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLA_NOW", "2026-11-20T10:42+01:00")
    with transaction(COMMAND_LINE, Action.LOAD_SAMPLE) as db:
        now = builders.at("2026-11-20 10:42")
        sample.load(db, now=now, t=Texts(Language.ENGLISH), leads=800, activities=1_000)
    told = words(open_page(PAGE))
    assert "SQLs a month lead to" in told
    assert "To reach" in told
    assert "weeks of history" in told
    assert "h to spare" in told
    changed = cells(open_page(PAGE, part="adjust"))
    assert "Version 3 :green-badge[✓ in force]" in changed
    assert " of " in changed  # what came of it
    told = words(open_page(PAGE, part="value"))
    assert "This is correlation" in told
    assert "2,241 firms" in told


@pytest.mark.parametrize("part", ["plan", "pace", "adjust", "value"])
@pytest.mark.parametrize("size", ["desk", "room", "hall"])
def test_every_part_is_drawn_in_every_size_and_language(
    open_page: OpenPage, company: Company, part: str, size: str
) -> None:
    for period in ("month", "quarter"):
        app = open_page(PAGE, lang="nb", part=part, size=size, period=period, when="next")
        assert not app.exception
