"""Acts in workshops as a user, and looks into the database: Kari and Mette for marketing, Ola for sales."""

from datetime import date

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextArea

from db import workshops
from db.engine import reading, transaction
from sla_core.people import Action, Department, Person
from sla_core.persona.document import Trait
from sla_core.persona.workshop import Workshop
from tests.core.episodes import at
from tests.db.agreeing import Company
from tests.pages.conftest import OpenPage

PAGE = "pages/agree/personas.py"
NOW = at("2026-11-25 12:00")


def personas_page(open_page: OpenPage, by: Person, *, lang: str = "en", **address: str) -> AppTest:
    """Open the page as somebody."""
    return open_page(PAGE, lang=lang, **{"as": str(by.id)}, **address)


def sit_in(open_page: OpenPage, by: Person, workshop_id: int, trait: Trait, **address: str) -> AppTest:
    """Open a question of a workshop as somebody."""
    return personas_page(open_page, by, workshop=str(workshop_id), question=trait.value, **address)


def held(company: Company, *, sales: bool = True, name: str = "Ingrid") -> int:
    """A workshop that Kari has started."""
    participants = {Department.MARKETING: ("Kari Nordmann",)}
    if sales:
        participants[Department.SALES] = ("Ola Nordmann",)
    with transaction(company.kari, Action.START_WORKSHOP) as db:
        return workshops.start(
            db,
            name=name,
            held_on=date(2026, 11, 25),
            facilitator="Kari Nordmann",
            participants=participants,
            by=company.kari,
            now=NOW,
        )


def answer(by: Person, workshop_id: int, trait: Trait, text: str) -> None:
    """Answer in another browser."""
    with transaction(by, Action.ANSWER_QUESTION) as db:
        workshops.answer(db, workshop_id=workshop_id, trait=trait, text=text, by=by, now=NOW)


def agree(by: Person, workshop_id: int, trait: Trait, text: str, opened: int = 0) -> None:
    """Write the agreed answer in another browser."""
    with transaction(by, Action.AGREE_ANSWER) as db:
        workshops.agree(db, workshop_id=workshop_id, trait=trait, text=text, opened=opened, by=by, now=NOW)


def stored(workshop_id: int) -> Workshop:
    """What the database holds, with marketing's answers."""
    with reading() as db:
        return workshops.read(db, workshop_id=workshop_id, department=Department.MARKETING)


def everything(app: AppTest) -> str:
    """All that the server has sent to this browser, whatever it is drawn as."""
    return repr(app._tree) + "".join(str(node.proto) for node in app if hasattr(node, "proto"))


def own_fields(app: AppTest) -> list[TextArea]:
    """The field for an answer of the own department, where there is one."""
    return [area for area in app.text_area if str(area.key).startswith("answer_")]


def own_field(app: AppTest) -> TextArea:
    """The field for an answer of the own department."""
    (field,) = own_fields(app)
    return field


def takes_answers(app: AppTest) -> bool:
    """Whether what stands in the field can be given."""
    return not app.button(key=f"{own_field(app).key}_give").disabled


def give(app: AppTest, text: str) -> AppTest:
    """Type an answer and give it."""
    field = own_field(app)
    field.set_value(text)
    app.button(key=f"{field.key}_give").click().run()
    assert not app.exception
    return app


def write_agreed(app: AppTest, text: str) -> AppTest:
    """Type what both agree on and write it."""
    field = next(area for area in app.text_area if str(area.key).startswith("agreed_"))
    field.set_value(text)
    app.button(key=f"{field.key}_save").click().run()
    assert not app.exception
    return app
