"""Captions, credit lines and boilerplate: recognised paragraph by paragraph and marked, never deleted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kentledge.read.dates import iso_date
from kentledge.read.lexicon import Pattern, lexicon
from kentledge.read.outlets import outlet_name
from kentledge.read.paragraphs import Paragraph
from kentledge.records import Excluded

# No pattern looks at more, apart from those that look at a paragraph's end.
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Marks:
    """What was marked, and what a credit line says of the article."""

    excluded: tuple[Excluded, ...]
    outlet: str | None
    published: str | None


def marks(paragraphs: Sequence[Paragraph], skip: Collection[int] = (), captions: Collection[str] = ()) -> Marks:
    """Marks an article's paragraphs.

    `skip` holds the indices of paragraphs already spoken for (headline, byline). `captions` are captions known from
    the page's markup, white space squeezed to single blanks; a paragraph equal to one is a caption whatever it says.
    """
    excluded: list[Excluded] = []
    outlet = published = None
    for i, paragraph in enumerate(paragraphs):
        if i in skip:
            continue
        if captions and " ".join(paragraph.text.split()) in captions:
            excluded.append(Excluded(paragraph.span, "caption"))
            continue
        found = _mark(paragraph, i, len(paragraphs))
        if found is None:
            continue
        mark, pattern, named = found
        excluded.append(mark)
        if pattern.why == "credit":
            outlet = outlet or outlet_name(named)
            published = published or iso_date(paragraph.text[mark.span[0] - paragraph.start :])
    return Marks(tuple(excluded), outlet, published)


def _mark(paragraph: Paragraph, i: int, count: int) -> tuple[Excluded, Pattern, str | None] | None:
    long = len(paragraph.text) > _LONGEST
    for pattern in lexicon().patterns:
        if (long and not pattern.tail) or not _stands(pattern, i, count):
            continue
        found = pattern.match(paragraph.text)
        if found is None:
            continue
        start = paragraph.start
        if pattern.tail:
            start += found.start() + len(found[0]) - len(found[0].lstrip())
        named = found["outlet"] if "outlet" in pattern.expression.groupindex else None
        return Excluded((start, paragraph.end), pattern.why), pattern, named
    return None


def _stands(pattern: Pattern, i: int, count: int) -> bool:
    if pattern.where == "edge":
        return i < 6 or i >= count - 8
    if pattern.where == "end":
        return i >= count - 8
    if pattern.where == "last":
        return i >= count - 2
    return True
