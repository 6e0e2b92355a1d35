"""The terms as a document: canonical bytes, older schemas read as today's, newer ones refused in a sentence."""

import json
from decimal import Decimal

import pytest

from sla_core.errors import SlaError
from sla_core.sections import PATHS, Section, changed_sections, value_of, with_value
from sla_core.terms import SCHEMA_VERSION, EarlyContact, SalesPromise, StatusLimits, Terms, canonical
from tests.core.sample_companies import company


def test_equal_terms_have_equal_bytes_and_survive_being_stored() -> None:
    terms = company().versions[-1].terms
    assert Terms.from_json(terms.to_json()) == terms
    assert Terms.from_json(terms.to_json()).to_json() == terms.to_json()


def test_letters_are_composed_and_floats_have_no_place() -> None:
    assert Terms(company="Bla\u030a").to_json() == Terms(company="Blå").to_json()
    with pytest.raises(ValueError, match="Out of range float"):
        canonical({"share": float("nan")})
    assert '"in_time_kept":"0.90"' in Terms(company="x").to_json()


def test_terms_of_a_newer_schema_are_refused_in_a_sentence() -> None:
    stored = json.loads(Terms(company="Fjordlys").to_json()) | {"schema_version": SCHEMA_VERSION + 1}
    with pytest.raises(SlaError, match="written by a newer version of Handslag"):
        Terms.from_json(json.dumps(stored))


def test_terms_of_the_first_schema_are_read_as_todays() -> None:
    stored = {
        "schema_version": 1,
        "company": "Fjordlys",
        "parties": [{"department": "sales", "signatories": ["Ola"]}],
        "personas": ["1"],
    }
    terms = Terms.from_json(json.dumps(stored))
    assert terms.parties[0].signatories[0].name == "Ola"
    assert (terms.personas, terms.schema_version) == ((), SCHEMA_VERSION)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: SalesPromise(attempts_at_least=9, attempts_at_most=8),
        lambda: StatusLimits(in_time_at_risk=Decimal("0.95")),
        lambda: StatusLimits(more_than_agreed=Decimal("0.5")),
    ],
)
def test_what_contradicts_itself_is_refused_in_a_sentence(wrong: object) -> None:
    with pytest.raises(SlaError):
        wrong()  # type: ignore[operator]


def test_every_place_of_the_terms_belongs_to_one_section_but_the_company() -> None:
    paths = [path for section in Section for path in PATHS[section]]
    assert len(paths) == len(set(paths))
    content = Terms(company="Fjordlys").model_dump(mode="json")
    owned = {path.split(".")[0] for path in paths}
    assert set(content) - owned == {"schema_version", "company"}
    for group in ("calendar", "marketing", "sales"):
        named = {path.split(".")[1] for path in paths if path.startswith(f"{group}.")}
        assert named == set(content[group])


def test_a_section_is_taken_out_and_put_back_without_touching_the_others() -> None:
    terms = company().versions[-1].terms
    for section in Section:
        assert with_value(terms, section, value_of(terms, section)) == terms
    changed = terms.model_copy(update={"early_contact": EarlyContact(allowed=True, at_most=3)})
    assert changed_sections(terms, changed) == {Section.EARLY_CONTACT}
