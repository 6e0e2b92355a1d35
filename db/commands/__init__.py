"""The commands of `python -m db`: each module adds its arguments and runs."""

import argparse
from typing import Protocol

from db.commands import backup, import_, person, qualify, report, restore, sample, undo, upgrade, verify


class Command(Protocol):
    """A module of this package."""

    __doc__: str | None

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare what the command takes."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it and return the exit code; `SlaError` for what the user can mend."""


COMMANDS: dict[str, Command] = {
    "upgrade": upgrade,
    "sample": sample,
    "person": person,
    "import": import_,
    "undo": undo,
    "qualify": qualify,
    "report": report,
    "verify": verify,
    "backup": backup,
    "restore": restore,
}
# What runs on a database that is missing or damaged, too.
WITHOUT_DATABASE = frozenset({"restore"})
