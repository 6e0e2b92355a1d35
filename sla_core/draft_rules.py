"""What a draft may not say, and what it must say before it can be proposed."""

from datetime import date

from sla_core import criteria, scoring
from sla_core.errors import SlaError
from sla_core.i18n import mark
from sla_core.people import Department
from sla_core.sections import Section
from sla_core.terms import Terms


def check(section: Section, terms: Terms, agreed: Terms, today: date) -> None:
    """Raise `SlaError` for what cannot be agreed in a section, though each value by itself could be.

    `agreed`: the terms in force, from which months that have ended may not differ.
    """
    if section is Section.PARTIES:
        _somebody_signs(terms)
    if section is Section.EARLY_CONTACT and terms.early_contact.allowed and not terms.early_contact.at_most:
        raise SlaError("Early contact is allowed, but 0 times: say how often, or do not allow it.")
    if section is Section.CRITERIA:
        scoring.check(terms)
    if section is Section.DELIVERY:
        criteria.check(terms.delivery.counts)
    if section is Section.TARGETS:
        _ended_months_stay(terms, agreed, today)


_NOBODY_SIGNS = {
    Department.MARKETING: mark("Marketing needs at least one person who signs."),
    Department.SALES: mark("Sales needs at least one person who signs."),
}


def _somebody_signs(terms: Terms) -> None:
    for party in terms.parties:
        if not party.signatories:
            raise SlaError(_NOBODY_SIGNS[party.department])


def _ended_months_stay(terms: Terms, agreed: Terms, today: date) -> None:
    ended = f"{today:%Y-%m}"
    was, becomes = agreed.marketing.targets, terms.marketing.targets
    for month in sorted(was.keys() | becomes.keys()):
        if month < ended and was.get(month) != becomes.get(month):
            raise SlaError("{month} has ended: its target can no longer be changed.", month=month)
