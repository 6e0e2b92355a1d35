"""Add a person with department and role; the first administrator is made this way."""

import argparse

from db.engine import note, transaction
from db.people import save_person
from sla_core.i18n import Language, Texts
from sla_core.people import COMMAND_LINE, Action, Department, Role


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take `add` and who it is."""
    parser.add_argument("do", choices=["add"])
    parser.add_argument("--email", required=True)
    parser.add_argument("--name", required=True)
    parser.add_argument(
        "--department", required=True, choices=[department.value for department in Department]
    )
    parser.add_argument("--role", required=True, choices=[role.value for role in Role])


def run(arguments: argparse.Namespace) -> int:
    """Store the person; a taken or impossible address is refused."""
    with transaction(COMMAND_LINE, Action.SAVE_PERSON) as db:
        person = save_person(
            db,
            name=arguments.name,
            email=arguments.email,
            department=Department(arguments.department),
            role=Role(arguments.role),
        )
        note(db, person.name, email=person.email, department=person.department, role=person.role)
    t = Texts(Language(arguments.lang))
    print(t("{name} can use Handslag now.", name=person.name))
    return 0
