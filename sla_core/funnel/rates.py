"""Some of so many as a rate with its interval."""

import math
from dataclasses import dataclass
from typing import Final

_Z: Final = 1.959963984540054  # the middle 95 % of a normal distribution lie within so many deviations


@dataclass(frozen=True)
class Rate:
    """`n` of `of` cases. Share and interval (0–1, Wilson, 95 %) are None below the least number of cases."""

    n: int
    of: int
    share: float | None
    low: float | None
    high: float | None


def rate(n: int, of: int, least_cases: int) -> Rate:
    """Return the rate of n among `of` cases."""
    if of < max(least_cases, 1):
        return Rate(n, of, None, None, None)
    return Rate(n, of, n / of, *wilson(n, of))


def wilson(n: int, of: int) -> tuple[float, float]:
    """Return the 95 % Wilson score interval of n among `of` > 0 cases, within 0–1 and around n ÷ of."""
    share, spread = n / of, _Z * _Z / of
    centre = (share + spread / 2) / (1 + spread)
    half = math.sqrt(spread * share * (1 - share) + spread * spread / 4) / (1 + spread)
    # Rounding may leave an end that is exactly 0 or 1 a trifle off.
    return min(max(centre - half, 0.0), share), max(min(centre + half, 1.0), share)
