"""What every form says above the text: title, where from, when, by whom, tags; and all of it as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from tui.news import clean
from tui.news.types import Article, Document


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an article beside its text, the stored row's word before the document's."""

    title: str
    url: str | None
    site: str
    section: str
    authors: tuple[str, ...]
    published: datetime | None
    updated: datetime | None
    tags: tuple[str, ...]
    summary: str
    language: str | None

    @property
    def byline(self) -> str:
        """Authors, site, section and date in one line, what is unknown left out."""
        when = self.published.strftime("%-d %b %Y, %H:%M %z") if self.published else ""
        return " · ".join(part for part in (", ".join(self.authors), self.site, self.section, when) if part)


def facts(document: Document, article: Article | None = None) -> Facts:
    """The facts of a document, stored or not."""
    if article is None:
        tags = tuple(dict.fromkeys(tag for raw in document.tags if (tag := clean.tag(raw))))
        return Facts(
            document.title,
            document.url,
            document.site,
            document.section,
            document.authors,
            document.published,
            document.updated,
            tags,
            document.summary,
            document.language,
        )
    return Facts(
        article.title or document.title,
        article.url or document.url,
        article.site or document.site,
        article.section or document.section,
        article.authors or document.authors,
        article.published or document.published,
        article.updated or document.updated,
        article.tags,
        article.summary or document.summary,
        article.language or document.language,
    )


def record(document: Document, article: Article | None = None) -> dict[str, object]:
    """An article as JSON has it: absent values are None, lists never; times ISO 8601 with an offset.

    `id`, `feed`, `read` and `starred` are None for a document that is not stored.
    """
    known = facts(document, article)
    return {
        "id": article.id if article else None,
        "url": known.url,
        "title": known.title or None,
        "authors": list(known.authors),
        "published": known.published.isoformat() if known.published else None,
        "updated": known.updated.isoformat() if known.updated else None,
        "site": known.site or None,
        "section": known.section or None,
        "feed": (article.feed or None) if article else None,
        "tags": list(known.tags),
        "summary": known.summary or None,
        "text": document.text,
        "figures": [
            {"url": figure.url, "caption": figure.caption or None, "credit": figure.credit or None}
            for figure in document.figures
        ],
        "links": list(document.links),
        "credit": document.credit or None,
        "language": known.language,
        "words": document.words,
        "read": article.read if article else None,
        "starred": article.starred if article else None,
    }


def as_json(document: Document, article: Article | None = None) -> str:
    """One article as a JSON object, indented by two."""
    return json.dumps(record(document, article), ensure_ascii=False, indent=2)
