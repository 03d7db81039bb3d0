"""A filter evaluated in plain Python over articles and documents: what SQL and bitmaps must agree with."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tui.news.cache.plain import LONG_WORDS, feed_matches, tag_key
from tui.news.filter import (
    Age,
    Both,
    ByAuthor,
    Either,
    Filter,
    Has,
    InFeed,
    InLanguage,
    InTitle,
    InTopic,
    Is,
    Not,
    Part,
    Since,
    State,
    Tagged,
    Term,
    Text,
    Until,
    Words,
)
from tui.news.types import Article, Document, Feed
from tui.news.words import Phrase, words

COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


@dataclass(frozen=True)
class Whole:
    """An article with all that a filter can ask about it."""

    article: Article
    document: Document
    feed: Feed | None


def matches(filter: Filter, whole: Whole, now: datetime) -> bool:
    """Whether a filter shows an article."""
    return all(holds(term, whole, now) for term in filter.chips)


def holds(term: Term, whole: Whole, now: datetime) -> bool:
    """Whether one term holds of an article."""
    article, document = whole.article, whole.document
    match term:
        case Not(inner):
            return not holds(inner, whole, now)
        case Either(terms):
            return any(holds(inner, whole, now) for inner in terms)
        case Both(terms):
            return all(holds(inner, whole, now) for inner in terms)
        case Tagged(tag):
            return tag_key(tag) in map(tag_key, article.tags)
        case InFeed(name):
            feed = whole.feed
            return feed is not None and feed_matches(name, feed.title, feed.url, feed.site_url)
        case InTopic(name):
            steps, wanted = (whole.feed.topic if whole.feed else "").casefold().split("/"), name.casefold().split("/")
            return any(steps[at : at + len(wanted)] == wanted for at in range(len(steps)))
        case InTitle(text, prefix):
            return Phrase.parse(text, prefix).within(words(article.title))
        case ByAuthor(name):
            return any(Phrase.parse(name).within(words(author)) for author in article.authors)
        case InLanguage(code):
            language = (article.language or "").lower()
            return language == code or language.startswith(code + "-")
        case Has(part):
            return has(part, article, document)
        case Age(compare, _, _):
            return bool(COMPARE[compare](now - article.when, term.span))
        case Since(day):
            return article.when.astimezone(now.tzinfo).date() >= day
        case Until(day):
            return article.when.astimezone(now.tzinfo).date() <= day
        case Words(compare, amount):
            return bool(COMPARE[compare](article.words, amount))
        case Text(text, prefix):
            phrase = Phrase.parse(text, prefix)
            texts = [article.title, *article.authors, *article.tags, *([] if phrase.is_slight else [document.text])]
            return any(phrase.within(words(one)) for one in texts)
        case Is(state):
            return stands(state, article, now)


def has(part: Part, article: Article, document: Document) -> bool:
    """Whether an article has a part."""
    return {
        Part.FIGURE: bool(document.figures),
        Part.TEXT: bool(document.text.strip()),
        Part.SUMMARY: bool(article.summary),
        Part.AUTHOR: bool(article.authors),
        Part.LINK: bool(document.links),
    }[part]


def stands(state: State, article: Article, now: datetime) -> bool:
    """Whether an article is in a state."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        State.UNREAD: not article.read,
        State.READ: article.read,
        State.STARRED: article.starred,
        State.TODAY: midnight <= article.when < midnight + timedelta(days=1),
        State.LONG: article.words >= LONG_WORDS,
        State.UNTAGGED: not article.tags,
        State.HALFREAD: 0 < article.progress < 1,
        State.EDITED: article.edited,
    }[state]
