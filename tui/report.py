"""The report of an error that nobody foresaw: where in the program it happened, and nothing of anybody's.

No message of the error, no value of a variable and no path of the user's stands in it: any of them may hold a title, an
address or a password.
"""

from __future__ import annotations

import os
import platform
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tui import __version__
from tui.news.private import make_folder

MOST = 20
"""Reports that are kept."""
_TOP = Path(__file__).resolve().parent.parent


def save(error: BaseException, folder: Path, now: datetime | None = None) -> Path | None:
    """Writes the report into a folder of its own kind; its path, or None where it cannot be written."""
    moment = now or datetime.now(UTC)
    path = folder / f"report-{moment:%Y%m%d-%H%M%S-%f}.txt"
    try:
        make_folder(folder)
        for old in sorted(folder.glob("report-*.txt"))[: -MOST + 1]:
            old.unlink()
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text(error, moment))
    except OSError:
        return None
    return path


def text(error: BaseException, now: datetime) -> str:
    """The report: versions, then each error of the chain, the first cause first."""
    head = (
        f"newsread {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}\n"
        f"{now:%Y-%m-%d %H:%M} UTC, TERM={os.environ.get('TERM', '')[:40]!r}\n"
    )
    return "\n".join([head, *(_one(one) for one in reversed(list(_chain(error))))])


def sentence(error: BaseException, path: Path | None) -> str:
    """What the user is told."""
    kept = f"a report of it, with nothing private in it, is at {path}" if path else "no report could be written"
    return f"newsread met an error that it did not expect ({type(error).__name__}); nothing stored is lost, and {kept}"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _one(error: BaseException) -> str:
    lines = [f"{type(error).__module__}.{type(error).__qualname__}"]
    for frame, line in traceback.walk_tb(error.__traceback__):
        code = frame.f_code
        lines.append(f"  {_place(code.co_filename)}:{line} {code.co_qualname}")
    return "\n".join(lines) + "\n"


def _place(file: str) -> str:
    """A file by its name in the program or in a library, without the folders above, which may bear the user's name."""
    path = Path(file)
    for top in (_TOP, *map(Path, sys.path)):
        if top != Path() and path.is_relative_to(top):
            return path.relative_to(top).as_posix()
    return path.name
