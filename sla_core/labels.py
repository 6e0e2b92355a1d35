"""What the values of closed sets are called on a screen: English keys, translated where they are shown."""

from sla_core.conditions import Operator
from sla_core.follow_up.judging import Status
from sla_core.follow_up.returns import Answer
from sla_core.i18n import mark
from sla_core.intake.fields import Kind
from sla_core.leads import BreachReason, Channel, Direction, Outcome, ReturnReason, Stage
from sla_core.people import Department, Role
from sla_core.sections import Section
from sla_core.terms import HandoverEvent, Unit

DEPARTMENTS = {Department.MARKETING: mark("Marketing"), Department.SALES: mark("Sales")}
ROLES = {
    Role.VIEWER: mark("Viewer"),
    Role.MEMBER: mark("Member"),
    Role.MANAGER: mark("Manager"),
    Role.ADMINISTRATOR: mark("Administrator"),
}
STATUSES = {
    Status.MET: mark("met"),
    Status.LATE: mark("late"),
    Status.OVERDUE: mark("overdue"),
    Status.DUE: mark("not yet due"),
    Status.NOT_MEASURABLE: mark("not measurable"),
}
NOT_MEASURABLE = {
    "date_only": mark("the time is not known exactly"),
    "no_date": mark("no date of handover"),
    "late_data": mark("the data came too late"),
    "no_attempt_recorded": mark("moved on, no attempt recorded"),
    "returned": mark("returned before the deadline"),
    "won": mark("won before the deadline"),
    "lost": mark("lost before the deadline"),
    "merged": mark("merged with another lead"),
    "erased": mark("erased"),
}
STAGES = {
    Stage.SUBSCRIBER: mark("Subscriber"),
    Stage.LEAD: mark("Lead"),
    Stage.MARKETING_QUALIFIED: mark("MQL"),
    Stage.SALES_QUALIFIED: mark("SQL"),
    Stage.OPPORTUNITY: mark("Opportunity"),
    Stage.CUSTOMER: mark("Customer"),
}
CHANNELS = {
    Channel.CALL: mark("Call"),
    Channel.EMAIL: mark("E-mail"),
    Channel.SMS: mark("Text message"),
    Channel.MEETING: mark("Meeting with the lead"),
    Channel.SOCIAL: mark("Social media"),
    Channel.OTHER: mark("Another way"),
}
DIRECTIONS = {Direction.OUTBOUND: mark("From us"), Direction.INBOUND: mark("From the lead")}
OUTCOMES = {
    Outcome.CONNECTED: mark("Talked"),
    Outcome.NO_ANSWER: mark("No answer"),
    Outcome.VOICEMAIL: mark("Left a message"),
    Outcome.WRONG_NUMBER: mark("Wrong number"),
    Outcome.SENT: mark("Sent"),
    Outcome.REPLIED: mark("Got a reply"),
    Outcome.BOUNCED: mark("Came back"),
    Outcome.HELD: mark("Held"),
    Outcome.UNKNOWN: mark("Not known"),
}
# What can come of each channel, in the order in which it is offered.
OUTCOMES_OF = {
    Channel.CALL: (Outcome.CONNECTED, Outcome.NO_ANSWER, Outcome.VOICEMAIL, Outcome.WRONG_NUMBER),
    Channel.EMAIL: (Outcome.SENT, Outcome.REPLIED, Outcome.BOUNCED),
    Channel.SMS: (Outcome.SENT, Outcome.REPLIED, Outcome.WRONG_NUMBER),
    Channel.MEETING: (Outcome.HELD, Outcome.NO_ANSWER),
    Channel.SOCIAL: (Outcome.SENT, Outcome.REPLIED),
    Channel.OTHER: (Outcome.CONNECTED, Outcome.NO_ANSWER, Outcome.UNKNOWN),
}
RETURN_REASONS = {
    ReturnReason.WRONG_PERSON: mark("wrong person"),
    ReturnReason.NOT_IDEAL_CUSTOMER: mark("not the ideal customer"),
    ReturnReason.NO_NEED_NOW: mark("no need now"),
    ReturnReason.DUPLICATE: mark("duplicate"),
    ReturnReason.BAD_DATA: mark("bad data"),
    ReturnReason.IN_DIALOGUE: mark("already in dialogue"),
}
RETURN_ANSWERS = {
    Answer.REOPENED: mark("handed over again"),
    Answer.CLOSED: mark("left closed"),
    Answer.MERGED: mark("merged with the other lead"),
    Answer.CAME_BACK: mark("came back by itself"),
}
BREACH_REASONS = {
    BreachReason.NOBODY_ASSIGNED: mark("nobody assigned"),
    BreachReason.OUTSIDE_HOURS: mark("outside working hours"),
    BreachReason.FORGOTTEN: mark("forgotten"),
    BreachReason.WRONG_NUMBER: mark("wrong number"),
    BreachReason.DATA_ERROR: mark("error in the data"),
}
HANDOVER_EVENTS = {
    HandoverEvent.CRM_STAGE: mark("When the CRM moves them to a stage"),
    HandoverEvent.CREATED: mark("As soon as they are created"),
    HandoverEvent.ASSIGNED: mark("When somebody is assigned"),
    HandoverEvent.CRITERIA: mark("When they meet the agreed criteria"),
}
FILE_KINDS = {
    Kind.LEADS: mark("Leads"),
    Kind.STAGES: mark("Stage dates"),
    Kind.ACTIVITIES: mark("Activities"),
    Kind.ATTEMPTS: mark("Contact attempts"),
    Kind.TRAFFIC: mark("Visits by month"),
}
PRESETS = {
    "plain": mark("Our own column names"),
    "hubspot": "HubSpot",
    "salesforce": "Salesforce",
    "pipedrive": "Pipedrive",
    "mautic": "Mautic",
    "zoho": "Zoho",
}
# What a status word of a CRM can stand for; None: not answered.
MEANINGS: dict[str | None, str] = {
    None: mark("not answered"),
    **{stage.value: name for stage, name in STAGES.items()},
    "won": mark("won"),
    "lost": mark("lost"),
    "ignore": mark("says nothing about the stage"),
}
UNITS = {
    Unit.MINUTES: mark("minutes"),
    Unit.HOURS: mark("working hours"),
    Unit.DAYS: mark("working days"),
}
# In the order of the agreement's chapters.
SECTIONS = {
    Section.PARTIES: mark("Who signs"),
    Section.PERSONAS: mark("Personas"),
    Section.INPUTS: mark("What goals rest on"),
    Section.TARGETS: mark("Targets"),
    Section.DELIVERY: mark("What counts as delivered"),
    Section.CRITERIA: mark("Lead criteria"),
    Section.HANDOVER: mark("Handover"),
    Section.RESPONSE: mark("Response time"),
    Section.ATTEMPTS: mark("Contact attempts"),
    Section.EARLY_CONTACT: mark("Early contact"),
    Section.CAPACITY: mark("Capacity"),
    Section.METRICS: mark("Agreed figures"),
    Section.LIMITS: mark("Status limits"),
    Section.HOURS: mark("Working hours"),
    Section.CLOSED: mark("Closed days"),
    Section.WHEN_MISSED: mark("When a promise is missed"),
    Section.REVISION: mark("Revision"),
}
OPERATORS = {
    Operator.IS: mark("is"),
    Operator.IS_ANY_OF: mark("is any of"),
    Operator.CONTAINS: mark("contains"),
    Operator.STARTS_WITH: mark("starts with"),
    Operator.AT_LEAST: mark("is at least"),
    Operator.AT_MOST: mark("is at most"),
    Operator.BETWEEN: mark("is between"),
    Operator.IS_KNOWN: mark("is known"),
    Operator.IS_NOT_KNOWN: mark("is not known"),
}
