"""Each rule of handing a lead over again, and of what a return does."""

import pytest

from sla_core.follow_up.judging import delivered
from sla_core.handovers import NONE
from sla_core.leads import ReturnReason, Stage
from sla_core.terms import HandoverEvent
from tests.core.episodes import DAY, Story, at, terms

MONDAY, FRIDAY = "2026-11-16", "2026-11-20"


def opened(story: Story) -> list[int]:
    return story.build().handed_over.at.tolist()


def returned(story: Story, **known: object) -> int:
    """A lead that was handed over on Monday and returned the day after."""
    lead = story.handed_over(f"{MONDAY} 09:00", **known)
    story.returned(lead, "2026-11-17 09:00", ReturnReason.NO_NEED_NOW)
    return lead


def test_a_returned_lead_that_skips_the_stage_is_handed_over_at_the_later_one() -> None:
    story = Story()
    story.entered(returned(story), Stage.OPPORTUNITY, f"{FRIDAY} 10:00")
    assert opened(story) == [at(f"{MONDAY} 09:00"), at(f"{FRIDAY} 10:00")]


def test_an_earlier_stage_after_the_return_opens_nothing() -> None:
    story = Story()
    story.entered(returned(story), Stage.MARKETING_QUALIFIED, f"{FRIDAY} 10:00")
    assert len(opened(story)) == 1


def test_a_returned_lead_that_meets_the_criteria_later_is_handed_over_again() -> None:
    story = Story(terms(handover={"event": HandoverEvent.CRITERIA}))
    lead = story.lead()
    story.entered(lead, Stage.SALES_QUALIFIED, f"{MONDAY} 09:00", criteria=True)
    story.returned(lead, "2026-11-17 09:00", ReturnReason.NO_NEED_NOW)
    story.entered(lead, Stage.SALES_QUALIFIED, f"{FRIDAY} 10:00", criteria=True, recorded="2026-12-01")
    assert opened(story) == [at(f"{MONDAY} 09:00"), at(f"{FRIDAY} 10:00")]
    assert story.status("2026-12-01") == ["late", "not_measurable: late_data"]


def test_a_stage_known_by_date_opens_a_vague_episode_again() -> None:
    story = Story()
    story.entered(returned(story), Stage.SALES_QUALIFIED, FRIDAY, span=DAY)
    assert story.build().handed_over.span.tolist() == [0, DAY]


def test_a_return_before_the_lead_was_handed_over_gives_nothing_back() -> None:
    story = Story()
    for reopened in (None, f"{FRIDAY} 10:00"):
        lead = story.handed_over(f"{FRIDAY} 09:00")
        story.returned(lead, "2026-11-17 09:00", ReturnReason.NO_NEED_NOW, reopened=reopened)
    built = story.build()
    assert built.number.tolist() == [1, 1]
    assert built.closed_by.tolist() == [NONE, NONE]


def test_a_later_episode_is_closed_by_its_own_end_only() -> None:
    story = Story()
    lead = story.handed_over(f"{MONDAY} 09:00", lost_at=f"{FRIDAY} 12:00")
    story.returned(lead, "2026-11-17 09:00", ReturnReason.NO_NEED_NOW, reopened=f"{FRIDAY} 10:00")
    built = story.build()
    assert built.closed.tolist() == [at("2026-11-17 09:00"), at(f"{FRIDAY} 12:00")]


@pytest.mark.parametrize(
    ("reason", "net"),
    [
        (ReturnReason.WRONG_PERSON, 0),
        (ReturnReason.NOT_IDEAL_CUSTOMER, 0),
        (ReturnReason.DUPLICATE, 0),
        (ReturnReason.BAD_DATA, 0),
        (ReturnReason.NO_NEED_NOW, 1),
        (ReturnReason.IN_DIALOGUE, 1),
    ],
)
def test_only_a_return_for_what_marketing_promised_is_not_delivered(reason: ReturnReason, net: int) -> None:
    story = Story()
    story.returned(story.handed_over(f"{MONDAY} 09:00"), "2026-11-17 09:00", reason)
    figures = delivered(story.build(), at("2026-11-01"), at("2026-12-01"))
    assert (figures.gross, figures.net) == (1, net)


def test_a_late_return_counts_as_accepted_and_closes_the_episode() -> None:
    story = Story()
    story.returned(story.handed_over(f"{MONDAY} 09:00"), "2026-11-19 08:00", ReturnReason.BAD_DATA)
    built = story.build()
    assert not built.returned_in_time[0]
    assert not built.waiting[0]
    assert delivered(built, at("2026-11-01"), at("2026-12-01")).net == 1
