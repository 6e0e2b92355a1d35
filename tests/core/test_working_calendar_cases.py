"""Every working-time case that the test suites of eleven other projects state, on our clock.

tests/data/working_time.json says where each comes from. `holidays` there are closed days, `overrides` exceptions,
and `breaks` are taken out of a date's hours. Where a source moves a deadline from closing time to the next
opening, `other_reading` is ours. Amount 0 is the one case in which we move it too: the next open instant.
"""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from sla_core.errors import SlaError
from sla_core.working_calendar import WorkingCalendar
from sla_core.working_hours import WEEKDAYS

CASES = json.loads((Path(__file__).parents[1] / "data" / "working_time.json").read_text())["cases"]
FRACTIONAL = {"B0502"}  # an amount of 0.555 s: refused here
SECONDS_OF_OURS = {"B0663": 3}  # the source cuts what it counted to whole minutes


def instant(text: str) -> int:
    """Whole seconds, as all our instants are: a fraction is cut off."""
    return int(datetime.fromisoformat(text).timestamp() // 1)


def without(hours: list[list[str]], pauses: list[list[str]]) -> list[list[str]]:
    for begin, end in pauses:
        parts = [part for low, high in hours for part in ([low, min(high, begin)], [max(low, end), high])]
        hours = [[low, high] for low, high in parts if low < high]
    return hours


def calendar_of(case: dict) -> WorkingCalendar:
    stated = case["calendar"]
    exceptions = dict(stated.get("overrides", {}))
    for day, pauses in stated.get("breaks", {}).items():
        weekday = WEEKDAYS[date.fromisoformat(day).weekday()]
        exceptions[day] = without(exceptions.get(day, stated["hours"].get(weekday, [])), pauses)
    return WorkingCalendar(stated["tz"], stated["hours"], dict.fromkeys(stated["holidays"], ""), exceptions)


def ours(case: dict) -> int:
    rolled = case["boundary"] == "rolled" and case["amount_seconds"] != 0
    return instant(case["other_reading"] if rolled else case["expected"])


def of_kind(op: str) -> list:
    chosen = [case for case in CASES if case["op"] == op and case["id"] not in FRACTIONAL]
    return [pytest.param(case, id=case["id"]) for case in chosen]


def test_all_cases_of_the_file_are_tested():
    assert len(of_kind("add")) + len(of_kind("elapsed")) + len(FRACTIONAL) == len(CASES) == 143


@pytest.mark.parametrize("case", of_kind("add"))
def test_a_deadline_is_the_one_the_source_states(case):
    calendar, start = calendar_of(case), instant(case["start"])
    assert calendar.deadline(start, case["amount_seconds"]) == ours(case)
    assert calendar.working_seconds_between(start, ours(case)) == case["amount_seconds"]


@pytest.mark.parametrize("case", of_kind("elapsed"))
def test_working_time_between_is_what_the_source_states(case):
    calendar, start, end = calendar_of(case), instant(case["start"]), instant(case["end"])
    expected = SECONDS_OF_OURS.get(case["id"], case["expected"])
    assert calendar.working_seconds_between(start, end) == expected
    assert calendar.working_seconds_between(end, start) == -expected
    assert sum(step.seconds for step in calendar.walk(start, end)) == expected


@pytest.mark.parametrize("case", [case for case in CASES if case["id"] in FRACTIONAL])
def test_a_fractional_amount_is_refused(case):
    with pytest.raises(SlaError, match=r"0\.555 is no amount of working time"):
        calendar_of(case).deadline(instant(case["start"]), case["amount_seconds"])
