"""The door for foreign text lets words through and nothing else."""

import unicodedata
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.news import clean

OBEYED = [chr(code) for code in (*range(0x00, 0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n"]
BIDI = list("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
UNSEEN = list("\u00ad\u200b\u2060\u2064\ufeff\u034f\u180e\u3164\U000e0041\U000e007f\ufffe")


@pytest.mark.parametrize("char", [*OBEYED, *BIDI, *UNSEEN], ids=lambda char: f"U+{ord(char):04X}")
@pytest.mark.parametrize("door", [clean.line, clean.lines, clean.verbatim, clean.tag], ids=lambda door: door.__name__)
def test_what_a_terminal_obeys_or_nobody_sees_is_taken_out(door: object, char: str) -> None:
    assert callable(door)
    assert char not in door(f"be{char}fore")


@given(st.text())
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    for door in (clean.line, clean.lines, clean.verbatim, clean.tag):
        once = door(raw)
        assert door(once) == once


@given(st.text(alphabet=st.characters(categories=["Cc", "Cf", "Cs", "Cn", "Mn", "Lu", "So", "Zl", "Zp"])))
def test_nothing_of_the_control_classes_comes_through(raw: str) -> None:
    for char in clean.lines(raw):
        assert char in "\n\u200c\u200d" or unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp")
        assert char not in BIDI


@pytest.mark.parametrize(
    "kept",
    [
        "👩‍👩‍👧",
        "❤️‍🔥 now",
        "می‌خواهم",
        "क्‍ष",
        "naïve café",
        "日本語の記事",
        "ạ́ b",
        "🇰🇷 🇨🇳",
    ],
)
def test_living_scripts_and_emoji_stay_whole(kept: str) -> None:
    assert clean.line(kept) == unicodedata.normalize("NFC", kept)


def test_what_is_let_through_at_a_glance_is_what_the_long_way_leaves() -> None:
    for char in filter(clean._KNOWN.fullmatch, map(chr, range(0x10000))):
        for before in ("", "a", "α", "й", "か", "가", "ᄀ"):
            text = before + char + "e"
            assert clean._sifted(text) == text, f"U+{ord(char):04X}"


def test_joiners_hide_in_no_plain_word() -> None:
    assert clean.line("pay\u200dpal \u200cbank\u200c") == "paypal bank"


def test_at_most_four_marks_stand_on_one_base() -> None:
    zalgo = "q" + "\u0300\u0323" * 40 + "!"
    cleaned = clean.line(zalgo)
    assert sum(unicodedata.combining(char) > 0 for char in cleaned) == clean.MOST_MARKS
    assert cleaned.endswith("!")


def test_one_line_is_one_line() -> None:
    assert clean.line("  two\r\nlines\u2028and\ttabs \u00a0 ") == "two lines and tabs"
    assert clean.line("abcdefgh", limit=5) == "abcd…"


def test_lines_keep_paragraphs_and_no_more() -> None:
    assert clean.lines("a  b \r\n\r\n\r\n\r\n c\rd\n") == "a b\n\nc\nd"


def test_code_keeps_its_blanks() -> None:
    assert clean.verbatim("\n\tif x:\n\t\ty  = 1\n") == "    if x:\n        y  = 1"


@pytest.mark.parametrize("raw", ["North_Korea", "#north korea", " north   KOREA ", "North Korea,", "“North Korea”"])
def test_one_topic_has_one_spelling(raw: str) -> None:
    assert clean.tag(raw) == "north korea"


@pytest.mark.parametrize(
    ("raw", "base", "whole"),
    [
        ("https://example.org/a", None, "https://example.org/a"),
        ("/b?c=1", "https://example.org/a/", "https://example.org/b?c=1"),
        ("//cdn.example.org/x", "https://example.org/", "https://cdn.example.org/x"),
        (" https://example.org/a b\n", None, "https://example.org/a%20b"),
        ("https://me:secret@example.org/", None, "https://example.org/"),
    ],
)
def test_addresses_come_out_whole(raw: str, base: str | None, whole: str) -> None:
    assert clean.address(raw, base) == whole


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVa\tScRiPt:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "exec:rm",
        "-oProxyCommand=x",
        "https://-option/",
        "http://[bad/",
        "https://example.org:port/",
        "mailto:a@example.org",
        "https://",
    ],
)
def test_an_address_of_another_kind_is_none(raw: str | None) -> None:
    assert clean.address(raw) is None


@given(st.text(), st.one_of(st.none(), st.just("https://example.org/a/b")))
def test_no_text_makes_another_kind_of_address(raw: str, base: str | None) -> None:
    whole = clean.address(raw, base)
    assert whole is None or whole.lower().startswith(("http://", "https://"))
    for char in whole or "":
        assert unicodedata.category(char) not in ("Cc", "Cs", "Zs", "Zl", "Zp")


PLAIN = st.from_regex(clean._PLAIN_WHOLE, fullmatch=True)


@given(PLAIN, st.sampled_from((None, "https://a.example/b/", "http://c")))
def test_a_plain_address_is_the_one_that_taking_it_apart_gives(raw: str, base: str | None) -> None:
    assert clean.address(raw, base) == raw == (urljoin(base, raw) if base else raw)
    assert urlsplit(raw).hostname and urlsplit(raw).port != -1


@given(st.from_regex(clean._PLAIN_PATH, fullmatch=True), PLAIN)
def test_a_plain_path_is_joined_as_any_other(raw: str, base: str) -> None:
    assert clean.address(raw, base) == urljoin(base, raw)
