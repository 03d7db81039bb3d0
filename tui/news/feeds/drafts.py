"""Raw items become clean drafts: the one place where a feed's words are decoded, cleaned and given their fields."""

from __future__ import annotations

import html
import re

from tui.news import clean, dates
from tui.news.extract import fragment
from tui.news.feeds import identity
from tui.news.feeds.items import NO_TEXT, Channel, Item, Media, Text
from tui.news.types import Block, Document, Draft, Embed, Figure, Paragraph, ParsedFeed, Span, block_texts, walk

LONG_TITLE = 500
"""Characters; what is longer is no headline."""
LONG_SUMMARY = 500
MOST_TAGS = 50
MOST_ITEMS = 2000
"""Of one feed in one visit; the longest real one in our test feeds has 1,000."""
FULL_WORDS = 250
"""A description of so many words is taken for the whole text when the feed gives nothing else."""

_ENTITY = re.compile(r"&(#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w{1,31});")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*")
_MAIL = re.compile(r"\S+@\S+")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)$", re.IGNORECASE)


def finished(channel: Channel, url: str) -> ParsedFeed:
    """The feed at `url` with clean drafts; items that say nothing at all are left out, doubles kept once."""
    site = clean.address(channel.link, url)
    base = site or url
    pairs = [(item, document(item, channel, base)) for item in channel.items[:MOST_ITEMS]]
    pairs = [(item, said) for item, said in pairs if said.title or said.blocks or said.url]
    found = identity.keys(
        [(clean.line(item.guid, limit=1000), said.url, said.title, said.text) for item, said in pairs]
    )
    drafts: dict[str, Draft] = {}
    for key, (item, said) in zip(found, pairs, strict=True):
        drafts.setdefault(key, Draft(key, said, full=_is_full(item, said)))
    return ParsedFeed(
        title=headline(channel.title),
        site_url=site,
        language=language(channel.language),
        drafts=tuple(drafts.values()),
        interval=channel.interval,
        skip_hours=channel.skip_hours,
        note=channel.note,
    )


def document(item: Item, channel: Channel, base: str) -> Document:
    """One item, cleaned; relative addresses start from `base` unless the item says otherwise."""
    url = clean.address(item.link, item.base or base) or clean.address(item.guid)
    inside = url or base
    body = item.content if item.content.value.strip() else item.summary
    blocks = blocks_of(body, inside)
    summary = ""
    if body is not item.summary or not _is_full(item, None):
        summary = _short(blocks if body is item.summary else blocks_of(item.summary, inside))
    pictures = [picture for media in item.media if (picture := _figure(media, inside))]
    known = {block.url for block in walk(blocks) if isinstance(block, Figure)}
    leading = tuple(picture for picture in pictures[:1] if picture.url not in known and not known)
    files = tuple(embed for media in item.media if (embed := _embed(media, inside)))
    published = dates.parse(item.published)
    updated = dates.parse(item.updated)
    blocks = leading + blocks + files
    images = (block.url for block in walk(blocks) if isinstance(block, Figure))
    return Document(
        blocks=blocks,
        title=headline(item.title) or clean.line(summary or _start(blocks), limit=80),
        url=url,
        site=headline(channel.title),
        authors=_names(item.authors or channel.authors),
        published=published or updated,
        updated=updated if published and updated != published else None,
        tags=_tags(item.tags),
        summary=summary,
        credit=clean.line(item.credit or channel.credit, limit=LONG_SUMMARY),
        language=language(item.language or channel.language),
        image=next((address for address in (*(figure.url for figure in pictures), *images) if address), None),
    )


def _start(blocks: tuple[Block, ...]) -> str:
    """The first words of a text, for an item without a title."""
    return "\n\n".join(part for part in block_texts(blocks) if part)[:200]


def _is_full(item: Item, said: Document | None) -> bool:
    """Whether the feed gives the text, not a summary of it."""
    if item.content.value.strip():
        return len(item.content.value) >= len(item.summary.value) or _many_words(item.content.value)
    return _many_words(item.summary.value) if said is None else said.words >= FULL_WORDS


def _many_words(text: str) -> bool:
    return len(text.split(None, FULL_WORDS - 1)) >= FULL_WORDS


def blocks_of(text: Text, base: str) -> tuple[Block, ...]:
    """A text as blocks: markup read as a fragment of a page, plain text by its empty lines."""
    if not text.value.strip():
        return ()
    if text.html:
        return fragment(text.value, clean.address(text.base, base) or base)
    parts = (clean.lines(part) for part in re.split(r"\n\s*\n", text.value.replace("\r\n", "\n")))
    return tuple(Paragraph((Span(part),)) for part in parts if part)


def headline(text: Text) -> str:
    """A title as one clean line, markup taken out, entities that were escaped twice decoded."""
    value = text.value
    if text.html and "<" in value:
        value = " ".join(part for part in block_texts(fragment(value)) if part)
    elif text.html:
        value = html.unescape(value)
    if _ENTITY.search(value):
        value = html.unescape(value)
    return clean.line(value, limit=LONG_TITLE)


def language(raw: str) -> str | None:
    """A BCP 47 tag in its usual case (`en-us` is `en-US`), or None for what is none."""
    found = _LANGUAGE.fullmatch(raw.strip())
    if not found:
        return None
    first, *rest = re.split("[-_]", found[0])
    return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part for part in rest)])


def _short(blocks: tuple[Block, ...]) -> str:
    """The words of a summary as one line."""
    return clean.line(" ".join(part for part in block_texts(blocks) if part), limit=LONG_SUMMARY)


def _names(raw: tuple[str, ...]) -> tuple[str, ...]:
    """Authors as names; an address stands only where there is no name at all."""
    names = [clean.line(html.unescape(name), limit=120) for name in raw]
    people = [name for name in names if name and not _MAIL.fullmatch(name)]
    return tuple(dict.fromkeys(people or [name for name in names if name]))


def _tags(raw: tuple[str, ...]) -> tuple[str, ...]:
    """Topics as the publisher spells them, each once."""
    found: dict[str, str] = {}
    for word in raw:
        name = clean.line(html.unescape(word), limit=80)
        if key := clean.tag(name):
            found.setdefault(key, name)
    return tuple(found.values())[:MOST_TAGS]


def _is_picture(media: Media) -> bool:
    kind = media.kind.lower()
    return kind.startswith("image") or (not kind and bool(_PICTURE.search(media.url.partition("?")[0])))


def _figure(media: Media, base: str) -> Figure | None:
    """A picture among an item's files."""
    url = clean.address(media.url, base) if _is_picture(media) else None
    title, credit = clean.line(media.title, limit=LONG_SUMMARY), clean.line(media.credit, limit=200)
    return Figure(url, alt=title, credit=credit) if url else None


def _embed(media: Media, base: str) -> Embed | None:
    """A recording or other file among them, kept as a link."""
    url = None if _is_picture(media) else clean.address(media.url, base)
    return Embed(url, clean.line(media.title, limit=200) or clean.line(media.kind, limit=80)) if url else None


__all__ = ["NO_TEXT", "blocks_of", "finished", "headline", "language"]
