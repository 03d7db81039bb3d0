"""What a page says of itself: headline, people, dates, topics and the rest, each from its most credible witness."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from tui.news import clean
from tui.news.extract.languages import language_of
from tui.news.extract.moments import published_of, updated_of
from tui.news.extract.people import authors_of
from tui.news.extract.topics import topics_of
from tui.news.extract.witnesses import Witnesses, as_list, first, folded, names_in
from tui.news.types import Document

_MARKS = (" | ", " - ", " – ", " — ", " · ", " :: ", "｜", "：", " • ")
_TAIL = re.compile(r"\s*(?:[|\-–—·:｜：•]|<<|»|::).*")
LONGEST_SECTION = 40
"""Characters of a section's name among the steps to an article; longer ones are its title."""
LEAST_HEADING = 10
"""Characters of a heading that may be the headline; shorter ones are a section's name."""


def describe(page: Witnesses) -> Document:
    """All of a page but its text: a Document without blocks."""
    language = language_of(page)
    published, updated = published_of(page, language), updated_of(page, language)
    return Document(
        title=title_of(page),
        url=address_of(page),
        site=page.site,
        section=section_of(page),
        authors=authors_of(page),
        published=published,
        updated=updated if updated != published else None,
        tags=topics_of(page),
        summary=page.named("ogdescription", "description", "twitterdescription") or first(page.said.get("description")),
        language=language,
        image=image_of(page),
        paywalled=is_paywalled(page),
    )


def title_of(page: Witnesses) -> str:
    """The headline, without the site's name behind it.

    The shared title (`og:title`) is the headline more often than any other witness. Where it is only the browser's
    title again, and the page's heading and JSON-LD agree on other words, those are.
    """
    headline, heading, shown = page.headline, page.heading, page.shown
    shared = page.named("ogtitle")
    spoken = shared or headline or (heading if len(heading) >= LEAST_HEADING else "") or shown or heading
    if spoken == headline:
        return _without_site(spoken, page)
    for other in (headline, heading):
        if len(other) >= LEAST_HEADING and _is_tail(spoken, other):
            return other
    cut = _without_site(spoken, page)
    if shared and headline and _same(headline, heading) and _same(cut, _without_site(shown, page)):
        return headline
    return cut


def _is_tail(spoken: str, other: str) -> bool:
    """Whether what a title has beyond other words is the site's name or a subtitle."""
    if spoken.startswith(other):
        return True
    return spoken[:1] == other[:1] and folded(spoken[: len(other) + 2]).startswith(folded(other))


def _without_site(title: str, page: Witnesses) -> str:
    for mark in _MARKS:
        head, _, tail = title.rpartition(mark)
        if head and (_is_site(tail, page) or (mark in (" | ", "｜") and len(tail) < len(head))):
            return head.strip()
    return title


def _is_site(name: str, page: Witnesses) -> bool:
    return folded(name) in page.itself


def _same(one: str, other: str) -> bool:
    return folded(one) == folded(other)


def address_of(page: Witnesses) -> str | None:
    """The canonical address; one that leads to the home page from within a site is a mistake and not taken."""
    found = clean.address(page.canonical or page.named("ogurl"), page.url)
    if found is None or (page.url and urlsplit(found).path in ("", "/") and urlsplit(page.url).path not in ("", "/")):
        return page.url
    return found


def section_of(page: Witnesses) -> str:
    """The part of the site it stands in, in meta values and JSON-LD, else the last step on the way to it."""
    named = page.named("articlesection", "ogarticlesection", "parselysection", "section")
    said = named or first(*names_in(page.said.get("articleSection"))) or first(*reversed(_sections(page)))
    return clean.line(said, limit=80)


def _sections(page: Witnesses) -> list[str]:
    """The steps to the article between the home page and its own."""
    headlines = {folded(page.heading), folded(page.named("ogtitle")), folded(page.headline)}
    return [name for name in page.crumbs[1:] if len(name) <= LONGEST_SECTION and folded(name) not in headlines]


def image_of(page: Witnesses) -> str | None:
    """The lead picture's address."""
    raw = page.named("ogimage", "ogimagesecureurl", "twitterimage", "twitterimagesrc") or first(
        *(_address(one) for one in as_list(page.said.get("image"))), page.said.get("thumbnailUrl")
    )
    return clean.address(raw, page.url)


def _address(image: Any) -> object:
    """The address in a JSON-LD picture: a text, or an object with `url`."""
    return image.get("url") or image.get("contentUrl") if isinstance(image, dict) else image


def is_paywalled(page: Witnesses) -> bool:
    """Whether the publisher says that not everybody may read all of it (https://schema.org/isAccessibleForFree)."""
    free = page.said.get("isAccessibleForFree")
    tier = page.named("articlecontenttier", "ogarticlecontenttier").lower()
    return free is False or str(free).lower() == "false" or tier in ("locked", "metered", "premium", "paid")
