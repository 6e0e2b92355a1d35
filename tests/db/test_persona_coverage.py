"""Coverage from the store: who matches, how far they came; merged and erased leads are not counted twice."""

import pytest

from db import funnel as db_funnel
from db import persona_coverage, personas
from db.engine import reading, transaction
from db.tables import LeadRow
from sla_core.conditions import AttributeCondition, FitRule, LeadDefinition, Operator
from sla_core.errors import SlaError
from sla_core.funnel import build
from sla_core.leads import Stage
from sla_core.people import COMMAND_LINE, Action
from sla_core.persona.coverage import Coverage, Tally
from sla_core.persona.document import Persona
from sla_core.terms import Scoring
from tests.core.episodes import at
from tests.db.company import MONDAY, set_up


def is_(field: str, *values: str) -> LeadDefinition:
    condition = AttributeCondition(field=field, operator=Operator.IS_ANY_OF, values=values)
    return LeadDefinition(all_of=(condition,))


SCORING = Scoring(
    fit=(
        FitRule(
            id="title",
            condition=AttributeCondition(field="title", operator=Operator.IS, values=("Driftsleder",)),
            points=60,
        ),
    )
)


def add(*leads: dict[str, object]) -> list[int]:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        rows = [LeadRow(created_at=at(MONDAY), **known) for known in leads]
        db.add_all(rows)
        db.flush()
        return [row.id or 0 for row in rows]


def covered(*definitions: LeadDefinition) -> Coverage:
    with reading() as db:
        wanted = persona_coverage.fields(definitions, SCORING)
        known = persona_coverage.read(db, wanted=wanted)
        return persona_coverage.cover(known, build(db_funnel.read(db)), definitions, SCORING)


def test_leads_are_counted_by_what_they_match_and_how_far_they_came(database: str) -> None:
    manager, owner, _, plain = add(
        {"title": "Driftsleder", "stage": Stage.SALES_QUALIFIED},
        {"title": " driftsleder", "attributes": {"Hotel": "yes"}, "won": True, "stage": Stage.CUSTOMER},
        {"title": "Student", "stage": Stage.LEAD},
        {"title": "Innkjøper", "attributes": {"Hotel": "yes"}, "stage": Stage.SALES_QUALIFIED},
    )
    found = covered(is_("title", "Driftsleder"), is_("Hotel", "Yes"), LeadDefinition())
    assert found.by_persona == (Tally(2, 2, 1), Tally(2, 2, 1), Tally(0, 0, 0))
    assert found.several == Tally(1, 1, 1)
    assert found.none == Tally(1, 0, 0)
    assert found.without_customers == (2,)
    assert found.lead[found.matched_but_low].tolist() == [plain]
    assert found.lead[found.matches[0]].tolist() == [manager, owner]


def test_a_merged_and_an_erased_lead_are_not_counted(database: str) -> None:
    (kept,) = add({"title": "Driftsleder"})
    add({"title": "Driftsleder", "merged_into": kept}, {"title": "Driftsleder", "erased_at": at(MONDAY)})
    assert covered(is_("title", "Driftsleder")).total == Tally(1, 0, 0)


def test_without_any_lead_everything_is_zero(database: str) -> None:
    found = covered(is_("title", "Driftsleder"))
    assert (found.total, found.none, found.by_persona) == (Tally(0, 0, 0),) * 2 + ((Tally(0, 0, 0),),)


@pytest.mark.parametrize(
    ("definition", "told"),
    [
        (is_("lifecycle stage", "customer"), "tells how a lead ended"),
        (is_("title"), "does not have the values"),
    ],
)
def test_a_persona_that_nobody_can_be_held_against_is_not_stored(
    database: str, definition: LeadDefinition, told: str
) -> None:
    set_up()
    content = Persona(name="Dag", description="x", recognised_by=definition)
    with pytest.raises(SlaError, match=told), transaction(COMMAND_LINE, Action.SAVE_PERSONA) as db:
        personas.save_persona(db, content=content, by=COMMAND_LINE, now=0)
    with reading() as db:
        assert personas.personas(db) == []
