"""An import that is killed leaves nothing, wherever it was."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.db.bringing import bring, counts, stored

# Imports a file and stops for ever at the given place, after saying so.
SCRIPT = """
import sys, time
from db.intake import importing, taking_in
from tests.db.bringing import bring

def stop(*args, **kwargs):
    print("there", flush=True)
    time.sleep(600)

module, name = sys.argv[1].split(".")
setattr({"importing": importing, "taking_in": taking_in}[module], name, stop)
bring(open(sys.argv[2]).read())
"""


@pytest.mark.parametrize("place", ["importing.take_rows", "taking_in._follow_leads", "taking_in.note"])
def test_a_killed_import_leaves_nothing_and_the_next_one_works(
    database: str, tmp_path: Path, place: str
) -> None:
    file = tmp_path / "leads.csv"
    rows = [f"{number},lead{number}@x.example,2026-11-16 09:00" for number in range(5_000)]
    file.write_text("\n".join(["external_id,email,sales_qualified_at", *rows]))
    running = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, place, str(file)], stdout=subprocess.PIPE, env=dict(os.environ)
    )
    assert running.stdout is not None
    assert running.stdout.readline() == b"there\n"
    running.send_signal(signal.SIGKILL)
    running.wait()
    running.stdout.close()
    for table in (
        "lead",
        "lead_identity",
        "stage_entry",
        "handover",
        "import_batch",
        "agreement_version",
        "audit_entry",
    ):
        assert stored(f"SELECT COUNT(*) FROM {table}") == [0], table
    assert counts(_soon(file)) == (5_000, 0, 0, 0)


def _soon(file: Path):
    """PostgreSQL notices that the process is gone a moment later."""
    time.sleep(0.1)
    return bring(file.read_text())
