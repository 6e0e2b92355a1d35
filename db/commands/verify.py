"""Check the database: files, links between rows, stored terms, derived figures."""

import argparse
import json

from db.engine import reading
from db.verify import problems
from sla_core.i18n import Language, Texts


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the form of the answer."""
    parser.add_argument("--json", action="store_true")


def run(arguments: argparse.Namespace) -> int:
    """Print what is wrong; exit code 1 when anything is."""
    t = Texts(Language(arguments.lang))
    with reading() as db:
        found = [t.error(problem) for problem in problems(db)]
    if arguments.json:
        print(json.dumps({"ok": not found, "problems": found}, ensure_ascii=False))
    else:
        print("\n".join(found) or t("Everything that was checked is in order."))
    return 1 if found else 0
