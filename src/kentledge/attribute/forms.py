"""Attributions that typography shows where no verb of saying does, and one that it rules out.

“…” – Commissioner X, at the end of a paragraph; "From the desk of X" above a letter; and a quotation that ended before
"Bob nodded" is not Bob's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kentledge.attribute.paragraphs import paragraphs_of, trimmed
from kentledge.attribute.transcripts import transcribed, turns
from kentledge.lexicons import lexicon
from kentledge.parse.scheme import is_finite_verb, is_name
from kentledge.records import Attribution, Span, overlaps

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SIGNED = re.compile(
    r"(?P<quote>[“\"«„](?:[^“”\"«»„]|“[^“”]*”)+[”\"»“])\s*(?P<dash>--?|[–—―])\s*(?P<source>[^\s–—―“”\"«»-][^“”\"«»\n]{2,150})",
)
_SIGNATURE = re.compile(r"\s*(?P<dash>--?|[–—―])\s*(?P<source>[^\s–—―“”\"«»-][^“”\"«»\n]{2,150})")
_QUOTATION = re.compile(r"\s*[“\"«„](?:[^“”\"«»„]|“[^“”]*”)+[”\"»“]\s*")
_OPENS = re.compile(r"\s*[“\"«„‘']")
_RULE = re.compile(r"\s*(?:[-–—*#_=~•]\s*){2,}")
_ENDS = re.compile(r"[.!?…]\s*[”\"»’']\s*$")


def signed(doc: Doc, text: str, paragraphs: Sequence[re.Match[str]]) -> list[Attribution]:
    """Quotations that a dash and a name sign, in the same paragraph or alone in the next."""
    found = []
    for n, paragraph in enumerate(paragraphs):
        match = _SIGNED.fullmatch(text, paragraph.start(), trimmed(text, paragraph.span())[1])
        if match and _names_someone(doc, match.span("source")):
            found.append(
                Attribution(
                    (trimmed(text, match.span("source"), ".,;"),), (match.span("dash"),), (match.span("quote"),)
                )
            )
            continue
        alone = _QUOTATION.fullmatch(paragraph.group())
        under = _SIGNATURE.fullmatch(paragraphs[n + 1].group()) if n + 1 < len(paragraphs) else None
        if alone and under:
            at = paragraphs[n + 1].start()
            source = (at + under.start("source"), at + under.end("source"))
            if _names_someone(doc, trimmed(text, source)):
                dash = (at + under.start("dash"), at + under.end("dash"))
                found.append(Attribution((trimmed(text, source, ".,;"),), (dash,), (trimmed(text, paragraph.span()),)))
    return found


def letter(doc: Doc, text: str, paragraphs: Sequence[re.Match[str]]) -> list[Attribution]:
    """The text under "From the desk of X", a paragraph a span; nothing where the phrase opens a sentence.

    A letter goes on to the end of the text, to a line of dashes or stars, or to where another begins.
    """
    heads: list[tuple[int, re.Match[str]]] = []
    for n, paragraph in enumerate(paragraphs, 1):
        match = _desk().fullmatch(text, *trimmed(text, paragraph.span()))
        if match and _names_someone(doc, match.span("source")):
            heads.append((n, match))
    found = []
    for k, (n, match) in enumerate(heads):
        end = heads[k + 1][0] - 1 if k + 1 < len(heads) else len(paragraphs)
        rule = next((i for i in range(n, end) if _RULE.fullmatch(paragraphs[i].group())), end)
        if n < rule and _OPENS.match(paragraphs[n].group()):
            # What is quoted under the head ends with its quotation marks.
            rule = next((i for i in range(n, rule) if not _OPENS.match(paragraphs[i].group())), rule)
        under = tuple(trimmed(text, p.span()) for p in paragraphs[n:rule])
        if under:
            found.append(Attribution((match.span("source"),), (match.span("cue"),), under))
    return found


def with_forms(doc: Doc, found: Sequence[Attribution]) -> list[Attribution]:
    """The reader's attributions and those that typography shows; where both claim a content, typography has it.

    A letter may quote others, so it takes nothing away from what the reader found inside it.
    """
    text = doc.text  # spaCy joins it anew at each call
    paragraphs = paragraphs_of(text)
    shown = signed(doc, text, paragraphs)
    taken = [span for a in shown for span in a.content]
    kept = []
    for a in found:
        left = tuple(c for c in a.content if not overlaps(c, taken))
        if left and not _gesture(text, a):
            kept.append(replace(a, content=left))
    letters = letter(doc, text, paragraphs)
    heads = [a.source[0] for a in letters]
    kept = [a for a in transcribed(kept, turns(text, paragraphs)) if not overlaps_any(a.source, heads)]
    return sorted([*shown, *letters, *kept], key=lambda a: a.cue)


def overlaps_any(spans: Sequence[Span], others: Sequence[Span]) -> bool:
    """Whether any of some spans touches any of others."""
    return any(overlaps(s, others) for s in spans)


def _gesture(text: str, a: Attribution) -> bool:
    """Whether the cue is a gesture after a quotation that had ended."""
    last = max(a.content)
    if not a.cue or not a.source or min(a.cue[0], a.source[0]) < last or not _ENDS.search(text[slice(*last)]):
        return False
    return text[slice(*a.cue[0])].lower().split()[0] in _gestures()


def _names_someone(doc: Doc, span: Span) -> bool:
    """Whether a span is a name with what describes it: a name in it, and no clause."""
    tokens = doc.char_span(*span, alignment_mode="expand")
    if tokens is None or len(tokens) > 20:
        return False
    return any(is_name(t) for t in tokens) and not any(is_finite_verb(t) for t in tokens)


@cache
def _gestures() -> frozenset[str]:
    return frozenset(lexicon("attribution")["gestures"]["forms"])


@cache
def _desk() -> re.Pattern[str]:
    phrases = "|".join(p.replace(" ", r"\s+") for p in lexicon("attribution")["desk"]["phrases"])
    return re.compile(rf"(?P<cue>{phrases})\s+(?P<source>[^\n.:]{{3,120}}?(?:\.[^\n.:]{{2,60}})?)\s*:?", re.IGNORECASE)
