"""Which text of a page is its article's."""

import pytest

from tui.news.extract import extract
from tui.news.types import Code, Figure, Heading, Listing, Quote, Table

ONE = "The ships stayed in the harbour all day, because the wind had turned and nobody wanted to be the first."
TWO = "By the evening two of them had left, and those who watched from the wall could not say which way they went."
THREE = "The council met on Thursday and agreed, after four hours, that the wall must be mended before the winter."
PAGE = """<title>Ships stay in | Example</title><meta property="og:title" content="Ships stay in the harbour">
<body><nav><a href=/>Home</a></nav><div class="page">{}</div><div class="footer"><p>Example Media Ltd, 1 Harbour Street.
Call us from nine to five about anything that you have read here, or write to us, we like to hear from readers.</p>"""


def text_of(inner: str) -> list[str]:
    return extract(PAGE.format(inner).encode(), "https://a.example/ships").text.split("\n\n")


@pytest.mark.parametrize(
    "inner",
    [
        "<div><p>{0}</p><p>{1}</p><p>{2}</p></div>",
        "<div>{0}<br><br>{1}<br><br>{2}</div>",
        "<div><div>{0}</div><div>{1}</div><div>{2}</div></div>",
        "<div><p>{0}</p></div><div class=ad>x</div><div><p>{1}</p></div><div><p>{2}</p></div>",
        "<article class='post tag-ships hidden-byline'><p>{0}</p><p>{1}</p><p>{2}</p></article>",
        "<div><p>{0}</p><p>{1}</p><p>{2}</p></div><div id=comments>" + "<p>{0} I say!</p>" * 3 + "</div>",
        "<h1>Ships stay in the harbour</h1><div><p>{0}</p><p>{1}</p><p>{2}</p></div>",
        "<div><p>{0}</p><p>{1}</p><p>{2}</p><p><a href=/1>Read more: ships of the north</a></p></div>",
        "<div><p>{0}</p><p>{1}</p><ul><li><a href=/1>One</a><li><a href=/2>Two</a></ul><p>{2}</p></div>",
        "<div><p>{0}</p><p>{1}</p><p>{2}</p><div class=newsletter><p>Sign up for our newsletter</p></div></div>",
        "<ul><li>{1} And more.</ul><h1>Ships stay in the harbour</h1><div><p>{0}</p><p>{1}</p><p>{2}</p></div>",
        "<div><p>{0}</p><p><a href=/1>SHIPS OF THE NORTH STAY IN THE HARBOUR TOO</a></p><p>{1}</p><p>{2}</p></div>",
        "<div><p>{0}</p><p>{1}</p><p>{2}</p><p>Ann Lee contributed to this report.</p></div>",
        "<div><p>{0}</p><p>{1}</p><p>{2}</p><p>Write to Ann Lee at ann@example.com, or follow us.</p></div>",
        "<div><p>{0}</p><p>Anzeige</p><p>{1}</p><p>On Example.com: the ships of the north</p><p>{2}</p></div>",
        "<div><p>{0}</p><p>[button link=/1 size=big] Our ships</p><p>{1}</p><p>{2}</p><p>Report an error</p></div>",
        "<div><p>{0}</p><div><img src=/i.jpg><div>The wall as it stood on Monday</div></div><p>{1}</p><p>{2}</p></div>",
        "<div><p>{0}</p><p>{1}<span><script>var hidden = 'words';</script></span></p><p>{2}</p></div>",
        "<div><p>{0}</p><p>{1}</p><p>{2}</p><h3>About Example Ltd</h3><p>{0} We made this up.</p></div>",
        "<div><p>{0}</p><p>{1}</p><p>{2}</p></div><div class=print style='display: none'><p>{0}</p><p>{1}</p></div>",
        "<div><p>{0}</p><p>{1}</p><p>{2}</p><ul class='offers hidden'><li>All of our articles.<li>No ads.</ul></div>",
        "<div><p>{0}</p><p>{1}</p><p>{2}</p><h3>More great stories</h3><ul><li>Ships I saw<li>Two</ul></div>",
        "<div><p>{0}</p><p>{1}</p><p>{2}</p><p>Published: 15:56 BST, 27 April 2024</p><p>Continue reading</p></div>",
        "<div><p>{0}</p><p>{1}</p><p>{2}</p><p>"
        "Read a.example, home of ships since 1902. Subscribe to our newsletter, which comes each Monday.</p></div>",
        "<div><p>{0}</p><img src=/i.png><p>The wall, as it stood (Photo: Ann Lee)</p><p>{1}</p><p>{2}</p></div>",
        "<div><p>AI summary: made by a machine, which may be wrong.</p><p>{0}</p><p>{1}</p><p>{2}</p></div>",
        "<div class='md:block hidden'><p>{0}</p><p>{1}</p><p>{2}</p></div>",
    ],
)
def test_the_article_and_nothing_else(inner: str) -> None:
    assert text_of(inner.format(ONE, TWO, THREE)) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    "headline", ["Ships stay in the harbour", "Harbour: all ships stay in, and nobody knows for how long"]
)
def test_what_stands_between_headline_and_text_is_read_where_the_title_differs(headline: str) -> None:
    lead = "Since Monday no ship has left the harbour, and the council looks for those who forbade it to all of them."
    head = f"<h1>{headline}</h1><div><p class=lead>{lead}</p><p>By Ann Lee</p><p>3 May 2024</p></div>"
    assert text_of(f"<header>{head}</header><div class=text><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>") == [
        lead,
        ONE,
        TWO,
        THREE,
    ]


def test_a_post_in_a_box_is_quoted_with_its_author() -> None:
    words, signed = "No ship has left, and I was there.", "— Ann Lee (@annlee) 3 May 2024"
    quote = f"<blockquote><p>{words}</p>{signed}</blockquote>"
    post = f"<div class=social-media-embed>{quote}</div>"
    assert text_of(f"<p>{ONE}</p>{post}<p>{TWO}</p><p>{THREE}</p>") == [ONE, words, signed, TWO, THREE]


def test_structure_stays_and_what_is_around_it_goes() -> None:
    html = PAGE.format(
        f"<article><p>{ONE}</p><figure><img src=/i.png><figcaption>The wall.</figcaption></figure>"
        f"<h2>What came of it</h2><p>{TWO}</p><blockquote><p>{THREE}</p></blockquote>"
        f"<ul><li>{ONE[:60]}.<li>{TWO[:60]}.</ul><p>{THREE} Indeed.</p>"
        "<div class=share><a href=/s>Share</a></div></article>"
    )
    page = extract(html.encode(), "https://a.example/ships")
    assert [type(block) for block in page.blocks if isinstance(block, Figure | Heading | Quote | Listing)] == [
        Figure,
        Heading,
        Quote,
        Listing,
    ]
    assert page.figures[0].caption == "The wall."
    assert "The wall." not in page.text
    assert "Share" not in page.text


def test_a_card_shown_over_a_name_is_no_text_and_a_comment_parts_no_word() -> None:
    card = "<span><a href=/a>Ann Lee</a><span><img src=/a.png><a href=/a>Ann Lee</a><a href=/1>Ships</a></span></span>"
    assert text_of(f"<div><p>{ONE}</p><p>So said {card} of the har<!-- -->bour. {TWO}</p><p>{THREE}</p></div>") == [
        ONE,
        f"So said Ann Lee of the harbour. {TWO}",
        THREE,
    ]


def test_a_table_stays_whole() -> None:
    rows = "".join(f"<tr><td>{name}<td>{number}" for name, number in (("Ships", 12), ("Boats", 7), ("Rafts", 3)))
    page = extract(PAGE.format(f"<div><p>{ONE}</p><table>{rows}</table><p>{TWO}</p><p>{THREE}</p></div>").encode())
    tables = [[len(row) for row in block.rows] for block in page.blocks if isinstance(block, Table)]
    assert tables == [[2, 2, 2]]


def test_lines_of_ownership_become_the_credit() -> None:
    page = extract(PAGE.format(f"<div><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p><p>© 2024 Example Wire</p></div>").encode())
    assert page.credit == "© 2024 Example Wire"
    assert page.text.endswith(THREE)


@pytest.mark.parametrize(
    "html",
    [
        "<div class='wp-caption'><img src=/i.png><p class='wp-caption-text'>The wall at dusk</p></div>",
        "<div class='media-box'><img src=/i.png><div class='media-box__caption'>The wall at dusk</div></div>",
        "<p><img src=/i.png></p><p class='image-caption'>The wall at dusk</p>",
        "<table class=image><tr><td><img src=/i.png></td></tr><tr><td class=caption>The wall at dusk</td></tr></table>",
        "<ul class=gallery><li><img src=/i.png><p class=bildunterschrift>The wall at dusk</p></li></ul>",
        "<div class='img'><img src=/i.png><span class=text>The wall at dusk</span></div>",
    ],
)
def test_captions_outside_of_figures(html: str) -> None:
    page = extract(
        PAGE.format(f"<div><p>{ONE}</p>{html}<p>{TWO}</p><p>{THREE}</p></div>").encode(), "https://a.example/"
    )
    assert [(one.url, one.caption) for one in page.figures] == [("https://a.example/i.png", "The wall at dusk")]
    assert page.text.split("\n\n") == [ONE, TWO, THREE]


def test_a_picture_of_another_article_brings_no_caption() -> None:
    card = "<div class=related><img src=/o.png><div class=caption>Ships of the north</div></div>"
    page = extract(
        PAGE.format(f"<div><p>{ONE}</p>{card}<p>{TWO}</p><p>{THREE}</p></div>").encode(), "https://a.example/"
    )
    assert page.text.split("\n\n") == [ONE, TWO, THREE]
    assert not any(one.caption for one in page.figures)


NOTES = """<ol class=footnotes><li id=n1>The wall was built in 1702. <a href=#m1>\u21a9</a></li>
<li id=n2><p>Nobody knows by whom.</p></li><li id=n3>Said of another wall.</li></ol>"""


def test_notes_stand_at_the_end_with_their_marks() -> None:
    one = ONE.replace("harbour", 'harbour<sup id=m1><a href="#n1">1</a></sup>')
    two = TWO.replace("wall", 'wall<a href="#n2"><sup>2</sup></a>')
    page = extract(
        PAGE.format(f"<div><p>{one}</p><p>{two}</p><p>{THREE}</p></div>{NOTES}").encode(), "https://a.example/"
    )
    assert isinstance(page.blocks[-1], Listing)
    assert page.text.split("\n\n") == [
        ONE.replace("harbour", "harbour[1]"),
        TWO.replace("wall", "wall[2]"),
        THREE,
        "The wall was built in 1702.",
        "Nobody knows by whom.",
    ]


def test_marks_that_are_no_numbers_stand_before_their_notes() -> None:
    one = ONE.replace("harbour", 'harbour<sup><a href="#n1">*</a></sup>')
    page = extract(
        PAGE.format(f"<div><p>{one}</p><p>{TWO}</p><p>{THREE}</p></div>{NOTES}").encode(), "https://a.example/"
    )
    assert page.text.split("\n\n")[-1] == "[*] The wall was built in 1702."


def test_a_word_stays_with_what_is_said_of_it_and_code_with_the_text() -> None:
    html = f"""<div><p>{ONE}</p><dl><dt>Mole</dt><dd>{TWO}</dd></dl>
    <div class=code-toolbar><pre class=python>import os</pre></div><p>{THREE}</p></div>"""
    page = extract(PAGE.format(html).encode(), "https://a.example/")
    assert "Mole" in page.text.split("\n\n")
    assert Code("import os", "python") in page.blocks
