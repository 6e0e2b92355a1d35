"""Status words of a CRM: what one of them says about where a lead stands, from a preset or from the user."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sla_core.errors import FileRefused
from sla_core.intake.faults import Reason, RowError
from sla_core.intake.words import folded
from sla_core.leads import Stage

Columns = dict[str, list[Any]]


class Status(NamedTuple):
    """What a CRM's status word says; None = nothing."""

    stage: Stage | None = None
    won: bool | None = None
    lost: bool | None = None


WON = Status(stage=Stage.CUSTOMER, won=True)
LOST = Status(lost=True)

# What a user may say that an unknown word stands for.
MEANINGS: dict[str, Status] = {
    **{stage.value: Status(stage=stage) for stage in Stage},
    "won": WON,
    "lost": LOST,
    "ignore": Status(),
}


def statuses(words: Mapping[str, Status]) -> dict[str, Status]:
    """Return folded words with what they say; several words of one meaning are written `one, another`."""
    return {folded(word): status for said, status in words.items() for word in said.split(", ")}


def answered(words: Mapping[str, str]) -> dict[str, Status]:
    """Return the user's answers by folded word; `FileRefused` for an answer that is none of MEANINGS."""
    for word, meaning in words.items():
        if meaning not in MEANINGS:
            raise FileRefused(
                "“{word}” cannot stand for {meaning}; it can stand for {known}",
                word=word,
                meaning=meaning,
                known=", ".join(MEANINGS),
            )
    return {folded(word): MEANINGS[meaning] for word, meaning in words.items()}


def unknown_words(errors: Iterable[RowError]) -> dict[str, int]:
    """Return the stages and statuses that kept rows out, as first written, with the number of rows, most first."""
    said = [error.value.strip() for error in errors if error.reason is Reason.BAD_STAGE]
    first = {folded(word): word for word in reversed(said)}
    rows = Counter(folded(word) for word in said if word)
    return {first[word]: n for word, n in rows.most_common()}


def enter(columns: Columns, said: Iterable[Status | None]) -> None:
    """Write what each row's status says into stage, won and lost, where the row says nothing itself."""
    for place, status in enumerate(said):
        if status is None:
            continue
        told = (("stage", status.stage and status.stage.value), ("won", status.won), ("lost", status.lost))
        for name, value in told:
            if value is not None and columns[name][place] is None:
                columns[name][place] = value


def enter_answers(columns: Columns) -> None:
    """Turn statuses that stand among the stages, the user's answers, into stage, won and lost."""
    stages = columns["stage"]
    columns["stage"] = [None if isinstance(value, Status) else value for value in stages]
    enter(columns, [value if isinstance(value, Status) else None for value in stages])


def enter_converted(columns: Columns) -> None:
    """Use up `status` and `converted`: a converted lead is an opportunity, and may have been lost before."""
    pairs = zip(columns.pop("status"), columns.pop("converted"), strict=True)
    enter(columns, [_converted(status) if yes else status for status, yes in pairs])


def _converted(status: Status | None) -> Status:
    return (status or Status())._replace(stage=Stage.OPPORTUNITY)
