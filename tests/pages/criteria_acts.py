"""A company whose criteria are agreed, four leads that they tell apart, and acts on the page Lead criteria."""

from html import unescape
from typing import Any

from streamlit.testing.v1 import AppTest

from db import drafts
from db.engine import reading, transaction
from db.tables import ActivityRow, ActivityTopicRow
from db.versions import DatabaseKind
from sla_core.conditions import (
    ActivityCondition,
    AttributeCondition,
    Band,
    EngagementRule,
    FitRule,
    LeadDefinition,
    Operator,
    ScoreCondition,
)
from sla_core.leads import Channel, Stage
from sla_core.people import COMMAND_LINE, Action, Department, Person
from sla_core.sections import Section, value_of
from sla_core.terms import Duration, SalesPromise, Scoring, Terms, Treatment, Unit
from tests.core.episodes import at
from tests.db.agreeing import NOW, Company, agree, complete_terms, found, write
from tests.db.company import add_lead
from tests.pages.conftest import OpenPage
from tests.pages.conftest import words as written

PAGE = "pages/agree/lead_criteria.py"
NOON = "2026-11-25T12:00+01:00"
PRICES = ActivityCondition(kind="page_view", topic="/priser", within_days=30)


def criteria(of: Terms) -> Terms:
    """Terms with a rule on each axis, and a limit on both for SQL."""
    manager = AttributeCondition(field="title", operator=Operator.IS_ANY_OF, values=("Driftsleder",))
    call = Treatment(
        grade="A", rating="2", name="Call", owner=Department.SALES, action="Call.", channels=(Channel.CALL,)
    )
    warm = Treatment(
        grade="B", rating="1", name="Ask", owner=Department.MARKETING, action="Ask what they look for."
    )
    return of.model_copy(
        update={
            "scoring": Scoring(
                fit=(FitRule(id="manager", condition=manager, points=30),),
                engagement=(EngagementRule(id="prices", condition=PRICES, points=25, at_most=3),),
                grades=(Band(label="A", minimum=30), Band(label="B", minimum=0)),
            ),
            "definitions": {
                Stage.SALES_QUALIFIED: LeadDefinition(
                    all_of=(
                        ScoreCondition(axis="fit", at_least="A"),
                        ScoreCondition(axis="engagement", at_least="2"),
                    )
                )
            },
            "treatments": (call, warm),
            "sales": SalesPromise(
                respond_within=Duration(amount=4, unit=Unit.HOURS),
                reps=2,
                hours_per_rep_and_week=10,
                minutes_per_attempt=15,
            ),
        }
    )


def agreed(*, draft: bool = True) -> Company:
    """Version 1 in force with these criteria, version 2 a copy of it, and four leads."""
    made = found(DatabaseKind.SAMPLE)
    write(made, criteria(complete_terms()))
    agree(made)
    if draft:
        with transaction(made.kari, Action.EDIT_DRAFT) as db:
            drafts.open_draft(db, by=made.kari, now=NOW)
    leads()
    return made


def leads() -> None:
    """Anna and Bo pass, Bo by two visits; Cato has done nothing, Dina is no manager."""
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        topic = ActivityTopicRow(kind="page_view", topic="/priser")
        db.add(topic)
        db.flush()
        for name, title, visits in (
            ("Anna", "Driftsleder", 1),
            ("Bo", "Driftsleder", 2),
            ("Cato", "Driftsleder", 0),
            ("Dina", "Student", 1),
        ):
            lead_id = add_lead(
                db, None, first_name=name, title=title, company="Fjordlys", created_at=at("2026-11-20")
            )
            for place in range(visits):
                occurred_at = at("2026-11-25 08:00") + place
                db.add(ActivityRow(lead_id=lead_id, topic_id=topic.id, occurred_at=occurred_at))


def opened(open_page: OpenPage, by: Person | None, *, lang: str = "en", **address: str) -> AppTest:
    """Open the page as somebody."""
    app = open_page(PAGE, lang=lang, **address)
    if by is not None:
        app.selectbox(key="person_choice").set_value(by.id).run()
    assert not app.exception
    return app


def key(app: AppTest, name: str) -> str:
    """The key of a widget of the open form, told by the button that saves."""
    button = next(b for b in app.button if b.key and b.key.startswith("edit_") and b.key.endswith("_save"))
    return f"{str(button.key).removesuffix('save')}{name}"


def edit(
    app: AppTest,
    table: str,
    edited: dict[int, dict[str, Any]] | None = None,
    added: list[dict[str, Any]] | None = None,
    deleted: list[int] | None = None,
) -> AppTest:
    """Edit a table as the browser tells it, and let the page count."""
    state = {"edited_rows": edited or {}, "added_rows": added or [], "deleted_rows": deleted or []}
    app.session_state[key(app, table)] = state
    return app


def counted(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    return counted(app)


def save(app: AppTest) -> AppTest:
    return press(app, "Save in the draft")


def words(app: AppTest) -> str:
    """All that is written, as it is read; every space is one."""
    headers = "\n".join(str(element.value) for element in app.header)
    return unescape(f"{written(app)}\n{headers}").replace("\u00a0", " ")


def cells(app: AppTest) -> str:
    return unescape(
        "\n".join(
            str(value)
            for table in app.table
            for column in table.value.to_dict("list").values()
            for value in column
        )
    )


def drafted() -> Terms:
    """The draft as it is stored."""
    with reading() as db:
        draft = drafts.draft(db)
    assert draft is not None
    return draft.terms


def section_of(terms: Terms) -> dict[str, Any]:
    return value_of(terms, Section.CRITERIA)
