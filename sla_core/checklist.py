"""What is missing for an agreement that works: what must be there before it is proposed, and what should be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sla_core.errors import SlaError
from sla_core.i18n import mark
from sla_core.people import Action, Department, Person
from sla_core.persona.document import PersonaVersion
from sla_core.persona.fields import asked_personas
from sla_core.sections import Section
from sla_core.terms import Party, Terms
from sla_core.terms.journeys import is_agreed, persona_journeys


@dataclass(frozen=True)
class Missing:
    """One thing that is missing, in words, and where it is entered. What `blocks` must be there to propose."""

    sentence: SlaError
    section: Section
    blocks: bool = True


def missing(
    terms: Terms, personas: Sequence[PersonaVersion], people: Sequence[Person], today: date
) -> list[Missing]:
    """Return what terms lack, the blocking first. `personas`: the newest version of each."""
    found = [
        *_personas(terms, personas),
        *_signatories(terms, people),
        *_inputs(terms),
        *_targets(terms, today),
        *_early_contact(terms),
        *_advice(terms),
    ]
    return sorted(found, key=lambda item: not item.blocks)


def refuse_incomplete(
    terms: Terms, personas: Sequence[PersonaVersion], people: Sequence[Person], today: date
) -> None:
    """Raise the first `SlaError` that keeps terms from being proposed."""
    for item in missing(terms, personas, people, today):
        if item.blocks:
            raise item.sentence


def _personas(terms: Terms, personas: Sequence[PersonaVersion]) -> Iterator[Missing]:
    if not terms.personas and any(version.approved for version in personas):
        yield Missing(
            SlaError("A persona is approved, but the draft does not name it yet: choose it."),
            Section.PERSONAS,
        )
    elif not terms.personas:
        yield Missing(
            SlaError("Both departments have to approve at least one persona, the ideal customer."),
            Section.PERSONAS,
        )
    newest = {version.persona: version for version in personas}
    for ref in terms.personas:
        known = newest.get(ref.persona)
        if known is not None and known.version > ref.version:
            yield Missing(
                SlaError("{name} has been changed: approve it anew, then choose it again.", name=ref.name),
                Section.PERSONAS,
                blocks=False,
            )
    for ref in asked_personas(terms):
        if ref not in terms.personas:
            yield Missing(
                SlaError(
                    "A criterion asks about {name} (version {version}), which the draft does not name.",
                    name=ref.name,
                    version=ref.version,
                ),
                Section.CRITERIA,
                blocks=False,
            )


_NOBODY = {
    Department.MARKETING: mark("Nobody is named to sign for marketing."),
    Department.SALES: mark("Nobody is named to sign for sales."),
}


def _signatories(terms: Terms, people: Sequence[Person]) -> Iterator[Missing]:
    for party in terms.parties:
        if not party.signatories:
            yield Missing(SlaError(_NOBODY[party.department]), Section.PARTIES)
        for signatory in party.signatories:
            person = next((p for p in people if p.email == signatory.email.casefold()), None)
            if not _may_sign(person, party):
                yield Missing(
                    SlaError(
                        "{name} cannot sign: only a manager of the department can.", name=signatory.name
                    ),
                    Section.PARTIES,
                )


def _may_sign(person: Person | None, party: Party) -> bool:
    return person is not None and person.department is party.department and person.may(Action.SIGN)


def _inputs(terms: Terms) -> Iterator[Missing]:
    agreed = terms.marketing
    if not is_agreed(terms.personas, agreed):
        yield Missing(SlaError("How long the buying journey takes is not agreed."), Section.INPUTS)
    if agreed.lifetime_value is None:
        yield Missing(SlaError("What a customer is worth over the years is not agreed."), Section.INPUTS)
    if agreed.visits_per_month is None:
        yield Missing(SlaError("How many visits the website has today is not agreed."), Section.INPUTS)
    if any(journey.name is None for journey in persona_journeys(terms.personas, agreed)):
        yield Missing(
            SlaError(
                "A journey is agreed for a persona that the agreement does not name: it does not count."
            ),
            Section.INPUTS,
            blocks=False,
        )


def _targets(terms: Terms, today: date) -> Iterator[Missing]:
    running = f"{today:%Y-%m}"
    agreed = terms.marketing.targets
    if not any(month >= running and target.sales_qualified for month, target in agreed.items()):
        yield Missing(SlaError("No month from now on has a target of qualified leads."), Section.TARGETS)
    if not terms.marketing.initiatives:
        yield Missing(
            SlaError("How the targets are to be reached is not written down."), Section.TARGETS, blocks=False
        )


def _early_contact(terms: Terms) -> Iterator[Missing]:
    if terms.early_contact.allowed and not terms.early_contact.legal_basis.strip():
        yield Missing(
            SlaError("Contact before a lead is ready is allowed, but its legal basis is not named."),
            Section.EARLY_CONTACT,
        )


_NOTHING_WHEN_MISSED = {
    Department.MARKETING: mark("What marketing does when it misses its promise is not agreed."),
    Department.SALES: mark("What sales does when it misses its promise is not agreed."),
}


def _advice(terms: Terms) -> Iterator[Missing]:
    for department, message in _NOTHING_WHEN_MISSED.items():
        if not terms.when_missed.get(department, "").strip():
            yield Missing(SlaError(message), Section.WHEN_MISSED, blocks=False)
    if not terms.calendar.closed:
        yield Missing(
            SlaError("No closed days are agreed: leads would be due on public holidays."),
            Section.CLOSED,
            blocks=False,
        )
