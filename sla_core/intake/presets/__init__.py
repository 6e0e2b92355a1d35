"""How the systems name things. A further system is a module with its layouts, entered here."""

from sla_core.intake.presets import hubspot, plain, zoho
from sla_core.intake.presets.layout import Columns, Layout, Status, header_key

LAYOUTS: tuple[Layout, ...] = (*plain.LAYOUTS, *zoho.LAYOUTS, *hubspot.LAYOUTS)
PRESETS: tuple[str, ...] = tuple(dict.fromkeys(layout.preset for layout in LAYOUTS))

__all__ = ["LAYOUTS", "PRESETS", "Columns", "Layout", "Status", "header_key"]
