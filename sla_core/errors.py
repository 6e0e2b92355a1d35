"""The errors a user can mend. Everything else is a fault and goes to the one boundary in `app.py`."""

from typing import Any


class SlaError(Exception):
    """A sentence for the user: an English message (the key of its translation) and its parameters.

    The message is translated where it is shown: `texts.error(problem)`. It never holds user text itself;
    that comes in through `params`, so that it can be escaped at the screen.
    """

    def __init__(self, message: str, **params: Any) -> None:
        super().__init__(message)
        self.message = message
        self.params = params

    def __str__(self) -> str:
        return self.message.format(**self.params)


class NotAllowed(SlaError):
    """The person who acts may not do this; checked at the write."""


class Conflict(SlaError):
    """Somebody else changed the same thing since it was opened."""


class FileRefused(SlaError):
    """A whole file cannot be read; nothing of it was stored."""


class NotPossible(SlaError):
    """What was asked for makes no sense, whatever is stored; on the command line it is wrong usage."""


class DatabaseUnusable(SlaError):
    """The database cannot be opened, read or trusted; nothing was changed."""
