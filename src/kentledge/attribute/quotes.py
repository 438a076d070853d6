"""Direct, indirect or mixed: how much of a content stands inside quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from kentledge.records import Span, StatementKind, overlaps

_MARKS = re.compile(r"``|''|[\"“”„«»]|\n[ \t]*\n")
# Single marks are apostrophes too: they quote only where the closing one follows a stop, as in ‘It is safe,’ she said.
_SINGLE = re.compile(r"(?<![\w’'])[‘'](?=\w)[^\n“”\"]*?[.,?!…—–][’'](?!\w)")
_OPENERS, _CLOSERS = ("“", "„", "«", "``"), ("”", "»", "''")


@lru_cache(maxsize=8)
def quoted_stretches(text: str) -> tuple[Span, ...]:
    """Stretches of the text inside quotation marks, marks included; those inside others are part of them.

    A paragraph break ends an open quotation: one that runs on reopens in the next paragraph.
    """
    stretches: list[Span] = []
    begun: int | None = None
    for mark in _MARKS.finditer(text):
        form = mark.group()
        if form.startswith("\n"):
            if begun is not None:
                stretches.append((begun, mark.start()))
            begun = None
        elif begun is None and form not in _CLOSERS:
            begun = mark.start()
        elif begun is None and form == "''":
            begun = mark.start()  # ''…'' is how some wire services write both marks
        elif begun is not None and form not in _OPENERS:
            stretches.append((begun, mark.end()))
            begun = None
    if begun is not None:
        stretches.append((begun, len(text)))
    return tuple(sorted([*stretches, *_single_quoted(text, stretches)]))


def _single_quoted(text: str, double: list[Span]) -> list[Span]:
    """Stretches inside single quotation marks that touch none inside double ones."""
    found = []
    for match in _SINGLE.finditer(text):
        near = bisect_left(double, match.span())
        if not overlaps(match.span(), double[max(near - 1, 0) : near + 1]):
            found.append(match.span())
    return found


def kind_of(text: str, content: tuple[Span, ...]) -> StatementKind:
    """Direct where (nearly) all letters of the content are quoted, indirect where none is, mixed between.

    One or two quoted words in a longer content ("a very low “synergy” …") make it mixed.
    """
    letters = quoted = 0
    stretches = quoted_stretches(text)
    for start, end in content:
        letters += sum(c.isalnum() for c in text[start:end])
        # Stretches neither overlap nor touch, so at most one that begins before the content reaches into it.
        for a, b in stretches[max(bisect_left(stretches, (start, start)) - 1, 0) : bisect_left(stretches, (end, end))]:
            if start < b:
                quoted += sum(c.isalnum() for c in text[max(a, start) : min(b, end)])
    if not quoted:
        return "indirect"
    return "direct" if quoted >= 0.95 * letters else "mixed"
