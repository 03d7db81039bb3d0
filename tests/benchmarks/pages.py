"""Saved pages whose text is known, and how far a text is from it.

The sets lie beside the repository, in `../shared/extraction`: each is a folder with `truth.json` and
`pages/ID.html.gz`. Scores are those of https://github.com/scrapinghub/article-extraction-benchmark: tokens are runs of
word characters, a text is the multiset of its shingles of four tokens.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "extraction"
SETS = ("scrapinghub", "fundus")
_TOKEN = re.compile(r"\w+")
Shingles = Counter[tuple[str, ...]]


@dataclass(frozen=True)
class Page:
    """One saved page and what is known of it."""

    id: str
    url: str
    group: str
    """Its host or publisher: pages of one group are never on both sides of a split."""
    html: bytes
    truth: dict[str, Any]

    @cached_property
    def tokens(self) -> list[str]:
        """The tokens of its true text."""
        return tokens(self.truth["text"])

    @cached_property
    def shingles(self) -> Shingles:
        """The shingles of its true text."""
        return shingles(self.tokens)


@dataclass(frozen=True)
class Score:
    """How one page's text compares with the truth; None is a mean that this page does not count towards."""

    precision: float | None
    recall: float | None
    exact: bool

    @property
    def f1(self) -> float:
        """Harmonic mean of both; 0 where there is nothing."""
        return f1_of(self.precision or 0.0, self.recall or 0.0)


def load(name: str) -> list[Page]:
    """The pages of a set by their ids; raises FileNotFoundError where the set is not there."""
    known = json.loads((FOLDER / name / "truth.json").read_text("utf-8"))["pages"]
    return [
        Page(
            id=id,
            url=truth.get("url") or "",
            group=truth["group"],
            html=gzip.decompress((FOLDER / name / "pages" / f"{id}.html.gz").read_bytes()),
            truth={"set": name, **truth},
        )
        for id, truth in sorted(known.items())
    ]


def tokens(text: str) -> list[str]:
    """The words of a text."""
    return _TOKEN.findall(text)


def shingles(words: Sequence[str]) -> Shingles:
    """Runs of four words; one shorter run where there are fewer."""
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3))) if words else Counter()


def compare(page: Page, text: str) -> Score:
    """How near a text is to the page's true one."""
    said = tokens(text)
    found = shingles(said)
    both = (found & page.shingles).total()
    given, wanted = found.total(), page.shingles.total()
    return Score(both / given if given else None, both / wanted if wanted else None, said == page.tokens)


def f1_of(precision: float, recall: float) -> float:
    """The harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision and recall else 0.0


def mean(values: Sequence[float | None]) -> float:
    """The mean of those that count; 0 without any."""
    counted = [value for value in values if value is not None]
    return sum(counted) / len(counted) if counted else 0.0


def f1(scores: Sequence[Score]) -> float:
    """The set's F1: of the means of precision and recall, not the mean of F1."""
    return f1_of(mean([score.precision for score in scores]), mean([score.recall for score in scores]))


def interval(
    scores: Sequence[Score], figure: Callable[[Sequence[Score]], float], draws: int = 400
) -> tuple[float, float]:
    """The 2.5th and 97.5th percentile of a figure over pages drawn again and again."""
    chance = random.Random(1)
    values = sorted(figure(chance.choices(scores, k=len(scores))) for _ in range(draws))
    return values[draws // 40], values[-draws // 40]
