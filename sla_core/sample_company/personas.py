"""The ideal customers of the sample company, as both departments have described and approved them."""

from sla_core.i18n import Texts
from sla_core.people import Department
from sla_core.personas import Persona
from sla_core.sample_company.people import MARKETING, SALES
from sla_core.terms import PersonaRef


def personas(t: Texts) -> dict[str, Persona]:
    """Return the personas by what the terms call them."""
    present = {Department.MARKETING: tuple(MARKETING[:2]), Department.SALES: tuple(SALES[:2])}
    return {
        "operations": Persona(
            name=t("The operations manager"),
            description=t(
                "Runs the technical side of 20 to 200 buildings in a property company, a hotel chain or a food "
                "producer. Is measured by downtime and energy use. Looks for checklists and examples from others "
                "in the trade; asks for a demo as soon as the next budget is near."
            ),
            present=present,
        ),
        "buyer": Persona(
            name=t("The finance manager"),
            description=t(
                "Signs for larger purchases in the same companies. Wants to know what it costs, when it pays back "
                "and who else has it. Reads the buyer's guide and the price list, and seldom anything else."
            ),
            present=present,
        ),
    }


def refs(t: Texts) -> tuple[PersonaRef, ...]:
    """Return how the terms name them: their first versions."""
    return tuple(
        PersonaRef(persona=key, version=1, name=persona.name) for key, persona in personas(t).items()
    )
