"""What undoing an import removes and puts back, in words: leads, attempts, activities rather than rows of tables."""

from collections.abc import Callable, Mapping, Sequence

from db.intake.undo import LastImport
from sla_core.i18n import Texts

_IDS = "lead_identity"
WORDS: dict[str, Callable[[Texts, int], str]] = {
    "lead": lambda t, n: t.plural("{n} lead", "{n} leads", n),
    "contact_attempt": lambda t, n: t.plural("{n} contact attempt", "{n} contact attempts", n),
    "activity": lambda t, n: t.plural("{n} activity", "{n} activities", n),
    "stage_entry": lambda t, n: t.plural("{n} stage date", "{n} stage dates", n),
    "traffic": lambda t, n: t.plural("{n} figure of visits", "{n} figures of visits", n),
    _IDS: lambda t, n: t.plural("{n} id from another system", "{n} ids from other systems", n),
}


def told(rows: Mapping[str, int], t: Texts) -> list[str]:
    """Return rows by table in words; the ids of leads are told only where nothing else is."""
    return [
        words(t, rows[name])
        for name, words in WORDS.items()
        if name in rows and (name != _IDS or len(rows) == 1)
    ]


def listed(parts: Sequence[str], t: Texts) -> str:
    """Return `a, b and c`; nothing for nothing."""
    if len(parts) < 2:
        return "".join(parts)
    return t("{first} and {last}", first=", ".join(parts[:-1]), last=parts[-1])


def done(last: LastImport, t: Texts) -> str:
    """Return what an undo has done, in a line of plain text."""
    nothing = t("nothing")
    return t(
        "Undone: {files}. Removed: {removed}. Put back as before: {restored}.",
        files=listed(last.files, t),
        removed=listed(told(last.removes, t), t) or nothing,
        restored=listed(told(last.restores, t), t) or nothing,
    )
