"""Amounts and counts in both styles; what can be read in two ways needs its column."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla_core.intake.faults import Reason
from sla_core.intake.numbers import decimal_signs, read_count, read_money

BAD = Reason.BAD_NUMBER


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("22700", "22700"),
        ("22700.5", "22700.5"),
        ("12,50", "12.50"),
        ("$22,700.00", "22700.00"),
        ("1 234,50", "1234.50"),
        ("1\u00a0234\u202f567,50", "1234567.50"),
        ("kr 1.234,50", "1234.50"),
        ("NOK 500", "500"),
        ("500 EUR", "500"),
        ("€1.234.567", "1234567"),
        ("1'234.50", "1234.50"),
        ("500,-", "500"),
        ("-500", "-500"),
        ("−500,25", "-500.25"),
        ("$-3.50", "-3.50"),
        ("(500.00)", "-500.00"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("12345,678", "12345.678"),
        ("007", "7"),
    ],
)
def test_money_in_either_style_is_exact(cell, amount):
    assert read_money(cell, None) == Decimal(amount)


@pytest.mark.parametrize(
    "cell",
    [
        *("1e999", "1E5", "NaN", "inf", "-Infinity", "ca. 50", "٥", "1 2 a", "9" * 16),
        *("1,2,3", "12.34.56", "1,23.45", "1.234,5,6", "(5", "5)", "--5", "", ".", ",5", "$", "-"),
    ],
)
def test_what_is_no_amount_is_refused(cell):
    assert read_money(cell, None) == BAD


def test_three_digits_after_one_sign_are_read_by_the_column_only():
    assert (read_money("1,234", None), read_money("1.234", None)) == (BAD, BAD)
    assert read_money("1,234", ".") == Decimal(1234)
    assert read_money("1,234", ",") == Decimal("1.234")
    assert read_money("1.234", ",") == Decimal(1234)


def test_a_column_shows_its_decimal_sign():
    assert decimal_signs(["", "1,234", "1.5", "text"]) == {"."}
    assert decimal_signs(["1.234", "1.234,50"]) == {","}
    assert decimal_signs(["1.234.567"]) == {","}
    assert decimal_signs(["1,5", "1.5"]) == {".", ","}


def test_amounts_are_read_by_what_their_column_shows(take):
    assert take('email,amount\na@b.no,"1,234"\nc@d.no,12.50\n').columns["amount"] == [
        Decimal(1234),
        Decimal("12.50"),
    ]
    both = take('email,amount\na@b.no,"1,234"\nc@d.no,12.50\ne@f.no,"12,50"\n')
    assert both.faults == [(2, "amount", "1,234", BAD)]


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        *(("12", 12), ("0", 0), ("1 234", 1234), ("1,234", 1234), ("1.234.567", 1234567), ("12.0", 12)),
        *(
            ("12.5", BAD),
            ("-1", BAD),
            ("", BAD),
            ("1e3", BAD),
            ("NaN", BAD),
            ("1,23,456", BAD),
            ("9" * 16, BAD),
        ),
    ],
)
def test_counts_are_whole_and_not_negative(cell, count):
    assert read_count(cell) == count


@given(st.decimals(-(10**14), 10**14, places=2, allow_nan=False, allow_infinity=False))
def test_what_is_printed_in_either_style_is_read_back(amount):
    english = f"{amount:,.2f}"
    european = english.translate(str.maketrans(",.", ".,"))
    spaced = english.replace(",", "\u00a0").replace(".", ",")
    assert read_money(english, None) == read_money(european, None) == read_money(spaced, None) == amount
