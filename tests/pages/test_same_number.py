"""The same number is the same everywhere: each metric from the command line, every page, the clause and the file.

All of them look at one sample company at one instant, each in its own words; a figure that two places work out
differently fails here.
"""

import csv
import io
import json
import re
import shutil
import uuid
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from db import sample
from db.__main__ import main
from db.engine import engine, transaction, unrecorded
from db.tables import MetaRow
from pages.track.follow_up_parts.weekly_files import as_csv
from pages.ui import reads
from sla_core.clause_figures import ClauseFigure, figures
from sla_core.follow_up.judging import STATUSES
from sla_core.i18n import Language, Texts
from sla_core.pace import Pace
from sla_core.people import COMMAND_LINE, Action
from sla_core.periods import PeriodName, period
from sla_core.situation import Situation
from sla_core.terms import Metric
from sla_core.weekly_check import begun, snapshot
from sla_core.weekly_check.words import five_numbers
from tests.core.episodes import at
from tests.pages.conftest import OpenPage
from tests.pages.goal_acts import cells, words

NOW = "2026-11-20 10:42"
WEEK, MONTH, QUARTER = (
    ("2026-11-16", "2026-11-22"),
    ("2026-11-01", "2026-11-30"),
    ("2026-10-01", "2026-12-31"),
)
T = Texts(Language.ENGLISH)
FOLLOW_UP = "pages/track/follow_up.py"


@pytest.fixture(scope="module")
def sample_file(prepared_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample company as it stands at NOW, which each test copies."""
    file = tmp_path_factory.mktemp("same_number") / "handslag.db"
    shutil.copy(prepared_file, file)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATABASE_URL", f"sqlite:///{file}")
        with transaction(COMMAND_LINE, Action.LOAD_SAMPLE) as db:
            sample.load(db, now=at(NOW), t=T)
        engine().dispose()
    return file


@pytest.fixture(autouse=True)
def sqlite_database(sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The sample company in place of an empty database; its address."""
    address = f"sqlite:///{tmp_path / 'handslag.db'}"
    shutil.copy(sample_file, tmp_path / "handslag.db")
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("SLA_NOW", "2026-11-20T10:42+01:00")
    with unrecorded() as db:
        db.get_one(MetaRow, "instance").value = uuid.uuid4().hex
    yield address
    engine().dispose()


def report(capsys: pytest.CaptureFixture[str], what: str, *arguments: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["report", what, *arguments, "--json"]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def follow_up(capsys: pytest.CaptureFixture[str], days: tuple[str, str]) -> dict[str, Any]:
    return report(capsys, "follow-up", "--from", days[0], "--to", days[1])


def situation() -> Situation:
    return reads.situation(reads.versions(), at(NOW))


def clauses() -> dict[Metric, ClauseFigure]:
    return figures(situation(), Pace(0, None, None), T)


def number_of(text: str) -> int:
    """The first whole number of a text."""
    found = re.search(r"\d+", text)
    assert found, text
    return int(found[0])


def behind(app: AppTest, name: str) -> int:
    """The number on the button that opens these leads; without a button it is 0."""
    labels = [str(button.label) for button in app.button if button.key == f"leads_{name}"]
    return number_of(re.sub(r"[^\d]+", " ", labels[0])) if labels else 0


def rows_behind(app: AppTest, name: str) -> int:
    """How many leads the dialog of a number lists."""
    app.button(key=f"leads_{name}").click().run()
    return len(app.dataframe[-1].value)


@pytest.mark.parametrize(
    ("name", "days"), [("this-week", WEEK), ("this-month", MONTH), ("this-quarter", QUARTER)]
)
def test_the_five_numbers_of_a_period(
    open_page: OpenPage, capsys: pytest.CaptureFixture[str], name: str, days: tuple[str, str]
) -> None:
    told = follow_up(capsys, days)
    app = open_page(FOLLOW_UP, view="results", period=name)
    assert {status: behind(app, status) for status in STATUSES} == {
        status: told[status] for status in STATUSES
    }
    assert sum(told[status] for status in STATUSES) == told["handed_over"] > 30
    judged = told["met"] + told["late"] + told["overdue"]
    share = int(told["compliance"] * 100 + 1e-9)
    read = words(app)
    assert f"{told['handed_over']} leads to follow up" in read
    assert f"{told['met']} of the {judged} due were met = {share} %" in read
    assert behind(app, "before") == told["attempted_before"]
    assert rows_behind(app, "met") == told["met"]


def test_this_week_on_every_page(open_page: OpenPage, capsys: pytest.CaptureFixture[str]) -> None:
    told = follow_up(capsys, WEEK)
    judged = told["met"] + told["late"] + told["overdue"]
    assert judged >= 10, "the week has enough cases for a share"
    share = f"{int(told['compliance'] * 100 + 1e-9)} %"
    now = open_page(FOLLOW_UP)
    assert {status: behind(now, status) for status in STATUSES} == {
        status: told[status] for status in STATUSES
    }
    assert f"{told['met']} of the {judged} due were met = {share}" in words(now)
    meeting = open_page("pages/meet/meeting.py")
    numbers = [metric.value.replace("\u00a0", " ") for metric in meeting.metric]
    assert share in numbers
    assert f"{told['met']} of {judged}" in words(meeting)
    clause = clauses()[Metric.IN_TIME]
    assert clause.number.replace("\u00a0", " ") == f"{share} ({told['met']} of {judged})"
    agreement = open_page("pages/agree/agreement.py", version="3")
    assert f"{share} ({told['met']} of {judged})" in unescape(cells(agreement)).replace("\u00a0", " ")
    checked = snapshot(begun(situation()), situation()).figures
    assert [getattr(checked, status) for status in STATUSES] == [told[status] for status in STATUSES]
    assert str(told["met"]) in five_numbers(checked, T)


def test_response_times(open_page: OpenPage, capsys: pytest.CaptureFixture[str]) -> None:
    told = follow_up(capsys, WEEK)
    median, p90 = T.duration(told["median_response_seconds"]), T.duration(told["p90_response_seconds"])
    read = words(open_page(FOLLOW_UP, view="results"))
    assert f"half within {median}, nine of ten within {p90}".replace("\u00a0", " ") in read
    clause = clauses()[Metric.RESPONSE_TIME]
    assert clause.number == median
    assert p90 in clause.note


def test_who_waits(open_page: OpenPage, capsys: pytest.CaptureFixture[str]) -> None:
    found = situation().waiting
    assert found.waiting > found.too_long > 0, "the sample has leads of both kinds"
    clause = clauses()[Metric.WAITING]
    assert clause.number == f"{found.too_long} of {found.waiting}"
    assert f"Waiting now: {found.waiting} leads" in words(open_page(FOLLOW_UP))
    meeting = open_page("pages/meet/meeting.py")
    assert str(found.too_long) in [metric.value for metric in meeting.metric]
    assert re.search(rf"of {found.waiting} (·|waiting)", words(meeting))
    assert rows_behind(meeting, "waiting") == found.waiting
    file = as_csv(reads.versions(), snapshot(begun(situation()), situation()), T)
    rows = list(csv.reader(io.StringIO(file.decode("utf-8-sig"))))
    assert len(rows) - 1 == found.waiting
    due = follow_up(capsys, ("2020-01-01", "2030-01-01"))
    assert found.waiting >= due["due"]  # what is not due yet waits, and who waits too long is overdue
    assert found.too_long <= due["overdue"]


def test_delivered_and_returned(
    open_page: OpenPage, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    of_month = _sales_qualified(report(capsys, "goals", "--period", "2026-11"))
    delivered, gross, returned = (of_month[name] for name in ("delivered", "gross", "returned"))
    assert delivered == gross - returned > 30
    meeting = open_page("pages/meet/meeting.py")
    assert str(delivered) in [metric.value for metric in meeting.metric]
    assert f"{gross} handed over" in words(meeting)
    assert behind(meeting, "not-delivered") == returned
    assert rows_behind(meeting, "delivered") == delivered
    clause = clauses()[Metric.DELIVERED]
    assert clause.number.replace("\u00a0", " ").startswith(f"{delivered} of {of_month['target']}")
    of_quarter = _sales_qualified(report(capsys, "goals", "--period", "2026-Q4"))
    in_time = clauses()[Metric.RETURNED]
    assert in_time.number.endswith(f"({of_quarter['returned']} of {of_quarter['gross']})")
    assert in_time.note == f"gross {of_quarter['gross']} · net {of_quarter['delivered']}"
    funnel = open_page("pages/track/funnel.py", period="2026-11")
    assert _reached(funnel) == delivered
    told = report(capsys, "funnel", "--from", MONTH[0], "--to", MONTH[1])
    assert behind(funnel, "funnel_returned") == told["returned"]


def _sales_qualified(told: dict[str, Any]) -> dict[str, Any]:
    return next(stage for stage in told["stages"] if stage["stage"] == "sales_qualified")


def _reached(funnel: AppTest) -> int:
    """What the chart of the funnel says counts towards marketing's promise."""
    (chart,) = funnel.get("vega_lite_chart")
    words_of_chart = json.dumps(chart.proto.spec) + words(funnel)
    counted = re.search(r"(\d+) count towards the promise|(\d+) net", words_of_chart)
    assert counted
    return int(counted[1] or counted[2])


def test_attempts_and_early_contact_of_the_quarter(open_page: OpenPage) -> None:
    clause, app = clauses(), open_page(FOLLOW_UP, view="attempts", period="this-quarter")
    few, many, early = (behind(app, name) for name in ("too_few", "too_many", "early"))
    assert few + many > 0, "the sample has leads against the clause"
    assert early > 0
    n = int(situation().inside(period(PeriodName.THIS_QUARTER, situation().today)).sum())
    assert clause[Metric.ATTEMPTS].number == f"{few + many} of {n}"
    assert clause[Metric.ATTEMPTS].note == f"{few} too few, {many} too many"
    assert clause[Metric.EARLY_CONTACT].number == f"{early} of {n}"
    read = words(app)
    assert f"of {n} leads" in read
    assert f"In Q4 2026, as agreed: too few attempts {few}, too many {many} (n {n})" in read
    assert rows_behind(app, "too_few") == few


def test_win_rates_are_those_of_goals(open_page: OpenPage) -> None:
    goals = open_page("pages/agree/goals.py", part="value")
    (table,) = [table.value for table in goals.table if "Became customers" in table.value]
    told = [rate for rate in table["Became customers"] if "too little" not in rate]
    results = open_page(FOLLOW_UP, view="results", period="all")
    (chart,) = [c for c in results.get("vega_lite_chart") if "Became customers" in c.proto.alt]
    assert told, "the sample has bands with enough cases"
    assert [rate for rate in told if rate in chart.proto.alt] == told


def test_all_sources_together_are_the_figure_of_the_period(
    open_page: OpenPage, capsys: pytest.CaptureFixture[str]
) -> None:
    told = follow_up(capsys, QUARTER)
    app = open_page(FOLLOW_UP, view="results", period="this-quarter")
    by_source = app.table[0].value
    assert sum(int(n) for n in by_source["Leads"]) == told["handed_over"]
    in_time = [re.search(r"(\d+) of (\d+)", cell) for cell in by_source["In time"]]
    assert sum(int(found[1]) for found in in_time if found) == told["met"]
    app.toggle(key="per_person").set_value(True).run()
    by_owner = app.table[0].value
    assert [sum(int(n) for n in by_owner[status]) for status in ("met", "late", "overdue")] == [
        told["met"],
        told["late"],
        told["overdue"],
    ]
