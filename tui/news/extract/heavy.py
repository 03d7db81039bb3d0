"""Pages that would keep a parser busy for minutes, told by counting and made harmless before they are parsed.

Lexbor's work grows with the square of the attributes of one tag, of the depth of the nesting, and of the formatting
elements left open. Real pages come nowhere near; the bounds are far above them, and what lies beyond is left out as
browsers do (Blink nests 512 deep and no deeper). Everything here is linear in the page's size.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

SMALL = 64 * 1024
"""Bytes; of a smaller page even the worst takes the parser under 0.3 s, so nothing is counted."""
LONG_TAG = 64 * 1024
"""Bytes without any `>` from which on the attributes of a tag are counted."""
MOST_ATTRIBUTES = 10_000
"""Of one tag: 200,000 take Lexbor more than 60 s, 10,000 take 0.2 s."""
MANY_TAGS = 20_000
"""Tags of a page from which on their nesting is followed, at 0.4 us a tag."""
DEEPEST = 512
MOST_OPEN = 64
"""Formatting elements open at once; each new paragraph opens all of them again."""

_ATTRIBUTE = re.compile(rb"""[^\s"'>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?""")
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
_FORMATTING = frozenset(b"a b big code em font i nobr s small strike strong tt u".split())
"""The elements of the adoption agency (https://html.spec.whatwg.org/#formatting)."""
_NEVER_DEEP = frozenset(
    b"area base br col embed hr img input link meta param source track wbr "
    b"p li dt dd td th tr tbody thead tfoot option optgroup rp rt".split()
)
"""Elements without an end tag, or with one that may be left out."""


def is_heavy(html: bytes) -> bool:
    """Whether a page is so large, deep or full of attributes that it must not be parsed as it is."""
    return len(html) > SMALL and (_count_tags(html) > MANY_TAGS or any(_long_tags(html)))


def tamed(html: bytes) -> bytes:
    """The page with excessive attributes, nesting and open formatting left out; most pages come back as they are."""
    if not is_heavy(html):
        return html
    kept: list[bytes] = []
    at = 0
    for start, end in _long_tags(html):
        kept += [html[at:start], _fewer_attributes(html[start:end])]
        at = end
    html = b"".join([*kept, html[at:]])
    return _shallow(html) if _count_tags(html) > MANY_TAGS else html


def _count_tags(html: bytes) -> int:
    """How many `<` there are; taking them out finds each by `memchr`, in half the time that `count` takes."""
    return len(html) - len(html.replace(b"<", b""))


def _long_tags(html: bytes) -> Iterator[tuple[int, int]]:
    """Where the long tags lie: each fills a whole window without any `>`; 2 us a page without such windows."""
    half = LONG_TAG // 2
    done = 0
    for at in range(0, len(html) - half, half):
        if at >= done and html.find(b">", at, at + half) < 0:
            start = html.rfind(b"<", done, at)
            end = html.find(b">", start) if start >= 0 else 0
            if not end or 0 <= end < at or not html[start + 1 : start + 2].isalpha():
                continue  # the window is text, such as a script's
            done = len(html) if end < 0 else end
            yield start, done


def _fewer_attributes(tag: bytes) -> bytes:
    for number, found in enumerate(_ATTRIBUTE.finditer(tag), 1):
        if number == MOST_ATTRIBUTES:
            return tag[: found.start()]
    return tag


def _shallow(html: bytes) -> bytes:
    """The page without the tags that nest deeper than `DEEPEST`; their text stays."""
    kept: list[bytes] = []
    left_out: Counter[bytes] = Counter()
    at = depth = formatting = 0
    for tag in _TAG.finditer(html):
        name = tag[2].lower()
        if name in _NEVER_DEEP or tag[3].endswith(b"/"):
            continue
        if not tag[1]:
            too_much = formatting >= MOST_OPEN if name in _FORMATTING else depth >= DEEPEST
            left_out[name] += too_much
        else:
            too_much = left_out[name] > 0
            left_out[name] -= too_much
        if too_much:
            kept.append(html[at : tag.start()])
            at = tag.end()
        else:
            step = -1 if tag[1] else 1
            if name in _FORMATTING:
                formatting = max(0, formatting + step)
            else:
                depth = max(0, depth + step)
    return b"".join([*kept, html[at:]]) if kept else html
