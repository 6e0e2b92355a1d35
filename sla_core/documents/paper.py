"""What the agreement's document holds: values put together by who asks for it, texts as they are stored."""

from dataclasses import dataclass

from sla_core.clauses import Chapter
from sla_core.i18n import Texts
from sla_core.people import Department


@dataclass(frozen=True)
class SignatureLine:
    """One signature. `signed_at` is local date and time in words."""

    name: str
    email: str
    department: Department | None
    signed_at: str
    identified_by: str  # `local`, or the address of the provider they signed in with
    entry_sha256: str


@dataclass(frozen=True)
class ChangeLine:
    """One difference to the version before: of which clause, what was, what becomes, and who changed it."""

    clause: str
    what: str
    was: str
    becomes: str
    who: tuple[str, ...] = ()


@dataclass(frozen=True)
class PersonaCard:
    """An ideal customer that both departments approved; `approved_by` says who did, in words.

    `traits`: what is told of it beside that, each with its name.
    """

    name: str
    description: str
    approved_by: str
    traits: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class AgreementPaper:
    """One version of the agreement.

    `state` and `in_force` are words: `In force`, `Since 1 January 2027`; an empty `in_force` is left out.
    `content_sha256` is the fingerprint that was or will be signed; a draft has none, and is marked on every page.
    `changes` are those against the version labelled `compared_with`; None where there was none before.
    """

    company: str
    version: str
    state: str
    in_force: str
    chapters: tuple[Chapter, ...]
    content_sha256: str | None
    signatures: tuple[SignatureLine, ...] = ()
    personas: tuple[PersonaCard, ...] = ()
    changes: tuple[ChangeLine, ...] = ()
    compared_with: str | None = None
    reason: str = ""  # why it was proposed

    @property
    def is_draft(self) -> bool:
        """Whether the text can still change."""
        return self.content_sha256 is None


def identified(identified_by: str, t: Texts) -> str:
    """Return in words how somebody who signed was known."""
    if identified_by == "local":
        return t("Signed on a shared machine without sign-in")
    return t("Signed in through {provider}", provider=identified_by.removeprefix("https://"))
