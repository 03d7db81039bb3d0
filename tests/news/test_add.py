"""Adding: whatever it is, it becomes a feed, an article, a choice, or a sentence that says why not."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.news.test_update import rss
from tests.server import Reply, Server
from tui.news.add import Added, add
from tui.news.cache import Cache
from tui.news.errors import FeedError, FetchError, NewsError, PageError
from tui.news.fetch import Fetcher, Limits
from tui.news.filter import Filter
from tui.news.typed import web_address
from tui.news.workers import Workers

TEXT = "The talks went on for a long day, and both sides said that they had been of use to all who came. "
PAGE = f"""<html><head><title>Talks resume in May</title>%s</head><body><nav><a href="/">Home</a></nav>
<article><h1>Talks resume in May</h1><p>{TEXT * 3}</p><p>{TEXT * 3}</p><p>{TEXT * 3}</p></article></body></html>"""
LINK = '<link rel="alternate" type="application/rss+xml" href="%s">'
SITE = "<html><head><title>Site</title>%s</head><body><h1>Site</h1><ul><li><a href='/1'>One</a></ul></body></html>"

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    with Cache.open(tmp_path / "library.db") as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def server() -> AsyncIterator[Server]:
    async with Server() as running:
        running.at["/feed"] = Reply(body=rss("One", "Two"))
        running.at["/other"] = Reply(body=rss("Three"))
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def workers() -> AsyncIterator[Workers]:
    async with Workers(count=1) as running:
        yield running


class Adder:
    """Adds to one library."""

    def __init__(self, cache: Cache, server: Server, workers: Workers) -> None:
        self.cache, self.server, self.workers = cache, server, workers

    async def __call__(self, source: str | bytes, tags: tuple[str, ...] = (), url: str | None = None) -> Added:
        quick = Fetcher(limits=Limits(connect=1.0, whole=1.0, spacing=0.0), credentials=lambda host: None)
        return await add(self.cache, source, tags=tags, url=url, fetcher=quick, workers=self.workers)


@pytest.fixture
def adder(cache: Cache, server: Server, workers: Workers) -> Adder:
    return Adder(cache, server, workers)


async def test_a_feed_is_followed_once_with_its_articles_and_tags(adder: Adder) -> None:
    first = await adder(adder.server.url("/feed"), tags=("World News", "#world news", ""))
    assert [(feed.title, feed.tags, feed.typed) for feed in first.feeds] == [("Wire", ("world news",), True)]
    assert len(first.articles) == 2
    again = await adder(adder.server.url("/feed"), tags=("asia",))
    assert (again.articles, len(adder.cache.feeds())) == ((), 1)
    assert adder.cache.feeds()[0].tags == ("world news", "asia")
    assert adder.cache.feeds()[0].state.succeeded is not None


async def test_a_feed_that_was_left_with_its_articles_has_them_again_when_it_is_followed_again(adder: Adder) -> None:
    first = await adder(adder.server.url("/feed"))
    adder.cache.remove_feed(first.feeds[0].id, keep_articles=False)
    assert adder.cache.total() == 0
    again = await adder(adder.server.url("/feed"))
    assert (again.articles, adder.cache.total()) == (first.articles, 2)
    assert adder.cache.journal(1)[0].words == "followed Wire and brought back 2 articles"
    adder.cache.undo()
    assert (adder.cache.total(), adder.cache.feeds()) == (0, [])


async def test_a_site_with_one_feed_is_followed_and_one_with_several_is_a_choice(adder: Adder) -> None:
    adder.server.at["/"] = Reply(body=(SITE % (LINK % "/feed")).encode())
    assert [feed.url for feed in (await adder(adder.server.url("/"))).feeds] == [adder.server.url("/feed")]
    adder.server.at["/"] = Reply(body=(SITE % (LINK % "/feed" + LINK % "/other" + LINK % "/missing")).encode())
    added = await adder(adder.server.url("/"))
    assert (added.feeds, [choice.url for choice in added.candidates]) == (
        (),
        [adder.server.url("/feed"), adder.server.url("/other")],
    )
    assert [choice.latest for choice in added.candidates] == [("One", "Two"), ("Three",)]


async def test_a_site_that_names_no_feed_is_tried_at_the_usual_places(adder: Adder) -> None:
    adder.server.at["/"] = Reply(body=(SITE % "").encode())
    adder.server.at["/atom.xml"] = adder.server.at.pop("/other")
    del adder.server.at["/feed"]
    assert [feed.url for feed in (await adder(adder.server.url("/"))).feeds] == [adder.server.url("/atom.xml")]


async def test_an_article_page_is_stored_once_even_if_it_names_a_feed(adder: Adder) -> None:
    adder.server.at["/2024/talks"] = Reply(body=(PAGE % (LINK % "/feed")).encode())
    added = await adder(adder.server.url("/2024/talks"), tags=("asia",))
    assert (added.feeds, len(added.articles)) == ((), 1)
    article = adder.cache.article(added.articles[0])
    assert article is not None and "asia" in article.tags
    again = await adder(adder.server.url("/2024/talks"))
    assert (again.articles, again.known) == ((), added.articles)


async def test_a_list_of_feeds_is_followed_without_asking_any(adder: Adder, tmp_path: Path) -> None:
    path = tmp_path / "list.opml"
    path.write_text(
        "<opml><outline text='Asia & more'><outline text='A' xmlUrl='https://a.example/f' category='korea'/>"
        "<outline xmlUrl='exec:rm'/></outline></opml>"
    )
    added = await adder(str(path), tags=("mine",))
    assert [(feed.title, feed.topic, feed.tags, feed.typed) for feed in added.feeds] == [
        ("A", "Asia & more", ("korea", "mine"), False)
    ]
    assert adder.server.requests == []
    with pytest.raises(FeedError, match="no feed with a web address"):
        await adder(b"<opml><body></body></opml>")


async def test_a_list_at_an_address_is_followed_and_an_empty_one_says_so(adder: Adder) -> None:
    adder.server.at["/list"] = Reply(body=b"<opml><outline xmlUrl='https://a.example/f'/></opml>")
    adder.server.at["/empty"] = Reply(body=b"<opml><outline text='x'/></opml>")
    assert [feed.url for feed in (await adder(adder.server.url("/list"))).feeds] == ["https://a.example/f"]
    with pytest.raises(FeedError, match="no feed with a web address"):
        await adder(adder.server.url("/empty"))


async def test_saved_pages_and_texts_are_articles_and_the_same_twice_is_one(adder: Adder, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE % "")
    (tmp_path / "talks.txt").write_text(f"Talks resume in June\n\n{TEXT * 3}\n\n{TEXT * 3}\n")
    for name in ("page.html", "talks.txt"):
        first = await adder(str(tmp_path / name))
        again = await adder(str(tmp_path / name))
        assert (len(first.articles), again.articles) == (1, ())


async def test_a_folder_gives_what_is_in_it_and_says_what_was_not(adder: Adder, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    (folder / "deep").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    (tmp_path / "nothing").mkdir()
    (folder / "deep" / "a.html").write_text(PAGE % "")
    (folder / ".hidden" / "b.html").write_text(PAGE.replace("May", "July") % "")
    (folder / "empty.html").write_bytes(b"")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    added = await adder(str(folder))
    assert (len(added.articles), len(added.notes)) == (1, 1)
    assert "nothing in it" in added.notes[0] and "empty.html" in added.notes[0]
    with pytest.raises(PageError, match="no page"):
        await adder(str(tmp_path / "nothing"))


async def test_bytes_are_whatever_they_are(adder: Adder) -> None:
    assert len((await adder((PAGE % "").encode(), url="https://a.example/talks")).articles) == 1
    kept = await adder(rss("Kept"))
    assert (len(kept.articles), kept.feeds, adder.cache.feeds()) == (1, (), [])
    followed = await adder(rss("Five"), url="https://a.example/feed")
    assert [feed.url for feed in followed.feeds] == ["https://a.example/feed"]


async def test_a_saved_feed_with_relative_links_gets_no_addresses_made_up(adder: Adder) -> None:
    feed = rss("One").replace(b"<link>https://a.example/", b"<link>/")
    (kept,) = (await adder(feed)).articles
    document = adder.cache.document(kept)
    assert document is not None and document.url is None
    (known,) = (await adder(feed, url="https://a.example/feed")).articles
    document = adder.cache.document(known)
    assert document is not None and document.url == "https://a.example/One"


@pytest.mark.parametrize("data", [b"", b" \n\0", b"<html></html>", b"<rss version='2.0'><channel/></rss>", b"<?xml"])
async def test_what_is_no_article_says_so_and_stores_nothing(adder: Adder, data: bytes) -> None:
    with pytest.raises(NewsError) as caught:
        await adder(data)
    assert str(caught.value).isprintable()
    assert adder.cache.find(Filter()).count == len(adder.cache.feeds()) == 0


async def test_an_address_with_nothing_behind_it_says_so(adder: Adder) -> None:
    with pytest.raises(FetchError, match="404"):
        await adder(adder.server.url("/missing"))
    adder.server.at["/"] = Reply(body=b"<html><body></body></html>")
    adder.server.at.pop("/feed")
    with pytest.raises(FeedError, match="neither a feed nor an article"):
        await adder(adder.server.url("/"))
    assert adder.cache.feeds() == []


@pytest.mark.parametrize(
    "source", ["/no/such/file", "nonsense", "javascript:alert(1)", "--help", "", "file:///etc/passwd"]
)
async def test_what_is_neither_file_nor_address_says_so(adder: Adder, source: str) -> None:
    with pytest.raises(PageError, match="neither a file nor a web address"):
        await adder(source)


async def test_a_name_of_a_file_is_taken_for_no_host(adder: Adder) -> None:
    with pytest.raises(PageError, match="there is no such file"):
        await adder("saved.html")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("localhost:8000/feed.xml", "http://localhost:8000/feed.xml"),
        ("192.168.1.20/blog", "http://192.168.1.20/blog"),
        ("example.org", "https://example.org"),
        ("news.example.org:8080/feed?x=1", "https://news.example.org:8080/feed?x=1"),
        ("feed:https://a.example/f", "https://a.example/f"),
        (" http://a.example/f ", "http://a.example/f"),
    ],
)
async def test_addresses_as_people_type_them(typed: str, address: str) -> None:
    assert web_address(typed) == address


async def test_a_password_is_kept_by_the_keyring_or_by_nobody(adder: Adder) -> None:
    with pytest.raises(NewsError) as caught:
        web_address("https://me:secret@a.example/feed")
    assert "keyring" in str(caught.value)
    assert "secret" not in str(caught.value)


STORY = "<html><head><title>%s</title></head><body><article><h1>%s</h1>%s<p>%s</p>%s</article></body></html>"
BOX = "<p>Our letter comes to you every morning.</p>"


async def test_a_split_article_is_joined_as_far_as_its_pages_can_be_had(adder: Adder) -> None:
    words = ["It rained in the harbour. ", "Then it snowed in the hills. ", "And then the sun came out. "]
    for number, said in enumerate(words, 1):
        link = f'<a rel="next" href="/rain?page={number + 1}">next</a>'
        page = STORY % ("Rain", "Rain", "", said * 20, link)
        adder.server.at[f"/rain?page={number}" if number > 1 else "/rain"] = Reply(body=page.encode())
    adder.server.at["/rain?page=4"] = Reply(status=500)
    [number] = (await adder(adder.server.url("/rain"))).articles
    document = adder.cache.document(number)
    assert document is not None
    assert [said in document.text for said in words] == [True, True, True]
    assert document.words == 20 * sum(len(said.split()) for said in words)
    assert document.next_page is None


async def test_what_a_hosts_pages_repeat_is_left_out_once_two_have_shown_it(adder: Adder) -> None:
    kept = []
    for name, said in (
        ("Rain", "It rained all day. "),
        ("Snow", "It snowed all night. "),
        ("Hail", "It hailed at noon. "),
    ):
        page = STORY % (name, name, "", said * 30, BOX)
        [number] = (await adder(page.encode(), url=f"https://example.org/{name}")).articles
        document = adder.cache.document(number)
        assert document is not None
        kept.append("letter" in document.text)
    assert kept == [True, True, False]


async def test_the_encoding_that_the_answer_names_is_the_pages(adder: Adder) -> None:
    page = STORY % ("Deszcz w maju", "Deszcz w maju", "", "Łódź płynęła powoli przez całą noc. " * 20, "")
    headers = {"Content-Type": "text/html; charset=iso-8859-2"}
    adder.server.at["/deszcz"] = Reply(body=page.encode("iso-8859-2"), headers=headers)
    [number] = (await adder(adder.server.url("/deszcz"))).articles
    document = adder.cache.document(number)
    assert document is not None
    assert "Łódź płynęła powoli" in document.text


async def test_a_page_whose_feed_gave_only_a_summary_completes_the_article(adder: Adder) -> None:
    url = adder.server.url("/page")
    adder.server.at["/page"] = Reply(body=(PAGE % "").encode())
    feed = (
        "<rss version='2.0'><channel><title>Wire</title><item><title>Talks resume in May</title>"
        f"<link>{url}</link><description>They talked.</description></item></channel></rss>"
    )
    adder.server.at["/wire"] = Reply(body=feed.encode())
    (article,) = (await adder(adder.server.url("/wire"))).articles
    added = await adder(url)
    assert (added.articles, added.known, added.completed) == ((), (article,), (article,))
    whole, given = adder.cache.document(article), adder.cache.original(article)
    assert whole and TEXT.strip() in whole.text and given and given.text == "They talked."
    assert (await adder(url)).completed == ()
