"""The company's own rates: a share with its n and interval, or nothing where there are too few cases."""

import math
from dataclasses import dataclass
from fractions import Fraction

_Z = 1.959963984540054  # 95 % of a normal distribution lie within so many standard deviations


def wilson(found: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927): within 0–1, sound for small numbers. `of` > 0."""
    share, spread = found / of, _Z * _Z / of
    middle = share + spread / 2
    half = _Z * math.sqrt((share * (1 - share) + spread / 4) / of)
    low = 0.0 if found == 0 else (middle - half) / (1 + spread)
    return low, 1.0 if found == of else (middle + half) / (1 + spread)


@dataclass(frozen=True)
class Rate:
    """How many of how many came to the next stage. Under `least` cases there is a count, but no rate."""

    found: int
    of: int
    least: int = 10

    @property
    def too_little(self) -> bool:
        """Whether there are too few cases for a rate."""
        return self.of < self.least

    @property
    def share(self) -> Fraction | None:
        """The rate as a fraction; None for too few cases. Above 1 where more came on than came in."""
        return None if self.too_little else Fraction(self.found, self.of)

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where the true rate lies in 95 of 100 cases (0–1); None where there is none."""
        return None if self.too_little or self.found > self.of else wilson(self.found, self.of)
