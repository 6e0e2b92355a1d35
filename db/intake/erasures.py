"""Erased persons: only a keyed hash of their ids and e-mails is kept, so that no later file brings them back.

The key is HANDSLAG_ERASURE_KEY of the environment; without it a random one in the database, which then
protects against reading the hashes alone but not against who has the whole database.
"""

import hmac
import os
import secrets

from sqlmodel import Session, select

from db.intake.batch import Batch
from db.tables import ErasedRow, MetaRow
from sla_core.intake.faults import Reason

_META = "erasure_key"


def erasure_key(db: Session) -> bytes:
    """Return the key of the hashes; a random one is made when it is first asked for."""
    given = os.environ.get("HANDSLAG_ERASURE_KEY")
    if given:
        return given.encode()
    row = db.get(MetaRow, _META)
    if row is None:
        row = MetaRow(key=_META, value=secrets.token_hex(32))
        db.add(row)
        db.flush()
    return row.value.encode()


def hash_of_id(key: bytes, system: str, external_id: str) -> str:
    """Return the keyed hash of an id in a system."""
    return _hash(key, f"id\0{system}\0{external_id}")


def hash_of_email(key: bytes, email_key: str) -> str:
    """Return the keyed hash of an e-mail, trimmed and case-folded."""
    return _hash(key, f"email\0{email_key}")


def _hash(key: bytes, content: str) -> str:
    return hmac.digest(key, content.encode(), "sha256").hex()


def refuse_erased(batch: Batch) -> None:
    """Refuse the keys (or rows of leads) of erased persons; what they said about them is not kept."""
    erased = set(batch.db.exec(select(ErasedRow.key_hash)))
    if not erased:
        return
    key, system = erasure_key(batch.db), batch.staged.intake.system
    refused = [
        line
        for line, external_id, email_key in batch.rows(
            f"SELECT line, external_id, email_key FROM {batch.keys}"
        )
        if (external_id is not None and hash_of_id(key, system, external_id) in erased)
        or (email_key is not None and hash_of_email(key, email_key) in erased)
    ]
    for line in refused:
        batch.run(f"UPDATE {batch.keys} SET fate = '{Reason.ERASED}', told = '' WHERE line = {line}")
