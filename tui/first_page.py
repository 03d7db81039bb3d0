"""The first page, on the screen before Textual is imported: the newest articles, read from the library and painted.

Textual's import and its first frame take 200 to 300 ms; SQLite and a page of plain escapes take 20. So the list is
painted first, in the alternate screen, where Textual then paints the same list over it. Keys that move the cursor are
answered here meanwhile (`tui.first_keys`), all others by the app. What a row looks like in this theme on this terminal,
the app notes in the library (`tui.app.look`); where nothing fitting is noted, where the list would not be the plain
one, and wherever anything is not as it should be, nothing is painted here, and the app starts as it would have.

Imports next to nothing: that is the point of it.
"""

from __future__ import annotations

import os
import sys
import time

from tui import pace
from tui.app import rows
from tui.first_keys import FirstKeys, Row

VERSION = 3
"""Of the library's schema; another one may hold other tables."""
WIDE, MEDIUM, PANEL = 140, 90, 28
"""Columns from which on the screen has three parts, and two, and how wide the tag panel is; as in newsread.tcss."""
ENTER, LEAVE = "\x1b[?1049h", "\x1b[?1049l"
_HIDE, _SHOW, _PLAIN = "\x1b[?25l", "\x1b[?25h", "\x1b[0m"
_ARTICLES = """
    SELECT id, title, summary, url, ifnull(nullif(feed, ''), site), at, read, starred
    FROM shown ORDER BY at DESC, id DESC LIMIT ?"""
_TAGS = """
    SELECT article, name FROM tagging JOIN tag ON tag.id = tag
    WHERE article IN ({}) AND source > 0 ORDER BY article, source & 1 = 0, tag"""


class Page:
    """The page on the screen, and the terminal as it was before."""

    def __init__(self, before: list[object], keys: FirstKeys) -> None:
        self.before = before
        self.keys = keys
        self.taken = False
        """Whether the app has taken the screen over, and puts the terminal back itself."""

    def leave(self) -> None:
        """Puts the terminal back, unless the app has taken it over."""
        if not self.taken:
            self.taken = True
            self.keys.stop()
            import termios

            os.write(2, f"{_PLAIN}{LEAVE}{_SHOW}".encode())
            termios.tcsetattr(0, termios.TCSANOW, self.before)  # type: ignore[arg-type]


shown: Page | None = None
"""The page that is on the screen."""


def leave() -> None:
    """Takes the page off the screen, where there is one and the app has not taken over."""
    if shown is not None:
        shown.leave()


def show(arguments: list[str]) -> None:
    """Paints the first page, where these arguments open the app on everything and all is as it should be."""
    global shown
    library = _library(arguments)
    if library is None or not all(map(os.isatty, (0, 1, 2))):
        return
    width, height = os.get_terminal_size(2)
    made = painted(library, width, height, time.time())
    if made is None:
        return
    page, keys = made
    pace.set_up()
    import termios

    before = termios.tcgetattr(0)
    now = termios.tcgetattr(0)
    now[0] &= ~(termios.ICRNL | termios.IXON)
    now[3] &= ~(termios.ECHO | termios.ICANON)
    shown = Page(before, keys)
    termios.tcsetattr(0, termios.TCSANOW, now)
    os.write(2, (ENTER + _HIDE + page).encode())
    _leave_on_signals()
    if not _configured():
        keys.start()


def _leave_on_signals() -> None:
    """Until the app hears them, signals end the program, the terminal put back; it is not to be stopped meanwhile."""
    import signal

    def end(number: int, frame: object) -> None:
        leave()
        os._exit(128 + number)

    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, end)
    signal.signal(signal.SIGTSTP, signal.SIG_IGN)


def _library(arguments: list[str]) -> str | None:
    """The library that will be opened, where that can be told without reading a config file."""
    if len(arguments) == 2 and arguments[0] == "--library":
        return arguments[1]
    if len(arguments) == 1 and arguments[0].startswith("--library="):
        return arguments[0].partition("=")[2]
    if arguments:
        return None
    if named := os.environ.get("NEWSREAD_LIBRARY"):
        return named
    if _configured():
        return None  # the config may name another library
    return f"{os.environ.get('XDG_DATA_HOME') or os.path.expanduser('~/.local/share')}/newsread/library.db"


def _configured() -> bool:
    """Whether there may be a config file, which may name another library and give keys another meaning."""
    folder = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
    named = sys.platform != "linux" or "NEWSREAD_CONFIG" in os.environ
    return named or os.path.exists(f"{folder}/newsread/config.toml")


def painted(library: str, width: int, height: int, now: float) -> tuple[str, FirstKeys] | None:
    """The page as escapes, and what moves its cursor; None where it cannot be known."""
    path = os.path.expanduser(library)
    if not os.path.exists(path) or os.path.exists(f"{path}.suspect"):
        return None
    import sqlite3

    try:
        connection = sqlite3.connect(f"file:{_quoted(os.path.abspath(path))}?mode=ro", uri=True, timeout=0.02)
        try:
            if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
                return None
            look = _look(connection.execute("SELECT value FROM setting WHERE name = 'first_page'").fetchone())
            if look is None:
                return None
            saved = bool(connection.execute("SELECT count(*) FROM saved_filter").fetchone()[0])
            articles = connection.execute(_ARTICLES, (height,)).fetchall()
            tags: dict[int, list[str]] = {}
            marks = ",".join(str(row[0]) for row in articles)
            for article, name in connection.execute(_TAGS.format(marks)):
                tags.setdefault(article, []).append(name)
        finally:
            connection.close()
    except sqlite3.Error:
        return None  # the app will find out what is wrong, and say it
    if not articles:
        return None
    across = PANEL if width >= WIDE else 0
    keys = FirstKeys(_rows(look, articles, tags, list_width(width, look), now), (across, 1 + saved), height - 2 - saved)
    return _page(look, width, height, saved) + keys.painted(), keys


def _quoted(path: str) -> str:
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def terminal() -> str:
    """What decides about colours: a look that was noted on another terminal is not used."""
    return "|".join(os.environ.get(name, "") for name in ("TERM", "COLORTERM", "NO_COLOR", "TEXTUAL_COLOR_SYSTEM"))


def _look(row: tuple[str] | None) -> dict[str, str] | None:
    look = dict(line.partition("=")[::2] for line in row[0].splitlines()) if row else {}
    return look if look.get("terminal") == terminal() and "unread" in look else None  # of a version before


def list_width(width: int, look: dict[str, str]) -> int:
    """The cells of the list on a screen so wide, as the stylesheet's fractions come out, or those that were chosen."""
    if width < MEDIUM:
        return width
    room, usual = (width - PANEL, (2, 5)) if width >= WIDE else (width, (4, 9))
    chosen = look.get("columns", "0")
    share, whole = (int(chosen), 100) if chosen.isdecimal() and chosen != "0" else usual
    return room * share // whole


def _rows(
    look: dict[str, str], articles: list[tuple[object, ...]], tags: dict[int, list[str]], width: int, now: float
) -> list[Row]:
    """The rows of the list, each as it is without the cursor and with it."""
    marks = rows.ASCII if look["ascii"] else rows.UNICODE
    found = []
    for id, title, summary, url, feed, at, read, starred in articles:
        headline = _visible(str(title or summary or url or "Untitled"))
        title = rows.title_line(headline, read=bool(read), starred=bool(starred), marks=marks)
        when = rows.ago(float(str(at)), now)
        first = "read" if read else "title"
        if look["dense"]:
            lines = [rows.one_line(title, _visible(str(feed)), when, width - 1, marks["cut"])]
        else:
            about = [_visible(tag) for tag in tags.get(int(str(id)), [])]
            lines = [title, rows.meta_line(_visible(str(feed)), when, about, marks)]
        head, *rest = (rows.fit(text, width - 1, marks["cut"]) for text in lines)
        parts = [rows.tinted(head, first), *(((text, "meta"),) for text in rest)]
        plain = tuple(_styled(look, "", [(" ", "ground"), *line]) for line in parts)
        under = tuple(_styled(look, "cursor-", [(marks["bar"], "mark"), *line]) for line in parts)
        found.append(Row(int(str(id)), plain, under))
    return found


def _styled(look: dict[str, str], before: str, line: list[tuple[str, str]]) -> str:
    """A line, each of its parts in the style of its name."""
    return "".join(f"{_PLAIN}{look[before + name]}{text}" for text, name in line)


def _visible(text: str) -> str:
    """One line without what a terminal might obey; the library holds clean text, but anybody may write to it."""
    text = " ".join(text.split())
    return text if text.isprintable() else "".join(char for char in text if char.isprintable())


def _page(look: dict[str, str], width: int, height: int, saved: bool) -> str:
    """The screen around the list: bar, the line of saved filters where there are any, tag panel, reader, keys.

    What is not known yet is left empty.
    """
    page = [f"{_PLAIN}{look['ground']}\x1b[2J"]
    order = "newest first "
    bar = rows.fit(" everything", width - len(order)) + order
    for y in range(1, height + 1):
        if y <= 1 + saved or y == height:
            page.append(f"\x1b[{y};1H{_PLAIN}{look['bar']}{bar if y == 1 else ' ' * width}")
        elif width >= WIDE:
            page.append(f"\x1b[{y};1H{_PLAIN}{look['bar']}{' ' * PANEL}")
    return "".join(page) + _PLAIN
