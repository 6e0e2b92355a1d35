"""One lead in a company with criteria, and its page as one reads it."""

from streamlit.testing.v1 import AppTest

from db.engine import transaction
from db.tables import (
    ActivityRow,
    ActivityTopicRow,
    LeadIdentityRow,
)
from sla_core.conditions import (
    ActivityCondition,
    AttributeCondition,
    EngagementRule,
    FitRule,
    LeadDefinition,
    Operator,
    ScoreCondition,
)
from sla_core.i18n import NBSP
from sla_core.leads import Stage
from sla_core.people import COMMAND_LINE, Action, Department
from sla_core.terms import Scoring, Terms, Treatment
from tests.builders import at, company, handed_over, terms
from tests.pages.conftest import words

PAGE = "pages/track/leads.py"
PRICES = ActivityCondition(kind="page_view", topic="/prices", within_days=30)


def scored_terms() -> Terms:
    industry = AttributeCondition(field="industry", operator=Operator.IS, values=("Energy",))
    return terms().model_copy(
        update={
            "scoring": Scoring(
                fit=(FitRule(id="industry", condition=industry, points=45),),
                engagement=(EngagementRule(id="prices", condition=PRICES, points=30),),
            ),
            "definitions": {
                Stage.LEAD: LeadDefinition(),
                Stage.SALES_QUALIFIED: LeadDefinition(all_of=(ScoreCondition(axis="fit", at_least="A"),)),
            },
            "treatments": (
                Treatment(
                    grade="B", rating="2", name="Write", owner=Department.SALES, action="Offer an example."
                ),
            ),
        }
    )


def told(app: AppTest) -> str:
    """All that is written, tables and what opens among it, as one reads it."""
    tables = [str(list(table.value.columns)) + table.value.to_string() for table in app.table]
    expanders = [part.label for part in app.expander]
    text = "\n".join([words(app), *tables, *expanders]).replace(NBSP, " ").replace("\u2060", "")
    for code, sign in {
        "&#58;": ":",
        "&#59;": ";",
        "&#44;": ",",
        "&#46;": ".",
        "&#40;": "(",
        "&#41;": ")",
    }.items():
        text = text.replace(code, sign)
    for code, sign in {
        "&#47;": "/",
        "&#45;": "-",
        "&#43;": "+",
        "&#64;": "@",
        "&#39;": "'",
        "&#42;": "*",
    }.items():
        text = text.replace(code, sign)
    return text


def found(app: AppTest) -> list[str]:
    return list(app.dataframe[0].value["Lead"]) if app.dataframe else []


def add_nordvik() -> int:
    """A company whose lead was called too late; the lead's id."""
    company(scored_terms())
    lead = handed_over(
        "2026-11-19 12:30",
        "2026-11-20 09:10",
        first_name="Ingrid",
        last_name="Dahl",
        title="Head of operations",
        industry="Energy",
        email="ingrid@nordvik.example",
        source="Webinar",
    )
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.add(ActivityTopicRow(id=1, kind="page_view", topic="/prices"))
        db.flush()
        for minute in range(2):
            db.add(ActivityRow(lead_id=lead, topic_id=1, occurred_at=at("2026-11-19 09:00") + 60 * minute))
        db.add(LeadIdentityRow(system="crm", external_id="HS-77", lead_id=lead))
    return lead
