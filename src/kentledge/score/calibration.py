"""Calibration and sharpness: did what was called 70 % come true 70 times in 100, and how far from 1/2 were calls?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from kentledge.score.posterior import central_interval
from kentledge.score.rules import Unscorable


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts of about the same probability, and how often they came true.

    `low` to `high` is the range of the bin (its upper end belongs to the next, but for 1), `forecast` the mean of its n
    forecasts, `frequency` the share that came true, and `from_` to `to` the interval for that share.
    """

    low: float
    high: float
    n: int
    forecast: float
    frequency: float
    from_: float
    to: float


def calibration(
    probabilities: Sequence[float], outcomes: Sequence[int], bins: int = 10, coverage: float = 0.95
) -> tuple[Bin, ...]:
    """The calibration curve in equal-width bins from 0 to 1; bins without a forecast are left out.

    The interval is that of `share_interval`, so a bin of one or two forecasts shows how little it says. Probabilities
    and outcomes (0 or 1) are of equal length n > 0; `Unscorable` otherwise.

    References: Murphy & Winkler (1977), Reliability of subjective probability forecasts of precipitation and
    temperature, Applied Statistics 26(1).

    >>> curve = calibration([0.1, 0.1, 0.8, 0.9], [0, 0, 1, 1], bins=2)
    >>> [(b.low, b.high, b.n, round(b.forecast, 2), b.frequency, round(b.from_, 2), round(b.to, 2)) for b in curve]
    [(0.0, 0.5, 2, 0.1, 0.0, 0.0, 0.67), (0.5, 1.0, 2, 0.85, 1.0, 0.33, 1.0)]
    """
    pairs = paired(probabilities, outcomes)
    out = []
    for i, inside in enumerate(binned(pairs, bins)):
        if not inside:
            continue
        n, hits = len(inside), sum(o for _, o in inside)
        low, high = share_interval(hits, n, coverage)
        out.append(Bin(i / bins, (i + 1) / bins, n, fsum(p for p, _ in inside) / n, hits / n, low, high))
    return tuple(out)


def share_interval(hits: int, n: int, coverage: float = 0.95) -> tuple[float, float]:
    """The Jeffreys interval for a share: central quantiles of Beta(hits + 1/2, n - hits + 1/2), 0 and 1 at the ends.

    References: Brown, Cai & DasGupta (2001), Interval estimation for a binomial proportion, Statistical Science 16(2).

    >>> tuple(round(v, 2) for v in share_interval(1, 1))
    (0.15, 1.0)
    """
    low, high = central_interval(hits + 0.5, n - hits + 0.5, coverage)
    return (0.0 if hits == 0 else low), (1.0 if hits == n else high)


def sharpness(probabilities: Sequence[float]) -> float:
    """How far from 1/2 the forecasts lie: the mean of (2p - 1)², 0 for always 1/2, 1 for certainty each time.

    It knows nothing of outcomes: it is worth something only together with calibration.

    References: Gneiting, Balabdaoui & Raftery (2007), Probabilistic forecasts, calibration and sharpness, J. R. Stat.
    Soc. B 69(2), for the idea; 1 - 4 p (1 - p) turns the forecast's own variance into a scale from 0 to 1.

    >>> round(sharpness([0.9, 0.1, 0.5]), 4)
    0.4267
    """
    if not len(probabilities):
        raise Unscorable("there is no forecast whose sharpness could be told")
    return fsum((2 * p - 1) ** 2 for p in probabilities) / len(probabilities)


def paired(probabilities: Sequence[float], outcomes: Sequence[int]) -> list[tuple[float, int]]:
    """Forecasts with their outcomes, checked."""
    pairs = [(float(p), int(o)) for p, o in zip(probabilities, outcomes, strict=False)]
    if not pairs or len(probabilities) != len(outcomes) or not all(0 <= p <= 1 and o in (0, 1) for p, o in pairs):
        raise Unscorable("scores need as many outcomes of 0 or 1 as probabilities from 0 to 1, and at least one")
    return pairs


def binned(pairs: Sequence[tuple[float, int]], bins: int) -> list[list[tuple[float, int]]]:
    """The pairs in equal-width bins of probability."""
    if bins < 1:
        raise Unscorable(f"{bins} is not a number of bins")
    out: list[list[tuple[float, int]]] = [[] for _ in range(bins)]
    for p, o in pairs:
        # 0.3 · 10 is 3 but 0.29 · 100 is a little less than 29.
        out[min(int(round(p * bins, 9)), bins - 1)].append((p, o))
    return out
