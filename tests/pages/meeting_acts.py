"""What people do in a meeting, on the page as they see it."""

from datetime import date
from html import unescape

from streamlit.testing.v1 import AppTest

from db import meetings
from db.engine import reading
from sla_core.meeting import Decision, Meeting
from sla_core.meeting import Outcome as Became
from sla_core.people import Person
from tests.pages.conftest import OpenPage
from tests.pages.conftest import words as page_words

PAGE = "pages/meet/meeting.py"


def held() -> list[Meeting]:
    with reading() as db:
        return meetings.meetings(db, limit=9)


def decided() -> list[Decision]:
    with reading() as db:
        return meetings.decisions(db)


def words(app: AppTest) -> str:
    """All that is written on the page, as it is read."""
    told = [page_words(app), *(str(each.value) for each in [*app.code, *app.info])]
    return unescape("\n".join(told)).replace("\u2060", "").replace("\u00a0", " ")


def press(app: AppTest, label: str) -> AppTest:
    app = next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def start(open_page: OpenPage, by: Person) -> AppTest:
    return press(open_page(PAGE, **{"as": str(by.id)}, meeting="new"), "Start the meeting")


def step(app: AppTest, number: int | str) -> AppTest:
    app.query_params["step"] = str(number)
    app.run()
    assert not app.exception
    return app


def decide(app: AppTest, what: str, who: Person | None, clause: str = "", due: date | None = None) -> AppTest:
    step(app, 5)
    app.text_input(key="decision_what").input(what)
    app.selectbox(key="decision_who").set_value(who.id if who else None)
    app.selectbox(key="decision_clause").set_value(clause)
    if due is not None:
        app.date_input(key="decision_due").set_value(due)
    return press(app, "Write the decision down")


def say(app: AppTest, decision: Decision, outcome: Became) -> AppTest:
    app.button_group(key=f"outcome_{decision.id}").set_value(outcome).run()
    assert not app.exception
    return app
