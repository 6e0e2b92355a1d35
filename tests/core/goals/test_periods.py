"""Months and quarters."""

from datetime import date

import pytest

from sla_core.errors import NotPossible
from sla_core.goals.periods import month, quarter, read, whole_months
from sla_core.i18n import Language, Texts
from tests.core.episodes import at
from tests.core.oslo import oslo


def test_a_month_and_a_quarter_are_read_from_their_labels() -> None:
    assert read("2026-11").months == (date(2026, 11, 1),)
    assert read("2026-Q4").months == (date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1))
    assert [read(label).label for label in ("2026-11", "2026-Q1")] == ["2026-11", "2026-Q1"]


NEITHER = (
    "|2026|2026-13|2026-00|2026-Q5|2026-Q0|2026-q4|26-11|2026-11-01|0000-01|9999-12|2026-1| 2026-11|"
    "2026-11\n|٢٠٢٦-11|last month"
)


@pytest.mark.parametrize("label", NEITHER.split("|"))
def test_anything_else_is_refused_in_a_sentence(label: str) -> None:
    with pytest.raises(NotPossible, match="neither a month nor a quarter"):
        read(label)


def test_a_period_reaches_from_local_midnight_to_local_midnight() -> None:
    assert read("2026-Q4").bounds(oslo()) == (at("2026-10-01"), at("2027-01-01"))
    assert (read("2026-Q4").last, read("2028-02").last) == (date(2026, 12, 31), date(2028, 2, 29))


def test_a_day_lies_in_its_month_and_quarter() -> None:
    assert month(date(2026, 11, 20)).label == "2026-11"
    assert [quarter(date(2026, n, 15)).label[-2:] for n in (1, 3, 4, 9, 12)] == ["Q1", "Q1", "Q2", "Q3", "Q4"]


def test_whole_months_end_before_the_running_one() -> None:
    months = whole_months(date(2026, 2, 20), 3)
    assert months == (date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1))


def test_a_period_has_a_name_in_either_language() -> None:
    assert read("2026-11").words(Texts(Language.ENGLISH)) == "November 2026"
    assert read("2026-11").words(Texts(Language.BOKMAL)) == "november 2026"
    assert read("2026-Q4").words(Texts(Language.ENGLISH)) == "Q4 2026"
