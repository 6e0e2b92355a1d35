"""The funnel from the store, and `report funnel`: the same figures as a direct count of the rows."""

import json
import random
from typing import Any

import numpy as np
import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from db import follow_up, funnel, handovers, sample
from db.__main__ import main
from db.engine import reading, transaction, unrecorded
from db.tables import LeadRow, StageEntryRow
from sla_core.funnel import By
from sla_core.handovers import CLOSINGS
from sla_core.i18n import Language, Texts
from sla_core.leads import Basis, Closing, Stage
from sla_core.people import COMMAND_LINE, Action
from tests.builders import company
from tests.core import slow_funnel
from tests.core.episodes import at
from tests.core.slow_funnel import Lead
from tests.core.test_funnel_counted import close_ends, random_leads
from tests.db.company import MONDAY, add_leads, set_up

NOW = at("2026-11-20 10:42")
KEYS = ["flow", "stock", "skipped", "returned", "cohorts", "total", "times", "by"]
STAGES = list(Stage)


@pytest.fixture
def sample_company(database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("SLA_NOW", "2026-11-20T10:42+01:00")
    with transaction(COMMAND_LINE, Action.LOAD_SAMPLE) as db:
        sample.load(db, now=NOW, t=Texts(Language.ENGLISH), leads=900, activities=0)
    return database


def told(capsys: pytest.CaptureFixture[str], *asked: str) -> dict[str, Any]:
    assert main(["report", "funnel", *asked, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert list(found) == KEYS
    return found


def stored(by: By) -> list[Lead]:
    """The leads of the store, row by row."""
    with reading() as db:
        rows = db.exec(select(LeadRow).order_by(LeadRow.id)).all()  # type: ignore[arg-type]
        place = {row.id: number for number, row in enumerate(rows)}
        leads = [
            Lead(
                created=row.created_at,
                stage=STAGES.index(Stage(row.stage)) if row.stage in STAGES else None,
                won=bool(row.won),
                won_at=row.won_at,
                lost=bool(row.lost),
                into=None if row.merged_into is None else place[row.merged_into],
                source=getattr(row, by) or "",
            )
            for row in rows
        ]
        for entry in db.exec(select(StageEntryRow)):
            if entry.superseded_by is None:
                told_of = STAGES.index(Stage(entry.stage)), entry.entered_at, entry.basis != Basis.CRM
                leads[place[entry.lead_id]].entries.append(told_of)
    return leads


def same(found: dict[str, Any], leads: list[Lead], begin: int | None, end: int | None, now: int) -> None:
    slow = slow_funnel.figures(leads, begin, end, now)
    close_ends(found, slow)
    for key in KEYS:
        assert key == "returned" or found[key] == slow[key], key


PERIODS = [
    ([], None, None),
    (["--from", "2026-03-15", "--to", "2026-09-30"], at("2026-03-15"), at("2026-10-01")),
]


@pytest.mark.parametrize(("asked", "begin", "end"), PERIODS, ids=["all", "period"])
def test_the_sample_company_is_told_as_a_direct_count_tells_it(
    sample_company: str,
    capsys: pytest.CaptureFixture[str],
    asked: list[str],
    begin: int | None,
    end: int | None,
) -> None:
    for by in By:
        found = told(capsys, "--by", by, *asked)
        assert found["flow"]["customer"] > 5
        assert found["skipped"] > 5
        assert len(found["by"]) > 1
        same(found, stored(by), begin, end, NOW)


def test_the_flow_of_customers_is_the_number_of_customers_won(
    sample_company: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = told(capsys, "--from", "2026-06-01", "--to", "2026-10-31")
    with reading() as db:
        won = follow_up.customers_won(db, begin=at("2026-06-01"), end=at("2026-11-01"))
    assert found["flow"]["customer"] == won > 0


def test_returned_is_the_number_of_handovers_that_ended_so_in_the_period(
    sample_company: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = told(capsys, "--from", "2026-06-01", "--to", "2026-10-31")
    with reading() as db:
        known = handovers.load(db)
    inside = (known.closed >= at("2026-06-01")) & (known.closed < at("2026-11-01"))
    returned = known.closed_by == CLOSINGS.index(Closing.RETURNED)
    assert found["returned"] == np.count_nonzero(inside & returned) > 0


def test_erased_leads_keep_their_place_in_every_figure(
    sample_company: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = told(capsys, "--by", "source")
    with unrecorded() as db:
        db.execute(
            text("UPDATE lead SET erased_at = created_at, email = NULL, last_name = NULL WHERE id < 300")
        )
    assert told(capsys, "--by", "source") == before


def store(db: Session, leads: list[Lead]) -> None:
    """Write leads as imports, people and merges would; beside them what counts for nothing."""
    for number, lead in enumerate(leads, start=1):
        row = LeadRow(
            id=number,
            created_at=lead.created,
            stage="evangelist" if lead.stage is None else STAGES[lead.stage],
            won=lead.won or None,
            won_at=lead.won_at,
            lost=lead.lost,
            merged_into=None if lead.into is None else lead.into + 1,
            source=lead.source or None,
        )
        db.add(row)
        db.flush()
        for stage, when, ours in lead.entries:
            basis = Basis.PERSON if ours else Basis.CRM
            entry = StageEntryRow(
                lead_id=number, stage=STAGES[stage], entered_at=when, recorded_at=NOW, basis=basis
            )
            db.add(entry)
            db.flush()
            corrected = StageEntryRow(
                lead_id=number,
                stage=Stage.CUSTOMER,
                entered_at=at("2024-01-01"),
                recorded_at=NOW,
                basis=Basis.CRM,
                superseded_by=entry.id,
            )
            db.add(corrected)


@pytest.mark.parametrize("seed", range(3))
def test_facts_of_every_sort_are_told_as_a_direct_count_tells_them(
    database: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setenv("SLA_NOW", "2026-11-20T10:42+01:00")
    company()
    leads = random_leads(random.Random(seed), 120)
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        store(db, leads)
    same(told(capsys, "--by", "source"), leads, None, None, NOW)
    found = told(capsys, "--by", "source", "--from", "2025-12-01", "--to", "2026-01-31")
    same(found, leads, at("2025-12-01"), at("2026-02-01"), NOW)


def test_leads_without_a_value_are_a_group_of_their_own(database: str) -> None:
    set_up()
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.add_all([LeadRow(campaign=campaign) for campaign in ("Høst", None, "", "Ål", "Høst")])
    with reading() as db:
        found = funnel.groups(db, By.CAMPAIGN)
    assert [found.values[code] for code in found.code] == ["Høst", "", "", "Ål", "Høst"]


def test_without_by_there_are_no_groups(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up()
    add_leads(f"{MONDAY} 09:00")
    assert told(capsys)["by"] == {}


def test_the_report_of_a_company_without_leads_is_empty(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up()
    found = told(capsys, "--by", "owner")
    assert (found["by"], found["cohorts"]) == ({}, [])
    assert found["total"] == {"leads": 0, "customers": 0, "rate": None, "low": None, "high": None}


def test_without_an_agreement_there_is_a_sentence(
    sqlite_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "funnel"]) == 1
    assert capsys.readouterr().err.startswith("There is no agreement yet")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (["--from", "30.11.2026"], "30.11.2026 is not a day; write it as year, month and day: 2026-11-30"),
        (["--to", "9999-12-31"], "9999-12-31 lies outside the years 1970 to 2200."),
        (["--from", "2026-11-30", "--to", "2026-11-01"], "The period ends before it begins."),
    ],
)
@pytest.mark.parametrize("report", ["funnel", "follow-up"])
def test_days_that_are_none_are_wrong_usage(
    sqlite_database: str, capsys: pytest.CaptureFixture[str], report: str, asked: list[str], sentence: str
) -> None:
    set_up()
    assert main(["report", report, *asked]) == 2
    assert capsys.readouterr().err == f"{sentence}\n"


def test_an_unknown_way_to_tell_leads_apart_is_wrong_usage(sqlite_database: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["report", "funnel", "--by", "weather"])
    assert ended.value.code == 2


def test_the_report_can_be_read_in_the_language(
    sample_company: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "funnel", "--by", "source", "--lang", "nb"]) == 0
    out = capsys.readouterr().out
    assert "Salgsmulighet" in out
    assert "Webinar" in out
