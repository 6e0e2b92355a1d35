"""HubSpot contacts, with the labels of both generations and the internal names of the API.

Sales' first contact is not a column of its own. `First outreach date` is sales' first attempt and `Date of first
engagement` the first exchange between sales and the lead, so a contact, and an attempt when no outreach is
dated. `Last Contacted` is the latest contact: it is the first attempt only when there was exactly one.
`Last Engagement Date` is the lead's own act and not read at all.
"""

from sla_core.intake.fields import STAGE_DATES, Field, Kind, Type
from sla_core.intake.presets.layout import Layout, headers
from sla_core.intake.presets.status import Columns
from sla_core.intake.words import folded
from sla_core.leads import Stage

_LABELS = dict(
    zip(
        STAGE_DATES,
        ("Lead", "Marketing Qualified Lead", "Sales Qualified Lead", "Opportunity", "Customer"),
        strict=True,
    )
)

# The same source under its internal name and its label must be one source in reports.
_SOURCES = {
    "ORGANIC_SEARCH": "Organic Search",
    "PAID_SEARCH": "Paid Search",
    "EMAIL_MARKETING": "Email Marketing",
    "SOCIAL_MEDIA": "Organic Social",
    "PAID_SOCIAL": "Paid Social",
    "REFERRALS": "Referrals",
    "OTHER_CAMPAIGNS": "Other Campaigns",
    "DIRECT_TRAFFIC": "Direct Traffic",
    "OFFLINE": "Offline Sources",
    "AI_REFERRALS": "AI Referrals",
}


def _stage_headers(label: str) -> tuple[str, ...]:
    internal = label.replace(" ", "").lower()
    return headers(
        f'Date entered "{label} (Lifecycle Stage Pipeline)" | Became a {label} Date | Became an {label} Date'
        f" | hs_lifecyclestage_{internal}_date | hs_v2_date_entered_{internal}"
    )


def _settle(columns: Columns) -> None:
    _settle_attempts(columns)
    _settle_won(columns)


def _settle_attempts(columns: Columns) -> None:
    """The first attempt: as told, else the first contact, else the only one; of several some time up to the last."""
    last, last_span = columns.pop("last_contacted"), columns.pop("last_contacted_span")
    for place, times in enumerate(columns.pop("times_contacted")):
        if columns["first_attempt_at"][place] is not None:
            continue
        if columns["first_contact_at"][place] is not None:
            first = columns["first_contact_at"][place], columns["first_contact_at_span"][place]
        elif times == 1:
            first = last[place], last_span[place]
        elif times and last[place] is not None:
            first = _since(columns["created_at"][place], last[place] + max(last_span[place], 1))
        else:
            continue
        columns["first_attempt_at"][place], columns["first_attempt_at_span"][place] = first


def _since(created: int | None, end: int) -> tuple[int | None, int]:
    """Return some time between a lead's creation and `end` as an instant with its span; None where that is nothing."""
    return (created, end - created) if created is not None and created < end else (None, 0)


def _settle_won(columns: Columns) -> None:
    """A customer is won: when it became one, or else at the close date, which other leads have as a plan."""
    closed, closed_span = columns.pop("close_date"), columns.pop("close_date_span")
    for place, stage in enumerate(columns["stage"]):
        if stage != Stage.CUSTOMER or columns["won"][place] is not None:
            continue
        columns["won"][place] = True
        won = columns["customer_at"][place], columns["customer_at_span"][place]
        if won[0] is None:
            won = closed[place], closed_span[place]
        if columns["won_at"][place] is None:
            columns["won_at"][place], columns["won_at_span"][place] = won


_CONTACTS = Layout(
    preset="hubspot",
    kind=Kind.LEADS,
    signs=(
        frozenset(headers("record id | record id - contact | hs_object_id | contact id")),
        frozenset(
            headers(
                "lifecycle stage | lifecyclestage | create date | createdate | contact owner | hubspot owner name"
                " | original traffic source | original source | owner assigned date"
            )
        ),
    ),
    aliases={
        "external_id": headers("record id | record id - contact | hs_object_id | contact id"),
        "email": headers("email"),
        "first_name": headers("first name | firstname"),
        "last_name": headers("last name | lastname"),
        "title": headers("job title | jobtitle"),
        "company": headers("company name | company | associated company"),
        "company_size": headers("number of employees | company size | numemployees | company_size"),
        "industry": headers("industry"),
        "country": headers("country/region | country"),
        "city": headers("city"),
        "source": headers("original traffic source | original source | hs_analytics_source"),
        "owner": headers("contact owner | hubspot owner name | hubspot owner | hubspot_owner_id"),
        "persona": headers("persona | hs_persona"),
        "created_at": headers("create date | createdate"),
        "owner_assigned_at": headers("owner assigned date | hubspot_owner_assigneddate"),
        "first_attempt_at": headers("first outreach date | hs_first_outreach_date"),
        "first_contact_at": headers(
            "date of first engagement | first engagement date | hs_sa_first_engagement_date"
        ),
        "stage": headers("lifecycle stage | lifecyclestage"),
        "amount": headers("total revenue | total_revenue | recent deal amount | recent_deal_amount"),
        "consent": headers("legal basis for processing contact's data | hs_legal_basis"),
        "last_contacted": headers("last contacted | notes_last_contacted"),
        "times_contacted": headers("number of times contacted | num_contacted_notes"),
        "close_date": headers("close date | closedate"),
        **{name: _stage_headers(label) for name, label in _LABELS.items()},
    },
    extra=(
        Field("last_contacted", Type.INSTANT),
        Field("times_contacted", Type.COUNT),
        Field("close_date", Type.INSTANT, planned=True),
    ),
    words={"source": {folded(name): label for name, label in _SOURCES.items()}},
    keeps_stages=True,
    spoils_times=True,
    finish=_settle,
)

LAYOUTS = (_CONTACTS,)
