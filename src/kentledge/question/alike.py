"""Which earlier judgements are like later ones of the same person on the same front, for many later ones at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set

import numpy as np

from kentledge.edits.persons.packs import WORD
from kentledge.question.columns import Figures, Judgements, Numbers
from kentledge.question.sides import Side, spread

MOST = 2_000_000
"""How many shared words are in memory at once, unless one later judgement alone has more."""

FEW = 500
"""Up to how many pairs are compared by all of their words at once."""

Words = Callable[[Sequence[int]], Mapping[int, Set[int]]]
"""Gives the words of judgements, by their keys."""


class Alike:
    """The judgements of two sides, compared by their words."""

    def __init__(self, every: Judgements, later: Side, earlier: Side, words: Words, least: float) -> None:
        """`least` is how alike (0 to 1) two judgements must be."""
        self._every, self._later, self._earlier = every, later, earlier
        self._words, self._least = words, least

    def some(self, later: Numbers, apart: float) -> Numbers:
        """Those of some later judgements, in their order, that have a like one at least so far off.

        Where that is no distance at all those that have none are among them.
        """
        if apart == 0:
            return later  # to know which have one is as much work as to find the most alike
        have = np.zeros(len(self._later.row), np.bool_)
        for ours, theirs in ((self._later.above, self._earlier.below), (self._later.below, self._earlier.above)):
            pairs = self._pairs(later[ours[later] >= apart], np.flatnonzero(theirs >= apart), apart)
            have[self._exactly(*pairs)[0]] = True
        return later[have[later]]

    def most(self, later: Numbers) -> tuple[Numbers, Numbers]:
        """Those of some later judgements that have a like one, and the one that is most like each of them.

        Of equals the latest; of those of one day that with the highest key.
        """
        one, other, alike = self._exactly(*self._pairs(later, np.arange(len(self._earlier.row)), 0.0))
        row = self._earlier.row[other]
        order = np.lexsort((self._every.keys[row], self._every.days[row], alike, one))
        last = order[np.diff(one[order], append=-1) != 0]
        return one[last], other[last]

    def _exactly(self, one: Numbers, other: Numbers, alike: Figures) -> tuple[Numbers, Numbers, Figures]:
        """Those of some pairs that are alike by all of their words: of each later judgement at least the most alike."""
        exact, least = np.zeros(len(one)), np.full(len(self._later.row), self._least)
        left = np.arange(len(one))
        while (left := left[alike[left] >= least[one[left]]]).size:
            most = np.zeros(len(least))
            if len(left) > FEW:  # those first that seem most alike: of the others few have to be looked at
                np.maximum.at(most, one[left], alike[left])
            tried = alike[left] >= most[one[left]]
            now, left = left[tried], left[~tried]
            exact[now] = self._compared(one[now], other[now])
            np.maximum.at(least, one[now], exact[now])
        fit = exact >= self._least
        return one[fit], other[fit], exact[fit]

    def _compared(self, one: Numbers, other: Numbers) -> Figures:
        """How alike pairs are by all of their words; not at all where another process has just taken one away."""
        rows, theirs = self._later.row[one], self._earlier.row[other]
        pairs = list(zip(self._every.keys[rows].tolist(), self._every.keys[theirs].tolist(), strict=True))
        words, none = self._words(sorted({key for pair in pairs for key in pair})), frozenset[int]()
        shared = np.array([len(words.get(a, none) & words.get(b, none)) for a, b in pairs], np.int64)
        return _likeness(shared, self._every.counts[rows], self._every.counts[theirs])

    def _pairs(self, later: Numbers, earlier: Numbers, apart: float) -> tuple[Numbers, Numbers, Figures]:
        """Pairs of some judgements, at least so far apart, that are alike as the columns have them, and how much.

        They are never less alike in the columns than they are.
        """
        one, other, shared = self._sharing(later, earlier, apart)
        counts = self._every.counts
        alike = _likeness(shared, counts[self._later.row[one]], counts[self._earlier.row[other]])
        near = alike >= self._least
        return one[near], other[near], alike[near]

    def _sharing(self, later: Numbers, earlier: Numbers, apart: float) -> tuple[Numbers, Numbers, Numbers]:
        """Pairs of some judgements, at least so far apart, that share words, with how many."""
        asked = np.zeros(int(self._later.group.max(initial=0)) + 1, np.bool_)
        asked[self._later.group[later]] = True
        earlier = earlier[asked[self._earlier.group[earlier]]]
        ours, one = self._numbers(self._later, later)
        theirs, other = self._numbers(self._earlier, earlier)
        had = _sieved(ours, theirs)
        ours, one = ours[had], one[had]
        had = _sieved(theirs, ours)
        theirs, other = theirs[had], other[had]
        order = np.argsort(theirs)
        theirs, other = theirs[order], other[order]
        begins = np.searchsorted(theirs, ours)
        sizes = np.searchsorted(theirs, ours, side="right") - begins
        if sizes.sum() > MOST and len(later) > 1:
            halves = [self._sharing(half, earlier, apart) for half in np.array_split(later, 2)]
            one, other, shared = (np.concatenate(both) for both in zip(*halves, strict=True))
            return one, other, shared
        row, at = spread(sizes)
        one, other = one[row], other[begins[row] + at]
        far = np.abs(self._later.best[one] - self._earlier.best[other]) >= apart
        pairs, shared = np.unique(one[far] * len(self._earlier.row) + other[far], return_counts=True)
        return *np.divmod(pairs, len(self._earlier.row)), shared

    def _numbers(self, side: Side, some: Numbers) -> tuple[Numbers, Numbers]:
        """A number for each word of some judgements in its group, and whose it is."""
        rows = side.row[some]
        sizes = self._every.counts[rows]
        at = np.arange(sizes.sum()) + np.repeat(self._every.begins[rows] - np.cumsum(sizes) + sizes, sizes)
        return np.repeat(side.group[some] * (WORD + 1), sizes) + self._every.words[at], np.repeat(some, sizes)


def _likeness(shared: Numbers, ours: Numbers, theirs: Numbers) -> Figures:
    """How much two sets of words have in common, 0 to 1, by their sizes."""
    alike: Figures = shared / np.sqrt(ours * theirs)
    return alike


def _sieved(some: Numbers, others: Numbers) -> Numbers:
    """Which may be among the others, by a checksum: all that are, and few besides."""
    bits = int(16 * len(others)).bit_length()
    seen = np.zeros(1 << bits, np.bool_)
    seen[_checksums(others, bits)] = True
    return np.flatnonzero(seen[_checksums(some, bits)])


def _checksums(values: Numbers, bits: int) -> Numbers:
    mixed = values.view(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return (mixed >> np.uint64(64 - bits)).view(np.int64)
