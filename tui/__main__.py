"""Where `newsread` and `python -m tui` start."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tui import first_page


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command, or the app where none is named; gives the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    first_page.show(words)
    try:
        from tui.cli import run

        return run(words)
    finally:
        first_page.leave()


if __name__ == "__main__":
    sys.exit(main())
