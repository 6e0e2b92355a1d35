"""Stage entries by criteria in the store: after imports, by command, and leads that marketing releases."""

import pytest
from sqlalchemy import text
from sqlmodel import select

from db import qualifying, sample, scoring
from db.__main__ import main
from db.engine import data_versions, reading, transaction
from db.intake import undo_last_import
from db.tables import StageEntryRow
from sla_core.conditions import (
    ActivityCondition,
    AttributeCondition,
    LeadDefinition,
    Operator,
)
from sla_core.i18n import Language, Texts
from sla_core.leads import Basis
from sla_core.people import COMMAND_LINE, Action, Topic
from tests.core.episodes import at
from tests.core.scoring import slow
from tests.db.bringing import bring, bring_all, facts, stored
from tests.db.company import MONDAY
from tests.db.criteria import LEADS, MQL, NOW, READY, SQL, VISITED, VISITS, agree, criteria, entries, sound
from tests.db.ranking import ranking_terms, start
from tests.db.test_scoring import stored as stored_leads


def test_leads_enter_at_their_own_events_and_sales_qualified_ones_are_handed_over(database: str) -> None:
    start(criteria())
    bring_all(LEADS, VISITS, now=NOW)
    assert entries() == [
        (1, MQL, at("2026-11-20 09:00"), NOW),
        (1, SQL, at(f"{MONDAY} 09:00"), NOW),
        (2, MQL, at(f"{MONDAY} 09:30"), NOW),
    ]
    assert stored("SELECT lead_id, handed_over_at, grade, rating FROM handover") == [
        (1, at(f"{MONDAY} 09:00"), "A", "1")
    ]
    assert sound()


def test_an_entry_tells_by_which_version_and_why(database: str) -> None:
    start(criteria())
    bring_all(LEADS, VISITS, now=NOW)
    with reading() as db:
        row = db.exec(select(StageEntryRow).where(StageEntryRow.stage == SQL)).one()
        evidence, version_id = row.evidence or {}, row.version_id
    assert [version_id] == stored("SELECT id FROM agreement_version")
    assert {name: value for name, value in evidence.items() if name != "met"} == {
        "grade": "A",
        "rating": "1",
        "fit": 6000,
        "engagement": 6000,
        "lines": [
            {"axis": "fit", "rule": "title", "count": 1, "points": 6000},
            {"axis": "engagement", "rule": "prices", "count": 1, "points": 6000},
        ],
    }
    assert evidence["met"] == [
        condition.model_dump(mode="json") for condition in (*READY.all_of, READY.any_of[0])
    ]


def test_the_same_again_writes_nothing_and_late_data_moves_nothing(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    start(criteria())
    bring_all(LEADS, VISITS, now=NOW)
    before = entries()
    bring(VISITS, now=NOW + 60)
    assert main(["qualify"]) == 0
    assert capsys.readouterr().out == "MQL: 0\nSQL: 0\n"
    bring("lead_external_id,kind,topic,occurred_at\n1,page_view,/prices,2026-11-02 09:00\n", now=NOW + 60)
    assert entries() == before
    assert sound()


def test_what_is_told_of_a_lead_later_lets_it_qualify_at_what_it_did_then(database: str) -> None:
    start(criteria())
    bring_all(LEADS, VISITS, now=NOW)
    bring("external_id,title\n2,Director\n", now=at("2026-11-26 12:00"))
    assert entries()[-1] == (2, SQL, at(f"{MONDAY} 09:30"), at("2026-11-26 12:00"))
    assert stored("SELECT unjudged FROM handover WHERE lead_id = 2") == ["late_data"]


def test_a_new_version_moves_nobody_until_they_act(database: str) -> None:
    start(criteria(sql=LeadDefinition(all_of=(ActivityCondition(kind="webinar"),))))
    bring_all(LEADS, VISITS, now=NOW)
    agree(criteria(sql=READY), f"{MONDAY} 12:30")
    assert main(["qualify"]) == 0
    assert entries() == []
    with reading() as db:
        terms = scoring.terms_at(db, NOW + 3_600)
        waiting = qualifying.waiting_at_the_bar(db, terms=terms, stage=SQL, now=NOW + 3_600)
    assert waiting == [1]
    bring("lead_external_id,kind,topic,occurred_at\n1,form,/contact,2026-11-23 12:40\n", now=NOW + 7_200)
    assert entries() == [(1, SQL, at(f"{MONDAY} 12:40"), NOW + 7_200)]


def test_an_event_known_by_the_day_makes_an_entry_known_by_the_day(database: str) -> None:
    start(criteria())
    bring_all(LEADS, "lead_external_id,kind,topic,occurred_at\n1,page_view,/prices,2026-11-20\n", now=NOW)
    spans = stored("SELECT entered_at_span FROM stage_entry")
    assert spans == [86_400, 86_400]
    assert stored("SELECT handed_over_at_span FROM handover") == [86_400]


def test_undoing_an_import_takes_its_entries_back_and_the_handovers_with_them(database: str) -> None:
    start(criteria())
    bring(LEADS, now=NOW)
    bring("lead_external_id,kind,topic,occurred_at\n2,page_view,/start,2026-11-20 09:00\n", now=NOW)
    before = facts()
    bring(VISITS, now=NOW)
    assert len(entries()) == 3
    undo_last_import(COMMAND_LINE)
    assert facts() == before
    assert stored("SELECT COUNT(*) FROM handover_rank") == [0]


def test_without_criteria_nothing_is_written(database: str) -> None:
    start(ranking_terms())
    bring_all(LEADS, VISITS, now=NOW)
    assert entries() == []


def test_criteria_that_cannot_be_applied_stop_no_import_and_the_command_says_so(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    won = LeadDefinition(all_of=(AttributeCondition(field="amount", operator=Operator.IS_KNOWN),))
    start(criteria(mql=won, sql=VISITED))
    bring_all(LEADS, VISITS, now=NOW)
    assert entries() == []
    assert main(["qualify"]) == 0
    assert "Version 0 qualifies nobody: “amount” tells how a lead ended" in capsys.readouterr().out


def test_only_what_an_import_changed_has_to_be_read_again(database: str) -> None:
    start(criteria(sql=READY))
    bring(LEADS, now=NOW)

    def raised(rows: str) -> set[Topic]:
        before = dict(data_versions().counters)
        bring(rows, now=NOW)
        return {topic for topic, version in data_versions().counters if version > before[topic]}

    nobody = "lead_external_id,kind,topic,occurred_at\n2,page_view,/start,2026-11-20 09:00\n"
    assert raised(nobody) == {Topic.ACTIVITIES, Topic.ATTEMPTS}
    assert raised(VISITS) == {Topic.ACTIVITIES, Topic.ATTEMPTS, Topic.LEADS}
    assert raised("external_id,title\n2,Director\n") == {Topic.LEADS, Topic.ATTEMPTS}


def test_the_sample_company_enters_where_a_walk_through_its_rows_says(database: str) -> None:
    now = at("2026-11-20 10:42")
    with transaction(COMMAND_LINE, Action.LOAD_SAMPLE) as db:
        sample.load(db, now=now, t=Texts(Language.ENGLISH), leads=200, activities=3_000)
    with transaction(COMMAND_LINE, Action.QUALIFY_LEADS) as db:
        db.execute(text(f"DELETE FROM stage_entry WHERE basis = '{Basis.CRITERIA}'"))
        qualifying.qualify(db, None, now=now)
    terms, leads = stored_leads()
    returned = stored("SELECT lead_id, returned_at FROM lead_return")
    high = stored("SELECT lead_id, entered_at FROM stage_entry WHERE stage IN ('opportunity', 'customer')")
    won = dict(stored("SELECT id, won_at FROM lead WHERE won_at IS NOT NULL"))
    expected = []
    for name, lead in leads:
        lead_id = int(name.removeprefix("crm:")) - 100_000
        returns = [when for who, when in returned if who == lead_id]
        passed = [when for who, when in high if who == lead_id]
        seen = set()
        for when in sorted({*(when for _, _, when in lead.acts), lead.created or 0}):
            round_ = sum(each < when for each in returns)
            further = [each for each in passed if sum(r < each for r in returns) == round_]
            if when > now or any(each <= when for each in further) or won.get(lead_id, now + 1) <= when:
                continue
            for stage in (MQL, SQL):
                if (stage, round_) not in seen and slow.meets(
                    terms.definitions[stage], terms.scoring, lead, when, when
                ):
                    seen.add((stage, round_))
                    expected.append((lead_id, stage.value, when, now))
    assert entries() == sorted(expected, key=lambda row: (row[2], row[0], row[1]))
    assert len(expected) > 50
