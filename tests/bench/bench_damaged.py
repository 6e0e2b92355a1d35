"""10,000 damaged exports of every system: none may end in a fault, and every row must be accounted for.

Each is a sound export that was saved in some encoding and then cut, doubled, shifted, or strewn with bytes,
quotation marks and delimiters. A file may be refused in a sentence; otherwise rows = accepted + refused, each
refused one with a line of the file. Every fiftieth also goes through the database.
"""

import os
import random
import sys
import tempfile
import time
import traceback
from collections import Counter

from db import schema
from db.intake import check_files
from sla_core.errors import FileRefused
from sla_core.intake.fields import Kind
from sla_core.intake.parsing import Intake, prepare
from sla_core.intake.reading import SourceFile, open_source
from sla_core.intake.settings import Settings
from sla_core.people import COMMAND_LINE
from tests.bench.bench_import import NOW
from tests.bench.measuring import Report
from tests.core.intake.exports import EXPORTS

FILES = 10_000
IN_DATABASE = 50
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "latin-1")
STREWN = (
    b'"',
    b",",
    b";",
    b"\n",
    b"\r",
    b"\t",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"=cmd|' /C calc'!A0",
    b"31/02/2026",
)


def damaged(chance: random.Random) -> tuple[bytes, Kind]:
    """Return a damaged export and what its rows were."""
    (_, kind, _), text = chance.choice(list(EXPORTS.items()))
    if chance.random() < 0.2:
        text = "\n".join('"' + line.replace('"', '""') + '"' for line in text.splitlines())
    content = text.encode(chance.choice(ENCODINGS), "replace")
    for _ in range(chance.randrange(4)):
        content = _hurt(content, chance)
    return content, kind


def _hurt(content: bytes, chance: random.Random) -> bytes:
    begin, end = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    part = content[begin:end]
    return chance.choice(
        (
            content[:end],
            content[:begin] + content[end:],
            content[:end] + part + content[end:],
            content[:begin] + chance.choice(STREWN) + content[begin:],
            content[:begin] + bytes(reversed(part)) + content[end:],
            content[:begin] + chance.randbytes(chance.randrange(1, 4)) + content[begin:],
        )
    )


def read(file: SourceFile, settings: Settings) -> Intake:
    """Read a file to its end."""
    intake = prepare(file, settings)
    for _ in intake.chunks():
        pass
    return intake


def amiss(content: bytes, kind: Kind, chance: random.Random, in_database: bool) -> str:
    """Return `refused` or `read`, or what is wrong."""
    settings = Settings(now=NOW, kind=chance.choice((None, kind)), dates=chance.choice((None, "dmy", "mdy")))
    try:
        file = open_source(content, "damaged.csv")
        intake = read(file, settings)
        if in_database:
            (counted,) = check_files([(file, settings)], actor=COMMAND_LINE, now=NOW)
            if counted.rows != counted.new + counted.changed + counted.unchanged + counted.rejected:
                return "rows do not add up in the database"
    except FileRefused:
        return "refused"
    except Exception:
        traceback.print_exc()
        return "a fault"
    if intake.rows != intake.accepted + len(intake.errors) or intake.rows != intake.records:
        return "rows do not add up"
    lines = [error.line for error in intake.errors]
    last = len(content.splitlines()) + content.count(b"\r") + content.count(b"\n") + 1
    return "read" if len(set(lines)) == len(lines) and all(1 < line <= last for line in lines) else "lines"


def main() -> int:
    """Damage, read and count."""
    report, chance, found = Report(), random.Random(2026), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/damaged.db"
        schema.prepare()
        began = time.process_time()
        for number in range(FILES):
            content, kind = damaged(chance)
            found[amiss(content, kind, chance, number % IN_DATABASE == 0)] += 1
    report.figure("files read", found.pop("read", 0))
    report.figure("files refused in a sentence", found.pop("refused", 0))
    report.figure("seconds of CPU", time.process_time() - began, " s")
    report.none("files with a fault or with rows or lines unaccounted for", found.total())
    if found:
        print(found)
    return int(report.missed)


if __name__ == "__main__":
    sys.exit(main())
