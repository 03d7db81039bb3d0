"""The articles of the guide."""

from __future__ import annotations

from datetime import datetime, timedelta

from tui.news.types import Block, Code, Document, Draft, Heading, Listing, Paragraph, Span

_SITE = "newsread"

_Page = tuple[str, tuple[str, ...], tuple[Block, ...]]


def drafts(now: datetime) -> list[Draft]:
    """The guide's articles, the first to read being the newest."""
    return [
        Draft(
            f"guide:{number}",
            Document(
                blocks=blocks,
                title=title,
                site=_SITE,
                section="Guide",
                published=now - timedelta(minutes=number),
                tags=("guide", *tags),
                language="en",
            ),
        )
        for number, (title, tags, blocks) in enumerate(_PAGES)
    ]


def _words(text: str) -> Paragraph:
    return Paragraph((Span(text),))


def _list(*lines: tuple[str, str]) -> Listing:
    """A list of keys, or of filters, and what they do."""
    return Listing(tuple((Paragraph((Span(left, code=True), Span(f"  {right}"))),) for left, right in lines))


_PAGES: tuple[_Page, ...] = (
    (
        "Welcome to newsread",
        ("start", "keys"),
        (
            _words(
                "This is an article. The list is on one side, its text on the other, and the text follows the list."
            ),
            _words("Go down the list with j and up with k. Space turns the page of the text."),
            _list(
                ("Space", "next page; at the end, on to the next unread article"),
                ("n", "next unread article"),
                ("t", "filter by tag"),
                ("?", "every key that works here"),
                ("q", "leave"),
            ),
            _words("These few articles are all that is here until you add a source. Nothing was fetched to show them."),
        ),
    ),
    (
        "Filter by tag from the keyboard",
        ("start", "tags", "keys"),
        (
            _words("Press t. Each tag comes with the number of articles that are left if you choose it."),
            _list(
                ("letters", "narrow the tags"),
                ("Enter", "adds the tag to the filter and closes the panel"),
                ("Backspace", "drops the last part of the filter"),
                ("Esc", "puts the filter back as it was"),
            ),
            _words("Try it: press t, type keys, press Enter. Then press 0 in the list to see everything again."),
        ),
    ),
    (
        "The filter as text",
        ("tags", "filter"),
        (
            _words("The filter is a line of text too, the same here and on the command line. Press = to edit it."),
            _list(
                ("#guide #keys", "both tags"),
                ("#tags|#sources", "one of the two"),
                ("-#start", "without a tag"),
                ("is:unread age:<7d", "unread, and not older than a week"),
                ('title:"the filter"', "words in the title"),
                ("pict*", "a word that begins so, anywhere"),
            ),
            _words("Side by side means and; the bar means or, and binds tighter. Parentheses group."),
        ),
    ),
    (
        "Bring in your own sources",
        ("sources", "start"),
        (
            _words("A source is a feed, a site that has feeds, one page, a list of feeds (OPML) or a page you saved."),
            Code(
                "newsread add https://example.org/feed.xml\n"
                "newsread add feeds.opml --tag world\n"
                "newsread add page.html --url https://example.org/page\n"
                "newsread update"
            ),
            _words(
                "Pages are cleaned: what is no part of the article is left out, and what the page says of itself, "
                "such as its date and topics, is kept beside the text."
            ),
        ),
    ),
    (
        "Read, star, tag, and take it back",
        ("keys",),
        (
            _list(
                ("r", "read or unread"),
                ("s", "star"),
                ("A", "mark all that is shown read"),
                ("u", "undo, whatever it was"),
            ),
            _words("Articles that you mark read stay where they are until the filter changes."),
        ),
    ),
    (
        "Your library is one file",
        ("library",),
        (
            _words("Every article, tag and feed is in one SQLite file on this machine. No account, no server."),
            Heading((Span("See it"),), 2),
            Code("newsread doctor\nnewsread list is:unread -n 10\nnewsread export json > articles.json"),
            _words("To leave this guide behind, mark it read, or filter it out with -#guide."),
        ),
    ),
)
