"""The agreement as a document: its text, whom it is about, what changed, and who signed it."""

from collections.abc import Iterator

from reportlab.platypus import KeepTogether, Paragraph, Spacer

from sla_core.clauses import Chapter
from sla_core.documents.letters import clause_markup, in_fours, markup
from sla_core.documents.paper import AgreementPaper, PersonaCard, SignatureLine, identified
from sla_core.documents.parts import about_missing, facts, fingerprint, opening, said, section, small, table
from sla_core.documents.sheet import Sheet, Story, pdf
from sla_core.documents.style import CELL, CELL_TEAMS, CHAPTER, CLAUSE, HASH, NAME, SMALL, TEXT
from sla_core.i18n import Texts
from sla_core.labels import DEPARTMENTS
from sla_core.people import Department


def agreement_pdf(content: AgreementPaper, t: Texts) -> bytes:
    """Return a version of the agreement as PDF in A4; the same content gives the same bytes."""
    title = t("Agreement between marketing and sales")
    version = t("Version {version}", version=content.version)
    short = in_fours((content.content_sha256 or "")[:16])
    sheet = Sheet(
        company=content.company,
        title=f"{title} – {version}",
        foot=short and f"SHA-256 {short} …",
        mark=t("DRAFT – not signed") if content.is_draft else "",
    )
    return pdf(sheet, lambda: _story(content, t), t)


def _story(content: AgreementPaper, t: Texts) -> Story:
    return [
        *opening(content.company, t("Agreement between marketing and sales")),
        _particulars(content, t),
        Spacer(0, 4),
        *(part for chapter in content.chapters for part in _chapter(chapter)),
        *_personas(content.personas, t),
        *_changes(content, t),
        *_signatures(content, t),
        *about_missing(_user_texts(content), t),
    ]


def _particulars(content: AgreementPaper, t: Texts) -> object:
    signers = ", ".join(signature.name for signature in content.signatures)
    return facts(
        (
            (t("Version"), content.version),
            (t("Status"), content.state),
            (t("In force"), content.in_force),
            (t("Signed by"), signers),
            (t("Why"), content.reason),
        )
    )


def _chapter(chapter: Chapter) -> Story:
    heading = Paragraph(markup(chapter.title), CHAPTER, bulletText=str(chapter.number))
    clauses = [Paragraph(clause_markup(c.text), CLAUSE, bulletText=c.id) for c in chapter.clauses]
    return [heading, *clauses]


def _personas(personas: tuple[PersonaCard, ...], t: Texts) -> Story:
    cards = [_persona(card) for card in personas]
    if not cards:
        return []
    return [section(t("Ideal customers"), *cards[0]), *(KeepTogether(card) for card in cards[1:])]


def _persona(card: PersonaCard) -> Story:
    traits = [facts(card.traits), Spacer(0, 4)] if card.traits else []
    return [said(card.name, NAME), said(card.description, TEXT), *traits, said(card.approved_by, SMALL)]


def _changes(content: AgreementPaper, t: Texts) -> Story:
    if content.compared_with is None:
        return []
    title = t("Changes since version {version}", version=content.compared_with)
    if not content.changes:
        return [section(title, said(t("Nothing was changed."), TEXT))]
    heads = (t("Clause"), t("What"), t("Was"), t("Becomes"), t("Who"))
    rows = [
        [said(text, CELL) for text in (line.clause, line.what, line.was, line.becomes, "\n".join(line.who))]
        for line in content.changes
    ]
    return [section(title, table(heads, rows, (16, 38, 38, 38)))]


def _signatures(content: AgreementPaper, t: Texts) -> Story:
    title = t("Signatures")
    if content.content_sha256 is None:
        return [section(title, said(t("This is a draft. Nobody can sign it before it is proposed."), TEXT))]
    print_of_text = fingerprint(t("Fingerprint of this text (SHA-256)"), content.content_sha256)
    note = t(
        "These are simple electronic signatures. Each is bound to this fingerprint: a text of which a single letter "
        "differs has another one, and is not signed."
    )
    if not content.signatures:
        return [section(title, said(t("Nobody has signed this version yet."), TEXT), *print_of_text)]
    heads = (
        t("Name"),
        t("Department"),
        t("Signed"),
        t("Identification"),
        t("Entry in the chain of signatures"),
    )
    rows = [_signed(signature, t) for signature in content.signatures]
    return [section(title, table(heads, rows, (40, 22, 23, 38)), *print_of_text, said(note, SMALL))]


def _signed(signature: SignatureLine, t: Texts) -> list[object]:
    return [
        Paragraph(f"<b>{markup(signature.name)}</b><br/>{small(signature.email)}", CELL),
        _side(signature.department, t),
        said(signature.signed_at, CELL),
        said(identified(signature.identified_by, t), CELL),
        said(in_fours(signature.entry_sha256, in_line=4), HASH),
    ]


def _side(department: Department | None, t: Texts) -> object:
    if department is None:
        return ""
    return said(t(DEPARTMENTS[department]), CELL_TEAMS[department])


def _user_texts(content: AgreementPaper) -> Iterator[str]:
    yield content.company
    yield from (clause.text for chapter in content.chapters for clause in chapter.clauses)
    for card in content.personas:
        yield from (card.name, card.description, card.approved_by, *(text for _, text in card.traits))
    for line in content.changes:
        yield from (line.what, line.was, line.becomes, *line.who)
    for signature in content.signatures:
        yield from (signature.name, signature.email)
