"""Settings of the extremising pools chosen from past outcomes: the one with the lowest mean Brier score."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import fsum
from typing import TypeVar

from kentledge.pool.forecasts import Unpoolable
from kentledge.pool.probabilities import beta_mean, extremised_odds_mean

Past = Sequence[tuple[Sequence[float], int]]
"""Resolved questions: the voices' probabilities of each, and 1 where it came true, else 0."""

FACTORS = tuple(tenths / 10 for tenths in range(5, 51))
"""The extremising factors tried: 0.5 to 5 in tenths."""

_Setting = TypeVar("_Setting", int, float)


def fitted_alpha(past: Past, alphas: Iterable[int] = range(1, 21)) -> int:
    """The α = β of `beta_mean` with the lowest mean Brier score on the past questions; the lowest α of equals.

    References: Ranjan & Gneiting (2010), J. R. Stat. Soc. B 72(1); estimation by a proper score as in Gneiting &
    Raftery (2007), Strictly proper scoring rules, prediction, and estimation, JASA 102.

    >>> fitted_alpha([([0.6, 0.8], 1), ([0.3, 0.2], 0), ([0.6, 0.5], 0)])
    3
    """
    return _best(past, alphas, lambda p, alpha: beta_mean(p, alpha=alpha))


def fitted_factor(past: Past, factors: Iterable[float] = FACTORS) -> float:
    """The factor of `extremised_odds_mean` with the lowest mean Brier score on the past questions.

    References: Satopää et al. (2014), International Journal of Forecasting 30(2), who fit it by maximum likelihood.

    >>> fitted_factor([([0.6, 0.8], 1), ([0.3, 0.2], 0), ([0.6, 0.5], 0)])
    1.9
    """
    return _best(past, factors, lambda p, factor: extremised_odds_mean(p, factor=factor))


def _best(past: Past, settings: Iterable[_Setting], pooled: Callable[[Sequence[float], _Setting], float]) -> _Setting:
    if not past:
        raise Unpoolable("there is no resolved question to fit on; use the pool with its published setting")
    return min(settings, key=lambda setting: fsum((pooled(p, setting) - outcome) ** 2 for p, outcome in past))
