"""`report goals`: its keys, what it counts, what it refuses."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from db import goals
from db.__main__ import main
from db.engine import reading, transaction
from db.tables import LeadReturnRow, LeadRow, StageEntryRow
from sla_core.conditions import AttributeCondition, LeadDefinition, Operator
from sla_core.goals.periods import read
from sla_core.goals.value import Purchases
from sla_core.leads import Basis, Stage
from sla_core.people import COMMAND_LINE, Action
from sla_core.terms import Targets, Terms
from tests import builders
from tests.core.episodes import at, terms
from tests.db.company import add_lead
from tests.db.goal_reports import NOW, by_stage, load_sample, told

KEYS = ["stage", "target", "delivered", "gross", "returned", "expected_by_today", "deviation", "forecast"]


@pytest.fixture(autouse=True)
def _on_a_day_in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", "2026-11-20T10:42+01:00")


def agreed(**numbers: int) -> Terms:
    return terms(marketing={"targets": {"2026-11": Targets(**numbers)}})


def add(stage: Stage | None = None, entered: str | None = None, **known: Any) -> int:
    """A lead, and where given its entry into a stage."""
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        row = LeadRow(**{name: at(v) if name.endswith("_at") else v for name, v in known.items()})
        db.add(row)
        db.flush()
        if stage and entered:
            moment = at(entered)
            db.add(
                StageEntryRow(
                    lead_id=row.id, stage=stage, entered_at=moment, recorded_at=moment, basis=Basis.CRM
                )
            )
        return row.id or 0


def test_the_report_has_the_keys_and_the_order_that_other_programs_rely_on(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    load_sample()
    report = told(capsys)
    assert list(report) == ["period", "stages"]
    assert report["period"] == "2026-11"
    names = ["lead", "marketing_qualified", "sales_qualified", "customer"]
    assert [stage["stage"] for stage in report["stages"]] == names
    for stage in report["stages"]:
        assert list(stage) == [*KEYS, "probability", "reason"]
        assert list(stage["forecast"]) == ["low", "mid", "high"]
        assert stage["deviation"] == stage["delivered"] - stage["expected_by_today"]
        assert stage["forecast"]["low"] <= stage["forecast"]["mid"] <= stage["forecast"]["high"]
        assert 0 <= stage["probability"] <= 1
        assert stage["reason"] is None
        if stage["stage"] != "sales_qualified":
            assert (stage["gross"], stage["returned"]) == (stage["delivered"], 0)


def test_delivered_is_the_figure_of_meeting(sqlite_database: str, capsys: pytest.CaptureFixture[str]) -> None:
    load_sample()
    with reading() as db:
        now = goals.situation(db, at(NOW))
    found = by_stage(capsys)["sales_qualified"]
    assert (found["delivered"], found["gross"]) == (now.delivered.net, now.delivered.gross)


def test_targets_are_those_of_the_version_that_judges_the_period(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    load_sample()
    with reading() as db:
        version = goals.situation(db, at(NOW)).in_force
    of = version.terms.marketing.targets
    assert by_stage(capsys)["sales_qualified"]["target"] == of["2026-11"].sales_qualified
    quarter = by_stage(capsys, "--period", "2026-Q4")
    assert quarter["lead"]["target"] == sum(of[f"2026-{n}"].leads or 0 for n in (10, 11, 12))


def test_an_ended_period_expects_its_target_and_one_to_come_nothing(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    load_sample()
    ended = by_stage(capsys, "--period", "2026-10")["lead"]
    assert ended["expected_by_today"] == ended["target"]
    assert set(ended["forecast"].values()) == {ended["delivered"]}
    assert ended["probability"] == (1 if ended["delivered"] >= ended["target"] else 0)
    ahead = by_stage(capsys, "--period", "2027-Q1")["lead"]
    assert (ahead["delivered"], ahead["expected_by_today"], ahead["deviation"]) == (0, 0, 0)
    assert ahead["forecast"]["low"] > 0


def test_the_same_data_give_the_same_report(sqlite_database: str, capsys: pytest.CaptureFixture[str]) -> None:
    load_sample()
    assert told(capsys) == told(capsys)


def test_a_stage_without_a_target_says_so_instead_of_a_probability(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    builders.company(agreed(sales_qualified=21))
    builders.handed_over("2026-11-16 09:00")
    stages = by_stage(capsys)
    nothing = {"target": None, "expected_by_today": None, "deviation": None, "probability": None}
    assert stages["lead"].items() >= {**nothing, "delivered": 1, "reason": "no target"}.items()
    sql = stages["sales_qualified"]
    assert (sql["target"], sql["delivered"], sql["expected_by_today"], sql["deviation"]) == (21, 1, 15, -14)
    assert (sql["probability"], sql["reason"]) == (None, "needs 8 weeks of history")
    assert sql["forecast"] == {"low": None, "mid": None, "high": None}


def test_a_lead_counts_once_where_it_came_first_and_a_skipped_stage_is_passed(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    builders.company()
    add(Stage.OPPORTUNITY, "2026-11-05 09:00", created_at="2026-11-01 00:00")
    again = add(Stage.MARKETING_QUALIFIED, "2026-11-06 09:00", created_at="2026-10-31 23:59")
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        for entered, superseded in (("2026-10-05 09:00", 1), ("2026-11-19 09:00", None)):
            db.add(
                StageEntryRow(
                    lead_id=again,
                    stage=Stage.MARKETING_QUALIFIED,
                    entered_at=at(entered),
                    recorded_at=at(entered),
                    basis=Basis.CRM,
                    superseded_by=superseded,
                )
            )
    november, october = by_stage(capsys), by_stage(capsys, "--period", "2026-10")
    assert (november["lead"]["delivered"], october["lead"]["delivered"]) == (1, 1)
    assert november["marketing_qualified"]["delivered"] == 2
    assert october["marketing_qualified"]["delivered"] == 0


def test_merged_leads_are_one_and_erased_ones_stay_counted(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    builders.company()
    stays = add(created_at="2026-11-03 09:00", won_at="2026-11-10 09:00", won=True)
    add(created_at="2026-11-03 09:00", merged_into=stays, merged_at="2026-11-04 09:00")
    add(created_at="2026-11-05 09:00", erased_at="2026-11-06 09:00")
    stages = by_stage(capsys)
    assert (stages["lead"]["delivered"], stages["customer"]["delivered"]) == (2, 1)


def test_only_handovers_that_meet_the_agreed_condition_are_delivered(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    condition = AttributeCondition(field="country", operator=Operator.IS, values=("Norge",))
    builders.company(terms(delivery={"counts": LeadDefinition(all_of=(condition,))}))
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        for country in ("Norge", "Norge", "Sverige"):
            lead = add_lead(db, "2026-11-16 09:00", country=country)
        returned = at("2026-11-16 12:00")
        db.add(LeadReturnRow(lead_id=lead, returned_at=returned, reason="bad_data", returned_by="Ola"))
    sql = by_stage(capsys)["sales_qualified"]
    assert (sql["gross"], sql["returned"], sql["delivered"]) == (2, 0, 2)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--period", "2026-13"], "2026-13 is neither a month nor a quarter"),
        (["--period", ""], "neither a month nor a quarter"),
        (["--from", "2026-11-01"], "--period 2026-11"),
        (["--by", "source"], "--period 2026-11"),
    ],
)
def test_a_period_that_is_none_is_exit_code_2_and_a_sentence(
    sqlite_database: str, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    builders.company()
    assert main(["report", "goals", *arguments, "--json"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert sentence in said.err
    assert len(said.err.splitlines()) == 1


def test_another_report_takes_no_period(sqlite_database: str, capsys: pytest.CaptureFixture[str]) -> None:
    builders.company()
    assert main(["report", "follow-up", "--period", "2026-11"]) == 2
    assert "--from and --to" in capsys.readouterr().err


def test_without_an_agreement_there_is_nothing_to_report(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "goals"]) == 1
    assert "no agreement yet" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Goals of November 2026", "SQL: 1 of 21", "Provisional"]),
        ("nb", ["november 2026", "SQL: 1 av 21"]),
    ],
)
def test_the_report_can_be_read_in_both_languages(
    sqlite_database: str, capsys: pytest.CaptureFixture[str], language: str, words: list[str]
) -> None:
    builders.company(agreed(sales_qualified=21), signed=False)
    builders.handed_over("2026-11-16 09:00")
    assert main(["report", "goals", "--lang", language]) == 0
    said = capsys.readouterr().out
    assert [word for word in words if word not in said] == []
    assert len(said.splitlines()) == 6


def test_purchases_are_those_of_the_customers_won_in_the_currency_of_the_agreement(database: str) -> None:
    builders.company()
    won = {"won_at": "2026-11-10 09:00", "won": True}
    add(**won, amount="100000", currency="NOK")
    add(**won, amount="50000.50")
    add(Stage.CUSTOMER, "2026-11-30 23:59", amount="1")
    add(**won, amount="9000", currency="EUR")
    add(**won)
    add(won_at="2026-12-01 00:00", won=True, amount="7", currency="NOK")
    add(amount="8", currency="NOK")
    stays = add(created_at="2026-11-03 09:00")
    add(**won, amount="9", currency="NOK", merged_into=stays)
    begin, end = read("2026-11").bounds(terms().calendar.build())
    with reading() as db:
        found = goals.purchases(db, currency="NOK", begin=begin, end=end)
    assert found == Purchases(3, Fraction("150001.5"), left_out=1)
    assert found.average(3) == Fraction("50000.5")
    assert read("2026-11").last == date(2026, 11, 30)
