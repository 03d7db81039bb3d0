"""Keys: every command with its id, and the keys that the config gives it in place of the usual ones.

A command is declared once, as a `Binding` beside its action. What the config says is checked against all of them here;
Textual's keymap then changes the keys, and with them footer, help and palette. A key may be a sequence with blanks
between, such as `g g`, which Textual does not know: `Sequences` waits for the rest of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from itertools import groupby

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import Keys, format_key
from textual.screen import Screen

from tui.config import Config
from tui.news import clean
from tui.news.errors import ConfigError
from tui.news.values import dataclass

DIGITS = tuple("123456789")
NO_KEY = "unbound"
"""What Textual is told for a command without a key: no terminal sends this, and an empty text would change nothing."""

HERE = "here"
"""What the id of a command begins with that belongs to one screen, and which the config does not know."""

_MODIFIERS = {"ctrl", "alt", "shift", "super", "hyper", "meta"}
_NAMED = {key.value for key in Keys}
_SHORT = {"enter": "enter", "backspace": "bksp"}


def key(id: str, keys: str, action: str, words: str, tip: str = "", *, show: bool = False) -> Binding:
    """One command: what the config calls it, its keys, its action, what the footer and what the help say."""
    return Binding(keys, action, words, show=show, id=id, tooltip=tip or words)


def numbered(id: str, modifier: str, action: str, words: str, tip: str) -> tuple[Binding, ...]:
    """Nine commands, one for each digit from 1; the help shows them as one."""
    return tuple(
        key(f"{id}_{digit}", f"{modifier}{digit}", f"{action}({digit})", f"{words} {digit}", f"{tip} {digit}")
        for digit in DIGITS
    )


@dataclass(frozen=True, slots=True)
class Command:
    """A command as the config, the help and the palette know it."""

    id: str
    """Such as `read.zen`; the part before the dot says what it belongs to."""
    keys: tuple[str, ...]
    """As Textual names them, sequences with blanks between."""
    action: str
    words: str
    """For the footer."""
    tip: str
    """For the help."""
    owner: type[DOMNode]
    """The class whose action it is."""
    named: bool = False
    """Whether the footer names it."""

    @property
    def shown(self) -> str:
        """Its keys as a person reads them."""
        return "  ".join(map(shown, self.keys))


def folded(commands: Iterable[Command]) -> list[Command]:
    """The commands, nine that `numbered` made in one line where each has the key of its digit."""
    found: list[Command] = []
    for name, group in groupby(commands, family):
        many = list(group)
        if name and len(many) == len(DIGITS):
            keys = (f"{many[0].keys[0]} - {DIGITS[-1]}",)
            many = [replace(many[0], id=f"{name}_1-9", keys=keys, tip=many[0].tip.rstrip(" :1"))]
        found += many
    return found


def family(command: Command) -> str:
    """What `numbered` was given as id, where the command has the key of its digit; else empty."""
    name, _, digit = command.id.rpartition("_")
    usual = len(command.keys) == 1 and digit in DIGITS and command.keys[0].rpartition("+")[2] == digit
    return name if usual else ""


def declared(*owners: type[DOMNode]) -> tuple[Command, ...]:
    """Every command of these classes, with its usual keys, in the order in which they are declared."""
    found: dict[str, Command] = {}
    for owner in owners:
        for part in reversed(owner.__mro__):
            for one in vars(part).get("BINDINGS", ()):
                if isinstance(one, Binding) and one.id:
                    keys = tuple(_name(each) for each in one.key.split(","))
                    found[one.id] = Command(one.id, keys, one.action, one.description, one.tooltip, owner, one.show)
    return tuple(found.values())


def local(owner: type[DOMNode]) -> tuple[Command, ...]:
    """The commands that a screen has for itself, such as that of the feeds: they stand in its help alone."""
    found = (one for one in vars(owner).get("BINDINGS", ()) if isinstance(one, Binding) and not one.id)
    return tuple(
        Command(
            f"{HERE}.{one.action}",
            tuple(_name(each) for each in one.key.split(",")),
            one.action,
            one.description,
            one.tooltip or one.description,
            owner,
            one.show,
        )
        for one in found
    )


@dataclass(frozen=True, slots=True)
class Keymap:
    """The config's keys, as far as they can be used."""

    commands: tuple[Command, ...]
    """Every command with the keys it has now."""
    changed: Mapping[str, str]
    """By id, what Textual is to be told."""
    problems: tuple[ConfigError, ...]

    @classmethod
    def of(cls, config: Config, usual: Iterable[Command]) -> Keymap:
        """Checks the config's keys; what is wrong with one is a problem with file and line, and its default is used."""
        return _Checking(config, {command.id: command for command in usual}).keymap()


class _Checking:
    """One pass over the keys of a config."""

    def __init__(self, config: Config, usual: dict[str, Command]) -> None:
        self.config = config
        self.commands = usual
        self.usual = dict(usual)
        self.problems: list[ConfigError] = []

    def keymap(self) -> Keymap:
        changed: dict[str, str] = {}
        for id, text in self.config.keys.items():
            keys = tuple(" ".join(_name(part) for part in one.split()) for one in text.split(",") if one.strip())
            if self._usable(id, keys, changed):
                self.commands[id] = replace(self.commands[id], keys=keys)
                changed[id] = ",".join(keys)
        for id in tuple(changed):
            self._take(id, changed)
        return Keymap(tuple(self.commands.values()), changed, tuple(self.problems))

    def _usable(self, id: str, keys: tuple[str, ...], changed: Mapping[str, str]) -> bool:
        if id not in self.commands:
            self._say(id, f"there is no command {clean.line(id, limit=60)!r}; `newsread config --show` lists them")
            return False
        for one in keys:
            wrong = next((part for part in one.split() if not _known(part)), None)
            if wrong is not None:
                self._say(id, f"{id}: no key is called {clean.line(wrong, limit=40)!r}; its usual keys are used")
                return False
            for other in changed:
                if self._meet(id, other) and any(_clash(one, theirs) for theirs in self.commands[other].keys):
                    self._say(id, f"{id}: {one} is given to {other} already; its usual keys are used")
                    return False
        return True

    def _take(self, id: str, changed: dict[str, str]) -> None:
        """The config's word counts: a key given to one command is taken from the one that usually has it."""
        told: set[str] = set()
        for other, command in list(self.commands.items()):
            if other in self.config.keys or not self._meet(id, other):
                continue
            left = tuple(one for one in command.keys if not any(_clash(one, ours) for ours in self.commands[id].keys))
            if left != command.keys:
                lost = ", ".join(one for one in command.keys if one not in left)
                rest = f"it keeps {', '.join(left)}" if left else "give that one another key"
                self._say(id, f"{id} takes {lost} from {other}; {rest}")
                told |= set(command.keys) - set(left)
                self.commands[other] = replace(command, keys=left)
                changed[other] = ",".join(left) or NO_KEY
        self._tell_of_reader(id, told)

    def _tell_of_reader(self, id: str, told: Set[str]) -> None:
        """A key of the screen that the reader has for something else does that while the reader has the keyboard."""
        keys = set(self.commands[id].keys) - set(self.usual[id].keys) - told
        for other, command in self.commands.items():
            inner = not issubclass(command.owner, App | Screen) and issubclass(self.commands[id].owner, Screen)
            if inner and (both := keys & set(command.keys)):
                self._say(id, f"{id}: in the reader {', '.join(sorted(both))} is {other}; give one of them another key")

    def _meet(self, one: str, other: str) -> bool:
        """Whether two commands are heard at the same place; the reader's own keys stand before the screen's."""
        ours, theirs = self.commands[one].owner, self.commands[other].owner
        return ours is theirs or issubclass(ours, App) or issubclass(theirs, App)

    def _say(self, id: str, words: str) -> None:
        self.problems.append(self.config.problem(f"keys.{id}", words))


def _name(key: str) -> str:
    """A key as Textual names it: `?` is `question_mark`."""
    return next(iter(Binding.make_bindings([Binding(key.strip(), "", "")]))).key


def _known(key: str) -> bool:
    """Whether a terminal may send it: beside Ctrl and the like it sends signs of ASCII only."""
    *modifiers, last = key.split("+")
    sign = format_key(last)
    typed = len(sign) == 1 and (not modifiers or sign.isascii())
    return set(modifiers) <= _MODIFIERS and (last in _NAMED or typed)


def _clash(one: str, other: str) -> bool:
    """Whether one is the other or begins it: then the longer could never be typed."""
    return f"{one} ".startswith(f"{other} ") or f"{other} ".startswith(f"{one} ")


def shown(key: str) -> str:
    """A key or a sequence as a person reads it."""
    return " ".join(map(_one_shown, key.split()))


def _one_shown(key: str) -> str:
    *modifiers, last = key.split("+")
    text = _SHORT.get(last) or format_key(last)
    caret = "^" if "ctrl" in modifiers else ""
    rest = "".join(f"{name}-" for name in modifiers if name != "ctrl")
    return f"{rest}{caret}{text}"
