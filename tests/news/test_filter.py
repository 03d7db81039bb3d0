"""The filter's language: what is printed reads back the same, and every error says where."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.news import clean
from tui.news.errors import FilterError
from tui.news.filter import (
    FIELDS,
    Age,
    ByAuthor,
    Filter,
    Has,
    InFeed,
    InLanguage,
    InTitle,
    InTopic,
    Is,
    Join,
    Part,
    Since,
    State,
    Tagged,
    Term,
    Text,
    Until,
    Words,
    both,
    either,
    negate,
)

values = st.text(max_size=12).map(clean.line).filter(bool)
tags = st.text(max_size=12).map(clean.tag).filter(bool)
days = st.dates(date(1000, 1, 1))
compares = st.sampled_from(["<", "<=", ">", ">="])
leaves: st.SearchStrategy[Term] = st.one_of(
    st.builds(Tagged, tags),
    st.builds(InFeed, values),
    st.builds(InTopic, values),
    st.builds(InTitle, values, st.booleans()),
    st.builds(ByAuthor, values),
    st.builds(InLanguage, st.sampled_from(["en", "en-gb", "zh-hant"])),
    st.builds(Is, st.sampled_from(State)),
    st.builds(Has, st.sampled_from(Part)),
    st.builds(Age, compares, st.integers(0, 999_999), st.sampled_from(["m", "h", "d", "w", "y"])),
    st.builds(Since, days),
    st.builds(Until, days),
    st.builds(Words, compares, st.integers(0, 999_999_999)),
    st.builds(Text, values, st.booleans()),
)
terms: st.SearchStrategy[Term] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map(negate),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: either(*some)),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: both(*some)),
    ),
    max_leaves=6,
)
joins = st.lists(st.tuples(terms, st.sampled_from(Join)), max_size=4)


def joined(some: list[tuple[Term, Join]]) -> Filter:
    """A filter as the panel would make it."""
    filter = Filter()
    for term, join in some:
        filter = filter.joined(term, join)
    return filter


@given(joins)
def test_what_is_printed_reads_back_the_same(some: list[tuple[Term, Join]]) -> None:
    filter = joined(some)
    assert Filter.parse(str(filter)) == filter


@given(
    st.text(max_size=40) | st.lists(st.sampled_from([*'()|"*#-: \\', "is:", "a", "feed:"]), max_size=12).map("".join)
)
def test_any_text_is_read_or_refused_with_a_place_in_it(text: str) -> None:
    try:
        filter = Filter.parse(text)
    except FilterError as error:
        assert error.text == text
        assert 0 <= error.position <= len(text)
        assert error.caret().splitlines()[-1] == " " * error.position + "^"
    else:
        assert Filter.parse(str(filter)) == filter


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ("#a )", 3, "closes nothing"),
        ("#a (#b", 3, "("),
        ("#a |", 4, ""),
        ("is:unraed", 3, "is: can be unread"),
        ("#scot*", 5, "a tag is written whole"),
        ("* rain", 0, "behind a word"),
        ("#a has:wings", 7, "figure"),
        ("since:2024-56-23", 6, "2024-03-23"),
        ("age:soon", 4, "<7d"),
        ("words:many", 6, ">800"),
        ('"open', 0, ""),
    ],
)
def test_an_error_says_where_and_what_to_write(text: str, position: int, words: str) -> None:
    with pytest.raises(FilterError) as caught:
        Filter.parse(text)
    assert caught.value.position == position
    assert words in str(caught.value)


@given(joins, st.text(alphabet="abc ", max_size=8))
def test_the_free_text_is_replaced_and_all_else_stays(some: list[tuple[Term, Join]], text: str) -> None:
    filter = joined(some)
    replaced = filter.with_text(text)
    assert [chip for chip in replaced.chips if not isinstance(chip, Text)] == [
        chip for chip in filter.chips if not isinstance(chip, Text)
    ]
    assert replaced.with_text(replaced.text) == replaced


def test_every_field_has_a_meaning() -> None:
    examples = {
        "feed": "x", "topic": "x", "title": "x", "author": "x", "lang": "en", "is": "unread", "has": "text",
        "age": "<1d", "since": "2024-01-01", "until": "2024-01-01", "words": ">1",
    }  # fmt: skip
    assert set(examples) == set(FIELDS)
    for name, value in examples.items():
        assert str(Filter.parse(f"{name}:{value}")) == f"{name}:{value}"


def test_or_and_not_join_as_the_panel_says() -> None:
    filter = Filter.parse("#a #b").joined(Tagged("c"), Join.OR).joined(Tagged("d"), Join.NOT)
    assert str(filter) == "#a #b|#c -#d"
    assert str(filter.without(1)) == "#a -#d"
