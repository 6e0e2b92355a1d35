"""Won by how soon contacted: which handovers count, in which band, and what the difference is worth."""

from fractions import Fraction

import pytest

from sla_core.goals.amounts import NotComputable
from sla_core.goals.bands import Band, Bands, bands, worth
from sla_core.goals.journey import DAY
from sla_core.goals.rates import Rate
from sla_core.leads import ReturnReason
from tests.builders import situation
from tests.core.episodes import Story, hours, terms

NOW = "2026-11-20 12:00"
OLD = "2026-06-01 08:00"  # a Monday


def told(story: Story, p90_days: int | None = 60) -> dict[Band, tuple[int, int]]:
    found = bands(situation(story, NOW), None if p90_days is None else p90_days * DAY)
    return {band: (rate.found, rate.of) for band, rate in found.by_band.items() if rate.of}


def story() -> Story:
    return Story(terms(sales={"respond_within": hours(4)}))


@pytest.mark.parametrize(
    ("called", "band"),
    [
        ("2026-06-01 09:00", Band.QUICK),
        ("2026-06-01 09:01", Band.IN_TIME),
        ("2026-06-01 12:00", Band.IN_TIME),
        ("2026-06-01 12:01", Band.LATE),
        ("2026-05-29 15:30", Band.QUICK),  # before the handover
        (None, Band.NEVER),
    ],
)
def test_a_handover_stands_in_the_band_of_its_first_response(called: str | None, band: Band) -> None:
    known = story()
    lead = known.handed_over(OLD)
    if called:
        known.act(lead, called)
    assert told(known) == {band: (0, 1)}


def test_a_lead_that_was_won_counts_as_such_in_its_band() -> None:
    known = story()
    known.act(known.handed_over(OLD, won_at="2026-07-01"), "2026-06-01 08:30")
    known.act(known.handed_over(OLD), "2026-06-01 08:30")
    assert told(known) == {Band.QUICK: (1, 2)}


@pytest.mark.parametrize("when", ["2025-11-19 08:00", "2026-09-22 08:00"])
def test_too_old_or_too_young_handovers_do_not_count(when: str) -> None:
    known = story()
    known.handed_over(when)
    assert told(known) == {}


def test_without_a_known_journey_none_counts() -> None:
    known = story()
    known.handed_over(OLD)
    assert told(known, None) == {}


def test_returned_and_not_measurable_ones_are_left_out_and_counted_apart() -> None:
    known = story()
    back = known.handed_over(OLD)
    known.act(back, "2026-06-01 08:30")
    known.returned(back, "2026-06-01 10:00", ReturnReason.BAD_DATA)
    known.handed_over(OLD, lost_at="2026-06-01 09:00")  # closed before the deadline
    found = bands(situation(known, NOW), 60 * DAY)
    assert (found.in_time.of + found.not_in_time.of, found.left_out) == (0, 2)


def of(in_time: Rate, late: Rate) -> Bands:
    return Bands({}, in_time, late, 0)


def test_the_worth_is_the_late_leads_times_the_difference_times_the_purchase() -> None:
    found = of(Rate(20, 100), Rate(4, 40))
    assert found.difference == Fraction(1, 10)
    assert worth(found, Fraction(1_000)) == 4_000


def test_nothing_is_told_of_fewer_than_ten_cases() -> None:
    found = of(Rate(20, 100), Rate(0, 9))
    assert found.difference is None
    assert worth(found, Fraction(1_000)) is None


def test_where_late_ones_were_won_as_often_nothing_can_be_gained() -> None:
    assert worth(of(Rate(1, 10), Rate(1, 10)), Fraction(1_000)) is None
    assert worth(of(Rate(0, 10), Rate(1, 10)), Fraction(1_000)) is None


def test_without_a_purchase_the_worth_cannot_be_computed() -> None:
    assert isinstance(worth(of(Rate(5, 10), Rate(1, 10)), None), NotComputable)


@pytest.mark.parametrize(
    ("late", "clear"), [(Rate(10, 1_000), True), (Rate(150, 1_000), False), (Rate(1, 9), False)]
)
def test_a_difference_is_clear_where_the_intervals_do_not_meet(late: Rate, clear: bool) -> None:
    assert of(Rate(160, 1_000), late).is_clear is clear
