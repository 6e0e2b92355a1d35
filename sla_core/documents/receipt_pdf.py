"""The receipt of a signature as a page: what the signer keeps, to show later what was signed and when."""

from datetime import UTC, datetime

from reportlab.lib.units import mm
from reportlab.platypus import KeepInFrame, Paragraph, Spacer

from sla_core.documents.letters import in_fours, markup
from sla_core.documents.paper import identified
from sla_core.documents.parts import about_missing, facts, fingerprint, opening, said
from sla_core.documents.sheet import Sheet, Story, pdf
from sla_core.documents.style import BOTTOM, COMMAND, HEADING, HEIGHT, LEAD, ROOM, SMALL, TEXT, TOP
from sla_core.i18n import Texts
from sla_core.labels import DEPARTMENTS
from sla_core.people import Department
from sla_core.signing import Receipt

_CHECK = "python -m db verify --receipt FILE"  # a command: the same in every language


def receipt_pdf(receipt: Receipt, zone: str, t: Texts) -> bytes:
    """Return one page in A4 that says who signed which text when; `zone` is that of the agreement."""
    title = t("Receipt of a signature")
    version = t("Version {version}", version=receipt.version)
    sheet = Sheet(
        company=receipt.company,
        title=f"{title} – {version} – {receipt.signer}",
        foot=f"SHA-256 {in_fours(receipt.content_sha256[:16])} …",
    )
    return pdf(sheet, lambda: [_one_page(_story(receipt, zone, t))], t)


def _one_page(story: Story) -> object:
    """Return the story made smaller where names are so long that it would not fit."""
    return KeepInFrame(ROOM, HEIGHT - TOP - BOTTOM - 1, story, mode="shrink", hAlign="LEFT")


def _story(receipt: Receipt, zone: str, t: Texts) -> Story:
    sentence = t(
        "{name} has signed version {version} of the agreement between marketing and sales.",
        name=receipt.signer,
        version=receipt.version,
    )
    return [
        *opening(receipt.company, t("Receipt of a signature")),
        said(sentence, LEAD),
        _particulars(receipt, zone, t),
        Spacer(0, 3 * mm),
        *fingerprint(t("Fingerprint of the signed text (SHA-256)"), receipt.content_sha256),
        *fingerprint(t("Hash of the entry in the chain of signatures (SHA-256)"), receipt.entry_sha256),
        *_later(t),
        *about_missing((receipt.company, receipt.signer, receipt.email), t),
    ]


def _particulars(receipt: Receipt, zone: str, t: Texts) -> object:
    department = t(DEPARTMENTS[Department(receipt.department)]) if receipt.department else ""
    exact = datetime.fromtimestamp(receipt.at, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    return facts(
        (
            (t("Name"), receipt.signer),
            (t("E-mail"), receipt.email),
            (t("Department"), department),
            (t("Signed"), f"{t.moment(receipt.at, zone)} ({zone}) = {exact}"),
            (t("Identification"), identified(receipt.identified_by, t)),
            (t("Entry"), t("Number {n} in the chain of signatures", n=receipt.position)),
        )
    )


def _later(t: Texts) -> Story:
    return [
        said(t("How to check it later"), HEADING),
        said(
            t(
                "Keep this page and the receipt's file where nobody else can change them. Where the app runs, start:"
            ),
            TEXT,
        ),
        Paragraph(markup(_CHECK), COMMAND),
        said(
            t(
                "FILE is the receipt's file. The command tells whether this signature still stands at its place in the "
                "chain, and whether the signed text is still the one with this fingerprint."
            ),
            TEXT,
        ),
        said(
            t(
                "This is a simple electronic signature: it records who signed which text, and when. How sure one "
                "can be of who it was depends on how they were known."
            ),
            SMALL,
        ),
    ]
