"""A page saved as text: its article found among menus, boxes and footers, without any mark-up to go by.

The body is the run of paragraphs with the most words; what the page says of the article stands around it: the headline
(often twice), `Tags:`, a date, a picture's caption with its credit, the lead once more with the section above it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import chain, groupby

from tui.news import clean, dates
from tui.news.extract.endings import ending
from tui.news.extract.languages import spoken
from tui.news.extract.lines import is_noise
from tui.news.extract.parts import KEPT, Part, joined, odds_of, parts_of, run_of
from tui.news.types import Block, Document, Figure, Heading, Listing, Paragraph, Span, count_words

LONGEST_TITLE = 200
SPOKEN = 1000
"""Characters of a text by which its language is told."""
BOILERPLATE = 3
"""Times that no line of an article stands on its page."""
STRANGE = -5.0
"""Log odds of a part that is certainly none of the article's."""
MENU, MENU_WORDS = 3, 4
"""So many lines of so few words one after the other are a menu."""
REPEATED_WORDS = 20
"""Words of a line that pages show twice, such as a headline."""
FEWEST_SIGNS, LEAST_SIGNS = 3, 0.07
"""Signs of a page, and their share of its parts. Of 215 saved pages as text 213 have as many, of their articles 4."""
WRAPPED = 60
"""Characters of a line that goes on in the next one."""
_SAID = re.compile(r"[.!?:;,…。！？।؟۔][\"'”’»)\]」』]*$")
_COPYRIGHT = re.compile(r"(?:©|\(c\)\s|copyright\b).*", re.IGNORECASE)
_CAPTION = re.compile(
    r"(?P<words>.{15,}?)\s*\((?P<credit>[^()]*(?:/|\b(?:via|photo|getty|ap|afp|reuters|epa|images)\b)[^()]*)\)\s*",
    re.IGNORECASE,
)
_TAGS = re.compile(r"(?:tags|topics|keywords)\s*:\s*(.+)", re.IGNORECASE)
_HOST = re.compile(r"(?:www\.([a-z0-9-]+)|^([a-z0-9-]+))\.(?:com|org|net|info|[a-z]{2})(?![a-z.-])", re.I | re.M)


def from_text(text: str, url: str | None = None) -> Document:
    """The article in a text; of one that is no page with menus and boxes around it, all is the article's."""
    parts = parts_of(text)
    first, last, kept = _body(parts) if _is_furnished(parts) else (0, 0, [])
    if not kept:
        return _whole(parts, url)
    body = [part.words for part in kept]
    above = [part.words for part in parts[:first]]
    below = [[part.words for part in group] for _, group in groupby(parts[last:], key=lambda part: part.group)]
    title = _title(above, body[0])
    summary, section, more = _echo(below, body)
    tags = next((found[1] for line in above if (found := _TAGS.fullmatch(line))), more)
    figure = next((_figure(found) for line in above if (found := _CAPTION.fullmatch(line))), None)
    blocks = tuple(_block(part) for part in kept if _folded(part.words) != _folded(title))
    credit = next((line for line in chain(*below[:2]) if _COPYRIGHT.fullmatch(line)), "")
    return Document(
        (figure, *blocks) if figure else blocks,
        title=title,
        url=clean.address(url),
        site=_site(text),
        section=section,
        published=_published([*above, *chain(*below)]),
        tags=tuple(tag for raw in re.split(r"[|,;]", tags) if (tag := clean.line(raw))),
        summary=summary,
        language=spoken(" ".join(body)[:SPOKEN]),
        credit=clean.line(credit),
        sureness=0.7,
    )


def _body(parts: list[Part]) -> tuple[int, int, list[Part]]:
    """Where the article starts and ends, and its parts without what stands between them and does not belong."""
    times = Counter(part.words for part in parts)
    strange = (times[part.words] >= BOILERPLATE or _is_strange(part.words) for part in parts)
    odds = [STRANGE if odd else odds for odd, odds in zip(strange, odds_of(parts), strict=True)]
    ends = [ending(part.words) for part in parts]
    first, last = run_of(odds, parts, ends)
    inside = zip(parts[first:last], odds[first:last], ends[first:last], strict=True)
    return first, last, [part for part, odd, end in inside if odd > KEPT and not end]


def _is_strange(words: str) -> bool:
    """Whether a part is about the article and not of it: a caption, tags, a date, a copyright."""
    return bool(
        _COPYRIGHT.match(words) or _TAGS.fullmatch(words) or _CAPTION.fullmatch(words) or dates.day(words) is not None
    )


def _block(part: Part) -> Block:
    spans = (Span(clean.line(part.words)),)
    return Heading(spans, 2) if part.mark == "#" else Paragraph(spans)


def _folded(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _is_furnished(parts: list[Part]) -> bool:
    """Whether a text is a page with its menus, boxes and footers, and not the words of somebody alone."""
    worded = [part for part in parts if any(map(str.isalpha, part.words))]
    times = Counter(part.words.casefold() for part in worded)
    signs = run = 0
    for part in worded:
        words, count = part.words, count_words(part.words)
        run = run + 1 if count <= MENU_WORDS and not _SAID.search(words) else 0
        signs += (
            (run >= MENU)
            + (times[words.casefold()] > 1 and count <= REPEATED_WORDS)
            + bool(ending(words))
            + is_noise(words)
            + bool(_COPYRIGHT.match(words) or _TAGS.fullmatch(words) or _CAPTION.fullmatch(words))
        )
    return signs >= FEWEST_SIGNS and signs > LEAST_SIGNS * len(worded)


def _whole(parts: list[Part], url: str | None) -> Document:
    """A text of which nothing is left out: its first line is the title."""
    if not parts:
        return Document(url=clean.address(url))
    first, rest = parts[0].words, parts[1:]
    if len(first) > LONGEST_TITLE:
        first, rest = clean.line(first, limit=80), parts
    blocks: list[Block] = []
    for listed, group in groupby(_rejoined(rest), key=lambda part: part.mark == "*"):
        some = [_block(part) for part in group if part.words]
        blocks += [Listing(tuple((block,) for block in some))] if listed and some else some
    language = spoken(" ".join(part.words for part in parts)[:SPOKEN])
    return Document(tuple(blocks), title=clean.line(first), url=clean.address(url), language=language, sureness=0.5)


def _rejoined(parts: list[Part]) -> Iterator[Part]:
    """The parts, with lines that somebody wrapped by hand joined: long ones with no empty line between them."""
    lines: list[Part] = []
    for part in parts:
        goes_on = lines and not part.mark and part.group == lines[-1].group and len(lines[-1].words) >= WRAPPED
        if lines and not goes_on:
            yield replace(lines[0], words=joined([line.words for line in lines]))
            lines = []
        lines.append(part)
    if lines:
        yield replace(lines[0], words=joined([line.words for line in lines]))


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
