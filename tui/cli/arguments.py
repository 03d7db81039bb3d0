"""What the words of a command line mean."""

from __future__ import annotations

import argparse
import difflib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from tui import __version__
from tui.news import clean
from tui.news.types import Sort

_NEGATED = re.compile(r"-(?:[#(\"]|[a-z]+:)")
"""A filter's NOT at the start of a word, which is no option."""
_VALUED = ("--library", "--config")
_PLAIN = ("-v", "--verbose", "-h", "--help", "--version")
_OPTION = re.compile(r"--\w|-\w$")
"""What looks like an option: a filter's NOT has one minus and stands before more than one letter."""
_Command = Callable[[str, str], argparse.ArgumentParser]
MARKS = ("read", "unread", "star", "unstar")
FORMATS = ("text", "markdown", "html", "json")


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, as every other error is said; no option may be shortened."""

    def __init__(self, prog: str | None = None, **more: Any) -> None:
        super().__init__(prog, **(more | {"allow_abbrev": False}))

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"newsread: {clean.line(message)}; `{self.prog} --help` says how\n")


def understand(arguments: list[str]) -> argparse.Namespace:
    """The command and its options; exits with 2, or 0 after `--help` and `--version`, as argparse does."""
    found = argparse.Namespace(library=None, config=None, verbose=False)
    if not arguments or (len(arguments) == 2 and arguments[0] == "--library" and arguments[1][:1] not in ("", "-")):
        found.command, found.filter, found.library = "open", [], Path(arguments[1]) if arguments else None
        return found  # how the app is opened most: to make the parser takes 10 ms
    parser, names = _parser()
    at = _first_word(arguments)
    before, after = arguments[:at], arguments[at:]
    if after and after[0] not in names:
        _refuse_mistyped(parser, after[0], names)
        options, words = _parted(parser, after)
        return parser.parse_args([*before, *options, "open", "--", *words], found)
    if not after and not {"-h", "--help", "--version"} & set(before):
        return parser.parse_args([*before, "open"], found)
    return parser.parse_args([*before, *after[:1], *(_shielded(word, after[0]) for word in after[1:])], found)


def _refuse_mistyped(parser: argparse.ArgumentParser, word: str, names: set[str]) -> None:
    """A bare word that opens the app is a command mistyped: it ends here, with the nearest one and how to search."""
    if word.isalpha():
        options = {"help": "--help", "version": "--version"}
        near = [options[word]] if word in options else difflib.get_close_matches(word, sorted(names), 1)
        hint = f"did you mean {near[0]}?" if near else f"""to look for the word, write newsread '"{word}"'"""
        parser.error(f"there is no command {word}; {hint}")


def _parted(parser: argparse.ArgumentParser, after: list[str]) -> tuple[list[str], list[str]]:
    """The options among the words of a filter, and the words; what no option is called ends here, not as a search."""
    options: list[str] = []
    words: list[str] = []
    given = iter(after)
    for word in given:
        if word == "--":
            words += (more for more in given if more != "--")
        elif word in _VALUED:
            options += [word, *([value] if (value := next(given, None)) is not None else [])]
        elif word in _PLAIN or word.startswith(tuple(f"{name}=" for name in _VALUED)):
            options.append(word)
        elif _OPTION.match(word):
            near = difflib.get_close_matches(word, (*_VALUED, *_PLAIN), 1)
            hint = f"did you mean {near[0]}?" if near else f"to filter by it, write newsread -- '{word}'"
            parser.error(f"there is no option {word}; {hint}")
        else:
            words.append(word)
    return options, words


def _first_word(arguments: list[str]) -> int:
    """The place of the command, or of the filter: the first word that is neither a global option nor its value."""
    at = 0
    while at < len(arguments):
        word = arguments[at]
        if word in _VALUED:
            at += 2
        elif word in _PLAIN or word.startswith(("--library=", "--config=")):
            at += 1
        else:
            return at
    return len(arguments)


def _shielded(word: str, command: str) -> str:
    """A word with a minus that argparse would take for an option: `-#sports`, and `-tag` for `newsread tag`."""
    dropped = command == "tag" and re.match(r"-[^-]", word) and word not in ("-v", "-h")
    return " " + word if dropped or _NEGATED.match(word) else word


def _parser() -> tuple[argparse.ArgumentParser, set[str]]:
    shared = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--library", type=Path, metavar="FILE", help="the library (also NEWSREAD_LIBRARY)")
    shared.add_argument("--config", type=Path, metavar="FILE", help="the config file (also NEWSREAD_CONFIG)")
    shared.add_argument("-v", "--verbose", action="store_true", help="say more on standard error")
    parser = _Parser(
        "newsread",
        usage="newsread [--library FILE] [--config FILE] [-v] [FILTER | COMMAND ...]",
        description="A news browser for the terminal. Without a command it opens, filtered if a FILTER is given.",
        parents=[shared],
    )
    parser.add_argument("--version", action="version", version=f"newsread {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", prog="newsread", required=True)

    def command(name: str, words: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".", parents=[shared])

    one = command("open", "open the app")
    one.add_argument("filter", nargs="*", metavar="FILTER")
    _incoming(command)
    _reading(command)
    _following(command)
    _changing(command)
    one = command("demo", "make a library of made-up articles, for trying out")
    one.add_argument("--articles", type=_some, default=500, metavar="N", help="default: 500")
    one.add_argument("--feeds", type=_some, default=20, metavar="N", help="default: 20")
    one.add_argument("--seed", type=int, default=1, metavar="S", help="another number, other articles; default: 1")
    one.add_argument("--at", type=Path, default=Path("demo.db"), metavar="FILE", help="default: demo.db")
    one.add_argument("--open", action="store_true", help="open the app on it; made first where it is missing")
    command("doctor", "check the library, the config and the terminal")
    one = command("config", "show every setting")
    one.add_argument("--show", action="store_true", required=True, help="as TOML that could be the config file")
    return parser, set(commands.choices)


def _incoming(command: _Command) -> None:
    one = command("add", "add feeds, sites, pages, lists of feeds (OPML), saved pages and texts")
    one.add_argument(
        "sources", nargs="*", metavar="SOURCE", help="an address, a file, a folder, or - for standard input"
    )
    one.add_argument("--clipboard", action="store_true", help="also what was copied last")
    one.add_argument("--all", action="store_true", help="every feed of a site that has several")
    one.add_argument("--preview", action="store_true", help="list what would be followed or stored, and do neither")
    one.add_argument("--tag", action="append", default=[], metavar="TAG", help="a tag for what is added")
    one.add_argument("--url", help="the address that a saved page came from")
    one = command("update", "fetch the feeds that are due")
    one.add_argument(
        "feeds", nargs="*", metavar="FEED", help="a feed's number, address or part of its title; default: all"
    )
    one.add_argument("--force", action="store_true", help="also those that are not due yet")
    one = command("catalogue", "list sources that could be followed")
    one.add_argument("words", nargs="*", metavar="WORD", help="of name, site, topic or language; default: all sources")
    one.add_argument("--topic", help="only this topic, such as world")
    one.add_argument("--language", help="only this language, such as en")
    one = command("extract", "print the clean text of pages; touches no library")
    one.add_argument("sources", nargs="+", metavar="SOURCE", help="addresses, files, or - for standard input")
    one.add_argument("--url", help="the address that a saved page came from")
    one.add_argument("--format", choices=FORMATS, default="text")


def _reading(command: _Command) -> None:
    one = command("list", "list articles")
    one.add_argument("filter", nargs="*", metavar="FILTER", help="such as '#korea is:unread'; default: everything")
    one.add_argument("-n", type=_some, default=None, metavar="N", help="at most so many; default: all")
    one.add_argument("--sort", choices=[str(sort) for sort in Sort], default=str(Sort.NEWEST))
    one.add_argument("--json", action="store_true")
    one = command("show", "print one article")
    one.add_argument("article", metavar="ARTICLE", help="its number or address")
    one.add_argument("--format", choices=FORMATS, default="text")
    one = command("tags", "count tags, feeds and states under a filter")
    one.add_argument("filter", nargs="*", metavar="FILTER")
    one.add_argument("--json", action="store_true")
    one = command("feeds", "list the feeds that are followed")
    one.add_argument("--json", action="store_true")
    one = command("export", "write feeds as OPML, or articles as JSON or Markdown")
    one.add_argument("format", choices=("opml", "json", "markdown"))
    one.add_argument("filter", nargs="*", metavar="FILTER")
    one.add_argument("-o", "--output", type=Path, metavar="PATH", help="a new file; default: standard output")


def _days(text: str) -> int:
    """A number of days, 0 for no end."""
    if not text.isdecimal() or len(text) > 5:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of days")
    return int(text)


def _some(text: str) -> int:
    """A number of things, at least one."""
    if not text.isdecimal() or not 0 < int(text[:10]) <= 10**9:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 on")
    return int(text)


def _following(command: _Command) -> None:
    name = "a feed's number, address, or a part of its title that no other has"
    one = command("feed", "rename, file, tag or pause feeds; without an option, show them")
    one.add_argument("feeds", nargs="+", metavar="FEED", help=name)
    one.add_argument("--title", help="what it is called")
    one.add_argument("--topic", help="what it is filed under")
    one.add_argument("--address", metavar="URL", help="where it is read from now on")
    one.add_argument("--tag", action="append", default=[], metavar="TAG", help="a tag for each of its articles")
    one.add_argument("--untag", action="append", default=[], metavar="TAG", help="takes such a tag off")
    one.add_argument("--pause", dest="paused", action="store_true", default=None, help="ask it no more for now")
    one.add_argument("--resume", dest="paused", action="store_false", help="ask it again")
    one.add_argument("--full-text", action="store_true", default=None, help="fetch the whole text of new articles")
    one.add_argument("--as-given", dest="full_text", action="store_false", help="keep what the feed gives")
    one.add_argument("--keep", type=_days, metavar="DAYS", help="how long its articles are kept; 0: for good")
    one = command("leave", "follow feeds no more; their articles stay")
    one.add_argument("feeds", nargs="+", metavar="FEED", help=name)
    one.add_argument("--articles", action="store_true", help="their articles go too, but for those starred or tagged")


def _changing(command: _Command) -> None:
    one = command("tag", "give articles tags (+tag) and take tags off (-tag)")
    one.add_argument("target", metavar="ARTICLE|FILTER")
    one.add_argument("changes", nargs="+", metavar="+TAG|-TAG")
    one = command("mark", "mark articles")
    one.add_argument("mark", choices=MARKS)
    one.add_argument("target", nargs="+", metavar="ARTICLE|FILTER")
    one = command("acts", "list what was done, the latest first")
    one.add_argument("-n", type=_some, default=20, metavar="N", help="at most so many; default: 20")
    one.add_argument("--json", action="store_true")
    for name, words in (("undo", "take back what was done last, or one act"), ("redo", "do again what was undone")):
        one = command(name, words)
        one.add_argument("act", nargs="?", type=int, metavar="ACT", help="its number, as `newsread acts` lists it")
