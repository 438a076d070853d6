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
from kentledge.measure.worded import interval, number
from kentledge.records import Per, Quantity

_WORD = re.compile(r"[^\W\d_]+")


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
    """An interval in words: "2.4–4.8 billion USD a year", "at most 600 USD per shell"."""
    low, high = (None if x is None else float(f"{x:.4g}") for x in (value.low, value.high))
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


def rate_words(per: Per | None) -> str:
    """The reference of a rate: " a year", " per million shells"; an empty text without one."""
    if per is None:
        return ""
    if per.value != 1:
        return f" per {number(per.value).removeprefix('1 ')} {plural(per.unit)}"
    return f" a {per.unit}" if per.unit in TIMES and per.unit != "hour" else f" per {per.unit}"
