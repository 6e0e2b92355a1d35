"""Where the ids in a plain file come from, when nobody says it."""

from collections.abc import Sequence

from sqlalchemy import text

from db.engine import reading
from sla_core.intake.fields import Kind
from sla_core.intake.parsing import Intake

_PLAIN = "plain"


def settle_systems(intakes: Sequence[Intake]) -> None:
    """Let plain files of what happened to leads name them by the ids of the one system that leads come from.

    A list of calls under our own column names goes with a CRM's export of leads: the ids in it are the CRM's.
    Where leads come from several systems, or from a plain file, the ids stay those of plain files.
    """
    plain = [
        each for each in intakes if each.preset == _PLAIN and each.kind not in (Kind.LEADS, Kind.TRAFFIC)
    ]
    if not plain:
        return
    systems = {each.system for each in intakes if each.kind is Kind.LEADS}
    with reading() as db:
        systems |= {row[0] for row in db.execute(text("SELECT DISTINCT system FROM lead_identity"))}
    if len(systems) == 1:
        for each in plain:
            (each.system,) = systems
