"""Zoho CRM: leads, and calls as attempts.

A call has a type and no result, so its outcome is unknown; a missed call is the lead's own and no attempt.
Some exports write the month's number where the minutes belong, and hour 00 for every lead: such columns
are taken as known to the hour or to the day only.
"""

from sla_core.intake.faults import Reason
from sla_core.intake.fields import Field, Kind, Type
from sla_core.intake.presets.layout import Layout, headers
from sla_core.intake.presets.status import LOST, Status, enter_converted, statuses
from sla_core.leads import Stage

_LEAD_WORDS = "Contacted, Attempted to Contact, Contact in Future, Not Contacted, Pre-Qualified"
_LOST_WORDS = "Junk Lead, Lost Lead, Not Qualified"

_LEADS = Layout(
    preset="zoho",
    kind=Kind.LEADS,
    signs=(
        frozenset(headers("leadid | record id")),
        frozenset(headers("lead status | converted | lead owner")),
    ),
    aliases={
        "external_id": headers("leadid | lead id | record id"),
        "email": headers("email"),
        "first_name": headers("first name"),
        "last_name": headers("last name"),
        "title": headers("title | designation"),
        "company": headers("company"),
        "company_size": headers("no. of employees | no of employees"),
        "industry": headers("industry"),
        "country": headers("country"),
        "city": headers("city"),
        "source": headers("lead source"),
        "campaign": headers("campaign source"),
        "owner": headers("lead owner"),
        "created_at": headers("created time"),
        "status": headers("lead status"),
        "converted": headers("converted | is converted"),
    },
    extra=(Field("status", Type.STATUS), Field("converted", Type.BOOLEAN)),
    statuses=statuses({_LEAD_WORDS: Status(stage=Stage.LEAD), _LOST_WORDS: LOST}),
    empty_ids=frozenset({"0"}),
    spoils_times=True,
    finish=enter_converted,
)

_CALLS = Layout(
    preset="zoho",
    kind=Kind.ATTEMPTS,
    signs=(frozenset(headers("call start time")), frozenset(headers("call type | call owner"))),
    aliases={
        "lead_external_id": headers("leadid | lead id"),
        "direction": headers("call type"),
        "done": headers("outgoing call status | call status"),
        "occurred_at": headers("call start time"),
        "person": headers("call owner"),
        "note": headers("description | subject"),
        "external_id": headers("taskid | call id | record id"),
    },
    constants={"channel": "call"},
    words={"direction": {"missed": Reason.NOT_DONE}},
    empty_ids=frozenset({"0"}),
    spoils_times=True,
)

LAYOUTS = (_LEADS, _CALLS)
