"""“Matches persona P” as a field of leads that conditions can ask about: `persona:KEY:VERSION:NAME`, yes or no.

The field names the very version, so that what was agreed is executed whatever becomes of the persona later. The name
is there to be read.
"""

import re
from typing import Final

import numpy as np

from sla_core.conditions import AttributeCondition
from sla_core.criteria import Truth
from sla_core.facts import Codes
from sla_core.terms import PersonaRef, Terms

YES, NO = "yes", "no"
VALUES: Final = (None, NO, YES)  # of the field; None where it is not known
_FIELD = re.compile(r"persona:([^:]+):([1-9]\d{0,8}):(.+)", re.DOTALL)


def field_of(ref: PersonaRef) -> str:
    """Return the field that tells of each lead whether it matches a version of a persona."""
    return f"persona:{ref.persona}:{ref.version}:{ref.name}"


def persona_in(field: str) -> PersonaRef | None:
    """Return the version of a persona that a field asks about; None for any other field."""
    found = _FIELD.fullmatch(field)
    return PersonaRef(persona=found[1], version=int(found[2]), name=found[3]) if found else None


def asked_personas(terms: Terms) -> tuple[PersonaRef, ...]:
    """Return the versions of personas that fit rules, definitions or the promise ask about, each once."""
    rules = [rule.condition for rule in terms.scoring.fit if rule.on]
    criteria = [*terms.definitions.values(), terms.delivery.counts]
    asked = [*rules, *(each for one in criteria for each in (*one.all_of, *one.any_of))]
    found = [persona_in(each.field) for each in asked if isinstance(each, AttributeCondition)]
    return tuple(dict.fromkeys(ref for ref in found if ref is not None))


def codes(of: Truth) -> Codes:
    """Return what each lead has in the field, as places in `VALUES`."""
    return of.yes.astype(np.int64) * VALUES.index(YES) + of.no.astype(np.int64) * VALUES.index(NO)
