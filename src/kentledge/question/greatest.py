"""The greatest changes of mind first: found one after another, with no look at those that can only be smaller.

How far two judgements are apart is known from their best figures, whatever their words. So it is asked first which
later judgements have an earlier one of like words as far off as can be, then nearer and nearer. Such a later judgement
is set beside all earlier ones: it changes from the one that is most like it, which may be nearer. The others wait. A
pair that was found is given once no other can be farther apart.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kentledge.question.alike import Alike, Words
from kentledge.question.columns import Figures, Judgements
from kentledge.question.sides import sides

AT_ONCE = 256
"""How many later judgements are set beside all earlier ones first, where all may be as far off; then ever more."""
SHARE = 1 / 64
"""How many of all pairs of figures, those farthest apart, are looked at together first; then twice as many."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A later judgement on a front and the earlier one that is most like it, by their keys."""

    front: str
    owner: int
    earlier: int
    later: int


@dataclass(frozen=True, slots=True)
class Means:
    """What else it takes to compare: the names of a list of fronts, and the words of judgements by their keys.

    `front` is the one that is asked for, None for all. `least` is how alike (0 to 1) two judgements must be.
    """

    fronts: Callable[[int], Sequence[str]]
    words: Words
    front: str | None
    least: float


def greatest(every: Judgements, days: tuple[int, int], means: Means) -> Iterator[Pair]:
    """Pairs of a judgement up to the first day and one after it up to the second, by how far their figures are apart.

    The greatest first; of equals by the later one's key, then in the order of its fronts.
    """
    lists, names = np.flatnonzero(np.bincount(every.fronts)), _Names(means)
    every = replace(every, fronts=np.searchsorted(lists, every.fronts))
    later, earlier = sides(every, days, [names.of(one) for one in lists.tolist()])
    alike = Alike(every, later, earlier, means.words, means.least)
    farthest, keys = np.maximum(later.above, later.below), every.keys[later.row]
    waiting, waits = np.lexsort((later.position, keys)), np.ones(len(keys), np.bool_)
    found: list[tuple[float, int, int, Pair]] = []
    for apart, alone in _steps(later.best, earlier.best):
        asked = alike.some(waiting[farthest[waiting] >= apart], apart)
        begin, many = 0, AT_ONCE if alone else len(asked)
        while begin < len(asked):
            one, other = alike.most(asked[begin : begin + many])
            waits[one] = False
            by = np.abs(later.best[one] - earlier.best[other])
            for n, e, off in zip(one.tolist(), other.tolist(), by.tolist(), strict=True):
                row, position, key = later.row[n], int(later.position[n]), int(keys[n])
                pair = Pair(names.name(later.front[n]), int(every.owners[row]), int(every.keys[earlier.row[e]]), key)
                heapq.heappush(found, (-off, key, position, pair))
            begin, many = begin + many, 4 * many
            if begin < len(asked):  # those still asked about are no farther apart, and come by their keys
                upto = -apart, int(keys[asked[begin]])
                while found and found[0][:2] < upto:
                    yield heapq.heappop(found)[-1]
        waiting = waiting[waits[waiting]]
        while found and -found[0][0] >= apart:
            yield heapq.heappop(found)[-1]
    while found:
        yield heapq.heappop(found)[-1]


class _Names:
    """Numbers for the names of fronts, as they come."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._numbers: dict[str, int] = {}
        self._names: list[str] = []

    def of(self, key: int) -> list[tuple[int, int]]:
        """What is asked for of a list of fronts: positions and numbers."""
        asked = [(n, name) for n, name in enumerate(self._means.fronts(key)) if self._means.front in (None, name)]
        for _, name in asked:
            if name not in self._numbers:
                self._numbers[name] = len(self._names)
                self._names.append(name)
        return [(position, self._numbers[name]) for position, name in asked]

    def name(self, number: int) -> str:
        return self._names[number]


def _steps(later: Figures, earlier: Figures) -> Iterator[tuple[float, bool]]:
    """Down to which distance to look next, and whether only at pairs that are exactly so far apart."""
    (one, many), (other, others) = (np.unique(best, return_counts=True) for best in (later, earlier))
    distances, which = np.unique(np.abs(np.subtract.outer(one, other)), return_inverse=True)
    pairs = np.bincount(which.ravel(), np.outer(many, others).ravel(), len(distances))[::-1].cumsum()
    distances, share, begin = distances[::-1], SHARE, 0
    while begin < len(distances):
        end = max(begin + 1, int(np.searchsorted(pairs, share * pairs[-1], side="right")))
        if begin + 1 < end == len(distances):
            end -= 1  # of those nearest each other by far the most are alike
        yield float(distances[end - 1]), end == begin + 1
        begin, share = end, 2 * share
