"""Scores attributions against gold ones: exact spans by role, characters of content, and who said what.

Figures are those by which the PolNeAR corpus is usually scored: micro-averaged precision, recall and F1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kentledge.records import ROLES, Attribution, Span

_TRIM = " \t\r\n\u00a0\"'“”‘’`.,;:-–—"
WHO_SAID_WHAT = "who-said-what"
CHARACTERS = "content characters"


@dataclass(frozen=True, slots=True)
class Figure:
    """Counts behind a precision, a recall and an F1 (each between 0 and 1)."""

    hits: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.hits / (self.found + self.gold) if self.hits else 0.0

    def __add__(self, other: Figure) -> Figure:
        return Figure(self.hits + other.hits, self.found + other.found, self.gold + other.gold)


def evaluate(
    documents: Iterable[tuple[str, Sequence[Attribution], Sequence[Attribution]]],
) -> Mapping[str, Figure]:
    """Figures over (text, gold, found) of each document.

    Spans are exact after white space, quotation marks and . , ; : - at their ends are trimmed. Who said what: pairs
    matched one to one whose contents' character Jaccard is at least 0.5 and whose sources share at least half of the
    longer one's characters, or are both empty.
    """
    totals = {name: Figure(0, 0, 0) for name in (*ROLES, CHARACTERS, WHO_SAID_WHAT)}
    for text, gold, found in documents:
        for role in ROLES:
            g, f = _spans(text, gold, role), _spans(text, found, role)
            totals[role] += Figure(len(g & f), len(f), len(g))
        a, b = _characters(_spans(text, gold, "content")), _characters(_spans(text, found, "content"))
        totals[CHARACTERS] += Figure(len(a & b), len(b), len(a))
        totals[WHO_SAID_WHAT] += Figure(_matched(text, gold, found), len(found), len(gold))
    return totals


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return start, end


def _spans(text: str, attributions: Sequence[Attribution], role: str) -> set[Span]:
    trimmed = {_trimmed(text, s) for a in attributions for s in getattr(a, role)}
    return {s for s in trimmed if s[1] > s[0]}


def _characters(spans: Iterable[Span]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def _matched(text: str, gold: Sequence[Attribution], found: Sequence[Attribution]) -> int:
    def sides(a: Attribution) -> tuple[set[int], set[int]]:
        return _characters(_spans(text, [a], "content")), _characters(_spans(text, [a], "source"))

    pairs = []
    found_sides = [sides(a) for a in found]
    for i, a in enumerate(gold):
        content, source = sides(a)
        for j, (other_content, other_source) in enumerate(found_sides):
            shared = len(content & other_content)
            if not shared:
                continue
            jaccard = shared / len(content | other_content)
            longer = max(len(source), len(other_source))
            if jaccard >= 0.5 and (longer == 0 or len(source & other_source) >= longer / 2):
                pairs.append((jaccard, i, j))
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for _, i, j in sorted(pairs, reverse=True):
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
    return len(used_gold)
