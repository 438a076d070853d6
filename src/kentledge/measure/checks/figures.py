"""Quantities as the checks see them: where each stands, what it counts, and how it reads back in a sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kentledge.lexicons import lexicon
from kentledge.measure.checks.intervals import Interval, reach, stated
from kentledge.measure.conversions import TIMES
from kentledge.measure.nouns import singular
from kentledge.measure.plurals import plural
from kentledge.measure.worded import decimal, interval, number
from kentledge.records import Per, Quantity

_WORD = re.compile(r"[^\W\d_]+")
_FIGURES = 4
"""To how many figures a computed number is rounded at least."""
_MOST_PRINTED = 9
"""More figures than these with decimals are those of a fraction."""


@cache
def _no_kinds() -> frozenset[str]:
    return frozenset(lexicon("quantities")["kinds"]["none"])


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity with the number of its sentence; `value` as printed, `reach` with what its rounding leaves open."""

    quantity: Quantity
    sentence: int
    value: Interval
    reach: Interval

    @property
    def unit(self) -> str:
        return self.quantity.unit

    @property
    def per(self) -> Per | None:
        return self.quantity.per

    @property
    def money(self) -> bool:
        return is_money(self.quantity.unit)

    @property
    def timed(self) -> bool:
        """Whether it is a rate in time: "a year"."""
        return self.per is not None and self.per.unit in TIMES

    @property
    def thing(self) -> str:
        """The unit in the plural: "shells", "USD"."""
        return plural(self.unit)

    @property
    def unit_words(self) -> str:
        """The unit with its rate: "shells a year"."""
        return f"{self.thing}{rate_words(self.per)}"

    @property
    def start(self) -> int:
        return self.quantity.span[0]

    @property
    def end(self) -> int:
        return self.quantity.span[1]


def figures(quantities: Sequence[Quantity], sentence_starts: Sequence[int], bare: bool = False) -> list[Figure]:
    """The quantities that can bear on each other, in order: no ages, none below zero; without a unit if `bare`."""
    found = []
    for q in quantities:
        age = q.plain and q.unit in TIMES
        if (q.unit or bare) and not age and stated(q).positive and (q.low, q.high) != (None, None):
            found.append(Figure(q, bisect_right(sentence_starts, q.span[0]) - 1, stated(q), reach(q)))
    return found


def is_money(unit: str) -> bool:
    """Whether the unit is a currency's code."""
    return len(unit) == 3 and unit.isalpha() and unit.isupper()


def same_thing(one: Figure, unit_of_one: str, other: Figure, unit_of_other: str) -> bool:
    """Whether two figures speak of one thing: the same noun, not two kinds of it ("mortar" and "artillery" shells)."""
    if unit_of_one.lower() != unit_of_other.lower():
        return False
    kinds = [_kinds(f.quantity.text, unit_of_one) for f in (one, other)]
    return not (kinds[0] and kinds[1]) or bool(kinds[0] & kinds[1])


def _kinds(text: str, unit: str) -> frozenset[str]:
    """The words right before the noun in the printed phrase: "artillery" of "per million artillery shells"."""
    words = [w.lower() for w in _WORD.findall(text)]
    at = next((i for i in reversed(range(len(words))) if singular(words[i]) == unit.split()[-1].lower()), 0)
    kinds: set[str] = set()
    while at > 0 and words[at - 1] not in _no_kinds() and len(kinds) < 3:
        at -= 1
        kinds.add(words[at])
    return frozenset(kinds)


def worded(value: Interval, unit: str, per: Per | None = None) -> str:
    """What is stated in words, in full: "2.4–4.8 billion USD a year", "at most 600 USD per shell", "18,437 votes"."""
    low, high = (None if x is None else _printed(x) for x in (value.low, value.high))
    scale = 100 if unit == "1" else 1
    if low is not None and high is not None:
        text = interval(low * scale, high * scale)
    elif low is not None:
        text = f"at least {number(low * scale)}"
    elif high is not None:
        text = f"at most {number(high * scale)}"
    else:
        return "no figure"
    name = "%" if unit == "1" else unit if low == high == 1 else plural(unit)
    return f"{text} {name}".rstrip() + rate_words(per)


def rounded(value: Interval, unit: str, per: Per | None = None, like: Interval | None = None) -> str:
    """What was computed in words, to four figures, or to as many as what is stated has: "2.333 tonnes"."""
    ends = [] if like is None else [x for x in (like.low, like.high) if x is not None]
    figures = max([_FIGURES, *(_count(_printed(x)) for x in ends)])
    low, high = (None if x is None else float(f"{x:.{figures}g}") for x in (value.low, value.high))
    return worded(Interval(low, high), unit, per)


def _printed(value: float) -> float:
    """A stated number as printed; a fraction in words ("a third") has no decimals that anyone printed."""
    return value if value == int(value) or _count(value) <= _MOST_PRINTED else float(f"{value:.{_FIGURES}g}")


def _count(value: float) -> int:
    """How many figures a number has, zeros at its end left out."""
    return len(decimal(value).normalize().as_tuple().digits)


def rate_words(per: Per | None) -> str:
    """The reference of a rate: " a year", " per million shells"; an empty text without one."""
    if per is None:
        return ""
    if per.value != 1:
        return f" per {number(per.value).removeprefix('1 ')} {plural(per.unit)}"
    return f" a {per.unit}" if per.unit in TIMES and per.unit != "hour" else f" per {per.unit}"
