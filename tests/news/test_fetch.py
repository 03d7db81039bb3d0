"""The network: polite when all goes well, one line when it does not."""

import asyncio
import hashlib
import ssl
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import httpx
import pytest

from tests.server import HOSTILE, Reply, Request, Server, bomb, in_turn, packed, validated
from tui import __version__
from tui.news.errors import FetchError
from tui.news.fetch import Fetcher, HostPaused, Limits, Response, asking, credentials, from_keyring, visit
from tui.news.fetch.address import is_public, redact, same_place
from tui.news.fetch.transport import connect
from tui.news.types import FetchState

FREE = Limits(spacing=0.0)
IMPATIENT = Limits(connect=0.5, whole=0.6, spacing=0.0)
"""For servers that never come to an end; an honest one may take longer on a busy machine."""
ETAG, MODIFIED = 'W/"\xe9t\xe9 , 1"', "Sat,  23 Mar 2024 15:56:00 GMT"


def fetcher(limits: Limits = FREE) -> Fetcher:
    return Fetcher(limits=limits, credentials=lambda host: None)


async def test_a_body_arrives_with_its_hash() -> None:
    async with Server() as server:
        server.at["/feed"] = packed(b"<rss/>")
        response = await fetcher().get(server.url("/feed"), trusted=True)
    assert (response.status, response.body, response.ok) == (200, b"<rss/>", True)
    assert response.body_hash == hashlib.sha256(b"<rss/>").hexdigest()
    assert response.moved_to is None


async def test_what_is_sent_is_what_is_needed_and_nothing_more() -> None:
    async with Server() as server:
        server.at["/feed"] = Reply(headers={"Set-Cookie": "a=b"})
        get = fetcher()
        for _ in range(2):
            await get.get(server.url("/feed?x=1"), trusted=True)
        await get.get(server.url("/feed"), trusted=True)
    names = [name for name, _ in server.requests[-1].headers]
    assert sorted(names) == ["accept", "accept-encoding", "connection", "host", "user-agent"]
    assert server.requests[-1].header("user-agent") == f"newsread/{__version__}".encode()
    assert server.requests[-1].header("accept-encoding") == b"gzip"


async def test_a_hundred_visits_are_one_request_and_ninety_nine_conditional_ones_byte_for_byte() -> None:
    async with Server() as server:
        server.at["/feed"] = validated(b"<rss/>", ETAG, MODIFIED)
        get, state = fetcher(), FetchState()
        for visit in range(100):
            response = await get.get(server.url("/feed"), state=state, trusted=True)
            assert response.not_modified == (visit > 0)
            state = replace(state, etag=response.headers["etag"], modified=response.headers["last-modified"])
    conditional = [request for request in server.requests if request.header("if-none-match")]
    assert (len(server.requests), len(conditional)) == (100, 99)
    for request in conditional:
        assert request.header("if-none-match") == ETAG.encode("latin-1")
        assert request.header("if-modified-since") == MODIFIED.encode("latin-1")


@pytest.mark.parametrize("name", sorted(HOSTILE))
async def test_a_hostile_server_is_one_line(name: str) -> None:
    async with Server() as server:
        server.at["/feed"] = HOSTILE[name]
        with pytest.raises(FetchError) as caught:
            await fetcher(IMPATIENT).get(server.url("/feed"), trusted=True)
    assert "\n" not in str(caught.value)
    assert str(caught.value).isprintable()


async def test_a_bomb_stops_at_the_limit() -> None:
    async with Server() as server:
        server.at["/feed"] = bomb()
        with pytest.raises(FetchError, match="larger than 16 MB"):
            await fetcher().get(server.url("/feed"), trusted=True)


async def test_honest_feeds_finish_beside_hostile_ones() -> None:
    limits = Limits(connect=2.0, whole=2.0, spacing=0.0, per_host=2)
    async with Server() as server:
        server.at["/feed"] = Reply(body=b"<rss/>")
        server.at |= {f"/{name.replace(' ', '-')}": answer for name, answer in HOSTILE.items()}
        get = fetcher(limits)
        paths = [path for path in server.at if path != "/feed"] + ["/feed"] * 100
        visits = [
            get.get(server.url(path, host=f"127.1.{number // 250}.{number % 250 + 1}"), trusted=True)
            for number, path in enumerate(paths)
        ]
        ended = await asyncio.gather(*visits, return_exceptions=True)
    good = [one for one in ended if isinstance(one, Response)]
    assert (len(good), {one.body for one in good}) == (100, {b"<rss/>"})
    assert all(isinstance(one, Response | FetchError) for one in ended)


async def test_redirects_are_followed_to_a_bound() -> None:
    async with Server() as server:
        server.at["/a"] = Reply(301, headers={"Location": "/b"})
        server.at["/b"] = Reply(308, headers={"Location": "/c#top"})
        server.at["/c"] = Reply(body=b"here")
        server.at["/t"] = Reply(302, headers={"Location": "/a"})
        server.at["/loop"] = Reply(301, headers={"Location": "/loop"})
        moved = await fetcher().get(server.url("/a"), trusted=True)
        lent = await fetcher().get(server.url("/t"), trusted=True)
        with pytest.raises(FetchError, match="more than 5 times"):
            await fetcher().get(server.url("/loop"), trusted=True)
    assert (moved.body, moved.moved_to, moved.url) == (b"here", server.url("/c"), server.url("/c"))
    assert (lent.body, lent.moved_to) == (b"here", None)
    assert len(server.asked("/loop")) == 6


async def test_an_address_that_content_chose_never_reaches_this_machine() -> None:
    async with Server() as inside, Server() as outside:
        outside.at["/to-inside"] = Reply(302, headers={"Location": inside.url("/secret")})
        with pytest.raises(FetchError, match="on this machine or network; `newsread add` it"):
            await fetcher().get(outside.url("/to-inside"), trusted=True)
        for host in ("127.0.0.1", "localhost", "0.0.0.0", "[::1]", "2130706433", "0x7f.1", "127.1"):
            with pytest.raises(FetchError):
                await fetcher().get(f"http://{host}:{inside.port}/secret", trusted=False)
    assert inside.requests == []


async def test_a_name_that_points_inside_is_refused_where_it_connects(monkeypatch: pytest.MonkeyPatch) -> None:
    loop = asyncio.get_running_loop()
    asked = []

    async def resolve(host: str, port: int, **kind: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(2, 1, 6, "", ("10.0.0.7", port)), (10, 1, 6, "", ("fe80::1", port, 0, 2))]

    monkeypatch.setattr(loop, "getaddrinfo", resolve)
    with pytest.raises(FetchError, match="on this machine or network; `newsread add` it"):
        await fetcher().get("http://rebound.example/", trusted=False)
    assert asked == ["rebound.example"]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d822", True),
        ("2002:7f00:1::", False),
        ("no address", False),
    ],
)
def test_what_is_public(address: str, public: bool) -> None:
    assert is_public(address) is public


async def test_one_host_is_visited_one_second_apart_and_two_at_once() -> None:
    limits = Limits(spacing=0.1, per_host=2)
    async with Server() as server:
        server.at["/slow"] = Reply(delay=0.35)
        get = fetcher(limits)
        await asyncio.gather(*(get.get(server.url("/slow"), trusted=True) for _ in range(4)))
    times = [request.when for request in server.requests]
    assert times[1] - times[0] >= 0.09
    assert times[2] - times[0] >= 0.34, "the third waits for a place"


async def test_programs_on_one_library_keep_their_distance_to_a_host_together(tmp_path: Path) -> None:
    library, limits = tmp_path / "library.db", Limits(spacing=0.1)
    async with Server() as server:
        server.at["/feed"] = Reply()
        programs = [Fetcher(limits=limits, credentials=lambda host: None, library=library) for _ in range(3)]
        await asyncio.gather(*(one.get(server.url("/feed"), trusted=True) for one in programs for _ in range(2)))
        alone = Fetcher(limits=limits, credentials=lambda host: None, library=tmp_path / "no folder" / "library.db")
        assert (await alone.get(server.url("/feed"), trusted=True)).ok
    times = sorted(request.when for request in server.requests)
    assert all(later - earlier >= 0.08 for earlier, later in pairwise(times[:6])), times


async def test_a_paused_host_is_not_asked() -> None:
    async with Server() as server:
        server.at["/feed"] = Reply()
        get = fetcher()
        get.manners.pause("127.0.0.1", 600)
        with pytest.raises(HostPaused, match="10 min"):
            await get.get(server.url("/feed"), trusted=True)
        assert server.requests == []
        assert (await get.get(server.url("/feed", host="127.0.0.2"), trusted=True)).ok


async def test_passwords_go_to_their_host_and_into_no_error() -> None:
    async with Server() as server, Server() as other:
        server.at["/feed"] = Reply(302, headers={"Location": other.url("/else", host="127.0.0.2")})
        server.at["/locked"] = in_turn(Reply(401), Reply(body=b"open"))
        url = server.url("/feed").replace("http://", "http://me:s%C3%A9cret@")
        with pytest.raises(FetchError) as caught:
            await Fetcher(limits=FREE).get(url, trusted=True)
        asked = Fetcher(limits=FREE, credentials=lambda host: ("me", "secret") if host == "127.0.0.1" else None)
        response = await asked.get(server.url("/locked"), trusted=True)
    assert "secret" not in str(caught.value) and "s%C3" not in str(caught.value)
    assert server.requests[0].header("authorization") == b"Basic bWU6c8OpY3JldA=="
    assert b"me:" not in server.requests[0].raw
    assert response.body == b"open"
    assert server.asked("/locked")[0].header("authorization") is None
    assert server.asked("/locked")[1].header("authorization") == b"Basic bWU6c2VjcmV0"
    assert other.requests == []


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "javascript:alert(1)", "ftp://h/x", "-o http://x", "http://", ""]
)
async def test_only_web_addresses_are_fetched(url: str) -> None:
    with pytest.raises(FetchError, match="only http and https"):
        await fetcher().get(url, trusted=True)


async def test_an_app_can_bring_its_own_transport() -> None:
    transport = httpx.MockTransport(lambda request: httpx.Response(404))
    response = await Fetcher(transport, limits=FREE).get("https://example.org/feed", trusted=False)
    with pytest.raises(FetchError, match="404 Not Found: there is nothing") as caught:
        response.checked()
    assert caught.value.status == 404


async def test_a_refused_connection_says_so() -> None:
    async with Server() as server:
        pass
    with pytest.raises(FetchError, match="refused"):
        await fetcher().get(server.url(), trusted=True)


async def test_an_address_that_does_not_answer_leaves_time_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    loop = asyncio.get_running_loop()

    async def resolve(host: str, port: int, **kind: object) -> list[tuple[object, ...]]:
        return [(2, 1, 6, "", ("127.0.0.9", 1)), (2, 1, 6, "", ("127.0.0.1", port))]

    async with Server() as server:
        monkeypatch.setattr(loop, "getaddrinfo", resolve)
        monkeypatch.setattr("tui.news.fetch.transport.is_public", lambda address: True)
        found = await connect("two.example", server.port, None, public_only=True, timeout=1.0)
        assert found.writer.get_extra_info("peername")[0] in ("127.0.0.9", "127.0.0.1")
        found.close()


def test_the_same_place() -> None:
    assert same_place("http://h/a", "http://h:80/b")
    assert same_place("http://h/a", "https://h/b")
    assert not same_place("http://h:8080/a", "http://h/a")
    assert not same_place("https://h/a", "http://h/a")
    assert not same_place("http://h/a", "http://i/a")


def test_an_address_is_shown_without_its_secrets() -> None:
    assert redact("https://me:secret@h.example:8/a?b#c") == "https://h.example:8/a?b#c"
    assert "secret" not in redact("https://me:secret@[h/")


async def test_waiting_for_ones_turn_counts_but_never_takes_all_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    granted: list[float] = []

    async def once(transport: object, url: str, *more: object) -> Response:
        granted.append(cast(float, more[3]))
        await asyncio.sleep(0.1)
        return Response(200, url, {})

    monkeypatch.setattr(visit, "once", once)
    fetcher = Fetcher(limits=Limits(whole=30.0, waiting=0.005, connections=1, spacing=0.0))
    await asyncio.gather(*(fetcher.get(f"https://h{number}.example/", trusted=True) for number in range(4)))
    assert granted[0] > granted[1] > granted[2] >= 29.85
    assert granted[1] < 29.95, "0.1 s were spent waiting"
    assert granted[3] == 29.85


async def test_a_secure_connection_that_fails_says_why() -> None:
    """A server that speaks plain HTTP where TLS is expected."""

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(speak, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(FetchError, match="the secure connection failed"):
            await fetcher().get(f"https://127.0.0.1:{port}/feed", trusted=True)


UNTRUSTED = ssl.SSLCertVerificationError("certificate verify failed")
UNTRUSTED.verify_message = "self-signed certificate"


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (OSError("[Errno -2] Name or service not known"), "this host is not known; check the address"),
        (httpx.ReadError("peer closed connection"), "the answer was cut off"),
        (httpx.ConnectError(""), "the connection failed"),
        (httpx.ConnectTimeout("late"), "it did not answer within"),
        (UNTRUSTED, "its certificate is not valid: self-signed certificate"),
        (OSError(113, "No route to host"), "the connection failed: [Errno 113] No route to host"),
    ],
)
async def test_every_fault_of_the_network_has_words(fault: Exception, words: str) -> None:
    def broken(request: httpx.Request) -> httpx.Response:
        raise fault

    with pytest.raises(FetchError) as told:
        await Fetcher(httpx.MockTransport(broken), credentials=lambda host: None).get(
            "https://a.example/", trusted=False
        )
    assert words in str(told.value)


async def test_credentials_come_from_a_command_or_not_at_all() -> None:
    script = "import sys; print('ann'); print('pass of ' + sys.argv[1])"
    asked = asking([sys.executable, "-c", script])
    assert asked("a.example") == ("ann", "pass of a.example")
    assert asking([sys.executable, "-c", "raise SystemExit(1)"])("a.example") is None
    assert asking([sys.executable, "-c", "print('only a name')"])("a.example") is None
    with pytest.raises(FetchError, match="the password command of the config does not run"):
        asking(["/no/such/command"])("a.example")


def test_the_keyring_is_asked_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    class KeyringError(Exception):
        """As the package has it."""

    kept: dict[str, tuple[str, str]] = {}
    locked = False

    def get(service: str, name: str | None) -> SimpleNamespace | None:
        if locked:
            raise KeyringError
        return SimpleNamespace(username=kept[service][0], password=kept[service][1]) if service in kept else None

    def put(service: str, name: str, password: str) -> None:
        if locked:
            raise KeyringError
        kept[service] = (name, password)

    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_credential=get, set_password=put))
    monkeypatch.setitem(sys.modules, "keyring.errors", SimpleNamespace(KeyringError=KeyringError))
    assert from_keyring("a.example") is None
    credentials.keep("a.example", "ann", "secret")
    assert from_keyring("a.example") == ("ann", "secret")
    locked = True
    assert from_keyring("a.example") is None
    with pytest.raises(FetchError, match="newsread keeps none itself"):
        credentials.keep("a.example", "ann", "secret")
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert from_keyring("a.example") is None
    with pytest.raises(FetchError, match="newsread keeps none itself"):
        credentials.keep("a.example", "ann", "secret")


@pytest.mark.parametrize(
    ("head", "etag"),
    [
        (b'ETag: "x"\r\n Folded: y\r\n\r\n', '"x" Folded: y'),
        (b'ETag:"\x01" \r\n\r\n', '"\x01"'),
        (b"no field\r\n\r\n", None),
        (b'ETag : "x"\r\n\r\n', None),
        (b'ETag: "x', None),
    ],
)
async def test_an_odd_304_is_judged_as_any_other_answer(head: bytes, etag: str | None) -> None:
    async def play(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 304 Not Modified\r\n" + head)
        await writer.drain()

    async with Server() as server:
        server.at["/feed"] = play
        if etag is None:
            with pytest.raises(FetchError):
                await fetcher().get(server.url("/feed"), trusted=True)
        else:
            response = await fetcher().get(server.url("/feed"), trusted=True)
            assert (response.not_modified, response.headers) == (True, {"etag": etag})


async def test_a_304_in_pieces_is_one_all_the_same() -> None:
    async def play(request: Request, writer: asyncio.StreamWriter) -> None:
        for piece in (b"HTTP/1.1 304 ", b"Not Modified\r\nET", b'ag: "\xe9"\r\n', b"\r\n"):
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0.01)

    async with Server() as server:
        server.at |= {"/pieces": play, "/whole": Reply(304, headers={"Etag": '"\xe9"'})}
        pieces = await fetcher().get(server.url("/pieces"), trusted=True)
        whole = await fetcher().get(server.url("/whole"), trusted=True)
    assert pieces.not_modified and pieces.headers["etag"] == whole.headers["etag"] == '"\xe9"'


@pytest.mark.parametrize("etag", ['"a\r\nX-Evil: 1"', '"a\0"'])
async def test_a_validator_never_becomes_a_header_of_its_own(etag: str) -> None:
    async with Server() as server:
        with pytest.raises(FetchError):
            await fetcher().get(server.url("/feed"), state=FetchState(etag=etag), trusted=True)
        assert server.requests == []
