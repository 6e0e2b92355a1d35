"""The first look at a file: what the user is shown before deciding anything."""

import pytest

from sla_core.intake.faults import DatesUnclear, KindUnclear
from sla_core.intake.fields import Kind
from sla_core.intake.look import ROWS, Look, look
from sla_core.intake.parsing import prepare
from sla_core.intake.private import is_private
from sla_core.intake.reading import open_source
from sla_core.intake.settings import Settings
from tests.core.intake.conftest import NOW

LEADS = (
    "external_id,email,created_at,Phone,Segment,Sidevisninger\n"
    "1,kari@nordvik.example,2026-11-02 09:00,+47 900 00 000,A,12\n"
    "2,no address,2026-11-31 09:00,+47 900 00 001,B,7\n"
    "3,,,,A,\n"
)


def seen(content: str, **settings: object) -> Look:
    return look(open_source(content.encode(), "file.csv"), Settings(**{"now": NOW, **settings}))  # type: ignore[arg-type]


def test_the_look_counts_for_each_field_how_many_cells_can_be_read() -> None:
    found = seen(LEADS)
    told = {
        each.field.name: (each.header, each.filled, each.readable) for each in found.fields if each.header
    }
    assert (found.kind, found.preset, found.rows) == (Kind.LEADS, "plain", 3)
    assert told == {
        "external_id": ("external_id", 3, 3),
        "email": ("email", 2, 1),
        "created_at": ("created_at", 2, 1),
    }


def test_the_look_shows_three_different_values_of_each_column() -> None:
    found = seen(LEADS)
    assert found.column("Segment").samples == ("A", "B")
    assert found.column("external_id").samples == ("1", "2", "3")


def test_columns_without_a_field_are_spare_and_contact_details_among_them_are_marked() -> None:
    assert [(column.header, column.is_private) for column in seen(LEADS).spare] == [
        ("Phone", True),
        ("Segment", False),
        ("Sidevisninger", False),
    ]


def test_a_field_that_nothing_fills_is_missing_and_not_refused_while_the_user_decides() -> None:
    found = seen("lead_email,kind\na@b.example,visit\n", kind=Kind.ACTIVITIES)
    assert found.missing == ("occurred_at",)
    assert seen("stage,entered_at\nlead,2026-11-02\n", kind=Kind.STAGES).missing == ("lead_external_id",)


def test_only_the_beginning_of_a_long_file_is_looked_at() -> None:
    rows = "".join(f"{n},a{n}@b.example\n" for n in range(5 * ROWS))
    assert ROWS <= seen("external_id,email\n" + rows).rows < 3 * ROWS


def test_headers_that_tell_nothing_make_the_kind_a_question() -> None:
    with pytest.raises(KindUnclear):
        seen("a,b\n1,2\n")


def test_dates_that_can_all_be_read_two_ways_are_a_question() -> None:
    file = open_source(b"external_id,created_at\n1,03/04/2026\n2,05/06/2026\n", "file.csv")
    with pytest.raises(DatesUnclear) as asked:
        prepare(file, Settings(now=NOW))
    assert asked.value.params == {"file": "file.csv", "column": "created_at", "value": "03/04/2026"}
    assert look(file, Settings(now=NOW)).rows == 2  # a look asks nothing yet


@pytest.mark.parametrize(
    ("header", "value", "private"),
    [
        ("Mobiltelefon", "", True),
        ("Work phone", "", True),
        ("Street Address", "", True),
        ("Postnummer", "", True),
        ("Notater", "", True),
        ("Lead description", "", True),
        ("Other contact", "ola@fjordlys.example", True),
        ("Direct", "+47 900 00 000", True),
        ("Remark", "He said that he would like to be called again after Easter", True),
        ("Number of Pageviews", "12", False),
        ("Industry group", "Fish farming", False),
        ("Persona", "Plant manager", False),
        ("Order number", "2026110212", False),
    ],
)
def test_contact_details_and_free_text_are_told_from_other_columns(
    header: str, value: str, private: bool
) -> None:
    assert is_private(header, [value] if value else []) is private
