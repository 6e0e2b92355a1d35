"""Agreements to print, and what a printed one says."""

from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from sla_core.clauses import Chapter, Clause
from sla_core.documents.agreement_pdf import agreement_pdf
from sla_core.documents.paper import AgreementPaper, ChangeLine, PersonaCard, SignatureLine
from sla_core.i18n import Language, Texts
from sla_core.people import Department
from sla_core.sections import Section

ENGLISH, BOKMAL = Texts(Language.ENGLISH), Texts(Language.BOKMAL)


def digest(of: str) -> str:
    return sha256(of.encode()).hexdigest()


def chapter(number: int, title: str, *clauses: str) -> Chapter:
    numbered = [Clause(f"{number}.{n}", Section.PARTIES, text) for n, text in enumerate(clauses, start=1)]
    return Chapter(number, title, tuple(numbered))


KARI = SignatureLine(
    name="Kari Nordmann",
    email="kari@fjordlys.example",
    department=Department.MARKETING,
    signed_at="20 Nov 2026 16:00",
    identified_by="local",
    entry_sha256=digest("kari"),
)
PAPER = AgreementPaper(
    company="Fjordlys AS",
    version="3.1",
    state="In force since 1 January 2027",
    in_force="From 1 January 2027",
    chapters=(
        chapter(1, "The parties", "Marketing and sales agree."),
        chapter(
            2, "The promises", "Marketing hands over **210 leads** a month.", "Sales calls “soon” – æøå ÆØÅ."
        ),
    ),
    content_sha256=digest("text"),
    signatures=(
        KARI,
        replace(
            KARI,
            name="Ola Hansen",
            email="ola@fjordlys.example",
            department=Department.SALES,
            identified_by="https://login.example",
            entry_sha256=digest("ola"),
        ),
    ),
    personas=(PersonaCard("The plant manager", "Runs a plant.", "Approved by Kari Nordmann and Ola Hansen"),),
    changes=(ChangeLine("2.1", "Promise, January", "190", "210", ("Kari Nordmann",)),),
    compared_with="3",
)


def printed(**changes: Any) -> list[str]:
    """The text of each page of the agreement with these changes, in English."""
    return pages(agreement_pdf(replace(PAPER, **changes), ENGLISH))


def pages(made: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(made)).pages]


def on_one_line(texts: list[str]) -> str:
    """The text of pages without their line ends."""
    return " ".join(" ".join(texts).split())
