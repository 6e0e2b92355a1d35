"""Facts as columns: numpy arrays of instants and codes, and how they say "missing" and "never"."""

from collections.abc import Iterable
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Instants: TypeAlias = NDArray[np.int64]  # UTC epoch seconds
Seconds: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

MISSING: Final = -(2**62)  # not known, or did not happen
NEVER: Final = 2**62  # later than anything


def instants(values: Iterable[int | None]) -> Instants:
    """Return the values as int64 seconds with MISSING for None."""
    return np.array([MISSING if value is None else value for value in values], dtype=np.int64)
