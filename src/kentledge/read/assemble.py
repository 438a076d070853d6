"""An `Article` from a text and what is known about it from elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from kentledge.errors import UnreadableInput
from kentledge.read.heading import heading
from kentledge.read.marks import marks
from kentledge.read.paragraphs import paragraphs
from kentledge.records import Article, Span

LONGEST = 1_000_000
"""The longest text that is read, in characters: a shelf of novels, so that only a mistake is longer."""


def canonical(text: str) -> str:
    """The text that all offsets refer to: line ends as "\\n", no byte order mark, nothing else altered."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def checked(text: str, name: str, longest: int = LONGEST) -> str:
    """The text itself. Raises UnreadableInput, naming its source, where it is blank or longer than `longest`."""
    if len(text) > longest:
        raise UnreadableInput(too_long(name, f"{len(text):,} characters"))
    if not text.strip():
        raise UnreadableInput(f"{name}: empty, there is no text to read")
    return text


def too_long(name: str, size: str) -> str:
    """The message for a text beyond `LONGEST`."""
    return f"{name}: too long ({size}); an article may have {LONGEST:,} characters, split the file into its articles"


def article_id(text: str) -> str:
    """The id of a canonical text: the same text has the same id wherever it was read."""
    return "a" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def assembled(
    text: str,
    *,
    titled: bool = False,
    captions: Collection[str] = (),
    published: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    url: str | None = None,
) -> Article:
    """The article of a canonical text.

    What is given wins over what the text says. `titled` says that the first paragraph is the headline; `captions` are
    paragraphs known to be captions.
    """
    parts = paragraphs(text)
    head = heading(parts, text, titled=titled)
    marked = marks(parts, head.taken, captions)
    return Article(
        id=article_id(text),
        text=text,
        title=_at(text, head.title_span),
        dateline=_at(text, head.dateline_span),
        published=published or head.published or marked.published,
        outlet=outlet or marked.outlet or head.outlet,
        author=author or head.author,
        url=url or head.url,
        excluded=tuple(sorted((*head.excluded, *marked.excluded), key=lambda e: e.span)),
        title_span=head.title_span,
        dateline_span=head.dateline_span,
    )


def _at(text: str, span: Span | None) -> str | None:
    return None if span is None else text[span[0] : span[1]]
