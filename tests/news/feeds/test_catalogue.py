"""The catalogue ships with the package and can be searched."""

from tui.news import clean
from tui.news.feeds import catalogue


def test_every_source_is_complete_and_has_an_address() -> None:
    assert len(catalogue.sources()) > 150
    assert len({source.url for source in catalogue.sources()}) == len(catalogue.sources())
    for source in catalogue.sources():
        assert source.name == clean.line(source.name) != ""
        assert clean.address(source.url) == source.url
        assert clean.address(source.site) == source.site
        assert source.topic in catalogue.topics()
        assert 2 <= len(source.language) <= 5


def test_words_find_sources_names_first() -> None:
    found = catalogue.search("bbc tech")
    assert found[0].name == "BBC Technology"
    assert {source.language for source in catalogue.search("world de")[:1]} == {"de"}, "not a name such as Monde"
    assert catalogue.search("qqqq") == []
    assert {source.topic for source in catalogue.search("", topic="world")} == {"world"}
    assert {source.language for source in catalogue.search("", language="en")} == {"en"}
