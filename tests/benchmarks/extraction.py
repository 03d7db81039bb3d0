"""Clean text: how right and how fast, beside trafilatura, readability-lxml and resiliparse where they are installed.

    python -m tests.benchmarks.extraction [SET...] [--rounds 3] [--worst 15] [--ablation] [--fitted]

The figures to go by are those of `newsread`, each page read with weights learned from the other hosts only (where
scikit-learn is installed, else none are given); `as shipped` has weights that were learned from these very pages.
Every page goes through each extractor in turn; a page's time is its least of all rounds, in CPU time. `ratio` is
trafilatura's summed time over this one's, `median` the median of the pages' own ratios. With `--ablation` the set is
scored once more for each mechanism of ours, without it, by the weights that never saw the page. `--fitted` leaves the
learning out, which takes about a minute.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.util import find_spec
from unittest.mock import patch

from tests.benchmarks.pages import FOLDER, SETS, Page, Score, compare, f1, interval, load, mean
from tests.benchmarks.weigh import Weights, by_page, with_weights
from tui.news.extract import extract
from tui.news.extract.traits import Said

Extractor = Callable[[bytes, str], str]
BASE, OURS, SHIPPED = "trafilatura", "newsread", "newsread as shipped"
MECHANISMS: dict[str, tuple[str, object]] = {
    "the learned weights": ("body.score", lambda view, at: 1.0),
    "paragraphs beyond doubt": ("traits.View.is_sure", lambda view, at: False),
    "repeats": ("body._without_repeats", lambda texts, kept: kept),
    "class and id words": ("survey.meaning", lambda names: 0),
    "words hit by chance": ("container.MUCH", 1e9),
    "wider container": ("container.WIDER", 1e9),
    "standfirst above it": ("traits.BEFORE", 0),
    "headline ends what is above": ("traits.OVERTURN", 1e9),
    "words that lead elsewhere": ("body._is_stray", lambda view, at: False),
    "publishers' own lines": ("body._is_tail", lambda view, at: False),
    "whole tables": ("body._keep_tables_whole", lambda view, kept: None),
    "leniency on small pages": ("body.LENIENT", ((0, 0.0),)),
    "cards over links": ("survey.CARD", 10_000),
    "scripts out of sentences": ("body.SILENT", []),
    "what the head says": ("page.said_by", lambda page, about: Said()),
}
"""What is switched off, by name: a place in `tui.news.extract`, and what stands there instead."""


def newsread(html: bytes, url: str) -> str:
    """Ours."""
    return extract(html, url).text


def trafilatura(html: bytes, url: str) -> str:
    """https://trafilatura.readthedocs.io with its default settings."""
    from trafilatura import extract

    return extract(html.decode("utf-8", "replace"), include_comments=False) or ""


def readability(html: bytes, url: str) -> str:
    """https://github.com/buriy/python-readability, its markup read by lxml."""
    import lxml.html
    from readability import Document

    summary = Document(html.decode("utf-8", "replace")).summary(html_partial=True)
    return "\n".join(lxml.html.fromstring(summary).itertext())


def resiliparse(html: bytes, url: str) -> str:
    """https://resiliparse.chatnoir.eu, main content only."""
    from resiliparse.extract.html2text import extract_plain_text

    return str(
        extract_plain_text(html.decode("utf-8", "replace"), main_content=True, alt_texts=False, list_bullets=False)
    )


@dataclass
class Run:
    """What one extractor did on one set."""

    scores: list[Score] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    """Seconds a page."""


def extractors() -> dict[str, Extractor]:
    """Ours and the installed peers."""
    known: tuple[Extractor, ...] = (trafilatura, readability, resiliparse)
    return {SHIPPED: newsread} | {one.__name__: one for one in known if find_spec(one.__name__)}


def measure(pages: Iterable[Page], named: dict[str, Extractor], rounds: int) -> dict[str, Run]:
    """Each page through each extractor, `rounds` times, the order turned on each page."""
    runs = {name: Run() for name in named}
    order = list(named)
    for number, page in enumerate(pages):
        order.append(order.pop(0))
        if not number:
            for run in named.values():
                run(page.html, page.url)  # imports are not timed
        least = dict.fromkeys(order, float("inf"))
        texts = {}
        for name in order * rounds:
            start = time.process_time()
            texts[name] = named[name](page.html, page.url)
            least[name] = min(least[name], time.process_time() - start)
        for name in order:
            runs[name].scores.append(compare(page, texts[name]))
            runs[name].times.append(least[name])
    return runs


def held_out(pages: Sequence[Page], weights: dict[str, Weights]) -> list[Score]:
    """Ours, each page with the weights that never saw its host; as shipped where there are none."""
    found = []
    for page in pages:
        with with_weights(weights.get(page.id)):
            found.append(compare(page, newsread(page.html, page.url)))
    return found


def report(name: str, runs: dict[str, Run]) -> None:
    """The table of one set."""
    pages = len(runs[SHIPPED].scores)
    print(f"\n{name}, {pages} pages   F1 (95 of 100 draws)     precision recall exact   ms/page    ratio  median")
    base = runs[BASE].times if BASE in runs else None
    for who, run in sorted(runs.items(), key=lambda pair: (pair[0] != OURS, -f1(pair[1].scores))):
        low, high = interval(run.scores, f1)
        exact = mean([float(score.exact) for score in run.scores])
        precision, recall = (mean([getattr(one, part) for one in run.scores]) for part in ("precision", "recall"))
        text = f"{f1(run.scores):.4f} ({low:.3f}-{high:.3f})       {precision:.3f}   {recall:.3f}  {exact:.3f}"
        print(f"{who:24} {text} {_speed(run.times, base)}")


def _speed(times: list[float], base: list[float] | None) -> str:
    if not times:
        return ""
    speed = f"{1000 * statistics.median(times):9.2f}"
    if base:
        ratios = [theirs / ours for theirs, ours in zip(base, times, strict=True)]
        speed += f" {sum(base) / sum(times):7.2f}x {statistics.median(ratios):6.2f}x"
    return speed


def worst(pages: list[Page], runs: dict[str, Run], count: int) -> None:
    """Our worst pages, beside the best of the peers."""
    print("\n   F1  precision recall  best peer  page")
    ours = runs.get(OURS, runs[SHIPPED]).scores
    for at in sorted(range(len(pages)), key=lambda at: ours[at].f1)[:count]:
        score = ours[at]
        peer = max((run.scores[at].f1 for who, run in runs.items() if who not in (OURS, SHIPPED)), default=0.0)
        print(
            f"{score.f1:.3f}     {score.precision or 0:.2f}   {score.recall or 0:.2f}       {peer:.2f}  "
            f"{pages[at].id:42} {pages[at].url[:70]}"
        )


def ablate(pages: list[Page], weights: dict[str, Weights]) -> None:
    """What each mechanism adds: the set without it, and the pages that are right to the word."""
    whole = held_out(pages, weights)
    print(f"\nwithout                       F1    adds   exact    (all: {f1(whole):.4f}, {_exact(whole):.3f})")
    for name, (place, instead) in MECHANISMS.items():
        with ExitStack() as stack:
            stack.enter_context(patch(f"tui.news.extract.{place}", instead))
            lesser = held_out(pages, weights)
        print(f"{name:26} {f1(lesser):.4f}  {f1(whole) - f1(lesser):+.4f}   {_exact(lesser):.3f}")


def _exact(scores: Sequence[Score]) -> float:
    return mean([float(score.exact) for score in scores])


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", default=SETS, help=", ".join(SETS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--worst", type=int, default=15)
    parser.add_argument("--ablation", action="store_true")
    parser.add_argument("--fitted", action="store_true")
    args = parser.parse_args()
    if not FOLDER.is_dir():
        parser.exit(2, f"{FOLDER}: no pages with known text are here; put the sets there.\n")
    learning = not args.fitted and find_spec("sklearn") is not None
    weights = by_page({name: load(name) for name in SETS}) if learning else {}
    for name in args.sets:
        pages = load(name)
        runs = measure(pages, extractors(), args.rounds)
        if learning:
            runs[OURS] = Run(held_out(pages, weights))
        report(name, runs)
        worst(pages, runs, args.worst)
        if args.ablation:
            ablate(pages, weights)


if __name__ == "__main__":
    main()
