"""Runs every benchmark in a process of its own; fails when one misses its limit.

`python -m tests.bench` for all, `python -m tests.bench clock` for one.
"""

import subprocess
import sys
from pathlib import Path

NAMES = sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))


def main() -> int:
    """Run the benchmarks that are named, or all, and return 1 if any missed its limit."""
    missed = []
    for name in sys.argv[1:] or NAMES:
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"tests.bench.bench_{name}"], check=False).returncode:
            missed.append(name)
    print(f"missed: {', '.join(missed)}" if missed else "every limit was met")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
