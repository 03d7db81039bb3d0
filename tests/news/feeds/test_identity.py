"""What an article is known by."""

import pytest

from tui.news.feeds.identity import canonical, keys


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/x?id=1",
        "http://A.example:80/x?id=1#comments",
        "https://a.example:443/x?utm_source=rss&id=1&fbclid=abc",
        "https://a.example./x?id=1&UTM_Campaign=z",
    ],
)
def test_addresses_of_one_page_are_one(url: str) -> None:
    assert canonical(url) == "https://a.example/x?id=1"


@pytest.mark.parametrize("url", ["https://a.example/x?id=2", "https://a.example/X?id=1", "https://b.example/x?id=1"])
def test_addresses_of_other_pages_are_others(url: str) -> None:
    assert canonical(url) != canonical("https://a.example/x?id=1")


def test_the_guid_is_the_key_where_it_is_unique() -> None:
    assert keys([("1", "http://a.example/", "T", ""), ("2", "http://a.example/", "T", "")]) == ["guid:1", "guid:2"]


def test_a_guid_that_flips_its_scheme_is_the_same() -> None:
    assert keys([("http://a.example/1", None, "", "")]) == keys([("https://a.example/1", None, "", "")])


def test_where_guids_repeat_the_link_is_the_key_and_where_links_repeat_the_words_are() -> None:
    first, second, third, fourth = keys(
        [
            ("1", "http://a.example/1", "A", ""),
            ("1", "http://a.example/2", "B", ""),
            ("1", "http://a.example/3", "C", "x"),
            ("", "http://a.example/3", "C", "y"),
        ]
    )
    assert (first, second) == ("link:https://a.example/1", "link:https://a.example/2")
    assert third.startswith("hash:") and fourth.startswith("hash:") and third != fourth
