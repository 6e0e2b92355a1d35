"""Journeys per ideal customer: agreed, said, measured by what the CRM calls them, and counted back from a period."""

from datetime import date

import numpy as np
import pytest

from sla_core.checklist import missing
from sla_core.clauses.text import chapters
from sla_core.differences import differences
from sla_core.funnel import Groups
from sla_core.goals.journey import DAY, JourneyLength, NeededBy, journey_lengths, needed_by
from sla_core.i18n import Language, Texts
from sla_core.terms import MarketingPromise, PersonaRef, Terms
from sla_core.terms.journeys import PersonaJourney, is_agreed, persona_journeys
from tests.core.episodes import at
from tests.core.goals.flows import Leads

ENGLISH, BOKMAL = Texts(Language.ENGLISH), Texts(Language.BOKMAL)
DAG = PersonaRef(persona="p1", version=1, name="Driftsleder Dag")
EVA = PersonaRef(persona="p2", version=1, name="Økonomisjef Eva")
NOW = at("2026-11-20 12:00")
UNKNOWN = JourneyLength(0, None, None)


def agreed(*personas: PersonaRef, everybody: int | None = 48, **days: int) -> Terms:
    promise = MarketingPromise(journey_days=everybody, journey_days_by_persona=days)
    return Terms(company="Fjordlys", personas=personas, marketing=promise)


def clause(of: Terms, t: Texts = ENGLISH) -> str:
    return next(c.text for chapter in chapters(of, t) for c in chapter.clauses if c.id == "1.5")


def told(before: Terms, after: Terms, t: Texts = ENGLISH) -> list[tuple[str, str, str, str]]:
    return [(d.clause, d.what, d.was, d.becomes) for d in differences(before, after, t)]


def test_terms_of_an_earlier_schema_have_a_journey_for_everybody_only() -> None:
    stored = agreed(DAG).to_json().replace('"journey_days_by_persona":{},', "")
    assert "by_persona" not in stored
    read = Terms.from_json(stored.replace('"schema_version":3', '"schema_version":2'))
    assert read.marketing.journey_days_by_persona == {}


def test_the_agreement_says_the_journey_of_each_persona_that_has_its_own() -> None:
    assert clause(agreed(DAG, EVA, p1=45, p2=70)).startswith(
        "From lead to customer it usually takes **48 days**; the leads are needed that much earlier. For these ideal "
        "customers it takes: **Driftsleder Dag 45 days and Økonomisjef Eva 70 days**."
    )
    assert "ideal customers it takes" not in clause(agreed(DAG, EVA))
    assert "**Driftsleder Dag 45 dager**" in clause(agreed(DAG, p1=45), BOKMAL)


def test_a_journey_of_a_persona_that_is_not_agreed_does_not_count_and_that_is_said() -> None:
    terms = agreed(DAG, gone=30)
    assert persona_journeys(terms.personas, terms.marketing) == (PersonaJourney("gone", None, 30),)
    assert "For a persona that is not agreed (30 days) it does not count." in clause(terms)
    found = [item.sentence.message for item in missing(terms, [], [], date(2026, 11, 20)) if not item.blocks]
    assert "A journey is agreed for a persona that the agreement does not name: it does not count." in found
    assert [need.days for need in needed_by(date(2026, 11, 30), (DAG,), terms.marketing, UNKNOWN)] == [48]


def test_a_journey_of_a_persona_is_a_difference_with_its_name() -> None:
    what = "From lead to customer, per persona"
    assert told(agreed(DAG, p1=45), agreed(DAG, p1=40)) == [
        ("1.5", what, "Driftsleder Dag 45 days", "Driftsleder Dag 40 days")
    ]
    assert told(agreed(DAG), agreed(DAG, p1=40)) == [("1.5", what, "–", "Driftsleder Dag 40 days")]
    assert told(agreed(DAG, EVA, p2=40), agreed(DAG, p2=40))[1] == (
        "1.5",
        what,
        "Økonomisjef Eva 40 days",
        "40 days, of a persona that is not agreed",
    )


def test_the_journey_is_agreed_for_the_company_or_for_each_persona() -> None:
    def blocked(terms: Terms) -> bool:
        sentences = [item.sentence.message for item in missing(terms, [], [], date(2026, 11, 20))]
        return "How long the buying journey takes is not agreed." in sentences

    both = agreed(DAG, EVA, everybody=None, p1=45, p2=70)
    one = agreed(DAG, EVA, everybody=None, p1=45)
    nobody = agreed(everybody=None)
    assert [is_agreed(of.personas, of.marketing) for of in (agreed(DAG), both, one, nobody)] == [
        True,
        True,
        False,
        False,
    ]
    assert [blocked(of) for of in (agreed(DAG), both, one, nobody)] == [False, False, True, True]


def measured(words: list[str], *, days: int = 40, merged: bool = False) -> dict[str, JourneyLength]:
    """Journeys of one lead per word; `days` for the first ten, one more for each that follows."""
    leads = Leads()
    for place in range(len(words)):
        leads.lead(at("2026-11-10 12:00") - (days + max(place - 9, 0)) * DAY, won="2026-11-10 12:00")
    values = tuple(sorted(set(words)))
    code = np.array([values.index(word) for word in words], dtype=np.int64)
    return journey_lengths(leads.funnel(), Groups(values, code), (DAG, EVA), NOW, 10)


def test_a_journey_is_measured_on_the_leads_that_the_crm_calls_by_the_personas_name() -> None:
    found = measured(["driftsleder dag "] * 6 + ["Driftsleder Dag"] * 4 + ["Økonomisjef Eva"] * 3 + [""] * 5)
    assert (found["p1"].n, found["p1"].median_days) == (10, 40)
    assert found["p2"] == JourneyLength(3, None, None)  # too few


def test_leads_without_a_word_are_nobodys_even_where_a_persona_has_no_name() -> None:
    nameless = PersonaRef(persona="p3", version=1, name=" ")
    leads = Leads()
    leads.lead("2026-09-01", won="2026-11-10")
    words = Groups(("",), np.zeros(1, dtype=np.int64))
    assert journey_lengths(leads.funnel(), words, (nameless,), NOW, 1)["p3"].n == 0


def days_before(promise: MarketingPromise, own: JourneyLength = UNKNOWN) -> list[NeededBy]:
    return needed_by(date(2026, 9, 30), (DAG, EVA), promise, own)


def test_a_customer_by_30_september_needs_a_lead_by_28_june_with_a_journey_of_94_days() -> None:
    assert days_before(MarketingPromise(journey_days=94)) == [NeededBy(date(2026, 6, 28), 94)]


def test_personas_that_take_longer_need_their_leads_earlier() -> None:
    promise = MarketingPromise(journey_days=48, journey_days_by_persona={"p2": 94})
    assert days_before(promise) == [
        NeededBy(date(2026, 6, 28), 94, ("Økonomisjef Eva",)),
        NeededBy(date(2026, 8, 13), 48, ("Driftsleder Dag",)),
    ]


@pytest.mark.parametrize("days", [{"p1": 48}, {"p1": 48, "p2": 48}])
def test_where_all_take_as_long_one_day_is_told(days: dict[str, int]) -> None:
    promise = MarketingPromise(journey_days=48, journey_days_by_persona=days)
    assert [(need.days, need.who) for need in days_before(promise)] == [(48, ())]


def test_where_nothing_is_agreed_the_own_median_counts_and_where_nothing_is_known_no_day_is_told() -> None:
    own = JourneyLength(12, int(46.2 * DAY), 80 * DAY)
    assert [need.days for need in days_before(MarketingPromise(), own)] == [47]
    assert days_before(MarketingPromise()) == []
    only_one = days_before(MarketingPromise(journey_days_by_persona={"p1": 45}))
    assert [(need.days, need.who) for need in only_one] == [(45, ("Driftsleder Dag",))]
