"""A feed's markup as blocks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.news.extract import fragment
from tui.news.types import (
    Block,
    Code,
    Embed,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
    block_spans,
    spans_text,
    walk,
)

URL = "https://a.example/dir/page"


def said(*texts: str) -> tuple[Block, ...]:
    return tuple(Paragraph((Span(text),)) for text in texts)


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("just  words", said("just words")),
        ("a &amp; b", said("a & b")),
        ("<p>One</p><p>Two</p>tail", said("One", "Two", "tail")),
        ("one<br>two<br/><br/>three", said("one\ntwo", "three")),
        ("one <span>two</span>\n<span>three</span>", said("one two three")),
        (" <div> <div>a</div>b </div> ", said("a", "b")),
        ("<h2>T</h2><hr>", (Heading((Span("T"),), 2), Rule())),
        ("<blockquote><p>q</p></blockquote>", (Quote(said("q")),)),
        ("<ol start=3><li>a<ul><li>b</ul><li> </ol>", (Listing(((*said("a"), Listing((said("b"),))),), True, 3),)),
        ("<pre>  x\n\ty</pre>", (Code("  x\n    y"),)),
        ("<img src=/i.png alt=Alt><img src=/t.gif width=1>", (Figure("https://a.example/i.png", alt="Alt"),)),
        (
            "<figure><img data-src=i.png src=data:x><figcaption>Cap</figcaption></figure>",
            (Figure("https://a.example/dir/i.png", caption="Cap"),),
        ),
        ("<iframe src=//v.example/1 title=V></iframe>", (Embed("https://v.example/1", "V"),)),
        (
            "<div class='highlight highlight-source-python'><pre>x = 1</pre></div>"
            "<pre><code class='language-rust hljs'>fn</code></pre>"
            "<pre data-lang=go class=lang-none>go</pre><pre>1\n2\n</pre>",
            (Code("x = 1", "python"), Code("fn", "rust"), Code("go", "go")),
        ),
        (
            "<img src=data:image/gif;base64,R0 srcset='/s.jpg 320w, /l.jpg 1200w' "
            "alt='A &lt;span style=x&gt;b&lt;/span&gt;'>"
            "<picture><source data-srcset='/p.webp 2x'><img src=/img/blank.gif></picture>",
            (Figure("https://a.example/l.jpg", alt="A b"), Figure("https://a.example/p.webp")),
        ),
        (
            "<figure><img src=/i.png><figcaption>The wall. <span class=credit>Photo: Ann Lee</span></figcaption>"
            "</figure>"
            "<figure><img src=/j.png><figcaption>Two ships (Ann Lee/AP)</figcaption></figure>"
            "<figure><img src=/k.png><figcaption>A harbour. Foto: Ann Lee</figcaption></figure>"
            "<figure><img src=/l.png><figcaption><i class=credit>Photo by Ann Lee</i> /Agency</figcaption></figure>",
            (
                Figure("https://a.example/i.png", caption="The wall.", credit="Ann Lee"),
                Figure("https://a.example/j.png", caption="Two ships", credit="Ann Lee/AP"),
                Figure("https://a.example/k.png", caption="A harbour.", credit="Ann Lee"),
                Figure("https://a.example/l.png", credit="Photo by Ann Lee /Agency"),
            ),
        ),
        (
            "<iframe data-src=https://www.youtube-nocookie.com/embed/abcdefghijk?rel=0></iframe>"
            "<amp-youtube data-videoid=abcdefghijk title=T></amp-youtube><iframe src=//t.example/c width=1></iframe>"
            "<blockquote data-instgrm-permalink=https://www.instagram.com/p/1/>View this post</blockquote>",
            (
                Embed("https://www.youtube.com/watch?v=abcdefghijk", "YouTube"),
                Embed("https://www.youtube.com/watch?v=abcdefghijk", "T"),
                Embed("https://www.instagram.com/p/1/", "instagram.com"),
            ),
        ),
        (
            "<dl><dt>port</dt><dd>left</dd><dd>red</dd></dl>",
            (Listing((((Paragraph((Span("port", strong=True),))), *said("left", "red")),)),),
        ),
        (
            "<table><tr><th>a<th>b<tr><td><p>1<td><ul><li>2<li>3</ul></table>",
            (Table((((Span("a"),), (Span("b"),)), ((Span("1"),), (Span("2"), Span(" "), Span("3")))), 1),),
        ),
        ("<script>x</script><style>y</style><form>z</form><p hidden>h</p>ok", said("ok")),
        (
            "<table><caption>C</caption><tr><th>a<th>b<tr><td>1<td>2</table>",
            (Table((((Span("a"),), (Span("b"),)), ((Span("1"),), (Span("2"),))), 1, "C"),),
        ),
        ("<table><tr><td><p>laid</p></td><td>out</td></tr></table>", said("laid", "out")),
        (
            "<ul><li>a</li><ul><li>b</li></ul><li>c</li>d</ul>",
            (Listing(((*said("a"), Listing((said("b"),))), said("c"))),),
        ),
        (
            "<table class=hl><tr><td><pre>1\n2</pre></td><td><pre class=python>x\ny</pre></td></tr></table>",
            (Code("x\ny", "python"),),
        ),
    ],
)
def test_markup_becomes_blocks(html: str, blocks: tuple[Block, ...]) -> None:
    assert fragment(html, URL) == blocks


@pytest.mark.parametrize(
    "html",
    [
        "<div class=wp-caption><img src=/i.png><p class=wp-caption-text>The wall at dusk. Photo: Ann Lee</p></div>",
        "<img src=/i.png><p class='image__caption'>The wall at dusk</p><p class=image__credit>Ann Lee</p>",
        "<div class=photo><a href=/big.png><img src=/i.png></a><p>The wall at dusk. Foto: Ann Lee</p></div>",
        "<p><img src=/i.png></p><p>The wall at dusk. (Ann Lee/AP)</p>",
        "<ul><li><img src=/i.png><span class=legend>The wall at dusk. © Ann Lee</span></li></ul>",
        "<figure><img src=/i.png><figcaption><ul><li>The wall at dusk<li class=credit>Ann Lee</ul></figure>",
        "<figure><figure><img src=/i.png></figure><figcaption>The wall at dusk. Photo: Ann Lee</figcaption></figure>",
        "<div><img src=/i.png><div itemprop=caption>The wall at dusk. <i class=credit>Ann Lee</i></div></div>",
    ],
)
def test_what_is_said_of_a_picture_stands_with_it(html: str) -> None:
    shown, words = fragment(html + "<p>The wall was mended.</p>", URL)
    assert isinstance(shown, Figure)
    assert (shown.url, shown.caption.rstrip(".")) == ("https://a.example/i.png", "The wall at dusk")
    assert shown.credit.startswith("Ann Lee")
    assert words == said("The wall was mended.")[0]


@pytest.mark.parametrize(
    "html",
    [
        "<img src=/i.png><p>The wall was mended, said the mayor (who had paid for it).</p>",
        "<img src=/i.png><p>Nobody liked the photo by Ann Lee.</p>",
        "<img src=/i.png><p class=source-list><a href=/a>The wall was mended: more of it</a></p>",
        "<div class=image-story><img src=/i.png><p>" + "The wall was mended. " * 40 + "</p></div>",
    ],
)
def test_a_paragraph_below_a_picture_stays_one(html: str) -> None:
    shown, words = fragment(html, URL)
    assert shown == Figure("https://a.example/i.png")
    assert isinstance(words, Paragraph)


def test_a_mark_is_kept_apart_from_the_word_before() -> None:
    (paragraph,) = fragment(
        "<p>Coined in 1898<sup><a href='#fn1'>1</a></sup>, x<sup>2</sup> and <a href=#a>so</a> on"
        "<a href='#fn2'><sup>[2]</sup></a>. <a href='#ref1'>\u21a9</a></p>",
        URL,
    )
    assert isinstance(paragraph, Paragraph)
    assert spans_text(paragraph.spans) == "Coined in 1898[1], x2 and so on[2]."
    assert [span.href for span in paragraph.spans if span.text == "[1]"] == [f"{URL}#fn1"]


def test_looks_and_links_within_a_paragraph() -> None:
    (paragraph,) = fragment(
        '<p> A <b>bold <i>move</i></b>: <a href="/x">see</a> <code>y</code> <a href="javascript:z">n</a></p>', URL
    )
    assert paragraph == Paragraph(
        (
            Span("A "),
            Span("bold ", strong=True),
            Span("move", strong=True, emphasis=True),
            Span(": "),
            Span("see", href="https://a.example/x"),
            Span(" "),
            Span("y", code=True),
            Span(" n"),
        )
    )


def test_what_a_terminal_obeys_stays_outside() -> None:
    for block in walk(fragment("<p>a&#27;]52;c;x&#7;b\u202ec</p><pre>\x1b[31m</pre>")):
        for span in block_spans(block):
            assert span.text == "a]52;c;xbc"


def test_tables_in_tables_are_read_once() -> None:
    assert fragment("<table><tr><td>a<table><tr><td>b<table><tr><td>c</table></table></table>") == said("a", "b", "c")
    assert fragment("<table><tr><td>" * 400 + "deep") == said("deep")


def test_deep_nesting_ends() -> None:
    assert fragment("<div>" * 2000 + "deep") == said("deep")
    assert fragment("<b>" * 400 + "deep")[0] in (said("deep")[0], Paragraph((Span("deep", strong=True),)))


@given(st.text(st.sampled_from("<>/pbraliguo td=\"'&;#x20\n\u202e\x1b")) | st.text())
def test_anything_is_blocks_of_clean_text(html: str) -> None:
    for block in walk(fragment(html, URL)):
        for span in block_spans(block):
            assert span.text.replace("\n", "").isprintable() or not span.text.isascii()
