"""Earlier and later judgements of the same person on the same front, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kentledge.question.columns import Figures, Judgements, Numbers


@dataclass(frozen=True, slots=True)
class Side:
    """Judgements of one side, once for each of their fronts; those of a person on a front are a group.

    `row` is their row among the columns, `front` the number of a front's name, `position` where it stands among their
    fronts. `above` is how far the best figure is above the lowest of the other side in the group, `below` how far it is
    below the highest.
    """

    row: Numbers
    group: Numbers
    position: Numbers
    front: Numbers
    best: Figures
    above: Figures
    below: Figures


def sides(every: Judgements, days: tuple[int, int], fronts: Sequence[Sequence[tuple[int, int]]]) -> tuple[Side, Side]:
    """The judgements after the first day up to the second, and those up to the first, of groups that have some of both.

    `fronts` has what is asked for of each list of fronts that the columns name: positions, and numbers of names.
    """
    sizes = np.array([len(each) for each in fronts], np.int64)
    flat = np.array([pair for each in fronts for pair in each], np.int64).reshape(-1, 2)
    before, after = days
    row, at = spread(np.where(every.days <= after, sizes[every.fronts], 0))
    position, front = flat[(np.cumsum(sizes) - sizes)[every.fronts[row]] + at].T
    is_later = every.days[row] > before
    group = _changes(every.owners)[row] * (front.max(initial=0) + 1) + front
    most = int(group.max(initial=0)) + 1
    both = np.logical_and(*(np.bincount(group[own], minlength=most) > 0 for own in (is_later, ~is_later)))
    fit = np.flatnonzero(both[group])
    group = (np.cumsum(both) - 1)[group[fit]]
    row, is_later, count = row[fit], is_later[fit], int(both.sum())
    best = every.best[row]

    def side(own: NDArray[np.bool_]) -> Side:
        low, high = np.full(count, np.inf), np.full(count, -np.inf)
        np.minimum.at(low, group[~own], best[~own])
        np.maximum.at(high, group[~own], best[~own])
        mine, where = group[own], fit[own]
        return Side(
            row[own], mine, position[where], front[where], best[own], best[own] - low[mine], high[mine] - best[own]
        )

    return side(is_later), side(~is_later)


def spread(sizes: Numbers) -> tuple[Numbers, Numbers]:
    """For rows of some sizes, the row of each member, and which in its row it is."""
    ends = np.cumsum(sizes)
    row = np.repeat(np.arange(len(sizes)), sizes)
    return row, np.arange(len(row)) - (ends - sizes)[row]


def _changes(values: Numbers) -> Numbers:
    """How often a sorted column has changed up to each row."""
    return np.cumsum(np.diff(values, prepend=values[:1]) != 0)
