"""The errors of the core, one tree.

    NewsError
    ├── FetchError      an address did not answer, or answered badly
    │   └── Unreachable no way to its host was found: it may be this machine that has no network
    ├── FeedError       the bytes are no feed that can be read
    ├── PageError       the bytes are no article (or a page that says why not)
    ├── CacheError      the library file cannot be opened, read or written
    │   ├── Damaged     the library file is damaged
    │   └── Interrupted a search that gave way to a newer one
    ├── FilterError     a filter's text does not parse; carries the position
    └── ConfigError     the config file is wrong; carries file and line

Each message is one sentence: what, where, what to do. The text is ours plus cleaned foreign words.
"""

from __future__ import annotations


class NewsError(Exception):
    """Anything newsread can explain to its user in one sentence."""

    def __init__(self, message: str, where: str = "") -> None:
        super().__init__(message)
        self.message = message
        """What happened and what to do, one sentence."""
        self.where = where
        """The address, file or place it happened at; may be empty."""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class FetchError(NewsError):
    """An address could not be fetched."""

    def __init__(self, message: str, where: str = "", status: int | None = None) -> None:
        super().__init__(message, where)
        self.status = status
        """The HTTP status where a server answered."""


class Unreachable(FetchError):
    """No way to a host was found; where that is so of all hosts, it is this machine that has no network."""


class FeedError(NewsError):
    """Bytes that cannot be read as a feed or as OPML."""


class PageError(NewsError):
    """A page without an article in it."""


class CacheError(NewsError):
    """The library cannot be opened, read or written."""


class Damaged(CacheError):
    """The library file is damaged; the next start sets it aside and brings back what it holds."""


class Interrupted(CacheError):
    """A search was stopped because a newer one was asked for; nothing is wrong."""


class FilterError(NewsError):
    """A filter's text that does not parse."""

    def __init__(self, message: str, text: str, position: int) -> None:
        super().__init__(message)
        self.text = text
        """The filter as it was typed."""
        self.position = position
        """Where in `text` the trouble is, in characters from 0."""

    def caret(self) -> str:
        """Two lines: the text, and a caret under the place."""
        return f"{self.text}\n{' ' * self.position}^"


class ConfigError(NewsError):
    """A setting in the config file that cannot be used."""

    def __init__(self, message: str, where: str = "", line: int | None = None) -> None:
        super().__init__(message, f"{where}:{line}" if line else where)
        self.line = line
        """The line in the file, from 1."""
