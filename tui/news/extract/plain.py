"""A page saved as text: its article found among menus, boxes and footers, without any mark-up to go by.

The body is the run of paragraphs with the most words; what the page says of the article stands around it: the headline
(often twice), `Tags:`, a date, a picture's caption with its credit, the lead once more with the section above it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from tui.news import clean, dates
from tui.news.types import Document, Figure, Paragraph, Span

LONGEST_TITLE = 200
_SENTENCE_END = re.compile(r"[.!?…。！？:][\"'”’»)\]]*$")
_COPYRIGHT = re.compile(r"(?:©|\(c\)\s|copyright\b).*", re.IGNORECASE)
_CAPTION = re.compile(
    r"(?P<words>.{15,}?)\s*\((?P<credit>[^()]*(?:/|\b(?:via|photo|getty|ap|afp|reuters|epa|images)\b)[^()]*)\)\s*",
    re.IGNORECASE,
)
_TAGS = re.compile(r"(?:tags|topics|keywords)\s*:\s*(.+)", re.IGNORECASE)
_ENDS = re.compile(
    r"(?:click here to comment|sign up for|read and post comments|related (?:stories|articles)|comments?$)", re.I
)
_ROW = re.compile(r"(?:share|advertisement|read more|see also|subscribe|follow us|watch|click here|privacy)\b", re.I)
_HOST = re.compile(r"(?:www\.([a-z0-9-]+)|^([a-z0-9-]+))\.(?:com|org|net|info|[a-z]{2})(?![a-z.-])", re.I | re.M)


def from_text(text: str, url: str | None = None) -> Document:
    """The article in a text; without a run of sentences, the first line is its title and all else its text."""
    parts = [part for raw in re.split(r"\n\s*\n", clean.lines(text)) if (part := clean.lines(raw))]
    first, last = _body(parts)
    if first == last:
        return _simple(parts, url)
    body = [clean.line(part) for part in parts[first:last] if not _ROW.match(part) or len(part.split()) > 12]
    above = [line for part in parts[:first] for line in part.split("\n")]
    below = [part.split("\n") for part in parts[last:]]
    summary, section, more = _echo(below, body)
    tags = next((found[1] for line in above if (found := _TAGS.fullmatch(line))), more)
    figure = next((_figure(found) for line in above if (found := _CAPTION.fullmatch(line))), None)
    paragraphs = [Paragraph((Span(part),)) for part in body]
    credit = parts[last] if last < len(parts) and _COPYRIGHT.fullmatch(parts[last]) else ""
    return Document(
        (figure, *paragraphs) if figure else tuple(paragraphs),
        title=_title(above, body[0]),
        url=clean.address(url),
        site=_site(text),
        section=section,
        published=_published([*above, *(line for lines in below for line in lines)]),
        tags=tuple(tag for raw in re.split(r"[|,;]", tags) if (tag := clean.line(raw))),
        summary=summary,
        credit=clean.line(credit),
        sureness=0.7,
    )


def _simple(parts: list[str], url: str | None) -> Document:
    if not parts:
        return Document(url=clean.address(url))
    first, _, rest = parts[0].partition("\n")
    if len(first) > LONGEST_TITLE:
        first, rest = clean.line(first, limit=80), parts[0]
    blocks = tuple(Paragraph((Span(part),)) for part in (rest, *parts[1:]) if part)
    return Document(blocks, title=clean.line(first), url=clean.address(url), sureness=0.5)


def _is_prose(part: str) -> bool:
    """Whether a part reads as sentences: it ends like one, and its lines are not those of a menu."""
    lines = part.split("\n")
    long_enough = len(part) >= 35 * len(lines) and (len(part.split()) >= 5 or len(part) >= 40)
    return bool(long_enough and _SENTENCE_END.search(part))


def _ends_body(part: str) -> bool:
    return bool(_COPYRIGHT.match(part) or _ENDS.match(part))


def _body(parts: list[str]) -> tuple[int, int]:
    """Where the run of prose with the most words starts and ends; short parts between sentences are subheadings."""
    best, most, start, end, words = (0, 0), 0, 0, 0, 0
    for at, part in enumerate([*parts, "©"]):
        if _ends_body(part) or at - end > 2:
            if words > most:
                best, most = (start, end), words
            words = 0
        if not _ends_body(part) and _is_prose(part) and not _CAPTION.fullmatch(part):
            start = start if words else at
            end = at + 1
            words += len(part.split())
        elif not words:
            end = at + 1
    return best


def _title(above: list[str], lead: str) -> str:
    """The headline: a line that stands twice, else the last one like a headline above the text."""
    wanted = [line for line in above if len(line.split()) >= 3 and len(line) <= LONGEST_TITLE and not _TAGS.match(line)]
    wanted = [line for line in wanted if dates.parse(line) is None and not _CAPTION.fullmatch(line)]
    twice = [line for line, times in Counter(wanted).items() if times > 1]
    if twice:
        return clean.line(max(twice, key=len))
    return clean.line(wanted[-1] if wanted else above[0] if above else lead, limit=LONGEST_TITLE)


def _published(lines: list[str]) -> datetime | None:
    """The most exact date that is one: with a time before without, the longer spelling first."""
    found = [(":" in line, len(line), moment) for line in lines if (moment := dates.parse(line))]
    return max(found, key=lambda one: one[:2])[2] if found else None


def _figure(found: re.Match[str]) -> Figure:
    return Figure(caption=clean.line(found["words"]), credit=clean.line(found["credit"]))


def _echo(below: list[list[str]], body: list[str]) -> tuple[str, str, str]:
    """The lead where it stands once more below the text, the section above it and the tags under it."""
    for lines in below:
        for at, line in enumerate(lines):
            if line in body:
                section = lines[at - 1] if at and len(lines[at - 1].split()) <= 3 else ""
                after = lines[at + 1] if at + 1 < len(lines) and "," in lines[at + 1] else ""
                return line, section, after
    return "", "", ""


def _hosts(text: str) -> Iterator[str]:
    for found in _HOST.finditer(text):
        yield (found[1] or found[2]).lower()


def _site(text: str) -> str:
    """The site's name: the host that is named most, as the text spells it."""
    for host, times in Counter(_hosts(text)).most_common(1):
        spelled = re.search(rf"(?<![.\w]){re.escape(host)}(?![.\w])", text, re.IGNORECASE)
        if times > 1 and spelled:
            return clean.line(spelled[0])
    return ""
