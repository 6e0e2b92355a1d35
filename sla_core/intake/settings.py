"""What the user says about a file; whatever is left out is recognised from the file itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sla_core.intake.fields import Kind

DateOrder = Literal["dmy", "mdy", "ymd"]


@dataclass(frozen=True)
class Settings:
    """The user's word on an import. `now` is a UTC epoch second; nothing later than it is believed."""

    now: int
    kind: Kind | None = None
    preset: str | None = None
    system: str | None = None  # where the ids come from; default: the preset's name
    mapping: Mapping[str, str] = field(default_factory=dict)  # field -> header; "" leaves the field out
    constants: Mapping[str, str] = field(default_factory=dict)  # field -> value for all rows
    keep: tuple[str, ...] = ()  # headers kept as attributes
    keep_all: bool = False
    time_zone: str = "Europe/Oslo"  # of times without an offset
    dates: DateOrder | None = None
    words: Mapping[str, str] = field(default_factory=dict)  # status word -> stage, won, lost or ignore
    known_until: int | None = None  # the file tells all attempts up to this UTC epoch second

    def answers(self) -> dict[str, Any]:
        """Return, as JSON values, what holds for the next file of the same form too."""
        return {
            "kind": self.kind,
            "preset": self.preset,
            "system": self.system,
            "mapping": dict(self.mapping),
            "constants": dict(self.constants),
            "keep": list(self.keep),
            "time_zone": self.time_zone,
            "dates": self.dates,
            "words": dict(self.words),
        }

    @classmethod
    def from_answers(cls, answers: Mapping[str, Any], *, now: int) -> "Settings":
        """Return settings with the answers that `answers` gave."""
        kind = Kind(answers["kind"]) if answers["kind"] else None
        return cls(now=now, **{**answers, "kind": kind, "keep": tuple(answers["keep"])})
