"""The config file: TOML in, one frozen `Config` out. The program reads it and never writes it.

Looked for as `config.toml` in the platform's config folder (`~/.config/newsread/` on Linux), or wherever `--config`
or `NEWSREAD_CONFIG` say. A bad value is reported with file, line and key, and the default is used instead. What a user
changes inside the app (theme, measure, density, columns) lives in the library, not here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import field, fields, replace
from pathlib import Path
from typing import Any

import platformdirs

from tui.news.errors import ConfigError
from tui.news.values import dataclass

NAME = "newsread"

Command = tuple[str, ...]
"""A program and its arguments; never a line for a shell."""


def default_library() -> Path:
    """The library's place on this platform, unless the config or the command line names another."""
    return Path(platformdirs.user_data_path(NAME, appauthor=False)) / "library.db"


def default_path() -> Path:
    """The config file's place on this platform; `NEWSREAD_CONFIG` overrides it."""
    named = os.environ.get("NEWSREAD_CONFIG")
    return (
        Path(named).expanduser()
        if named
        else Path(platformdirs.user_config_path(NAME, appauthor=False)) / "config.toml"
    )


@dataclass(frozen=True)
class Config:
    """Every setting. Commands are argument lists; `{url}`, `{title}` and `{file}` in them are filled in."""

    library: Path = field(
        default_factory=default_library,
        metadata={
            "words": "The library file: every article, tag and feed in one SQLite file.",
            "example": '"~/news/library.db"',
        },
    )
    browser: Command = field(
        default=(),
        metadata={
            "words": "The program that opens an address; empty is the system's own browser.",
            "example": '["firefox", "{url}"]',
        },
    )
    pipes: Mapping[str, Command] = field(
        default_factory=dict,
        metadata={
            "words": "Commands an article can be sent to, by name; they read it as Markdown from standard input.",
            "example": '{ mail = ["mail", "-s", "{title}", "me@example.org"] }',
        },
    )
    update_hook: Command = field(
        default=(),
        metadata={
            "words": "Run after an update that brought something; reads the new articles as JSON from standard input.",
            "example": '["notify-send", "newsread", "news has arrived"]',
        },
    )
    password_command: Command = field(
        default=(),
        metadata={
            "words": "Prints the name, then the password of the host that is its last word; empty asks the keyring.",
            "example": '["~/bin/news-password"]',
        },
    )
    update_minutes: int = field(
        default=60,
        metadata={
            "words": "Minutes between updates while the app is open; 0 updates on request only.",
            "example": "0",
        },
    )
    keys: Mapping[str, str] = field(
        default_factory=dict,
        metadata={
            "words": "Keys by command: one key, several with commas between, or a sequence with blanks between.",
            "example": '{ "read.zen" = "f11", "list.top" = "g g, home" }',
        },
    )
    theme: str = field(
        default="newsread-dark",
        metadata={"words": "The theme until another is picked in the app.", "example": '"nord"'},
    )
    measure: int = field(
        default=70,
        metadata={"words": "Width of the text in cells until it is changed with < and >; 40 to 120.", "example": "66"},
    )
    ascii: bool | str = field(
        default="auto",
        metadata={
            "words": "Draw with ASCII only, for terminals without the glyphs; auto: where TERM or LANG say so.",
            "example": "true",
        },
    )
    pictures: bool = field(
        default=False,
        metadata={
            "words": "Show the pictures of every open article; otherwise only on request, or by feed.",
            "example": "true",
        },
    )
    hyperlinks: bool = field(
        default=True,
        metadata={"words": "Mark links as OSC 8 hyperlinks, so that the terminal opens them.", "example": "false"},
    )

    path: Path | None = None
    """The file it was read from; None where there was none."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """The line each setting was found on; `keys.read.zen` and `pipes.mail` for those in tables."""
    problems: tuple[ConfigError, ...] = ()
    """What was wrong in the file; for each of them the default is used."""

    def changed(self, other: Config) -> frozenset[str]:
        """The settings that another config has other values for."""
        return frozenset(one.name for one in SETTINGS if getattr(self, one.name) != getattr(other, one.name))

    def problem(self, setting: str, words: str) -> ConfigError:
        """Something wrong with a setting that only shows in use, told with its file and line."""
        line = self.lines.get(setting) or self.lines.get(setting.partition(".")[0])
        return ConfigError(f"{setting.partition('.')[0]}: {words}", str(self.path or ""), line)

    def describe(self) -> str:
        """Every setting with its meaning, value and source, as TOML that could be the config file."""
        where = str(self.path) if self.path else "no config file"
        parts = [f"# {where}; a setting that is not in the file has its default\n"]
        for setting in SETTINGS:
            line = next((at for name, at in self.lines.items() if name.split(".")[0] == setting.name), None)
            source = f"line {line}" if line else "default"
            value = _toml(getattr(self, setting.name))
            parts.append(f"# {setting.words}\n# Example: {setting.example}\n{setting.name} = {value}  # {source}\n")
        return "\n".join(parts)


@dataclass(frozen=True)
class Setting:
    """A setting as the documentation shows it."""

    name: str
    words: str
    """One sentence."""
    example: str
    """A value, as TOML."""


SETTINGS = tuple(
    Setting(item.name, item.metadata["words"], item.metadata["example"]) for item in fields(Config) if item.metadata
)


def load(path: Path | None = None) -> Config:
    """The config in a file, and what was wrong with it in `problems`.

    Without `path`, the platform's place is tried, where a missing file is no problem.
    """
    place = path or default_path()
    try:
        text = place.read_text("utf-8")
    except FileNotFoundError:
        if path is None:
            return Config()
        return Config(problems=(ConfigError("no such file; the defaults are used", str(path)),))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        return Config(
            path=place, problems=(ConfigError(f"cannot be read ({reason}); the defaults are used", str(place)),)
        )
    return parse(text, place)


def parse(text: str, path: Path) -> Config:
    """The config a TOML text means. `path` is for the messages."""
    import tomllib  # most starts find no config, and need neither this nor its patterns

    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, brackets nested 1,000 deep
        found = re.search(r"\(at line (\d+), column \d+\)", str(error))
        reason = re.sub(r" \(at .*\)$", "", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        problem = ConfigError(f"{reason}: this is no TOML; the defaults are used", str(path), line)
        return Config(path=path, problems=(problem,))
    lines = _lines(text)
    values: dict[str, Any] = {}
    problems: list[ConfigError] = []
    for name, raw in table.items():
        reader = _READERS.get(name)
        try:
            if reader is None:
                raise ValueError("there is no such setting; `newsread config --show` lists them")
            values[name] = reader(raw)
        except ValueError as error:
            at = next((line for key, line in lines.items() if key.split(".")[0] == name), None)
            lines = {key: line for key, line in lines.items() if key.split(".")[0] != name}
            problems.append(ConfigError(f"{name}: {error}", str(path), at))
    return replace(Config(**values), path=path, lines=lines, problems=tuple(problems))


# ------------------------------------------------------------------ reading one value


def _path(raw: Any) -> Path:
    if not isinstance(raw, str) or not raw.strip():
        raise ValueError('must be a path such as "~/news/library.db"; the default is used')
    return _from_home(raw)


def _command(raw: Any) -> Command:
    if not isinstance(raw, list) or not all(isinstance(part, str) for part in raw):
        raise ValueError('must be a list of words such as ["firefox", "{url}"]; the default is used')
    return tuple(raw)


def _program(raw: Any) -> Command:
    """A command whose program may lie below `~`."""
    command = _command(raw)
    return (str(_from_home(command[0])), *command[1:]) if command else ()


def _from_home(raw: str) -> Path:
    """A path that may begin with `~`."""
    try:
        return Path(raw).expanduser()
    except RuntimeError as error:
        raise ValueError(f"{raw.partition('/')[0][:40]} is no home folder here; the default is used") from error


def _commands(raw: Any) -> dict[str, Command]:
    if not isinstance(raw, dict):
        raise ValueError('must be a table such as { mail = ["mail", "me@example.org"] }; the default is used')
    return {name: _command(command) for name, command in raw.items()}


def _keys(raw: Any) -> dict[str, str]:
    bound: dict[str, str] = {}
    for name, value in _flat(raw):
        keys = [value] if isinstance(value, str) else value
        if not isinstance(keys, list) or not keys or not all(isinstance(key, str) and key.strip() for key in keys):
            raise ValueError(f'{name} must be a key such as "ctrl+n" or a list of keys; the default keys are used')
        bound[name] = ",".join(key.strip() for key in keys)
    return bound


def _flat(raw: Any) -> list[tuple[str, Any]]:
    """`read.zen = "z"` and `"read.zen" = "z"` mean the same."""
    if not isinstance(raw, dict):
        raise ValueError('must be a table such as { "read.zen" = "f11" }; the default keys are used')
    found: list[tuple[str, Any]] = []
    for name, value in raw.items():
        if isinstance(value, dict):
            found += [(f"{name}.{inner}", part) for inner, part in _flat(value)]
        else:
            found.append((name, value))
    return found


def _flag(raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise ValueError("must be true or false; the default is used")
    return raw


def _flag_or_auto(raw: Any) -> bool | str:
    if raw != "auto" and not isinstance(raw, bool):
        raise ValueError('must be true, false or "auto"; the default is used')
    return "auto" if raw == "auto" else bool(raw)


def _text(raw: Any) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise ValueError("must be a name in quotation marks; the default is used")
    return raw.strip()


def _number(least: int, most: int) -> Callable[[Any], int]:
    def read(raw: Any) -> int:
        if isinstance(raw, bool) or not isinstance(raw, int) or not least <= raw <= most:
            raise ValueError(f"must be a whole number from {least} to {most}; the default is used")
        return raw

    return read


_READERS: dict[str, Callable[[Any], Any]] = {
    "library": _path,
    "browser": _command,
    "pipes": _commands,
    "update_hook": _command,
    "password_command": _program,
    "update_minutes": _number(0, 10_080),
    "keys": _keys,
    "theme": _text,
    "measure": _number(40, 120),
    "ascii": _flag_or_auto,
    "pictures": _flag,
    "hyperlinks": _flag,
}

_TABLE = re.compile(r"\s*\[([^\[\]]+)\]\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")


def _lines(text: str) -> dict[str, int]:
    """The line, from 1, on which each key is set; `tomllib` does not tell."""
    found: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if head := _TABLE.match(line):
            table = _plain(head[1]) + "."
            found.setdefault(table[:-1], number)
        elif key := _KEY.match(line):
            found.setdefault(table + _plain(key[1]), number)
    return found


def _plain(key: str) -> str:
    return re.sub(r"""\s*\.\s*""", ".", key.strip()).replace('"', "").replace("'", "")


def _toml(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(part) for part in value) + "]"
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_toml(name)} = {_toml(part)}" for name, part in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
