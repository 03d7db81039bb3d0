"""When an article appeared and was changed: by what the head says, else by the page's address and what it shows.

Machines' words go first. Of 215 dev pages 21 have none; 18 of these show a date beside the headline or carry it in
their address; where both speak, on 156 pages, they always agree. A date of numbers that could be two days is read only
where the page's language orders them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain

from tui.news import dates
from tui.news.extract.witnesses import Witnesses, first

_PUBLISHED = (
    "articlepublishedtime", "ogarticlepublishedtime", "datepublished", "date", "parselypubdate", "sailthrudate",
    "dcdateissued", "dcdate", "dctermscreated", "dctermsdate", "publishdate", "publisheddate", "pubdate",
    "articledate", "cxenseparserecspublishtime",
)  # fmt: skip
_UPDATED = ("articlemodifiedtime", "ogupdatedtime", "datemodified", "lastmodified", "dctermsmodified", "revised")
_CLOCK = (
    r"(?:,?\s*(?:at|um|à|kl\.?|klo|alle|ore|a las|às|saat|[-–|•·T])?\s*[0-9]{1,2}[:h][0-9]{2}(?::[0-9]{2})?"
    r"(?:\s*(?i:[ap]\.?m)\b\.?)?(?:\s*(?:Uhr\s*)?(?:\(?[A-Z]{2,5}\)?\b|(?:GMT|UTC)?[+-][0-9]{1,2}:?[0-9]{2}|Z\b))?)?"
)
_SHOWN = re.compile(
    r"(?<![\w./-])(?P<date>"
    r"[0-9]{1,2}(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:del?\s+)?(?:19|20)[0-9]{2}"
    r"|[^\W\d_]{3,12}\.?\s+[0-9]{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)[0-9]{2}"
    r"|[0-9]{1,2}([./-])[0-9]{1,2}\2(?:19|20)[0-9]{2}"
    r"|(?:19|20)[0-9]{2}([./-])[0-9]{1,2}\3[0-9]{1,2}\.?"
    r"|(?:19|20)[0-9]{2}\s?[年년]\s?[0-9]{1,2}\s?[月월]\s?[0-9]{1,2}\s?[日일]"
    rf")(?![\w/-]){_CLOCK}"
)
"""A date within a line, with its time of day and zone where they follow."""
_NUMBERS = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2((?:19|20)[0-9]{2})")
_ADDRESS = re.compile(r"[/_-]((?:19|20)[0-9]{2})([/-]?)([01][0-9])\2([0-3][0-9])(?=[/._-]|$)")
FIRST_NEWSPAPER = 1605
LONGEST = 90
"""Characters of a line that shows a date; a longer one tells of something."""
LONG = 200
"""Characters of a paragraph."""
REACH = 8000
"""Characters behind the headline that are looked at."""
MOST_LONG, MOST_LINES, MOST_BEFORE = 2, 40, 6
"""Paragraphs and lines behind the headline, and lines before it, in which the date may stand."""


def is_date(line: str) -> bool:
    """Whether a line is a date and little more."""
    if len(line) > LONGEST or line[-1] in ".:!?" or not _has_year(line):
        return False
    found = _SHOWN.search(line)
    return found is not None and 2 * len(found[0]) > len(line)


def published_of(page: Witnesses, language: str | None) -> datetime | None:
    """When it appeared; the first witness whose words are a moment, else the first whose words are a day."""
    said = (page.said.get("datePublished"), page.said.get("dateCreated"))
    named = (page.named(name) for name in _PUBLISHED if name in page.meta)
    return _date(chain(said, named), language) or _date(page.times, language) or _seen(page, language)


def updated_of(page: Witnesses, language: str | None) -> datetime | None:
    """When it was last changed."""
    named = (page.named(name) for name in _UPDATED if name in page.meta)
    return _date(chain((page.said.get("dateModified"),), named), language)


def _date(seen: Iterable[object], language: str | None) -> datetime | None:
    words: list[str] = []
    for raw in seen:
        if isinstance(raw, str) and raw:
            if (when := dates.parse(raw)) and not _is_default(when):
                return when
            words.append(raw)
    days = (dates.day(raw) or dates.day(_ordered(raw, language)) for raw in words)
    return next((when for when in days if when and not _is_default(when)), None)


def _is_default(when: datetime) -> bool:
    """Whether a moment is what programs write where they know none: the first year, the first second of 1970."""
    return when.year < FIRST_NEWSPAPER or (when.year < 1971 and when == datetime(1970, 1, 1, tzinfo=UTC))


def _ordered(raw: str, language: str | None) -> str:
    """A text with the day of a date of numbers put last, where the language writes it first.

    All languages written in this order but English do so whatever stands between the numbers (Unicode CLDR); English
    does with dots.
    """
    first = bool(language) and (language or "").partition("-")[0] != "en"
    return _NUMBERS.sub(
        lambda found: f"{found[4]}-{found[3]:0>2}-{found[1]:0>2}" if first or found[2] == "." else found[0], raw
    )


def _seen(page: Witnesses, language: str | None) -> datetime | None:
    """The day in the page's address, or the date beside its headline; where they differ, the address is believed."""
    found = _ADDRESS.search(page.url or "")
    addressed = dates.day(f"{found[1]}-{found[3]}-{found[4]}") if found else None
    shown = next((when for line in _beside_the_headline(page) if (when := _in_line(line, language))), None)
    if shown and addressed and abs(shown.astimezone(UTC) - addressed) > timedelta(days=2):
        return addressed
    return shown or addressed


def _beside_the_headline(page: Witnesses) -> Iterator[str]:
    """The short lines below the headline down to the text and those right above it, from the elements around it.

    Inner elements first: the date is nearly always in one of the next few, and the whole page's text takes 0.3 ms.
    """
    up = next((node for node in page.tree.css("h1") if first(node.text()) == page.heading), None)
    heading = up.text(separator="\n").strip() if up is not None and page.heading else ""
    while up is not None and heading and up.tag != "html":
        up = up.parent
        text = up.text(separator="\n") if up is not None else ""
        at = text.find(heading)
        yield from _around(text[max(0, at - REACH // 4) : at], text[at + len(heading) : at + REACH])
        if len(text) > REACH:
            return


def _around(above: str, below: str) -> Iterator[str]:
    """The short lines of what follows a headline, then those of what stands above it, nearest first."""
    long = 0
    for line in [*filter(None, map(str.strip, below.split("\n")))][:MOST_LINES]:
        long += len(line) > LONG
        if long == MOST_LONG:
            break
        if len(line) <= LONGEST:
            yield line
    lines = [*filter(None, map(str.strip, above.split("\n")))][-MOST_BEFORE:]
    yield from (line for line in reversed(lines) if len(line) <= LONGEST)


def _has_year(line: str) -> bool:
    """Whether anything in a line may be a year; a hundredth of the time of looking for a date."""
    return "20" in line or "19" in line


def _in_line(line: str, language: str | None) -> datetime | None:
    """The date in a line such as `Published on Nov 20, 2019 01:38 pm`."""
    if not _has_year(line):
        return None
    for found in _SHOWN.finditer(line):
        words = found[0].strip()
        if when := dates.parse(words) or _date((words, found["date"].rstrip(".")), language):
            return when
    return None
