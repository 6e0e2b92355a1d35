"""Scoring from the store, `report scoring` and `report backtest`: as a walk through the rows tells it."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import select

from db import sample, scoring
from db.__main__ import main
from db.engine import reading, transaction, unrecorded
from db.tables import ActivityRow, ActivityTopicRow, LeadIdentityRow, LeadRow
from sla_core.columns import MISSING
from sla_core.conditions import AttributeCondition, Band, FitRule, LeadDefinition, Operator
from sla_core.errors import SlaError
from sla_core.i18n import Language, Texts
from sla_core.leads import Stage
from sla_core.people import COMMAND_LINE, Action
from sla_core.scoring import fields
from sla_core.terms import Scoring, Terms
from tests.builders import company
from tests.core.episodes import at
from tests.core.scoring import slow
from tests.core.scoring.slow import Lead
from tests.db.company import set_up

NOW, MIDNIGHT = at("2026-11-20 10:42"), at("2026-11-20")


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLA_NOW", "2026-11-20T10:42+01:00")


@pytest.fixture
def sample_company(database: str) -> str:
    with transaction(COMMAND_LINE, Action.LOAD_SAMPLE) as db:
        sample.load(db, now=NOW, t=Texts(Language.ENGLISH), leads=300, activities=4_000)
    return database


def told(capsys: pytest.CaptureFixture[str], *asked: str) -> dict[str, Any]:
    assert main(["report", *asked, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def stored() -> tuple[Terms, list[tuple[str, Lead]]]:
    """The terms in force, and the leads of the store row by row with what their system calls them."""
    with reading() as db:
        terms = scoring.terms_at(db, NOW)
        names = {row.lead_id: f"{row.system}:{row.external_id}" for row in db.exec(select(LeadIdentityRow))}
        topics = {row.id: (row.kind, row.topic) for row in db.exec(select(ActivityTopicRow))}
        leads = {
            row.id: Lead(
                known={field: getattr(row, field) for field in fields(terms)},
                created=row.created_at,
                won=bool(row.won),
            )
            for row in db.exec(select(LeadRow))
        }
        for act in db.exec(select(ActivityRow)):
            leads[act.lead_id].acts.append((*topics[act.topic_id], act.occurred_at))
    return terms, [(names[number or 0], lead) for number, lead in leads.items()]


@pytest.mark.parametrize(
    ("asked", "as_of", "until"),
    [
        ([], MIDNIGHT, NOW),
        (["--as-of", "2026-10-05T12:30+02:00"], at("2026-10-05 12:30"), at("2026-10-05 12:30")),
        (["--as-of", "2026-10-05T12:30"], at("2026-10-05 12:30"), at("2026-10-05 12:30")),
    ],
    ids=["today", "instant", "local"],
)
def test_the_sample_company_is_told_as_a_walk_through_its_rows_tells_it(
    sample_company: str, capsys: pytest.CaptureFixture[str], asked: list[str], as_of: int, until: int
) -> None:
    found = told(capsys, "scoring", *asked)
    assert list(found) == ["as_of", "grades", "ratings", "cells", "stages"]
    terms, leads = stored()
    expected = [slow.score(terms.scoring, lead, as_of, until) for _, lead in leads]
    assert found["as_of"] == ("2026-10-05T10:30:00Z" if asked else "2026-11-19T23:00:00Z")
    assert found["grades"] == {**dict.fromkeys("ABCD", 0), **Counter(one.grade for one in expected)}
    assert found["ratings"] == {**dict.fromkeys("123", 0), **Counter(one.rating for one in expected)}
    cells = Counter(one.grade + one.rating for one in expected)
    assert {cell: n for cell, n in found["cells"].items() if n} == cells
    assert len(found["cells"]) == 12
    stages = Counter(slow.stage(terms, lead, as_of, until) for _, lead in leads)
    assert {stage: n for stage, n in found["stages"].items() if n} == stages
    assert min(len(cells), len(stages)) >= 4


def test_one_lead_is_explained_by_lines_that_add_up(
    sample_company: str, capsys: pytest.CaptureFixture[str]
) -> None:
    terms, leads = stored()
    engaged = 0
    for name, lead in leads[-40:]:  # the newest
        found = told(capsys, "scoring", "--lead", name)
        assert list(found) == ["fit", "grade", "engagement", "rating", "stage", "lines"]
        expected = slow.score(terms.scoring, lead, MIDNIGHT, NOW)
        for axis, lines in expected.lines.items():
            of_axis = [line for line in found["lines"] if line["axis"] == axis]
            assert [(line["rule"], line["count"], line["points"]) for line in of_axis] == lines
            assert found[axis] == sum(line["points"] for line in of_axis)
        assert (found["grade"], found["rating"]) == (expected.grade, expected.rating)
        assert found["stage"] == slow.stage(terms, lead, MIDNIGHT, NOW)
        engaged += found["engagement"] > 0
    assert engaged > 2


def test_the_reports_can_be_read_in_the_language(
    sample_company: str, capsys: pytest.CaptureFixture[str]
) -> None:
    name = stored()[1][0][0]
    for asked in (["scoring"], ["scoring", "--lead", name], ["backtest", "--months", "2"]):
        assert main(["report", *asked, "--lang", "nb"]) == 0
        assert capsys.readouterr().out.count("\n") >= 4


def test_a_backtest_tells_months_and_customers(
    sample_company: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    found = told(capsys, "backtest", "--months", "12")
    assert list(found) == ["months", "won", "won_caught", "mql", "mql_won"]
    assert [month["month"] for month in found["months"]][::11] == ["2025-12", "2026-11"]
    assert list(found["months"][0]) == ["month", "leads", "marketing_qualified", "sales_qualified"]
    terms, leads = stored()
    first = [slow.first_met(terms.definitions[Stage.LEAD], terms.scoring, lead, NOW) for _, lead in leads]
    begin = at("2025-12-01")
    assert sum(month["leads"] for month in found["months"]) == sum(
        isinstance(when, int) and when >= begin for when in first
    )
    file = tmp_path / "terms.json"
    file.write_text(terms.to_json(), encoding="utf-8")
    assert told(capsys, "backtest", "--months", "12", "--terms", str(file)) == found
    everybody = terms.model_copy(update={"definitions": {Stage.MARKETING_QUALIFIED: LeadDefinition()}})
    file.write_text(everybody.to_json(), encoding="utf-8")
    caught = told(capsys, "backtest", "--months", "12", "--terms", str(file))
    assert caught["won_caught"] == caught["won"] >= found["won_caught"]
    assert caught["months"][0]["leads"] == 0


def add(*leads: LeadRow) -> list[int]:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.add_all(leads)
        db.flush()
        return [lead.id or 0 for lead in leads]


def act(lead_id: int, when: str, kind: str = "form", topic: str = "/demo") -> None:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        known = db.exec(
            select(ActivityTopicRow.id).where(ActivityTopicRow.kind == kind, ActivityTopicRow.topic == topic)
        ).first()
        if known is None:
            row = ActivityTopicRow(kind=kind, topic=topic)
            db.add(row)
            db.flush()
            known = row.id
        db.add(ActivityRow(lead_id=lead_id, topic_id=known or 0, occurred_at=at(when)))


def test_a_merged_lead_gives_what_it_did_and_won_to_the_one_it_became(database: str) -> None:
    company()
    kept, second, third, erased = add(
        LeadRow(title="Kept", created_at=at("2026-03-02")),
        LeadRow(title="Second", created_at=at("2026-03-01")),
        LeadRow(title="Third", won=True, won_at=at("2026-06-01"), won_at_span=86_400),
        LeadRow(title="Erased", won=True),
    )
    for lead_id, day in ((kept, "01"), (second, "02"), (third, "03"), (erased, "04")):
        act(lead_id, f"2026-11-{day}")
    with unrecorded() as db:
        db.execute(text(f"UPDATE lead SET merged_into = {kept} WHERE id = {second}"))
        db.execute(text(f"UPDATE lead SET merged_into = {second} WHERE id = {third}"))
        db.execute(text(f"UPDATE lead SET erased_at = 1 WHERE id = {erased}"))
    with reading() as db:
        for one in (None, kept):
            found = scoring.prepare(db, ["title"], one)
            assert found.id.tolist() == [kept]
            assert found.attributes["title"].values == ("Kept",)
            assert found.activities.at.tolist() == [at(f"2026-11-0{day}") for day in (1, 2, 3)]
            assert (found.created[0], found.won[0]) == (at("2026-03-01"), True)
            assert found.won_at[0] == at("2026-06-01") + 86_399  # any time of that day


def test_columns_that_imports_kept_are_fields_like_others(database: str) -> None:
    company()
    add(
        LeadRow(attributes={"Segment.x": "SMB", "other": "1"}),
        LeadRow(attributes={}),
        LeadRow(),
        LeadRow(attributes={"Segment.x": ""}, country="Norge"),
    )
    with reading() as db:
        found = scoring.prepare(db, ["Segment.x", "country", "nobody has it"])
    columns = {name: [each.values[code] for code in each.codes] for name, each in found.attributes.items()}
    assert columns == {
        "Segment.x": ["SMB", None, None, ""],
        "country": [None, None, None, "Norge"],
        "nobody has it": [None] * 4,
    }
    assert found.created.tolist() == [MISSING] * 4


def test_a_field_that_tells_the_outcome_cannot_score(database: str) -> None:
    company()
    with reading() as db, pytest.raises(SlaError, match="tells how a lead ended"):
        scoring.prepare(db, ["amount"])


def with_model(**known: Any) -> None:
    company(Terms(company="Fjordlys", **known))


def test_bands_out_of_order_and_rules_on_nothing_are_said_in_a_sentence(
    sqlite_database: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    unknown = AttributeCondition(field="Segment", operator=Operator.IS_KNOWN)
    with_model(scoring=Scoring(fit=(FitRule(id="segment", condition=unknown, points=10),)))
    add(LeadRow(title="Direktør"))
    assert main(["report", "scoring"]) == 0
    assert "No lead gets anything from the rule “segment”: Segment is known" in capsys.readouterr().out
    bad = Scoring(grades=(Band(label="A", minimum=0), Band(label="B", minimum=10)))  # type: ignore[arg-type]
    file = tmp_path / "terms.json"
    file.write_text(Terms(company="Fjordlys", scoring=bad).to_json())
    assert main(["report", "backtest", "--months", "1", "--terms", str(file)]) == 1
    assert capsys.readouterr().err.startswith("The bands are out of order")


def test_without_leads_and_criteria_everything_is_zero(
    sqlite_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up()
    found = told(capsys, "scoring")
    assert sum(found["cells"].values()) == sum(found["stages"].values()) == 0
    assert told(capsys, "backtest", "--months", "1")["mql"] == 0


def test_without_an_agreement_there_is_a_sentence(
    sqlite_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for asked in (["scoring"], ["backtest", "--months", "1"]):
        assert main(["report", *asked]) == 1
        assert capsys.readouterr().err.startswith("There is no agreement yet")


@pytest.mark.parametrize(
    ("asked", "code", "sentence"),
    [
        (["scoring", "--as-of", "yesterday"], 2, "yesterday is not a time"),
        (["scoring", "--as-of", "2026-11-20"], 2, "2026-11-20 is not a time"),
        (["scoring", "--as-of", "2190-11-20T10:00Z"], 2, "2190-11-20T10:00Z lies outside the years"),
        (["scoring", "--lead", "1001"], 2, "1001 does not name a lead"),
        (["scoring", "--lead", "crm:"], 2, "crm: does not name a lead"),
        (["scoring", "--lead", "crm:7"], 1, "No lead is called 7 in crm."),
        (["scoring", "--from", "2026-01-01"], 2, "Scoring and the backtest have no --from"),
        (["scoring", "--months", "3"], 2, "Only the backtest has --months"),
        (["backtest"], 2, "A backtest takes a number of months, 1 to 120"),
        (["backtest", "--months", "0"], 2, "A backtest takes a number of months"),
        (["backtest", "--months", "121"], 2, "A backtest takes a number of months"),
        (["backtest", "--months", "1", "--lead", "crm:1"], 2, "Only the report on scoring has"),
        (["backtest", "--months", "1", "--terms", "/nowhere.json"], 1, "/nowhere.json cannot be read."),
        (["funnel", "--as-of", "2026-11-20T10:00Z"], 2, "Only the report on scoring has"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(
    sqlite_database: str,
    capsys: pytest.CaptureFixture[str],
    asked: list[str],
    code: int,
    sentence: str,
) -> None:
    set_up()
    assert main(["report", *asked]) == code
    told = capsys.readouterr()
    assert told.err.startswith(sentence)
    assert told.out == ""


@pytest.mark.parametrize(
    "content", ["", "[]", "7", "{}", '{"company": 1}', '{"schema_version": "x"}', "\x00"]
)
def test_a_file_without_terms_is_refused(
    sqlite_database: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str
) -> None:
    set_up()
    file = tmp_path / "terms.json"
    file.write_text(content)
    assert main(["report", "backtest", "--months", "1", "--terms", str(file)]) == 1
    assert "does not hold terms" in capsys.readouterr().err
