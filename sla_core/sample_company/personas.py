"""The ideal customers of the sample company, as both departments have described and approved them."""

from sla_core.conditions import AttributeCondition, LeadDefinition, Operator
from sla_core.i18n import Texts, mark
from sla_core.people import Department
from sla_core.persona.document import Persona, Trait
from sla_core.sample_company.contacts import BUYER, OPERATIONS
from sla_core.sample_company.people import MARKETING, SALES
from sla_core.terms import PersonaRef

_OPERATIONS = {
    Trait.ROLE: mark("Operations or technical manager"),
    Trait.COMPANY: mark("20 to 200 buildings, 50 to 999 people"),
    Trait.INDUSTRY: mark("Property, hotels, food production"),
    Trait.RESPONSIBILITIES: mark("That everything technical runs, and what it costs"),
    Trait.MEASURED_BY: mark("Downtime and energy use"),
    Trait.GOALS: mark("Fewer surprises, a quiet weekend"),
    Trait.CHALLENGES: mark("Old plants, few hands, paper lists"),
    Trait.SOURCES: mark("Checklists, others in the trade, webinars"),
    Trait.TOOLS: mark("Spreadsheets and a building control system"),
    Trait.CONTACT: mark("A call before 10, then an e-mail"),
    Trait.TRIGGERS: mark("The next budget, or a costly stop"),
    Trait.BARRIERS: mark("Has no time to bring in something new"),
    Trait.RED_FLAGS: mark("No buildings of their own, or a student"),
}
_BUYER = {
    Trait.ROLE: mark("Finance manager or general manager"),
    Trait.COMPANY: mark("The same companies, from 50 people"),
    Trait.INDUSTRY: mark("Property, hotels, food production"),
    Trait.RESPONSIBILITIES: mark("Signs for larger purchases"),
    Trait.MEASURED_BY: mark("Result against budget"),
    Trait.GOALS: mark("To know what it costs, and when it pays back"),
    Trait.CHALLENGES: mark("Three offers that cannot be compared"),
    Trait.SOURCES: mark("The buyer's guide and the price list"),
    Trait.TOOLS: mark("The accounts, a spreadsheet"),
    Trait.CONTACT: mark("E-mail with figures"),
    Trait.TRIGGERS: mark("The operations manager asks for money"),
    Trait.BARRIERS: mark("Does not see what a stop costs"),
    Trait.RED_FLAGS: mark("A group that decides abroad"),
}


def _is_any_of(field: str, *values: str) -> AttributeCondition:
    return AttributeCondition(field=field, operator=Operator.IS_ANY_OF, values=values)


_SIZE = _is_any_of("company_size", "10–49", "50–249", "250–999", "1000+")
_IS_OPERATIONS = LeadDefinition(
    all_of=(_is_any_of("title", "Driftsleder", "Teknisk sjef", "Eiendomssjef"), _SIZE)
)
_IS_BUYER = LeadDefinition(all_of=(_is_any_of("title", "Økonomisjef", "Daglig leder"), _SIZE))


def personas(t: Texts) -> dict[str, Persona]:
    """Return the personas by what the terms call them."""
    present = {Department.MARKETING: tuple(MARKETING[:2]), Department.SALES: tuple(SALES[:2])}
    return {
        "operations": Persona(
            name=OPERATIONS,
            description=t(
                "Runs the technical side of 20 to 200 buildings in a property company, a hotel chain or a food "
                "producer. Is measured by downtime and energy use. Looks for checklists and examples from others "
                "in the trade; asks for a demo as soon as the next budget is near."
            ),
            traits={trait: t(text) for trait, text in _OPERATIONS.items()},
            recognised_by=_IS_OPERATIONS,
            present=present,
        ),
        "buyer": Persona(
            name=BUYER,
            description=t(
                "Signs for larger purchases in the same companies. Wants to know what it costs, when it pays back "
                "and who else has it. Reads the buyer's guide and the price list, and seldom anything else."
            ),
            traits={trait: t(text) for trait, text in _BUYER.items()},
            recognised_by=_IS_BUYER,
            present=present,
        ),
    }


def refs(t: Texts) -> tuple[PersonaRef, ...]:
    """Return how the terms name them: their first versions."""
    return tuple(
        PersonaRef(persona=key, version=1, name=persona.name) for key, persona in personas(t).items()
    )
