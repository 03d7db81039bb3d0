"""Odd, broken and hostile pages: each is read, none hangs, and nothing in its text obeys a terminal."""

from __future__ import annotations

import gzip
import unicodedata
from pathlib import Path

import pytest

from tui.news.extract import extract
from tui.news.types import Document, PageKind, block_spans, walk

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "html"
FILES = sorted(path for path in CORPUS.glob("*/*.html*"))
UNREADABLE = {"empty.html", "frameset.html", "meta-refresh.html"}


def data_of(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def texts(page: Document) -> list[str]:
    found = [page.title, page.summary, page.credit, page.section, page.site, *page.authors, *page.tags]
    for block in walk(page.blocks):
        found += [span.text for span in block_spans(block)]
        found += [str(getattr(block, name, "")) for name in ("text", "alt", "caption", "credit", "title")]
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:60])
def test_a_page_of_the_corpus(path: Path) -> None:
    data = data_of(path)
    page = extract(data)
    for text in texts(page):
        assert not [char for char in text if unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t"]
        assert not set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
    assert all(url.startswith(("http://", "https://")) for url in page.links)
    for mark in ("FIRSTMARK", "LASTMARK"):
        if mark.encode() in data:
            assert mark in page.text
    if path.name in UNREADABLE:
        assert page.kind is not PageKind.ARTICLE


def test_an_impossible_date_stays_unknown() -> None:
    for path in FILES:
        if path.name == "date-2024-56-23.html":
            assert extract(data_of(path)).published is None
