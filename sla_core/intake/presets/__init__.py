"""How the systems name things. A further system is a module with its layouts, entered here."""

from sla_core.intake.presets import hubspot, mautic, pipedrive, plain, salesforce, zoho
from sla_core.intake.presets.layout import Layout, header_key
from sla_core.intake.presets.status import MEANINGS, Columns, Status, answered, enter_answers, unknown_words

LAYOUTS: tuple[Layout, ...] = (
    *plain.LAYOUTS,
    *zoho.LAYOUTS,
    *hubspot.LAYOUTS,
    *salesforce.LAYOUTS,
    *pipedrive.LAYOUTS,
    *mautic.LAYOUTS,
)
PRESETS: tuple[str, ...] = tuple(dict.fromkeys(layout.preset for layout in LAYOUTS))

__all__ = [
    "LAYOUTS",
    "MEANINGS",
    "PRESETS",
    "Columns",
    "Layout",
    "Status",
    "answered",
    "enter_answers",
    "header_key",
    "unknown_words",
]
