"""Take the last import back: what it changed is restored, what it brought is removed."""

import argparse

from db.intake.undo import undo_last_import
from db.intake.undo_words import done
from sla_core.i18n import Language, Texts
from sla_core.people import COMMAND_LINE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing: it is always the last import."""


def run(arguments: argparse.Namespace) -> int:
    """Undo and say what that did; `SlaError` when there is nothing to undo or something hangs on it."""
    t = Texts(Language(arguments.lang))
    print(done(undo_last_import(COMMAND_LINE), t))
    return 0
