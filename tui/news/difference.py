"""What a publisher changed in an article, word by word, marked as wdiff does: [-gone-] {+new+}.

Paragraphs are compared first, and words only within those that differ: comparing words at once takes seconds for an
article of 5,000. Pure; for a long article it belongs in a thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from tui.news.types import Block, Document, Heading, Paragraph, Span, block_texts

_END = "\n\n"
"""The word between two paragraphs."""


def difference(old: Document, new: Document) -> Document:
    """The newer document's facts over both texts in one: what is gone in [-…-], what is new in {+…+} and strong."""
    before, after = _paragraphs(old), _paragraphs(new)
    blocks: list[Block] = []
    if old.title != new.title:
        blocks.append(Heading(tuple(_spans(_changes(old.title.split(), new.title.split()))), 2))
    for kind, start, stop, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            blocks += [Paragraph((Span(text),)) for text in before[start:stop]]
        else:
            blocks += _changed(_words(before[start:stop]), _words(after[first:last]))
    return replace(new, blocks=tuple(blocks), summary="")


def _paragraphs(document: Document) -> list[str]:
    return [text for text in block_texts(document.blocks) if text.strip()]


def _words(paragraphs: list[str]) -> list[str]:
    """The words of some paragraphs, with a word of its own for each end."""
    return [word for text in paragraphs for word in (*text.split(), _END)]


def _changes(before: list[str], after: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Runs of words: `=` in both, `-` gone, `+` new."""
    for kind, start, stop, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "=", before[start:stop]
            continue
        if stop > start:
            yield "-", before[start:stop]
        if last > first:
            yield "+", after[first:last]


def _changed(before: list[str], after: list[str]) -> Iterator[Paragraph]:
    """The paragraphs of both, ends where either has one."""
    run: list[tuple[str, list[str]]] = []
    for mark, words in _changes(before, after):
        part: list[str] = []
        for word in words:
            if word != _END:
                part.append(word)
                continue
            run.append((mark, part))
            part = []
            if spans := tuple(_spans(run)):
                yield Paragraph(spans)
            run = []
        run.append((mark, part))


def _spans(runs: Iterator[tuple[str, list[str]]] | list[tuple[str, list[str]]]) -> Iterator[Span]:
    blank = ""
    for mark, words in runs:
        text = " ".join(words)
        if not text:
            continue
        if mark == "=":
            yield Span(blank + text)
        elif mark == "-":
            yield Span(f"{blank}[-{text}-]", emphasis=True)
        else:
            yield Span(f"{blank}{{+{text}+}}", strong=True)
        blank = " "
