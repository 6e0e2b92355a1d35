"""Who may do what: departments, roles, and the one table of actions that the write transaction checks."""

from dataclasses import dataclass
from enum import StrEnum


class Department(StrEnum):
    """The two parties of the agreement."""

    MARKETING = "marketing"
    SALES = "sales"


class Role(StrEnum):
    """What a person may do; `manager` is always manager of the own department."""

    VIEWER = "viewer"
    MEMBER = "member"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class Topic(StrEnum):
    """What a write changes; each topic has a counter that cached reads depend on."""

    LEADS = "leads"
    ACTIVITIES = "activities"
    ATTEMPTS = "attempts"
    TERMS = "terms"  # of versions that are or will be in force
    DRAFT = "draft"  # what is written, proposed, read and signed before that
    PERSONAS = "personas"
    PEOPLE = "people"
    MEETINGS = "meetings"


class Action(StrEnum):
    """Every kind of write the app knows; the value is what History shows it under."""

    SET_UP = "company.set_up"
    LOAD_SAMPLE = "sample.load"
    REMOVE_SAMPLE = "sample.remove"
    IMPORT = "data.import"
    UNDO_IMPORT = "data.undo"
    SAVE_PERSON = "person.save"
    LOG_ATTEMPT = "attempt.log"
    ACCEPT_LEAD = "lead.accept"
    RETURN_LEAD = "lead.return"
    ANSWER_RETURN = "lead.answer"
    SAY_WHY = "lead.breach_reason"
    MERGE_LEADS = "lead.merge"
    RELEASE_LEADS = "lead.release"
    QUALIFY_LEADS = "lead.qualify"
    SIGN_OFF_WEEK = "week.sign_off"
    SAVE_VISITS = "traffic.save"
    EDIT_DRAFT = "agreement.edit"
    PROPOSE = "agreement.propose"
    WITHDRAW = "agreement.withdraw"
    READ_AGREEMENT = "agreement.read"
    SIGN = "agreement.sign"
    REVIEW_GOALS = "agreement.review"
    SAVE_PERSONA = "persona.save"
    APPROVE_PERSONA = "persona.approve"
    START_WORKSHOP = "workshop.start"
    JOIN_WORKSHOP = "workshop.join"
    ANSWER_QUESTION = "workshop.answer"
    AGREE_ANSWER = "workshop.agree"
    CLOSE_WORKSHOP = "workshop.close"
    CONTINUE_WORKSHOP = "workshop.continue"
    START_MEETING = "meeting.start"
    JOIN_MEETING = "meeting.join"
    NOTE_IN_MEETING = "meeting.note"
    DECIDE = "meeting.decide"
    SAY_OUTCOME = "meeting.outcome"
    OPEN_CHANGE = "meeting.change"
    CLOSE_MEETING = "meeting.close"


@dataclass(frozen=True)
class Rule:
    """Who may do an action, and which topics it changes."""

    roles: frozenset[Role]
    topics: tuple[Topic, ...]


_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
_MANAGERS = frozenset({Role.MANAGER, Role.ADMINISTRATOR})
_MEMBERS = frozenset({Role.MEMBER, Role.MANAGER, Role.ADMINISTRATOR})
_ALL_TOPICS = tuple(Topic)

RULES: dict[Action, Rule] = {
    Action.SET_UP: Rule(_ADMINISTRATORS, _ALL_TOPICS),
    Action.LOAD_SAMPLE: Rule(_ADMINISTRATORS, _ALL_TOPICS),
    Action.REMOVE_SAMPLE: Rule(_ADMINISTRATORS, _ALL_TOPICS),
    Action.IMPORT: Rule(_ADMINISTRATORS, (Topic.LEADS, Topic.ACTIVITIES, Topic.ATTEMPTS)),
    Action.UNDO_IMPORT: Rule(_ADMINISTRATORS, (Topic.LEADS, Topic.ACTIVITIES, Topic.ATTEMPTS)),
    Action.SAVE_PERSON: Rule(_ADMINISTRATORS, (Topic.PEOPLE,)),
    Action.LOG_ATTEMPT: Rule(_MEMBERS, (Topic.ATTEMPTS,)),
    Action.ACCEPT_LEAD: Rule(_MEMBERS, (Topic.ATTEMPTS,)),
    Action.RETURN_LEAD: Rule(_MEMBERS, (Topic.ATTEMPTS,)),
    Action.ANSWER_RETURN: Rule(_MEMBERS, (Topic.ATTEMPTS,)),
    Action.SAY_WHY: Rule(_MEMBERS, (Topic.ATTEMPTS,)),
    Action.MERGE_LEADS: Rule(_MEMBERS, (Topic.LEADS, Topic.ACTIVITIES, Topic.ATTEMPTS)),
    Action.RELEASE_LEADS: Rule(_MANAGERS, (Topic.LEADS, Topic.ATTEMPTS)),
    Action.QUALIFY_LEADS: Rule(_ADMINISTRATORS, (Topic.LEADS, Topic.ATTEMPTS)),
    Action.SIGN_OFF_WEEK: Rule(_MEMBERS, (Topic.MEETINGS,)),
    Action.SAVE_VISITS: Rule(_MANAGERS, (Topic.LEADS,)),
    Action.EDIT_DRAFT: Rule(_MANAGERS, (Topic.DRAFT,)),
    Action.PROPOSE: Rule(_MANAGERS, (Topic.DRAFT,)),
    Action.WITHDRAW: Rule(_MANAGERS, (Topic.DRAFT,)),
    Action.READ_AGREEMENT: Rule(_MEMBERS, (Topic.DRAFT,)),
    Action.SIGN: Rule(_MANAGERS, (Topic.DRAFT, Topic.TERMS)),
    Action.REVIEW_GOALS: Rule(_MANAGERS, (Topic.DRAFT, Topic.TERMS)),
    Action.SAVE_PERSONA: Rule(_MEMBERS, (Topic.PERSONAS, Topic.DRAFT)),
    Action.APPROVE_PERSONA: Rule(_MEMBERS, (Topic.PERSONAS, Topic.DRAFT)),
    Action.START_WORKSHOP: Rule(_MEMBERS, (Topic.PERSONAS,)),
    Action.JOIN_WORKSHOP: Rule(_MEMBERS, (Topic.PERSONAS,)),
    Action.ANSWER_QUESTION: Rule(_MEMBERS, (Topic.PERSONAS,)),
    Action.AGREE_ANSWER: Rule(_MEMBERS, (Topic.PERSONAS,)),
    Action.CLOSE_WORKSHOP: Rule(_MEMBERS, (Topic.PERSONAS,)),
    Action.CONTINUE_WORKSHOP: Rule(_MEMBERS, (Topic.PERSONAS,)),
    Action.START_MEETING: Rule(_MEMBERS, (Topic.MEETINGS,)),
    Action.JOIN_MEETING: Rule(_MEMBERS, (Topic.MEETINGS,)),
    Action.NOTE_IN_MEETING: Rule(_MEMBERS, (Topic.MEETINGS,)),
    Action.DECIDE: Rule(_MEMBERS, (Topic.MEETINGS,)),
    Action.SAY_OUTCOME: Rule(_MEMBERS, (Topic.MEETINGS,)),
    Action.OPEN_CHANGE: Rule(_MEMBERS, (Topic.MEETINGS,)),
    Action.CLOSE_MEETING: Rule(_MEMBERS, (Topic.MEETINGS,)),
}

# What must survive a power failure the moment after it was done.
DURABLE = frozenset({Action.PROPOSE, Action.SIGN, Action.EDIT_DRAFT, Action.WITHDRAW})


@dataclass(frozen=True)
class Person:
    """Somebody who acts. `id` is None for the command line and for local mode before anybody is entered."""

    name: str
    email: str
    department: Department | None
    role: Role
    id: int | None = None

    def may(self, action: Action) -> bool:
        """Whether this person's role allows the action."""
        return self.role in RULES[action].roles

    def acts_for(self, department: Department) -> bool:
        """Whether this person does the work of a department: its own people do, and administrators for both."""
        return self.department is department or self.role is Role.ADMINISTRATOR


COMMAND_LINE = Person(name="command line", email="", department=None, role=Role.ADMINISTRATOR)
LOCAL_USER = Person(name="local user", email="", department=None, role=Role.ADMINISTRATOR)
