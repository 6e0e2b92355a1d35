"""The command line: `python -m db COMMAND`.

Exit 0 = done, 1 = a file or check refused and nothing written, 2 = usage or database. With `--json`, JSON
alone goes to stdout and everything else to stderr.
"""

import argparse
import sys
from collections.abc import Sequence

from sqlalchemy.exc import DBAPIError

from db.commands import COMMANDS, WITHOUT_DATABASE
from db.schema import explained, prepare
from sla_core.errors import DatabaseUnusable, NotPossible, SlaError
from sla_core.i18n import Language, Texts


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m db", description="Handslag's database from the shell.")
    languages = [language.value for language in Language]
    parser.add_argument("--lang", choices=languages, default=Language.ENGLISH.value)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        described = (command.__doc__ or "").strip().splitlines()[0]
        sub = commands.add_parser(name, help=described, description=described)
        sub.add_argument("--lang", choices=languages, default=argparse.SUPPRESS)  # after the command, too
        command.add_arguments(sub)
    given = parser.parse_args(arguments)
    texts = Texts(Language(given.lang))
    try:
        if given.command not in WITHOUT_DATABASE:
            prepare()
        return COMMANDS[given.command].run(given)
    except (DatabaseUnusable, NotPossible) as problem:
        return _refuse(texts.error(problem), 2)
    except SlaError as problem:
        return _refuse(texts.error(problem), 1)
    except DBAPIError as problem:
        return _refuse(texts.error(explained(problem)), 2)


def _refuse(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
