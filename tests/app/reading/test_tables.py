"""Tables: whole borders at every width, and room given to the columns that need it."""

import pytest
from rich.cells import cell_len

from tests.app.reading.pages import EVERYTHING
from tui.app.page.pieces import Run
from tui.app.page.tables import Grid, shares
from tui.news.cells import plain
from tui.news.types import Table


def grid(*rows: tuple[str, ...], headers: int = 1) -> Grid:
    return Grid(tuple(tuple((Run(plain(cell)),) for cell in row) for row in rows), headers)


TABLE = next(block for block in EVERYTHING if isinstance(block, Table))
CROSSINGS = grid(*(tuple("".join(span.text for span in cell) for cell in row) for row in TABLE.rows))


@pytest.mark.parametrize("width", range(20, 121, 7))
def test_every_line_is_equally_wide_and_its_borders_stand_in_line(width: int) -> None:
    lines = [line.text for line in CROSSINGS.lines(width)]
    assert len({cell_len(line) for line in lines}) == 1
    assert cell_len(lines[0]) <= width
    borders = {tuple(cell_len(line[:at]) for at, char in enumerate(line) if char in "│┼") for line in lines}
    assert len(borders) == 1


def test_figures_stand_flush_right_below_their_heading() -> None:
    lines = [line.text for line in grid(("Line", "Hours"), ("Bergen", "18"), ("Oslo", "7")).lines(40)]
    assert lines == ["Line   │ Hours", "───────┼──────", "Bergen │    18", "Oslo   │     7"]


def test_rows_are_parted_once_a_cell_takes_two_lines() -> None:
    lines = [line.text for line in grid(("A", "B"), ("u", "v"), ("one two", "x"), ("y", "z")).lines(11)]
    assert [set(line) <= set("─┼") for line in lines] == [False, True, False, False, False]
    lines = [line.text for line in grid(("A", "B"), ("u", "v"), ("one two three", "x"), ("y", "z")).lines(11)]
    assert [set(line) <= set("─┼") for line in lines] == [False, True, False, True, False, False, True, False]


def test_a_table_with_too_many_columns_is_set_row_by_row() -> None:
    wide = grid(tuple("ABCDEFGH"), tuple("12345678"), tuple("abcdefgh"))
    lines = [line.text for line in wide.lines(30)]
    assert lines[:4] == ["A:", "  1", "B:", "  2"]
    assert "─" * 30 in lines


@pytest.mark.parametrize(
    ("wanted", "least", "room", "given"),
    [
        ([5, 5], [3, 3], 20, [5, 5]),
        ([5, 50], [5, 9], 25, [5, 20]),
        ([40, 40], [4, 4], 20, [10, 10]),
        ([30, 30], [30, 30], 20, [10, 10]),
        ([40, 5, 40], [11, 5, 12], 22, [8, 5, 9]),
    ],
)
def test_cells_are_shared_out(wanted: list[int], least: list[int], room: int, given: list[int]) -> None:
    assert shares(wanted, least, room) == given


def test_a_short_cell_is_not_broken_where_a_long_one_must_be() -> None:
    assert shares([12, 90, 6], [6, 11, 6], 60) == [12, 42, 6]
    assert shares([30, 90], [5, 5], 50) == [25, 25]
