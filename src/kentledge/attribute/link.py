"""Spans linked into attributions: which content belongs to which cue, and which source the cue has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kentledge.attribute.forms import with_forms
from kentledge.attribute.quotes import quoted_stretches
from kentledge.parse.links import WordSpan
from kentledge.parse.scheme import (
    is_clause_complement,
    is_finite_verb,
    is_noun,
    is_possessive_mark,
    is_possessive_pronoun,
)
from kentledge.parse.spans import AttributionSpans
from kentledge.records import Attribution, Span, overlaps

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def attributions(doc: Doc) -> list[Attribution]:
    """The attributions of an article, in the order of their cues.

    Every content goes to the cue that the reader finds likeliest, every cue takes its likeliest source or none. A cue
    that is left without content attributes nothing and is dropped, and so is a content without any cue near it.
    """
    found: AttributionSpans | None = doc._.attribution
    if found is None or not found.cue or not found.content:
        return with_forms(doc, [])
    contents: dict[int, list[WordSpan]] = {}
    parts = {k: [k] for k in range(len(found.cue))}
    for k, whole in enumerate(found.part_of):
        if whole >= 0:
            parts[whole].append(k)
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
                cue=tuple(sorted(characters(doc, found.cue[part]) for part in parts[k])),
                content=tuple(stopped(doc, characters(doc, without(c, cue, source))) for c in contents[k]),
            )
        )
    return with_forms(doc, parted(doc, found, out))


def parted(doc: Doc, found: AttributionSpans, linked: list[Attribution]) -> list[Attribution]:
    """A content that has swallowed the next speaker is cut before: "… thin, and a third, Ada Vale, wondered who …"."""
    left = [k for k in range(len(found.cue)) if k not in found.cue_of and found.source_of[k] >= 0]
    for k in left:
        source, cue = found.source[found.source_of[k]], found.cue[k]
        if not 0 <= cue[0] - source[1] <= 1:
            continue
        who, how = characters(doc, source), characters(doc, cue)
        for n, a in enumerate(linked):
            last = a.content[-1]
            if not (last[0] < who[0] and how[1] < last[1]) or overlaps(who, quoted_stretches(doc.text)):
                continue
            cut = _joint(doc, last[0], who[0], doc[doc._.reader_words[cue[0]]], a.cue[0])
            if cut is not None:
                linked[n] = replace(a, content=(*a.content[:-1], (last[0], cut)))
                begin = how[1] + (doc.text[how[1]] == " ")
                linked.append(Attribution((who,), (how,), ((begin, last[1]),)))
                break
    return linked


def _joint(doc: Doc, begin: int, end: int, verb: Token, outer: Span) -> int | None:
    """Where a content ends before ", and" or "while" and another speaker, whose verb is no part of what is told."""
    head = verb
    while head.head != head and not outer[0] <= head.idx < outer[1]:
        if is_clause_complement(head):
            return None
        head = head.head
    if not outer[0] <= head.idx < outer[1]:
        return None
    for token in reversed(doc.char_span(begin, end, alignment_mode="contract") or ()):
        if token.lower_ in {"and", "while", "but", "whereas"} and token.i:
            before = doc[token.i - 1]
            if before.is_quote or before.text == ",":
                return before.idx + len(before) if before.is_quote else before.idx
            return None
        if is_finite_verb(token):
            return None
    return None


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


def without(content: WordSpan, cue: WordSpan, source: tuple[WordSpan, ...] = ()) -> WordSpan:
    """The content without its own cue at either end: "stressing such ties are …" is no part of what was stressed.

    Nor is "he sees" of "he sees a small chance of a strike": who tells it, where the cue follows.
    """
    (first, last), (cue_first, cue_last) = content, cue
    if any(first == a and b <= cue_first <= b + 1 for a, b in source) and cue_last < last:
        return cue_last, last
    if cue_first <= first < cue_last < last:
        return cue_last, last
    if first < cue_first < last <= cue_last:
        return first, cue_first
    return content


def stopped(doc: Doc, span: Span) -> Span:
    """The span with its full stop, where a quotation ends its paragraph and is not closed: "“We had no nurses."."""
    text, (start, end) = doc.text, span
    open_ = text[start] in '“"«' and not set('”"»') & set(text[start + 1 : end])
    return (start, end + 1) if open_ and text[end : end + 1] == "." and text[end + 1 : end + 2] in {"", "\n"} else span


def characters(doc: Doc, span: WordSpan) -> Span:
    """A span of the reader's words as characters of the article."""
    index = doc._.reader_words
    last = doc[index[span[1] - 1]]
    return doc[index[span[0]]].idx, last.idx + len(last)
