"""What the fields of files are called on a screen: English keys, translated where they are shown."""

from sla_core.i18n import mark
from sla_core.intake.fields import Kind

_NAMES = {
    "external_id": mark("Id"),
    "email": mark("E-mail"),
    "first_name": mark("First name"),
    "last_name": mark("Last name"),
    "title": mark("Job title"),
    "company": mark("Company"),
    "company_size": mark("Employees"),
    "industry": mark("Industry"),
    "country": mark("Country"),
    "city": mark("City"),
    "source": mark("Source"),
    "campaign": mark("Campaign"),
    "owner": mark("Owner"),
    "persona": mark("Persona"),
    "created_at": mark("Created"),
    "handed_over_at": mark("Handed over"),
    "owner_assigned_at": mark("Owner assigned"),
    "first_attempt_at": mark("First attempt"),
    "first_contact_at": mark("First contact"),
    "stage": mark("Stage"),
    "won": mark("Won"),
    "won_at": mark("Won at"),
    "lost": mark("Lost"),
    "lost_at": mark("Lost at"),
    "amount": mark("Amount"),
    "currency": mark("Currency"),
    "consent": mark("Consent"),
    "lead_at": mark("Became a lead"),
    "marketing_qualified_at": mark("Became an MQL"),
    "sales_qualified_at": mark("Became an SQL"),
    "opportunity_at": mark("Became an opportunity"),
    "customer_at": mark("Became a customer"),
    "lead_external_id": mark("The lead's id"),
    "lead_email": mark("The lead's e-mail"),
    "entered_at": mark("Entered"),
    "kind": mark("What was done"),
    "topic": mark("Page or document"),
    "occurred_at": mark("When"),
    "channel": mark("How"),
    "direction": mark("Direction"),
    "outcome": mark("What came of it"),
    "done": mark("Done"),
    "person": mark("Who"),
    "note": mark("Note"),
    "month": mark("Month"),
    "visits": mark("Visits"),
    "attributes": mark("Other columns"),
    # Columns that a system tells in its own way, and that are turned into the fields above.
    "status": mark("Status"),
    "converted": mark("Converted"),
    "converted_day": mark("Converted on"),
    "last_contacted": mark("Last contacted"),
    "times_contacted": mark("Times contacted"),
    "close_date": mark("Close date"),
    "type": mark("Type"),
    "due_day": mark("Due date"),
    "due_at": mark("Due at"),
    "home_email": mark("Private e-mail"),
    "won_time": mark("Won time"),
    "lost_time": mark("Lost time"),
    "closed_on": mark("Closed on"),
}
_OF_ATTEMPTS = {"external_id": mark("The attempt's id")}
_OF_ACTIVITIES = {"external_id": mark("The activity's id")}


def field_name(name: str, kind: Kind) -> str:
    """Return the English name of a field in a file of this kind (the key of its translation)."""
    own = {Kind.ATTEMPTS: _OF_ATTEMPTS, Kind.ACTIVITIES: _OF_ACTIVITIES}.get(kind, {})
    return own.get(name) or _NAMES[name]
