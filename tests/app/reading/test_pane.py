"""The pane as someone reads in it."""

from __future__ import annotations

import pytest
from textual.events import MouseScrollDown
from textual.pilot import Pilot

from tests.app.reading.pages import DOCUMENT, PaneApp, article, long_document, paragraph
from tui.app.widgets.page_view import PageView
from tui.app.widgets.reading_pane import ReadingPane, Wish
from tui.news.filter import Filter
from tui.news.types import Document, Span

SIZE = (80, 24)


async def typed(pilot: Pilot[None], text: str) -> None:
    for char in text:
        await pilot.press("space" if char == " " else char)
    await pilot.pause()


async def test_reading_to_the_end_page_by_page() -> None:
    app = PaneApp()
    async with app.run_test(size=SIZE) as pilot:
        app.pane.show(article(), long_document(10))
        await pilot.pause()
        assert app.sees("Ferry lines return")
        assert app.pane.progress < 0.5
        pages = 0
        while app.pane.page_down():
            pages += 1
            await pilot.pause()
        assert app.pane.progress == 1.0
        assert app.sees("Paragraph 10.")
        assert app.sees("100%")
        assert [type(message) for message in app.said] == [ReadingPane.Moved] * pages
        while app.pane.page_up():
            await pilot.pause()
        assert app.sees("Ferry lines return")
        assert app.pane.place == 0


async def test_a_text_that_fits_has_nowhere_to_go() -> None:
    app = PaneApp()
    async with app.run_test(size=SIZE) as pilot:
        app.pane.show(article(), Document((paragraph("Short."),)))
        await pilot.pause()
        assert not app.pane.page_down()
        assert app.pane.progress == 1.0
        assert not app.sees("100%")


async def test_the_keys_that_move() -> None:
    app = PaneApp()
    async with app.run_test(size=SIZE) as pilot:
        app.pane.show(article(), long_document())
        await pilot.pause()
        for keys, back in (("j", "k"), ("ctrl+d", "ctrl+u"), ("pagedown", "pageup"), ("G", "g"), ("end", "home")):
            top = app.lines()
            await pilot.press(keys)
            assert app.lines() != top, keys
            await pilot.press(back)
            assert app.lines() == top, back


async def test_the_wheel_moves_the_text() -> None:
    app = PaneApp()
    async with app.run_test(size=SIZE) as pilot:
        app.pane.show(article(), long_document())
        await pilot.pause()
        app.pane.query_one(PageView).post_message(MouseScrollDown(None, 1, 1, 0, 1, 0, False, False, False))
        await pilot.pause()
        assert app.pane.place > 0


async def test_the_place_survives_every_width_and_a_new_start() -> None:
    app = PaneApp()
    async with app.run_test(size=(100, 24)) as pilot:
        app.pane.show(article(), long_document())
        await pilot.pause()
        for _ in range(5):
            app.pane.page_down()
        await pilot.pause()
        place = app.pane.place
        top = app.lines()[0].split()[0:2]
        for size in ((40, 10), (300, 100), (55, 13), (100, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert app.pane.place == place
        assert app.lines()[0].split()[0:2] == top
    again = PaneApp()
    async with again.run_test(size=(60, 20)) as pilot:
        again.pane.show(article(), long_document(), place=place)
        await pilot.pause()
        assert again.pane.place == place
        assert again.lines()[0].split()[0] == top[0]


async def test_a_wider_terminal_centres_the_text_anew() -> None:
    app = PaneApp()
    async with app.run_test(size=(100, 24)) as pilot:
        app.pane.show(article(), long_document())
        await pilot.pause()
        for width in (120, 90):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            lines = app.lines()
            assert {len(line) for line in lines} == {width}
            left = min(len(line) - len(line.lstrip()) for line in lines if "Paragraph" in line)
            assert left == (width - 70) // 2


async def test_a_narrower_and_a_wider_text() -> None:
    app = PaneApp()
    async with app.run_test(size=(120, 24)) as pilot:
        app.pane.show(article(), long_document())
        await pilot.pause()
        wide = max(len(line.strip()) for line in app.lines()[:20])
        await pilot.press("<", "<", "<")
        assert app.pane.measure == 64
        narrow = max(len(line.strip()) for line in app.lines()[:20])
        assert narrow < wide <= 70
        await pilot.press(">")
        changed = [message.cells for message in app.said if isinstance(message, ReadingPane.MeasureChanged)]
        assert changed == [68, 66, 64, 66]
        app.pane.measure = 1000
        assert app.pane.measure == 120


async def test_a_link_is_picked_by_its_letter() -> None:
    app = PaneApp()
    async with app.run_test(size=SIZE) as pilot:
        app.pane.show(article(), DOCUMENT)
        await pilot.press("f")
        assert app.sees("type a link's letter or number")
        assert app.sees("port office")  # its letter stands on its number, and covers no word
        await pilot.press("s")
        await pilot.pause()
        assert not app.sees("type a link's letter or number")
        await pilot.press("f", "d")
        await pilot.press("f", "escape", "ctrl+d")
        opened = [message.url for message in app.said if isinstance(message, ReadingPane.OpenLink)]
        picked = [message.tag for message in app.said if isinstance(message, ReadingPane.TagClicked)]
        assert opened == ["https://port.example/plan?id=4"]
        assert picked == ["north sea"]
        assert app.pane.place > 0


async def test_two_letters_where_one_is_not_enough() -> None:
    links = tuple(Span(f"l{number} ", href=f"https://port.example/{number}") for number in range(40))
    app = PaneApp()
    async with app.run_test(size=(100, 40)) as pilot:
        app.pane.show(article(tags=()), Document((paragraph(*links),)))
        await pilot.press("f", "s", "d")
        opened = [message.url for message in app.said if isinstance(message, ReadingPane.OpenLink)]
        assert opened == ["https://port.example/28"]


async def test_a_link_is_picked_by_its_number_too_in_view_or_not() -> None:
    links = tuple(Span(f"l{number} ", href=f"https://port.example/{number}") for number in range(1, 41))
    app = PaneApp()
    async with app.run_test(size=(60, 10)) as pilot:
        app.pane.show(article(tags=()), Document((paragraph(*links),)))
        await pilot.press("f", "3", "9", "f", "5", "f", "3", "enter", "f", "9", "9", "f", "enter")
        opened = [message.url for message in app.said if isinstance(message, ReadingPane.OpenLink)]
        assert opened == [f"https://port.example/{number}" for number in (39, 5, 3, 9)]


async def test_no_link_no_hints() -> None:
    app = PaneApp()
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        app.pane.show(article(tags=()), long_document())
        await pilot.press("f")
        await pilot.pause()
        assert app.sees("no link here")


async def test_links_and_tags_can_be_clicked() -> None:
    app = PaneApp()
    async with app.run_test(size=SIZE) as pilot:
        app.pane.show(article(), DOCUMENT)
        await pilot.pause()
        for word in ("#ferries", "port office", "by us"):
            y = next(y for y, line in enumerate(app.lines()) if word in line)
            await pilot.click(ReadingPane, offset=(app.lines()[y].index(word) + 1, y))
        await pilot.click(ReadingPane, offset=(0, 0))
        await pilot.pause()
        said = [getattr(message, "tag", None) or getattr(message, "url", None) for message in app.said]
        assert said == ["ferries", "https://port.example/plan?id=4", "https://harbour.example/tickets"]


async def test_finding_a_word() -> None:
    app = PaneApp()
    async with app.run_test(size=SIZE) as pilot:
        app.pane.show(article(), long_document())
        await pilot.press("slash")
        await typed(pilot, "PARAGRAPH 4")
        assert app.sees("1 of 11 found")
        assert app.sees("Paragraph 4.")
        await pilot.press("enter", "n")
        await pilot.pause()
        assert app.sees("2 of 11 found")
        assert app.sees("Paragraph 40.")
        await pilot.press("N", "N")
        await pilot.pause()
        assert app.sees("11 of 11 found")
        await pilot.press("escape")
        await pilot.pause()
        assert not app.sees("found")
        await pilot.press("slash")
        await typed(pilot, "whale")
        assert app.sees("nothing found")
        await pilot.press("escape")
        assert app.focused is app.pane


async def test_hits_are_stepped_through_while_words_are_typed() -> None:
    app = PaneApp()
    async with app.run_test(size=SIZE) as pilot:
        app.pane.show(article(), long_document(12))
        await pilot.pause()
        await pilot.press("slash")
        await typed(pilot, "paragraph")
        assert app.sees("1 of 12 found")
        await pilot.press("down", "down")
        assert app.sees("3 of 12 found")
        await pilot.press("up", "enter", "n")
        assert app.sees("3 of 12 found")
        await pilot.press("slash", "n", "escape")
        assert not app.sees("found")
        assert app.pane.has_focus


async def test_the_words_of_a_filter_are_marked_on_opening() -> None:
    app = PaneApp()
    async with app.run_test(size=SIZE) as pilot:
        app.pane.show(article(), long_document(), marks=Filter.parse('"evening tide" -weather').marks)
        await pilot.pause()
        assert app.sees("240 found")
        await pilot.press("n")
        await pilot.pause()
        assert app.sees("1 of 240 found")


@pytest.mark.parametrize(("key", "wish"), [("x", Wish.FULL_TEXT), ("D", Wish.DIFFERENCE)])
async def test_what_needs_more_than_the_pane_is_asked_for(key: str, wish: Wish) -> None:
    app = PaneApp()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(key)
        app.pane.show(article(), DOCUMENT)
        await pilot.press(key)
        await pilot.pause()
        assert [message.wish for message in app.said if isinstance(message, ReadingPane.Wanted)] == [wish]


async def test_clearing() -> None:
    app = PaneApp()
    async with app.run_test(size=SIZE) as pilot:
        app.pane.show(article(), long_document(), place=500)
        await pilot.pause()
        app.pane.clear()
        await pilot.pause()
        assert "".join(app.lines()).strip() == ""
        assert not app.pane.page_down()


async def test_foreign_text_is_only_text() -> None:
    nasty = "[/foo] [@click=app.quit]x[/] a [b [red] \\[ $x {y}"
    app = PaneApp()
    async with app.run_test(size=(120, 24)) as pilot:
        app.pane.show(
            article(title=nasty, site=nasty, tags=(nasty,), authors=(nasty,)),
            Document((paragraph(nasty, Span(nasty, href="https://a.example/[/foo]")),)),
        )
        await pilot.pause()
        assert sum(line.count("[@click=app.quit]") for line in app.lines()) >= 2
        y = next(y for y, line in enumerate(app.lines()) if "[@click" in line)
        await pilot.click(ReadingPane, offset=(app.lines()[y].index("@click"), y))
        await pilot.pause()
        assert app.is_running
