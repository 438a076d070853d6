"""The Brier score taken apart: what calibration costs, what telling cases apart gains, and what is nobody's doing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from kentledge.score.calibration import binned, paired
from kentledge.score.rules import Unscorable, rules


@dataclass(frozen=True, slots=True)
class Decomposition:
    """brier = reliability - resolution + uncertainty + within.

    `reliability` is lower for better calibration, `resolution` higher for telling cases apart, `uncertainty` belongs to
    the questions alone, and `within` is what binning leaves over (0 where each bin holds one probability).
    """

    n: int
    brier: float
    reliability: float
    resolution: float
    uncertainty: float
    within: float


def decomposition(probabilities: Sequence[float], outcomes: Sequence[int], bins: int | None = None) -> Decomposition:
    """Murphy's decomposition of the mean Brier score.

    Over groups k of nₖ forecasts with mean forecast fₖ and frequency oₖ, and o the frequency of all:
    reliability = Σ nₖ (fₖ - oₖ)² / n, resolution = Σ nₖ (oₖ - o)² / n, uncertainty = o (1 - o). Without `bins` a group
    is all forecasts of one probability, and the three add up to the Brier score. With `bins` of equal width they leave
    the variance within bins less twice the covariance with outcomes there, given as `within`.

    Forecasts that hardly ever repeat make groups of one, where reliability and resolution say little: use `bins`, or
    `corp`. Raises `Unscorable` for unequal lengths or values out of range.

    References: Murphy (1973), A new vector partition of the probability score, J. Applied Meteorology 12(4);
    Stephenson, Coelho & Jolliffe (2008), Two extra components in the Brier score decomposition, Weather and
    Forecasting 23(4).

    >>> parts = decomposition([0.2, 0.2, 0.8, 0.8], [0, 1, 1, 1])
    >>> round(parts.brier, 4), round(parts.reliability, 4), round(parts.resolution, 4), parts.uncertainty
    (0.19, 0.065, 0.0625, 0.1875)
    """
    pairs = paired(probabilities, outcomes)
    n = len(pairs)
    if bins is None:
        by_value: dict[float, list[tuple[float, int]]] = {}
        for p, o in pairs:
            by_value.setdefault(p, []).append((p, o))
        groups = list(by_value.values())
    else:
        groups = [g for g in binned(pairs, bins) if g]
    base = fsum(o for _, o in pairs) / n
    reliability: list[float] = []
    resolution: list[float] = []
    within: list[float] = []
    for group in groups:
        k = len(group)
        forecast, frequency = fsum(p for p, _ in group) / k, fsum(o for _, o in group) / k
        reliability.append(k * (forecast - frequency) ** 2)
        resolution.append(k * (frequency - base) ** 2)
        within.extend((p - forecast) ** 2 - 2 * (p - forecast) * (o - frequency) for p, o in group)
    return Decomposition(
        n, _mean_brier(pairs), fsum(reliability) / n, fsum(resolution) / n, base * (1 - base), fsum(within) / n
    )


@dataclass(frozen=True, slots=True)
class Corp:
    """brier = miscalibration - discrimination + uncertainty, and the forecasts as they should have been."""

    n: int
    brier: float
    miscalibration: float
    discrimination: float
    uncertainty: float
    recalibrated: tuple[float, ...]


def corp(probabilities: Sequence[float], outcomes: Sequence[int]) -> Corp:
    """The decomposition without bins: forecasts are set against their isotonic regression on the outcomes.

    With B(x) the mean Brier score of forecasts x, p the forecasts, r their isotonic regression and o the frequency of
    all: miscalibration = B(p) - B(r), discrimination = B(o) - B(r), uncertainty = B(o) = o (1 - o). All are at least 0,
    and nothing hangs on a choice of bins. On few questions the isotonic regression follows chance, and both the
    miscalibration and the discrimination come out too great.

    References: Dimitriadis, Gneiting & Jordan (2021), Stable reliability diagrams for probabilistic classifiers, PNAS
    118(8), e2016191118.

    >>> parts = corp([0.1, 0.2, 0.3, 0.9], [0, 1, 0, 1])
    >>> round(parts.brier, 4), round(parts.miscalibration, 4), parts.discrimination, parts.uncertainty
    (0.1875, 0.0625, 0.125, 0.25)
    """
    pairs = paired(probabilities, outcomes)
    n, score = len(pairs), _mean_brier(pairs)
    from scipy.optimize import isotonic_regression

    # Equal forecasts must get equal values: each distinct one enters once, weighted.
    values = sorted({p for p, _ in pairs})
    met: dict[float, list[int]] = {p: [] for p in values}
    for p, o in pairs:
        met[p].append(o)
    fit = isotonic_regression([sum(met[p]) / len(met[p]) for p in values], weights=[len(met[p]) for p in values]).x
    fitted = {p: min(max(float(r), 0.0), 1.0) for p, r in zip(values, fit, strict=True)}
    recalibrated = tuple(fitted[p] for p, _ in pairs)
    base = fsum(o for _, o in pairs) / n
    best = fsum((r - o) ** 2 for r, (_, o) in zip(recalibrated, pairs, strict=True)) / n
    uncertainty = base * (1 - base)
    return Corp(n, score, score - best, uncertainty - best, uncertainty, recalibrated)


def _mean_brier(pairs: Sequence[tuple[float, int]]) -> float:
    import numpy as np

    if not pairs:
        raise Unscorable("there is no forecast to score")
    p, o = np.array([p for p, _ in pairs]), np.array([o for _, o in pairs])
    return float(np.mean(rules().brier_score(o, p)))
