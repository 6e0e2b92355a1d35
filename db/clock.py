"""What time it is for the command line and the app: the real time, or `SLA_NOW` where nothing real is at stake."""

import os
import time
from datetime import datetime

from db.versions import DatabaseKind
from sla_core.errors import SlaError


def now(kind: DatabaseKind) -> int:
    """Return this instant in UTC seconds, or `SLA_NOW` (ISO 8601 with an offset) unless the company is real.

    Raises `SlaError` for an `SLA_NOW` that is no instant.
    """
    given = os.environ.get("SLA_NOW")
    if not given or kind is DatabaseKind.REAL:
        return int(time.time())
    try:
        instant = datetime.fromisoformat(given)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise SlaError(
            "SLA_NOW is not an instant with an offset, such as 2026-11-20T10:42+01:00: {given}", given=given
        )
    return int(instant.timestamp())
