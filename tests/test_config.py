"""The config file: read, explained, never fatal, never written."""

from pathlib import Path

import pytest

from tui import config
from tui.config import Config

FILE = Path("config.toml")


def test_no_file_is_no_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSREAD_CONFIG", str(tmp_path / "none.toml"))
    assert config.load() == Config()


def test_a_file_that_was_asked_for_and_is_not_there_is_one(tmp_path: Path) -> None:
    loaded = config.load(tmp_path / "none.toml")
    assert loaded.measure == Config().measure
    assert str(loaded.problems[0]) == f"{tmp_path}/none.toml: no such file; the defaults are used"


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"theme = '\xff\xfe'")
    loaded = config.load(tmp_path / "config.toml")
    assert "it is not UTF-8 text" in str(loaded.problems[0])


def test_every_setting_is_read() -> None:
    loaded = config.parse(
        """
        library = "/tmp/news.db"
        browser = ["firefox", "{url}"]
        pipes = { mail = ["mail", "-s", "{title}"] }
        update_hook = ["true"]
        update_minutes = 30
        theme = "nord"
        measure = 66
        ascii = true
        pictures = true
        hyperlinks = false
        [keys]
        read.zen = "f11"
        "list.top" = ["g g", "home"]
        """,
        FILE,
    )
    assert loaded.problems == ()
    assert loaded.library == Path("/tmp/news.db")
    assert loaded.browser == ("firefox", "{url}")
    assert loaded.pipes == {"mail": ("mail", "-s", "{title}")}
    assert (loaded.update_hook, loaded.update_minutes) == (("true",), 30)
    assert (loaded.theme, loaded.measure) == ("nord", 66)
    assert (loaded.ascii, loaded.pictures, loaded.hyperlinks) == (True, True, False)
    assert loaded.keys == {"read.zen": "f11", "list.top": "g g,home"}
    assert loaded.lines["keys.read.zen"] == 13


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\nmeasure = 300", "config.toml:2: measure: must be a whole number from 40 to 120; the default is used"),
        ("measure = true", "config.toml:1: measure: must be a whole number from 40 to 120; the default is used"),
        ("ascii = 1", 'config.toml:1: ascii: must be true, false or "auto"; the default is used'),
        ('browser = "firefox"', 'browser: must be a list of words such as ["firefox", "{url}"]; the default is used'),
        ("pipes = []", "config.toml:1: pipes: must be a table"),
        ("[keys]\nread.zen = 5", "config.toml:1: keys: read.zen must be a key"),
        ("theme = ''", "config.toml:1: theme: must be a name"),
        ("library = 7", "config.toml:1: library: must be a path"),
        ("colour = 1", "colour: there is no such setting; `newsread config --show` lists them"),
        ("a = [1\nb", "config.toml:2: Unclosed array: this is no TOML; the defaults are used"),
    ],
)
def test_a_bad_value_is_named_and_its_default_used(text: str, said: str) -> None:
    loaded = config.parse(text, FILE)
    assert said in str(loaded.problems[0])
    defaults = Config()
    assert all(getattr(loaded, item.name) == getattr(defaults, item.name) for item in config.SETTINGS)


def test_one_bad_value_spoils_no_other() -> None:
    loaded = config.parse('measure = 1\ntheme = "nord"', FILE)
    assert (loaded.measure, loaded.theme, len(loaded.problems)) == (70, "nord", 1)


def test_what_is_shown_tells_each_source_and_could_be_the_file() -> None:
    loaded = config.parse('theme = "nord"\nmeasure = 1\nkeys = { "read.zen" = "f11" }', FILE)
    shown = loaded.describe()
    assert 'theme = "nord"  # line 1' in shown
    assert "measure = 70  # default" in shown
    again = config.parse(shown, FILE)
    assert again.problems == ()
    assert all(getattr(again, item.name) == getattr(loaded, item.name) for item in config.SETTINGS)


def test_every_example_is_a_value_that_can_be_used() -> None:
    for item in config.SETTINGS:
        assert config.parse(f"{item.name} = {item.example}", FILE).problems == (), item.name
