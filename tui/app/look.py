"""What the list looks like in this theme on this terminal, noted for the first page of the next start."""

from __future__ import annotations

from rich.color import ColorSystem
from rich.style import Style

from tui.app.rows import ASCII
from tui.app.widgets.article_list import ArticleList
from tui.first_page import terminal

_SYSTEMS = {"standard": ColorSystem.STANDARD, "256": ColorSystem.EIGHT_BIT, "truecolor": ColorSystem.TRUECOLOR}


def noted(articles: ArticleList, bar: Style, columns: int) -> str:
    """Escapes by name, one a line, as `tui.first_page` reads them; `columns` as `tui.app.first` has them."""
    system = _SYSTEMS.get(articles.app.console.color_system or "")
    look = {"terminal": terminal(), "bar": _escape(bar, system)}
    look |= {name: _escape(style, system) for name, style in articles.looks().items()}
    look |= {"dense": "1" * articles.dense, "ascii": "1" * (articles.marks is ASCII), "columns": str(columns)}
    return "\n".join(f"{name}={value}" for name, value in look.items())


def _escape(style: Style, system: ColorSystem | None) -> str:
    """What turns a style on."""
    return style.render("x", color_system=system).partition("x")[0]
