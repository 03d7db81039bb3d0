"""What the cache's answers cost at 10,000, 100,000 and 1,000,000 articles, without a screen.

    python -m tests.benchmarks.cache [--sizes 10000 100000] [--folder FOLDER] [--questions 200] [--processor]

Made-up libraries are built in the folder where they are missing (a million takes minutes) and used again. Each size is
measured in a process of its own. Times are wall milliseconds, median / p99; the last column is the p99's growth from
the smallest size to the largest. With `--processor`, processor time instead of wall, and with `--best 5` the best of
five of every question that may be asked again: for a machine that is busy with other things, to tell what the work
takes from what the neighbours take; say so where the figures are quoted.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from tui.news.cache import Cache
from tui.news.demo import build
from tui.news.filter import Filter, Is, Join, State, Tagged, negate

SIZES = (10_000, 100_000, 1_000_000)
FEEDS = 500
SEED = 7
Figures = dict[str, list[float]]
clock = time.process_time if "--processor" in sys.argv else time.perf_counter


def timed(figures: Figures, name: str, do: Callable[[], object], times: int = 1) -> None:
    """Notes how many milliseconds one call takes, or the best of some."""
    taken = []
    for _ in range(times):
        start = clock()
        do()
        taken.append((clock() - start) * 1000)
    figures.setdefault(name, []).append(min(taken))


def filters(cache: Cache, count: int) -> Iterable[Filter]:
    """One to three tags drawn as often as they occur, two in five with a NOT, half with `is:unread`."""
    chance = random.Random(SEED)
    lines = [line for line in cache.counts(Filter(), limit=2_000) if isinstance(line.term, Tagged)]
    terms, weights = [line.term for line in lines], [line.count for line in lines]
    for _ in range(count):
        found = Filter()
        for term in dict.fromkeys(chance.choices(terms, weights, k=chance.randint(1, 3))):
            found = found.joined(term, Join.AND)
        if chance.random() < 0.4:
            found = Filter((*found.chips, negate(chance.choice(terms))))
        yield found.joined(Is(State.UNREAD), Join.AND) if chance.random() < 0.5 else found


def measure(path: Path, questions: int, best: int) -> Figures:
    """Every figure for one library."""
    figures: Figures = {}
    chance = random.Random(SEED)
    with ExitStack() as stack:
        start = clock()
        cache = stack.enter_context(Cache.open(path))
        cache.newest(50)
        cache.total()
        figures["open, first 50 rows and total"] = [(clock() - start) * 1000]
        figures["private memory, MB, opened"] = [private_memory()]
        timed(figures, "load the index", cache.warm)
        figures["private memory, MB, index loaded"] = [private_memory()]
        hits = cache.find(Filter())
        for filter in filters(cache, questions):
            timed(figures, "find", partial(cache.find, filter), best)
            timed(figures, "counts after it", partial(cache.counts, filter), best)
            timed(figures, "counts for OR", partial(cache.counts, filter, join=Join.OR), best)
            timed(figures, "counts for NOT", partial(cache.counts, filter, join=Join.NOT), best)
            timed(figures, "ways out", partial(cache.ways_out, filter), best)
            timed(
                figures, "type-ahead, one letter", partial(cache.counts, filter, matching=chance.choice("aest")), best
            )
        for _ in range(questions):
            at = chance.randrange(hits.count)
            timed(figures, "50 rows anywhere", partial(cache.rows, hits, at, at + 50))
            timed(figures, "next unread", partial(cache.next_unread, hits, at))
            timed(figures, "place of a date", partial(cache.position_at, hits, cache.rows(hits, at, at + 1)[0].when))
            timed(figures, "has anything arrived", partial(cache.arrived, hits))
        timed(figures, "all feeds with their counts", cache.feeds)
        words(cache, figures, chance, questions // 4)
        for _ in range(5):
            shown = cache.find(Filter.parse("is:unread"))
            timed(figures, "mark all unread read", partial(cache.set_read, shown))
            timed(figures, "undo that", cache.undo)
            timed(figures, "redo it", cache.redo)
            timed(figures, "undo that", cache.undo)
        figures["private memory, MB, after all"] = [private_memory()]
        figures["bytes an article"] = [path.stat().st_size / hits.count]
    return figures


def words(cache: Cache, figures: Figures, chance: random.Random, count: int) -> None:
    """Searches as they are typed: letters of a title's word, then whole words and phrases of a text."""
    hits = cache.find(Filter())
    for _ in range(count):
        at = chance.randrange(hits.count)
        article = cache.rows(hits, at, at + 1)[0]
        document = cache.document(article.id)
        text = re.findall(r"\w+", document.text) if document else []
        word = max(re.findall(r"\w+", article.title), key=len)
        for length in range(1, len(word) + 1):
            filter = Filter().with_text(word[:length], typing=True)
            name = "title search, first letter" if length == 1 else "title search, later letters"
            timed(figures, name, partial(cache.find, filter, titles_only=True))
            if length in (3, 5):
                timed(figures, "text search, letters of a word", partial(cache.find, filter))
        place = chance.randrange(max(1, len(text) - 2))
        one, two = Filter().with_text(text[place]), Filter().with_text(f'"{" ".join(text[place : place + 2])}"')
        timed(figures, "text search, a word", partial(cache.find, one))
        timed(figures, "text search, a phrase", partial(cache.find, two))
        rows = cache.rows(cache.find(one), 0, 20)
        timed(figures, "20 snippets", partial(snippets, cache, [row.id for row in rows], one))


def snippets(cache: Cache, ids: list[int], filter: Filter) -> list[str]:
    """What the rows in view show of their texts."""
    return [cache.snippet(id, filter) for id in ids]


def private_memory() -> float:
    """Megabytes that belong to this process alone."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1000


def library(folder: Path, size: int, figures: Figures) -> Path:
    """A made-up library of a size, built where it is missing."""
    path = folder / f"{size}.db"
    if not path.exists():
        start = time.perf_counter()
        build(path, articles=size, feeds=FEEDS)
        figures["articles built a second"] = [size / (time.perf_counter() - start)]
    return path


def shown(values: list[float]) -> str:
    """Median / p99, or the one value."""
    if len(values) == 1:
        return f"{values[0]:,.1f}"
    ranked = sorted(values)
    return f"{statistics.median(ranked):.2f} / {ranked[min(len(ranked) - 1, len(ranked) * 99 // 100)]:.1f}"


def main() -> None:
    """Measures each size in a process of its own and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "newsread-benchmark")
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--processor", action="store_true", help="processor time instead of wall time")
    parser.add_argument("--best", type=int, default=1, help="ask so many times and note the best")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        json.dump(measure(chosen.measure, chosen.questions, chosen.best), sys.stdout)
        return
    chosen.folder.mkdir(parents=True, exist_ok=True)
    columns: list[Figures] = []
    for size in sorted(chosen.sizes):
        figures: Figures = {}
        path = library(chosen.folder, size, figures)
        command = [sys.executable, "-m", __spec__.name, "--measure", str(path), "--questions", str(chosen.questions)]
        command += ["--best", str(chosen.best), *(["--processor"] if chosen.processor else [])]
        out = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=os.environ).stdout
        columns.append(figures | json.loads(out))
    table(sorted(chosen.sizes), columns)


def table(sizes: list[int], columns: list[Figures]) -> None:
    """One line a figure, one column a size, and how the p99 grew."""
    print(f"| figure (ms) | {' | '.join(f'{size:,}' for size in sizes)} | growth |")
    print("|---" * (len(sizes) + 2) + "|")
    for name in dict.fromkeys(name for figures in columns for name in figures):
        cells = [shown(figures[name]) if name in figures else "" for figures in columns]
        ends = [sorted(figures[name])[min(len(figures[name]) - 1, len(figures[name]) * 99 // 100)]
                for figures in (columns[0], columns[-1]) if name in figures]  # fmt: skip
        growth = f"{ends[1] / ends[0]:.1f}" if len(ends) == 2 and ends[0] else ""
        print(f"| {name} | {' | '.join(cells)} | {growth} |")


if __name__ == "__main__":
    main()
