"""Lists with their total: "12 trees in Brenn and five in Osset, 17 in all", "17 trees: 12 in Brenn, five in Osset"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kentledge.measure.checks.asserted import ABOUT, alike, level, only_part, unread
from kentledge.measure.checks.figures import Figure
from kentledge.measure.checks.totals import summed
from kentledge.measure.conversions import TIMES
from kentledge.records import Check

_FIRST_TOTAL = re.compile(
    r"^(?:\s+[\w’'-]+){0,8}?\s*(?:[:–—]|,?\s*(?:made up of|comprising|consisting of"
    r"|(?:split|divided|shared) (?:between|among)))\s*"
    rf"(?:the\s+)?(?:[\w’'-]+\s+){{0,3}}?\(?{ABOUT}\s*$",
    re.I,
)
_TOTAL = re.compile(
    r"\b(?:combined|add(?:s|ing)? up to|total(?:l?ing|s)?"
    r"|(?:bringing|taking|putting|brings|brought|took|put)\s+(?:the|its|their|this)\s+[\w’'\s-]{0,25}(?:to|at)"
    r"|(?:make|makes|made|making)\s+up\s+(?:the|all)|(?:whole|entire|overall)\s+[\w-]+\s+(?:at|to|of)"
    rf"|(?<!out of )\ba\s+total\s+of)\s*{ABOUT}\s*$",
    re.I,
)
_IN_ALL = re.compile(r"^\s*(?:[\w-]+\s+){0,2}?,?\s*(?:in all|in total|altogether|all told|overall|combined)\b", re.I)
_LISTED = re.compile(r"(?:,|\band|\bplus|\bwith|;|\()\s*[^.,;:\d]{0,48}$", re.I)
_AMONG = re.compile(r"\b(?:among|out of|from)\s+(?:the\s+|a\s+total\s+of\s+)?$", re.I)


def list_checks(text: str, figures: Sequence[Figure]) -> list[Check]:
    """What lists add up to against the totals that the words beside them give."""
    return list(_sums(text, figures))


def _sums(text: str, figures: Sequence[Figure]) -> Iterator[Check]:
    for total in figures:
        if total.per or total.quantity.change or total.unit in ("1", *TIMES) or not level(total):
            continue
        yield from _listed_after(text, total, figures)
        told = _TOTAL.search(text[max(0, total.start - 60) : total.start])
        after = _IN_ALL.match(text[total.end : total.end + 30])
        if not (told or after):
            continue
        near = [f for f in figures if total.sentence - 1 <= f.sentence <= total.sentence and f.unit not in TIMES]
        parts: list[Figure] = []
        for f in reversed([f for f in near if f.end <= total.start]):
            following = parts[0] if parts else None
            gap = text[f.end : following.start] if following is not None else ""
            if following is not None and (unread(gap) or not _LISTED.search(gap)):
                break
            if f.per or f.quantity.change or f.unit == "1" or not level(f):
                break
            parts.insert(0, f)
        if len(parts) < 2 or unread(text[parts[-1].end : total.start]):
            continue
        if not all(alike(f, total) or after or (told and "made up" in told[0]) for f in parts):
            continue
        if any(a.sentence != b.sentence for a, b in pairwise(parts)):
            continue
        if only_part(text, parts[0].start, total.start) or _AMONG.search(text[parts[-1].end : total.start]):
            continue
        yield summed(parts, total)


def _listed_after(text: str, total: Figure, figures: Sequence[Figure]) -> Iterator[Check]:
    """A total with its parts behind it: "24 trees in all: 12 in Brenn, seven in Osset and five along the road"."""
    later = [f for f in figures if f.sentence == total.sentence and f.start >= total.end and f.unit not in TIMES]
    if len(later) < 2 or not _FIRST_TOTAL.match(text[total.end : later[0].start]):
        return
    if any(f.per or f.quantity.change or f.unit == "1" or not level(f) for f in later):
        return
    gaps = [text[a.end : b.start] for a, b in pairwise(later)]
    if any(unread(gap) or not _LISTED.search(gap) for gap in gaps) or not re.search(r"\band\b|\(", gaps[-1]):
        return
    if only_part(text, total.end, later[-1].end):
        return  # "120 people – including 40 women and 20 children"
    yield summed(later, total)
