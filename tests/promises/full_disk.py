"""Run by a test on a disk of a few megabytes: fills it, and prints what became of the library, as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.news.cache.made import draft
from tui.news.cache import Cache
from tui.news.errors import CacheError
from tui.news.filter import Filter


def main(folder: Path) -> dict[str, object]:
    """Writes until the disk is full, reads, makes room, and writes again."""
    path, ballast = folder / "news.db", folder / "ballast"
    ballast.write_bytes(bytes(300_000))
    found: dict[str, object] = {}
    with Cache.open(path) as cache:
        stored = 0
        try:
            while True:
                cache.store(None, [draft(str(stored), f"Headline {stored}", f"word{stored} " * 300)])
                stored += 1
        except CacheError as error:
            found["said"] = str(error)
        try:
            cache.keep_copy()
        except CacheError as error:
            found["of the copy"] = str(error)
        found["stored"] = stored
        found["there"] = cache.find(Filter()).count
        found["read"] = all(cache.document(id) is not None for id in range(1, stored + 1))
        found["check"] = cache.check()
        ballast.unlink()
        cache.set_starred([1])
    with Cache.open(path) as cache:
        found["starred"] = cache.find(Filter.parse("is:starred")).count
        found["check again"] = cache.check()
    found["left over"] = [file.name for file in folder.rglob("*.new")]
    return found


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
