"""A made-up library of any size, for trying newsread out, for pictures of it and for measuring it.

The same seed and `now` give the same articles, to the letter. Tags follow Zipf's law over 5,000, dates come in bursts
and a twentieth of the articles arrive late, one feed in eight is not in English, and some texts have headings, lists,
quotations, tables, code and figures.
"""

from __future__ import annotations

import itertools
import random
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path

from tui.news import demo_words as made
from tui.news.cache import Cache
from tui.news.cache.bulk import BATCH, Loaded, load
from tui.news.cache.ready import Known
from tui.news.demo_passages import HEADLINES, Byline, Headline, Passages, know
from tui.news.errors import CacheError
from tui.news.types import Document, Draft

TAGS = 5_000
_FEWEST, _MORE, _MOST = 3, 4, 40
"""Passages of a text: at least, on average so many more, at most."""
_LATE = 0.05
_BYLINES = 40
_FOREIGN_EVERY = 8


@dataclass(frozen=True)
class Source:
    """A made-up feed."""

    title: str
    host: str
    section: str
    language: str
    weight: float
    """Its share of the articles, to scale."""


def build(path: Path, *, articles: int = 500, feeds: int = 20, seed: int = 1, now: datetime | None = None) -> None:
    """Makes a library file. Raises CacheError where there is one already."""
    if path.exists() and path.stat().st_size:
        raise CacheError("there is a file already; choose another place for the made-up library", str(path))
    make = partial(_batch, seed, feeds, articles, (now or datetime.now(UTC)).replace(microsecond=0))
    part = path.with_name(path.name + ".part")
    try:
        with Cache.open(part) as library:
            for one in _maker(*make.args).sources:
                feed = library.add_feed(f"https://{one.host}/feed.xml", one.title, f"https://{one.host}/", one.section)
                library.change_feed(replace(feed, paused=True))  # nobody lives there
        load(part, make, -(-articles // BATCH))
        part.rename(path)
    finally:
        for name in ("", ".lock", ".turn", "-wal", "-shm"):
            part.with_name(part.name + name).unlink(missing_ok=True)


@cache
def _maker(seed: int, feeds: int, articles: int, now: datetime) -> Maker:
    return Maker(seed, feeds, articles, now)


def _batch(seed: int, feeds: int, articles: int, now: datetime, number: int) -> list[Loaded]:
    return _maker(seed, feeds, articles, now).batch(number)


class Maker:
    """Makes sources, then articles in the order in which they arrive."""

    def __init__(self, seed: int, feeds: int, articles: int, now: datetime) -> None:
        self._seed = seed
        self._random = random.Random(seed)
        self._now = now
        self.sources = [self._source(number) for number in range(feeds)]
        self._weights = list(itertools.accumulate(source.weight for source in self.sources))
        self._passages = Passages(seed, self._random, [source.host for source in self.sources])
        self._sections = list(made.SECTIONS)
        self._bylines = [Byline.of(names) for names in (*[[]] * _BYLINES, *self._signed(1, 3), *self._signed(2, 1))]
        self._titles = {code: [Headline.of(title) for title in titles] for code, (titles, _, _) in made.FOREIGN.items()}
        self._tags = self._vocabulary()
        self._ends = list(itertools.accumulate(self._days(articles)))
        self._tag_weights = list(itertools.accumulate(1 / (rank + 2) for rank in range(len(self._tags))))

    def _source(self, number: int) -> Source:
        sections = list(made.SECTIONS)
        section = sections[number % len(sections)]
        name = made.SITES[number % len(made.SITES)]
        if number >= len(made.SITES):
            name = f"{self._random.choice(made.ADJECTIVES).title()} {self._random.choice(made.NOUNS).title()} {number}"
        letters = "".join(char for char in name.lower() if char.isascii() and char.isalnum())
        foreign = number % _FOREIGN_EVERY == _FOREIGN_EVERY - 1
        languages = list(made.FOREIGN)
        language = languages[number // _FOREIGN_EVERY % len(languages)] if foreign else "en"
        return Source(name, f"{letters}.example", section, language, self._random.paretovariate(1.5))

    def _vocabulary(self) -> list[str]:
        named = list(dict.fromkeys(tag for tags in zip(*made.SECTIONS.values(), strict=True) for tag in tags))
        pairs = [f"{one} {two}" for one in made.ADJECTIVES for two in made.NOUNS]
        self._random.shuffle(pairs)
        return [*named, *made.NOUNS, *pairs][:TAGS]

    def _signed(self, size: int, times: int) -> Iterator[list[str]]:
        """Bylines of so many authors; `times` as many as articles without one."""
        return (self._random.sample(made.AUTHORS, size) for _ in range(times * _BYLINES))

    def _days(self, articles: int) -> Iterator[int]:
        """How many articles arrive each day, oldest first; there are bursts."""
        days = max(3, min(3650, articles // 120))
        weights = [self._random.uniform(0.6, 1.4) * (4 if self._random.random() < 0.04 else 1) for _ in range(days)]
        rest = articles
        for weight in weights[:-1]:
            share = min(round(articles * weight / sum(weights)), rest)
            rest -= share
            yield share
        yield rest

    def batch(self, number: int) -> list[Loaded]:
        """The articles of one batch, in the order in which they arrive; feeds are numbered from 1."""
        start = number * BATCH
        stop = min(start + BATCH, self._ends[-1])
        times = self._times(start, stop)
        self._random = random.Random(f"{self._seed} {number}")
        return list(self._articles(start, times))

    def _articles(self, start: int, times: list[datetime]) -> Iterator[Loaded]:
        for number, when in enumerate(times, start):
            place = bisect(self._weights, self._random.random() * self._weights[-1])
            source = self.sources[place]
            late = timedelta(minutes=self._random.expovariate(1 / 15))
            added = min(when + late, self._now)
            published = when
            if self._random.random() < _LATE:
                published = when - timedelta(hours=self._random.expovariate(1 / 40))
            document, known = self._document(source, number, published)
            draft = Draft(f"{source.host}/{number}", document, full=self._random.random() > 0.1)
            age = (self._now - when) / timedelta(days=1)
            read = self._random.random() < (0.75 if age > 2 else 0.25)
            yield Loaded(place + 1, draft, added, read=read, starred=self._random.random() < 0.01, known=known)

    def _times(self, start: int, stop: int) -> list[datetime]:
        """Moments of arrival of some articles; more come by day than by night."""
        found: list[datetime] = []
        for day in range(bisect(self._ends, start), len(self._ends)):
            before = self._ends[day - 1] if day else 0
            if before >= stop:
                break
            chance = random.Random(f"{self._seed} day {day}")
            midnight = self._now - timedelta(days=len(self._ends) - day)
            hours = sorted(chance.triangular(0, 24, 19) for _ in range(self._ends[day] - before))
            part = hours[max(start - before, 0) : stop - before]
            found += [midnight + timedelta(seconds=int(hour * 3600)) for hour in part]
        return found

    def _document(self, source: Source, number: int, published: datetime) -> tuple[Document, Known]:
        if source.language != "en":
            return self._foreign(source, number, published)
        chance, uniform = self._random, self._random.random
        section = source.section if uniform() < 0.7 else chance.choice(self._sections)
        headline = self._passages.headline(section, int(uniform() * HEADLINES))
        opening = self._passages.opening(section, int(uniform() * HEADLINES))
        byline = chance.choice(self._bylines)
        count = min(_FEWEST + int(chance.expovariate(1 / _MORE)), _MOST)
        passages = [opening, *chance.choices(self._passages.of[section], k=count)]
        own = chance.choice(made.SECTIONS[section])
        picks = chance.choices(self._tags, cum_weights=self._tag_weights, k=chance.choice((2, 3, 4, 4, 5, 6)))
        document = Document(
            blocks=tuple([block for passage in passages for block in passage.blocks]),
            title=headline.text,
            url=f"https://{source.host}/{published.year}/{published.month:02}/{number}",
            site=source.title,
            section=section,
            authors=byline.names,
            published=published,
            tags=(own, *dict.fromkeys(picks)) if uniform() > 0.03 else (),
            summary=opening.text if uniform() < 0.8 else "",
            language="en",
        )
        return document, know(document, headline, byline, passages)

    def _foreign(self, source: Source, number: int, published: datetime) -> tuple[Document, Known]:
        _, sentences, tags = made.FOREIGN[source.language]
        text = self._random.choices(sentences, k=self._random.randint(6, 24))
        headline = self._random.choice(self._titles[source.language])
        passages = [self._passages.paragraph(paragraph) for paragraph in self._paragraphs(text)]
        document = Document(
            blocks=tuple([block for passage in passages for block in passage.blocks]),
            title=headline.text,
            url=f"https://{source.host}/{published.year}/{published.month:02}/{number}",
            site=source.title,
            section=source.section,
            published=published,
            tags=(*dict.fromkeys(self._random.choices(tags, k=2)), self._random.choice(made.SECTIONS[source.section])),
            summary=text[0],
            language=source.language,
        )
        return document, know(document, headline, self._bylines[0], passages)

    def _paragraphs(self, sentences: list[str]) -> Iterator[str]:
        at = 0
        for size in self._random.choices((2, 3, 4), k=len(sentences) // 2 + 1):
            if at >= len(sentences):
                return
            yield " ".join(sentences[at : at + size])
            at += size
