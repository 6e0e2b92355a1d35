"""The shape of the code, checked by a machine: who may import whom, and how large a file may be."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("pages", "db", "sla_core")
SOURCES = [ROOT / "app.py", *(path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py")))]
# Who may import what of ours, and which libraries belong to one place only.
OURS = {"app.py": {"pages", "db", "sla_core"}, "pages": {"pages", "db", "sla_core"}, "db": {"db", "sla_core"}}
HOMES = {
    "streamlit": ("app.py", "pages"),
    "starlette": ("app.py", "pages"),
    "sqlmodel": ("db",),
    "sqlalchemy": ("db",),
    "alembic": ("db",),
    "psycopg": ("db",),
    "altair": ("sla_core/charts",),
}


def place(source: Path) -> str:
    return source.relative_to(ROOT).parts[0]


def imported(source: Path) -> set[str]:
    """The modules a file imports, by full name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_one_way(source: Path) -> None:
    allowed = OURS.get(place(source), {"sla_core"})
    for module in imported(source):
        top = module.split(".")[0]
        assert top not in {"app", "pages", "db", "sla_core"} or top in allowed, f"{source} imports {module}"
        homes = HOMES.get(top)
        name = source.relative_to(ROOT).as_posix()
        assert homes is None or name.startswith(homes), f"{module} belongs to {homes}, not to {name}"


def lines(source: Path) -> int:
    return len(source.read_text(encoding="utf-8").splitlines())


def test_no_file_is_longer_than_300_lines() -> None:
    tests = list((ROOT / "tests").rglob("*.py"))
    migrations = ROOT / "db" / "migrations" / "versions"
    written = [source for source in [*SOURCES, *tests] if migrations not in source.parents]
    assert {str(source): lines(source) for source in written if lines(source) > 300} == {}


def test_commands_start_without_the_libraries_of_the_screen() -> None:
    seen = (
        "import sys, db.__main__; print([m for m in ('streamlit', 'altair', 'pandas') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", seen], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_only_session_py_touches_the_raw_session_state() -> None:
    users = [
        source.relative_to(ROOT).as_posix()
        for source in SOURCES
        if any(
            isinstance(node, ast.Attribute) and node.attr == "session_state"
            for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        )
    ]
    assert users == ["pages/ui/session.py"]


def test_every_direct_dependency_is_pinned_and_has_its_reason() -> None:
    reasons = (ROOT / "docs" / "decisions" / "0002-libraries.md").read_text(encoding="utf-8")
    for file in ("requirements.txt", "tests/requirements.txt", "tests/bench/requirements.txt"):
        for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                name, pin, version = line.partition("==")
                assert pin, f"{line} is not pinned"
                assert version
                assert f"**{name.split('[')[0]}**" in reasons, f"{name} has no reason"
