"""Salesforce: leads and tasks, as reports label them and as the Data Loader names them.

`Last Activity` is the day of the latest activity: as first contact it would invent breaches, so it is not read.
Conversion is known by its day only. A task becomes an attempt when it is completed, at the time of completion
or else on its due date, and when its type is a way of contact: a plain task or a mass e-mail is none. An
empty Call Type is sales' own call or e-mail. `Call Result` is each company's own words and read only when mapped.
"""

from dataclasses import replace

from sla_core.intake.faults import Reason
from sla_core.intake.fields import Field, Kind, Type
from sla_core.intake.presets.layout import Layout, headers
from sla_core.intake.presets.status import LOST, Columns, Status, enter_converted, statuses
from sla_core.leads import Stage

_ID_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def short_id(text: str) -> str:
    """Return an id of 18 characters as the 15 that reports show.

    The last three say which of the others are capitals, five letters each, the first of them in the lowest
    bit; where they do not fit, the text is no such id and stays as it is.
    """
    return text[:15] if len(text) == 18 and text[15:] == _capitals(text) else text


def _capitals(text: str) -> str:
    fives = (text[start : start + 5] for start in (0, 5, 10))
    places = (sum(letter.isupper() << place for place, letter in enumerate(five)) for five in fives)
    return "".join(_ID_SIGNS[place] for place in places)


def _shorten(columns: Columns, *names: str) -> None:
    for name in names:
        columns[name] = [text and short_id(text) for text in columns[name]]


def _settle_lead(columns: Columns) -> None:
    """A day of conversion converts a lead unless the file says that it is not converted."""
    days = zip(columns.pop("converted_day"), columns.pop("converted_day_span"), strict=True)
    for place, (day, span) in enumerate(days):
        if day is None or columns["converted"][place] is False:
            continue
        columns["converted"][place] = True
        if columns["opportunity_at"][place] is None:
            columns["opportunity_at"][place], columns["opportunity_at_span"][place] = day, span
    enter_converted(columns)
    _shorten(columns, "external_id")


def _settle_task(columns: Columns) -> None:
    _shorten(columns, "external_id", "lead_external_id")


_REPORT = Layout(
    preset="salesforce",
    kind=Kind.LEADS,
    signs=(
        frozenset(headers("lead id | company / account")),
        frozenset(headers("company / account | lead status | lead owner | lead source | converted date")),
    ),
    unless=frozenset(headers("activity id | task subtype | assigned | due date")),
    aliases={
        "external_id": headers("lead id | id"),
        "email": headers("email"),
        "first_name": headers("first name | firstname"),
        "last_name": headers("last name | lastname"),
        "title": headers("title"),
        "company": headers("company / account | company"),
        "company_size": headers("employees | no. of employees | number of employees | numberofemployees"),
        "industry": headers("industry"),
        "country": headers("country"),
        "city": headers("city"),
        "source": headers("lead source | leadsource"),
        "owner": headers("lead owner | owner.name | owner name | ownerid"),
        "created_at": headers("create date | created date | createddate"),
        "status": headers("lead status | status"),
        "converted": headers("converted | isconverted"),
        "converted_day": headers("converted date | converteddate"),
    },
    extra=(
        Field("status", Type.STATUS),
        Field("converted", Type.BOOLEAN),
        Field("converted_day", Type.INSTANT, daily=True),
    ),
    statuses=statuses(
        {
            "Open - Not Contacted, Working - Contacted": Status(stage=Stage.LEAD),
            "Closed - Converted": Status(stage=Stage.OPPORTUNITY),
            "Closed - Not Converted": LOST,
        }
    ),
    finish=_settle_lead,
)
_LOADED = replace(
    _REPORT,
    signs=(frozenset(headers("id")), frozenset(headers("leadsource | isconverted | converteddate"))),
    unless=frozenset(headers("lead id | company / account | whoid")),
)

_NO_CONTACT = dict.fromkeys(("listemail", "other"), Reason.BAD_VALUE)
_STILL_OPEN = dict.fromkeys(("open", "deferred", "waitingonsomeoneelse"), Reason.NOT_DONE)

_TASK_REPORT = Layout(
    preset="salesforce",
    kind=Kind.ATTEMPTS,
    signs=(
        frozenset(headers("lead id | name id | contact/lead id | email")),
        frozenset(headers("due date | date | completed date/time")),
        frozenset(headers("task subtype | activity id | assigned")),
    ),
    aliases={
        "lead_external_id": headers("whoid | lead id | name id | contact/lead id"),
        "lead_email": headers("email"),
        "channel": headers("tasksubtype | task subtype"),
        "type": headers("type"),
        "direction": headers("calltype | call type"),
        "done": headers("isclosed | closed | status"),
        "occurred_at": headers("completeddatetime | completed date/time"),
        "due_day": headers("activitydate | due date | date"),
        "person": headers("owner.name | owner name | assigned | assigned to | owner | ownerid"),
        "note": headers("description | comments | full comments | subject"),
        "external_id": headers("id | activity id | task id"),
    },
    extra=(Field("type", Type.CHANNEL), Field("due_day", Type.INSTANT, daily=True)),
    required=("done",),
    instead={"channel": "type", "occurred_at": "due_day"},
    words={
        "channel": {**_NO_CONTACT, "task": ""},
        "type": _NO_CONTACT,
        "direction": {"": "outbound"},
        "done": {"": Reason.BAD_VALUE, **_STILL_OPEN},
    },
    finish=_settle_task,
)
_LOADED_TASKS = replace(
    _TASK_REPORT,
    signs=(
        frozenset(headers("whoid")),
        frozenset(headers("activitydate | completeddatetime")),
        frozenset(headers("tasksubtype | type")),
    ),
)

LAYOUTS = (_REPORT, _LOADED, _TASK_REPORT, _LOADED_TASKS)
