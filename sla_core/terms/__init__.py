"""The agreement as data: every clause a field, every number on a screen defined here.

One frozen, validated document. Shares are decimals (never floats, so that the same terms always give the
same bytes to sign); amounts of time are `Duration`s; months are `YYYY-MM`.
"""

import json
import unicodedata
from functools import lru_cache
from typing import Any

from pydantic import Field

from sla_core.conditions import Document, LeadDefinition
from sla_core.errors import SlaError
from sla_core.leads import Stage
from sla_core.people import Department
from sla_core.terms.amounts import ClockTime, Duration, Money, Month, Share, Unit
from sla_core.terms.calendar import CalendarTerms
from sla_core.terms.criteria import MostPoints, Scoring, Treatment
from sla_core.terms.measures import Metric, Pace, Revision, StatusLimits, Weekday
from sla_core.terms.parties import Party, PersonaRef, Signatory
from sla_core.terms.promises import (
    ClockStart,
    Delivery,
    EarlyContact,
    Handover,
    HandoverEvent,
    Initiative,
    MarketingPromise,
    SalesPromise,
    StopsAt,
    Targets,
)

SCHEMA_VERSION = 3

__all__ = [
    "SCHEMA_VERSION",
    "CalendarTerms",
    "ClockStart",
    "ClockTime",
    "Delivery",
    "Duration",
    "EarlyContact",
    "Handover",
    "HandoverEvent",
    "Initiative",
    "MarketingPromise",
    "Metric",
    "Money",
    "Month",
    "MostPoints",
    "Pace",
    "Party",
    "PersonaRef",
    "Revision",
    "SalesPromise",
    "Scoring",
    "Share",
    "Signatory",
    "StatusLimits",
    "StopsAt",
    "Targets",
    "Terms",
    "Treatment",
    "Unit",
    "Weekday",
    "canonical",
]


class Terms(Document):
    """The whole agreement."""

    schema_version: int = SCHEMA_VERSION
    company: str
    parties: tuple[Party, ...] = tuple(Party(department=department) for department in Department)
    personas: tuple[PersonaRef, ...] = ()
    calendar: CalendarTerms = Field(default_factory=CalendarTerms)
    definitions: dict[Stage, LeadDefinition] = Field(default_factory=dict)
    scoring: Scoring = Scoring()
    treatments: tuple[Treatment, ...] = ()
    handover: Handover = Handover()
    delivery: Delivery = Delivery()
    marketing: MarketingPromise = Field(default_factory=MarketingPromise)
    sales: SalesPromise = SalesPromise()
    early_contact: EarlyContact = EarlyContact()
    metrics: tuple[Metric, ...] = tuple(Metric)
    limits: StatusLimits = StatusLimits()
    when_missed: dict[Department, str] = Field(default_factory=dict)
    revision: Revision = Revision()

    def to_json(self) -> str:
        """Return the canonical text: sorted keys, no spaces, decimals as strings, composed letters (NFC)."""
        return canonical(self.model_dump(mode="json"))

    @classmethod
    def from_json(cls, content: str) -> "Terms":
        """Return the terms of a stored text; older schemas are read as today's, in memory only.

        Raises `SlaError` for terms of a newer schema, pydantic's ValidationError for what is no agreement.
        """
        return _read(content)


def canonical(value: Any) -> str:
    """Return JSON of which equal values have equal bytes (UTF-8 when encoded). Floats have no place in it."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=256)
def _read(content: str) -> Terms:
    stored = json.loads(content)
    schema = stored.get("schema_version", 1)
    if schema > SCHEMA_VERSION:
        raise SlaError("These terms were written by a newer version of Handslag. Update the app.")
    if schema < 2:
        stored = _from_schema_1(stored)
    if schema < SCHEMA_VERSION:  # schema 3 only added what has a default
        stored = {**stored, "schema_version": SCHEMA_VERSION}
    return Terms.model_validate_json(json.dumps(stored))


def _from_schema_1(stored: dict[str, Any]) -> dict[str, Any]:
    """Schema 1 named signatories by name only, and knew personas by an id that nothing could bear yet."""
    parties = [
        {**party, "signatories": [{"name": name} for name in party.get("signatories", ())]}
        for party in stored.get("parties", ())
    ]
    return {**stored, "parties": parties, "personas": []}
