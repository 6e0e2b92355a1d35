"""The weekly check of three who wait on a Friday morning, and its acts as a user."""

from html import unescape

from streamlit.testing.v1 import AppTest

from db.engine import reading
from db.weekly_checks import SignOff, sign_offs
from tests.builders import company, handed_over
from tests.pages.conftest import words as page_words

PAGE = "pages/track/follow_up.py"


def three() -> list[int]:
    """Nordvik has waited longest, then Bjerke, then Tindra."""
    company()
    return [
        handed_over("2026-11-18 09:00", company="Nordvik Energi", first_name="Åse", last_name="Bø"),
        handed_over("2026-11-19 09:00", company="Bjerke Logistikk", owner=None),
        handed_over("2026-11-20 09:42", company="Tindra Helse"),
    ]


def kept() -> list[SignOff]:
    with reading() as db:
        return sign_offs(db, limit=9)


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def sign(app: AppTest, label: str) -> AppTest:
    press(app, "Sign off the week")
    return press(app, label)


def words(app: AppTest) -> str:
    """All that is written on the page, as it is read."""
    return unescape(page_words(app)).replace("\u2060", "")


def at(app: AppTest) -> str:
    """The lead that the check is at."""
    return unescape(str(app.subheader[0].value))
