"""What there is to do on the sample company's site and with its e-mails, and how common it is."""

from typing import NamedTuple

import numpy as np

from sla_core.facts import Codes
from sla_core.sample_company.setting import Shares


class Topic(NamedTuple):
    """Shares are relative: with a cheap download, any other lead, one not yet handed over, one that was."""

    kind: str
    name: str
    downloader: float
    other: float
    before: float  # nothing here gives points: the signs of being ready do
    after: float


TOPICS = (
    Topic("form", "/last-ned/sjekkliste-energimerking", 9, 1.0, 1.0, 0.6),
    Topic("form", "/last-ned/driftsbudsjett", 7, 0.8, 0.8, 0.6),
    Topic("form", "/kontakt", 0.02, 0.1, 0, 3),
    Topic("form", "/demo", 0.01, 0.04, 0, 4),
    Topic("download", "Sjekkliste for energimerking", 16, 2, 0, 2),
    Topic("download", "Mal for driftsbudsjett", 12, 2, 0, 2),
    Topic("download", "Innkjøpsveileder", 0.1, 0.3, 0, 6),
    Topic("page_view", "/", 14, 20, 20, 12),
    Topic("page_view", "/blogg/energimerking-2", 10, 8, 8, 4),
    Topic("page_view", "/blogg/fra-alarm-til-tiltak", 4, 8, 8, 5),
    Topic("page_view", "/blogg/stromstotte", 5, 8, 8, 5),
    Topic("page_view", "/blogg/sd-anlegg", 3, 6, 6, 5),
    Topic("page_view", "/produkter/oppfolging", 2, 10, 0, 14),
    Topic("page_view", "/produkter/sensorer", 1, 6, 0, 9),
    Topic("page_view", "/kunder/hotell", 1, 4, 9, 6),
    Topic("page_view", "/kunder/kjolelager", 1, 4, 9, 6),
    Topic("page_view", "/priser", 0.15, 0.8, 0, 14),
    Topic("page_view", "/om-oss", 2, 4, 5, 3),
    Topic("page_view", "/jobb", 3, 2, 0, 0.2),
    Topic("email_open", "Nyhetsbrev", 9, 8, 9, 5),
    Topic("email_click", "Nyhetsbrev", 3, 4, 0, 4),
    Topic("webinar", "Strømstøtte i praksis", 0.3, 2, 0, 3),
    Topic("webinar", "Fra alarm til tiltak", 0.2, 2, 0, 3),
)
DOWNLOADER, OTHER, BEFORE, AFTER = range(4)
_FIRST_FORMS = 2  # the first topics: what somebody becomes a lead by
_PLACES = {(topic.kind, topic.name): place for place, topic in enumerate(TOPICS)}


def place(kind: str, name: str) -> int:
    """Return the place of a topic."""
    return _PLACES[kind, name]


def drawn(chance: np.random.Generator, profile: Codes) -> Codes:
    """Return a topic for each profile."""
    found = np.zeros(len(profile), dtype=np.int64)
    for which in (DOWNLOADER, OTHER, BEFORE, AFTER):
        mine = np.flatnonzero(profile == which)
        shares: Shares = np.array([topic[2 + which] for topic in TOPICS], dtype=np.float64)
        found[mine] = chance.choice(len(TOPICS), size=len(mine), p=shares / shares.sum())
    return found


def first_forms(chance: np.random.Generator, count: int) -> Codes:
    """Return the forms that so many people became leads by."""
    return chance.integers(0, _FIRST_FORMS, count)
