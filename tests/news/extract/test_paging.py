"""The next page is the same address with the next number, and nothing else."""

from __future__ import annotations

import pytest

from tui.news.extract import extract


@pytest.mark.parametrize(
    ("url", "link", "following"),
    [
        ("https://example.org/rain", "/rain?page=2", "https://example.org/rain?page=2"),
        ("https://example.org/rain/", "/rain/2/", "https://example.org/rain/2/"),
        ("https://example.org/rain/page/2", "/rain/page/3", "https://example.org/rain/page/3"),
        ("https://example.org/rain.html", "rain-2.html", "https://example.org/rain-2.html"),
        ("https://example.org/rain", "/sun", None),
        ("https://example.org/rain?page=3", "/rain?page=2", None),
        ("https://example.org/rain", "https://example.com/rain?page=2", None),
        ("https://example.org/rain", "javascript:go(2)", None),
    ],
)
def test_next_page(url: str, link: str, following: str | None) -> None:
    assert extract(f'<p>Words</p><a rel="next" href="{link}">next</a>'.encode(), url).next_page == following


@pytest.mark.parametrize(
    ("url", "links", "following"),
    [
        ("https://example.org/rain", '<a href="/rain/2">2</a><a href="/rain/3">3</a>', "https://example.org/rain/2"),
        ("https://example.org/rain?p=2", '<a href="?p=1">1</a><a href="?p=3">3</a>', "https://example.org/rain?p=3"),
        ("https://example.org/rain", '<a href="/sun/2">Sun</a><a href="/rain/comment-page-2">Older</a>', None),
        ("https://example.org/", '<a href="/page/2">Older</a>', None),
    ],
)
def test_links_that_nothing_marks(url: str, links: str, following: str | None) -> None:
    assert extract(f"<p>Words</p>{links}".encode(), url).next_page == following
