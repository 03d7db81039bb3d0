"""Learns the weights by which pieces of a page are told from boilerplate, and says what to expect of them elsewhere.

    python -m tests.benchmarks.weigh [--write]

Logistic regression over the traits of `tui.news.extract.traits` by scikit-learn (extra `bench`). Every host is left
out once (in eight folds) and its pages are extracted with weights that never saw it: these are the figures printed.
`--write` then learns from all pages and writes `tui/news/extract/weights.py`.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

from selectolax.lexbor import LexborHTMLParser

from tests.benchmarks.pages import SETS, Page, compare, f1, load, mean, shingles, tokens
from tui.news.extract import body, extract
from tui.news.extract.container import TELLING
from tui.news.extract.encoding import as_utf8
from tui.news.extract.metadata import describe
from tui.news.extract.names import BIT, JUNK, NAMES
from tui.news.extract.page import said_by
from tui.news.extract.traits import NOMINAL, TRAITS, View
from tui.news.extract.witnesses import read

FOLDS = 8
SPREAD = 0.05
"""scikit-learn's C: how far weights may go from 0; chosen among .003 to .3 by hosts left out."""
TRUST = {"scrapinghub": 2.0, "fundus": 1.0}
"""How much each set counts: the first has fewer pages, and annotators who read all of a page."""
INCOMPLETE = 0.1
"""What a list, table or quotation between main paragraphs counts that the true text lacks: fundus leaves many out."""
OWN = JUNK | BIT["body"] | BIT["title"] | BIT["lead"]
"""What an element's own words may weigh; those around it weigh with all of them."""
INSIDE = len(TELLING.split()[:7])
WEIGHTS = Path(body.__file__).with_name("weights.py")
Weights = dict[str, Any]
"""The values of the module of weights by their names."""
Columns = tuple[int, ...]
"""Which columns of a piece are 1."""


@dataclass(frozen=True)
class Sample:
    """One piece of a page, with its label."""

    columns: Columns
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


def improved(words: Sequence[list[str]], kept: list[bool], truth: list[str]) -> tuple[list[bool], list[float]]:
    """Labels with which the page's text is nearest to the true one, and what each of them is worth in F1."""
    wanted = shingles(truth)

    def gain(at: int) -> float:
        kept[at] = not kept[at]
        value = nearness()
        kept[at] = not kept[at]
        return best - value

    def nearness() -> float:
        said = [word for run, keep in zip(words, kept, strict=True) if keep for word in run]
        found = shingles(said)
        return 2 * (found & wanted).total() / max(1, found.total() + wanted.total()) + (said == truth) * 1e-3

    best = nearness()
    for _ in range(2):
        for at, run in enumerate(words):
            if run and gain(at) < -1e-9:
                kept[at] = not kept[at]
                best = nearness()
    return kept, [gain(at) if run else 0.0 for at, run in enumerate(words)]


def starts() -> dict[str, int]:
    """The first column of each trait and of each kind of bits, and the number of columns."""
    found, at = {}, 0
    for name, size in (*TRAITS.items(), ("against", len(NAMES) + 1), ("own", len(NAMES) + 1), ("inside", INSIDE)):
        found[name] = at
        at += size
    return found | {"": at}


def columns(view: View, at: int) -> Columns:
    """The columns of one piece: of a trait without order its value's, else those of all values up to its own."""
    first, box = starts(), view.pieces[at].box
    found = []
    for name, value in zip(TRAITS, view.row(at), strict=True):
        found += [first[name] + one for one in ([value] if name in NOMINAL else range(1, value + 1))]
    bits = {"against": view.against[box], "own": view.boxes[box].words & OWN, "inside": view.inside[box]}
    for name, held in bits.items():
        size = INSIDE if name == "inside" else len(NAMES) + 1
        found += [first[name] + bit for bit in range(size) if held >> bit & 1]
    return tuple(found)


def samples(page: Page) -> Iterator[Sample]:
    """The pieces of one page that the weights decide on."""
    tree = LexborHTMLParser(as_utf8(page.html))
    witnesses = read(tree, page.url)
    assert tree.body is not None
    said = said_by(witnesses, describe(witnesses))
    tree.strip_tags(body.SILENT)
    view = View(body.walked(tree.body, said), said)
    texts = [piece.text for piece in view.pieces]
    single = body._without_repeats(
        [(piece.text, view.boxes[piece.box].up) for piece in view.pieces], [True] * len(texts)
    )
    words = [tokens(text) if one else [] for text, one in zip(texts, single, strict=True)]
    guess = [known and one for known, one in zip(labels(texts, page.truth["text"]), single, strict=True)]
    kept, gains = improved(words, guess, page.tokens)
    trust = TRUST[page.truth["set"]]
    for at, run in enumerate(words):
        if run and not body.is_ruled_out(view, at):
            weight = trust * (min(max(gains[at], 0.0), 0.3) * 20 + 0.1)
            if trust == 1 and not kept[at] and _may_lack(view, at):
                weight *= INCOMPLETE
            yield Sample(columns(view, at), kept[at], weight, page.group)


def _may_lack(view: View, at: int) -> bool:
    """Whether a piece is one that a publisher's selectors often leave out of the true text."""
    kept_out = view.inside[view.pieces[at].box] & 0b111
    return bool(kept_out) and view.front < at < view.back and view.shares[at] < 0.5


def learn(data: Sequence[Sample]) -> Weights:
    """The weights as the module holds them."""
    numpy, model = import_module("numpy"), import_module("sklearn.linear_model")
    first = starts()
    matrix = numpy.zeros((len(data), first[""]), dtype=numpy.float32)
    for at, one in enumerate(data):
        matrix[at, list(one.columns)] = 1
    fitted = model.LogisticRegression(C=SPREAD, max_iter=400, solver="lbfgs").fit(
        matrix, [one.kept for one in data], sample_weight=[one.weight for one in data]
    )
    weights = [round(float(one), 3) for one in fitted.coef_[0]]
    tables = []
    for name, size in TRAITS.items():
        own = weights[first[name] : first[name] + size]
        tables.append(tuple(own if name in NOMINAL else [round(sum(own[1 : at + 1]), 3) for at in range(size)]))
    named = {name: tuple(weights[first[name] :][: len(NAMES) + 1]) for name in ("against", "own")}
    return {
        "TABLES": tuple(tables),
        "AGAINST": named["against"],
        "OWN": named["own"],
        "INSIDE": tuple(weights[first["inside"] :][:INSIDE]),
        "BIAS": round(float(fitted.intercept_[0]), 3),
    }


def folds(groups: Iterable[str]) -> Iterator[set[str]]:
    """Every host once, in eight parts."""
    names = sorted(set(groups))
    random.Random(1).shuffle(names)
    for fold in range(FOLDS):
        yield set(names[fold::FOLDS])


def by_page(sets: dict[str, list[Page]]) -> dict[str, Weights]:
    """For each page, by its id, weights that were learned from other hosts."""
    data = [one for pages in sets.values() for page in pages for one in samples(page)]
    found: dict[str, Weights] = {}
    for out in folds(page.group for pages in sets.values() for page in pages):
        weights = learn([one for one in data if one.group not in out])
        found |= {page.id: weights for pages in sets.values() for page in pages if page.group in out}
    return found


@contextmanager
def with_weights(weights: Weights | None) -> Iterator[None]:
    """Extraction by other weights than those that are shipped; by those where there are none."""
    if weights is None:
        yield
        return
    with patch.multiple(body, _bits={}, **weights):
        yield


def write(made: Weights) -> None:
    """The module of weights."""
    lines = [
        '"""The weight of each value of each trait, in logits; made by `python -m tests.benchmarks.weigh --write`."""',
        "",
        "# fmt: off",
        "TABLES: tuple[tuple[float, ...], ...] = (",
    ]
    for name, table in zip(TRAITS, made["TABLES"], strict=True):
        lines.append(f"    ({', '.join(map(str, table))}),  # {name}")
    lines += [")", '"""In the order of the traits."""']
    for name in ("AGAINST", "OWN", "INSIDE"):
        lines += [f"{name} = (", *_wrapped(f"{value}," for value in made[name]), ")"]
    lines += ["# fmt: on", f"BIAS = {made['BIAS']}"]
    WEIGHTS.write_text("\n".join(lines) + "\n", "utf-8")


def _wrapped(parts: Iterable[str]) -> list[str]:
    lines = ["   "]
    for part in parts:
        if len(lines[-1]) + len(part) > 115:
            lines.append("   ")
        lines[-1] += f" {part}"
    return lines


def main() -> None:
    """Prints what to expect of pages that were not learned from; writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    sets = {name: load(name) for name in SETS}
    weights = by_page(sets)
    for name, pages in sets.items():
        scores = []
        for page in pages:
            with with_weights(weights[page.id]):
                scores.append(compare(page, extract(page.html, page.url).text))
        precision, recall = (mean([getattr(one, part) for one in scores]) for part in ("precision", "recall"))
        exact = mean([float(one.exact) for one in scores])
        print(f"{name:12} hosts left out: F1 {f1(scores):.4f} ({precision:.3f} / {recall:.3f}), exact {exact:.3f}")
    if args.write:
        write(learn([one for pages in sets.values() for page in pages for one in samples(page)]))


if __name__ == "__main__":
    main()
