"""How long the buying journey takes, as it is agreed: per ideal customer, otherwise as for the whole company."""

from collections.abc import Sequence
from dataclasses import dataclass

from sla_core.terms.parties import PersonaRef
from sla_core.terms.promises import MarketingPromise


@dataclass(frozen=True)
class PersonaJourney:
    """A journey agreed for one persona. Without a `name` the terms no longer name it: then it does not count."""

    persona: str
    name: str | None
    days: int


def persona_journeys(personas: Sequence[PersonaRef], promise: MarketingPromise) -> tuple[PersonaJourney, ...]:
    """Return every journey agreed for a persona in the order of the personas, those that do not count last."""
    names = {ref.persona: ref.name for ref in personas}
    agreed = promise.journey_days_by_persona
    order = [*(key for key in names if key in agreed), *sorted(agreed.keys() - names.keys())]
    return tuple(PersonaJourney(key, names.get(key), agreed[key]) for key in order)


def is_agreed(personas: Sequence[PersonaRef], promise: MarketingPromise) -> bool:
    """Whether a journey is agreed for everybody: for the whole company, or for each of the personas."""
    agreed = promise.journey_days_by_persona
    each = bool(personas) and all(ref.persona in agreed for ref in personas)
    return promise.journey_days is not None or each
