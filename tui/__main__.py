"""Where `newsread` and `python -m tui` start."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command, or the app where none is named; gives the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if any("@" in word for word in words) and not _kept_private(words):
        return 2
    if len(words) > 2 or (words and not words[0].startswith("--library")):  # no first page, so nothing of it is loaded
        from tui.cli import run

        return run(words)
    from tui import first_page

    first_page.show(words)
    try:
        from tui.cli import run

        return run(words)
    finally:
        first_page.leave()


def _kept_private(words: Sequence[str]) -> bool:
    """Takes passwords out of the list of processes before anything else; whether the command may be followed."""
    from tui import hiding

    said, followed = hiding.told(words)
    if said:
        print(f"newsread: {said}", file=sys.stderr)
    return followed


if __name__ == "__main__":
    sys.exit(main())
