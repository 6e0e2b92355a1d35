"""Create the database, or bring it to the newest schema after a backup."""

import argparse

from db.engine import shown_address
from sla_core.i18n import Language, Texts


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing: the address is in DATABASE_URL."""


def run(arguments: argparse.Namespace) -> int:
    """Say where the database is; every command has prepared it before it runs."""
    t = Texts(Language(arguments.lang))
    print(t("The database is ready: {place}", place=shown_address()))
    return 0
