"""Keys as the config gives them: checked, sequences included, the same in footer, help and palette."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key

from tests.app.driver import running
from tests.app.test_main import library as library  # the same four articles
from tui import config
from tui.app.app import Newsread
from tui.app.keys import Keymap, declared, folded, shown

FILE = Path("config.toml")
COMMANDS = declared(*Newsread.COMMANDED, Newsread)


def keymap(text: str) -> Keymap:
    return Keymap.of(config.parse(f"[keys]\n{text}", FILE), COMMANDS)


def keys_of(found: Keymap, id: str) -> tuple[str, ...]:
    return next(command.keys for command in found.commands if command.id == id)


def test_every_command_has_an_id_of_its_own_a_key_and_words() -> None:
    assert len({command.id for command in COMMANDS}) == len(COMMANDS) > 50
    assert all(command.keys and command.words and command.tip for command in COMMANDS)


def test_the_usual_keys_are_in_nobodys_way() -> None:
    for owner in {command.owner for command in COMMANDS}:
        keys = [one for command in COMMANDS if command.owner is owner for one in command.keys]
        assert len(keys) == len(set(keys))


def test_keys_are_named_as_people_write_them() -> None:
    found = keymap('read.zen = "f11"\nlist.top = "g g, home"\napp.help = ["?", "f1"]')
    assert found.problems == ()
    assert keys_of(found, "read.zen") == ("f11",)
    assert keys_of(found, "list.top") == ("g g", "home")
    assert keys_of(found, "app.help") == ("question_mark", "f1")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('read.zne = "f11"', "config.toml:2: keys: there is no command 'read.zne'"),
        ('read.zen = "ctl+n"', "config.toml:2: keys: read.zen: no key is called 'ctl+n'; its usual keys are used"),
        ('read.zen = "ctrl+banana"', "config.toml:2: keys: read.zen: no key is called 'ctrl+banana'; its usual"),
        ('\nread.zen = "f9"\nact.star = "f9"', "config.toml:4: keys: act.star: f9 is given to read.zen already"),
        ('read.zen = "s"', "config.toml:2: keys: read.zen takes s from act.star; give that one another key"),
        ('read.zen = "j"', "config.toml:2: keys: read.zen takes j from list.down; it keeps down"),
        ('list.sort = "g g"', "config.toml:2: keys: list.sort takes g from list.top; it keeps home"),
        (
            'read.zen = "?"',
            "config.toml:2: keys: read.zen takes question_mark from app.help; give that",
        ),
        ('act.star = "f"', "config.toml:2: keys: act.star: in the reader f is read.hint; give one of them another key"),
        ('list.sort = "s s"', "config.toml:2: keys: list.sort takes s from act.star; give that one another key"),
    ],
)
def test_what_cannot_be_is_told_with_file_and_line(text: str, said: str) -> None:
    assert [said in str(problem) for problem in keymap(text).problems] == [True]


def test_two_commands_may_swap_their_keys() -> None:
    found = keymap('read.zen = "s"\nact.star = "z"')
    assert found.problems == ()
    assert (keys_of(found, "read.zen"), keys_of(found, "act.star")) == (("s",), ("z",))


@pytest.mark.parametrize(
    ("key", "seen"),
    [
        ("ctrl+d", "^d"),
        ("question_mark", "?"),
        ("g g", "g g"),
        ("alt+left", "alt-←"),
        ("space", "space"),
        ("escape", "esc"),
        ("less_than_sign", "<"),
    ],
)
def test_a_key_is_shown_as_it_stands_on_the_keyboard(key: str, seen: str) -> None:
    assert shown(key) == seen


async def test_footer_help_and_palette_follow_the_config(library: Path) -> None:
    settings = config.parse('[keys]\nact.star = "f9"\nlist.end = "x x"', FILE)
    async with running(library, config=settings) as news:
        await news.sees("f9 star")
        await news.press("f9")
        await news.sees("★● Talks resume")
        await news.press("question_mark")
        await news.type("star")
        await news.sees("f9")
        await news.press("escape", "colon")
        await news.type("last art")
        await news.sees("x x")


async def test_the_footer_names_the_keys_that_work_in_a_dialog_and_then_those_of_the_list_again(library: Path) -> None:
    async with running(library, (80, 24)) as news:
        await news.sees("page/next")
        await news.press("U")
        await news.sees("take back")
        footer = news.screen().splitlines()[-1]
        assert "take back" in footer and "page/next" not in footer
        await news.press("escape")
        await news.sees("page/next")
        await news.press("H")
        await news.sees("d remove")  # in a second line: one of 80 cells ended before it
        await news.sees("S order")


async def test_the_keys_of_saved_filters_follow_the_config(library: Path) -> None:
    settings = config.parse('[keys]\n"filter.recall_3" = "f3"', FILE)
    async with running(library, config=settings) as news:
        await news.press("equals_sign", *"#china", "enter", "M", "3", "enter", "0")
        await news.sees("4 of 4")
        await news.press("3")
        await news.settles()
        assert "4 of 4" in news.screen()
        await news.press("f3")
        await news.sees("2 of 4")


def test_nine_commands_of_a_kind_are_one_line_of_the_help_while_each_has_its_digit() -> None:
    lines = {one.id: one for one in folded(keymap("").commands)}
    assert lines["filter.recall_1-9"].shown == "1 - 9"
    assert lines["filter.way_1-9"].shown == "alt-1 - 9"
    assert "filter.recall_3" not in lines
    assert "filter.recall_3" in {one.id for one in folded(keymap('filter.recall_3 = "f3"').commands)}


async def test_a_sequence_is_typed_key_by_key(library: Path) -> None:
    settings = config.parse('[keys]\nlist.end = "x x"\nlist.top = "x g, home"', FILE)
    async with running(library, config=settings) as news:
        await news.sees("4 of 4")
        await news.press("x", "x")
        await news.sees("The bridge was mended.")
        await news.press("x", "g")
        await news.sees("The ministers met again.")
        await news.press("x", "j")
        await news.sees("Rain fell on the wheat.")
        await news.press("G")
        await news.sees("Rain fell on the wheat.")


async def test_what_is_wrong_is_said_on_the_screen(library: Path) -> None:
    settings = config.parse('measure = 3\ntheme = "mauve"\n[keys]\nread.zne = "f9"', FILE)
    async with running(library, config=settings) as news:
        await news.sees("config.toml:1")
        await news.sees("config.toml:2")
        await news.sees("config.toml:4")


async def test_the_config_can_be_read_again_while_the_app_runs(library: Path, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("measure = 60")
    async with running(library, config=config.load(path)) as news:
        await news.sees("s star")
        path.write_text('keys = { "act.star" = "f9" }')
        await news.press("colon")
        await news.type("config")
        await news.sees("Read the config file again")
        await news.press("down", "enter")
        await news.sees("f9 star")


async def test_whatever_the_config_says_otherwise_holds_at_once(library: Path, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("measure = 60\nupdate_minutes = 0\n")

    async def read_again(text: str) -> None:
        path.write_text(text)
        news.app.read_config()

    async with running(library, config=config.load(path)) as news:
        await news.sees("4 of 4")
        await news.press(">")
        await read_again('measure = 60\nupdate_minutes = 0\ntheme = "newsread-light"')
        await news.sees("the config was read again; changed: theme")
        assert news.app.theme == "newsread-light"
        assert news.main.pane.measure == 62  # picked in the app, and nothing new about it in the file
        await read_again('measure = 50\nupdate_minutes = 0\nascii = true\npipes = { mail = ["mail"] }\nmesure = 1')
        await news.sees("changed: ascii, measure, pipes, theme")
        await news.sees("config.toml:5: mesure: there is no such setting")
        assert news.main.pane.measure == 50
        await news.comes_to(lambda: "|  o Talks" in news.screen() and "●" not in news.screen())
        await news.press("|")
        await news.sees("mail")
        await news.press("escape")
        await read_again('measure = 50\nupdate_minutes = 0\nascii = true\npipes = { mail = ["mail"] }\nmesure = 1')
        await news.sees("the config is as it was")
        with_library = f'library = "{tmp_path}/other.db"\nupdate_minutes = 0'
        await read_again(with_library)
        await news.sees("another library opens with the next start")
        assert news.app.theme == "newsread-dark"


@pytest.mark.parametrize(
    ("keys", "filter"), [("/tr", "tr*"), ("tfarm\r", "#farming"), ("=#korea\r", "#korea"), ("t-china\r", "-#china")]
)
async def test_keys_that_come_in_one_piece_go_where_they_would_one_by_one(
    library: Path, keys: str, filter: str
) -> None:
    async with running(library) as news:
        await news.sees("4 of 4")
        for letter in keys:
            name = "enter" if letter == "\r" else _character_to_key(letter)
            news.app.post_message(events.Key(name, letter))
        await news.comes_to(lambda: str(news.main.filter) == filter)
        await news.settles()
        assert not any(article.starred for article in news.main.cache.newest(4))
