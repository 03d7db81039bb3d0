"""The parts of a text without mark-up: its paragraphs and lines, and how likely each belongs to an article.

Likelihood is a linear model of a part's looks and its neighbours'. Its weights were learned from the lines of 215 saved
pages whose articles are known, in several shapes of text dump; `tests/benchmarks/weigh_lines.py` learns them anew.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from math import log
from operator import mul

from tui.news import clean
from tui.news.extract.lines import is_noise
from tui.news.types import count_words

WIDEST = 100
"""Characters of the longest line of a text that was wrapped by a program."""
WEIGHTS = (
    -4.49, 0.13, 1.0, 0.66, 0.25, 0.56, -0.36, 0.04, 0.42, 1.23, -0.44, -0.06, -0.83, -0.75, -0.25, -0.97,
    0.58, 0.35, 0.13, 0.42, 0.22, 0.0, 0.81, -0.03, 1.68, 2.1,
)  # fmt: skip
"""Of a part's looks, in their order: logistic regression, lines weighted by their length."""
KEPT = -2.0
"""Log odds from which on a part inside the article's run is kept; subheadings seldom reach 0."""
CERTAIN = 3.0
"""Log odds beyond which more make no difference."""
BENEFIT = 0.9
"""Log odds that a part gains by standing in a run."""
LONG = 40
"""Words of a part beyond which more make no difference."""
EARLY = 0.4
"""Share of the heaviest run's weight at which an earlier run is taken instead: comments stand behind."""
QUOTED = 0.9
"""Share of a text's lines that begin with `>` from which on that is no quotation within it."""
_RULE = re.compile(r"[-=_~*#+—–]{3,}$")
"""A line below a heading or between paragraphs that is drawn and not written."""
_MARK = re.compile(r"^(?:(#{1,6})\s+|([*+•·▪●‣-])\s+|(>)\s+)")
_LINK = re.compile(r"!?\[([^\]\n]{0,300})\]\(\S{1,2000}?\)|\[\d{1,3}\]")
_END = re.compile(r"[.!?…。！？।؟۔][\"'”’»)\]」』]*$")
_INNER = re.compile(r"[.!?。！？।؟۔][\"'”’»)\]]* +(?=[^\W\d_])|[。！？]")
_MENU = re.compile(r"[|›»→▸©]|\.{3}$|…$|:$")
_PLACE = re.compile(r"[,;،、，]")


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph or a line that stands alone."""

    words: str
    mark: str
    """`#`, `*` or `>` where the text marks a heading, an item or a quotation."""
    group: int
    """Parts without an empty line between them are one group."""


def parts_of(text: str) -> list[Part]:
    """The parts of a text, lines that a program wrapped joined again."""
    lines = _unquoted(clean.lines(text).split("\n"))
    longest = max(map(len, lines), default=0)
    width = longest if longest <= WIDEST and "" in lines else 0
    found: list[Part] = []
    run: list[str] = []
    group = 0
    for line in [*("" if _RULE.match(line) else line for line in lines), ""]:
        if run and (not line or not width or _MARK.match(line) or _fits(run[-1], line, width)):
            found.append(_part(joined(run), group))
            run = []
        if line:
            run.append(line)
        elif found and found[-1].group == group:
            group += 1
    return found


def _unquoted(lines: list[str]) -> list[str]:
    """The lines of a text that was quoted as a whole, as in mail, without the marks; any other as it is."""
    marked = sum(line.startswith(">") for line in lines)
    if marked < QUOTED * sum(map(bool, lines)):
        return lines
    return [line.lstrip("> ") for line in lines]


def _fits(line: str, following: str, width: int) -> bool:
    """Whether a wrapped line had room for the next word, or what follows is none; then its paragraph ended there."""
    if not any(map(str.isalpha, following)):
        return True
    word = 1 if _is_dense(following[0]) else len(following.split(" ", 1)[0])
    return len(line) + 1 + word <= width - 8


def joined(lines: list[str]) -> str:
    """Wrapped lines as one, with a blank between them but where the script has none."""
    text = lines[0]
    for line in lines[1:]:
        text += line if _is_dense(text[-1]) and _is_dense(line[0]) else f" {line}"
    return text


def _is_dense(char: str) -> bool:
    """Whether a character is of a script that sets its words apart by nothing: Chinese and Japanese, not Korean."""
    return char >= "\u2e80" and not "\uac00" <= char <= "\ud7a3"


def _part(line: str, group: int) -> Part:
    found = _MARK.match(line)
    mark = (found[1] or found[2] or found[3])[0] if found else ""
    words = _LINK.sub(lambda link: link[1] or "", line[found.end() :] if found else line)
    return Part(words.strip(), "#" if mark == "#" else ">" if mark == ">" else "*" if mark else "", group)


def run_of(odds: list[float], parts: list[Part], ends: list[float]) -> tuple[int, int]:
    """Where the article starts and ends: the run of parts with the most weight of likely words; (0, 0) where none has.

    `odds` are the parts' log odds, `ends` what lines that end articles take from a run.
    """
    runs: list[tuple[float, int, int]] = []
    weight = most = 0.0
    start = end = 0
    for at, odd in enumerate(odds):
        if weight <= 0:
            runs.append((most, start, end))
            weight = most = 0.0
            start = at
        sure = max(-CERTAIN, min(CERTAIN, odd + BENEFIT))
        weight += (sure * min(count_words(parts[at].words), LONG) if sure > 0 else sure) - ends[at]
        if weight > most:
            most, end = weight, at + 1
    runs.append((most, start, end))
    heaviest = max(runs)[0]
    return next(((start, end) for weight, start, end in runs if weight and weight >= EARLY * heaviest), (0, 0))


def odds_of(parts: list[Part]) -> list[float]:
    """The log odds of each part to belong to the article."""
    return [sum(map(mul, WEIGHTS, row)) for row in looks(parts)]


def looks(parts: list[Part]) -> list[list[float]]:
    """What the model sees of each part: its own looks, its neighbours' and how dense with prose it is around."""
    times = Counter(part.words for part in parts)
    own = [_own(part, times[part.words] > 1) for part in parts]
    blank = [0.0] * NEIGHBOURLY
    dense = [0.0, *accumulate(min(count_words(part.words), 40) / 40 for part in parts)]
    rows = []
    for at, row in enumerate(own):
        before = own[at - 1][:NEIGHBOURLY] if at else blank
        after = own[at + 1][:NEIGHBOURLY] if at + 1 < len(own) else blank
        above, below = dense[max(0, at - AROUND)], dense[min(len(parts), at + 1 + AROUND)]
        rows.append([1.0, *row, *before, *after, (dense[at] - above) / AROUND, (below - dense[at + 1]) / AROUND])
    return rows


AROUND = 5
"""Parts above and below whose words count."""
NEIGHBOURLY = 3
"""The first so many looks of a part also count for those beside it."""


def _own(part: Part, repeated: bool) -> list[float]:
    words = part.words
    count = count_words(words)
    letters = sum(map(str.isalpha, words)) or 1
    ends = bool(_END.search(words))
    return [
        min(log(1 + count), 5.0),
        float(ends),
        float(ends and count >= 12),
        float(ends and count >= 25),
        float(not ends and count >= 20),
        float(count <= 3),
        float(3 < count <= 12 and not ends),
        min(len(_INNER.findall(words)), 3) / 3,
        min(len(_PLACE.findall(words)), 4) / 4,
        sum(word[:1].isupper() for word in words.split()) / (len(words.split()) or 1),
        sum(map(str.isdigit, words)) / letters,
        float(bool(_MENU.search(words))),
        float(is_noise(words)),
        float(repeated and count <= 12),
        float(part.mark == "*"),
        float(part.mark == "#"),
        float(words[:1] in "\"“„«‘'"),
    ]
