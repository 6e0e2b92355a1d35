"""Returned: counted for the meeting, each number with its leads; marketing answers row by row."""

from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from db import returned, returns
from db.engine import reading, transaction
from sla_core.follow_up.returns import Answer
from sla_core.leads import ReturnReason
from sla_core.people import Action, Department, Person
from tests.builders import at, company, handed_over
from tests.db.bringing import stored
from tests.db.company import add_person
from tests.pages.conftest import OpenPage, words

PAGE = "pages/track/follow_up.py"


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", "2026-11-20T10:42+01:00")


@pytest.fixture
def jonas(sqlite_database: str) -> Person:
    company()
    return add_person("Jonas Hauge", department=Department.MARKETING)


def give_back(
    lead_id: int,
    when: str = "2026-11-19 12:00",
    reason: ReturnReason = ReturnReason.WRONG_PERSON,
    duplicate_of: int | None = None,
    comment: str = "",
) -> int:
    kari = add_person() if not stored("SELECT 1 FROM person WHERE name = 'Kari Nordmann'") else None
    if kari is None:
        from db import people

        with reading() as db:
            kari = people.person_by_email(db, "kari@fjordlys.example")
    assert kari is not None
    with transaction(kari, Action.RETURN_LEAD) as db:
        return returns.give_back(
            db,
            by=kari,
            lead_id=lead_id,
            number=1,
            reason=reason,
            duplicate_of=duplicate_of,
            comment=comment,
            now=at(when),
        )


def open_it(open_page: OpenPage, person: Person, **address: str) -> AppTest:
    return open_page(PAGE, **{"view": "returned", "as": str(person.id), **address})


def label(app: AppTest, name: str) -> str:
    return next((str(b.label) for b in app.button if b.key == f"leads_{name}"), "none")


def answered() -> list[returned.Returned]:
    with reading() as db:
        return returned.answered(db, begin=None, end=None)


@pytest.fixture
def week(jonas: Person) -> Person:
    """Twelve handed over: two returned as the wrong person (one too late), one as bad data."""
    for _ in range(9):
        handed_over("2026-11-18 09:00", "2026-11-18 10:00", source="Web")
    first, late, bad = (
        handed_over(when, source=source, persona=persona)
        for when, source, persona in (
            ("2026-11-18 09:00", "Fair", "Eva"),
            ("2026-11-17 09:00", "Fair", None),
            ("2026-11-18 09:00", "Web", "Eva"),
        )
    )
    give_back(first, "2026-11-18 11:00", comment="Has *left*")
    give_back(bad, "2026-11-18 12:00", ReturnReason.BAD_DATA)
    give_back(late, "2026-11-20 10:00")
    return jonas


def test_the_rate_of_returns_stands_beside_the_share_in_time_each_with_its_n(
    open_page: OpenPage, week: Person
) -> None:
    told = words(open_it(open_page, week))
    assert "3 of 12 leads returned, week 47** = 25\u00a0%" in told
    assert "9 of the 10 due were met = 90\u00a0%, 90\u00a0% promised" in told


def test_of_few_leads_there_is_no_rate(open_page: OpenPage, jonas: Person) -> None:
    give_back(handed_over("2026-11-18 09:00"))
    told = words(open_it(open_page, jonas))
    assert "1 of 1 lead returned, week 47**: too little data for a share" in told
    assert "100" not in told


def test_returns_are_counted_by_reason_source_and_persona(open_page: OpenPage, week: Person) -> None:
    app = open_it(open_page, week)
    assert (label(app, "returned_wrong_person"), label(app, "returned_bad_data")) == ("**2**", "**1**")
    assert "**2** of 2" in words(app)  # of the fair's
    assert "**1** of 10" in words(app)  # of the web's
    assert "**1** of 10" in words(app)  # without a persona


def test_those_that_came_too_late_count_as_accepted_and_stand_apart(
    open_page: OpenPage, week: Person
) -> None:
    app = open_it(open_page, week)
    assert (label(app, "returned_in_time"), label(app, "returned_late")) == (
        "in time **2**",
        "too late, counts as accepted **1**",
    )


def test_each_number_leads_to_its_leads(open_page: OpenPage, week: Person) -> None:
    app = open_it(open_page, week)
    app.button(key="leads_returned_bad_data").click().run()
    (status,) = app.dataframe[0].value["Status"]
    assert "returned: bad data" in status


def test_what_waits_tells_who_returned_it_when_why_and_with_what_words(
    open_page: OpenPage, week: Person
) -> None:
    told = words(open_it(open_page, week))
    assert "wrong person" in told
    assert "returned by Kari Nordmann Wed 18 Nov 11:00" in unescape(told).replace("\u2060", "")
    assert "“Has &#42;left&#42;”" in told
    assert "too late, counts as accepted" in told


def test_the_period_is_chosen_as_in_results_and_what_waits_is_of_all_time(
    open_page: OpenPage, week: Person
) -> None:
    told = words(open_it(open_page, week, period="last-month"))
    assert "No lead was to be followed up: October." in told
    assert "returned by Kari Nordmann" in told


def test_where_nothing_was_returned_the_page_says_what_that_means(open_page: OpenPage, jonas: Person) -> None:
    handed_over("2026-11-18 09:00", "2026-11-18 10:00")
    told = words(open_it(open_page, jonas))
    assert "Sales gave none of them back" in told
    assert "every returned lead has its answer" in told


def test_marketing_hands_a_lead_over_again_and_says_why(open_page: OpenPage, jonas: Person) -> None:
    lead_id = handed_over("2026-11-18 09:00")
    found = give_back(lead_id)
    app = open_it(open_page, jonas)
    app.button(key=f"answer_return_{found}").click().run()
    app.text_area(key=f"answer_text_{found}").set_value("Ask for Per")
    app.button(key="reopen_now").click().run()
    (told,) = answered()
    assert (told.answer, told.text, told.answered_by) == (Answer.REOPENED, "Ask for Per", "Jonas Hauge")
    assert stored("SELECT number, waiting FROM handover ORDER BY number") == [(1, 0), (2, 1)]
    app.session_state["answered_returns"] = True
    assert "“Ask for Per”" in words(app.run())


def test_without_a_word_to_sales_nothing_is_handed_over_again(open_page: OpenPage, jonas: Person) -> None:
    found = give_back(handed_over("2026-11-18 09:00"))
    app = open_it(open_page, jonas)
    app.button(key=f"answer_return_{found}").click().run()
    app.button(key="reopen_now").click().run()
    assert "worth another call" in words(app)
    assert answered() == []
    app.text_area(key=f"answer_text_{found}").set_value("Ask for Per")  # the dialog is still there
    app.button(key="reopen_now").click().run()
    assert "worth another call" not in words(app)
    assert [each.answer for each in answered()] == [Answer.REOPENED]


def test_marketing_leaves_a_return_closed(open_page: OpenPage, jonas: Person) -> None:
    found = give_back(handed_over("2026-11-18 09:00"))
    app = open_it(open_page, jonas)
    app.button(key=f"answer_return_{found}").click().run()
    app.button(key="close_now").click().run()
    assert [each.answer for each in answered()] == [Answer.CLOSED]
    assert "every returned lead has its answer" in words(app)


def test_marketing_merges_a_duplicate_into_the_other_lead(open_page: OpenPage, jonas: Person) -> None:
    other = handed_over("2026-11-18 09:00", company="Tindra Helse")
    lead_id = handed_over("2026-11-18 09:00")
    found = give_back(lead_id, reason=ReturnReason.DUPLICATE, duplicate_of=other)
    app = open_it(open_page, jonas)
    app.button(key=f"answer_return_{found}").click().run()
    assert "Duplicate of **Tindra Helse**" in words(app)
    app.text_area(key=f"answer_text_{found}").set_value("Thank you")
    app.button(key="merge_now").click().run()
    assert stored(f"SELECT merged_into FROM lead WHERE id = {lead_id}") == [other]
    (told,) = answered()
    assert (told.answer, told.answered_by, told.text) == (Answer.MERGED, "Jonas Hauge", "Thank you")


def test_what_is_no_duplicate_offers_no_merge(open_page: OpenPage, jonas: Person) -> None:
    found = give_back(handed_over("2026-11-18 09:00"))
    app = open_it(open_page, jonas)
    app.button(key=f"answer_return_{found}").click().run()
    assert "merge_now" not in [button.key for button in app.button]


def test_the_second_answer_is_told_of_the_first(open_page: OpenPage, jonas: Person) -> None:
    found = give_back(handed_over("2026-11-18 09:00"))
    app = open_it(open_page, jonas)
    app.button(key=f"answer_return_{found}").click().run()
    mette = add_person("Mette Lundeby", department=Department.MARKETING)
    with transaction(mette, Action.ANSWER_RETURN) as db:
        returns.close(db, by=mette, return_id=found, now=at("2026-11-20 10:41"))
    app.button(key="close_now").click().run()
    assert "Mette Lundeby has already closed this return" in words(app)


def test_sales_reads_answers_and_gives_none(open_page: OpenPage, jonas: Person) -> None:
    found = give_back(handed_over("2026-11-18 09:00"))
    app = open_it(open_page, add_person("Ola Brattli"))
    assert app.button(key=f"answer_return_{found}").disabled


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_the_view_and_its_dialog_are_drawn_in_both_languages(
    open_page: OpenPage, week: Person, lang: str
) -> None:
    app = open_it(open_page, week, lang=lang)
    app.session_state["answered_returns"] = True
    first = next(button for button in app.button if str(button.key).startswith("answer_return_"))
    first.click().run()
    assert not app.exception
    assert {"en": "Your answer to sales", "nb": "Svaret ditt til salg"}[lang] in [
        area.label for area in app.text_area
    ]


@pytest.mark.usefixtures("jonas")
def test_who_may_not_answer_reads_who_does_also_without_a_mouse(open_page: OpenPage) -> None:
    give_back(handed_over("2026-11-18 09:00"))
    assert "Returned leads are answered by marketing." in words(open_it(open_page, add_person("Ola Brattli")))
