"""Acts in the editors of a draft as a user, and looks into the database: Kari edits, Ola is on the other side."""

from typing import Any

from streamlit.testing.v1 import AppTest

from db import drafts
from db.engine import reading
from db.versions import DatabaseKind
from sla_core.sections import Section, Value, value_of
from tests.db.agreeing import Company, found
from tests.pages.conftest import OpenPage

PAGE = "pages/agree/agreement.py"
NOON = "2026-11-25T12:00+01:00"


def company() -> Company:
    """A company with a draft of version 1, whose time tests may set."""
    return found(DatabaseKind.SAMPLE)


def acting_as(app: AppTest, person_id: int | None) -> AppTest:
    """Go on as somebody else."""
    app.selectbox(key="person_choice").set_value(person_id).run()
    assert not app.exception
    return app


def editor(open_page: OpenPage, section: Section, by: int | None, *, lang: str = "en") -> AppTest:
    """Open the editor of a section as somebody."""
    return acting_as(open_page(PAGE, lang=lang, part="edit", section=section.value), by)


def key(app: AppTest, name: str) -> str:
    """The key of a field, told by the button that saves."""
    button = next(b for b in app.button if b.key and b.key.startswith("edit_") and b.key.endswith("_save"))
    return f"{str(button.key).removesuffix('save')}{name}"


def field(app: AppTest, name: str) -> Any:
    return app.get_by_key(key(app, name))


def type_in(app: AppTest, values: dict[str, Any]) -> AppTest:
    """Fill in fields by name."""
    for name, value in values.items():
        field(app, name).set_value(value)
    return app


def fill(
    app: AppTest,
    table: str,
    edited: dict[int, dict[str, Any]] | None = None,
    added: list[dict[str, Any]] | None = None,
    deleted: list[int] | None = None,
) -> AppTest:
    """Edit a table as the browser tells it."""
    state = {"edited_rows": edited or {}, "added_rows": added or [], "deleted_rows": deleted or []}
    app.session_state[key(app, table)] = state
    return app


def press(app: AppTest, label: str) -> AppTest:
    """Press the button with this label."""
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception
    return app


def save(app: AppTest, **values: Any) -> AppTest:
    """Fill in fields, told by name with _ for what they begin with, and press the button that saves."""
    return press(type_in(app, values), "Save in the draft")


def stored(section: Section) -> Value:
    """What the draft holds."""
    with reading() as db:
        draft = drafts.draft(db)
    assert draft is not None
    return value_of(draft.terms, section)


def refused(app: AppTest) -> str:
    """The one sentence that says why nothing was saved."""
    (error,) = app.error
    return str(error.value)
