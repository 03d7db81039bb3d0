"""Breaking lines: nothing lost, nothing too wide, and never in the wrong place."""

from tui.app.page.pieces import Look, Run, Tone
from tui.app.page.wrap import is_right_to_left, wrap


def test_looks_and_places_survive_the_breaking() -> None:
    strong = Look(strong=True)
    lines = wrap((Run("one two "), Run("three four", strong), Run(" five")), 9)
    assert [[(piece.text, piece.look.strong, piece.at) for piece in line.pieces] for line in lines] == [
        [("one two", False, 0)],
        [("three", True, 8)],
        [("four", True, 14), (" five", False, 18)],
    ]


def test_text_that_runs_from_right_to_left_stands_at_the_right() -> None:
    line = next(wrap((Run("שלום"),), 10))
    assert line.text == " " * 6 + "שלום"
    assert is_right_to_left("1. שלום hello")
    assert not is_right_to_left("hello שלום")


def test_a_run_may_be_empty() -> None:
    assert [line.text for line in wrap((Run(""), Run("a", Look(Tone.LINK)), Run("")), 5)] == ["a"]
