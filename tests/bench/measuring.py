"""What the benchmarks share: work timed in CPU seconds, and a line per figure with its limit and `ok` or `missed`."""

import time
from collections.abc import Callable
from statistics import median


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds that this process spends on the work: what others do meanwhile counts little."""
    began = time.process_time()
    work()
    return time.process_time() - began


def spread(values: list[float]) -> str:
    """Return the lowest and the highest of some rounds."""
    return f"{len(values)} rounds, {_shown(min(values))} to {_shown(max(values))}"


class Report:
    """Prints the figures of a benchmark and remembers whether one missed its limit."""

    def __init__(self) -> None:
        self.missed = False

    def figure(self, name: str, value: float, unit: str = "") -> None:
        """Print a figure that has no limit."""
        print(f"        {name}: {_shown(value)}{unit}", flush=True)

    def least(self, name: str, values: list[float], limit: float, unit: str = "") -> None:
        """Print the median of some rounds, which must be at least the limit."""
        self._judge(name, values, f"at least {_shown(limit)}{unit}", median(values) >= limit, unit)

    def most(self, name: str, values: list[float], limit: float, unit: str = "") -> None:
        """Print the median of some rounds, which must not be above the limit."""
        self._judge(name, values, f"at most {_shown(limit)}{unit}", median(values) <= limit, unit)

    def none(self, name: str, count: int) -> None:
        """Print a count that must be 0."""
        self._judge(name, [count], "must be 0", count == 0, "")

    def _judge(self, name: str, values: list[float], limit: str, met: bool, unit: str) -> None:
        self.missed |= not met
        rounds = f"; {spread(values)}" if len(values) > 1 else ""
        print(
            f"{'ok' if met else 'missed':7} {name}: {_shown(median(values))}{unit} ({limit}{rounds})",
            flush=True,
        )


def _shown(value: float) -> str:
    """Return a number with as many places as matter."""
    if value == int(value) or abs(value) >= 1_000:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
