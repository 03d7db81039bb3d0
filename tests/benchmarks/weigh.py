"""Learns the weights by which pieces of a page are told from boilerplate, and says what to expect of them elsewhere.

    python -m tests.benchmarks.weigh [--write]

Logistic regression over the traits of `tui.news.extract.traits`, one weight for each value of each trait, by AdaGrad
with a pull towards 0. Every host is left out once (in eight folds) and scored with weights that never saw it: these
are the figures printed. `--write` then learns from all pages and writes `tui/news/extract/weights.py`.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from selectolax.lexbor import LexborHTMLParser

from tests.benchmarks.pages import SETS, Page, Score, compare, f1, load, mean, tokens
from tui.news.extract import body, extract
from tui.news.extract.encoding import as_utf8
from tui.news.extract.metadata import describe
from tui.news.extract.names import JUNK, NAMES
from tui.news.extract.page import said_by
from tui.news.extract.survey import survey
from tui.news.extract.traits import TRAITS, View
from tui.news.extract.witnesses import read

FOLDS = 8
EPOCHS = 40
PULL = 10.0
"""Towards 0; chosen with another solver, among 3, 10 and 33, by hosts left out."""
JUNK_SCALE, WORD_SCALE = 3.0, 0.6
"""How freely the weight of the old word list and of single words may grow, beside the other traits' 1."""
WEIGHTS = Path(body.__file__).with_name("weights.py")
Key = tuple[str, int]
"""A trait's name and its value."""


@dataclass(frozen=True)
class Sample:
    """One piece of a page that is not sure, with its label."""

    keys: tuple[tuple[Key, float], ...]
    """Its traits and their scale."""
    kept: bool
    weight: float
    group: str


def labels(texts: Sequence[str], truth: str) -> list[bool]:
    """Which pieces stand in the true text: half of the shingles, or beside a neighbour that does where it is short."""
    wanted = tokens(truth)
    whole = f" {' '.join(wanted)} "
    known = {tuple(wanted[at : at + 4]) for at in range(len(wanted) - 3)}
    words = [tokens(text) for text in texts]
    found: list[bool | None] = []
    for run in words:
        own = [tuple(run[at : at + 4]) for at in range(len(run) - 3)]
        found.append(sum(one in known for one in own) * 2 >= len(own) if own else None if run else False)
    _choose_copies(words, found, whole)
    done = []
    for at, run in enumerate(words):
        verdict = found[at]
        if verdict is None:
            before = next((words[i] for i in range(at - 1, max(-1, at - 12), -1) if found[i] and words[i]), None)
            after = next((words[i] for i in range(at + 1, min(len(words), at + 12)) if found[i]), None)
            verdict = bool(
                (before and f" {' '.join(before[-4:] + run)} " in whole)
                or (after and f" {' '.join(run + after[:4])} " in whole)
            )
            found[at] = verdict
        done.append(verdict)
    return done


def _choose_copies(words: list[list[str]], found: list[bool | None], whole: str) -> None:
    """Of pieces that stand more often on the page than in the text, those with true neighbours stay true."""
    places: dict[str, list[int]] = {}
    for at, run in enumerate(words):
        if found[at]:
            places.setdefault(" ".join(run), []).append(at)
    single = {copies[0] for copies in places.values() if len(copies) == 1}
    for said, copies in places.items():
        spare = len(copies) - max(1, whole.count(f" {said} "))
        if spare > 0:
            near = {at: sum(abs(at - other) < 6 for other in single) for at in copies}
            for at in sorted(copies, key=lambda at: -near[at])[-spare:]:
                found[at] = False


def samples(page: Page) -> list[Sample]:
    """The pieces of one page that the weights decide on."""
    tree = LexborHTMLParser(as_utf8(page.html))
    witnesses = read(tree, page.url)
    assert tree.body is not None
    surveyed = survey(tree.body)
    view = View(surveyed, said_by(witnesses, describe(witnesses)))
    kept = labels([piece.text for piece in surveyed.pieces], page.truth["text"])
    total = sum(len(piece.text) for piece, true in zip(surveyed.pieces, kept, strict=True) if true) or 1
    found = []
    for at, piece in enumerate(view.pieces):
        if not view.is_sure(at):
            keys = [((name, value), 1.0) for name, value in zip(TRAITS, view.row(at), strict=True)]
            for name, bits in (("against", view.against[piece.box]), ("own", view.boxes[piece.box].words)):
                for bit in range(len(NAMES) + 1):
                    if bits >> bit & 1:
                        keys.append(((name, bit), JUNK_SCALE if 1 << bit == JUNK else WORD_SCALE))
            weight = min(len(piece.text) / total, 0.5) * 20 + 0.15
            found.append(Sample(tuple(keys), kept[view.first + at], weight, page.group))
    return found


def learn(data: Sequence[Sample]) -> dict[Key, float]:
    """The weight of each value of each trait; ("bias", 0) is the constant."""
    often = Counter(key for one in data for key, _ in one.keys)
    weights = dict.fromkeys(often, 0.0)
    squares = dict.fromkeys(often, 1e-3)
    bias: Key = ("bias", 0)
    weights[bias], squares[bias] = 0.0, 1e-3
    chance, order = random.Random(1), list(data)
    for _ in range(EPOCHS):
        chance.shuffle(order)
        for one in order:
            total = weights[bias] + sum(weights[key] * scale for key, scale in one.keys)
            error = (1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - one.kept) * one.weight
            squares[bias] += error * error
            weights[bias] -= 0.1 * error / math.sqrt(squares[bias])
            for key, scale in one.keys:
                slope = error * scale + PULL * weights[key] / often[key]
                squares[key] += slope * slope
                weights[key] -= 0.1 * slope / math.sqrt(squares[key])
    scales = {("against", len(NAMES)): JUNK_SCALE, ("own", len(NAMES)): JUNK_SCALE}
    return {
        key: weight * scales.get(key, WORD_SCALE if key[0] in ("against", "own") else 1.0)
        for key, weight in weights.items()
    }


def tables(weights: dict[Key, float]) -> dict[str, Any]:
    """The weights as the module holds them."""
    by_trait = tuple(
        {value: round(weight, 2) for (name, value), weight in sorted(weights.items()) if name == trait}
        for trait in TRAITS
    )
    bits = {
        name: tuple(round(weights.get((name, bit), 0.0), 2) for bit in range(len(NAMES) + 1))
        for name in ("against", "own")
    }
    return {
        "TABLES": by_trait,
        "AGAINST": bits["against"],
        "OWN": bits["own"],
        "BIAS": round(weights[("bias", 0)], 2),
    }


def scored(pages: Iterable[Page], weights: dict[Key, float]) -> list[Score]:
    """The pages' scores with these weights."""
    with patch.multiple(body, **tables(weights)):
        body._bits.clear()
        found = [compare(page, extract(page.html, page.url).text) for page in pages]
    body._bits.clear()
    return found


def write(weights: dict[Key, float]) -> None:
    """The module of weights."""
    made = tables(weights)
    lines = [
        '"""The weight of each value of each trait, in logits; made by `python -m tests.benchmarks.weigh --write`."""',
        "",
    ]
    lines += ["# fmt: off", "TABLES: tuple[dict[int, float], ...] = ("]
    for name, table in zip(TRAITS, made["TABLES"], strict=True):
        lines += [f"    {{  # {name}", *_wrapped(f"{value}: {weight}," for value, weight in table.items()), "    },"]
    lines.append(")")
    for name in ("AGAINST", "OWN"):
        lines += [f"{name} = (", *_wrapped(f"{value}," for value in made[name]), ")"]
    lines += ["# fmt: on", f"BIAS = {made['BIAS']}"]
    WEIGHTS.write_text("\n".join(lines) + "\n", "utf-8")


def _wrapped(parts: Iterable[str]) -> list[str]:
    lines = ["       "]
    for part in parts:
        if len(lines[-1]) + len(part) > 115:
            lines.append("       ")
        lines[-1] += f" {part}"
    return lines


def main() -> None:
    """Prints what to expect of pages that were not learned from; writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    sets = {name: load(name) for name in SETS}
    data = [one for pages in sets.values() for page in pages for one in samples(page)]
    groups = sorted({one.group for one in data})
    random.Random(1).shuffle(groups)
    unseen: dict[str, list[Score]] = {name: [] for name in SETS}
    for fold in range(FOLDS):
        out = set(groups[fold::FOLDS])
        weights = learn([one for one in data if one.group not in out])
        for name, pages in sets.items():
            unseen[name] += scored([page for page in pages if page.group in out], weights)
    for name, scores in unseen.items():
        precision, recall = (mean([getattr(one, part) for one in scores]) for part in ("precision", "recall"))
        exact = mean([float(one.exact) for one in scores])
        print(f"{name:12} hosts left out: F1 {f1(scores):.4f} ({precision:.3f} / {recall:.3f}), exact {exact:.3f}")
    if args.write:
        write(learn(data))


if __name__ == "__main__":
    main()
