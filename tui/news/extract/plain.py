"""A page saved as text: no mark-up is left, so the shape of the lines says what is article and what is not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from tui.news import clean, dates
from tui.news.extract.lines import is_credit, is_noise
from tui.news.types import Block, Document, Figure, Heading, PageKind, Paragraph, Span

SENTENCE = 60
"""Characters from which on a line that ends like a sentence is taken for prose; shorter ones need prose around them."""
FEWEST = 25
"""Words of prose; with fewer the text is no article."""
_ENDS = re.compile(r"[.!?…。！？][\"”’»)\]]*$")
_TAGS = re.compile(r"^(?:tags?|keywords|topics|schlagwörter|mots-clés|etiquetas)\s*:\s*(.+)$", re.IGNORECASE)
_CAPTION = re.compile(
    r"^(?P<words>.+[.!?…\"”])\s*\((?P<credit>[^()]{3,80}(?:/|\bvia\b|photo|images|getty)[^()]{0,80})\)$", re.I
)
_OWNER = re.compile(r"^([A-Z][\w&.' -]{2,40}?),? (?:Inc|Ltd|LLC|GmbH|S\.?A|AG|Corp|Media)\b\.?")
_OWNED = re.compile(
    r"^(?:©|\(c\)|copyright)\s*(?:\d{4}\s*)?(?P<name>[A-Z][\w&.' ]+?)(?:,? (?:Media|Inc|Ltd|LLC|Corp)\b.*)?$", re.I
)
_LABEL = re.compile(r"^[A-Z][\w&-]{2,}(?: [A-Z][\w&-]+){0,2}$")
_HOUSEKEEPING = {"share", "view", "top", "print", "email", "comment", "comments", "home", "menu", "search", "close"}


@dataclass(frozen=True, slots=True)
class _Found:
    """Where the article stands among the lines."""

    first: int
    last: int


def from_text(text: str, url: str | None = None) -> Document:
    """The article in a page's text: title, dateline, tags, caption, credit and section by their shapes.

    `kind` says where there is none.
    """
    lines = [line for raw in clean.lines(text).split("\n") if (line := clean.line(raw))]
    found = _prose(lines)
    if found is None:
        return Document(title=lines[0] if lines else "", url=clean.address(url), kind=PageKind.EMPTY, sureness=0.0)
    inside = lines[found.first : found.last + 1]
    head, tail = lines[: found.first], lines[found.last + 1 :]
    title = _title(head)
    figure = next((_figure(line) for line in reversed(head) if _CAPTION.match(line)), None)
    blocks: list[Block] = [figure] if figure else []
    blocks += [block for line in inside if (block := _block(line))]
    credit = next((line for line in (*inside, *tail) if is_credit(line)), "")
    tags = next((_tags(match[1]) for line in (*head, *tail) if (match := _TAGS.match(line))), ())
    words = sum(len(line.split()) for line in inside)
    return Document(
        blocks=tuple(blocks),
        title=title,
        url=clean.address(url),
        site=_site(tail),
        section=_section(tail, tags, inside),
        published=_published((*reversed(head), *tail)),
        tags=tags,
        summary=inside[0] if inside and inside[0] in tail else "",
        credit=credit,
        kind=PageKind.ARTICLE if words >= FEWEST else PageKind.EMPTY,
        sureness=0.7 if title and words >= FEWEST else 0.3,
    )


def _is_prose(line: str) -> bool:
    return (
        len(line) >= SENTENCE
        and bool(_ENDS.search(line))
        and not is_noise(line)
        and not is_credit(line)
        and not _CAPTION.match(line)
        and not _TAGS.match(line)
    )


def _prose(lines: list[str]) -> _Found | None:
    """The run of prose with the most characters; up to two short lines in a row do not end it."""
    best, size = None, 0
    at = 0
    while at < len(lines):
        if not _is_prose(lines[at]):
            at += 1
            continue
        last, gap, mass, ahead = at, 0, 0, at
        while ahead < len(lines) and gap <= 2 and not is_credit(lines[ahead]):
            if _is_prose(lines[ahead]):
                last, gap = ahead, 0
                mass += len(lines[ahead])
            else:
                gap += 1
            ahead += 1
        if mass > size:
            best, size = _Found(at, last), mass
        at = last + 1
    return best


def _title(head: list[str]) -> str:
    """The line above the prose that reads like a headline: said twice, else the longest near the text."""
    likely = [line for line in head if 15 <= len(line) <= 200 and not _TAGS.match(line) and dates.parse(line) is None]
    likely = [line for line in likely if not _CAPTION.match(line) and not is_noise(line)]
    twice = [line for line in likely if head.count(line) > 1 and len(line.split()) >= 4]
    if twice:
        return twice[-1]
    return max(likely[-6:], key=lambda line: min(len(line), 110), default=likely[-1] if likely else (head or [""])[0])


def _block(line: str) -> Block | None:
    if is_noise(line) or _TAGS.match(line):
        return None
    span = (Span(line),)
    return Paragraph(span) if _ENDS.search(line) or len(line) > 90 else Heading(span, 2)


def _figure(line: str) -> Figure:
    match = _CAPTION.match(line)
    assert match  # only lines that match come here
    return Figure(caption=match["words"].strip(), credit=match["credit"].strip())


def _tags(raw: str) -> tuple[str, ...]:
    names = (clean.line(name) for name in re.split(r"[|,;·•]", raw))
    return tuple(dict.fromkeys(name for name in names if name))


def _published(lines: tuple[str, ...]) -> datetime | None:
    """The first line that is a whole date; nearest above the text first."""
    return next((when for line in lines if len(line) < 60 and (when := dates.parse(line))), None)


def _section(tail: list[str], tags: tuple[str, ...], inside: list[str]) -> str:
    """A label that stands right above the summary said once more, or above the tags said once more."""
    for number, line in enumerate(tail[1:], 1):
        again = bool(inside) and line == inside[0]
        listed = len(tags) > 1 and _tags(line) == tags
        label = tail[number - 1]
        if (again or listed) and _LABEL.match(label) and label.casefold() not in _HOUSEKEEPING:
            return label
    return ""


def _site(tail: list[str]) -> str:
    """The name that owns the page: of its copyright line, or of a company's line."""
    for line in reversed(tail):
        if match := _OWNED.match(line):
            return clean.line(match["name"])
    return next((match[1] for line in tail if (match := _OWNER.match(line))), "")
