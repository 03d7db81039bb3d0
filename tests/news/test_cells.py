"""Widths that Textual paints by, lines no wider than asked, and only blanks lost."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.news import cells, clean
from tui.news.cells import plain


def test_a_character_is_as_wide_as_textual_thinks() -> None:
    every = (chr(code) for code in range(0x20, 0x110000) if not 0xD800 <= code < 0xE000)
    known = "|".join(char for char in every if unicodedata.category(char) != "Cn")
    shown = sorted(set(plain(clean.verbatim(known))) - {"\n"})
    assert len(shown) > 100_000
    assert [char for char in shown if cells.width(char) != cell_len(char)] == []


TEXTS = st.text(
    st.sampled_from("ab c。「」中文字あx日\n é\u0301👍❤🇳🇴ø,.") | st.characters(codec="utf-8", exclude_categories=["C"])
)


def cut(text: str, width: int) -> list[str]:
    return [text[start:stop] for start, stop in cells.breaks(text, width)]


@given(TEXTS.map(plain), st.integers(2, 30))
@settings(max_examples=400)
@example("00 \u0300", 2)
def test_no_line_is_too_wide_and_only_blanks_are_lost(text: str, width: int) -> None:
    lines = cut(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split(" ")) == "".join(text.replace("\n", "").split(" "))


@given(st.text("abcdef  ghij", max_size=80), st.integers(1, 20))
def test_letters_are_broken_the_same_whichever_way_they_are_measured(text: str, width: int) -> None:
    wide = [line.removeprefix("\u0101") for line in cut("\u0101" + text, width)]
    assert cut("x" + text, width) == [("x" + line if at == 0 else line) for at, line in enumerate(wide)]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("one two three", 8, ["one two", "three"]),
        ("one  two", 4, ["one", "two"]),
        ("unbreakable", 4, ["unbr", "eaka", "ble"]),
        ("one\n\ntwo", 9, ["one", "", "two"]),
        ("中文字", 4, ["中文", "字"]),
        ("中文。字", 4, ["中", "文。", "字"]),
        ("中「文字」", 4, ["中", "「文", "字」"]),
        ("a 中文", 4, ["a 中", "文"]),
        ("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
        ("中", 1, ["中"]),
    ],
)
def test_lines(text: str, width: int, lines: list[str]) -> None:
    assert cut(text, width) == lines


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("👩\u200d👩\u200d👧", "👩👩👧"),
        ("❤\ufe0f", "❤"),
        ("👍🏽", "👍"),
        ("نمی\u200cدانم", "نمی\u200cدانم"),
        ("plain", "plain"),
    ],
)
def test_only_emoji_that_every_terminal_measures_alike_are_shown(raw: str, shown: str) -> None:
    assert plain(raw) == shown


def test_lines_are_made_as_they_are_asked_for() -> None:
    lines = cells.breaks("三条渡轮航线" * 1_000_000, 60)
    assert [next(lines), next(lines)] == [(0, 30), (30, 60)]


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [("plain", 5, "plain"), ("plain", 4, "pla…"), ("中文字", 5, "中文…"), ("中文字", 4, "中…"), ("abc", 0, "")],
)
def test_what_does_not_fit_ends_in_an_ellipsis(text: str, room: int, shown: str) -> None:
    assert cells.cut(text, room) == shown
    assert cells.width(cells.pad(text, room)) == room


def test_the_head_of_a_text_keeps_the_marks_on_its_letters() -> None:
    assert cells.head("e\u0301e\u0301e\u0301", 2) == "e\u0301e\u0301"
    assert cells.head("中文", 1) == "中"
