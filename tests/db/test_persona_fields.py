""" "Matches persona P" as a field: what conditions, fit rules and the promise make of it, on both databases."""

import numpy as np
import pytest

from db import lead_fields, personas, scoring
from db.engine import reading, transaction
from db.tables import LeadRow
from sla_core.conditions import AttributeCondition, FitRule, LeadDefinition, Operator
from sla_core.errors import SlaError
from sla_core.people import COMMAND_LINE, Action, Department, Person
from sla_core.persona.document import Persona, PersonaVersion
from sla_core.persona.fields import NO, YES, field_of
from sla_core.scoring import Moment
from sla_core.terms import PersonaRef, Scoring, Terms
from tests.db.company import add_lead, add_person, set_up

NAME = "Dag: *the* manager"


def is_(field: str, *values: str) -> LeadDefinition:
    condition = AttributeCondition(field=field, operator=Operator.IS_ANY_OF, values=values)
    return LeadDefinition(all_of=(condition,))


@pytest.fixture
def everybody(database: str) -> tuple[Person, Person]:
    set_up()
    return add_person("Kari Nordmann", department=Department.MARKETING), add_person("Ola Nordmann")


def written(by: Person, recognised_by: LeadDefinition, opened: int = 0) -> PersonaVersion:
    present = dict.fromkeys(Department, ("Kari",))
    content = Persona(name=NAME, description="x", recognised_by=recognised_by, present=present)
    with transaction(by, Action.SAVE_PERSONA) as db:
        return personas.save_persona(db, content=content, by=by, now=0, persona="dag", opened=opened)


def approve(version: PersonaVersion, *people: Person) -> None:
    for person in people:
        with transaction(person, Action.APPROVE_PERSONA) as db:
            personas.approve(db, persona_version_id=version.id, by=person, now=0)


def add_leads() -> None:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        for title in ("Driftsleder", "Student", None):
            db.add(LeadRow(title=title, attributes={"Size": "50"}))


def values_of(field: str) -> list[str | None]:
    with reading() as db:
        return lead_fields.values(db, [field]).columns[field]


def test_a_lead_has_yes_no_or_nothing_in_the_field_of_a_persona(everybody: tuple[Person, Person]) -> None:
    add_leads()
    dag = written(everybody[0], is_("title", "driftsleder"))
    assert values_of(field_of(dag.ref)) == [YES, NO, None]
    assert values_of(field_of(PersonaRef(persona="nobody", version=1, name="x"))) == [None, None, None]


def test_each_version_keeps_what_it_stood_for(everybody: tuple[Person, Person]) -> None:
    add_leads()
    first = written(everybody[0], is_("title", "driftsleder"))
    second = written(everybody[0], is_("Size", "50"), opened=1)
    assert values_of(field_of(first.ref)) == [YES, NO, None]
    assert values_of(field_of(second.ref)) == [YES, YES, YES]


def test_only_what_both_have_approved_is_offered(everybody: tuple[Person, Person]) -> None:
    add_leads()
    dag = written(everybody[0], is_("title", "driftsleder"))
    field = field_of(dag.ref)

    def known() -> list[str]:
        with reading() as db:
            return lead_fields.known_fields(db)

    approve(dag, everybody[0])
    assert field not in known()
    approve(dag, everybody[1])
    assert field in known()
    with reading() as db:
        assert lead_fields.offered_values(db, field, 9) == [(NO, 1), (YES, 1)]
    written(everybody[0], is_("title", "Lege"), opened=1)
    assert field in known()  # until the change is approved too


def test_a_fit_rule_gives_points_for_matching_a_persona(everybody: tuple[Person, Person]) -> None:
    add_leads()
    dag = written(everybody[0], is_("title", "driftsleder"))
    rule = FitRule(
        id="is dag",
        condition=AttributeCondition(field=field_of(dag.ref), operator=Operator.IS, values=(YES,)),
        points=60,
    )
    by_title = rule.model_copy(update={"condition": is_("title", "driftsleder").all_of[0]})
    with reading() as db:
        found, expected = (
            scoring.score(
                db,
                terms=Terms(company="Fjordlys", scoring=Scoring(fit=(each,))),
                moment=Moment.at(1_795_000_000),
            )
            for each in (rule, by_title)
        )
    assert found.scores.fit.tolist() == [6_000, 0, 0]
    assert np.array_equal(found.scores.grade, expected.scores.grade)


def test_the_promise_can_count_only_leads_of_a_persona(everybody: tuple[Person, Person]) -> None:
    dag = written(everybody[0], is_("title", "driftsleder"))
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        manager, _ = (add_lead(db, "2026-11-23 09:00", title=title) for title in ("Driftsleder", "Student"))
    with reading() as db:
        assert lead_fields.meeting(db, is_(field_of(dag.ref), YES)).tolist() == [manager]


def test_a_persona_is_not_recognised_by_another(everybody: tuple[Person, Person]) -> None:
    dag = written(everybody[0], is_("title", "driftsleder"))
    with pytest.raises(SlaError, match="not by another persona"):
        written(everybody[0], is_(field_of(dag.ref), YES), opened=1)
