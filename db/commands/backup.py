"""Save the database in a new file; it may be in use meanwhile."""

import argparse
from pathlib import Path

from db.backup import back_up
from sla_core.i18n import Language, Texts


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where to."""
    parser.add_argument("file", metavar="FILE", type=Path)


def run(arguments: argparse.Namespace) -> int:
    """Back up and say where; a file that is there is never written over."""
    back_up(arguments.file)
    t = Texts(Language(arguments.lang))
    print(t("The database is saved in {file}.", file=arguments.file))
    return 0
