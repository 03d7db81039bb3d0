"""The scorer of the benchmark: what its figures mean."""

import pytest

from tests.benchmarks.pages import Page, compare, f1


@pytest.mark.parametrize(
    ("said", "precision", "recall", "exact"),
    [
        ("one two, three four five", 1.0, 1.0, True),
        ("one two three four", 1.0, 0.5, False),
        ("zero one two three four five", 2 / 3, 1.0, False),
        ("something else", 0.0, 0.0, False),
        ("", None, 0.0, False),
    ],
)
def test_shingles_that_agree(said: str, precision: float | None, recall: float, exact: bool) -> None:
    score = compare(Page("1", "", "host", b"", {"text": "One two three four five".lower()}), said)
    assert (score.precision, score.recall, score.exact) == (precision, recall, exact)


def test_the_figure_of_a_set_is_made_of_means() -> None:
    page = Page("1", "", "host", b"", {"text": "one two three four five"})
    assert f1([compare(page, "one two three four five"), compare(page, "one two three four")]) == pytest.approx(6 / 7)
