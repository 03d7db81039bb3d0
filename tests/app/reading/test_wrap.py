"""Breaking lines: nothing lost, nothing too wide, and never in the wrong place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.app.page.pieces import Look, Run, Tone
from tui.app.page.wrap import breaks, is_right_to_left, plain, wrap

TEXTS = st.text(
    st.sampled_from("ab c。「」中文字あx日\n é\u0301👍❤🇳🇴ø,.") | st.characters(codec="utf-8", exclude_categories=["C"])
)


def cut(text: str, width: int) -> list[str]:
    return [text[start:stop] for start, stop in breaks(text, width)]


@given(TEXTS.map(plain), st.integers(2, 30))
@settings(max_examples=400)
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


def test_looks_and_places_survive_the_breaking() -> None:
    strong = Look(strong=True)
    lines = wrap((Run("one two "), Run("three four", strong), Run(" five")), 9)
    assert [[(piece.text, piece.look.strong, piece.at) for piece in line.pieces] for line in lines] == [
        [("one two", False, 0)],
        [("three", True, 8)],
        [("four", True, 14), (" five", False, 18)],
    ]


def test_text_that_runs_from_right_to_left_stands_at_the_right() -> None:
    line = wrap((Run("שלום"),), 10)[0]
    assert line.text == " " * 6 + "שלום"
    assert is_right_to_left("1. שלום hello")
    assert not is_right_to_left("hello שלום")


def test_a_run_may_be_empty() -> None:
    assert [line.text for line in wrap((Run(""), Run("a", Look(Tone.LINK)), Run("")), 5)] == ["a"]
