"""A document packed and unpacked is the same document; damaged bytes are said to be so."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.news.codec import pack, unpack, unpack_text
from tui.news.errors import CacheError
from tui.news.types import (
    Block,
    Code,
    Document,
    Embed,
    Figure,
    Heading,
    Listing,
    PageKind,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
)
from tui.news.words import words

texts = st.text(st.characters(exclude_characters="\0"), max_size=20)
addresses = st.none() | st.just("https://site.example/a")
spans = st.lists(st.builds(Span, texts, st.booleans(), st.booleans(), st.booleans(), addresses), max_size=3).map(tuple)
leaves: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, spans),
    st.builds(Heading, spans, st.integers(1, 6)),
    st.builds(Code, texts, st.none() | texts),
    st.builds(Table, st.lists(st.lists(spans, max_size=2).map(tuple), max_size=2).map(tuple), st.integers(0, 1), texts),
    st.builds(Figure, addresses, texts, texts, texts),
    st.builds(Embed, st.just("https://site.example/v"), texts),
    st.just(Rule()),
)
blocks: st.SearchStrategy[Block] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(Quote, st.lists(inner, max_size=2).map(tuple)),
        st.builds(
            Listing,
            st.lists(st.lists(inner, max_size=2).map(tuple), max_size=2).map(tuple),
            st.booleans(),
            st.integers(),
        ),
    ),
    max_leaves=6,
)
moments = st.none() | st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
documents = st.builds(
    Document,
    st.lists(blocks, max_size=4).map(tuple),
    title=texts,
    url=addresses,
    authors=st.lists(texts, max_size=2).map(tuple),
    published=moments,
    updated=moments,
    tags=st.lists(texts, max_size=2).map(tuple),
    summary=texts,
    kind=st.sampled_from(PageKind),
    sureness=st.floats(0, 1),
    paywalled=st.booleans(),
)


@given(documents)
def test_a_document_comes_back_as_it_was(document: Document) -> None:
    assert unpack(pack(document)) == document


@given(documents)
def test_the_words_can_be_read_alone(document: Document) -> None:
    assert words(unpack_text(pack(document))) == words(document.text)


@given(documents, st.data())
def test_damage_is_a_sentence(document: Document, data: st.DataObject) -> None:
    packed = bytearray(pack(document))
    packed[data.draw(st.integers(0, len(packed) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        unpack(bytes(packed))
    except CacheError as error:
        assert "damaged" in str(error)


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(CacheError, match="damaged"):
        unpack(b"\x02abc")
