"""A page's bytes as UTF-8, whatever they came in (https://html.spec.whatwg.org/#determining-the-character-encoding)."""

from __future__ import annotations

import codecs
import re
from typing import Final

_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml[^>]{0,200}encoding\s*=\s*[\"']([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_TAGS = re.compile(rb"<(?:script|style)\b.*?</(?:script|style)|<[^>]*>|&\w+;", re.IGNORECASE | re.DOTALL)
HEAD = 4096
"""Bytes in which a page may declare its encoding; the standard asks for 1024, many pages are late."""
LOOKED_AT = 64 * 1024
"""Bytes that are looked at where the declared encoding is doubted."""
PIECE = 16 * 1024
"""Bytes that are decoded at once."""
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BROWSERS: Final = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "iso88591": "cp1252", "latin-1": "cp1252", "latin1": "cp1252",
    "l1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "x-cp1252": "cp1252", "iso-8859-9": "cp1254",
    "latin5": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "chinese": "gb18030",
    "big5": "big5hkscs", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932",
    "windows-31j": "cp932", "ms_kanji": "cp932", "x-euc-jp": "euc-jp", "ks_c_5601-1987": "cp949", "euc-kr": "cp949",
    "windows-949": "cp949", "korean": "cp949", "tis-620": "cp874", "iso-8859-11": "cp874", "dos-874": "cp874",
    "x-cp1251": "cp1251", "koi": "koi8-r", "koi8": "koi8-r", "iso-8859-8-i": "iso-8859-8", "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic", "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8", "unicode": "utf-8",
}  # fmt: skip
"""What browsers read under these labels (https://encoding.spec.whatwg.org/#names-and-labels); a page that can be
asked for its label in ASCII is not in UTF-16, so that is UTF-8."""
_KANA = frozenset(map(chr, range(0x3041, 0x3097)))
_HAN = frozenset(
    "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主年，。、"
)
_HANGUL = frozenset("이다는의에가을를고하은로지도서한기사리대자인어시해")
_CYRILLIC = frozenset("оеаинтсрвл")
_SNIFFED: Final = {
    "cp932": (_KANA, 0.45), "euc-jp": (_KANA, 0.45), "gb18030": (_HAN, 0.2), "big5hkscs": (_HAN, 0.2),
    "cp949": (_HANGUL, 0.3), "cp1251": (_CYRILLIC, 0.6), "koi8-r": (_CYRILLIC, 0.6),
}  # fmt: skip
"""Encodings of scripts that are not Latin, the commonest letters of such texts and the share these usually make up."""
LIKELY = 0.5
"""Share of the usual share that these letters must reach."""
DENSE = 0.4
"""Share of high bytes among a text's letters above which it cannot be in a Latin script (German has .02, Czech .15)."""
MOSTLY = 0.95
"""Share of well-formed sequences from which on a text is UTF-8 with a few broken bytes."""


def as_utf8(html: bytes, charset: str | None = None) -> bytes:
    """The page in UTF-8 without a byte order mark; `charset` is what the answer's header said.

    A mark decides; then bytes that are valid UTF-8 are UTF-8 whatever is declared; then header, `meta`, Windows-1252,
    unless the bytes speak against it: mostly valid UTF-8, or a script that the encoding has no letters for.
    """
    for mark, name in _BOMS:
        if html.startswith(mark):
            rest = html[len(mark) :]
            return rest if name == "utf-8" else rest.decode(name, "replace").encode()
    if _is_utf8(html):
        return _unmarked(html)
    return html.decode(_encoding(html, charset), "replace").encode()


def _is_utf8(html: bytes) -> bool:
    """Whether bytes are valid UTF-8; decoded in pieces that fit a processor's cache, in half the time of the whole."""
    if html.isascii():
        return True
    at, size, whole = 0, len(html), memoryview(html)
    try:
        while at < size:
            at += codecs.utf_8_decode(whole[at : at + PIECE], "strict", at + PIECE >= size)[1]
    except UnicodeDecodeError:
        return False
    return True


def _unmarked(html: bytes) -> bytes:
    """ASCII with a NUL beside each character is UTF-16 whose mark is missing; all else is UTF-8."""
    start = html[:HEAD]
    if b"\0" not in start:
        return html
    for offset, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(start) > 3 and start[offset::2].count(0) > 0.8 * (len(start) // 2):
            return html.decode(name, "replace").encode()
    return html


def _encoding(html: bytes, charset: str | None) -> str:
    """The declared encoding if the bytes bear it out, else the one they do."""
    declared = _declared(html, charset)
    text = html.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if (len(text) - len(text.encode("ascii", "ignore"))) * (1 - MOSTLY) > broken:
        return "utf-8"
    if declared in (None, "cp1252", "utf-8"):
        return _sniffed(html) or (declared if declared != "utf-8" else None) or "cp1252"
    return declared or "cp1252"


def _declared(html: bytes, charset: str | None) -> str | None:
    """The first declared encoding that Python knows, as browsers read its label."""
    found = _META.search(html[:HEAD]) or _XML.match(html[:HEAD])
    for label in (charset, found[1].decode("ascii") if found else None):
        name = (label or "").strip().lower()
        if not name:
            continue
        try:
            if codecs.lookup(_BROWSERS.get(name, name))._is_text_encoding:
                return _BROWSERS.get(name, name)
        except LookupError:
            continue
    return None


def _sniffed(html: bytes) -> str | None:
    """The encoding in which dense high bytes are words of some script; None for Latin scripts."""
    words = _TAGS.sub(b" ", html[:LOOKED_AT])
    high = sum(byte > 127 for byte in words)
    letters = high + sum(chr(byte).isalpha() for byte in words if byte < 128)
    if not letters or high < DENSE * letters:
        return None
    scores: dict[str, float] = {}
    for name, (common, usual) in _SNIFFED.items():
        strange = [char for char in words.decode(name, "replace") if char > "\x7f"]
        scores[name] = sum(char in common for char in strange) / (usual * len(strange))
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] >= LIKELY else None
