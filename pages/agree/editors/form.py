"""A section of the draft while somebody edits it: what it held when it was opened, and what was typed since."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from db import drafts
from pages.ui import session
from sla_core.agreement import AgreementVersion
from sla_core.clauses.parts import what
from sla_core.errors import SlaError
from sla_core.i18n import Texts
from sla_core.sections import PATHS, Section, Value, value_of, with_value
from sla_core.terms import Terms, canonical

_OPEN = "open_editor"


@dataclass(frozen=True)
class _Opened:
    """What this visit has open. `kept` holds what the editor's widgets cannot: its rows, why it was refused."""

    version_id: int
    section: Section
    value: Value
    kept: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Form:
    """The fields of one section. `agreed` is what was agreed last; `now` the instant of this run."""

    version: AgreementVersion
    agreed: AgreementVersion
    section: Section
    opened: Value
    kept: dict[str, Any]
    now: int
    t: Texts

    @cached_property
    def terms(self) -> Terms:
        """The draft's terms with this section as it was opened."""
        return with_value(self.version.terms, self.section, self.opened)

    @property
    def today(self) -> date:
        """The date in the agreement's zone."""
        return drafts.local_day(self.agreed.terms, self.now)

    @property
    def stored(self) -> Value:
        """What the draft holds by now."""
        return value_of(self.version.terms, self.section)

    def key(self, name: str) -> str:
        """Return the key of a widget: one's own for each version, section and opened content."""
        content = hashlib.sha256(canonical(self.opened).encode()).hexdigest()[:8]
        return f"edit_{self.version.id}_{self.section}_{content}_{name}"

    def typed(self, name: str) -> Any:
        """Return what the widget of this name holds."""
        return session.value(self.key(name))

    def at(self, path: str) -> Any:
        """Return what stood under a path of the terms when the section was opened, as JSON."""
        owner = next(own for own in PATHS[self.section] if path == own or path.startswith(f"{own}."))
        found = self.opened[owner]
        for name in path.removeprefix(owner).split(".")[1:]:
            found = found[name]
        return found

    def label(self, path: str) -> str:
        """Return what stands under a path, as differences call it too."""
        return what(path, self.t)

    def refuse(self, problem: SlaError) -> None:
        """Keep why nothing was stored; it stands beside the form until the next attempt."""
        self.kept["problem"] = problem

    def forget_problem(self) -> None:
        """Begin an attempt: what was refused before is no longer shown."""
        self.kept.pop("problem", None)

    @property
    def problem(self) -> SlaError | None:
        """Why the last attempt was refused."""
        found: SlaError | None = self.kept.get("problem")
        return found


def open_form(
    version: AgreementVersion, agreed: AgreementVersion, section: Section, now: int, t: Texts
) -> Form:
    """Return the form of a section as this visit has opened it; it stays so, whatever others save meanwhile.

    It is opened anew after a save, and when somebody comes back to it: what was typed is gone by then.
    """
    kept: _Opened | None = session.value(_OPEN)
    if kept is not None and (kept.version_id, kept.section) == (version.id, section):
        form = Form(version, agreed, section, kept.value, kept.kept, now, t)
        if session.value(form.key("save")) is not None:  # the button was on the screen until now
            return form
    anew = _Opened(version.id, section, value_of(version.terms, section))
    session.keep(_OPEN, anew)
    return Form(version, agreed, section, anew.value, anew.kept, now, t)


def open_anew() -> None:
    """Show what is stored at the next run."""
    session.keep(_OPEN, None)
