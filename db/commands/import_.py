"""Take in files of a CRM: leads, stages, activities, attempts, traffic. All of them, or none."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from db import agreements, clock
from db.engine import data_versions, reading
from db.intake import ImportedFile, check_files, import_files
from db.intake.runs import NOTHING_TAKEN
from db.versions import DatabaseKind
from sla_core.errors import NotPossible
from sla_core.i18n import Language, Texts
from sla_core.intake.faults import message
from sla_core.intake.fields import Kind
from sla_core.intake.mapping import ALL_FIELDS
from sla_core.intake.presets import PRESETS
from sla_core.intake.reading import open_source
from sla_core.intake.settings import Settings
from sla_core.people import COMMAND_LINE
from sla_core.terms import HandoverEvent

_CLOCKS_DIFFER = 300  # seconds by which the clock that made a file may be ahead of ours


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the files and what the user says about them."""
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--kind", choices=[kind.value for kind in Kind])
    parser.add_argument("--preset", choices=PRESETS)
    parser.add_argument("--system", metavar="NAME", help="where the ids come from; default: the preset")
    parser.add_argument("--map", action="append", default=[], type=_pair, metavar="FIELD=HEADER")
    parser.add_argument("--set", action="append", default=[], type=_pair, metavar="FIELD=VALUE")
    kept = parser.add_mutually_exclusive_group()
    kept.add_argument("--keep", action="extend", nargs="+", default=[], metavar="HEADER")
    kept.add_argument("--keep-all", action="store_true")
    parser.add_argument(
        "--time-zone", default="Europe/Oslo", metavar="ZONE", help="of times without an offset"
    )
    parser.add_argument(
        "--dates", choices=["dmy", "mdy", "ymd"], help="order where dates can be read two ways"
    )
    parser.add_argument(
        "--known-until", type=_instant, metavar="INSTANT", help="the files tell all attempts up to this time"
    )
    parser.add_argument("--company", metavar="NAME", help="the company's name, with the first import")
    parser.add_argument("--dry-run", action="store_true", help="count everything, store nothing")
    parser.add_argument("--json", action="store_true")


def _pair(given: str) -> tuple[str, str]:
    name, sign, value = given.partition("=")
    if not name or not sign:
        raise argparse.ArgumentTypeError(f"{given!r} is not of the form FIELD=…")
    return name.strip(), value


def _instant(given: str) -> datetime:
    try:
        if len(given) > len("2026-11-20"):
            return datetime.fromisoformat(given)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{given!r} is not a time such as 2026-11-20T16:00 or 2026-11-20T15:00Z")


def run(arguments: argparse.Namespace) -> int:
    """Import, print what became of each file; `FileRefused` when nothing could be taken in."""
    t = Texts(Language(arguments.lang))
    kind = data_versions().kind
    settings = _settings(arguments, clock.now(kind))
    company = arguments.company or t("Our company")
    files = [(open_source(file), settings) for file in arguments.files]
    if arguments.dry_run:
        imported = check_files(files, actor=COMMAND_LINE, now=settings.now)
    else:
        imported = import_files(files, actor=COMMAND_LINE, now=settings.now, company=company)
    remarks = _remarks(imported, arguments, t)
    if kind is DatabaseKind.EMPTY and not arguments.dry_run:
        remarks += _first_import(company, t)
    if arguments.json:
        print(json.dumps({"files": [as_json(file, t) for file in imported]}, ensure_ascii=False))
        print("\n".join(remarks), file=sys.stderr)
    else:
        print("\n".join([line for file in imported for line in as_text(file, t)] + remarks))
    return 0


def _settings(arguments: argparse.Namespace, now: int) -> Settings:
    _refuse_fields([*arguments.map, *arguments.set])
    if arguments.system is not None and not arguments.system.strip():
        raise NotPossible("The system that the ids come from needs a name (--system).")
    return Settings(
        now=now,
        kind=Kind(arguments.kind) if arguments.kind else None,
        preset=arguments.preset,
        system=arguments.system,
        mapping=dict(arguments.map),
        constants=dict(arguments.set),
        keep=tuple(arguments.keep),
        keep_all=arguments.keep_all,
        time_zone=arguments.time_zone,
        dates=arguments.dates,
        known_until=_known_until(arguments, now),
    )


def _refuse_fields(said: Sequence[tuple[str, str]]) -> None:
    """Refuse a field that no kind of file has."""
    for name, _ in said:
        if name not in ALL_FIELDS:
            raise NotPossible(
                "There is no field {field}; there are {known}",
                field=name,
                known=", ".join(sorted(ALL_FIELDS)),
            )


def _known_until(arguments: argparse.Namespace, now: int) -> int | None:
    """Return until when the files tell all attempts; local time where no offset is given."""
    zone = _zone(arguments.time_zone)
    given: datetime | None = arguments.known_until
    if given is None:
        return None
    instant = int((given if given.tzinfo else given.replace(tzinfo=zone)).timestamp())
    if instant > now + _CLOCKS_DIFFER:
        raise NotPossible(
            "{instant} lies in the future: no file can know that far (--known-until).",
            instant=given.isoformat(timespec="minutes"),
        )
    return instant


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise NotPossible("There is no time zone {zone}; one is Europe/Oslo", zone=name) from None


def as_json(file: ImportedFile, t: Texts) -> dict[str, Any]:
    """Return what became of a file under the keys that other programs rely on."""
    intake = file.intake
    errors = [
        {
            "line": error.line,
            "column": error.column,
            "value": error.value,
            "reason": error.reason.value,
            "message": t(message(error.reason), value=error.value),
        }
        for error in file.errors
    ]
    return {
        "file": intake.file.name,
        "kind": intake.kind.value,
        "preset": intake.preset,
        "system": intake.system,
        "encoding": intake.encoding,
        "delimiter": intake.delimiter,
        "time_zone": intake.time_zone,
        "known_until": _iso(file.known_until),
        "rows": file.rows,
        "new": file.new,
        "changed": file.changed,
        "unchanged": file.unchanged,
        "rejected": file.rejected,
        "skipped": file.skipped,
        "errors": errors,
        "mapping": dict(intake.mapping),
    }


def _iso(instant: int | None) -> str | None:
    return (
        None if instant is None else datetime.fromtimestamp(instant, UTC).isoformat().replace("+00:00", "Z")
    )


def as_text(file: ImportedFile, t: Texts) -> list[str]:
    """Return what became of a file as a few lines to read: counts, then the refusals by reason."""
    counts = {
        name: t.number(getattr(file, name)) for name in ("rows", "new", "changed", "unchanged", "rejected")
    }
    lines = [
        t(
            "{file}: {rows} rows: {new} new, {changed} changed, {unchanged} unchanged, {rejected} refused",
            file=file.intake.file.name,
            **counts,
        )
    ]
    for reason, n in Counter(error.reason for error in file.errors).most_common():
        first = next(error for error in file.errors if error.reason is reason)
        said = t(message(reason), value=first.value)
        lines.append(
            "  " + t("{n} refused, first in line {line}: {why}", n=t.number(n), line=first.line, why=said)
        )
    return lines


def _remarks(imported: Sequence[ImportedFile], arguments: argparse.Namespace, t: Texts) -> list[str]:
    remarks = [
        t(
            "{file} has no column for {field}: every row is taken as “{value}”.",
            file=file.intake.file.name,
            field=field,
            value=value,
        )
        for file in imported
        for field, value in file.intake.assumed.items()
    ]
    if arguments.dry_run:
        remarks.append(t("Nothing was stored: this was a dry run."))
    return remarks


def _first_import(company: str, t: Texts) -> list[str]:
    """Say under which working rules the first leads are judged, or that there are none."""
    if data_versions().kind is DatabaseKind.EMPTY:
        return [t(NOTHING_TAKEN)]
    with reading() as db:
        event = agreements.versions_in_force(db)[0].terms.handover.event
    remarks = [
        t("{company} now has working rules (version 0), provisional until both sides sign.", company=company)
    ]
    if event is HandoverEvent.CREATED:
        remarks.append(t("No stage dates came: sales is taken to get a lead when it is created."))
    return remarks
