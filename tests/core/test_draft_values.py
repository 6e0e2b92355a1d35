"""What is typed into an editor: read exactly, or refused with the name of the field; nothing is rounded."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from sla_core import draft_values as typed
from sla_core.errors import SlaError
from sla_core.sections import Section, Value, value_of
from sla_core.terms import Terms, Unit
from tests.core.episodes import at, terms

NOW = at("2026-11-25 10:00")


def refusal(read: Callable[[], Any]) -> str:
    """The sentence with which something typed is refused."""
    with pytest.raises(SlaError) as refused:
        read()
    return str(refused.value)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (-4, "“Hours” cannot be below 0."),
        (11, "“Hours” cannot be above 10."),
        (1e300, "“Hours” cannot be above 10."),
        (2.5, "“Hours” has to be a whole number, not 2.5."),
        (float("nan"), "“Hours” has to be a whole number, not nan."),
        (float("inf"), "“Hours” has to be a whole number, not inf."),
        ("four", "“Hours” has to be a whole number, not four."),
        (None, "“Hours” needs a number."),
    ],
)
def test_a_number_out_of_bounds_is_refused_by_the_name_of_its_field(number: Any, told: str) -> None:
    assert refusal(lambda: typed.whole("Hours", number, 10)) == told


def test_a_whole_number_is_taken() -> None:
    assert (typed.whole("Hours", 10.0, 10), typed.whole("Hours", 0)) == (10, 0)


@pytest.mark.parametrize(("unit", "most"), [(Unit.MINUTES, 10_000), (Unit.HOURS, 1_000), (Unit.DAYS, 250)])
def test_an_amount_of_working_time_ends_at_what_can_be_waited_for(unit: Unit, most: int) -> None:
    assert typed.duration("Respond", most, unit) == {"amount": most, "unit": unit.value}
    assert "cannot be above" in refusal(lambda: typed.duration("Respond", most + 1, unit))


def test_per_cents_become_exact_shares() -> None:
    assert [typed.per_cent("Kept", n, "0.5") for n in (0, 7, 90, 100)] == ["0", "0.07", "0.9", "1"]


def test_a_share_that_was_not_changed_stays_as_exact_as_it_was() -> None:
    assert typed.per_cent("Kept", 92.5, "0.925") == "0.925"
    assert typed.per_cent("Kept", 90, "0.90") == "0.90"


@pytest.mark.parametrize(("number", "told"), [(92.5, "whole number"), (-1, "below 0"), (101, "above 100")])
def test_a_per_cent_that_is_none_is_refused(number: float, told: str) -> None:
    assert told in refusal(lambda: typed.per_cent("Kept", number, "0.9"))


@pytest.mark.parametrize(
    ("amount", "sign", "read"),
    [
        ("495 000", ",", "495000"),
        ("495\u00a0000,50", ",", "495000.50"),
        ("495.000", ",", "495000"),
        ("495,000.50", ".", "495000.50"),
        ("0", ".", "0"),
        (" ", ".", None),
    ],
)
def test_money_is_read_as_the_language_writes_it(amount: str, sign: Any, read: str | None) -> None:
    assert typed.money("Value", amount, None, sign) == read


def test_money_that_was_not_changed_stays_as_it_was() -> None:
    assert typed.money("Value", "495 000", "495000.00", ",") == "495000.00"


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        ("a lot", "“Value”: a lot cannot be read as an amount."),
        ("-5", "“Value” cannot be below 0."),
        ("99 999 999 999", "“Value” cannot be above 1000000000."),
        ("9" * 10_000, "cannot be read as an amount"),
    ],
)
def test_what_is_no_amount_of_money_is_refused_in_a_short_sentence(amount: str, told: str) -> None:
    sentence = refusal(lambda: typed.money("Value", amount, None, ","))
    assert told in sentence
    assert len(sentence) < 200


@pytest.mark.parametrize(
    ("count", "read"), [("12 500", 12_500), ("12.500", 12_500), ("", None), (None, None)]
)
def test_a_count_is_read_with_its_thousands(count: str | None, read: int | None) -> None:
    assert typed.count("Visits", count) == read


@pytest.mark.parametrize("count", ["many", "-3", "1,5", "99 999 999 999"])
def test_what_is_no_count_is_refused(count: str) -> None:
    assert "“Visits”" in refusal(lambda: typed.count("Visits", count))


def test_a_count_out_of_bounds_is_refused() -> None:
    assert refusal(lambda: typed.count("Days", "0", 10, 1)) == "“Days” cannot be below 1."
    assert refusal(lambda: typed.count("Days", "11", 10, 1)) == "“Days” cannot be above 10."


@pytest.mark.parametrize(
    ("number", "sign", "read"),
    [
        ("1,91", ",", "1.91"),
        ("1.91", ".", "1.91"),
        ("7\u00a0050", ",", "7050"),
        ("7,050", ".", "7050"),
        (" 4,1 % ", ",", "4.1"),
        ("-5", ",", "-5"),
        ("", ",", None),
        (None, ",", None),
    ],
)
def test_a_number_is_read_as_the_language_writes_it(number: str | None, sign: Any, read: str | None) -> None:
    found = typed.number("Rate", number, sign)
    assert (None if found is None else str(found)) == read


@pytest.mark.parametrize("number", ["a lot", "1/2", "--3", "1e9", "inf", "nan"])
def test_what_is_no_number_is_refused_by_the_name_of_its_field(number: str) -> None:
    with pytest.raises(SlaError, match="cannot be read as a number"):
        typed.number("Rate", number, ",")


@pytest.mark.parametrize(
    ("number", "told"), [("-0.1", "cannot be below 0"), ("100.5", "cannot be above 100")]
)
def test_a_number_out_of_bounds_says_so(number: str, told: str) -> None:
    with pytest.raises(SlaError, match=told):
        typed.refuse_outside("Rate", Decimal(number), 100)


def test_a_text_loses_the_spaces_around_it_and_nothing_else() -> None:
    assert typed.text("Who", "  *Kari* <b>\n", 20) == "*Kari* <b>"
    assert refusal(lambda: typed.text("Who", "x" * 10_000, 500)) == (
        "“Who” has 10000 characters; at most 500 fit."
    )


def test_a_currency_is_three_letters_that_are_one() -> None:
    assert typed.currency(" eur ") == "EUR"
    assert "is no currency" in refusal(lambda: typed.currency("kroner"))
    assert "is no currency" in refusal(lambda: typed.currency(""))


@pytest.mark.parametrize("time", ["9", "24:00", "9:00", "09.00", "", None])
def test_what_is_no_time_of_day_is_refused(time: str | None) -> None:
    assert "is not a time of day" in refusal(lambda: typed.clock_time("Check", time))
    assert typed.clock_time("Check", " 09:30 ") == "09:30"


def test_a_month_without_any_figure_has_no_targets() -> None:
    rows: list[tuple[str, Value]] = [("2026-11", {"leads": 0}), ("2026-12", {"leads": None}), ("2027-01", {})]
    none = dict.fromkeys(("marketing_qualified", "sales_qualified", "customers"))
    assert typed.targets(rows, lambda *_: "x") == {"2026-11": {"leads": 0, **none}}


def test_a_target_that_is_none_is_refused_by_month_and_name() -> None:
    rows: list[tuple[str, Value]] = [("2026-12", {"leads": -1})]
    assert refusal(lambda: typed.targets(rows, lambda month, name: f"{month} {name}")) == (
        "“2026-12 leads” cannot be below 0."
    )


def checked(section: Section, **changed: Any) -> Terms:
    agreed = terms()
    opened = value_of(agreed, section)
    return typed.checked(agreed, section, opened | {k.replace("__", "."): v for k, v in changed.items()}, NOW)


def test_a_section_that_can_be_agreed_gives_the_terms_with_it() -> None:
    faster = checked(Section.RESPONSE, sales__respond_within={"amount": 2, "unit": "hours"})
    assert faster.sales.respond_within.amount == 2


def test_a_maximum_below_the_minimum_is_refused() -> None:
    told = refusal(lambda: checked(Section.ATTEMPTS, sales__attempts_at_least=9, sales__attempts_at_most=2))
    assert told == "At least 9 attempts and at most 2 cannot both be kept."


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("sales__attempts_at_least", -1, "-1 is too small."),
        ("sales__attempts_at_least", "many", "many is not a number that can be agreed here."),
        ("sales__attempts_at_least", 1.5, "1.5 is not a number that can be agreed here."),
        ("sales__accept_within", {"amount": 1, "unit": "years"}, "years cannot be agreed here."),
    ],
)
def test_what_the_terms_refuse_is_told_in_a_sentence(path: str, value: object, told: str) -> None:
    assert refusal(lambda: checked(Section.ATTEMPTS, **{path: value})) == told


def test_a_share_above_one_is_told_in_a_sentence() -> None:
    limits = value_of(terms(), Section.LIMITS)["limits"] | {"in_time_kept": "1.5"}
    assert refusal(lambda: checked(Section.LIMITS, limits=limits)) == "1.5 is too large."


def test_a_week_without_working_hours_is_refused() -> None:
    told = refusal(lambda: checked(Section.HOURS, calendar__hours={"mon": []}))
    assert told == "At least one day of the week needs working hours."


@pytest.mark.parametrize("minutes", ["08:30", "08:01"])
def test_hours_in_which_a_limit_would_end_in_another_life_are_refused(minutes: str) -> None:
    agreed = typed.checked(
        terms(),
        Section.RESPONSE,
        value_of(terms(), Section.RESPONSE) | {"sales.respond_within": {"amount": 1_000, "unit": "hours"}},
        NOW,
    )
    hours = value_of(agreed, Section.HOURS) | {"calendar.hours": {"mon": [["08:00", minutes]]}}
    assert "more than ten years ahead" in refusal(lambda: typed.checked(agreed, Section.HOURS, hours, NOW))
