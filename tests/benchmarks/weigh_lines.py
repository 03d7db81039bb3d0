"""Learns the weights by which lines of a text dump are told from boilerplate, and says what to expect elsewhere.

    python -m tests.benchmarks.weigh_lines [--write]

Logistic regression over the looks of `tui.news.extract.parts`, by AdaGrad, the looks scaled alike and their weights
pulled towards 0. Every page is dumped in one of the shapes, in turn. Hosts are left out in six folds and their pages
scored, in all shapes, with weights that never saw them: these are the figures printed. `--write` then learns from all
pages and writes the weights into `tui/news/extract/parts.py`.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from tests.benchmarks.pages import SETS, Page, Score, compare, f1, load, mean
from tests.benchmarks.weigh import labels
from tests.news.extract.dumps import SHAPES, Line, lines_of
from tui.news.extract import from_text, parts
from tui.news.extract.encoding import as_utf8

FOLDS = 6
EPOCHS = 12
PULL = 333.0
"""Towards 0, of all samples together; chosen among 50, 333 and 1000 by hosts left out."""


@dataclass(frozen=True)
class Sample:
    """One line of a dump, with its label."""

    looks: Sequence[float]
    kept: bool
    weight: float
    group: str


def samples(page: Page, dump: str) -> list[Sample]:
    """The lines of one page, each as heavy as the share of the article that it could be."""
    found = parts.parts_of(dump)
    kept = labels([part.words for part in found], page.truth["text"])
    total = sum(len(part.words) for part, true in zip(found, kept, strict=True) if true) or 1
    return [
        Sample(row[1:], true, min(len(part.words) / total, 0.5) * 20 + 0.15, page.group)
        for part, row, true in zip(found, parts.looks(found), kept, strict=True)
    ]


def learn(data: Sequence[Sample]) -> tuple[float, ...]:
    """The weights of the looks, the constant first."""
    columns = list(zip(*(one.looks for one in data), strict=True))
    means = [sum(column) / len(data) for column in columns]
    sizes = [
        math.sqrt(sum((value - middle) ** 2 for value in column) / len(data)) + 1e-6
        for column, middle in zip(columns, means, strict=True)
    ]
    scaled = [
        [1.0, *((value - middle) / size for value, middle, size in zip(one.looks, means, sizes, strict=True))]
        for one in data
    ]
    weights, squares = [0.0] * len(scaled[0]), [1e-3] * len(scaled[0])
    chance, order, pull = random.Random(1), list(range(len(data))), PULL / len(data)
    for epoch in range(EPOCHS):
        chance.shuffle(order)
        pace = 0.3 / (1 + epoch)
        for at in order:
            row, one = scaled[at], data[at]
            total = sum(weight * value for weight, value in zip(weights, row, strict=True))
            error = (1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - one.kept) * one.weight
            for place, value in enumerate(row):
                slope = error * value + (pull * weights[place] if place else 0.0)
                squares[place] += slope * slope
                weights[place] -= pace * slope / math.sqrt(squares[place])
    bare = [weight / size for weight, size in zip(weights[1:], sizes, strict=True)]
    constant = weights[0] - sum(weight * middle for weight, middle in zip(bare, means, strict=True))
    return (round(constant, 2), *(round(weight, 2) for weight in bare))


def scored(dumps: Iterable[tuple[Page, list[Line]]], weights: tuple[float, ...]) -> dict[str, list[Score]]:
    """The pages' scores by shape, with these weights."""
    with patch.object(parts, "WEIGHTS", weights):
        found: dict[str, list[Score]] = {shape.__name__: [] for shape in SHAPES}
        for page, lines in dumps:
            for shape in SHAPES:
                found[shape.__name__].append(compare(page, from_text(shape(lines)).text))
        return found


def write(weights: tuple[float, ...]) -> None:
    """Puts the weights into their module."""
    module = Path(parts.__file__)
    listed = textwrap.fill(", ".join(map(str, weights)) + ",", 110, initial_indent="    ", subsequent_indent="    ")
    text = module.read_text("utf-8")
    module.write_text(re.sub(r"(?s)(?<=\nWEIGHTS = \(\n).*?(?=\n\)  # fmt)", listed, text), "utf-8")


def main() -> None:
    """Prints what to expect of pages that were not learned from; writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    dumps = {name: [(page, lines_of(as_utf8(page.html))) for page in load(name)] for name in SETS}
    every = [pair for pairs in dumps.values() for pair in pairs]
    data = [one for at, (page, lines) in enumerate(every) for one in samples(page, SHAPES[at % len(SHAPES)](lines))]
    groups = sorted({one.group for one in data})
    random.Random(1).shuffle(groups)
    unseen: dict[tuple[str, str], list[Score]] = {}
    for fold in range(FOLDS):
        out = set(groups[fold::FOLDS])
        weights = learn([one for one in data if one.group not in out])
        for name, pairs in dumps.items():
            for shape, scores in scored((pair for pair in pairs if pair[0].group in out), weights).items():
                unseen.setdefault((name, shape), []).extend(scores)
    for (name, shape), scores in sorted(unseen.items()):
        precision, recall = (mean([getattr(one, part) for one in scores]) for part in ("precision", "recall"))
        print(f"{name:12} {shape:14} hosts left out: F1 {f1(scores):.4f} ({precision:.3f} / {recall:.3f})")
    if args.write:
        write(learn(data))


if __name__ == "__main__":
    main()
