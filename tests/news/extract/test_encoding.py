"""Pages in any bytes come out as the words that were meant."""

from __future__ import annotations

import pytest

from tui.news.extract import extract
from tui.news.extract.encoding import as_utf8


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
