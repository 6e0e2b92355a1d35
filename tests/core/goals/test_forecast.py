"""What a period may come to: a bootstrap of the company's own weeks."""

import numpy as np
import pytest

from sla_core.goals.forecast import Forecast, forecast, settled
from sla_core.goals.weeks import Weeks


def told(
    counts: list[int], ahead: float, *, reached: int = 0, target: int | None = None, worked: float = 1.0
) -> Forecast:
    found = forecast(reached, Weeks(np.array(counts), np.full(len(counts), worked), ahead), target)
    assert found is not None
    return found


def test_under_eight_whole_weeks_nothing_is_foretold() -> None:
    assert forecast(5, Weeks(np.full(7, 10), np.ones(7), 2.0), 20) is None
    assert forecast(5, Weeks(np.full(8, 10), np.ones(8), 2.0), 20) is not None


def test_weeks_that_are_all_alike_leave_no_doubt() -> None:
    assert told([10] * 8, 3.0, reached=4, target=34) == Forecast(34, 34, 34, 1.0, 8)
    assert told([10] * 8, 3.0, reached=4, target=35).probability == 0


def test_of_a_part_of_a_week_each_arrival_falls_in_it_with_that_chance() -> None:
    found = told([1] * 8, 0.25, target=1)
    assert found.probability == pytest.approx(0.25, abs=0.03)
    assert told([100] * 8, 0.25).mid == pytest.approx(25, abs=1)
    assert 7 <= told([100] * 8, 0.25).high - told([100] * 8, 0.25).low <= 14  # binomial: ± 1.28 × 4.3


def test_where_nothing_is_ahead_what_was_reached_stands() -> None:
    assert told([3, 9, 4, 6, 5, 7, 2, 8], 0.0, reached=12, target=13) == Forecast(12, 12, 12, 0.0, 8)


def test_a_target_already_reached_is_certain_and_one_out_of_reach_is_not() -> None:
    counts = [3, 9, 4, 6, 5, 7, 2, 8]
    assert told(counts, 2.0, reached=12, target=12).probability == 1
    assert told(counts, 2.0, reached=12, target=0).probability == 1
    assert told(counts, 2.0, reached=12, target=1_000).probability == 0


def test_without_a_target_there_is_a_band_but_no_probability() -> None:
    found = told([3, 9, 4, 6, 5, 7, 2, 8], 4.0)
    assert found.probability is None
    assert found.low < found.mid < found.high


def test_short_weeks_count_for_as_much_work_as_was_done_in_them() -> None:
    # Ten in every working week of the past, half of the weeks only half as long: twenty weeks' work ahead.
    counts, worked = np.array([10, 5] * 5), np.array([1.0, 0.5] * 5)
    found = forecast(0, Weeks(counts, worked, 20.0), None)
    assert found is not None
    assert (found.low, found.mid, found.high) == pytest.approx((200, 200, 200), abs=2)


def test_units_of_exposure_do_not_matter() -> None:
    counts = [3, 9, 4, 6, 5, 7, 2, 8]
    assert told(counts, 2.5, target=14) == told(counts, 2.5 * 144_000, target=14, worked=144_000.0)


def test_the_same_data_give_the_same_figure() -> None:
    counts = [3, 9, 4, 6, 5, 7, 2, 8]
    assert told(counts, 6.5, target=36) == told(counts, 6.5, target=36)


def test_the_fewer_weeks_are_known_the_wider_is_the_band() -> None:
    counts = [3, 9, 4, 6, 5, 7, 2, 8]
    few, many = told(counts, 12.0), told(counts * 3, 12.0)
    assert few.high - few.low > many.high - many.low


def test_the_band_holds_what_is_not_known_of_the_mean_as_well_as_how_weeks_differ() -> None:
    rng = np.random.default_rng(5)
    counts = rng.poisson(20, 26).tolist()
    found = told(counts, 13.0)
    spread = np.std(counts)
    expected = 2 * 1.2816 * spread * np.sqrt(13 + 13**2 / 26)  # both variances
    assert found.high - found.low == pytest.approx(expected, rel=0.15)


def test_weeks_that_fill_little_are_gone_on_with_at_their_own_rate() -> None:
    # One week has nearly all of the exposure: futures that never draw it would otherwise end early.
    worked = np.array([0.01] * 11 + [10.0])
    found = forecast(0, Weeks(np.array([1] * 11 + [1_000]), worked, 10.0), None)
    assert found is not None
    assert (found.low, found.mid, found.high) == pytest.approx((1_000, 1_000, 1_000), abs=60)


def test_an_ended_period_is_what_it_was() -> None:
    assert settled(12, 12) == Forecast(12, 12, 12, 1.0, 0)
    assert settled(11, 12).probability == 0
    assert settled(11, None).probability is None
