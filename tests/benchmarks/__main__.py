"""Every benchmark, one after the other: `python -m tests.benchmarks [NAME...]`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def names() -> list[str]:
    """The modules that can be run by themselves."""
    return sorted(
        path.stem
        for path in HERE.glob("*.py")
        if path.stem != "__main__" and '__name__ == "__main__"' in path.read_text("utf-8")
    )


def main(wanted: list[str]) -> int:
    """Runs the named ones, or all; each in a process of its own, so that none warms the next."""
    if unknown := set(wanted) - set(names()):
        print(f"there is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(names())}", file=sys.stderr)
        return 2
    worst = 0
    for name in wanted or names():
        print(f"\n== {name}", flush=True)
        worst = max(
            worst, subprocess.run([sys.executable, "-m", f"tests.benchmarks.{name}"], cwd=HERE.parents[1]).returncode
        )
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
