"""Ranks as of handovers in the store: written once with the handover, and frozen with it."""

import pytest
from sqlalchemy import text
from sqlmodel import Session

from db import agreements, handovers
from db.engine import reading, transaction
from db.intake import undo_last_import
from db.tables import HandoverRankRow, LeadRow
from db.verify import problems
from sla_core.agreement import Status
from sla_core.conditions import AttributeCondition, Band, FitRule, Operator
from sla_core.follow_up.judging import Edge, findings
from sla_core.handovers.ranks import labels
from sla_core.people import COMMAND_LINE, Action
from sla_core.terms import Scoring
from tests.core.episodes import at, terms
from tests.db.bringing import bring, bring_all, stored
from tests.db.company import MONDAY, add_lead
from tests.db.ranking import ranking_terms, ranks, start, treatment, visit
from tests.db.test_handovers import call

NINE = f"{MONDAY} 09:00"


def handed_over(title: str, *visits: str, when: str = NINE) -> int:
    """A lead that did this before it was handed over."""
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        lead = LeadRow(title=title)
        db.add(lead)
        db.flush()
        for moment in visits:
            visit(db, lead.id or 0, moment)
        return lead.id or 0 if not when else _hand_over(db, lead.id or 0, when)


def _hand_over(db: Session, lead_id: int, when: str) -> int:
    db.execute(text("UPDATE lead SET handed_over_at = :at WHERE id = :id"), {"at": at(when), "id": lead_id})
    handovers.rebuild(db, [lead_id], now=at(when))
    return lead_id


def deadlines() -> list[int]:
    return stored("SELECT response_by FROM handover ORDER BY lead_id, number")


def sound() -> bool:
    with reading() as db:
        return handovers.matches_rebuild(db) and handovers.without_rank(db) == 0


def test_a_handover_is_ranked_by_what_the_lead_is_and_had_done_and_has_the_limit_of_its_cell(
    database: str,
) -> None:
    start()
    a1 = handed_over("Director", "2026-11-20 10:00")
    a3 = handed_over("director ", "2026-10-01 10:00", f"{MONDAY} 09:01")
    d1 = handed_over("Student", NINE)
    assert ranks() == [(lead, at(NINE), cell) for lead, cell in ((a1, "A1"), (a3, "A3"), (d1, "D1"))]
    assert deadlines() == [at(f"{MONDAY} 10:00"), at(f"{MONDAY} 13:00"), at(f"{MONDAY} 13:00")]
    assert stored("SELECT grade, rating FROM handover ORDER BY lead_id") == [
        ("A", "1"),
        ("A", "3"),
        ("D", "1"),
    ]
    assert sound()


def test_what_changes_or_comes_to_be_known_later_moves_no_rank(database: str) -> None:
    start()
    lead = handed_over("Student")
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.get_one(LeadRow, lead).title = "Director"
        visit(db, lead, "2026-11-20 10:00")
        handovers.rebuild(db, [lead])
    call(lead)
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        handovers.rebuild(db)
    assert ranks() == [(lead, at(NINE), "D3")]
    assert deadlines() == [at(f"{MONDAY} 13:00")]
    assert sound()


def test_each_handover_of_a_lead_has_its_own_rank(database: str) -> None:
    start()
    lead = handed_over("Director")
    with transaction(COMMAND_LINE, Action.RETURN_LEAD) as db:
        db.execute(
            text(
                "INSERT INTO lead_return (lead_id, returned_at, reason, returned_by, reopened_at) "
                f"VALUES ({lead}, {at(f'{MONDAY} 10:00')}, 'no_need_now', 'Ola', {at(f'{MONDAY} 12:00')})"
            )
        )
        visit(db, lead, f"{MONDAY} 11:00")
        handovers.rebuild(db, [lead])
    assert ranks() == [(lead, at(NINE), "A3"), (lead, at(f"{MONDAY} 12:00"), "A1")]
    assert deadlines() == [at(f"{MONDAY} 13:00")] * 2, "four hours of the first, one of the second"


def test_known_by_the_day_a_handover_is_ranked_by_all_that_the_lead_did_on_it(database: str) -> None:
    start()
    lead = handed_over("Director", f"{MONDAY} 15:00", when="")
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.execute(text("UPDATE lead SET handed_over_at_span = 86400"))
        _hand_over(db, lead, MONDAY)
    assert ranks() == [(lead, at(MONDAY), "A1")]


def test_without_rules_and_treatments_and_without_a_date_nobody_is_ranked(database: str) -> None:
    start(terms())
    handed_over("Director")
    assert ranks() == []
    assert stored("SELECT grade FROM handover") == [None]
    with transaction(COMMAND_LINE, Action.SIGN) as db:
        agreements.add_version(
            db,
            number=1,
            terms=ranking_terms(),
            status=Status.SIGNED,
            in_force_from=at("2026-11-24"),
            now=at("2026-11-24"),
            by="test",
        )
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        add_lead(db, None)
        handovers.rebuild(db)
    assert ranks() == []
    after = handed_over("Director", when="2026-11-24 09:00")
    assert ranks() == [(after, at("2026-11-24 09:00"), "A3")]
    assert sound()


def test_a_model_that_cannot_be_applied_ranks_nobody_and_stops_no_import(database: str) -> None:
    bad = Scoring(grades=(Band(label="A", minimum=0), Band(label="B", minimum=10)))  # type: ignore[arg-type]
    start(ranking_terms(scoring=bad))
    handed_over("Director")
    assert (ranks(), deadlines()) == ([], [at(f"{MONDAY} 13:00")])
    assert sound()


def test_a_rule_on_how_leads_ended_ranks_nobody(database: str) -> None:
    won = AttributeCondition(field="amount", operator=Operator.IS_KNOWN)
    start(ranking_terms(scoring=Scoring(fit=(FitRule(id="won", condition=won, points=60),))))
    handed_over("Director")
    assert ranks() == []
    assert sound()


def test_handovers_are_read_with_their_ranks_also_where_a_label_is_anybodys_words(database: str) -> None:
    odd = 'It\'s "A" %s'
    grades = tuple(Band(label=label, minimum=least) for label, least in ((odd, 60), ("B", 0)))  # type: ignore[arg-type]
    start(
        ranking_terms(
            scoring=ranking_terms().scoring.model_copy(update={"grades": grades}),
            treatments=(treatment("B3", 2),),
        )
    )
    one, other = handed_over("Director"), handed_over("Student")
    with reading() as db:
        loaded, versions = handovers.load(db), agreements.versions_in_force(db)
        single = handovers.load(db, other)
    assert loaded.lead.tolist() == [one, other]
    assert [labels(loaded, versions, row) for row in (0, 1)] == [(odd, "3"), ("B", "3")]
    assert labels(single, versions, 0) == ("B", "3")
    assert deadlines() == [at(f"{MONDAY} 13:00"), at(f"{MONDAY} 11:00")]
    assert sound()


def test_a_lead_that_marketing_keeps_is_found(database: str) -> None:
    start()
    handed_over("Director")
    kept = handed_over("Student")
    with reading() as db:
        loaded, versions = handovers.load(db), agreements.versions_in_force(db)
    found = findings(loaded, loaded.waiting, Edge(at(NINE), None), versions)
    assert loaded.lead[found.against_treatment].tolist() == [kept]


def test_many_leads_are_ranked_at_once(database: str) -> None:
    start()
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.add_all([LeadRow(handed_over_at=at(NINE), title="Director") for _ in range(1_200)])
        db.flush()
        visit(db, 7, "2026-11-20 10:00")
        handovers.rebuild(db, [*range(1, 1_201)])
    assert [cell for _, _, cell in ranks()] == ["A3"] * 6 + ["A1"] + ["A3"] * 1_193


FILE = """
    external_id,email,title,sales_qualified_at
    1,kari@fjordlys.example,Director,2026-11-23 09:00
"""
LATER = """
    external_id,email,title,sales_qualified_at
    1,kari@fjordlys.example,Student,2026-11-23 10:00
    2,ola@bryggen.example,Director,2026-11-23 11:00
"""


def test_undoing_an_import_takes_the_ranks_of_what_it_brought_and_keeps_the_others(database: str) -> None:
    start()
    bring(FILE)
    first = ranks()
    bring(LATER, now=at(f"{MONDAY} 13:00"))
    assert [row[1:] for row in ranks()] == [
        (at(NINE), "A3"),
        (at(f"{MONDAY} 10:00"), "D3"),
        (at(f"{MONDAY} 11:00"), "A3"),
    ]
    undo_last_import(COMMAND_LINE)
    assert (ranks(), stored("SELECT grade FROM handover")) == (first, ["A"])
    assert sound()
    undo_last_import(COMMAND_LINE)
    assert ranks() == []


def test_activities_of_the_same_import_count_for_the_rank(database: str) -> None:
    start()
    visits = "lead_external_id,kind,topic,occurred_at\n1,page_view,/prices,2026-11-20 09:00\n"
    bring_all(FILE, visits)
    assert [cell for _, _, cell in ranks()] == ["A1"]


def test_ranks_of_erased_leads_go(database: str) -> None:
    start()
    lead = handed_over("Director")
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.execute(text(f"UPDATE lead SET erased_at = {at(f'{MONDAY} 12:00')}"))
        handovers.rebuild(db, [lead])
    assert ranks() == []
    assert stored("SELECT grade, closed_by FROM handover") == [(None, "erased")]
    assert sound()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("DELETE FROM handover_rank", "Handovers without the grade and rating"),
        ("UPDATE handover_rank SET grade = 'B'", "The handovers differ"),
        ("UPDATE handover SET rating = '1'", "The handovers differ"),
    ],
)
def test_a_rank_that_is_gone_or_another_is_found(database: str, change: str, sentence: str) -> None:
    start()
    handed_over("Director")
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        db.execute(text(change))
    with reading() as db:
        assert sentence in " ".join(str(problem) for problem in problems(db))


def test_a_rank_under_a_version_that_does_not_judge_the_handover_is_written_anew(database: str) -> None:
    start()
    lead = handed_over("Director")
    with transaction(COMMAND_LINE, Action.SIGN) as db:
        later = agreements.add_version(
            db,
            number=1,
            terms=ranking_terms(),
            status=Status.SIGNED,
            in_force_from=at(MONDAY),
            now=at(MONDAY),
            by="test",
        )
        handovers.rebuild_from(db, at(MONDAY))
    assert stored("SELECT lead_id, version_id FROM handover_rank") == [(lead, later)]
    assert sound()


def test_a_rank_says_when_it_was_written(database: str) -> None:
    start()
    handed_over("Director")
    with reading() as db:
        assert db.get_one(HandoverRankRow, (1, at(NINE))).recorded_at == at(NINE)
