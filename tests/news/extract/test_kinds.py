"""What stands where an article was expected is named, not turned into an article."""

from __future__ import annotations

import pytest

from tests.news.extract.pages_apart import APART
from tui.news.extract import extract
from tui.news.extract.kinds import is_binary
from tui.news.types import PageKind

PROSE = "<p>" + "It rained in the harbour all day, and the ships stayed in until the wind had turned. " * 4 + "</p>"
TEASERS = "".join(f'<article><h2><a href="/{n}">Rain again in town number {n}</a></h2></article>' for n in range(12))
LOGIN = '<form><input name="user"><input type="password"></form>'
WALLED = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
FREE = WALLED.replace("false", "true")


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        (f"<title>Rain</title><h1>Rain</h1>{PROSE * 3}", PageKind.ARTICLE),
        (f"<title>Rain</title><h1>Rain</h1>{PROSE}", PageKind.ARTICLE),
        (f"<title>How the 404 page was invented</title>{PROSE * 3}", PageKind.ARTICLE),
        (f"<title>Why cookies crumble</title>{PROSE * 3}", PageKind.ARTICLE),
        (f"<title>Example</title>{TEASERS}", PageKind.HOME),
        (f"<title>404 Not Found</title><h1>Not Found</h1>{PROSE}", PageKind.ERROR),
        ("<title>Seite nicht gefunden</title><p>Diese Seite gibt es nicht mehr.</p>", PageKind.ERROR),
        ("<title>Just a moment...</title><p>Checking your browser.</p>", PageKind.ERROR),
        (f"<title>Example</title><p>Sign in to go on.</p>{LOGIN}", PageKind.LOGIN),
        ("<title>Anmelden - Example</title><p>Bitte geben Sie Ihre Adresse ein.</p>", PageKind.LOGIN),
        (
            "<title>Example</title><div><p>We and our partners use cookies.</p><p>You may withdraw your consent.</p>"
            "<p>See our privacy notice</p><button>Accept all cookies</button></div>",
            PageKind.CONSENT,
        ),
        (f"<title>Rain</title>{PROSE}<div>Subscribe now to continue reading.</div>", PageKind.PAYWALL),
        (f"<title>Rain</title>{PROSE[:200]}</p>{WALLED}", PageKind.PAYWALL),
        (f"<title>Rain</title>{PROSE}{WALLED}", PageKind.ARTICLE),
        (f"<title>Rain</title>{PROSE}{WALLED}<div>Subscribe now to continue reading.</div>", PageKind.PAYWALL),
        (f"<title>Rain</title>{PROSE * 6}{WALLED}", PageKind.ARTICLE),
        (f"<title>Rain</title>{PROSE * 2}<nav>Already a subscriber? Jetzt abonnieren</nav>", PageKind.ARTICLE),
        (f"<title>Rain</title>{PROSE[:120]}</p><div>Already a subscriber?</div>", PageKind.PAYWALL),
        (f"<title>Rain</title>{PROSE}{FREE}<div>Subscribe now to continue reading.</div>", PageKind.ARTICLE),
        (f"{FREE}<a href=/a>Rain</a><p>Cookies</p><p>Cookies</p><p>Cookies</p><p>Cookies</p>", PageKind.EMPTY),
        ("", PageKind.EMPTY),
        ("<frameset><frame src=a></frameset>", PageKind.EMPTY),
        ("<p>Hello</p>", PageKind.EMPTY),
    ],
)
def test_the_kind_of_a_page(page: str, kind: PageKind) -> None:
    assert extract(page.encode(), "https://example.org/rain").kind is kind


@pytest.mark.parametrize(("kind", "html"), [pytest.param(kind, html, id=name) for kind, name, html in APART])
def test_a_whole_page(kind: PageKind, html: str) -> None:
    assert extract(html.encode(), "https://www.example.org/2024/05/rain").kind is kind


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n<p>words</p>", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04word", b"\xff\xd8\xff\xe0JFIF", b"MZ" + b"\0" * 500],
)
def test_a_file_of_another_kind_is_not_read(data: bytes) -> None:
    page = extract(data)
    assert (page.kind, page.text, page.sureness) == (PageKind.BINARY, "", 0.0)


def test_wide_characters_are_no_binary_file() -> None:
    assert not is_binary("A note about the rain".encode("utf-16"))
    assert not is_binary("<p>A note".encode("utf-16-le"))


def test_a_page_that_says_it_is_an_article_is_surer_than_one_that_only_looks_so() -> None:
    said = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-01"}</script>'
    plain, named = extract(f"<h1>Rain</h1>{PROSE}".encode()), extract(f"{said}<h1>Rain</h1>{PROSE}".encode())
    assert 0.2 < plain.sureness < named.sureness < 1.0
    assert named.sureness < extract(f"{said}<h1>Rain</h1>{PROSE * 6}".encode()).sureness <= 1.0


def test_a_publisher_that_asks_for_money_is_said_to() -> None:
    page = extract(f"<title>Rain</title>{PROSE * 6}{WALLED}".encode())
    assert page.paywalled
    assert not extract(f"<title>Rain</title>{PROSE * 6}".encode()).paywalled


def test_every_byte_there_is_makes_no_text() -> None:
    assert is_binary(bytes(range(256)) * 4)
    assert not is_binary(b"\x1b[1mA note\x1b[0m about\ttabs\r\nand lines\x0c" * 20)
