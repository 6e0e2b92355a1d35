"""User text as a document shows it."""

import pytest

from sla_core.documents.fonts import BOLD, GLYPHS, fitted
from sla_core.documents.letters import clause_markup, in_fours, markup, shown
from tests.core.documents.papers import digest


@pytest.mark.parametrize(
    "text",
    [
        "Blåbærsyltetøy på Ærøskøbing, Čáhcesuolu, Ŋŋ Ŧŧ Đđ Šš Žž",  # Norwegian, Danish, Northern Sámi
        "Zażółć gęślą jaźń, Łódź; Příliš žluťoučký kůň; Árvíztűrő tükörfúrógép; Ștefan și țara",
        "Þórður Ðað, Ößterreich, œuvre, Muğla İzmir, Žemaitė, Rīga, Tallinn, Ghaħra, Nguyễn Thị Hương",
        "Привет, Україна ґ ї є, Ђорђе, Ѓорѓи, Ελλάδα ΰ ΐ",
        "« » „ “ ” ‘ ’ – — … € £ ₽ → − × ÷ ≥ ≤ ≠ § ° ½ ² ✓ ▲ ◆",
    ],
)
def test_letters_of_european_languages_are_in_the_typeface(text: str) -> None:
    assert set(text) <= GLYPHS
    assert shown(text) == text


def test_a_letter_in_two_parts_shows_as_one_and_one_that_is_lacking_in_two() -> None:
    assert shown("A\u030a") == "Å"
    assert shown("\u01e9") == "k\u030c"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\u200db\u200bc\ufe0f", "abc"),  # what only shapes its neighbours
        ("\u202egnp.exe", "☐gnp.exe"),  # what turns the direction is seen
        ("a\x00b\x07c\ud800", "a☐b☐c☐"),
        ("a\tb\u2003c", "a b c"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("follow\u2011up", "follow-up"),
    ],
)
def test_signs_without_a_shape_are_never_lost_unseen(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_text_is_no_markup_and_keeps_its_lines() -> None:
    assert markup("<b>A</b> & &amp;\nB") == "&lt;b&gt;A&lt;/b&gt; &amp; &amp;amp;<br/>B"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We promise **210 leads** and **4 hours**.", "We promise <b>210 leads</b> and <b>4 hours</b>."),
        ("**<i>**", "<b>&lt;i&gt;</b>"),
        ("**two\nlines**", "<b>two<br/>lines</b>"),
        ("2 ** 3 * 4", "2 ** 3 * 4"),
    ],
)
def test_a_clause_is_bold_between_two_pairs_of_asterisks_only(text: str, expected: str) -> None:
    assert clause_markup(text) == expected


def test_a_hash_is_told_in_groups_of_four() -> None:
    whole = digest("x")
    assert in_fours(whole).replace(" ", "") == whole
    assert [len(group) for group in in_fours(whole).split(" ")] == [4] * 16
    assert [line.count(" ") for line in in_fours(whole, in_line=4).split("\n")] == [3] * 4
    assert in_fours("") == ""


def test_a_name_too_wide_for_its_place_ends_in_an_ellipsis() -> None:
    assert fitted("Fjordlys AS", BOLD, 9, 200) == "Fjordlys AS"
    cut = fitted("Fjordlys " * 2000, BOLD, 9, 200)
    assert cut.startswith("Fjordlys Fjordlys")
    assert cut.endswith("…")
    assert fitted(cut, BOLD, 9, 200) == cut
    assert fitted("wide", BOLD, 9, 1) == "…"
