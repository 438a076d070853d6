"""The greatest changes of mind first: found one after another, with no look at those that can only be smaller.

How far two judgements can be apart is known from their best figures alone. So the later judgements are taken by how
far from any earlier one they may be, and each is compared in its words with the earlier ones of its person and front. A
pair that was found is given once no later judgement is left that may be farther from what it is most like.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import sqrt
from typing import Protocol

from kentledge.question.stored import Mark, Stored, words

AT_ONCE = 256
"""For how many later judgements the earlier ones of their persons are fetched together."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A later judgement on a front and the earlier one that is most like it."""

    front: str
    earlier: Mark
    later: Mark


class Earlier(Protocol):
    """Gives the earlier judgements of persons, in the order of their keys."""

    def __call__(self, owners: Sequence[int]) -> Mapping[int, Sequence[Mark]]: ...


def greatest(stored: Stored, later: Iterator[tuple[float, Mark]], earlier: Earlier, least: float) -> Iterator[Pair]:
    """Pairs by the distance of their best figures, the greatest first; of equals by the later one's key.

    `later` come with how far off they may be, the farthest first, then by key. Pairs must be alike by `least`.
    """
    groups: dict[int, dict[str, _Group]] = {}
    found: list[tuple[float, int, int, Pair]] = []
    while some := list(islice(later, AT_ONCE)):
        for owner, marks in earlier(sorted({mark.owner for _, mark in some} - groups.keys())).items():
            groups[owner] = _by_front(stored, marks)
        for farthest, mark in some:
            while found and found[0][:2] < (-farthest, mark.key):
                yield heapq.heappop(found)[-1]
            said = words(mark)
            for position, front in enumerate(stored.fronts(mark)):
                group = groups.get(mark.owner, {}).get(front)
                if group is not None and (most := group.most_like(said, least)) is not None:
                    by = abs(mark.best - most.best)
                    heapq.heappush(found, (-by, mark.key, position, Pair(front, most, mark)))
    while found:
        yield heapq.heappop(found)[-1]


def likeness(shared: int, one: int, other: int) -> float:
    """How much two sets of words have in common, 0 to 1, by their sizes."""
    return shared / sqrt(one * other) if shared else 0.0


def _by_front(stored: Stored, marks: Sequence[Mark]) -> dict[str, _Group]:
    groups: defaultdict[str, _Group] = defaultdict(_Group)
    for mark in marks:
        for front in stored.fronts(mark):
            if stored.front in (None, front):
                groups[front].add(mark)
    return groups


class _Group:
    """The earlier judgements of a person on a front, by the words in them."""

    def __init__(self) -> None:
        self._marks: list[Mark] = []
        self._having: defaultdict[int, list[int]] = defaultdict(list)

    def add(self, mark: Mark) -> None:
        for word in words(mark):
            self._having[word].append(len(self._marks))
        self._marks.append(mark)

    def most_like(self, said: Sequence[int], least: float) -> Mark | None:
        """The one most like some words, if it is so by `least`: of equals the latest."""
        shared: defaultdict[int, int] = defaultdict(int)
        for word in said:
            for n in self._having.get(word, ()):
                shared[n] += 1
        best = None
        for n, count in shared.items():
            mark = self._marks[n]
            alike = likeness(count, len(mark.stored) // 4, len(said))
            if alike >= least and (best is None or (alike, mark.day, n) > best):
                best = alike, mark.day, n
        return None if best is None else self._marks[best[2]]
