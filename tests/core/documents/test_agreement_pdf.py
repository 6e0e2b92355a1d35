"""The agreement as PDF, read back as text."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from pypdf import PdfReader

from sla_core.documents.agreement_pdf import agreement_pdf
from sla_core.documents.paper import ChangeLine
from sla_core.i18n import Texts
from tests.core.documents.papers import (
    BOKMAL,
    ENGLISH,
    KARI,
    PAPER,
    chapter,
    digest,
    on_one_line,
    pages,
    printed,
)


def test_all_that_was_agreed_stands_in_it() -> None:
    text = on_one_line(printed())
    for said in (
        "Fjordlys AS",
        "In force since 1 January 2027",
        "From 1 January 2027",
        "1 The parties 1.1 Marketing and sales agree.",
        "2.1 Marketing hands over 210 leads a month.",
        "2.2 Sales calls “soon” – æøå ÆØÅ.",
        "The plant manager Runs a plant. Approved by Kari Nordmann and Ola Hansen",
        "Changes since version 3 ",
        "2.1 Promise, January 190 210 Kari Nordmann",
        "Kari Nordmann kari@fjordlys.example Marketing 20 Nov 2026 16:00",
        "Signed on a shared machine without sign-in",
        "Signed in through login.example",
        "simple electronic signatures",
    ):
        assert said in text


def test_what_is_told_of_a_persona_stands_on_its_card_as_it_was_typed() -> None:
    traits = (("Role", "Plant manager <b>x</b>"), ("Red flags", "No line of their own"))
    text = on_one_line(printed(personas=(replace(PAPER.personas[0], traits=traits),)))
    assert "Runs a plant. Role Plant manager <b>x</b> Red flags No line of their own Approved by" in text


def test_hashes_are_told_in_full_in_groups_of_four() -> None:
    text = on_one_line(printed())
    for whole in (digest("text"), digest("kari"), digest("ola")):
        assert " ".join(whole[at : at + 4] for at in range(0, 64, 4)) in text


def test_what_is_promised_is_bold_and_nothing_else_in_the_clause() -> None:
    bold: list[str] = []

    def visit(text: str, _: Any, __: Any, font: dict[str, Any] | None, ___: float) -> None:
        if font and "Semibold" in font["/BaseFont"]:
            bold.append(text)

    PdfReader(BytesIO(agreement_pdf(PAPER, ENGLISH))).pages[0].extract_text(visitor_text=visit)
    assert "210 leads" in [text.strip() for text in bold]
    assert not any("hands over" in text or "*" in text for text in bold)


def test_sixty_clauses_run_to_several_pages_each_with_head_and_number() -> None:
    clauses = [f"Clause that says the {n}th thing, and says it at some length. " * 3 for n in range(60)]
    told = printed(chapters=(chapter(1, "Everything", *clauses),))
    assert len(told) > 3
    for number, page in enumerate(told, start=1):
        assert f"Page {number} of {len(told)}" in page
        assert f"SHA-256 {digest('text')[:4]} " in page
        assert "Fjordlys AS" in page
        assert "Agreement between marketing and sales" in page
    assert all("Version 3.1" in page for page in told[1:])
    assert "1.60 Clause that says the 59th thing" in on_one_line(told)


@pytest.mark.parametrize("two_lines", [0, 1])
@pytest.mark.parametrize("before", range(13, 24))
def test_no_heading_ends_a_page_and_no_clause_leaves_a_single_line(before: int, two_lines: int) -> None:
    filler = chapter(1, "Filler", *["Short."] * before, *["Two lines. " * 12] * two_lines)
    long = " ".join(f"word{n}" for n in range(75))  # several lines, each of other words
    told = printed(chapters=(filler, chapter(2, "The heading", long, long), chapter(3, "Another", long)))
    lines = [page.splitlines() for page in told]
    titles = ("The heading", "Another", "Ideal customers", "The plant manager", "Changes since", "Signatures")
    for page in lines[:-1]:
        assert not any(title in page[-1] for title in titles), page[-1]
    for one, other in pairwise(lines):
        if "word" in one[-1] and not one[-1].endswith("word74"):
            assert "word" in one[-2]
            assert "word0 " not in one[-1]
            assert "word74" not in next(line for line in other if "word" in line)


def test_a_long_table_repeats_its_head_on_each_page() -> None:
    changes = tuple(ChangeLine(f"2.{n}", f"Thing {n}", "before", "after", ("Kari",)) for n in range(120))
    told = [page for page in printed(changes=changes) if "Thing" in page]
    assert len(told) > 2
    assert [page.count("Becomes") for page in told] == [1] * len(told)


def test_ten_thousand_letters_without_a_space_are_all_there_wherever_they_stand() -> None:
    endless = "w" * 10_000
    told = printed(
        chapters=(chapter(1, "Long", endless),),
        changes=(ChangeLine("1.1", "x", endless, "short", ("Kari",)),),
        personas=(replace(PAPER.personas[0], description=endless),),
        signatures=(replace(KARI, email=endless),),
    )
    letters = "".join(told).count("w")
    without = "".join(printed(chapters=(chapter(1, "Long", ""),), signatures=(KARI,))).count("w")
    assert 40_000 <= letters < 40_000 + without + 5 * len(told)


def test_user_text_is_shown_as_it_was_typed() -> None:
    hostile = '<b>bold</b> & &lt; <a href="https://evil.example">link</a> <br/> </para> {0} %s'
    made = agreement_pdf(
        replace(
            PAPER,
            company=hostile,
            chapters=(chapter(1, hostile, hostile),),
            personas=(replace(PAPER.personas[0], name=hostile, description=hostile),),
            changes=(ChangeLine("1.1", hostile, hostile, hostile, (hostile,)),),
            signatures=(replace(KARI, name=hostile),),
        ),
        ENGLISH,
    )
    # In narrow columns a long word is parted, so compare without any space.
    text = "".join("".join(pages(made)).split())
    assert text.count("".join(hostile.split())) == 11
    assert not any("/Annots" in page for page in PdfReader(BytesIO(made)).pages)


def test_letters_that_the_typeface_lacks_show_as_a_box_which_is_explained() -> None:
    text = on_one_line(printed(chapters=(chapter(1, "Letters", "A 😀 B שלום C Łódź Привет Ελλάδα D"),)))
    assert "A ☐ B ☐☐☐☐ C Łódź Привет Ελλάδα D" in text
    assert "☐ stands for a letter" in text


def test_nothing_is_explained_where_no_letter_is_lacking() -> None:
    assert "stands for a letter" not in on_one_line(printed())


@pytest.mark.parametrize("t", [ENGLISH, BOKMAL])
def test_a_draft_says_so_on_every_page_and_has_no_fingerprint(t: Texts) -> None:
    long = (chapter(1, "Everything", *["A clause."] * 90),)
    made = agreement_pdf(replace(PAPER, chapters=long, content_sha256=None, signatures=()), t)
    told = pages(made)
    assert len(told) > 2
    for page in told:
        assert t("DRAFT – not signed") in page
        assert "SHA-256" not in page


def test_what_is_proposed_is_no_draft_and_has_no_signatures_yet() -> None:
    text = on_one_line(printed(signatures=()))
    assert "DRAFT" not in text
    assert "Nobody has signed this version yet." in text


def test_a_first_version_has_no_changes_to_tell() -> None:
    assert "Changes since" not in on_one_line(printed(compared_with=None, changes=()))
    assert "Changes since version 3 Nothing was changed." in on_one_line(printed(changes=()))


def test_its_words_are_those_of_the_readers_language() -> None:
    made = agreement_pdf(PAPER, BOKMAL)
    text = on_one_line(pages(made))
    for word in (
        "Hvem",
        "Avdeling",
        BOKMAL("Signatures"),
        BOKMAL("Page {n} of {m}", n=1, m=len(pages(made))),
    ):
        assert word in text
    assert PdfReader(BytesIO(made)).trailer["/Root"]["/Lang"] == "nb"


def test_the_same_agreement_gives_the_same_bytes_also_when_several_are_made_at_once() -> None:
    papers = [replace(PAPER, version=str(n)) for n in range(6)] * 2
    alone = [agreement_pdf(paper, ENGLISH) for paper in papers]
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(lambda paper: agreement_pdf(paper, ENGLISH), papers))
    assert together == alone
    assert len(set(alone)) == 6


def test_another_process_makes_the_same_bytes() -> None:
    code = (
        "import hashlib; from tests.core.documents.papers import *; "
        "print(hashlib.sha256(agreement_pdf(PAPER, ENGLISH)).hexdigest())"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1]


def test_every_font_it_names_is_embedded() -> None:
    made = PdfReader(BytesIO(agreement_pdf(PAPER, ENGLISH)))
    fonts = [font for page in made.pages for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert {"/FontFile2" in font["/FontDescriptor"] for font in fonts} == {True}


def test_readers_of_pdf_get_a_list_of_chapters() -> None:
    outline = PdfReader(BytesIO(agreement_pdf(PAPER, ENGLISH))).outline
    assert [entry.title for entry in outline] == [  # type: ignore[union-attr]
        "1 The parties",
        "2 The promises",
        "Ideal customers",
        "Changes since version 3",
        "Signatures",
    ]
