"""Visits by month: typed by hand, known by source, and never lost to somebody else's file."""

from collections.abc import Mapping
from datetime import date

import pytest

from db import audit
from db.engine import data_versions, reading, transaction
from db.intake import undo_last_import
from db.traffic import save_visits, visits
from sla_core.errors import Conflict, NotAllowed, SlaError
from sla_core.people import COMMAND_LINE, Action, Person, Role, Topic
from sla_core.traffic import MonthVisits, latest_months
from tests.db.bringing import bring, stored
from tests.db.company import add_person

FILE = "month,visits\n2026-10,100\n"
BY_SOURCE = "month,visits,source\n2026-10,40,Search\n2026-10,2,Ads\n2026-09,7,Ads\n"


def type_in(
    months: Mapping[str, int | None],
    opened: Mapping[str, int | None] | None = None,
    by: Person = COMMAND_LINE,
) -> None:
    with transaction(by, Action.SAVE_VISITS) as db:
        save_visits(db, months=months, opened=opened)


def known(*months: str) -> list[MonthVisits]:
    with reading() as db:
        return visits(db, months=months)


def october() -> int | None:
    return known("2026-10")[0].total


def undo() -> None:
    undo_last_import(COMMAND_LINE)


def test_what_is_typed_is_kept_changed_and_removed(database: str) -> None:
    type_in({"2026-10": 1234, "2026-09": 0, "2026-08": None})
    assert known("2026-08", "2026-10", "2026-09") == [
        MonthVisits("2026-08"),
        MonthVisits("2026-10", 1234),
        MonthVisits("2026-09", 0),
    ]
    type_in({"2026-10": 1300, "2026-09": None})
    assert [month.total for month in known("2026-10", "2026-09")] == [1300, None]


def test_months_that_are_not_asked_for_are_left_out(database: str) -> None:
    type_in({"2026-10": 5, "2025-01": 6})
    assert known("2026-10") == [MonthVisits("2026-10", 5)]
    assert known() == []


def test_months_by_source_come_with_their_sum(database: str) -> None:
    bring(BY_SOURCE)
    assert known("2026-10") == [MonthVisits("2026-10", None, (("Ads", 2), ("Search", 40)))]
    assert known("2026-10")[0].counted == 42


def test_sources_count_before_a_figure_for_all_of_them(database: str) -> None:
    type_in({"2026-10": 50, "2026-08": 8})
    bring(BY_SOURCE)
    assert [month.counted for month in known("2026-10", "2026-09", "2026-08", "2026-07")] == [42, 7, 8, None]


def test_a_month_known_by_source_takes_no_second_figure(database: str) -> None:
    bring(BY_SOURCE)
    with pytest.raises(SlaError, match="2026-10 are known by source"):
        type_in({"2026-10": 5})
    assert october() is None


def test_the_figure_of_a_month_that_came_by_source_later_can_be_removed(database: str) -> None:
    type_in({"2026-10": 50})
    bring(BY_SOURCE)
    type_in({"2026-10": None})
    assert known("2026-10")[0].counted == 42
    assert october() is None


@pytest.mark.parametrize(
    "month", ["", "2026", "2026-13", "2026-00", "26-10", "2026-1", "2026-10-01", "2026-10\n"]
)
def test_only_a_month_is_a_month(database: str, month: str) -> None:
    with pytest.raises(SlaError, match="is not a month"):
        type_in({month: 1})


@pytest.mark.parametrize("typed", [-1, 10**9 + 1, 1.5, "12", True, float("nan")])
def test_only_whole_numbers_up_to_a_thousand_million_are_visits(database: str, typed: int) -> None:
    with pytest.raises(SlaError, match="not a number of visits"):
        type_in({"2026-10": 1, "2026-09": typed})
    assert october() is None


def test_the_largest_number_fits(database: str) -> None:
    type_in({"2026-10": 10**9})
    assert october() == 10**9


def test_a_figure_that_somebody_saved_meanwhile_is_not_overwritten(database: str) -> None:
    type_in({"2026-10": 5})
    with pytest.raises(Conflict, match="2026-10"):
        type_in({"2026-09": 1, "2026-10": 7}, opened={"2026-09": None, "2026-10": None})
    assert [month.total for month in known("2026-10", "2026-09")] == [5, None]


def test_two_who_type_different_months_or_the_same_figure_do_not_meet(database: str) -> None:
    opened = {"2026-10": None, "2026-09": None}
    type_in({"2026-10": 5}, opened)
    type_in({"2026-09": 6}, opened)
    type_in({"2026-10": 5}, opened)
    assert [month.total for month in known("2026-10", "2026-09")] == [5, 6]


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MEMBER])
def test_only_managers_and_administrators_type_visits(database: str, role: Role) -> None:
    with pytest.raises(NotAllowed):
        type_in({"2026-10": 5}, by=add_person(role=role))
    type_in({"2026-10": 5}, by=add_person("Ola Hansen", Role.MANAGER))
    assert october() == 5


def test_what_was_typed_is_in_history_and_makes_reads_fresh(database: str) -> None:
    type_in({"2026-10": 5})
    before = data_versions().of(Topic.LEADS)
    type_in({"2026-10": 7, "2026-09": None})
    assert data_versions().of(Topic.LEADS) != before
    with reading() as db:
        newest = audit.entries(db, limit=1)[0]
    assert (newest.action, newest.details) == (Action.SAVE_VISITS, {"visits": {"2026-10": [5, 7]}})


def test_undo_leaves_a_figure_that_was_typed_over_the_one_it_brought(database: str) -> None:
    bring(FILE)
    type_in({"2026-10": 111})
    undo()
    assert october() == 111


def test_undo_leaves_a_figure_that_was_typed_over_the_one_it_changed(database: str) -> None:
    bring(FILE)
    bring(FILE.replace("100", "200"))
    type_in({"2026-10": 111})
    undo()
    assert october() == 111
    undo()
    assert october() == 111


def test_undo_brings_a_typed_figure_back_that_a_file_replaced(database: str) -> None:
    type_in({"2026-10": 111})
    bring(FILE)
    assert october() == 100
    undo()
    assert october() == 111


def test_undo_brings_nothing_back_that_was_removed_by_hand(database: str) -> None:
    bring(FILE)
    bring(FILE.replace("100", "200"))
    type_in({"2026-10": None})
    type_in({"2026-09": 9})  # SQLite gives it the number of the row that is gone
    undo()
    assert [month.total for month in known("2026-10", "2026-09")] == [None, 9]
    assert stored("SELECT COUNT(*) FROM before_image") == [0]


def test_undo_of_other_months_is_not_stopped_by_what_was_typed(database: str) -> None:
    bring("month,visits\n2026-10,100\n2026-09,90\n")
    type_in({"2026-10": 111})
    undo()
    assert [month.total for month in known("2026-10", "2026-09")] == [111, None]


def test_the_months_to_fill_in_end_with_the_running_one() -> None:
    months = latest_months(date(2026, 3, 31), 12)
    assert (len(months), months[0], months[1], months[2], months[-1]) == (
        13,
        "2026-03",
        "2026-02",
        "2026-01",
        "2025-03",
    )
