"""The workshop that the sample company is in the middle of: a third ideal customer, of which not all is agreed."""

from dataclasses import dataclass

from sla_core.conditions import AttributeCondition, LeadDefinition, Operator
from sla_core.i18n import Texts, mark
from sla_core.people import Department
from sla_core.persona.document import Persona, Trait
from sla_core.sample_company.people import MARKETING, SALES

KEY = "hotel"
NAME = "Hotelldirektør Hanne"
_DESCRIPTION = mark(
    "Runs one to five hotels of a chain. The building is her concern when guests begin to complain about it."
)
# Trait, what marketing says, what sales says (None: not answered yet), what both agreed on where that differs.
_ANSWERS: tuple[tuple[Trait, str, str | None, str | None], ...] = (
    (Trait.ROLE, mark("General manager of a hotel"), mark("General manager of a hotel"), None),
    (Trait.COMPANY, mark("One to five hotels in a chain"), mark("One to five hotels in a chain"), None),
    (Trait.INDUSTRY, mark("Hotels"), mark("Hotels"), None),
    (
        Trait.RESPONSIBILITIES,
        mark("Guests, staff, the building"),
        mark("Everything, and the building last"),
        mark("Guests and staff; the building when it fails"),
    ),
    (Trait.MEASURED_BY, mark("Guest satisfaction"), mark("Revenue per room"), None),
    (Trait.GOALS, mark("No complaints about rooms"), mark("No complaints about rooms"), None),
    (Trait.TRIGGERS, mark("A bad review"), mark("When the heating fails in January"), None),
    (Trait.BARRIERS, mark("Does not know us"), mark("The chain decides"), None),
    (Trait.TOOLS, mark("The booking system"), None, None),
)


@dataclass(frozen=True)
class SampleWorkshop:
    """The persona as it is so far, and what was answered and agreed: answers by trait and department."""

    persona: Persona
    answers: tuple[tuple[Trait, Department, str], ...]
    agreed: dict[Trait, str]


def workshop(t: Texts) -> SampleWorkshop:
    """Return the workshop; its persona is approved by nobody yet."""
    hotels = AttributeCondition(field="industry", operator=Operator.IS, values=("Hotell",))
    said = [(trait, Department.MARKETING, t(marketing)) for trait, marketing, _, _ in _ANSWERS]
    said += [(trait, Department.SALES, t(sales)) for trait, _, sales, _ in _ANSWERS if sales]
    return SampleWorkshop(
        persona=Persona(
            name=NAME,
            description=t(_DESCRIPTION),
            recognised_by=LeadDefinition(all_of=(hotels,)),
            present={Department.MARKETING: tuple(MARKETING[:2]), Department.SALES: tuple(SALES[1:3])},
        ),
        answers=tuple(said),
        agreed={trait: t(agreed) for trait, _, _, agreed in _ANSWERS if agreed},
    )
