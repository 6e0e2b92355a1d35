"""Treatments that were not followed: whose leads they are, through which channels, within which time."""

from dataclasses import replace

import numpy as np

from sla_core.follow_up.channels_used import channels_used
from sla_core.follow_up.judging import Edge
from sla_core.follow_up.treatments import NotFollowed, not_followed
from sla_core.handovers import NONE
from sla_core.leads import Channel
from sla_core.people import Department
from sla_core.situation import Situation
from sla_core.terms import Duration, Treatment
from tests.builders import Story, at, terms, version
from tests.core.episodes import hours
from tests.core.test_attempts import outbound

NOW = "2026-11-20 10:42"
A1, A2, D3, UNRANKED = (0, 0), (0, 1), (3, 2), (NONE, NONE)


def cell(
    grade: str, rating: str, owner: Department, *channels: Channel, limit: Duration | None = None
) -> Treatment:
    return Treatment(
        grade=grade,
        rating=rating,
        name="Call",
        owner=owner,
        action="",
        respond_within=limit,
        channels=channels,
    )


AGREED = (
    cell("A", "1", Department.SALES, Channel.CALL, Channel.MEETING, limit=hours(1)),
    cell("A", "2", Department.SALES),
    cell("D", "3", Department.MARKETING, Channel.EMAIL),
)


def found(story: Story, *cells: tuple[int, int]) -> NotFollowed:
    """What was not followed, of episodes that ranked so when they were handed over."""
    grade, rating = np.array(cells, dtype=np.int64).T
    built = replace(story.build(), grade=grade, rating=rating)
    versions = story.versions or [version(0, None, story.agreed)]
    now = Situation(versions, built, Edge(at(NOW), None))
    return not_followed(now, channels_used(built, outbound(story)))


def story(**sections: object) -> Story:
    return Story(terms(**sections).model_copy(update={"treatments": AGREED}))  # type: ignore[arg-type]


def test_a_lead_of_a_cell_that_marketing_keeps_was_handed_over_against_the_treatment() -> None:
    told = story()
    for _ in range(3):
        told.handed_over("2026-11-18 09:00")
    answer = found(told, A1, D3, UNRANKED)
    assert answer.left_to_marketing.tolist() == [False, True, False]
    assert answer.ranked.tolist() == [True, True, False]


def test_sales_used_another_channel_than_its_cell_names() -> None:
    told = story()
    for channels in (["call"], ["call", "email"], ["sms"], ["sms"], ["sms"]):
        lead = told.handed_over("2026-11-18 09:00")
        for channel in channels:
            told.act(lead, "2026-11-18 09:30", channel=channel)
    answer = found(told, A1, A1, UNRANKED, A2, D3)
    # A cell without channels allows all, and marketing's channels do not bind sales.
    assert answer.other_channel.tolist() == [False, True, False, False, False]


def test_what_a_lead_sends_itself_is_no_channel_of_sales() -> None:
    told = story()
    told.act(told.handed_over("2026-11-18 09:00"), "2026-11-18 09:30", channel="email", direction="inbound")
    assert not found(told, A1).other_channel.any()


def test_only_a_cell_with_a_limit_of_its_own_is_held_to_it() -> None:
    told = story()
    for _ in range(2):
        told.act(told.handed_over("2026-11-18 08:00"), "2026-11-19 12:00")
    assert found(told, A1, A2).own_limit.tolist() == [True, False]
    in_time = story()
    in_time.act(in_time.handed_over("2026-11-18 08:00"), "2026-11-18 08:30")
    assert not found(in_time, A1).own_limit.any()


def test_each_lead_is_held_to_the_treatments_of_its_own_version() -> None:
    without = Story().agreed
    told = Story(
        versions=[
            version(0, None, without),
            version(1, "2026-11-17 00:00", without.model_copy(update={"treatments": AGREED})),
        ]
    )
    told.handed_over("2026-11-10 09:00")
    told.handed_over("2026-11-18 09:00")
    assert found(told, D3, D3).left_to_marketing.tolist() == [False, True]
