"""An import in the background: it goes on whatever its user clicks, opens or closes."""

import logging
import uuid
from contextlib import closing
from threading import Thread

from sqlalchemy.exc import DBAPIError

from db.intake import runs
from db.intake.importing import StagedImport
from sla_core.errors import SlaError
from sla_core.people import Person
from sla_core.terms import HandoverEvent

log = logging.getLogger("handslag")


def start(
    staged: StagedImport, *, actor: Person, now: int, company: str, event: HandoverEvent | None = None
) -> Thread:
    """Begin to store a staged import and return at once; `runs` tells how it goes and why it failed.

    The import is closed when it has ended.
    """
    run, files = uuid.uuid4().hex, [each.intake.file.name for each in staged.files]
    runs.begin(run, files=files, person=actor.name)

    def work() -> None:
        try:
            with closing(staged), runs.told(run, files=files, person=actor.name) as progress:
                progress.records = sum(each.intake.rows for each in staged.files)
                progress.storing()
                staged.store(run, actor=actor, now=now, company=company, event=event)
        except (SlaError, DBAPIError) as problem:
            log.info("Import %s stored nothing: %s", run, problem)
        except Exception:
            log.exception("Import %s failed", run)

    # A daemon: a server that is stopped does not wait for it, and an import that is cut off leaves nothing.
    thread = Thread(target=work, name=f"import-{run[:8]}", daemon=True)
    thread.start()
    return thread
