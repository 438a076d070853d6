"""One article against another: figures of the same thing, told by sentences about the same names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from kentledge.measure.conversions import TIMES
from kentledge.measure.figures import Figure, figures, same_thing, worded
from kentledge.records import Reading, Span, Verdict

_SENTENCE_END = re.compile(r"[.!?][”\"’']?\s+(?=[“\"‘A-Z])|\n+")
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w’'-]+")
_NAMES = 2
"""How many names two sentences must share for their figures to be of one thing."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two articles' figures of one thing. `articles`, `quantities` and `evidence` are in the same order."""

    articles: tuple[str, str]
    quantities: tuple[str, str]
    evidence: tuple[Span, Span]
    verdict: Verdict
    says: str


@dataclass(frozen=True, slots=True)
class _Told:
    reading: Reading
    figure: Figure
    names: frozenset[str]


def across(readings: Iterable[Reading]) -> list[Comparison]:
    """The figures of one thing that stand in different articles, and whether they can both hold.

    Compared are amounts of countable things and prices of them, with the same rate, where the sentences share two names
    at least. Figures with a direction of change, shares, lengths of time and small bare counts are not.
    """
    told = [t for reading in readings for t in _told(reading)]
    return [_comparison(one, other) for one, other in combinations(told, 2) if _of_one_thing(one, other)]


def _told(reading: Reading) -> Iterable[_Told]:
    text = reading.article.text
    starts = [0, *(m.end() for m in _SENTENCE_END.finditer(text))]
    for figure in figures([q for q in reading.quantities if not q.plain and not q.change], starts):
        if figure.unit in ("1", "percentage point", *TIMES) or (figure.money and not figure.per):
            continue
        yield _Told(reading, figure, _names(text, starts, figure))


def _names(text: str, starts: Sequence[int], figure: Figure) -> frozenset[str]:
    start = starts[figure.sentence]
    end = starts[figure.sentence + 1] if figure.sentence + 1 < len(starts) else len(text)
    first = re.match(r"\W*([A-Z][\w-]+)", text[start:end])
    names = {m.group().removesuffix("’s").removesuffix("'s") for m in _NAME.finditer(text[start:end])}
    return frozenset(names | ({first.group(1)} if first and first.group(1) in text[end:] + text[:start] else set()))


def _of_one_thing(one: _Told, other: _Told) -> bool:
    a, b = one.figure, other.figure
    if one.reading.article.id == other.reading.article.id or len(one.names & other.names) < _NAMES:
        return False
    if a.per != b.per or not same_thing(a, a.unit, b, b.unit):
        return False
    if a.per and not same_thing(a, a.per.unit, b, b.per.unit if b.per else ""):
        return False
    told = [f.quantity.of.lower() for f in (a, b) if f.quantity.of]
    return len(told) < 2 or told[0] == told[1]


def _comparison(one: _Told, other: _Told) -> Comparison:
    a, b = one.figure, other.figure
    differ = a.reach.apart(b.reach)
    first, second = (worded(f.value, f.unit, f.per) for f in (a, b))
    says = f"{first} in one article, {second} in the other: {'they differ' if differ else 'both can hold'}."
    return Comparison(
        (one.reading.article.id, other.reading.article.id),
        (a.quantity.id, b.quantity.id),
        (a.quantity.span, b.quantity.span),
        "inconsistent" if differ else "consistent",
        says,
    )
