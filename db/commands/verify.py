"""Check the database: files, links between rows, stored terms, derived figures."""

import argparse
import json
from pathlib import Path

from db.engine import reading
from db.verify import problems
from sla_core.errors import NotPossible
from sla_core.i18n import Language, Texts
from sla_core.signing import Receipt, read_receipt


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the form of the answer, and receipts to compare with."""
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--receipt", action="append", type=Path, default=[], metavar="FILE")


def run(arguments: argparse.Namespace) -> int:
    """Print what is wrong; exit code 1 when anything is."""
    t = Texts(Language(arguments.lang))
    receipts = [_receipt(file) for file in arguments.receipt]
    with reading() as db:
        found = [t.error(problem) for problem in problems(db, receipts)]
    if arguments.json:
        print(json.dumps({"ok": not found, "problems": found}, ensure_ascii=False))
    else:
        print("\n".join(found) or t("Everything that was checked is in order."))
    return 1 if found else 0


def _receipt(file: Path) -> Receipt:
    try:
        return read_receipt(json.loads(file.read_text(encoding="utf-8")))
    except OSError:
        raise NotPossible("{file} cannot be read.", file=str(file)) from None
    except ValueError:
        raise NotPossible("{file} is no receipt of a signature.", file=str(file)) from None
