"""Pipedrive: people, leads, deals, and activities as attempts.

The lead is the person, so all four are matched by the person's id or e-mail; leads and deals have numbers of
their own that would be taken for persons'. Of several deals of one person in a file only the first is taken in,
and the others are listed. A deal that was made is an opportunity since then, whatever became of it.

An activity is done when it says so, at the time at which it was marked, or else on its due date; the due time
stands in a column of its own and is not read. Calls, e-mails, meetings, lunches and messages are attempts.
Tasks, deadlines and types of the company's own are refused: a promise to contact is not kept by a deadline.
"""

from sla_core.intake.faults import Reason
from sla_core.intake.fields import Field, Kind, Type
from sla_core.intake.presets.layout import Layout, headers
from sla_core.intake.presets.status import LOST, WON, Columns, Status, enter, statuses
from sla_core.leads import Stage

_ID = "person - id | person - pipedrive system id | person - system id"
_WORK = "person - email | person - email - work | person - email (work)"
_HOME = "person - email - home | person - email (home) | person - email - other | person - email (other)"
_LEAD_SIGNS = frozenset(headers("lead - title | lead - owner | lead - source channel | lead - source"))
_DEAL_SIGNS = frozenset(headers("deal - title | deal - status | deal - owner | deal - value"))
_ACTIVITY_SIGNS = frozenset(headers("activity - type | activity - due date | activity - done"))

_PERSON = {
    "external_id": headers(_ID),
    "email": headers(_WORK),
    "home_email": headers(_HOME),
    "first_name": headers("person - first name"),
    "last_name": headers("person - last name | person - name"),
    "title": headers("person - job title | person - title | person - position"),
    "company": headers("person - organization | organization - name"),
    "industry": headers("organization - industry"),
    "owner": headers("person - owner"),
    "created_at": headers("person - creation date | person - person created | person - add time"),
    "consent": headers("person - marketing status"),
}
_HOME_EMAIL = Field("home_email", Type.EMAIL)
_EMAILS = {"email": "home_email"}

_PEOPLE = Layout(
    preset="pipedrive",
    kind=Kind.LEADS,
    signs=(frozenset(headers(f"person - name | person - creation date | {_ID} | {_WORK}")),),
    unless=_LEAD_SIGNS | _DEAL_SIGNS | _ACTIVITY_SIGNS,
    aliases=_PERSON,
    extra=(_HOME_EMAIL,),
    instead=_EMAILS,
)

_LEADS = Layout(
    preset="pipedrive",
    kind=Kind.LEADS,
    signs=(_LEAD_SIGNS,),
    unless=_DEAL_SIGNS | _ACTIVITY_SIGNS,
    aliases=_PERSON
    | {
        "external_id": headers(f"{_ID} | lead - contact person id | contact person id"),
        "last_name": headers("person - last name | person - name | lead - contact person | contact person"),
        "company": headers(
            "person - organization | organization - name | lead - organization | organization"
        ),
        "source": headers("lead - source channel | lead - source"),
        "campaign": headers("lead - source channel id"),
        "owner": headers("lead - owner | person - owner"),
        "created_at": headers("lead - creation date | lead - lead created | lead - add time"),
        "amount": headers("lead - value"),
        "currency": headers("lead - currency of value | lead - currency"),
    },
    extra=(_HOME_EMAIL,),
    instead=_EMAILS,
)


def _settle_deal(columns: Columns) -> None:
    enter(columns, columns.pop("status"))
    for place in range(len(columns["stage"])):
        if columns["won"][place]:
            _date(columns, place, "won_at", "won_time", "closed_on")
            _date(columns, place, "customer_at", "won_at")
        elif columns["lost"][place]:
            _date(columns, place, "lost_at", "lost_time", "closed_on")
    for name in ("won_time", "lost_time", "closed_on"):
        del columns[name], columns[f"{name}_span"]


def _date(columns: Columns, place: int, name: str, *others: str) -> None:
    """Give an undated field the first date that the others have."""
    for other in others:
        if columns[name][place] is None:
            columns[name][place] = columns[other][place]
            columns[f"{name}_span"][place] = columns[f"{other}_span"][place]


_DEALS = Layout(
    preset="pipedrive",
    kind=Kind.LEADS,
    signs=(_DEAL_SIGNS,),
    unless=_ACTIVITY_SIGNS,
    aliases=_PERSON
    | {
        "external_id": headers(f"{_ID} | deal - contact person id | contact person id"),
        "last_name": headers("person - last name | person - name | deal - contact person | contact person"),
        "company": headers(
            "person - organization | organization - name | deal - organization | organization"
        ),
        "source": headers("deal - source channel | deal - source | lead - source channel"),
        "campaign": headers("deal - source channel id"),
        "owner": headers("deal - owner | person - owner"),
        "opportunity_at": headers("deal - creation date | deal - deal created | deal - add time"),
        "status": headers("deal - status"),
        "won_time": headers("deal - won time"),
        "lost_time": headers("deal - lost time"),
        "closed_on": headers("deal - closed on | deal - deal closed on | deal - close time"),
        "amount": headers("deal - value"),
        "currency": headers("deal - currency of value | deal - currency"),
    },
    extra=(
        _HOME_EMAIL,
        Field("status", Type.STATUS),
        Field("won_time", Type.INSTANT),
        Field("lost_time", Type.INSTANT),
        Field("closed_on", Type.INSTANT),
    ),
    required=("status",),
    instead=_EMAILS,
    statuses=statuses({"Open": Status(stage=Stage.OPPORTUNITY), "Won": WON, "Lost": LOST}),
    finish=_settle_deal,
)

_ACTIVITIES = Layout(
    preset="pipedrive",
    kind=Kind.ATTEMPTS,
    signs=(_ACTIVITY_SIGNS,),
    aliases={
        "lead_external_id": headers(f"{_ID} | activity - contact person id | contact person id"),
        "lead_email": headers(_WORK),
        "home_email": headers(_HOME),
        "channel": headers("activity - type"),
        "done": headers("activity - done"),
        "occurred_at": headers("activity - marked as done time"),
        "due_at": headers("activity - due date"),
        "person": headers("activity - assigned to user | activity - assigned to | activity - owner"),
        "note": headers("activity - note | activity - subject"),
        "external_id": headers("activity - id | activity - pipedrive system id | activity - system id"),
    },
    extra=(Field("home_email", Type.EMAIL_KEY), Field("due_at", Type.INSTANT)),
    required=("done",),
    instead={"lead_email": "home_email", "occurred_at": "due_at"},
    words={
        "channel": {"lunch": "meeting", "other": Reason.BAD_VALUE},
        "done": {
            "": Reason.BAD_VALUE,
            **dict.fromkeys(("notdone", "undone", "todo", "open"), Reason.NOT_DONE),
        },
    },
)

LAYOUTS = (_PEOPLE, _LEADS, _DEALS, _ACTIVITIES)
