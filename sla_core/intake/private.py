"""Which columns hold contact details or free text: they are kept only when somebody asks for them."""

import re
from collections.abc import Iterable

from sla_core.intake.presets import header_key

# English and Norwegian words in headers. A column too many is only one that has to be ticked.
_WORDS = re.compile(
    r"\b(e-?mail|e-?post|phone|mobile|fax|telefon\w*|mobil\w*|tlf|address|adresse|street|gate|vei"
    r"|zip|postal|post ?code|postnummer|postnr|skype|linkedin|twitter|facebook|ip|birth\w*|født|fødsel\w*"
    r"|personnummer|ssn|gender|kjønn|first name|last name|full name|name|fornavn|etternavn|navn"
    r"|notes?|notat\w*|description|beskrivelse|comments?|kommentar\w*|message|melding|body|text|tekst)\b"
)
_PHONE = re.compile(r"\+?[\d\s()./-]{8,}")
_FREE_TEXT = 50  # characters: what is longer than this was written, not chosen


def is_private(header: str, values: Iterable[str]) -> bool:
    """Whether a column seems to hold contact details or free text, by its header or by some of its values."""
    return bool(_WORDS.search(header_key(header))) or any(map(_looks_private, values))


def _looks_private(value: str) -> bool:
    digits = sum(map(str.isdigit, value))
    is_phone = digits >= 8 and (value.startswith("+") or " " in value) and bool(_PHONE.fullmatch(value))
    return len(value) >= _FREE_TEXT or "@" in value or is_phone
