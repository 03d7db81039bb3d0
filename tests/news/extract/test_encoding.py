"""Pages in any bytes come out as the words that were meant."""

from __future__ import annotations

import pytest

from tui.news.extract import extract
from tui.news.extract.encoding import as_utf8

WORDS = {
    "ja": "昨日の夜から今日の朝にかけて、港では雨が降っていました。船は出ませんでした。",
    "zh": "昨天晚上到今天早上，港口一直在下雨，船都没有出去，人们在家里等着。",
    "tw": "昨天晚上到今天早上，港口一直在下雨，船都沒有出去，人們在家裡等著。",
    "ko": "어제 밤부터 오늘 아침까지 항구에는 비가 내렸고 배는 나가지 않았다고 한다.",
    "ru": "Всю ночь до самого утра в гавани шёл дождь, и корабли не выходили в море.",
    "de": "Über Nacht regnete es im Hafen, und größere Schiffe fuhren nicht aus.",
}


@pytest.mark.parametrize(
    ("page", "charset", "words"),
    [
        ("café".encode(), None, "café"),
        ("café".encode(), "iso-8859-1", "café"),
        (b"\xef\xbb\xbf" + "café".encode(), "cp1252", "café"),
        (b"\xff\xfe" + "café".encode("utf-16-le"), None, "café"),
        (b"\xfe\xff" + "café".encode("utf-16-be"), None, "café"),
        ("„café“ €".encode("cp1252"), None, "„café“ €"),
        ("„café“ €".encode("cp1252"), "ISO-8859-1", "„café“ €"),
        ("привет".encode("cp1251"), "windows-1251", "привет"),
        ("東京".encode("euc-jp"), "euc-jp", "東京"),
        ("café".encode("cp1252"), "no-such-charset", "café"),
        ("café".encode("cp1252"), "base64", "café"),
        (b"", None, ""),
        ("<p>hello there".encode("utf-16-le"), None, "<p>hello there"),
        ("<p>hello there".encode("utf-16-be"), None, "<p>hello there"),
        (WORDS["ja"].encode("cp932"), None, WORDS["ja"]),
        (WORDS["ja"].encode("euc-jp"), "iso-8859-1", WORDS["ja"]),
        (WORDS["zh"].encode("gb18030"), None, WORDS["zh"]),
        (WORDS["tw"].encode("big5"), "utf-8", WORDS["tw"]),
        (WORDS["ko"].encode("cp949"), None, WORDS["ko"]),
        (WORDS["ru"].encode("cp1251"), "iso-8859-1", WORDS["ru"]),
        (WORDS["ru"].encode("koi8-r"), None, WORDS["ru"]),
        (WORDS["ru"].encode("koi8-r"), "koi8-r", WORDS["ru"]),
        (WORDS["ru"].encode()[:-2], "windows-1251", WORDS["ru"][:-2] + "\ufffd"),
        (("<p>" + WORDS["de"]).encode("cp1252"), "latin1", "<p>" + WORDS["de"]),
    ],
)
def test_bytes_are_read_as_browsers_read_them(page: bytes, charset: str | None, words: str) -> None:
    assert as_utf8(page, charset).decode() == words


def test_the_page_itself_may_declare_its_encoding() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><title>привет</title>'
    assert extract(page.encode("cp1251")).title == "привет"


def test_the_header_goes_before_the_declaration_in_the_page() -> None:
    page = '<meta charset="euc-jp"><title>привет</title>'
    assert extract(page.encode("cp1251"), charset="windows-1251").title == "привет"
