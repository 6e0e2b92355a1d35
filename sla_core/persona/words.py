"""Personas in words: what a trait is called, how a workshop asks for it, what recognises a persona."""

from collections.abc import Sequence

from sla_core.clauses.conditions import attribute, definition
from sla_core.conditions import AttributeCondition
from sla_core.i18n import Texts, mark
from sla_core.persona.document import Persona, PersonaVersion, Trait

NAME_IN_TITLE = 22  # letters of a name that fit into a question at Room

TRAITS = {
    Trait.ROLE: mark("Role"),
    Trait.COMPANY: mark("Company and size"),
    Trait.INDUSTRY: mark("Industry"),
    Trait.RESPONSIBILITIES: mark("Responsibilities"),
    Trait.MEASURED_BY: mark("Measured by"),
    Trait.GOALS: mark("Goals"),
    Trait.CHALLENGES: mark("Challenges"),
    Trait.SOURCES: mark("Where they look"),
    Trait.TOOLS: mark("Tools"),
    Trait.CONTACT: mark("Preferred contact"),
    Trait.TRIGGERS: mark("Triggers"),
    Trait.BARRIERS: mark("Barriers"),
    Trait.RED_FLAGS: mark("Red flags"),
}
QUESTIONS = {
    Trait.ROLE: mark("What is the role of {name}?"),
    Trait.COMPANY: mark("In what company is {name}, how large?"),
    Trait.INDUSTRY: mark("Which industry is {name} in?"),
    Trait.RESPONSIBILITIES: mark("What is {name} responsible for?"),
    Trait.MEASURED_BY: mark("How is {name} measured?"),
    Trait.GOALS: mark("What does {name} want to reach?"),
    Trait.CHALLENGES: mark("What stands in the way of {name}?"),
    Trait.SOURCES: mark("Where does {name} look for answers?"),
    Trait.TOOLS: mark("Which tools does {name} use?"),
    Trait.CONTACT: mark("How does {name} like to be contacted?"),
    Trait.TRIGGERS: mark("What makes {name} look for a solution?"),
    Trait.BARRIERS: mark("What keeps {name} from buying?"),
    Trait.RED_FLAGS: mark("How do we see that it is not {name}?"),
}


def short(text: str, most: int) -> str:
    """Return a text in one line of at most so many letters; one that is cut ends with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def verdict(personas: Sequence[PersonaVersion], t: Texts) -> str:
    """Return how far personas are, in at most 55 letters."""
    approved = sum(version.approved for version in personas)
    rest = len(personas) - approved
    if not personas:
        return t("No persona is written yet")
    if not approved:
        return t.plural("{n} persona waits for approval", "{n} personas wait for approval", rest)
    if not rest:
        return t.plural("{n} persona is approved by both", "{n} personas are approved by both", approved)
    return t.plural(
        "{n} persona is approved by both, {rest} still open",
        "{n} personas are approved by both, {rest} still open",
        approved,
        rest=t.number(rest),
    )


def caption(persona: Persona) -> str:
    """Return role and company in one line, as they were typed; the description where none is known."""
    told = [persona.traits.get(trait, "") for trait in (Trait.ROLE, Trait.COMPANY)]
    return " · ".join(part for part in told if part) or persona.description


def told(persona: Persona, t: Texts) -> tuple[tuple[str, str], ...]:
    """Return all that is known of a persona beside name and description, each with what it is called."""
    found = [(t(name), persona.traits[trait]) for trait, name in TRAITS.items() if trait in persona.traits]
    if persona.is_recognisable:
        found.append((t("Recognised by"), definition(persona.recognised_by, t)))
    return tuple(found)


def recognised(persona: Persona, t: Texts) -> tuple[list[str], list[str]]:
    """Return the conditions in words: those that must all hold, those of which one must."""
    groups = (persona.recognised_by.all_of, persona.recognised_by.any_of)
    all_of, any_of = (
        [attribute(one, t) for one in group if isinstance(one, AttributeCondition)] for group in groups
    )
    return all_of, any_of
