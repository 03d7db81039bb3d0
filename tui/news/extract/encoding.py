"""A page's bytes as UTF-8, whatever they came in (https://html.spec.whatwg.org/#determining-the-character-encoding)."""

from __future__ import annotations

import codecs
import re

_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
HEAD = 4096
"""Bytes in which a page may declare its encoding; the standard asks for 1024, many pages are late."""
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BROWSERS = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "x-sjis": "cp932",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "tis-620": "cp874", "iso-8859-11": "cp874", "utf-16": "utf-8",
}  # fmt: skip
"""What browsers read under these labels (https://encoding.spec.whatwg.org/#names-and-labels)."""


def as_utf8(html: bytes, charset: str | None = None) -> bytes:
    """The page in UTF-8 without a byte order mark; `charset` is what the answer's header said.

    A mark decides; then bytes that are valid UTF-8 are UTF-8 whatever is declared; then header, `meta`, Windows-1252.
    """
    for mark, name in _BOMS:
        if html.startswith(mark):
            rest = html[len(mark) :]
            return rest if name == "utf-8" else rest.decode(name, "replace").encode()
    try:
        html.decode("utf-8")
    except UnicodeDecodeError:
        return html.decode(_declared(html, charset), "replace").encode()
    return html


def _declared(html: bytes, charset: str | None) -> str:
    """The first declared encoding that Python knows, as browsers read its label."""
    found = _META.search(html[:HEAD])
    for label in (charset, found[1].decode("ascii") if found else None):
        name = (label or "").strip().lower()
        if not name:
            continue
        try:
            if codecs.lookup(_BROWSERS.get(name, name))._is_text_encoding:
                return _BROWSERS.get(name, name)
        except LookupError:
            continue
    return "cp1252"
