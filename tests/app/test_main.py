"""The app as someone uses it: list, filter, read, act, come back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.color import Color
from textual._xterm_parser import XTermParser

from tests.app.driver import running
from tui.config import Config
from tui.news.cache import Cache
from tui.news.filter import Filter
from tui.news.types import Document, Draft, Paragraph, Span

NOW = datetime.now(UTC)
HOSTILE = ["[/foo]", "a [b", "[@click=app.quit]x[/]", "\x1b]52;c;aGk=\x07", "\u202egnp.exe", "[bold", "]]", "\\[x]"]


def draft(number: int, title: str, words: str, *tags: str) -> Draft:
    """An article of one paragraph, `number` hours old."""
    document = Document(
        blocks=(Paragraph((Span(words),)),),
        title=title,
        url=f"https://example.org/{number}",
        published=NOW - timedelta(hours=number),
        tags=tags,
        site="Example",
    )
    return Draft(str(number), document)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Four articles of one feed."""
    path = tmp_path / "library.db"
    with Cache.open(path) as cache:
        feed = cache.add_feed("https://example.org/feed", "Example Wire")
        cache.store(
            feed.id,
            [
                draft(1, "Talks resume in Beijing", "The ministers met again.", "china", "korea"),
                draft(2, "Harvest is late", "Rain fell on the wheat.", "farming"),
                draft(3, "A cup for Seoul", "The striker scored twice.", "korea", "sports"),
                draft(4, "Trains run again", "The bridge was mended.", "china", "transport"),
            ],
        )
    return path


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (120, 40), (200, 60), (300, 100)])
async def test_the_list_is_there_at_any_size(library: Path, size: tuple[int, int]) -> None:
    async with running(library, size) as news:
        await news.sees("Talks resume in Beijing")
        await news.sees("4 of 4")


async def test_a_screen_that_becomes_wide_has_its_tags_and_their_counts(library: Path) -> None:
    async with running(library, (100, 30)) as news:
        await news.sees("4 of 4")
        await news.pilot.resize_terminal(200, 30)
        await news.sees("#korea                   2")
        await news.pilot.resize_terminal(100, 30)
        await news.no_longer_sees("is:unread")
        await news.press("=")
        await news.type("#sports")
        await news.press("enter")
        await news.sees("1 of 4")
        await news.pilot.resize_terminal(200, 30)
        await news.sees("#korea                   1")


async def test_the_reader_follows_the_cursor(library: Path) -> None:
    async with running(library) as news:
        await news.sees("The ministers met again.")
        await news.press("j")
        await news.sees("Rain fell on the wheat.")
        await news.press("G")
        await news.sees("The bridge was mended.")


async def test_a_tag_is_picked_by_its_letters_and_taken_back(library: Path) -> None:
    async with running(library) as news:
        await news.sees("4 of 4")
        await news.press("t")
        await news.type("kor")
        await news.no_longer_sees("is:unread")
        await news.press("enter")
        await news.sees("2 of 4")
        await news.no_longer_sees("Harvest is late")
        await news.press("u")
        await news.sees("4 of 4")


async def test_what_was_undone_is_done_again_in_its_order_filters_too(library: Path) -> None:
    async with running(library) as news:
        await news.sees("4 of 4")
        await news.press("full_stop")  # #china
        await news.sees("2 of 4")
        await news.press("A")
        await news.sees("marked 2 articles read")
        await news.press("u")
        await news.sees("undone: marked 2 articles read")
        await news.press("u")
        await news.sees("4 of 4")
        await news.press("ctrl+r")
        await news.sees("2 of 4")
        await news.press("ctrl+r")
        await news.sees("done again: marked 2 articles read")
        await news.press("u", "u")
        await news.sees("4 of 4")
        assert news.screen().count("●") == 4
        await news.press("s", "ctrl+r")  # something new was done: the filter is not brought back
        await news.sees("there is nothing to redo")
        await news.sees("4 of 4")


async def test_the_list_shows_what_is_aimed_at_before_it_is_picked(library: Path) -> None:
    async with running(library) as news:
        await news.sees("4 of 4")
        await news.press("t")
        await news.type("farm")
        await news.sees("1 of 4")
        await news.no_longer_sees("Talks resume")
        await news.press(*["backspace"] * 4)
        await news.sees("4 of 4")
        await news.press("minus")
        await news.type("korea")
        await news.sees("2 of 4")
        await news.no_longer_sees("Talks resume")
        await news.press("escape")
        await news.sees("Talks resume")
        assert news.main.filter == Filter()


async def test_the_list_follows_the_cursor_in_the_panel(library: Path) -> None:
    async with running(library) as news:
        await news.sees("4 of 4")
        await news.press("t")
        await news.type("or")
        await news.sees("2 of 4")
        await news.press("down")
        await news.sees("1 of 4")
        await news.press("enter")
        await news.settles()
        await news.sees("1 of 4")
        assert str(news.main.filter) in ("#sports", "#transport")


async def test_operators_are_armed_while_the_box_is_empty(library: Path) -> None:
    async with running(library) as news:
        await news.sees("4 of 4")
        await news.press("t")
        await news.type("korea")
        await news.press("tab")
        await news.sees("2 of 4")
        await news.press("minus")
        await news.type("sports")
        await news.press("enter")
        await news.sees("1 of 4")
        assert news.main.filter == Filter.parse("#korea -#sports")


async def test_enter_keeps_what_was_found_while_typing(library: Path) -> None:
    async with running(library) as news:
        await news.sees("4 of 4")
        await news.press("slash")
        await news.type("harv")
        await news.sees("1 of 4")
        await news.press("enter")
        await news.settles()
        await news.sees("1 of 4")
        assert news.main.filter == Filter.parse("harv*")


async def test_escape_restores_the_filter(library: Path) -> None:
    async with running(library) as news:
        await news.sees("4 of 4")
        await news.press("t")
        await news.type("korea")
        await news.press("tab")
        await news.sees("2 of 4")
        await news.press("escape")
        await news.sees("4 of 4")


async def test_text_is_found_as_it_is_typed(library: Path) -> None:
    async with running(library) as news:
        await news.sees("4 of 4")
        await news.press("slash")
        await news.type("whe")
        await news.sees("1 of 4")
        await news.press("escape")
        await news.sees("4 of 4")


async def test_bad_text_keeps_the_result_and_says_where(library: Path) -> None:
    async with running(library) as news:
        await news.sees("4 of 4")
        await news.press("equals_sign")
        await news.type("#china age:soon")
        await news.sees("^ an age is written like")
        await news.press("enter")
        assert str(news.main.filter) == "#china age"


async def test_nothing_found_offers_ways_out(library: Path) -> None:
    async with running(library) as news:
        await news.sees("4 of 4")
        await news.press("equals_sign")
        await news.type("#farming #sports")
        await news.press("enter")
        await news.sees("drop #farming: 1")
        for event in XTermParser().feed("\x1b1"):  # Alt-1 as terminals send it
            news.app.post_message(event)
        await news.sees("1 of 4")
        await news.press("left_square_bracket")
        await news.sees("drop #farming: 1")
        await news.press("alt+1")  # as those send it that know the kitty protocol
        await news.sees("1 of 4")


async def test_a_way_out_is_taken_while_one_types(library: Path) -> None:
    async with running(library) as news:
        await news.sees("4 of 4")
        await news.press("full_stop", "slash")  # #china, and words in it
        await news.type("wheat")
        await news.sees("Alt-1  drop #china: 1")
        await news.sees("Esc  as it was")
        for event in XTermParser().feed("\x1b1"):
            news.app.post_message(event)
        await news.sees("1 of 4")
        await news.sees("Harvest is late")
        assert news.app.focused is news.main.articles
        await news.press("u")
        await news.sees("2 of 4")
        await news.press("slash")
        for event in XTermParser().feed("no such £"):  # a letter wherever it is no way out
            news.app.post_message(event)
        await news.sees("no such £")
        await news.press("enter")
        await news.sees("0  show everything")


async def test_what_was_done_survives_a_restart_and_is_undone(library: Path) -> None:
    async with running(library) as news:
        await news.sees("● Talks resume")
        await news.press("s")
        await news.sees("★● Talks resume")
        await news.press("j", "r")
        await news.no_longer_sees("● Harvest")
    async with running(library) as news:
        await news.sees("★● Talks resume")
        await news.no_longer_sees("● Harvest")
        await news.press("u")
        await news.sees("● Harvest")


async def test_space_reads_through_and_goes_to_the_next_unread(library: Path) -> None:
    async with running(library) as news:
        await news.sees("The ministers met again.")
        await news.press("space")
        await news.sees("Rain fell on the wheat.")
        await news.no_longer_sees("● Talks")


async def test_all_that_is_shown_is_marked_and_nothing_else(library: Path) -> None:
    async with running(library) as news:
        await news.sees("4 of 4")
        await news.press("equals_sign")
        await news.type("#korea")
        await news.press("enter")
        await news.sees("2 of 4")
        await news.press("A")
        await news.no_longer_sees("● A cup")
        await news.press("A")
        await news.sees("nothing to change: it is so already")
        await news.press("u")
        await news.sees("undone: marked 2 articles read")
        await news.press("A")
        await news.no_longer_sees("● A cup")
        await news.press("0")
        await news.sees("● Harvest is late")


async def test_a_selection_says_how_many_and_is_undone_as_one(library: Path) -> None:
    async with running(library) as news:
        await news.sees("4 of 4")
        await news.press("v", "v")
        await news.sees("2 selected   4 of 4")
        await news.press("k", "V", "j", "V")
        await news.sees("3 selected; what you do now is done to them")
        await news.press("s")
        await news.sees("starred 3 articles")
        await news.press("u")
        await news.sees("undone: starred 3 articles")
        assert news.screen().count("★") == 0
        await news.press("escape")
        await news.sees("first")
        assert "3 selected   " not in news.screen()


async def test_plus_and_minus_begin_what_is_typed_for_tags(library: Path) -> None:
    async with running(library) as news:
        await news.sees("4 of 4")
        await news.press("plus", *"mine", "enter")
        await news.sees("#mine")
        await news.press("minus", *"mine", "enter")
        await news.no_longer_sees("#mine")


@pytest.mark.parametrize("colours", [True, False])
async def test_a_line_at_the_reader_tells_that_it_has_the_keyboard(
    library: Path, colours: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not colours:
        monkeypatch.setenv("NO_COLOR", "1")
    async with running(library, (120, 30)) as news:

        def line() -> Color | None:
            """Its colour, where there is one."""
            style = news.app.screen.get_style_at(news.main.pane.region.x, 5)
            return style.color

        await news.sees("4 of 4")
        assert ("▏" in news.screen()) is colours
        before = line()
        await news.press("enter")
        await news.sees("▏")
        assert not colours or line() != before
        await news.press("z")
        await news.no_longer_sees("▏")


async def test_what_is_said_covers_nothing_and_the_keys_come_back(library: Path) -> None:
    async with running(library, (80, 12)) as news:
        await news.sees("4 of 4")
        shown = news.screen().splitlines()
        await news.press("]")
        await news.sees("no filter was used after this one")
        assert news.screen().splitlines()[:-1] == shown[:-1]
        words = "a path that is long enough for two lines on a screen of so few cells " * 2
        news.main.tell(words, wrong=True)
        await news.sees("! a path")
        assert news.main.articles.region.bottom == 12 - len(news.screen().split("no filter was")[1].splitlines())
        await news.pilot.click(offset=(3, 11))
        await news.comes_to(lambda: news.screen().splitlines() == shown)


async def test_a_row_tells_star_and_selection_at_once(library: Path) -> None:
    async with running(library) as news:
        await news.sees("4 of 4")
        await news.press("s", "v")
        await news.sees("✓★● Talks resume")
        await news.press("k", "v")
        await news.sees("  ★● Talks resume")


async def test_on_a_narrow_screen_one_comes_back_to_what_one_left(library: Path) -> None:
    async with running(library, (80, 24)) as news:
        await news.sees("4 of 4")
        await news.press("enter", "T", *"+mine", "enter")
        await news.sees("#mine")
        assert news.main.reading
        await news.press("t", "escape")
        await news.settles()
        assert news.main.reading
        await news.press("s")
        await news.sees("★\xa0starred")
        await news.press("t", *"mine", "enter")
        await news.sees("1 of 4")
        await news.sees("▌ ★  Talks resume")


async def test_history_walks_back_and_forward(library: Path) -> None:
    async with running(library) as news:
        await news.sees("4 of 4")
        await news.press("equals_sign")
        await news.type("#korea")
        await news.press("enter")
        await news.sees("2 of 4")
        await news.press("left_square_bracket")
        await news.sees("4 of 4")
        await news.press("right_square_bracket")
        await news.sees("2 of 4")


async def test_a_filter_is_saved_and_recalled(library: Path) -> None:
    async with running(library) as news:
        await news.sees("4 of 4")
        await news.press("equals_sign")
        await news.type("#china")
        await news.press("enter")
        await news.sees("2 of 4")
        await news.press("M")
        await news.type("3 trade")
        await news.press("enter")
        await news.press("0")
        await news.sees("4 of 4")
        await news.press("3")
        await news.sees("2 of 4")


async def test_help_lists_the_keys_and_narrows(library: Path) -> None:
    async with running(library) as news:
        await news.sees("4 of 4")
        await news.press("question_mark")
        await news.sees("First article")
        await news.type("half")
        await news.sees("Half a page down")
        await news.no_longer_sees("First article")


@pytest.mark.parametrize("words", HOSTILE)
async def test_what_strangers_wrote_stays_words(tmp_path: Path, words: str) -> None:
    path = tmp_path / "library.db"
    with Cache.open(path) as cache:
        feed = cache.add_feed("https://example.org/feed", f"Feed {words}")
        cache.store(feed.id, [draft(1, f"Title {words} end", f"Body {words} end", f"tag {words}")])
    async with running(path) as news:
        await news.sees("Title ")
        await news.sees("Body ")
        await news.press("t", "enter", "s", "y")
        await news.sees("1 of 1")
        assert not any(char in news.screen() for char in "\x1b\x07\u202e")


async def test_the_next_article_is_opened_from_the_reader_and_read_with_that(library: Path) -> None:
    async with running(library) as news:
        await news.sees("4 of 4")
        await news.press("right_parenthesis", "left_parenthesis")
        await news.settles()
        assert sum(article.read for article in news.main.cache.newest(4)) == 0
        await news.press("enter", "right_parenthesis")
        await news.sees("Rain fell on the wheat.")
        assert news.main.reading
        await news.comes_to(lambda: sum(article.read for article in news.main.cache.newest(4)) == 2)
        await news.press("u")
        await news.comes_to(lambda: sum(article.read for article in news.main.cache.newest(4)) == 1)
        await news.press("left_parenthesis", "left_parenthesis")
        await news.sees("this is the first article")


async def test_what_is_opened_in_the_browser_is_read(library: Path) -> None:
    config = Config(update_minutes=0, browser=("true", "{url}"))
    async with running(library, config=config) as news:
        await news.sees("4 of 4")
        await news.press("o")
        await news.comes_to(lambda: sum(article.read for article in news.main.cache.newest(4)) == 1)
