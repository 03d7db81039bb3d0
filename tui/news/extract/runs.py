"""Runs of text in one look, and how they become spans."""

from __future__ import annotations

from tui.news import clean
from tui.news.types import Block, Heading, Paragraph, Span, Spans, walk

Look = tuple[bool, bool, bool, str | None]
"""How text looks: strong, emphasis, code, and the address it links to."""
Run = tuple[str, Look]
"""Raw text and its look. Tuples: a Span for each run, and again in tidying, took a third of all the time here."""
PLAIN: Look = (False, False, False, None)


def joined(blocks: tuple[Block, ...]) -> Spans:
    """The words of blocks as one run, a blank between them; those of lists and quotations too."""
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        return blocks[0].spans
    runs = [block.spans for block in walk(blocks) if isinstance(block, Paragraph | Heading)]
    return tuple(span for number, spans in enumerate(runs) for span in ((Span(" "),) if number else ()) + spans)


def tidy(runs: list[Run]) -> Spans:
    """Runs as spans, blanks folded as a browser folds them, newlines that the author meant kept, equal looks joined."""
    if len(runs) == 1:
        text, look = runs[0]
        text = clean.line(text)
        return (Span(text, *look),) if text else ()
    whole = "".join([text for text, _ in runs])
    if whole[:1] != " " != whole[-1:] and clean.is_folded(whole):
        return _merged(runs)
    done: list[Run] = []
    end = "\n"
    last: Look | None = None
    for raw, look in runs:
        text = raw if raw == "\n" or clean.is_folded(raw) else _folded(raw)
        if end in " \n":
            if text == "\n" and end == " ":
                done[-1] = (done[-1][0].rstrip(" "), done[-1][1])
            elif text[:1] == " ":
                text = text[1:]
        if not text:
            continue
        end = text[-1]
        if look == last:
            done[-1] = (done[-1][0] + text, look)
        else:
            done.append((text, look))
            last = look
    return _trimmed(done)


def _merged(runs: list[Run]) -> Spans:
    """Runs in which no blank has to be folded as spans, as most paragraphs are: half the time."""
    spans: list[Span] = []
    words, last = "", PLAIN
    for text, look in runs:
        if look is last or look == last:
            words += text
        elif text:
            if words:
                spans.append(Span(words, *last))
            words, last = text, look
    if words:
        spans.append(Span(words, *last))
    return tuple(spans)


def _trimmed(runs: list[Run]) -> Spans:
    """Runs as spans, without blanks at the ends."""
    while runs and runs[-1][0].isspace():
        runs.pop()
    if not runs:
        return ()
    first = 0
    while runs[first][0].isspace():
        first += 1
    text, look = runs[first]
    runs[first] = text.lstrip(), look
    text, look = runs[-1]
    runs[-1] = text.rstrip(), look
    return tuple([Span(text, *look) for text, look in runs[first:] if text])


def _folded(raw: str) -> str:
    """A run of text in one line, cleaned; one blank stays at either end where there was one."""
    start, end = " " * raw[0].isspace(), " " * raw[-1].isspace()
    inner = clean.line(raw.strip() if start or end else raw)
    return f"{start}{inner}{end}" if inner else " "
