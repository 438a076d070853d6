"""Where a judgement holds and where it fails: shares of draws, and the quantities by which the two differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kentledge.model.plan import Plan
from kentledge.model.results import Difference, Held

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Draws that are compared: enough to tell a distance of 0.03 from chance on both sides.
_COMPARED = 20_000
_FEWEST = 50
_SHOWN = 3


def held(plan: Plan, name: str, truth: NDArray[np.float64], inputs: Mapping[str, Any]) -> Held:
    """The share of draws in which the judgement holds, and the quantities that tell those draws from the others.

    The distance is the largest gap between the two distributions of a quantity (Kolmogorov and Smirnov's statistic);
    none is given where one side has fewer than 50 of the draws compared.
    """
    share = float(truth.mean())
    part = truth[:_COMPARED] > 0
    if min(part.sum(), (~part).sum()) < _FEWEST:
        return Held(name, share, ())
    import numpy as np

    roots = {i.name: i.unit.root for i in plan.scenario.inputs}
    found = []
    for quantity in plan.uncertain:
        values = inputs[quantity][:_COMPARED]
        yes, no = np.sort(values[part]), np.sort(values[~part])
        distance = _distance(yes, no)
        # Two samples of one distribution differ by more than this once in a hundred times.
        if distance > 1.63 * np.sqrt(1 / len(yes) + 1 / len(no)):
            root = roots[quantity]
            found.append(Difference(quantity, distance, float(np.median(yes)) / root, float(np.median(no)) / root))
    found.sort(key=lambda d: -d.distance)
    return Held(name, share, tuple(found[:_SHOWN]))


def _distance(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    """The largest gap between two samples' distribution functions, both sorted."""
    import numpy as np

    places = np.concatenate([a, b])
    gap = np.searchsorted(a, places, side="right") / len(a) - np.searchsorted(b, places, side="right") / len(b)
    return float(np.abs(gap).max())
