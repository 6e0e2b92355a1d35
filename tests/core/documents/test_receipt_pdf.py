"""The receipt of a signature, read back as text."""

from dataclasses import replace

import pytest

from sla_core.documents.receipt_pdf import receipt_pdf
from sla_core.i18n import Texts
from sla_core.signing import Receipt
from tests.core.documents.papers import BOKMAL, ENGLISH, digest, on_one_line, pages
from tests.core.episodes import at

OSLO = "Europe/Oslo"
RECEIPT = Receipt(
    company="Fjordlys AS",
    version="4",
    content_sha256=digest("text"),
    position=17,
    entry_sha256=digest("entry"),
    signer="Bjørn Ås",
    email="bjorn@fjordlys.example",
    department="sales",
    identified_by="local",
    at=at("2026-11-20 16:00"),
)


def test_it_says_who_signed_which_version_when_and_known_by_what() -> None:
    (page,) = pages(receipt_pdf(RECEIPT, OSLO, ENGLISH))
    text = on_one_line([page])
    for said in (
        "Fjordlys AS",
        "Bjørn Ås has signed version 4 of the agreement",
        "bjorn@fjordlys.example",
        "Sales",
        "20 Nov 2026 16:00 (Europe/Oslo) = 2026-11-20 15:00:00 UTC",
        "Signed on a shared machine without sign-in",
        "Number 17 in the chain",
        "python -m db verify --receipt FILE",
        "simple electronic signature",
        "Page 1 of 1",
    ):
        assert said in text


def test_both_hashes_stand_in_full() -> None:
    text = on_one_line(pages(receipt_pdf(RECEIPT, OSLO, ENGLISH)))
    for whole in (RECEIPT.content_sha256, RECEIPT.entry_sha256):
        assert " ".join(whole[start : start + 4] for start in range(0, 64, 4)) in text


@pytest.mark.parametrize("t", [ENGLISH, BOKMAL])
def test_it_is_one_page_however_long_a_name_is(t: Texts) -> None:
    long = replace(RECEIPT, company="Fjordlys " * 300, signer="Bjørn " * 300, department="")
    (page,) = pages(receipt_pdf(long, OSLO, t))
    assert page.count("Bjørn") >= 600
    assert "python -m db verify" in page


def test_a_name_is_shown_as_it_was_typed() -> None:
    hostile = "<b>Bjørn</b> & <a href='x'>Å</a> 😀"
    text = on_one_line(pages(receipt_pdf(replace(RECEIPT, signer=hostile), OSLO, ENGLISH)))
    assert "<b>Bjørn</b> & <a href='x'>Å</a> ☐ has signed" in text
    assert "☐ stands for a letter" in text


def test_it_speaks_the_readers_language_and_is_the_same_each_time() -> None:
    made = receipt_pdf(RECEIPT, OSLO, BOKMAL)
    text = on_one_line(pages(made))
    assert "Salg" in text
    assert "20. nov. 2026 16:00" in text
    assert made == receipt_pdf(RECEIPT, OSLO, BOKMAL) != receipt_pdf(RECEIPT, OSLO, ENGLISH)
