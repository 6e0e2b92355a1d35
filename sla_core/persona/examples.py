"""Three invented personas to begin with: examples of what a persona tells, never stored by themselves."""

from sla_core.i18n import Texts, mark
from sla_core.persona.document import Persona, Trait

_EXAMPLES: tuple[tuple[str, str, dict[Trait, str]], ...] = (
    (
        mark("Plant manager Per"),
        mark("Keeps a food factory running and decides what is bought for it."),
        {
            Trait.ROLE: mark("Plant manager"),
            Trait.COMPANY: mark("A factory of its own, 50 to 499 people"),
            Trait.INDUSTRY: mark("Food and drink"),
            Trait.MEASURED_BY: mark("Fewer unplanned stops"),
            Trait.CHALLENGES: mark("Old machines, few hands"),
            Trait.TRIGGERS: mark("An audit, or a costly stop"),
            Trait.RED_FLAGS: mark("No line of their own"),
        },
    ),
    (
        mark("Finance manager Frida"),
        mark("Signs for larger purchases and wants to know when they pay back."),
        {
            Trait.ROLE: mark("Finance manager"),
            Trait.COMPANY: mark("Owner-led, 20 to 249 people"),
            Trait.INDUSTRY: mark("Trade and services"),
            Trait.MEASURED_BY: mark("Result against budget"),
            Trait.CHALLENGES: mark("Offers that cannot be compared"),
            Trait.TRIGGERS: mark("Next year's budget"),
            Trait.RED_FLAGS: mark("A group that decides abroad"),
        },
    ),
    (
        mark("Shop owner Siri"),
        mark("Runs a handful of shops and does most of it herself."),
        {
            Trait.ROLE: mark("Owner and manager"),
            Trait.COMPANY: mark("3 to 10 shops, under 50 people"),
            Trait.INDUSTRY: mark("Retail"),
            Trait.MEASURED_BY: mark("Sales per shop and day"),
            Trait.CHALLENGES: mark("Everything waits for her"),
            Trait.TRIGGERS: mark("A new shop, a new season"),
            Trait.RED_FLAGS: mark("A franchise that may not choose"),
        },
    ),
)


def examples(t: Texts) -> tuple[Persona, ...]:
    """Return the examples. Nobody was present at their making: they cannot be approved as they are."""
    return tuple(
        Persona(
            name=t(name),
            description=t(description),
            traits={trait: t(text) for trait, text in traits.items()},
        )
        for name, description, traits in _EXAMPLES
    )
