"""The tag panel where there are more tags than lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.driver import running
from tests.news.cache.made import draft
from tui.app.widgets.kept import OneLine
from tui.news.cache import Cache
from tui.news.filter import Filter, Is, Join, State, Tagged
from tui.news.results import TermCount

TAGS = [f"tag{number:03}" for number in range(120)]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Articles with one of 120 tags each."""
    path = tmp_path / "news.db"
    with Cache.open(path) as cache:
        cache.store(None, [draft(tag, f"About {tag}", tags=(tag,)) for tag in TAGS])
    return path


async def test_every_tag_is_reached_though_those_in_view_are_counted_first(library: Path) -> None:
    async with running(library, size=(160, 42)) as news:
        await news.sees("120 of 120")
        await news.press("t", *["pagedown"] * 4)
        rows = news.main.panel.rows
        await news.comes_to(lambda: rows.cursor == len(rows.lines) - 1)
        assert {line.term for line in rows.lines} >= {Tagged(tag) for tag in TAGS}
        assert len({line.term for line in rows.lines}) == len(rows.lines)
        await news.press("enter")
        await news.sees("1 of 120")


async def test_the_terms_used_last_stand_on_top_however_few_hits_they_have(library: Path) -> None:
    async with running(library) as news:
        await news.settles()
        main, unread = news.main, Is(State.UNREAD)
        first = main._count(Filter(), ("", Join.AND), 10)
        rare = next(Tagged(tag) for tag in TAGS if Tagged(tag) not in {line.term for line in first.lines})
        main.recent = [rare, unread, Tagged("gone")]
        shown = main._count(Filter(), ("", Join.AND), 10)
        assert shown.lines[:2] == (TermCount(rare, rare.tag, 1), TermCount(unread, "unread", 120))
        assert not shown.whole
        assert main._count(Filter((unread,)), ("", Join.NOT), 10).lines[0] == TermCount(rare, rare.tag, 119)
        assert main._count(Filter(), ("tag", Join.AND), 10).lines[0].term != rare, "letters choose by themselves"


async def test_lines_to_type_in_look_the_same_with_the_keyboard(library: Path) -> None:
    """So their styles need not be worked out when it comes and goes."""
    async with running(library) as news:
        lines = list(news.main.query(OneLine))
        assert len(lines) == 2
        for line in lines:
            looks = []
            for focused in (False, True):
                line.set_reactive(OneLine.has_focus, focused)
                line.update_node_styles()
                looks.append((line.styles.base.get_rules(), line.get_component_rich_style("input--placeholder")))
            assert looks[0] == looks[1]
            line.set_reactive(OneLine.has_focus, False)
