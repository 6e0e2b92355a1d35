""" "Matches persona P" in words and in the checklist."""

from datetime import date

from sla_core.checklist import missing
from sla_core.clauses.conditions import attribute
from sla_core.conditions import AttributeCondition, FitRule, Operator
from sla_core.i18n import Language, Texts
from sla_core.persona.fields import NO, YES, asked_personas, field_of, persona_in
from sla_core.terms import PersonaRef, Scoring, Terms

DAG = PersonaRef(persona="dag", version=2, name="Dag: *him* too")


def asks(value: str) -> AttributeCondition:
    return AttributeCondition(field=field_of(DAG), operator=Operator.IS_ANY_OF, values=(value,))


def test_a_field_names_persona_version_and_name_and_no_other_field_does() -> None:
    assert persona_in(field_of(DAG)) == DAG
    for field in ("persona", "title", "persona:dag", "persona:dag:0:x", "persona::1:x"):
        assert persona_in(field) is None


def test_the_clause_says_whom_a_lead_matches() -> None:
    t = Texts(Language.ENGLISH)
    assert attribute(asks(YES), t) == "matches persona Dag: *him* too (version 2)"
    assert attribute(asks(NO), t) == "does not match persona Dag: *him* too (version 2)"


def test_what_criteria_ask_about_but_the_draft_does_not_name_is_told() -> None:
    rule = FitRule(id="dag", condition=asks(YES), points=10)
    terms = Terms(company="Fjordlys", scoring=Scoring(fit=(rule,)))
    assert asked_personas(terms) == (DAG,)

    def told(of: Terms) -> list[str]:
        return [str(item.sentence) for item in missing(of, [], [], date(2026, 11, 25))]

    sentence = "A criterion asks about Dag: *him* too (version 2), which the draft does not name."
    assert sentence in told(terms)
    assert sentence not in told(terms.model_copy(update={"personas": (DAG,)}))
