"""Empty files to fill in: a header under our own names and two rows that show the forms."""

import csv
import io

from sla_core.i18n import Texts
from sla_core.intake.fields import FIELDS, Kind

_ROWS: dict[Kind, tuple[dict[str, str], dict[str, str]]] = {
    Kind.LEADS: (
        {
            "external_id": "1001",
            "email": "kari@nordvik.example",
            "first_name": "Kari",
            "last_name": "Nordmann",
            "title": "Plant manager",
            "company": "Nordvik Energi",
            "company_size": "120",
            "industry": "Energy",
            "country": "Norway",
            "city": "Bergen",
            "source": "Organic search",
            "campaign": "Autumn guide",
            "owner": "Ola Hansen",
            "created_at": "2026-11-02 09:15",
            "handed_over_at": "2026-11-03 10:00",
            "stage": "sales_qualified",
            "sales_qualified_at": "2026-11-03 10:00",
        },
        {
            "external_id": "1002",
            "email": "per@havnes.example",
            "first_name": "Per",
            "last_name": "Havnes",
            "company": "Havnes Sjømat",
            "source": "Webinar",
            "owner": "Ola Hansen",
            "created_at": "2026-11-04 13:30",
            "handed_over_at": "2026-11-04 14:00",
            "first_attempt_at": "2026-11-04 15:10",
            "stage": "customer",
            "won": "yes",
            "won_at": "2026-11-20 12:00",
            "amount": "48000",
            "currency": "NOK",
        },
    ),
    Kind.STAGES: (
        {"lead_external_id": "1001", "stage": "marketing_qualified", "entered_at": "2026-11-02 16:40"},
        {"lead_email": "per@havnes.example", "stage": "opportunity", "entered_at": "2026-11-10 09:00"},
    ),
    Kind.ACTIVITIES: (
        {
            "lead_external_id": "1001",
            "kind": "visit",
            "topic": "/prices",
            "occurred_at": "2026-11-03 09:41",
            "external_id": "v-1",
        },
        {
            "lead_email": "per@havnes.example",
            "kind": "download",
            "topic": "Buyer's guide",
            "occurred_at": "2026-11-04 13:30",
            "external_id": "d-1",
        },
    ),
    Kind.ATTEMPTS: (
        {
            "lead_external_id": "1001",
            "channel": "call",
            "direction": "outbound",
            "outcome": "no_answer",
            "done": "yes",
            "occurred_at": "2026-11-03 11:20",
            "person": "Ola Hansen",
            "external_id": "c-1",
        },
        {
            "lead_email": "per@havnes.example",
            "channel": "call",
            "direction": "outbound",
            "outcome": "connected",
            "done": "yes",
            "occurred_at": "2026-11-04 15:10",
            "person": "Ola Hansen",
            "external_id": "c-2",
        },
    ),
    Kind.TRAFFIC: (
        {"month": "2026-10", "visits": "12400", "source": "Organic search"},
        {"month": "2026-10", "visits": "3100", "source": "Paid search"},
    ),
}


def template(kind: Kind, t: Texts) -> bytes:
    """Return the template of a kind as CSV in UTF-8 with a BOM, as spreadsheets in the reader's language want it."""
    out = io.StringIO()
    table = csv.DictWriter(
        out, [field.name for field in FIELDS[kind]], delimiter=t.list_separator, lineterminator="\r\n"
    )
    table.writeheader()
    table.writerows(_ROWS[kind])
    return out.getvalue().encode("utf-8-sig")
