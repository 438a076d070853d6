"""Spans linked into attributions: which content belongs to which cue, and which source the cue has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kentledge.attribute.forms import with_forms
from kentledge.parse.links import WordSpan
from kentledge.parse.scheme import is_noun, is_possessive_mark, is_possessive_pronoun
from kentledge.parse.spans import AttributionSpans
from kentledge.records import Attribution, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc


def attributions(doc: Doc) -> list[Attribution]:
    """The attributions of an article, in the order of their cues.

    Every content goes to the cue that the reader finds likeliest, every cue takes its likeliest source or none. A cue
    that is left without content attributes nothing and is dropped, and so is a content without any cue near it.
    """
    found: AttributionSpans | None = doc._.attribution
    if found is None or not found.cue or not found.content:
        return with_forms(doc, [])
    contents: dict[int, list[WordSpan]] = {}
    for content, cue_number in zip(found.content, found.cue_of, strict=True):
        if cue_number >= 0:
            contents.setdefault(cue_number, []).append(content)
    out = []
    for k, cue in enumerate(found.cue):
        if k not in contents:
            continue
        number = found.source_of[k]
        source = owner(doc, cue) or (found.source[number : number + 1] if number >= 0 else ())
        out.append(
            Attribution(
                source=tuple(characters(doc, s) for s in source),
                cue=(characters(doc, cue),),
                content=tuple(characters(doc, c) for c in (without(c, cue) for c in contents[k])),
            )
        )
    return with_forms(doc, out)


def owner(doc: Doc, cue: WordSpan) -> tuple[WordSpan, ...]:
    """The owner right before a noun that is a cue: "Washington’s [revelation that …]", "her [claim that …]"."""
    index = doc._.reader_words
    first = cue[0]
    if first == 0 or not is_noun(doc[index[first]]):
        return ()
    before = doc[index[first - 1]]
    if is_possessive_pronoun(before):
        return ((first - 1, first),)
    if not is_possessive_mark(before) or first < 2:
        return ()
    begin = first - 1
    while begin > 0 and (is_noun(doc[index[begin - 1]]) or doc[index[begin - 1]].lower_ == "the"):
        begin -= 1
    return ((begin, first),) if begin < first - 1 else ()


def without(content: WordSpan, cue: WordSpan) -> WordSpan:
    """The content without its own cue at either end: "stressing such ties are …" is no part of what was stressed."""
    (first, last), (cue_first, cue_last) = content, cue
    if cue_first <= first < cue_last < last:
        return cue_last, last
    if first < cue_first < last <= cue_last:
        return first, cue_first
    return content


def characters(doc: Doc, span: WordSpan) -> Span:
    """A span of the reader's words as characters of the article."""
    index = doc._.reader_words
    last = doc[index[span[1] - 1]]
    return doc[index[span[0]]].idx, last.idx + len(last)
