"""Attribute: from the reader's spans to `Statement`s, each with its `Speaker`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from kentledge.attribute.link import attributions
from kentledge.attribute.nested import nested
from kentledge.attribute.quotes import kind_of
from kentledge.attribute.setting import setting
from kentledge.attribute.sources import source_tokens
from kentledge.attribute.speakers import Resolver
from kentledge.lexicons import lexicon
from kentledge.records import Article, Attribution, Span, Speaker, Statement, overlaps

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Attributed", "attribute", "attributions"]


@dataclass(frozen=True, slots=True)
class Attributed:
    """Statements in reading order, and their speakers in the order in which they first speak."""

    statements: tuple[Statement, ...]
    speakers: tuple[Speaker, ...]


def attribute(doc: Doc, article: Article, found: Sequence[Attribution] | None = None) -> Attributed:
    """Who said what: links the reader's spans and finds out who each source is.

    Nothing is attributed from excluded stretches (captions, credit lines). Attributions that are `found` by other means
    (an analyst, a labelled corpus) are taken as they stand in place of the reader's.
    """
    found = sorted(_own(doc, article) if found is None else found, key=_in_reading_order)
    sources = source_tokens(doc, found)
    told = [span for a in found for span in a.content]
    resolver = Resolver(doc, [s for s in sources if s is not None], told, article.author, _dateline(article))
    # Speakers are resolved where their sources stand, which for "…", he said. is after the words.
    keys: list[str | None] = [None] * len(found)
    contents = sorted((*span, j) for j, a in enumerate(found) for span in a.content)
    reach = list(accumulate((end for _, end, _ in contents), max))
    outers = [enclosing(a.source[0], contents, reach, besides=i) if a.source else None for i, a in enumerate(found)]

    def place(i: int) -> tuple[tuple[int, int], bool, int]:
        # Who "I" and "he" are in “I know that he …,” Ada said is known once Ada is.
        own, outer = sources[i] or (0, 0), outers[i]
        later = sources[outer] if outer is not None and resolver.is_pronoun(own[0]) else None
        return max(own, later or own), later is not None, i

    for i in sorted(range(len(found)), key=place):
        tokens, outer = sources[i], outers[i]
        if tokens is not None:
            keys[i] = resolver.resolve(*tokens, inside=keys[outer] if outer is not None else None)
    around = [_around(a, contents, reach, besides=n) for n, a in enumerate(found)]
    speakers = resolver.speakers([k for k in keys if k is not None])
    statements = []
    for n, (a, key, outer) in enumerate(zip(found, keys, around, strict=True), 1):
        venue, when = setting(doc, a, contents)
        statements.append(
            Statement(
                id=f"st{n}",
                speaker=speakers[key].id if key is not None else None,
                kind=kind_of(article.text, a.content),
                text=" ".join(article.at(c) for c in a.content),
                source=a.source,
                cue=a.cue,
                content=a.content,
                venue=venue,
                when=when,
                within=f"st{outer + 1}" if outer is not None else None,
            )
        )
    return Attributed(tuple(statements), tuple(speakers.values()))


def _dateline(article: Article) -> str:
    return article.dateline or (article.at(article.dateline_span) if article.dateline_span is not None else "")


def _own(doc: Doc, article: Article) -> list[Attribution]:
    """The reader's attributions outside excluded stretches, and those nested in them."""
    excluded = tuple(e.span for e in article.excluded)
    found = [
        a
        for a in attributions(doc)
        if not any(overlaps(s, excluded) for s in (*a.content, *a.source, *a.cue))
        and not (_says_nothing(article, a) or _is_kicker(article, a))
    ]
    return found + nested(doc, found)


def _says_nothing(article: Article, a: Attribution) -> bool:
    """Whether all that is told is a relative pronoun: "the reef, which both claim"."""
    return [article.at(c).lower().strip(" ,") for c in a.content] in (["which"], ["whom"], ["who"])


def _is_kicker(article: Article, a: Attribution) -> bool:
    """Whether the source is only what kind of piece a headline announces: "Analysis: …"."""
    if article.title_span is None or len(a.source) != 1:
        return False
    (start, end), (first, last) = article.title_span, a.source[0]
    return (
        start <= first and last <= end and article.at((first, last)).lower() in lexicon("speakers")["kickers"]["words"]
    )


def _in_reading_order(a: Attribution) -> tuple[int, int, tuple[Span, ...]]:
    """By where an attribution begins; one that stands within another comes after it."""
    spans = (*a.content, *a.cue, *a.source)
    return min(start for start, _ in spans), -max(end for _, end in spans), a.cue


def _around(a: Attribution, contents: Sequence[tuple[int, int, int]], reach: Sequence[int], besides: int) -> int | None:
    """The number of the attribution that all of this one stands in."""
    outer = {enclosing(span, contents, reach, besides) for span in (*a.source, *a.cue, *a.content)}
    return outer.pop() if len(outer) == 1 else None


def enclosing(span: Span, contents: Sequence[tuple[int, int, int]], reach: Sequence[int], besides: int) -> int | None:
    """The number of the attribution in whose content a span stands.

    `contents` are (start, end, number), sorted; `reach` is how far those up to each of them go.
    """
    # A turn of an interview may hold many others before this one.
    for at in range(bisect_right(contents, (span[0] + 1,)) - 1, -1, -1):
        if reach[at] < span[1]:
            return None
        start, end, number = contents[at]
        if number != besides and start <= span[0] and span[1] <= end:
            return number
    return None
