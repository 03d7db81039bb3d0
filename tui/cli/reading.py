"""Commands that only look: list, show, tags, feeds, export."""

from __future__ import annotations

import argparse
import json
import shlex
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from tui.cli.output import put, say
from tui.cli.places import article, cache, wanted
from tui.news import cells, clean, render
from tui.news.cache import Cache
from tui.news.errors import NewsError
from tui.news.feeds import opml
from tui.news.filter import Filter, term_text
from tui.news.health import Health, health
from tui.news.types import Article, Document, Sort

_STEP = 500
"""Articles read from the library at a time."""
MOST_TAGS = 1_000_000
MOST_WAYS = 3
"""Ways out of a filter that finds nothing that are told."""


def articles(chosen: argparse.Namespace) -> int:
    """`list`: number, state, date, source, title and tags, one line each, or one JSON array."""
    filter = wanted(chosen.filter)
    with cache(chosen) as opened:
        found = _found(opened, filter, Sort(chosen.sort), chosen.n)
        if chosen.json:
            _print_json([render.record(_document(opened, one), one) for one in found])
            return 0
        count = 0
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        for one in found:
            line = _line(one)
            put(cells.cut(line, width) if width else line)
            count += 1
        ways = opened.ways_out(filter)[:MOST_WAYS] if filter and not count else []
    if not count:
        say("0 articles" + (f" for {filter}" if filter else "; `newsread add` brings some"))
    for other, words, hits in ways:
        say(f"{words}: {hits:,}, newsread list {shlex.quote(str(other)) if other else ''}".rstrip())
    return 0


def show(chosen: argparse.Namespace) -> int:
    """`show`: one article in one of four forms."""
    with cache(chosen) as opened:
        found = article(opened, chosen.article)
        put(written(_document(opened, found), found, chosen.format), end="")
    return 0


def written(document: Document, found: Article | None, form: str) -> str:
    """A document as `text`, `markdown`, `html` or `json`; text fits the terminal it is printed on."""
    if form == "markdown":
        return render.as_markdown(document, found)
    if form == "html":
        return render.as_html(document, found)
    if form == "json":
        return render.as_json(document, found) + "\n"
    width = min(shutil.get_terminal_size().columns, 80) if sys.stdout.isatty() else None
    return render.as_text(document, found, width=width)


def tags(chosen: argparse.Namespace) -> int:
    """`tags`: each tag, state and feed with its count under the filter."""
    with cache(chosen) as opened:
        counts = opened.counts(wanted(chosen.filter), limit=MOST_TAGS)
    if chosen.json:
        _print_json([{"term": term_text(one.term), "label": one.label, "count": one.count} for one in counts])
    else:
        for one in counts:
            put(f"{one.count:>7}  {term_text(one.term)}")
        if not counts:
            say("no tags; " + ("no article is found" if chosen.filter else "`newsread add` brings some"))
    return 0


def feeds(chosen: argparse.Namespace) -> int:
    """`feeds`: number, unread and all articles, articles a week, title, topic, address; those in trouble first."""
    with cache(chosen) as opened:
        found = health(opened)
    if chosen.json:
        _print_json([_feed(one) for one in found])
        return 0
    for one in found:
        feed = one.feed
        trouble = f"  [{one.fault}]" if one.fault else ""
        filed = f"  ({feed.topic})" if feed.topic else ""
        figures = f"{feed.id:>5}  {feed.unread:>6} of {feed.articles:>6} unread  {one.rate:>6} a week"
        put(f"{figures}  {feed.title or feed.url}{filed}  {feed.url}{trouble}")
    if not found:
        say("no feeds; `newsread add ADDRESS` follows one")
    return 0


def export(chosen: argparse.Namespace) -> int:
    """`export`: feeds as OPML, or articles with their texts; never over a file that is there."""
    filter = wanted(chosen.filter)
    with cache(chosen) as opened:
        if chosen.format == "opml":
            if filter:
                raise NewsError("a list of feeds takes no filter; leave it out")
            text = opml.write(opened.feeds())
        else:
            pairs = [(_document(opened, one), one) for one in _found(opened, filter, Sort.NEWEST, None)]
            if chosen.format == "json":
                records = [render.record(document, one) for document, one in pairs]
                text = json.dumps(records, ensure_ascii=False, indent=2) + "\n"
            else:
                text = "\n---\n\n".join(render.as_markdown(document, one) for document, one in pairs)
    if chosen.output is None:
        put(text, end="")
    else:
        _write_new(chosen.output.expanduser(), text)
    return 0


def _write_new(path: Path, text: str) -> None:
    """A new file; NewsError where there is one already or none can be made."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(clean.safe(text))
    except FileExistsError as error:
        raise NewsError("there is a file already; choose another name", str(path)) from error
    except OSError as error:
        raise NewsError(f"it cannot be written: {error.strerror}", str(path)) from error
    say(f"written: {path}")


def _found(opened: Cache, filter: Filter, sort: Sort, most: int | None) -> Iterator[Article]:
    hits = opened.find(filter, sort)
    stop = hits.count if most is None else min(max(most, 0), hits.count)
    for start in range(0, stop, _STEP):
        yield from opened.rows(hits, start, min(start + _STEP, stop))


def _document(opened: Cache, one: Article) -> Document:
    return opened.document(one.id) or Document()


def _line(one: Article) -> str:
    state = ("*" if one.starred else " ") + (" " if one.read else "●")
    when = one.when.astimezone().strftime("%Y-%m-%d %H:%M")
    tags = " ".join(f"#{tag}" for tag in one.tags)
    return "  ".join(part for part in (f"{one.id:>6} {state}", when, one.feed or one.site, one.headline, tags) if part)


def _feed(one: Health) -> dict[str, object]:
    feed = one.feed
    return {
        "id": feed.id,
        "url": feed.url,
        "title": feed.title,
        "site_url": feed.site_url,
        "topic": feed.topic or None,
        "tags": list(feed.tags),
        "paused": feed.paused,
        "full_text": feed.full_text,
        "keep_days": feed.keep_days,
        "articles": feed.articles,
        "unread": feed.unread,
        "per_week": one.per_week,
        "opened": one.opened,
        "succeeded": _time(feed.state.succeeded),
        "checked": _time(feed.state.checked),
        "next": None if feed.paused or feed.state.gone else _time(feed.state.due),
        "failures": feed.state.failures,
        "error": feed.state.error or None,
        "gone": feed.state.gone,
        "moving_to": feed.state.moved_to,
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _print_json(value: object) -> None:
    put(json.dumps(value, ensure_ascii=False, indent=2))
