"""What pages say of themselves: how right, and how fast; text dumps; and what knowing other pages of a host adds.

    python -m tests.benchmarks.metadata [--misses FIELD]

Strict is equality (of sets, for people and topics) once case and punctuation are folded; loose is four words of five
for titles, F1 for people (one name within the other counts) and topics. A field the truth does not know is not scored.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from unittest.mock import patch

from selectolax.lexbor import LexborHTMLParser

from tests.benchmarks.pages import FOLDER, SETS, Page, Score, compare, f1, f1_of, load, mean, tokens
from tests.news.extract.dumps import SHAPES, lines_of
from tui.news.extract import extract, from_text, topics
from tui.news.extract.encoding import as_utf8
from tui.news.extract.heavy import tamed
from tui.news.extract.memory import HostMemory, host_of
from tui.news.extract.metadata import describe
from tui.news.extract.paging import next_page
from tui.news.extract.witnesses import read
from tui.news.types import Document, PageKind

SHORT = 45
"""Words of a short piece of news."""
FIELDS: dict[str, Callable[[Document], Sequence[str]]] = {
    "title": lambda page: [page.title],
    "authors": lambda page: page.authors,
    "date": lambda page: [page.published.date().isoformat()] if page.published else [],
    "tags": lambda page: page.tags,
}


def folded(text: str) -> str:
    """A text for comparing."""
    return " ".join(tokens(text.casefold()))


def scored(field: str, known: Sequence[str], said: Sequence[str]) -> tuple[float, float]:
    """Strict and loose, 0 to 1."""
    wanted, given = list(map(folded, known)), list(map(folded, said))
    strict = float(set(wanted) == set(given))
    if field == "title":
        words, others = set("".join(wanted).split()), set("".join(given).split())
        both = len(words & others)
        return strict, float(both > 0 and f1_of(both / len(words), both / len(others)) >= 0.8)
    if field == "date":
        return strict, strict
    hits, left = 0, list(given)
    for one in wanted:
        match = next((other for other in left if _same(field, one, other)), None)
        if match is not None:
            left.remove(match)
            hits += 1
    return strict, f1_of(hits / len(given), hits / len(wanted)) if given and wanted else 0.0


def _same(field: str, one: str, other: str) -> bool:
    words, others = set(one.split()), set(other.split())
    return words <= others or others <= words if field == "authors" and words and others else one == other


def known(page: Page, field: str) -> list[str]:
    """What the truth says of a field, as a list."""
    value = page.truth.get(field) or []
    return [value] if isinstance(value, str) else value


def fields(pages: list[Page], misses: str) -> None:
    """The table of fields, and the pages on which one is missed."""
    said = {page.id: extract(page.html, page.url) for page in pages}
    print("\nfield      pages  strict  loose")
    for field, value in FIELDS.items():
        scores = {page.id: scored(field, true, value(said[page.id])) for page in pages if (true := known(page, field))}
        strict, loose = mean([one for one, _ in scores.values()]), mean([other for _, other in scores.values()])
        print(f"{field:10} {len(scores):5}  {strict:.3f}   {loose:.3f}")
        for page in pages if field == misses else ():
            if page.id in scores and scores[page.id][0] < 1:
                print(f"  {page.id}\n    known {known(page, field)}\n    said  {list(value(said[page.id]))}")


def witnesses(pages: list[Page]) -> None:
    """Topics without each of their mechanisms."""

    def right() -> float:
        found = [scored("tags", true, tags_of(page))[0] for page in pages if (true := known(page, "tags"))]
        return mean(found)

    whole = right()
    print(f"\ntopics without          strict    adds    (all: {whole:.3f})")
    nothing: dict[str, tuple[str, object]] = {
        "links that stand together": ("_listed", lambda tree: ()),
        "links below a label": ("_labelled", lambda tree: ()),
        "agreement": ("AGREEMENT", 0.0),
        "weights": ("_WEIGHTS", dict.fromkeys(topics._WEIGHTS, 0.6)),
    }
    for name, (place, instead) in nothing.items():
        with ExitStack() as stack:
            stack.enter_context(patch.object(topics, place, instead))
            lesser = right()
        print(f"{name:24} {lesser:.3f}  {whole - lesser:+.3f}")


def tags_of(page: Page) -> Sequence[str]:
    """A page's topics alone."""
    return topics.topics_of(read(LexborHTMLParser(as_utf8(page.html)), page.url))


def speed(pages: list[Page]) -> None:
    """Milliseconds of CPU time a page, the least of five, each on a tree that was just parsed."""
    times = defaultdict(list)
    for page in pages:
        least: dict[str, float] = {}
        for _ in range(5):
            for name, spent in steps(page):
                least[name] = min(least.get(name, spent), spent)
        for name, spent in least.items():
            times[name].append(1000 * spent)
    times["metadata"] = [sum(spent) for spent in zip(times["read"], times["describe"], times["next"], strict=True)]
    for name, every in times.items():
        ratio = sum(every) / sum(times["parse"])
        print(f"{name:10} median {statistics.median(every):.3f} ms, mean {mean(every):.3f} ms, {ratio:.2f} of parsing")


def steps(page: Page) -> Iterator[tuple[str, float]]:
    """What reading a page takes, in seconds of CPU time, by step."""
    clock = time.process_time
    start = clock()
    html = tamed(as_utf8(page.html))
    yield "bytes", clock() - start
    start = clock()
    tree = LexborHTMLParser(html)
    yield "parse", clock() - start
    start = clock()
    said = read(tree, page.url)
    yield "read", clock() - start
    start = clock()
    describe(said)
    yield "describe", clock() - start
    start = clock()
    next_page(said)
    yield "next", clock() - start


def dumps(pages: list[Page]) -> None:
    """The set as text dumps, each shape."""
    shown = [(page, lines_of(as_utf8(page.html))) for page in pages]
    for shape in SHAPES:
        scores = [compare(page, from_text(shape(lines)).text) for page, lines in shown]
        print(f"dumped {shape.__name__:14} F1 {f1(scores):.3f}")


def hosts(pages: list[Page]) -> None:
    """Hosts with several pages: each alone, and with the others known; seen once is enough, since there are few."""
    by_host = defaultdict(list)
    for page in pages:
        by_host[host_of(page.url)].append((page, extract(page.html, page.url)))
    alone: list[Score] = []
    helped: list[Score] = []
    for several in (group for group in by_host.values() if len(group) > 1):
        for page, document in several:
            memory = HostMemory()
            for other, its in several:
                if other is not page:
                    memory = memory.learned(its)
            with patch("tui.news.extract.memory.OTHERS", 1):
                helped.append(compare(page, memory.without_repeats(document).text))
            alone.append(compare(page, document.text))
    for name, scores in (("alone", alone), ("knowing the others", helped)):
        precision, recall = (mean([getattr(one, part) for one in scores]) for part in ("precision", "recall"))
        print(f"{len(scores)} pages {name:20} F1 {f1(scores):.4f}  precision {precision:.4f}  recall {recall:.4f}")


def kinds(pages: list[Page]) -> None:
    """Articles that are named something else: as they are, and cut to the length of a short piece of news."""
    for name, make in (("whole", lambda page: page.html), ("cut short", cut)):
        known = Counter[str]()
        counted = 0
        for page in pages:
            if html := make(page):
                counted += 1
                found = extract(html, page.url)
                paid = describe(read(LexborHTMLParser(as_utf8(page.html)), page.url)).paywalled
                if found.kind is not PageKind.ARTICLE:
                    known[f"{found.kind.value}, {'as' if paid else 'not as'} the publisher says"] += 1
        print(f"kinds of {counted} articles, {name:10} no article: {dict(known)}")


def cut(page: Page) -> bytes | None:
    """A page with only the first paragraphs of its article; None where it has none of which so many words can stay."""
    tree = LexborHTMLParser(as_utf8(page.html))
    truth, kept = " ".join(page.truth["text"].split()), 0
    for node in tree.css("p"):
        words = " ".join(node.text().split())
        if len(words) > 20 and words in truth:
            if kept >= SHORT:
                node.decompose()
            else:
                kept += len(words.split())
    return (tree.html or "").encode() if kept >= SHORT else None


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", default="", choices=["", *FIELDS])
    args = parser.parse_args()
    if not FOLDER.is_dir():
        parser.exit(2, f"{FOLDER}: no pages with known text are here; put the sets there.\n")
    for name in SETS:
        pages = load(name)
        print(f"\n{name}, {len(pages)} pages")
        if any("title" in page.truth for page in pages):
            fields(pages, args.misses)
            witnesses(pages)
        speed(pages)
        kinds(pages)
        dumps(pages)
        hosts(pages)


if __name__ == "__main__":
    main()
