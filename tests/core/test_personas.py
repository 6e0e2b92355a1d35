"""Personas as documents: what schema 1 stored is read as today's, what a newer app stored is refused."""

import json

import pytest

from sla_core.conditions import LeadDefinition
from sla_core.errors import SlaError
from sla_core.i18n import Language, Texts
from sla_core.people import Department
from sla_core.persona.document import SCHEMA_VERSION, Persona, PersonaVersion, Trait
from sla_core.persona.words import NAME_IN_TITLE, QUESTIONS, TRAITS, caption, short, verdict

OLD = (
    '{"description":"Runs 50 buildings.","name":"Dag","present":{"marketing":["Kari"],"sales":["Ola"]},'
    '"schema_version":1}'
)


def version(approved: bool, name: str = "Dag") -> PersonaVersion:
    content = Persona(name=name, description="x", present=dict.fromkeys(Department, ("Kari",)))
    by = dict.fromkeys(Department, "Kari") if approved else {}
    return PersonaVersion(1, name, 1, content, content.to_json(), 0, "Kari", by)


def test_a_persona_of_the_first_schema_is_read_with_what_it_lacks_left_empty() -> None:
    read = Persona.from_json(OLD)
    assert (read.schema_version, read.name, read.traits) == (SCHEMA_VERSION, "Dag", {})
    assert read.recognised_by == LeadDefinition()
    assert not read.is_recognisable
    assert read.has_quorum


def test_a_persona_of_a_newer_schema_is_refused() -> None:
    with pytest.raises(SlaError, match="newer version"):
        Persona.from_json(json.dumps({**json.loads(OLD), "schema_version": SCHEMA_VERSION + 1}))


def test_what_is_written_is_read_again_as_the_same() -> None:
    persona = Persona(name="Dag", description="x", traits={Trait.ROLE: "Buyer", Trait.GOALS: "Quiet"})
    assert Persona.from_json(persona.to_json()) == persona


@pytest.mark.parametrize("language", list(Language))
def test_every_trait_has_a_name_and_a_question_that_fits_the_head_of_a_page(language: Language) -> None:
    t = Texts(language)
    for trait in Trait:
        assert t(TRAITS[trait])
        assert len(t(QUESTIONS[trait], name="x" * NAME_IN_TITLE)) <= 55


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    ("approved", "waiting", "told"),
    [
        (0, 0, "No persona is written yet"),
        (0, 1, "1 persona waits for approval"),
        (2, 0, "2 personas are approved by both"),
        (2, 1, "2 personas are approved by both, 1 still open"),
        (1, 12, "1 persona is approved by both, 12 still open"),
    ],
)
def test_the_verdict_counts_what_is_approved(
    language: Language, approved: int, waiting: int, told: str
) -> None:
    found = verdict([version(True)] * approved + [version(False)] * waiting, Texts(language))
    assert len(found) <= 55
    if language is Language.ENGLISH:
        assert found == told


def test_long_texts_are_cut_to_one_line() -> None:
    assert short("two\nlines", 20) == "two lines"
    assert short("x" * 10_000, 20) == "x" * 19 + "…"


def test_the_caption_is_the_description_where_no_role_is_known() -> None:
    assert caption(Persona(name="Dag", description="Runs it.")) == "Runs it."
    told = {Trait.ROLE: "Plant manager", Trait.COMPANY: "50–499 people"}
    assert caption(Persona(name="Dag", description="x", traits=told)) == "Plant manager · 50–499 people"
