"""Tags as they are typed to be given and taken: `+mine -theirs "two words"`, and how the last one may go on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tui.news import clean
from tui.news.values import dataclass

MOST = 8
"""Tags offered at once: about what fits in a line."""
_PART = re.compile(r'([+-]?)(?:"([^"]*)"?|([^\s,"]+))')
_LAST = re.compile(r'(?P<sign>[+-]?)(?P<open>"?)(?P<letters>[^"]*)$')


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: the tags to give and to take."""

    add: tuple[str, ...]
    drop: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Begun:
    """The tag at the end of what was typed, which may go on."""

    before: str
    """What stands before it."""
    sign: str
    letters: str

    def completed(self, tag: str) -> str:
        """The whole line with this tag in its place, ready for the next one."""
        if "," in self.before:
            return f"{self.before}{self.sign}{tag}, "
        return f'{self.before}{self.sign}"{tag}" ' if " " in tag else f"{self.before}{self.sign}{tag} "


def parsed(text: str) -> Typed:
    """Blanks part tags; one with blanks stands in quotation marks, or commas part them all."""
    if "," in text:
        found = [(part.strip()[:1], part.strip().lstrip("+-").strip('" ')) for part in text.split(",")]
    else:
        found = [(match[1], match[2] if match[3] is None else match[3]) for match in _PART.finditer(text)]
    tags = [(sign, clean.tag(words.lstrip("+-"))) for sign, words in found]
    add = tuple(dict.fromkeys(tag for sign, tag in tags if tag and sign != "-"))
    return Typed(add, tuple(dict.fromkeys(tag for sign, tag in tags if tag and sign == "-")))


def begun(text: str) -> Begun:
    """The tag that is being typed; its letters are empty where none was begun."""
    if "," in text:
        start = text.rindex(",") + 1
        start += len(text[start:]) - len(text[start:].lstrip())
    elif text.count('"') % 2:
        start = text.rindex('"')
        start -= start > 0 and text[start - 1] in "+-"
    else:
        start = max(text.rfind(" "), text.rfind('"')) + 1
    match = _LAST.match(text[start:])
    assert match is not None  # nothing in the pattern must be there
    return Begun(text[:start], match["sign"], match["letters"])


def offered(begun: Begun, known: Iterable[str], has: Iterable[str]) -> list[str]:
    """The tags it may go on to: to take, those the article has; to give, those in use that it has not."""
    own = list(has)
    if begun.sign == "-":
        letters = begun.letters.casefold()
        return sorted((tag for tag in own if letters in tag), key=lambda tag: (not tag.startswith(letters), tag))[:MOST]
    return [tag for tag in known if tag not in own][:MOST]
