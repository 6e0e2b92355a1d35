"""Who agrees: the departments, who signs for them, and the ideal customers both have approved."""

from pydantic import NonNegativeInt

from sla_core.conditions import Document
from sla_core.people import Department


class Signatory(Document):
    """Somebody who signs, known by the address they sign in with."""

    name: str
    email: str = ""  # empty in terms of schema 1, which named people only


class Party(Document):
    """A department and who signs for it."""

    department: Department
    signatories: tuple[Signatory, ...] = ()


class PersonaRef(Document):
    """An approved version of a persona; its content is signed together with the terms."""

    persona: str  # the same in all versions of one persona
    version: NonNegativeInt
    name: str
