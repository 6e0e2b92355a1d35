"""What is held on a person: each field with the file that said it last, and files that are harmless to open."""

import json
from typing import Any

from sla_core.i18n import Language, Texts
from sla_core.lead.held import Fact, Held, as_csv, as_json, facts

EN, NB = Texts(Language.ENGLISH), Texts(Language.BOKMAL)
LEAD = {
    "id": 7,
    "batch_id": 1,
    "email": "kari@fjordlys.example",
    "email_key": "kari@fjordlys.example",
    "company": "=cmd|' /C calc'!A0",
    "created_at": 1_700_000_000,
    "created_at_span": 86_400,
    "title": None,
    "attributes": {"Region": "Vest", "Shoe size": "38"},
    "merged_into": None,
}
FILES = {1: "leads.csv", 2: "november.csv", 3: "december.csv"}


def held(*images: tuple[int, dict[str, Any]], lead: dict[str, Any] = LEAD) -> Held:
    return Held({"lead": [lead], "activity": [{"id": 1, "batch_id": 2, "topic": "-2+3"}]}, images, FILES)


def by_field(of: Held) -> dict[str, Fact]:
    return {fact.field: fact for fact in facts(of)}


def test_every_field_that_says_something_is_told_and_none_that_only_the_store_needs() -> None:
    told = by_field(held())
    assert list(told) == ["email", "company", "created_at", "Region", "Shoe size"]
    assert (told["created_at"].span, told["Region"].kept, told["email"].kept) == (86_400, True, False)


def test_a_field_comes_from_the_file_that_brought_the_lead_until_another_one_changes_it() -> None:
    told = by_field(
        held(
            (2, {"company": "Fjordlys", "email": "kari@fjordlys.example"}),
            (3, {"email": "kari@fjordlys.example"}),
        )
    )
    assert told["company"].file == "november.csv"
    assert told["email"].file == "leads.csv"  # named by both, changed by neither
    assert told["created_at"].file == "leads.csv"


def test_of_several_changes_the_last_one_counts() -> None:
    told = by_field(held((2, {"company": "One"}), (3, {"company": "Two"})))
    assert told["company"].file == "december.csv"


def test_kept_columns_have_a_file_each() -> None:
    told = by_field(held((2, {"attributes": {"Region": "Vest"}})))
    assert (told["Region"].file, told["Shoe size"].file) == ("leads.csv", "november.csv")
    assert by_field(held((2, {"attributes": None})))["Region"].file == "november.csv"


def test_what_was_entered_here_comes_from_no_file() -> None:
    assert {fact.file for fact in facts(held(lead={**LEAD, "batch_id": None}))} == {None}


def test_the_json_file_holds_everything_as_it_is() -> None:
    content = json.loads(as_json(held((2, {"company": "Fjordlys"}))))
    assert content["lead"] == [LEAD]
    assert content["files"] == {"1": "leads.csv", "2": "november.csv", "3": "december.csv"}
    assert content["earlier_records"] == [{"batch_id": 2, "company": "Fjordlys"}]


def test_the_csv_file_has_a_line_per_field_and_no_live_formula() -> None:
    lines = as_csv(held(), EN).decode("utf-8-sig").splitlines()
    assert lines[0] == "Table,Row,Field,Value,File"
    assert "lead,1,company,'=cmd|' /C calc'!A0,leads.csv" in lines
    assert "lead,1,attributes.Region,Vest,leads.csv" in lines
    assert "activity,1,topic,'-2+3,november.csv" in lines
    assert not any(",title," in line for line in lines)
    assert as_csv(held(), NB).decode("utf-8-sig").splitlines()[0].count(";") == 4
