"""How people are called on a screen."""

from sla_core import labels
from sla_core.i18n import Texts
from sla_core.people import COMMAND_LINE, LOCAL_USER, Person


def actor_name(name: str, t: Texts) -> str:
    """Return who acted; the command line and the local user have a name in each language."""
    return {COMMAND_LINE.name: t("The command line"), LOCAL_USER.name: t("The local user")}.get(name, name)


def name_and_part(person: Person, t: Texts) -> str:
    """Return a person with department or role: `Kari Nordmann · Sales`."""
    beside = labels.DEPARTMENTS[person.department] if person.department else labels.ROLES[person.role]
    return f"{actor_name(person.name, t)} · {t(beside)}"
