"""Strings of an attacker: what a terminal would obey, what nobody sees, what Textual would take for markup."""

from __future__ import annotations

import random
import re
import unicodedata

from tests.news.cache.made import NOW, paragraph
from tui.news.types import (
    Code,
    Document,
    Draft,
    Embed,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Span,
    Table,
)

OBEYED = (
    "\x1b]52;c;SEVMTE8=\x07", "\x1b]0;OWNED\x07", "\x1b]2;OWNED\x1b\\", "\x1b[2J", "\x1b[31m", "\x1bc",
    "\x1bPq\x1b\\", "\x1b[?1049l", "\x1b]8;;https://evil.example\x1b\\", "\x1b[6n", "\x1b_G\x1b\\", "\x9b31m",
    "\x9d0;OWNED\x9c", "\x90q\x9c", "\x07", "\x08", "\x0e", "\x7f", "\r",
)  # fmt: skip
"""Sequences that terminals obey: clipboard, title, screen, colours, reports, C1 forms of the same."""
UNSEEN = (
    "\u202e",
    "\u2066",
    "\u200f",
    "\u061c",
    "\u200b",
    "\u2060",
    "\ufeff",
    "\u00ad",
    "\U000e0041",
    "\U000e007f",
    "a" + "\u0301" * 40,
)
"""Directions, tags, blanks without width, a tower of marks."""
MARKUP = ("[/foo]", "[@click=app.quit]x[/]", "a [b", "[red]", "[link='file:///etc/passwd']x[/link]", "[[", "\\[", "$x")
"""What Textual's markup would choke on, or turn into an action."""
ADDRESSES = (
    "javascript:alert(1)",
    "file:///etc/passwd",
    "data:text/html,x",
    "exec:sh",
    "--option",
    "https://\x1b[31m/",
)

_OURS = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: Textual paints, asks and switches with these
    rb"|\x1b\]8;[^\x1b\x07]*\x1b\\"  # links, whose addresses have been through the door
    rb"|\x1b\]22;[a-z-]*\x07"  # the pointer's shape
    rb"|\x1b[=>78]|\x1bP[^\x1b]*\x1b\\|\x1b\]1[01];\?\x1b\\|\x1b_G[^\x1b]*\x1b\\"
)
_FORBIDDEN = (b"\x1b]52", b"\x1b]0;", b"\x1b]2;", b"OWNED\x07", b"\x1b[2J\x1b", b"\x1bc")


def text(number: int) -> str:
    """A string with all of it, in an order of its own."""
    parts = [*OBEYED, *UNSEEN, *MARKUP]
    random.Random(number).shuffle(parts)
    return f"Plain{number} " + " word ".join(parts)


def document(number: int) -> Document:
    """A document whose every field is hostile, as if nothing had been cleaned on its way in."""
    bad = text(number)
    span = (Span(bad), Span(bad, href=ADDRESSES[number % len(ADDRESSES)]), Span(bad, code=True))
    return Document(
        blocks=(
            Paragraph(span), Heading(span, 2), Quote((paragraph(bad),)), Listing(((paragraph(bad),),), ordered=True),
            Code(bad, bad), Table((span_row(bad), span_row(bad)), headers=1, caption=bad),
            Figure("https://pictures.example/x.jpg", bad, bad, bad), Embed(ADDRESSES[number % len(ADDRESSES)], bad),
        ),
        title=bad, url=f"https://site.example/{number}", site=bad, section=bad, authors=(bad, bad), tags=(bad, "plain"),
        summary=bad, credit=bad, language="en", published=NOW,
    )  # fmt: skip


def span_row(bad: str) -> tuple[tuple[Span, ...], ...]:
    """A row of two cells."""
    return ((Span(bad),), (Span(bad),))


def drafts(count: int) -> list[Draft]:
    """Drafts of hostile documents."""
    return [Draft(f"{number} {text(number)}", document(number)) for number in range(count)]


def attacks(output: bytes) -> list[str]:
    """What in a program's output is not its own: nothing, if it keeps its promise."""
    found = [repr(part) for part in _FORBIDDEN if part in output]
    rest = _OURS.sub(b"", output).decode("utf-8", "replace")
    odd = {
        char
        for char in rest
        if (unicodedata.category(char) in ("Cc", "Cf", "Cs") and char not in "\n\r\t\u200c\u200d") or char == "\u3164"
    }
    found += [f"U+{ord(char):04X} in {rest[max(0, (at := rest.find(char)) - 20) : at + 30]!r}" for char in sorted(odd)]
    if re.search("[\u0300-\u036f]{5}", rest):
        found.append("a tower of marks")
    return found
