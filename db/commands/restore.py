"""Put a backup in the place of the database, which is kept beside it; stop the app before."""

import argparse
from pathlib import Path

from db.backup import restore
from db.schema import prepare
from sla_core.i18n import Language, Texts


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the backup."""
    parser.add_argument("file", metavar="FILE", type=Path)


def run(arguments: argparse.Namespace) -> int:
    """Restore, bring an older backup to the newest schema, and say where the replaced database is."""
    kept = restore(arguments.file)
    prepare()
    t = Texts(Language(arguments.lang))
    print(t("The database is restored from {file}.", file=arguments.file))
    if kept:
        print(t("What it replaced is kept: {file}", file=kept))
    return 0
