"""Consensus and dissent: how far the voices on one question stand apart, and who stands furthest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum, log2, sqrt

from kentledge.pool.forecasts import Forecast, one_voice_each
from kentledge.pool.probabilities import arithmetic_mean, median, voices


def consensus(probabilities: Iterable[float], weights: Iterable[float] | None = None) -> float:
    """1 where all say the same, 0 where one half says 0 and the other half 1: 1 + Σ wᵢ log₂(1 - |pᵢ - m|) / Σ wᵢ.

    m is the weighted arithmetic mean; arguments as for the pools of `kentledge.pool.probabilities`.

    References: Tastle & Wierman (2007), Consensus and dissention: a measure of ordinal dispersion, International
    Journal of Approximate Reasoning 45(3).

    >>> consensus([0.7, 0.7, 0.7]), consensus([0, 1]), round(consensus([0.2, 0.5, 0.8]), 2)
    (1.0, 0.0, 0.66)
    """
    p, w = voices(probabilities, weights)
    m = arithmetic_mean(p, w)
    # A voice without weight may lie a whole unit from the mean of the others.
    heard = [(pi, wi) for pi, wi in zip(p, w, strict=True) if wi]
    away = fsum(wi * log2(1 - abs(pi - m)) for pi, wi in heard)
    return min(1.0, max(0.0, 1 + away / fsum(w)))


def dissent(probabilities: Iterable[float], weights: Iterable[float] | None = None) -> float:
    """1 - `consensus`: 0 where all say the same, 1 where two halves contradict each other with certainty.

    >>> dissent([0, 1])
    1.0
    """
    return 1 - consensus(probabilities, weights)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How the voices on a question stand to one another.

    `between` is the standard deviation of their best estimates, `within` the root mean square of half the width of
    their own ranges: where `between` is the greater, they differ by more than their words leave open. `common` is the
    range that all of them leave open, None where there is none. `likely`, `unlikely` and `even` count best estimates
    above, below and at 1/2. `furthest` names the speaker whose best estimate is furthest from the median, None where
    all say the same.
    """

    voices: int
    consensus: float
    dissent: float
    between: float
    within: float
    common: tuple[float, float] | None
    likely: int
    unlikely: int
    even: int
    furthest: str | None


def agreement(forecasts: Sequence[Forecast]) -> Agreement:
    """Consensus and dissent among speakers, one voice each (see `one_voice_each`). Forecasts are probabilities.

    >>> found = agreement([Forecast("Hale", 0.55, 0.65, 0.75), Forecast("Roswell", 0.1, 0.15, 0.2)])
    >>> found.common, found.likely, found.unlikely, round(found.dissent, 2)
    (None, 1, 1, 0.42)
    """
    each = one_voice_each(forecasts)
    best, _ = voices([f.best for f in each], None)
    mean, middle, n = arithmetic_mean(best), median(best), len(best)
    agreed = consensus(best)
    low, high = max(f.low for f in each), min(f.high for f in each)
    outlier = max(each, key=lambda f: abs(f.best - middle))
    return Agreement(
        voices=n,
        consensus=agreed,
        dissent=1 - agreed,
        between=sqrt(fsum((p - mean) ** 2 for p in best) / n),
        within=sqrt(fsum(((f.high - f.low) / 2) ** 2 for f in each) / n),
        common=(low, high) if low <= high else None,
        likely=sum(p > 0.5 for p in best),
        unlikely=sum(p < 0.5 for p in best),
        even=sum(p == 0.5 for p in best),
        furthest=outlier.speaker if outlier.best != middle else None,
    )
