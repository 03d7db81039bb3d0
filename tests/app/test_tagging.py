"""Tags as they are typed: what is meant, what is offered, and how it looks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.driver import running
from tests.gallery import fill
from tui.app.tagging import Typed, begun, offered, parsed
from tui.news.cache import Cache


@pytest.mark.parametrize(
    ("text", "add", "drop"),
    [
        ("+mine", "mine", ""),
        ("mine -theirs +ours", "mine ours", "theirs"),
        ('+"north sea" -"south', "north sea", "south"),
        ("+north sea, -south pole, west", "north sea|west", "south pole"),
        ("open-source", "open-source", ""),
        ("+ - , -", "", ""),
        ("Mine MINE", "mine", ""),
        ("#mine", "mine", ""),
    ],
)
def test_what_is_meant_by_what_was_typed(text: str, add: str, drop: str) -> None:
    def tags(words: str) -> tuple[str, ...]:
        return tuple(words.split("|")) if "|" in words or "north" in words or "south" in words else tuple(words.split())

    assert parsed(text) == Typed(tags(add), tags(drop))


@pytest.mark.parametrize(
    ("text", "letters", "completed"),
    [
        ("", "", "energy "),
        ("+", "", "+energy "),
        ("+en", "en", "+energy "),
        ("mine en", "en", "mine energy "),
        ('+"north s', "north s", "+energy "),
        ('+"north sea" en', "en", '+"north sea" energy '),
        ("+north sea, +en", "en", "+north sea, +energy, "),
        ("-en", "en", "-energy "),
        ("open-so", "open-so", "energy "),
    ],
)
def test_the_tag_that_is_typed_goes_on_where_it_stands(text: str, letters: str, completed: str) -> None:
    assert begun(text).letters == letters
    assert begun(text).completed("energy") == completed


def test_a_tag_of_two_words_stands_in_quotation_marks_and_means_itself() -> None:
    line = begun("mine +nor").completed("north sea")
    assert line == 'mine +"north sea" '
    assert parsed(line).add == ("mine", "north sea")
    assert parsed(begun("a, nor").completed("north sea")).add == ("a", "north sea")


def test_only_what_an_article_has_is_offered_to_be_taken_and_only_what_it_has_not_to_be_given() -> None:
    assert offered(begun("-e"), ["energy", "trade"], ["trade", "energy"]) == ["energy", "trade"]
    assert offered(begun("+e"), ["energy", "trade"], ["trade"]) == ["energy"]


async def test_known_tags_are_offered_and_taken_by_tab(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Cache.open(path) as cache:
        fill(cache)
    async with running(path, (100, 30)) as news:
        await news.sees("12 of 12")
        await news.press("T")
        await news.type("+sc")
        await news.sees("tab  schools  science")
        await news.press("tab", "tab")
        await news.sees("+science")
        await news.press("shift+tab", *"no")
        await news.sees("+schools no")
        await news.press("backspace", "backspace", "enter")
        await news.sees("#schools")
        await news.press("minus")
        await news.sees("tab  ferries")
        await news.press("tab", "enter")
        await news.comes_to(lambda: news.main.article is not None and "ferries" not in news.main.article.tags)
