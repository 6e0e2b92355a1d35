"""How a file of the same system with the same headers was read the last time, so that nobody answers twice."""

import hashlib
from collections.abc import Sequence

from sqlmodel import Session, col, select

from db.tables import ImportMemoryRow
from sla_core.intake.presets import header_key
from sla_core.intake.settings import Settings


def remember(db: Session, *, headers: Sequence[str], preset: str, settings: Settings) -> None:
    """Keep the user's answers on files of these headers, in place of older ones."""
    key = _key(headers)
    row = db.get(ImportMemoryRow, (key, preset)) or ImportMemoryRow(
        headers=key, preset=preset, answers={}, remembered_at=0
    )
    row.answers, row.remembered_at = settings.answers(), settings.now
    db.add(row)


def recall(db: Session, *, headers: Sequence[str], now: int) -> Settings | None:
    """Return the newest answers on files of these headers, whatever their order."""
    wanted = select(ImportMemoryRow).where(ImportMemoryRow.headers == _key(headers))
    row = db.exec(wanted.order_by(col(ImportMemoryRow.remembered_at).desc()).limit(1)).first()
    return Settings.from_answers(row.answers, now=now) if row else None


def _key(headers: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(sorted(map(header_key, headers))).encode()).hexdigest()
