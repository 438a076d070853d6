"""The main text of a web page as an article, by trafilatura (Barbaresi, ACL 2021), without any network access."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kentledge.errors import UnreadableInput
from kentledge.read.assemble import LONGEST, assembled, canonical, checked
from kentledge.records import Article

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CAPTIONS = "//figcaption | //*[contains(@class, 'caption')]"
_CAPTION_CLASS = r"(?i)(?:^|[\s_-])caption(?:[\s_-]|$)"
_LONGEST_CAPTION = 1_000


def article_from_html(html: str, *, url: str | None = None, name: str = "the page") -> Article:
    """The article of a web page: its headline and the paragraphs of its main text, with blank lines between them.

    `url` is the page's address where it is known; otherwise its canonical link is used. `name` stands for the page in
    messages. Raises UnreadableInput where the page is blank, holds no article or one of more than 1 million characters;
    the markup around it may be four times as long.
    """
    # Imported here: the two cost a tenth of a second, which plain text need not pay.
    import logging

    import trafilatura

    html = checked(canonical(html), name, longest=4 * LONGEST)
    # A page without an article is told once, in our own words.
    for library in ("trafilatura", "htmldate"):
        logging.getLogger(library).setLevel(logging.CRITICAL + 1)
    # lxml refuses a str that declares an encoding of bytes.
    html = re.sub(r"^\s*<\?xml[^>]*\?>", "", html)
    page: Any
    try:
        page = trafilatura.bare_extraction(
            html,
            url=url,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            # A year somewhere in the footer is no date of publication.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as error:  # The libraries raise whatever a broken page provokes.
        raise UnreadableInput(f"{name}: not readable as HTML ({type(error).__name__})") from error
    title = " ".join(str(page.title).split()) if page is not None and page.title else None
    body = list(_paragraphs(page.body)) if page is not None and page.body is not None else []
    body = _without_title(body, title)
    if not any(len(p.split()) >= 8 and re.search(r"[.!?…]['\"”’»)\]]*$", p) for p in body):
        raise UnreadableInput(f"{name}: no article found in the HTML page; save its text as a .txt file")
    text = canonical("\n\n".join([title, *body] if title else body))
    return assembled(
        checked(text, name),
        titled=title is not None,
        captions=_captions(html),
        published=page.date,
        outlet=page.sitename,
        author=page.author.replace("; ", ", ") if page.author else None,
        url=url or page.url,
    )


def _paragraphs(element: Any) -> Iterator[str]:
    """The paragraphs of an extracted body: each block of running text, white space squeezed to single blanks."""
    if element.tag in ("body", "list", "table", "quote", "div") and any(
        child.tag in ("p", "head", "list", "item", "table", "row", "quote", "div") for child in element
    ):
        loose = [element.text or ""]
        for child in element:
            if child.tag in ("p", "head", "list", "item", "table", "row", "quote", "div"):
                yield from _squeezed("".join(loose))
                yield from _paragraphs(child)
                loose = [child.tail or ""]
            else:
                loose += [_inner(child), child.tail or ""]
        yield from _squeezed("".join(loose))
    elif element.tag == "row":
        yield from _squeezed(" | ".join(" ".join(_inner(cell).split()) for cell in element))
    else:
        yield from _squeezed(_inner(element))


def _inner(element: Any) -> str:
    """All text inside an element, a line break as such."""
    if element.tag == "lb":
        return "\n"
    return (element.text or "") + "".join(_inner(child) + (child.tail or "") for child in element)


def _squeezed(text: str) -> Iterator[str]:
    """The paragraphs of a block: two line breaks part them, and so does one behind a sentence."""
    for part in re.split(r"\n\s*\n|(?<=[.!?…])[ ]*\n|(?<=[.!?…][\"'”’»)])[ ]*\n", text):
        if squeezed := " ".join(part.split()):
            yield squeezed


def _without_title(body: list[str], title: str | None) -> list[str]:
    """The body without the headline, where it opens with it."""
    if title is None:
        return body
    for i, paragraph in enumerate(body[:2]):
        if _letters(paragraph) == _letters(title):
            return body[:i] + body[i + 1 :]
    return body


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _captions(html: str) -> frozenset[str]:
    """The captions of a page's markup, and their paragraphs one by one, white space squeezed to single blanks."""
    import lxml.html

    try:
        tree: HtmlElement = lxml.html.document_fromstring(html)  # type: ignore[no-untyped-call]
    except (lxml.etree.ParserError, ValueError):
        return frozenset()
    found = set()
    for element in tree.xpath(_CAPTIONS):
        if element.tag != "figcaption" and not re.search(_CAPTION_CLASS, element.get("class", "")):
            continue
        for part in (element, *element.iterdescendants("p", "div", "span")):
            text = " ".join(part.text_content().split())
            if len(text) <= _LONGEST_CAPTION:
                found.add(text)
    return frozenset(found - {""})
