"""Attempts of a period: what is agreed, who was contacted too early, how many it took to reach a lead."""

import numpy as np

from sla_core.follow_up.attempts import AttemptPromise, early_contacts, found, promises, tries
from sla_core.follow_up.channels_used import ChannelsUsed, Outbound, channels_used
from sla_core.leads import Channel, ReturnReason
from tests.builders import Story, situation, terms, version
from tests.core.episodes import DAY, days

NOW = "2026-11-20 10:42"


def outbound(story: Story) -> Outbound:
    """The attempts of a story that sales made; in stories a lead's position is its id."""
    rows = sorted(row for row in story.attempts if row[7])
    lead, begin, span, _, _, summary, channel, _ = np.array(rows, dtype=np.int64).reshape(-1, 8).T
    return Outbound(lead, begin + np.maximum(span - 1, 0), channel, summary == 1)


def used(story: Story) -> ChannelsUsed:
    return channels_used(story.build(), outbound(story))


def bits(*channels: Channel) -> int:
    return sum(1 << list(Channel).index(channel) for channel in channels)


def test_channels_are_those_of_sales_own_attempts_while_the_episode_was_open() -> None:
    story = Story()
    lead = story.handed_over("2026-11-10 09:00", lost_at="2026-11-12 12:00")
    story.act(lead, "2026-11-09 09:00", channel="sms")
    story.act(lead, "2026-11-10 10:00")
    story.act(lead, "2026-11-10 10:30", channel="call", direction="inbound", outcome="connected")
    story.act(lead, "2026-11-11 10:00", "sent", channel="email")
    story.act(lead, "2026-11-12 13:00", channel="social")
    story.act(story.lead(), "2026-11-11 10:00", channel="meeting")
    assert used(story).channels.tolist() == [bits(Channel.CALL, Channel.EMAIL)]


def test_each_episode_of_a_lead_has_its_own_channels() -> None:
    story = Story()
    lead = story.handed_over("2026-11-03 09:00")
    story.act(lead, "2026-11-03 10:00")
    story.returned(lead, "2026-11-03 12:00", ReturnReason.BAD_DATA, reopened="2026-11-10 09:00")
    story.act(lead, "2026-11-10 10:00", channel="sms")
    assert used(story).channels.tolist() == [bits(Channel.CALL), bits(Channel.SMS)]


def test_a_date_on_the_leads_own_row_tells_no_channel() -> None:
    story = Story()
    story.act(story.handed_over("2026-11-10 09:00"), "2026-11-10 10:00", summary=True)
    assert used(story).channels.tolist() == [0]


def test_contacts_before_the_handover_are_told_apart_by_whether_they_were_allowed() -> None:
    story = Story(terms(early_contact={"allowed": True, "at_most": 1, "channels": (Channel.EMAIL,)}))
    allowed, too_many, wrong, none = (story.handed_over("2026-11-10 09:00") for _ in range(4))
    story.act(allowed, "2026-11-03 09:00", "sent", channel="email")
    for day in ("03", "04"):
        story.act(too_many, f"2026-11-{day} 09:00", "sent", channel="email")
    story.act(wrong, "2026-11-03 09:00")
    story.act(none, "2026-11-10 10:00")
    inside = np.ones(4, dtype=bool)
    told = early_contacts(story.build(), used(story), inside)
    assert told.allowed.tolist() == [True, True, False, False]
    assert told.forbidden.tolist() == [False, True, True, False]
    assert (told.allowed_attempts, told.forbidden_attempts) == (2, 2)
    of_nobody = early_contacts(story.build(), used(story), ~inside)
    assert not of_nobody.allowed.any()
    assert not of_nobody.forbidden.any()
    assert of_nobody.allowed_attempts == of_nobody.forbidden_attempts == 0


def test_a_vague_attempt_that_may_be_after_the_handover_is_not_before_it() -> None:
    story = Story(terms(early_contact={"allowed": True, "at_most": 5}))
    lead = story.handed_over("2026-11-10 09:00")
    story.act(lead, "2026-11-10", span=DAY)
    story.act(lead, "2026-11-09", span=DAY)
    assert used(story).before.tolist() == [1]


def test_without_handovers_nothing_was_used() -> None:
    story = Story()
    story.act(story.lead(), "2026-11-10 09:00")
    assert not len(used(story).channels)


def test_the_promise_is_that_of_the_versions_the_episodes_are_judged_by() -> None:
    fewer = terms(sales={"attempts_at_least": 3, "attempts_at_most": 6})
    story = Story(versions=[version(0, None, terms()), version(1, "2026-11-17 00:00", fewer)])
    story.handed_over("2026-11-10 09:00")
    story.handed_over("2026-11-18 09:00")
    now = situation(story, NOW)
    first, second = AttemptPromise(5, days(10), 8), AttemptPromise(3, days(10), 6)
    assert promises(now, np.array([True, True])) == {first, second}
    assert promises(now, np.array([True, False])) == {first}
    assert promises(now, np.array([False, False])) == {second}


def test_attempts_before_the_first_contact_are_counted_up_to_the_cap_and_more_are_one_place() -> None:
    story = Story()
    for attempts, contact in ((0, True), (2, True), (2, False), (3, False), (7, True)):
        lead = story.handed_over("2026-11-03 09:00")
        for number in range(attempts):
            story.act(lead, f"2026-11-04 {9 + number:02d}:00")
        if contact:
            story.act(lead, "2026-11-05 09:00", "connected")
    story.act(story.handed_over("2026-11-03 09:00"), "2026-11-04 09:00", summary=True)
    built = story.build()
    told = tries(built, np.ones(6, dtype=bool), 3)
    assert (told.reached, told.not_reached) == ((1, 0, 1, 0, 1), (0, 0, 1, 1, 0))
    assert (told.n, told.unknown) == (5, 1)
    assert tries(built, np.zeros(6, dtype=bool), 3).n == 0


def test_who_owns_a_lead_is_another_finding() -> None:
    story = Story()
    story.handed_over("2026-11-02 09:00")
    now = situation(story, NOW)
    assert found(now).too_few_attempts.tolist() == [True]
    assert found(now).nobody_assigned.tolist() == [False]
