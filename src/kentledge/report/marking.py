"""Marks laid over a text, cut at every boundary so that no mark is broken and no character is lost.

Marks may touch, nest or overlap; markup may not. `cut` turns them into pieces that tile the text, each with all the
marks that cover it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from kentledge.records import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A span, what it is there ("source", "cue", …), the key of the line it belongs to, and words for a hover title."""

    span: Span
    part: str
    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text and the marks that cover it, the innermost (shortest) first."""

    span: Span
    marks: tuple[Mark, ...]


def cut(length: int, marks: Iterable[Mark], also: Iterable[int] = ()) -> list[Piece]:
    """Pieces that tile `[0, length)`, cut where a mark starts or ends and at the further offsets in `also`.

    Marks are clipped to the text; empty ones cover nothing and cut nothing. Returns no piece for an empty text.
    """
    opens: dict[int, list[Mark]] = defaultdict(list)
    closes: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        start, end = max(mark.span[0], 0), min(mark.span[1], length)
        if start < end:
            opens[start].append(mark)
            closes[end].append(mark)
    edges = sorted({0, length, *opens, *closes, *(x for x in also if 0 < x < length)})
    pieces, active = [], list[Mark]()
    for start, end in pairwise(edges):
        for mark in closes[start]:
            active.remove(mark)
        active += opens[start]
        inward = sorted(active, key=lambda m: m.span[1] - m.span[0])
        pieces.append(Piece((start, end), tuple(inward)))
    return pieces


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of a text: parted by blank lines or, where there are none, by line ends; no white space."""
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    gaps = [(m.start(), m.end(), m[0].count("\n")) for m in re.compile(r"\s+").finditer(text, first, last)]
    enough = 2 if any(lines > 1 for _, _, lines in gaps) else 1
    spans, start = [], first
    for begin, end, lines in gaps:
        if lines >= enough:
            spans.append((start, begin))
            start = end
    return [*spans, (start, last)] if start < last else spans
