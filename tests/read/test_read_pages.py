"""Web pages: the article in them, without navigation, captions marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from kentledge.errors import UnreadableInput
from kentledge.read import article_from_html, read

PAGE = """<!doctype html><html lang="en"><head><title>Harbour deal may not last, analysts say - Velland Post</title>
<meta property="og:site_name" content="The Velland Post">
<meta property="og:title" content="Harbour deal may not last, analysts say">
<meta name="author" content="Mira Costa; Jo Beck">
<meta property="article:published_time" content="2023-10-25T08:00:00Z">
<link rel="canonical" href="https://velland.example/world/harbour-deal"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World news</a></li></ul></nav>
<article><h1>Harbour deal may not last, analysts say</h1>
<figure><img src="a.jpg"><figcaption>Cranes stand idle at the port of Sundholm on Tuesday.</figcaption></figure>
<p>SUNDHOLM — The agreement between Velland and Ostrava may lower grain prices this winter but is unlikely to outlast
the spring, three analysts said on Tuesday.</p>
<p>“It is a truce, not a peace,” said Ana Lind, a professor of economics at Sundholm University, adding that <b>both</b>
sides need the money.</p>
<blockquote><figcaption>The chancellor leaves the talks in the old customs house at dusk.</figcaption></blockquote>
<p>Trade between the two stood at $300&nbsp;million a year before the war, according to the customs office.<br>
It has since halved, and three of the five ferry lines have closed for good.</p>
<p>This illustration depicts two tankers in the Velland strait.</p>
</article><aside><h3>Most read</h3><a href="x">Another story about ships</a></aside>
<footer>© 2023 The Velland Post. All rights reserved. Contact us.</footer></body></html>"""


def test_a_page_becomes_headline_and_paragraphs() -> None:
    article = article_from_html(PAGE)
    assert article.text.split("\n\n") == [
        "Harbour deal may not last, analysts say",
        "SUNDHOLM — The agreement between Velland and Ostrava may lower grain prices this winter but is unlikely to "
        "outlast the spring, three analysts said on Tuesday.",
        "“It is a truce, not a peace,” said Ana Lind, a professor of economics at Sundholm University, adding that "
        "both sides need the money.",
        "The chancellor leaves the talks in the old customs house at dusk.",
        "Trade between the two stood at $300 million a year before the war, according to the customs office.",
        "It has since halved, and three of the five ferry lines have closed for good.",
        "This illustration depicts two tankers in the Velland strait.",
    ]


def test_a_page_says_who_published_it_when_and_where() -> None:
    article = article_from_html(PAGE)
    assert article.title_span is not None
    assert article.at(article.title_span) == article.title == "Harbour deal may not last, analysts say"
    assert article.dateline_span is not None
    assert article.at(article.dateline_span) == article.dateline == "SUNDHOLM"
    assert article.published == "2023-10-25"
    assert article.outlet == "The Velland Post"
    assert article.author == "Mira Costa, Jo Beck"
    assert article.url == "https://velland.example/world/harbour-deal"


def test_a_caption_of_the_markup_is_marked_where_it_is_in_the_text() -> None:
    article = article_from_html(PAGE)
    assert [(mark.why, article.at(mark.span)) for mark in article.excluded] == [
        ("caption", "The chancellor leaves the talks in the old customs house at dusk."),
        ("caption", "This illustration depicts two tankers in the Velland strait."),
    ]


def test_the_given_address_wins() -> None:
    assert article_from_html(PAGE, url="https://mirror.example/1").url == "https://mirror.example/1"


def test_a_year_in_the_footer_is_no_date() -> None:
    page = PAGE.replace('<meta property="article:published_time" content="2023-10-25T08:00:00Z">', "")
    assert article_from_html(page).published is None


@pytest.mark.parametrize("name", ["page.html", "PAGE.HTM", "page.txt", "page"])
def test_html_is_told_by_suffix_or_content(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(PAGE, encoding="utf-8")
    assert read(tmp_path / name) == article_from_html(PAGE)


def test_plain_text_that_mentions_a_tag_is_plain_text(tmp_path: Path) -> None:
    text = "The page began with <html> and ended there, the engineer said."
    (tmp_path / "note.txt").write_text(text, encoding="utf-8")
    assert read(tmp_path / "note.txt").text == text


def test_a_page_with_an_xml_declaration() -> None:
    assert article_from_html('<?xml version="1.0" encoding="utf-8"?>\n' + PAGE).title is not None


@pytest.mark.parametrize("declared", ["windows-1252", "iso-8859-1", "Latin1", "us-ascii"])
def test_a_page_in_another_encoding_that_it_declares(tmp_path: Path, declared: str) -> None:
    page = PAGE.replace("<head>", f'<head><meta charset="{declared}">')
    (tmp_path / "page.html").write_bytes(page.encode("windows-1252"))
    assert "“It is a truce, not a peace,”" in read(tmp_path / "page.html").text


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<html><body><nav><a href=/>Home</a> <a href=/w>World</a></nav><footer>About us</footer></body></html>",
        "<!doctype html><form><input></form><ul><li><a href=a>One link</a><li><a href=b>Another link</a></ul>",
    ],
)
def test_a_page_without_an_article_is_refused(tmp_path: Path, page: str, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"page\.html: no article found in the HTML page"):
        read(tmp_path / "page.html")
    assert capfd.readouterr() == ("", "")


def test_heavy_markup_around_a_short_article_is_no_long_article() -> None:
    heavy = PAGE.replace("</head>", f"<script>{'var x = 1; ' * 120_000}</script></head>")
    assert len(heavy) > 1_200_000
    assert article_from_html(heavy).text == article_from_html(PAGE).text
