"""What lies around handovers, as the store tells it: groups, last acts, sales' own attempts."""

import numpy as np
import pytest

from db import funnel, handover_facts, handovers
from db.engine import reading, transaction
from db.handover_facts import LastActs
from db.tables import ActivityRow, ActivityTopicRow, ContactAttemptRow, LeadRow
from sla_core.follow_up.channels_used import channels_used
from sla_core.funnel import By
from sla_core.leads import Channel, Direction, Outcome
from sla_core.people import COMMAND_LINE, Action
from tests.core.episodes import DAY, at
from tests.db.company import add_lead, set_up


@pytest.fixture
def _company(database: str) -> None:
    set_up()


def add(handed_over: str | None, **known: object) -> int:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        return add_lead(db, handed_over, **known)


def acted(lead_id: int, *when: str, span: int = 0) -> None:
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        topic = ActivityTopicRow(kind="page_view", topic=f"/{lead_id}/{when}/{span}")
        db.add(topic)
        db.flush()
        for moment in when:
            db.add(
                ActivityRow(lead_id=lead_id, topic_id=topic.id, occurred_at=at(moment), occurred_at_span=span)
            )


def last_acts(begin: str | None = None, end: str | None = None) -> dict[int, int]:
    with reading() as db:
        found: LastActs = handover_facts.last_acts(
            db, begin=at(begin) if begin else None, end=at(end) if end else None
        )
    return dict(zip(found.lead.tolist(), found.acted_at.tolist(), strict=True))


@pytest.mark.usefixtures("_company")
def test_lead_ids_are_in_the_order_of_what_leads_are_told_apart_by() -> None:
    ids = [add("2026-11-18 09:00", source=source) for source in ("search", None, "fair")]
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        never = LeadRow(source="never handed over")
        db.add(never)
        db.flush()
        ids.append(never.id or 0)
    with reading() as db:
        found, of_leads = handover_facts.lead_ids(db), funnel.groups(db, By.SOURCE)
    assert found.tolist() == ids
    assert [of_leads.values[code] for code in of_leads.code] == ["search", "", "fair", "never handed over"]


@pytest.mark.usefixtures("_company")
def test_the_last_act_is_the_newest_before_the_handover_otherwise_the_creation() -> None:
    busy = add("2026-11-18 09:00", created_at=at("2026-11-01 09:00"))
    acted(busy, "2026-11-16 10:00", "2026-11-17 10:00", "2026-11-18 12:00")
    silent = add("2026-11-18 09:00", created_at=at("2026-11-10 09:00"))
    assert last_acts() == {busy: at("2026-11-17 10:00"), silent: at("2026-11-10 09:00")}


@pytest.mark.usefixtures("_company")
def test_what_is_known_to_the_day_only_or_not_at_all_is_left_out() -> None:
    add("2026-11-18 09:00")
    add(None, created_at=at("2026-11-01 09:00"))
    add("2026-11-18 09:00", created_at=at("2026-11-17"), created_at_span=DAY)
    vague = add("2026-11-18 09:00", created_at=at("2026-11-01 09:00"))
    acted(vague, "2026-11-16 10:00")
    acted(vague, "2026-11-17", span=DAY)
    exact = add("2026-11-18 09:00", created_at=at("2026-11-01 09:00"))
    acted(exact, "2026-11-15", span=DAY)
    acted(exact, "2026-11-16 10:00")
    later = add("2026-11-18 09:00", created_at=at("2026-11-18 10:00"))
    assert later not in last_acts()
    assert last_acts() == {exact: at("2026-11-16 10:00")}


@pytest.mark.usefixtures("_company")
def test_last_acts_are_read_for_the_leads_of_a_period_by_deadline() -> None:
    first = add("2026-11-16 15:00", created_at=at("2026-11-16 09:00"))  # due on the 17th
    second = add("2026-11-17 09:00", created_at=at("2026-11-16 09:00"))
    third = add("2026-11-17 15:00", created_at=at("2026-11-16 09:00"))  # due on the 18th
    assert list(last_acts("2026-11-17", "2026-11-18")) == [first, second]
    assert list(last_acts("2026-11-18")) == [third]


@pytest.mark.usefixtures("_company")
def test_sales_own_attempts_give_the_same_early_contacts_as_the_handovers_count() -> None:
    lead_id = add("2026-11-18 09:00")
    acts = [
        (Channel.EMAIL, Direction.OUTBOUND, "2026-11-10 09:00", 0),
        (Channel.SMS, Direction.OUTBOUND, "2026-11-17", DAY),
        (Channel.CALL, Direction.INBOUND, "2026-11-11 09:00", 0),
        (Channel.CALL, Direction.OUTBOUND, "2026-11-18 10:00", 0),
    ]
    with transaction(COMMAND_LINE, Action.IMPORT) as db:
        for channel, direction, when, span in acts:
            db.add(
                ContactAttemptRow(
                    lead_id=lead_id,
                    channel=channel,
                    direction=direction,
                    outcome=Outcome.NO_ANSWER,
                    occurred_at=at(when),
                    occurred_at_span=span,
                    recorded_at=at(when),
                )
            )
        db.flush()
        handovers.rebuild(db, [lead_id])
    with reading() as db:
        known, made = handovers.load(db), handover_facts.outbound(db, begin=at("2026-11-18"), end=None)
    used = channels_used(known, made)
    assert made.lead.tolist() == [lead_id] * 3
    assert used.before.tolist() == known.early_contacts.tolist() == [2]
    assert used.channels.tolist() == [1 << list(Channel).index(Channel.CALL)]
    assert made.at.dtype == np.int64
