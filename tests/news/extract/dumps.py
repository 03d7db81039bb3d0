"""Pages as programs save them as text: everything that shows, menus and footers too, in several shapes.

Made at run time from saved pages whose text is known, found beside the repository; nothing of them is kept here.
"""

from __future__ import annotations

import gzip
import json
import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

PAGES = Path(__file__).resolve().parents[4] / "shared" / "extraction"
_HIDDEN = {
    "script", "style", "noscript", "template", "svg", "head", "iframe", "select", "textarea", "video", "audio",
    "object",
}  # fmt: skip
_APART = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "figure", "table", "pre", "hr", "form"}
_BLOCKS = _APART | {
    "div", "section", "article", "main", "header", "footer", "nav", "aside", "li", "dl", "dt", "dd", "tr", "address",
    "figcaption",
}  # fmt: skip

Line = tuple[str, str]
"""The element that a line stands in, and its words; no words where a gap is."""


def lines_of(html: bytes) -> list[Line]:
    """What a page shows, line by line, as a browser's `innerText` has it."""
    tree = LexborHTMLParser(html)
    found: list[Line] = []
    run: list[str] = []

    def end(tag: str, gap: bool) -> None:
        words = " ".join("".join(run).split())
        run.clear()
        if words:
            found.append((tag, words))
        if gap and found and found[-1][1]:
            found.append((tag, ""))

    def walk(node: LexborNode, holder: str) -> None:
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "-text":
                run.append(child.text_content or "")
            elif tag == "br":
                end(holder, False)
            elif tag in _BLOCKS:
                end(holder, tag in _APART)
                walk(child, tag if tag in _APART or tag == "li" else holder)
                end(tag, tag in _APART)
            elif tag not in _HIDDEN and not tag.startswith("-") and "hidden" not in child.attributes:
                run.append(" " if tag in ("td", "th", "button", "label") else "")
                walk(child, holder)

    if tree.body:
        walk(tree.body, "body")
        end("body", False)
    return found


def as_shown(lines: list[Line]) -> str:
    """A browser's selection, pasted."""
    return "\n".join(words for _, words in lines)


def as_lines(lines: list[Line]) -> str:
    """One line each, without a gap anywhere."""
    return "\n".join(words for _, words in lines if words)


def as_paragraphs(lines: list[Line]) -> str:
    """A gap after every line, with the line ends of Windows."""
    return "\r\n\r\n".join(words for _, words in lines if words) + "\r\n"


def as_wrapped(lines: list[Line]) -> str:
    """As text browsers print it: 72 columns, indented, lists with bullets."""
    printed: list[str] = []
    for tag, words in lines:
        bullet = "     * " if tag == "li" else "   "
        printed += textwrap.wrap(words, 72, initial_indent=bullet, subsequent_indent=" " * len(bullet)) or [""]
    return "\n".join(printed)


def as_markdown(lines: list[Line]) -> str:
    """As converters to Markdown write it."""
    marks = {"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### ", "li": "- ", "blockquote": "> "}
    return "\n".join(marks.get(tag, "") + words + ("\n" if tag != "li" else "") for tag, words in lines if words)


def as_mail(lines: list[Line]) -> str:
    """As forwarded by mail: short lines, all of them quoted."""
    printed = [part for _, words in lines for part in textwrap.wrap(words, 66) or [""]]
    return "\n".join(f"> {line}".rstrip() for line in printed)


def as_underlined(lines: list[Line]) -> str:
    """Headings underlined, items with dots, a drawn rule wherever a gap is."""
    printed: list[str] = []
    for tag, words in lines:
        printed.append(f"  • {words}" if tag == "li" and words else words or "-" * 40)
        if tag in ("h1", "h2", "h3") and words:
            printed.append("=" * min(60, len(words)))
    return "\n".join(printed)


def as_printed(lines: list[Line]) -> str:
    """As a browser prints: 90 columns, and every 60 lines the page's foot and the next one's head."""
    printed = [part for _, words in lines for part in textwrap.wrap(words, 90) or [""]]
    sheets = [printed[at : at + 60] for at in range(0, len(printed), 60)]
    return "\f".join(
        "\n".join([*sheet, "", f"https://example.org/news/1 {number}/{len(sheets)}", "23/03/2024, 15:56", ""])
        for number, sheet in enumerate(sheets, 1)
    )


SHAPES: tuple[Callable[[list[Line]], str], ...] = (
    as_shown,
    as_lines,
    as_paragraphs,
    as_wrapped,
    as_markdown,
    as_mail,
    as_underlined,
    as_printed,
)


def pages(name: str) -> Iterator[tuple[str, bytes, str]]:
    """The pages of a set by id: their bytes and the text that is known to be the article's; none where it is absent."""
    truth = PAGES / name / "truth.json"
    if truth.exists():
        for key, known in sorted(json.loads(truth.read_text("utf-8"))["pages"].items()):
            yield key, gzip.decompress((PAGES / name / "pages" / f"{key}.html.gz").read_bytes()), known["text"]


def agreement(known: str, found: str) -> tuple[float, float]:
    """Precision and recall of a text by its runs of four words (scrapinghub/article-extraction-benchmark)."""
    true, ours = _shingles(known), _shingles(found)
    both = sum((true & ours).values())
    return both / max(1, sum(ours.values())), both / max(1, sum(true.values()))


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))
