"""OPML 2.0 (http://opml.org/spec2.opml) in and out.

Reading takes no XML parser: lists in the wild are often not well-formed (bare `&`), and a scanner that only looks for
`<outline` cannot be made to expand entities, open files or fetch anything.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote
from xml.sax.saxutils import quoteattr

from tui.news import clean
from tui.news.errors import FeedError
from tui.news.types import Feed

_TAG = re.compile(r"<(/?)outline\b|<!--|</body\b", re.IGNORECASE)
_OPENS = re.compile(r"""([\w:.-]{1,64})\s*=\s*(["'])""")
_FOLLOWS = re.compile(r"""\s*[\w:.-]{1,64}\s*=\s*["']|\s*(?:/\s*)?>|\s*$""")
"""A value ends at the quote that another attribute or the tag's end follows: in the wild, values hold quotes."""
_DECLARED = re.compile(rb"""encoding\s*=\s*["']([A-Za-z0-9._-]{2,30})["']""")
MOST_DEPTH = 100
MOST_ATTRIBUTES = 64


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list."""

    url: str
    title: str = ""
    site_url: str | None = None
    topic: str = ""
    """The headings it stands under, joined by `/`."""
    tags: tuple[str, ...] = ()


def read(data: bytes) -> list[Outline]:
    """Every feed of the list with an http(s) address, each address once; FeedError where there is no outline at all."""
    text = _decoded(data)
    found: dict[str, Outline] = {}
    any_outline = False
    topics: list[str] = []
    for closing, attributes, alone in _tags(text):
        if closing:
            if topics:
                topics.pop()
            continue
        any_outline = True
        title = clean.line(attributes.get("title") or attributes.get("text") or "", limit=500)
        url = feed_address(attributes.get("xmlurl", ""))
        if url:
            outline = Outline(
                url,
                title,
                clean.address(attributes.get("htmlurl")),
                "/".join(topic for topic in topics if topic),
                _categories(attributes.get("category", "")),
            )
            found.setdefault(url, outline)
        if not alone and len(topics) < MOST_DEPTH:
            topics.append("" if "xmlurl" in attributes else title.replace("/", "∕"))
    if not any_outline and not re.search(r"<opml\b", text, re.IGNORECASE):
        raise FeedError("this is no OPML: it has no outline in it")
    return list(found.values())


def write(feeds: Iterable[Feed]) -> str:
    """The feeds as OPML 2.0 text, in the folders of their topics, the user's tags as categories."""
    groups: dict[str, list[Feed]] = {}
    for feed in feeds:
        groups.setdefault(feed.topic, []).append(feed)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">', "<head><title>newsread</title></head>"]
    lines.append("<body>")
    for topic, members in sorted(groups.items()):
        steps = [step for step in topic.split("/") if step]
        lines += [f"<outline text={_quoted(step)} title={_quoted(step)}>" for step in steps]
        lines += [_line(feed) for feed in members]
        lines += ["</outline>"] * len(steps)
    return "\n".join([*lines, "</body>", "</opml>", ""])


def feed_address(raw: str) -> str | None:
    """An http(s) address from a list; `feed:` before or instead of the scheme is an old custom."""
    text = raw.strip()
    if text[:5].lower() == "feed:":
        text = text[5:]
        text = "http:" + text if text.startswith("//") else text
    return clean.address(text)


def _line(feed: Feed) -> str:
    title = _quoted(feed.title or feed.url)
    parts = [f'<outline type="rss" text={title} title={title} xmlUrl={_quoted(feed.url)}']
    if feed.site_url:
        parts.append(f"htmlUrl={_quoted(feed.site_url)}")
    if feed.tags:
        parts.append(f"category={_quoted(','.join(_escaped(tag) for tag in feed.tags))}")
    return " ".join(parts) + "/>"


def _quoted(text: str) -> str:
    return quoteattr(clean.line(text))


def _escaped(tag: str) -> str:
    """A tag inside `category`, where commas and slashes are signs (OPML 2.0, "category")."""
    return tag.replace("%", "%25").replace(",", "%2C").replace("/", "%2F")


def _categories(raw: str) -> tuple[str, ...]:
    tags = (clean.tag(unquote(part.strip().strip("/"))) for part in raw.split(","))
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _tags(text: str) -> Iterator[tuple[bool, dict[str, str], bool]]:
    """Each outline tag outside comments: whether it closes, its attributes by lower-case name, whether it is empty."""
    at = 0
    while found := _TAG.search(text, at):
        at = found.end()
        if found[0] == "<!--":
            end = text.find("-->", at)
            at = len(text) if end < 0 else end + 3
            continue
        if found[1] is None:
            continue
        following = _TAG.search(text, at)
        inside = text[at : following.start() if following else len(text)]
        attributes, end = _attributes(inside)
        yield bool(found[1]), attributes, inside[end:].lstrip().startswith("/")


def _attributes(inside: str) -> tuple[dict[str, str], int]:
    """The attributes at the start of a text, and where they end.

    Each place is looked at a few times at most: where no end was found for one opened value, there is none for a later
    one in the same quotes. One pattern for all of it took 7 s of 28 kB that a fuzzer had made.
    """
    attributes: dict[str, str] = {}
    at = end = 0
    endless: set[str] = set()
    while len(attributes) < MOST_ATTRIBUTES and len(endless) < 2 and (opened := _OPENS.search(inside, at)):
        name, quote = opened.groups()
        at = opened.end()
        if quote not in endless and (closed := _closed(inside, quote, at)) is not None:
            attributes.setdefault(name.lower(), html.unescape(inside[at:closed]))
            at = end = closed + 1
        else:
            endless.add(quote)
    return attributes, end


def _closed(inside: str, quote: str, at: int) -> int | None:
    """Where a value that begins here ends."""
    while (at := inside.find(quote, at)) >= 0:
        if _FOLLOWS.match(inside, at + 1):
            return at
        at += 1
    return None


def _decoded(data: bytes) -> str:
    """The text, by its mark, else by its declaration, else UTF-8, else Windows-1252."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name, "replace")
    declared = _DECLARED.search(data[:200])
    for name in (declared[1].decode("ascii") if declared else "utf-8", "utf-8"):
        try:
            return data.decode(name)
        except (UnicodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")
