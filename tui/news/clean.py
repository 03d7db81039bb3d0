"""The one door for foreign text: nothing a stranger wrote reaches a screen without passing here.

Takes out what a terminal would obey or a reader cannot see: C0 (but newline and tab where lines are kept), DEL, C1,
bidi controls, tag characters, invisible ones; ZWJ and ZWNJ stay where scripts and emoji need them; at most
`MOST_MARKS` combining marks stand on one base. Call it after the *last* decoding of entities.

Sources: Unicode TR 36 and TR 39 (security), UAX 9 (bidi), ECMA-48 (control functions).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit

MOST_MARKS = 4
"""More marks than any living orthography stacks; more than these is Zalgo."""

_TAKEN_OUT = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0, DEL and C1; tab, newlines and NEL are spaces, below
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff"
    "\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
_JOINERS, _SELECTORS = "\u200c\u200d", "\ufe00-\ufe0f"
_STACKED = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    r"\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_KNOWN = re.compile(
    "[\t\n -~\xa0-\xac\xae-\u02ff"  # Latin
    "\u0388-\u0482\u048a-\u052f\u0531-\u0587\u05d0-\u05ea"  # Greek, Cyrillic, Armenian, Hebrew
    "\u0621-\u063a\u0641-\u064a\u0660-\u066d\u10d0-\u10ff\u1e00-\u1eff"  # Arabic, Georgian, more Latin
    "\u2002-\u200a\u2010-\u2027\u202f-\u205f\u20a0-\u20bf\u2190-\u2328\u2500-\u27bf"  # blanks, signs
    "\u3000-\u3029\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff9f]*"  # Chinese, Japanese, Korean
)
"""Texts that stay as they are: nothing in them is taken out, combines or has another spelling. One class of the
basic plane, which `re` looks up in one step: a third of the time of searching for what is odd and normalising."""
_FORBIDDEN = re.compile(f"[{_TAKEN_OUT}]")
_JOINER = re.compile(f"[{_JOINERS}]")
_SELECTOR = re.compile(f"[{_SELECTORS}]+")
_MARKS = re.compile(f"[{_STACKED}]{{5,}}")
_ODD = re.compile(f"[{_TAKEN_OUT}{_JOINERS}{_SELECTORS}{_STACKED}\r\x85\u2028\u2029]")
"""All that any of these could change; to see that a text has none of it takes a sixth of the time of asking each."""
_NEWLINE = re.compile("\r\n|[\r\x85\u2028\u2029]")
_BLANK = re.compile(r"\s")
_BLANKS = re.compile(r"[^\S\n]+")
_MANY_LINES = re.compile(r"\n{3,}")
_TAG_SPACE = re.compile(r"[\s_]+")
_TAG_EDGES = " ,;|\"'“”„«»‘’"
_SCHEMES = ("http", "https")
_REST = r"(?:\?[\w%+,=:@!$&'()*~./?-]+)?(?:#[\w%+,=:@!$&'()*~./?-]+)?"
_PLAIN_WHOLE = re.compile(
    r"(https?://[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::\d{1,4})?)"
    r"(?:/[\w%+,=:@!$&'()*~./-]*)?" + _REST,
    re.ASCII,
)
"""Addresses that pass as they are; taking them apart and putting them together costs twenty times as much."""
_PLAIN_PATH = re.compile(r"(?:/[\w%+,=:@!$&'()*~-][\w%+,=:@!$&'()*~.-]*)+/?" + _REST, re.ASCII)
"""Paths that follow the host of a plain base as they are."""


def _strip(raw: str) -> str:
    """Takes out what must not be there; newlines and tabs stay."""
    if _KNOWN.fullmatch(raw):
        return raw
    return _sifted(raw)


def _sifted(raw: str) -> str:
    """Takes out what must not be there, the long way."""
    if raw.isascii():
        return _FORBIDDEN.sub("", _NEWLINE.sub("\n", raw))
    if _ODD.search(raw) is None:
        return unicodedata.normalize("NFC", raw)
    text = _FORBIDDEN.sub("", _NEWLINE.sub("\n", raw))
    text = unicodedata.normalize("NFC", text)
    if _JOINER.search(text):
        text = _JOINER.sub(lambda match: _keep_joiner(text, match.start()), text)
    text = _SELECTOR.sub(lambda match: _keep_selector(text, match), text)
    return _MARKS.sub(lambda match: match[0][:MOST_MARKS], text)


def safe(text: str) -> str:
    """Text as it may be painted or printed, should it have come past the other doors: nothing a terminal obeys."""
    return text if text.isascii() and text.isprintable() else _strip(text)


def is_folded(text: str) -> bool:
    """Whether a text is clean and has no blanks but single ones, as most is: faster to see than to split and join."""
    return text.isprintable() and "  " not in text and (text.isascii() or _KNOWN.fullmatch(text) is not None)


def _keep_joiner(text: str, at: int) -> str:
    """A joiner stays between letters of a joining script and after an emoji, and goes elsewhere."""
    if at == 0 or at + 1 >= len(text):
        return ""
    before, after = text[at - 1], text[at + 1]
    for char in (before, after):
        if "\u0600" <= char <= "\u08ff" or "\u0900" <= char <= "\u0dff" or "\u1000" <= char <= "\u109f":
            return text[at]
    pictures = before == "\ufe0f" or unicodedata.category(before) in ("So", "Sk")
    return text[at] if text[at] == "\u200d" and pictures and unicodedata.category(after) == "So" else ""


def _keep_selector(text: str, match: re.Match[str]) -> str:
    """One selector stays on the character it is for."""
    at = match.start()
    return "" if at == 0 or text[at - 1].isspace() else text[at]


def line(raw: str, *, limit: int | None = None) -> str:
    """One clean line: blanks folded, ends trimmed, cut at `limit` characters with an ellipsis."""
    text = raw if raw[:1] != " " != raw[-1:] and is_folded(raw) else " ".join(_strip(raw).split())
    if limit is not None and len(text) > limit:
        return text[: limit - 1].rstrip() + "…"
    return text


def lines(raw: str) -> str:
    """Clean text that keeps its newlines; blanks within a line folded, at most one empty line in a row."""
    text = "\n".join(part.strip() for part in _BLANKS.sub(" ", _strip(raw)).split("\n"))
    return _MANY_LINES.sub("\n\n", text).strip("\n")


def verbatim(raw: str) -> str:
    """Clean text that keeps its blanks, for code; tabs become four spaces."""
    return _strip(raw).expandtabs(4).strip("\n")


@lru_cache(4096)
def tag(raw: str) -> str:
    """A topic as this program files it: case-folded, one spelling, no leading `#`; may come out empty.

    `North_Korea`, `#north korea` and `north   korea` are one tag.
    """
    text = _TAG_SPACE.sub(" ", line(raw)).casefold().lstrip(_TAG_EDGES + "#")
    return text[:80].rstrip(_TAG_EDGES)


def is_plain_address(text: str) -> bool:
    """Whether a text is a web address that needs no tidying."""
    return _PLAIN_WHOLE.fullmatch(text) is not None


@lru_cache(64)
def _place(base: str) -> str:
    """The scheme and host of a plain address; empty for others. Kept: all paths of a page start from the same one."""
    found = _PLAIN_WHOLE.fullmatch(base)
    return found[1] if found else ""


def address(raw: str | None, base: str | None = None) -> str | None:
    """An absolute http(s) address, or None; never one with control characters, blanks or credentials."""
    if not raw:
        return None
    if raw[0] == "/":
        if base and (place := _place(base)) and _PLAIN_PATH.fullmatch(raw):
            return place + raw
    elif _PLAIN_WHOLE.fullmatch(raw):
        return raw
    text = _strip(raw).strip()
    text = _BLANK.sub(lambda match: quote(match[0]), text.replace("\n", "").replace("\t", ""))
    try:
        whole = urljoin(base, text) if base else text
        parts = urlsplit(whole)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in _SCHEMES or not host or host.startswith("-"):
        return None
    if "@" in parts.netloc:
        whole = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    return whole
