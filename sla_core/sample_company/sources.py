"""Where the sample company's leads come from, and what comes of them."""

from dataclasses import dataclass

import numpy as np

from sla_core.sample_company.setting import Shares


@dataclass(frozen=True)
class Source:
    """A traffic source. Shares are of 1; `wins` and `returned` are of the leads handed over."""

    name: str
    campaigns: tuple[str, ...]
    of_handed_over: float
    of_others: float
    wins: float
    returned: float
    visits_per_lead: int


# The first brings cheap downloads: many leads, few that want to buy.
SOURCES = (
    Source(
        "Content download",
        ("Sjekkliste for energimerking", "Mal for driftsbudsjett"),
        0.28,
        0.46,
        0.004,
        0.15,
        14,
    ),
    Source("Organic search", (), 0.24, 0.20, 0.045, 0.05, 55),
    Source("Paid search", ("Energioppfølging", "SD-anlegg"), 0.14, 0.12, 0.035, 0.07, 48),
    Source("Webinar", ("Strømstøtte i praksis", "Fra alarm til tiltak"), 0.12, 0.06, 0.055, 0.04, 9),
    Source("Referral", (), 0.10, 0.02, 0.140, 0.02, 6),
    Source("Trade fair", ("Byggdrift-dagene",), 0.07, 0.05, 0.040, 0.05, 4),
    Source("Paid social", ("Driftslederen",), 0.05, 0.09, 0.010, 0.10, 90),
)
CHEAP = 0


def column(name: str) -> Shares:
    """Return one figure of all sources."""
    return np.array([getattr(source, name) for source in SOURCES], dtype=np.float64)
