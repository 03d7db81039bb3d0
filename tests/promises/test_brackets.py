"""What strangers write is text, never markup: random strings of brackets through every widget do nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.app.driver import Driver, running
from tests.promises.hostile import MARKUP
from tui.app.screens.picking import PickScreen
from tui.config import Config
from tui.news.cache import Cache
from tui.news.feeds.opml import Outline
from tui.news.types import (
    Code,
    Document,
    Draft,
    FetchState,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Quote,
    SavedFilter,
    Span,
    Table,
)

FIELDS = 20
"""Strings of one article."""
SHORT, LONG = 10, 500
"""Articles: 200 strings, 10,000 strings."""
PIECES = (
    "[", "]", "[/", "/]", "[[", "]]", "\\[", "[/]", "[b]", "[/b]", "[red]", "[on red]", "@click=app.boom()",
    "[@click=app.boom]", "[@click='app.boom(1)']", "[link=https://boom.example]", "[link='boom:x']", "$boom",
    "$primary", "{", "}", "%s", "(", ")", "=", "'", '"', "#", ",", " ", " ", "word", "news", "ü", "漢", "🙂",
    *MARKUP[:-1],
)  # fmt: skip


def brackets(chance: random.Random) -> str:
    """One string; it begins with a letter, so that it is seen where it stands."""
    return "x" + "".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 9)))


def document(number: int, chance: random.Random) -> Document:
    """A document of FIELDS such strings."""
    bad = [brackets(chance) for _ in range(FIELDS)]
    span = [Span(one) for one in bad]
    return Document(
        blocks=(
            Paragraph((span[0], Span(bad[1], href="https://site.example/1"), Span(bad[2], code=True))),
            Paragraph((Span(bad[3], strong=True),)),
            Heading((span[4],), 2), Quote((Paragraph((span[5],)),)), Listing(((Paragraph((span[6],)),),), ordered=True),
            Code(bad[7], bad[8]), Table((((span[9],), (span[10],)),), headers=1, caption=bad[11]),
            Figure("https://site.example/x.jpg", bad[12], bad[13], bad[14]),
        ),
        title=f"{number} {bad[15]}", url=f"https://site.example/{number}", site=bad[16], section=bad[17],
        authors=(bad[18],), tags=(bad[19],), summary=bad[0],
    )  # fmt: skip


def library(path: Path, count: int) -> None:
    """So many such articles, and what else has a name: a feed, tags, saved filters, acts, errors."""
    chance = random.Random(count)
    with Cache.open(path) as cache:
        feed = cache.add_feed(
            "https://site.example/feed", brackets(chance), topic=brackets(chance), tags=[brackets(chance)]
        )
        cache.store(feed.id, [Draft(str(number), document(number, chance)) for number in range(count)])
        cache.set_fetch_state(feed.id, FetchState(error=brackets(chance), failures=4))
        for digit in (1, 2):
            cache.save_filter(SavedFilter(digit, brackets(chance), brackets(chance)))
        cache.tag([1, 2], add=[brackets(chance) for _ in range(5)])


def nothing_is_taken_for_markup(news: Driver) -> None:
    """Nothing on the screen is a link to, or an action of, what the strings name."""
    for strip in news.app.screen._compositor.render_strips():
        for segment in strip:
            if segment.style is not None:
                assert "boom" not in str(segment.style.meta), segment
                assert "boom" not in (segment.style.link or ""), segment


async def look(news: Driver, *keys: str) -> None:
    """Presses keys, and looks at what is painted then."""
    await news.press(*keys)
    await news.pilot.pause(0.03)
    nothing_is_taken_for_markup(news)


async def through_the_lists(news: Driver, count: int) -> None:
    """Every article in the list and in the reader, page by page."""
    for number in range(count):
        await news.press("g" if number == 0 else "j")
        await news.settles()
        await look(news)
        article = news.main.article
        assert article is not None
        if number % 10 == 0:
            await look(news, "enter", "pagedown")
            await look(news, "f")
            await look(news, "escape", "escape")


async def through_the_rest(news: Driver, chance: random.Random) -> None:
    """Tag panel, filter bar, prompts, saved filters, palette, toasts, dialogues, feeds, acts, help."""
    await look(news, "t", "x")
    await look(news, "enter")
    await look(news, "0")
    await look(news, "full_stop")
    await look(news, "asterisk")
    await look(news, "0")
    for opens in ("slash", "equals_sign", "T"):
        await look(news, opens)
        await news.type(brackets(chance)[:12].replace("🙂", "").replace("漢", ""))
        await look(news, "enter")
        await look(news, "escape", "0")
    for opens in ("m", "U", "H", "c", "question_mark"):
        await look(news, opens)
        await look(news, "down")
        await look(news, "escape")
    await look(news, "ctrl+p", "x")
    await look(news, "escape")
    for number in range(20):
        news.main.tell(brackets(chance), wrong=number % 2 == 0)
    await look(news)
    outlines = [Outline("https://site.example/f", brackets(chance)) for _ in range(9)]
    news.app.push_screen(PickScreen(outlines, picked=False))
    await look(news)
    await look(news, "space", "escape")
    await look(news, "1")
    await look(news, "vertical_line")
    await look(news, "escape", "A")
    await look(news, "u")


async def run(path: Path, count: int) -> None:
    """All of it, in an app whose config has such names as well."""
    library(path, count)
    chance = random.Random(7)
    pipes = {brackets(chance): ("cat",) for _ in range(5)}
    async with running(path, config=Config(update_minutes=0, pipes=pipes)) as news:
        await news.settles()
        await through_the_lists(news, count)
        await through_the_rest(news, chance)
        assert news.app.is_running
    assert news.app.failure is None


async def test_two_hundred_strings_of_brackets(tmp_path: Path) -> None:
    await run(tmp_path / "news.db", SHORT)


@pytest.mark.long
async def test_ten_thousand_strings_of_brackets(tmp_path: Path) -> None:
    await run(tmp_path / "news.db", LONG)
