"""The command line from outside: words in; data, words and an exit code out."""

from __future__ import annotations

import json
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tui.__main__ import main
from tui.cli import output
from tui.cli.arguments import understand
from tui.news import guide
from tui.news.cache import Cache
from tui.news.feeds.catalogue import sources
from tui.news.types import FetchState

SENTENCE = "The river rose by a metre in the night, and the bridge at the mill was closed to all but walkers. "
PAGE = f"""<html lang="en"><head><title>River rises</title>
<meta property="article:published_time" content="2026-03-01T08:00:00+01:00"><meta name="keywords" content="river, mill">
</head><body><nav><a href="/">Home</a></nav><article><h1>River rises</h1>
<p>{SENTENCE * 2}</p><p>{SENTENCE * 3}</p><p>{SENTENCE * 2}</p></article></body></html>"""
FIELDS = "id url title authors published updated site section feed tags summary text figures links "
FIELDS += "credit language words read starred"

ROOT = Path(__file__).parents[2]
SEED = ROOT.parent / "shared" / "seeds" / "newsmax-kcna.txt"


class Newsread:
    """Runs commands on one library."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.library, self.capsys = folder / "library.db", capsys
        self.err = ""

    def __call__(self, *words: str, code: int = 0) -> str:
        assert main(["--library", str(self.library), *words]) == code
        out, self.err = self.capsys.readouterr()
        return out


@pytest.fixture
def newsread(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Newsread:
    monkeypatch.setenv("NEWSREAD_CONFIG", str(tmp_path / "config.toml"))
    (tmp_path / "config.toml").write_text("")
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    return Newsread(tmp_path, capsys)


@pytest.fixture
def guided(newsread: Newsread) -> Newsread:
    with Cache.open(newsread.library) as cache:
        assert guide.install(cache)
    return newsread


def test_a_saved_page_is_added_listed_and_shown(newsread: Newsread, tmp_path: Path) -> None:
    number = newsread("add", str(tmp_path / "page.html"), "--tag", "Water", "--url", "https://example.org/r").split()[0]
    assert "River rises" in newsread("list", "#water")
    assert newsread("list", "-#water") == ""
    assert "0 articles" in newsread.err
    [record] = json.loads(newsread("list", "--json"))
    assert " ".join(record) == FIELDS
    assert record["published"] == "2026-03-01T08:00:00+01:00"
    assert record["text"].startswith("The river rose")
    assert record == json.loads(newsread("show", number, "--format", "json"))
    assert newsread("show", "https://example.org/r", "--format", "markdown").startswith("# [River rises](https://")
    newsread("add", str(tmp_path / "page.html"), "--url", "https://example.org/r")
    assert "already" in newsread.err


def test_extract_prints_and_stores_nothing(newsread: Newsread, tmp_path: Path) -> None:
    record = json.loads(newsread("extract", str(tmp_path / "page.html"), "--format", "json"))
    assert " ".join(record) == FIELDS
    assert record["title"] == "River rises"
    assert record["id"] is None
    assert "Home" not in record["text"]
    assert not newsread.library.exists()


def test_extract_reads_several_sources_in_their_order(newsread: Newsread, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(
        "Snow\n\n" + "It snowed in the hills all night long, and the road is closed. " * 3
    )
    (tmp_path / "paper.txt").write_bytes(b"%PDF-1.7 words of a kind")
    (tmp_path / "lost.html").write_text("<title>404 Not Found</title><h1>Not found</h1><p>There is nothing here.</p>")
    names = [str(tmp_path / name) for name in ("note.txt", "lost.html", "page.html", "paper.txt", "none.html")]
    snow, river = json.loads(newsread("extract", *names, "--format", "json", code=1))
    assert (snow["title"], river["title"]) == ("Snow", "River rises")
    lines = newsread.err.splitlines()
    assert len(lines) == 3
    assert "an error page" in lines[0]
    assert "a binary file" in lines[1]
    text = newsread("extract", names[2], names[0])
    assert text.index("The river rose") < text.index("\n---\n") < text.index("It snowed")
    assert newsread.err == ""


@pytest.mark.parametrize("seed", [SEED] if SEED.exists() else [])
def test_a_page_saved_as_text_becomes_an_article(newsread: Newsread, seed: Path) -> None:
    newsread("add", str(seed))
    [record] = json.loads(newsread("list", '#kcna #"north korea"', "--json"))
    assert record["title"] == "KCNA: North Korea, China Commit to Bolster Ties in Beijing Talks"
    assert record["published"] == "2024-03-23T15:56:00-04:00"
    assert (record["site"], record["section"]) == ("Newsmax", "GlobalTalk")
    assert record["tags"] == ["kcna", "north korea", "korea", "china", "talks"]
    assert record["text"].count("\n\n") == 4
    assert record["text"].startswith("North Korean and Chinese officials met this week")
    assert record["text"].endswith("ties with foreign political parties.")
    extracted = json.loads(newsread("extract", str(seed), "--format", "json"))
    assert extracted["text"] == record["text"]


def test_tags_and_marks_change_what_the_filter_means(guided: Newsread) -> None:
    count = len(guided("list").splitlines())
    guided("mark", "read", "#keys")
    unread = len(guided("list", "is:unread").splitlines())
    assert 0 < unread < count
    guided("mark", "unread", "#keys")
    assert len(guided("list", "is:unread").splitlines()) == count
    guided("tag", "#filter", "+later", "-tags")
    assert len(guided("list", "#later -#tags").splitlines()) == 1
    labels = {one["term"]: one["count"] for one in json.loads(guided("tags", "--json"))}
    assert labels["#guide"] == count
    assert labels["#later"] == 1


def test_a_mark_needs_a_target(guided: Newsread) -> None:
    guided("mark", "read", "", code=1)
    assert "filter" in guided.err
    assert guided("list", "-is:unread") == ""


def test_the_guide_comes_once_and_only_into_an_empty_library(guided: Newsread) -> None:
    with Cache.open(guided.library) as cache:
        assert not guide.install(cache)
    assert len(guided("list").splitlines()) == 6
    assert len(guided("list", "-n", "2").splitlines()) == 2


def test_export_writes_a_new_file_and_never_over_one(guided: Newsread, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    guided("export", "json", "#guide", "-o", str(target))
    assert len(json.loads(target.read_text("utf-8"))) == 6
    guided("export", "markdown", "-o", str(target), code=1)
    assert len(json.loads(target.read_text("utf-8"))) == 6
    assert guided("export", "markdown", "#filter").startswith("# The filter as text")
    assert "<opml" in guided("export", "opml")


def test_feeds_of_a_list_are_followed(newsread: Newsread, tmp_path: Path) -> None:
    opml = '<opml version="2.0"><body><outline text="One" xmlUrl="https://one.example.org/feed"/></body></opml>'
    (tmp_path / "feeds.opml").write_text(opml, "utf-8")
    newsread("add", str(tmp_path / "feeds.opml"), "--tag", "w")
    [feed] = json.loads(newsread("feeds", "--json"))
    assert (feed["title"], feed["url"], feed["tags"]) == ("One", "https://one.example.org/feed", ["w"])
    assert "https://one.example.org/feed" in newsread("export", "opml")
    newsread("update", "nothing of that name", code=1)
    assert "no such feed" in newsread.err


def test_a_feed_is_renamed_filed_paused_left_and_taken_back(newsread: Newsread, tmp_path: Path) -> None:
    with Cache.open(newsread.library) as cache:
        for name in ("Morning Wire", "Evening Wire"):
            cache.add_feed(f"https://{name[:3].lower()}.example/feed", title=name)
    newsread("feed", "evening", "--title", "Late Wire", "--topic", "news", "--tag", "Night", "--pause", "--keep", "30")
    shown = newsread("feed", "late")
    for words in ("Late Wire", "https://eve.example/feed", "topic: news", "tags: night", "paused", "kept 30 days"):
        assert words in shown
    newsread("feed", "2", "--untag", "night", "--resume", "--keep", "0")
    assert "tags" not in (shown := newsread("feed", "2")) and "paused" not in shown and "for good" in shown
    newsread("leave", "wire", code=1)
    assert "several feeds are called that; name one by its number (2, 1)" in newsread.err
    newsread("leave", "https://mor.example/feed")
    assert "Morning" not in newsread("feeds")
    newsread("undo")
    assert "Morning Wire" in newsread("feeds")
    newsread("feed", "no such feed", code=1)
    newsread("feed", "1", "--keep", "soon", code=2)


def test_a_feed_gets_another_address_and_its_old_one_back(newsread: Newsread) -> None:
    with Cache.open(newsread.library) as cache:
        wire = cache.add_feed("https://old.example/feed", title="Wire")
        cache.add_feed("https://other.example/feed", title="Other")
        cache.set_fetch_state(wire.id, FetchState(etag='"1"', failures=9, error="404", gone=True))
    newsread("feed", "wire", "--address", "new.example/feed")
    assert "moved Wire to https://new.example/feed" in newsread.err
    with Cache.open(newsread.library) as cache:
        assert cache.feed(wire.id) == replace(wire, url="https://new.example/feed", typed=True)
        cache.set_fetch_state(wire.id, FetchState(etag='"2"'))
    newsread("feed", "wire", "--address", "https://other.example/feed", code=1)
    assert "another feed has this address" in newsread.err
    newsread("feed", "wire", "other", "--address", "https://x.example/", code=1)
    newsread("undo")
    with Cache.open(newsread.library) as cache:
        assert cache.feed(wire.id) == wire


def test_an_address_that_another_feed_took_meanwhile_stays_with_that_one(newsread: Newsread) -> None:
    with Cache.open(newsread.library) as cache:
        cache.add_feed("https://old.example/feed", title="Wire")
        newsread("feed", "wire", "--address", "https://new.example/feed")
        cache.add_feed("https://old.example/feed", title="Other")
    newsread("undo")
    assert [one["url"] for one in json.loads(newsread("feeds", "--json"))] == [
        "https://old.example/feed",
        "https://new.example/feed",
    ]


def test_the_catalogue_is_listed_by_words_topic_and_language(newsread: Newsread) -> None:
    every = newsread("catalogue").splitlines()
    source = sources()[0]
    assert len(every) == len(sources())
    assert every[0] == "\t".join((source.url, source.name, source.topic, source.language))
    some = newsread("catalogue", "--topic", source.topic, "--language", source.language).splitlines()
    assert 0 < len(some) < len(every) and all(line.endswith(f"{source.topic}\t{source.language}") for line in some)
    assert newsread("catalogue", *source.name.lower().split()).startswith(source.url)
    newsread("catalogue", "--topic", "knitting", code=1)
    assert source.topic in newsread.err
    assert newsread("catalogue", "qqqq") == "" and "any address" in newsread.err


def test_without_a_network_an_update_is_one_sentence(newsread: Newsread, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*where: object, **more: object) -> None:
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr("socket.getaddrinfo", nowhere)
    with Cache.open(newsread.library) as cache:
        for name in ("a", "b", "c"):
            cache.add_feed(f"https://{name}.example/feed", title=name)
    newsread("update", code=1)
    words = "none of 3 feeds could be reached; is this machine offline? The next update asks them again"
    assert newsread.err.splitlines() == [words]
    assert "     - a week  a  https://a.example/feed" in newsread("feeds")


def test_a_page_added_by_mistake_goes_and_comes_back_when_added_again(newsread: Newsread, tmp_path: Path) -> None:
    page = str(tmp_path / "page.html")
    newsread("add", page, "--tag", "mine")
    assert [one["title"] for one in json.loads(newsread("acts", "--json"))] == ["River rises", "River rises"]
    newsread("undo")
    newsread("undo")
    assert newsread.err == "undone: added 1 article: River rises\n"
    assert newsread("list") == ""
    newsread("undo", code=1)
    assert "nothing is left to take back" in newsread.err
    assert "River rises" in newsread("add", page)
    assert "River rises" in newsread("list")
    newsread("add", page)
    assert "article 1 was here already" in newsread.err


def test_a_tag_that_is_not_known_is_answered_with_the_one_that_was_meant(guided: Newsread) -> None:
    assert guided("list", "#keyz is:unread") == ""
    assert "#keys in the place of #keyz: 3, newsread list '#keys is:unread'" in guided.err
    assert "drop #keyz: 6, newsread list is:unread" in guided.err
    guided("list", "#keyz")
    assert guided.err.endswith("drop #keyz: 6, newsread list\n")


def test_a_bad_filter_is_shown_with_a_caret(guided: Newsread) -> None:
    assert guided("list", "(#a", code=2) == ""
    lines = guided.err.splitlines()
    assert lines[1] == "(#a"
    assert lines[2].strip() == "^"


@pytest.mark.parametrize(
    "words",
    [["list", "--sort", "oddly"], ["mark", "eaten", "1"], ["show"], ["config"], ["mark", "read"], ["list", "-n", "0"]],
)
def test_wrong_usage_is_2(newsread: Newsread, words: list[str]) -> None:
    newsread(*words, code=2)
    assert newsread.err.startswith("newsread: ")
    assert newsread.err.count("\n") == 1
    assert f"`newsread {words[0]} --help` says how" in newsread.err


def test_help_names_the_command_and_no_more(newsread: Newsread) -> None:
    assert newsread("list", "--help").startswith("usage: newsread list [-h]")


@pytest.mark.parametrize("words", [["show", "99"], ["add", "no such thing"], ["tag", "#guide", "x"], ["#guide"], []])
def test_what_cannot_be_done_is_said_in_one_line(guided: Newsread, words: list[str]) -> None:
    guided(*words, code=1)
    assert guided.err.startswith("newsread: ")
    assert guided.err.count("\n") == 1


def test_doctor_and_config_explain(guided: Newsread, tmp_path: Path) -> None:
    assert "articles: 6" in guided("doctor")
    assert "library = " in guided("config", "--show")
    (tmp_path / "config.toml").write_text("oddly = 1\n")
    guided("doctor", code=1)
    assert "oddly" in guided.err


def test_the_library_is_named_by_option_then_environment(
    guided: Newsread, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NEWSREAD_LIBRARY", str(guided.library))
    assert main(["list", "#filter"]) == 0
    assert "The filter as text" in capsys.readouterr().out


def test_a_file_of_another_program_is_refused(newsread: Newsread) -> None:
    newsread.library.write_text("not a library " * 100)
    newsread("list", code=1)
    assert newsread.err.startswith("newsread: ")


def test_demo_makes_a_library_and_spares_one(newsread: Newsread, tmp_path: Path) -> None:
    newsread("demo", "--articles", "5", "--feeds", "2", "--at", str(tmp_path / "demo.db"))
    newsread("demo", "--at", str(tmp_path / "demo.db"), code=1)
    newsread.library = tmp_path / "demo.db"
    assert len(newsread("list").splitlines()) == 5


FEED = """<rss version="2.0"><channel><title>River News</title><link>http://example.org/</link>
<item><title>Bridge open again</title><guid>1</guid><description>The bridge is open.</description></item>%s
</channel></rss>"""


class _Answers(BaseHTTPRequestHandler):
    """One feed, with as many articles more as it was asked before."""

    asked = 0

    def do_GET(self) -> None:
        more = "<item><title>Mill to reopen</title><guid>2</guid><description>In May.</description></item>"
        body = (FEED % (more if _Answers.asked else "")).encode()
        found = self.path == "/feed"
        _Answers.asked += found
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body) if found else 0))
        self.end_headers()
        self.wfile.write(body if found else b"")

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def feed() -> Iterator[str]:
    _Answers.asked = 0
    with ThreadingHTTPServer(("127.0.0.1", 0), _Answers) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/feed"
        server.shutdown()
        thread.join()


def test_a_feed_is_followed_and_updated(newsread: Newsread, feed: str) -> None:
    newsread("add", feed)
    assert "following River News" in newsread.err
    assert "Bridge open again" in newsread("list", "feed:river")
    newsread("update")
    assert "1 not due" in newsread.err
    newsread("update", "river", "--force")
    assert "River News: 1 new" in newsread.err
    newsread("update", "--force")
    assert "River News: unchanged" in newsread.err
    assert len(newsread("list").splitlines()) == 2
    assert "0.5 a week  River News" in newsread("feeds")


def test_the_users_command_gets_what_an_update_brought(newsread: Newsread, feed: str, tmp_path: Path) -> None:
    script = f"import sys; open({str(tmp_path / 'new.json')!r}, 'w').write(sys.stdin.read())"
    (tmp_path / "config.toml").write_text(f"update_hook = {json.dumps([sys.executable, '-c', script])}\n")
    newsread("add", feed)
    newsread("update", "--force")
    [record] = json.loads((tmp_path / "new.json").read_text("utf-8"))
    assert record["title"] == "Mill to reopen"
    assert record["feed"] == "River News"


def test_a_closed_pipe_is_no_failure(guided: Newsread) -> None:
    program = [sys.executable, "-m", "tui", "--library", str(guided.library), "list", "--json"]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as running:
        assert running.stdout and running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 0


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("updte", "did you mean update?"),
        ("help", "did you mean --help?"),
        ("volcano", "to look for the word"),
    ],
)
def test_a_mistyped_command_is_named(word: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([word]) == 2
    assert hint in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["--foo"], "there is no option --foo; to filter by it, write newsread -- '--foo'"),
        (["is:unread", "--libary", "x.db"], "there is no option --libary; did you mean --library?"),
        (["-V"], "there is no option -V"),
    ],
)
def test_an_option_that_there_is_not_is_no_filter(
    words: list[str], hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert hint in capsys.readouterr().err


def test_a_library_that_is_named_to_be_read_and_is_not_there_is_said(newsread: Newsread) -> None:
    newsread("list")
    assert "library.db: there was no library of this name; an empty one was made" in newsread.err
    newsread("list")
    assert newsread.err == "0 articles; `newsread add` brings some\n"


def test_options_may_follow_the_filter() -> None:
    told = understand(["is:unread", "-pause", "--library", "x.db", "-v", "--", "-x"])
    assert (told.filter, told.library, told.verbose) == (["is:unread", "-pause", "-x"], Path("x.db"), True)


def test_a_preview_lists_what_would_be_followed_and_keeps_nothing(newsread: Newsread, tmp_path: Path) -> None:
    lines = "".join(f'<outline text="{name}" xmlUrl="https://{name}.example/"/>' for name in ("one", "two"))
    (tmp_path / "list.opml").write_text(f"<opml><body><outline text='World'>{lines}</outline></body></opml>")
    told = newsread("add", str(tmp_path / "list.opml"), "--preview")
    assert told.splitlines() == ["https://one.example/\tone\tWorld", "https://two.example/\ttwo\tWorld"]
    assert json.loads(newsread("feeds", "--json")) == []


def test_a_long_list_ends_in_a_sum_and_what_is_here_already_is_one_line(newsread: Newsread, tmp_path: Path) -> None:
    lines = "".join(f'<outline text="{number}" xmlUrl="https://{number}.example/"/>' for number in range(3))
    (tmp_path / "list.opml").write_text(f"<opml><body>{lines}</body></opml>")
    newsread("add", str(tmp_path / "list.opml"))
    assert newsread.err.splitlines()[-1] == "3 feeds followed; `newsread update` brings their articles"
    items = "".join(f"<item><title>T{n}</title><link>https://a.example/{n}</link></item>" for n in range(9))
    (tmp_path / "feed.xml").write_text(f"<rss version='2.0'><channel><title>A</title>{items}</channel></rss>")
    newsread("add", str(tmp_path / "feed.xml"))
    newsread("add", str(tmp_path / "feed.xml"))
    assert newsread.err.splitlines() == ["9 articles were here already"]


def test_what_was_copied_can_be_added(newsread: Newsread, monkeypatch: pytest.MonkeyPatch) -> None:
    held = "<opml><body><outline text='One' xmlUrl='https://one.example/'/></body></opml>"
    code = f"import sys; sys.stdout.write({held!r})"
    monkeypatch.setattr("tui.news.clipboard.COMMANDS", ((sys.executable, "-c", code),))
    newsread("add", "--clipboard")
    assert [feed["title"] for feed in json.loads(newsread("feeds", "--json"))] == ["One"]


def test_a_library_of_an_older_newsread_is_renewed_and_listed(
    newsread: Newsread, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = Path(__file__).parents[1] / "data" / "library" / "version-1.sql"
    with closing(sqlite3.connect(newsread.library)) as connection:
        connection.executescript(script.read_text("utf-8"))
    monkeypatch.setattr(output, "SLOW", 0)
    assert "Trade résumé" in newsread("list", "is:read")
    assert newsread.err.splitlines()[0] == "newsread: keeping a copy of the library as it was ..."
    newsread("list")
    assert newsread.err == "", "once is enough"
