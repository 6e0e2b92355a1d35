"""A check shows the rows that are new and what changes in known ones, and stores nothing."""

from db.intake.preview import ROWS, Change, Preview
from sla_core.leads import Stage
from tests.core.episodes import at
from tests.db.bringing import bring, facts

KNOWN = """
    external_id,email,company,owner,Segment,sales_qualified_at
    1,ola@fjordlys.example,Fjordlys,Ola,A,2026-11-16 09:00
    2,kari@fjordlys.example,Fjordlys,Ola,B,
"""


def previewed(rows: str, **said: object) -> Preview:
    before = facts()
    found = bring(rows, dry_run=True, **said).preview
    assert facts() == before
    assert found
    return found


def test_new_rows_come_with_what_they_say(database: str) -> None:
    found = previewed(KNOWN)
    assert [(row.line, row.cells["email"]) for row in found.new] == [
        (2, "ola@fjordlys.example"),
        (3, "kari@fjordlys.example"),
    ]
    assert found.new[0].cells["sales_qualified_at"] == at("2026-11-16 09:00")
    assert "sales_qualified_at" not in found.new[1].cells
    assert found.changes == ()


def test_changes_tell_what_was_and_what_it_becomes(database: str) -> None:
    bring(KNOWN, keep=("Segment",))
    found = previewed(
        """
        external_id,email,company,owner,Segment,sales_qualified_at
        1,ola@fjordlys.example,Fjordlys,Per,C,2026-11-17 09:00
        2,kari@fjordlys.example,Fjordlys,Ola,B,2026-11-18 10:00
        """,
        keep=("Segment",),
    )
    assert found.new == ()
    assert set(found.changes) == {
        Change(2, "owner", "Ola", "Per"),
        Change(2, "Segment", "A", "C"),
        Change(2, "sales_qualified_at", at("2026-11-16 09:00"), at("2026-11-17 09:00")),
        Change(3, "sales_qualified_at", None, at("2026-11-18 10:00")),
    }


def test_attempts_are_shown_with_their_lead(database: str) -> None:
    bring(KNOWN)
    calls = """
        lead_external_id,channel,direction,outcome,occurred_at,external_id
        1,call,outbound,no_answer,2026-11-16 10:00,c1
    """
    (row,) = previewed(calls).new
    assert (row.cells["lead_external_id"], row.cells["outcome"]) == ("1", "no_answer")
    bring(calls)
    assert previewed(calls.replace("no_answer", "connected")).changes == (
        Change(2, "outcome", "no_answer", "connected"),
    )


def test_activities_traffic_and_stages_are_shown_too(database: str) -> None:
    bring(KNOWN)
    visits = "lead_external_id,kind,topic,occurred_at\n1,visit,/prices,2026-11-16 10:00\n"
    assert previewed(visits).new[0].cells["topic"] == "/prices"
    traffic = "month,visits\n2026-10,1200\n"
    assert previewed(traffic).new[0].cells == {"month": "2026-10", "visits": 1200}
    bring(traffic)
    assert previewed(traffic.replace("1200", "1300")).changes == (Change(2, "visits", 1200, 1300),)
    stages = f"lead_external_id,stage,entered_at\n1,{Stage.CUSTOMER},2026-11-20 10:00\n"
    assert previewed(stages).new[0].cells["stage"] == "customer"


def test_an_activity_that_moves_to_another_page_or_lead_is_told_in_words(database: str) -> None:
    bring(KNOWN)
    visits = "lead_external_id,kind,topic,occurred_at,external_id\n1,visit,/prices,2026-11-16 10:00,v1\n"
    bring(visits)
    assert previewed(visits.replace("/prices", "/demo").replace("1,visit", "2,visit")).changes == (
        Change(2, "lead_external_id", "1", "2"),
        Change(2, "topic", "visit /prices", "visit /demo"),
    )


def test_only_the_first_rows_are_shown(database: str) -> None:
    rows = "".join(f"{n},lead{n}@x.example\n" for n in range(ROWS + 10))
    assert len(previewed("external_id,email\n" + rows).new) == ROWS
