"""The quality panel of the Data page: how much can be judged, and what to do about the rest."""

from streamlit.testing.v1 import AppTest

from db import attempts
from db.engine import transaction
from sla_core.leads import Channel, Outcome
from sla_core.people import COMMAND_LINE, Action
from tests.builders import at, company, handed_over, imported_attempts
from tests.db.bringing import bring_all
from tests.pages.conftest import OpenPage, words

PAGE = "pages/setup/data.py"
LEADS = """
    external_id,email,owner,created_at,handed_over_at
    1,kari@fjordlys.example,Ola,2026-11-02 09:00,2026-11-02 10:00
    2,not an address,,2026-11-02 09:00,2026-11-02 10:00
"""

CALLS = """
    lead_external_id,channel,direction,outcome,occurred_at
    7,call,outbound,connected,2026-11-02 11:00
"""


def panel(open_page: OpenPage) -> AppTest:
    return open_page(PAGE, part="quality")


def button(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click()
    return page.run()


def test_before_anything_came_in_it_leads_to_bringing_in(open_page: OpenPage) -> None:
    company()
    page = panel(open_page)
    assert "Nothing has come in yet" in words(page)
    next(each for each in page.button if each.label == "Bring in leads").click()
    page.run()
    assert not page.exception
    assert "Nothing has come in yet" not in words(page)
    assert "part" not in page.query_params


def test_the_first_sentence_says_how_much_can_be_judged(open_page: OpenPage) -> None:
    company()
    for _ in range(11):
        handed_over("2026-11-02 09:00", "2026-11-02 10:00")
    handed_over(None)
    told = words(panel(open_page))
    assert "11 of 12 handovers can be judged = 92\u00a0%" in told
    assert "1 of 12 handovers = 8\u00a0%" in told
    assert "Bring in when these leads came to sales" in told


def test_of_few_handovers_there_are_counts_only(open_page: OpenPage) -> None:
    company()
    handed_over("2026-11-02 09:00", "2026-11-02 10:00")
    handed_over(None)
    told = words(panel(open_page))
    assert "1 of 2 handovers can be judged: too little data for a share" in told
    assert "%" not in told


def test_a_number_of_handovers_opens_the_leads_behind_it(open_page: OpenPage) -> None:
    company()
    handed_over("2026-11-02 09:00", "2026-11-02 10:00", last_name="Dated")
    handed_over(None, last_name="Undated")
    page = button(panel(open_page), "leads_quality_no_date")
    assert not page.exception
    assert page.dataframe[0].value.iloc[:, 0].tolist() == ["Undated ›"]


def test_refused_rows_lead_to_their_file_among_the_earlier_imports(open_page: OpenPage) -> None:
    bring_all(LEADS, CALLS)
    page = panel(open_page)
    assert "Values that do not fit their column" in words(page)
    button(page, "refused_bad_value")
    assert not page.exception
    assert page.query_params["part"] == "earlier"
    assert page.selectbox(key="refused_of").value == 1  # not the newest, which stands there otherwise


def test_a_logged_call_is_counted_at_once(open_page: OpenPage) -> None:
    company()
    lead_id = handed_over("2026-11-02 09:00")
    page = panel(open_page)
    assert "Contact attempts: 0" in words(page)
    moment = at("2026-11-02 10:00")
    with transaction(COMMAND_LINE, Action.LOG_ATTEMPT) as db:
        what = {"lead_id": lead_id, "channel": Channel.CALL, "outcome": Outcome.NO_ANSWER}
        attempts.log_attempt(db, by=COMMAND_LINE, **what, occurred_at=moment, now=moment)
    assert "Contact attempts: 1" in words(page.run())


def test_every_file_is_told_with_its_counts(open_page: OpenPage) -> None:
    bring_all(LEADS)
    told = words(panel(open_page))
    assert "file0&#46;csv" in told
    for count in ("Rows **2**", "New **1**", "Changed **0**", "Unchanged **0**", "Refused **1**"):
        assert count in told


def test_a_file_name_is_never_markup(open_page: OpenPage) -> None:
    company()
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        row = imported_attempts(0)
        row.file = "![x](http://evil.example/x.png)"
        db.add(row)
    told = words(panel(open_page))
    assert "![x]" not in told
