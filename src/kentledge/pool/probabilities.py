"""Pools of probabilities: several voices on one yes-or-no question into one probability.

Each takes probabilities (any iterable of n numbers, 0 to 1) and, where wanted, n weights (not negative, not all zero;
only their proportions matter) and returns a number from 0 to 1. None depends on the order of the voices. They raise
`Unpoolable` for no voice, a value out of range, or weights that do not fit.

Pools in odds hold each probability within `FLOOR` and 1 - `FLOOR`: without that, one voice that says "never" would
outweigh any number of others.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import comb, exp, fsum, log, sqrt

from kentledge.pool.forecasts import Unpoolable

FLOOR = 0.001
"""The surest that a voice can be in a pool of odds: one in a thousand. No scale's best estimate lies beyond it."""


def arithmetic_mean(probabilities: Iterable[float], weights: Iterable[float] | None = None) -> float:
    """The weighted arithmetic mean, or linear opinion pool: Σ wᵢ pᵢ / Σ wᵢ. Published as ArMean.

    References: Stone (1961), The opinion pool, Ann. Math. Stat. 32; ArMean in Hanea et al. (2021), Mathematically
    aggregating experts' predictions of possible futures, PLOS ONE 16(9), e0256919.

    >>> round(arithmetic_mean([0.2, 0.5, 0.8, 0.9]), 4)
    0.6
    """
    p, w = voices(probabilities, weights)
    return _between(fsum(wi * pi for pi, wi in zip(p, w, strict=True)) / fsum(w), p)


def median(probabilities: Iterable[float], weights: Iterable[float] | None = None) -> float:
    """The weighted median: half of the weight lies on either side; the middle of two values where it falls between.

    References: Median in Hanea et al. (2021), PLOS ONE 16(9), e0256919.

    >>> round(median([0.2, 0.5, 0.8, 0.9]), 4)
    0.65
    >>> median([0.2, 0.5, 0.8], weights=[3, 1, 1])
    0.2
    """
    p, w = voices(probabilities, weights)
    pairs = sorted((pi, wi) for pi, wi in zip(p, w, strict=True) if wi > 0)
    half = fsum(wi for _, wi in pairs) / 2
    for i, (value, _) in enumerate(pairs):
        below = fsum(wi for _, wi in pairs[: i + 1])
        if abs(below - half) <= 1e-12 * half:
            return (value + pairs[i + 1][0]) / 2
        if below > half:
            return value
    return pairs[-1][0]


def log_odds_mean(probabilities: Iterable[float], weights: Iterable[float] | None = None) -> float:
    """The mean of log odds, turned back: logistic(Σ wᵢ log(pᵢ / (1 - pᵢ)) / Σ wᵢ). Published as LOArMean.

    It is the geometric mean of the odds, and the logarithmic opinion pool of a yes-or-no question.

    References: LOArMean in Hanea et al. (2021), PLOS ONE 16(9), e0256919; Genest & Zidek (1986), Combining probability
    distributions, Statistical Science 1(1).

    >>> round(log_odds_mean([0.2, 0.5, 0.8, 0.9]), 4)
    0.634
    """
    p, w = voices(probabilities, weights)
    return _between(_logistic(_mean_log_odds(p, w)), [_held(pi) for pi in p])


def extremised_odds_mean(
    probabilities: Iterable[float], weights: Iterable[float] | None = None, factor: float | None = None
) -> float:
    """The geometric mean of the odds raised to a power: logistic(a · mean log odds), which moves it away from 1/2.

    Voices that each know a part are together surer than their mean. `factor` is a, greater than 0; 1 leaves the
    log-odds mean as it is, below 1 draws it towards 1/2. Without it a is `neyman_factor` of the number of voices with
    weight, which needs no past outcomes and leaves a single voice as it is.

    References: Satopää et al. (2014), Combining multiple probability predictions using a simple logit model,
    International Journal of Forecasting 30(2), who estimate a from past outcomes; Baron et al. (2014), Two reasons to
    make aggregated probability forecasts more extreme, Decision Analysis 11(2), whose pᵃ / (pᵃ + (1 - p)ᵃ) is the same
    transform.

    >>> round(extremised_odds_mean([0.2, 0.5, 0.8, 0.9], factor=2), 4)
    0.75
    >>> extremised_odds_mean([0.7])
    0.7
    """
    p, w = voices(probabilities, weights)
    if factor is None:
        factor = neyman_factor(sum(wi > 0 for wi in w))
    if not factor > 0:
        raise Unpoolable(f"the extremising factor must be greater than 0, not {factor}")
    if factor == 1:
        return log_odds_mean(p, w)
    return _logistic(factor * _mean_log_odds(p, w))


def neyman_factor(n: int) -> float:
    """How far to extremise n voices when nothing is known of their past: n (√(3n² - 3n + 1) - 2) / (n² - n - 1).

    1 for one voice, 1.29 for two, towards √3 for many. The paper derives it as the safest distance by which to move
    the arithmetic mean away from a known prior, for voices whose knowledge overlaps in the ordinary way. Its use on log
    odds, with the prior at 1/2, is practice and not theorem (the R package aggutils does the same).

    References: Neyman & Roughgarden (2022), Are you smarter than a random expert? The robust aggregation of
    substitutable signals, EC '22, doi:10.1145/3490486.3538243.

    >>> [round(neyman_factor(n), 2) for n in (1, 2, 10, 1000)]
    [1.0, 1.29, 1.62, 1.73]
    """
    return n * (sqrt(3 * n * n - 3 * n + 1) - 2) / (n * n - n - 1)


def beta_mean(
    probabilities: Iterable[float],
    weights: Iterable[float] | None = None,
    alpha: int = 6,
    beta: int | None = None,
) -> float:
    """H(m; α, β): the arithmetic mean m through the Beta cumulative function. Published as BetaArMean.

    `alpha` and `beta` are whole numbers, at least 1; `beta` is `alpha` where not given, which leaves 1/2 at 1/2.
    α = β = 1 is the arithmetic mean. For whole numbers H(m; α, β) = P(Binomial(α + β - 1, m) ≥ α): the chance that a
    majority of 2α - 1 jurors is right where each is right with chance m.

    α = 6 is the published setting, and was chosen by its authors on the claims that `benchmarks/pooling.py` reads;
    `kentledge.pool.fit.fitted_alpha` chooses it from past outcomes of your own.

    References: Ranjan & Gneiting (2010), Combining probability forecasts, J. R. Stat. Soc. B 72(1); BetaArMean in
    Hanea et al. (2021), PLOS ONE 16(9), e0256919.

    >>> round(beta_mean([0.2, 0.5, 0.8, 0.9]), 4)
    0.7535
    """
    beta = alpha if beta is None else beta
    if alpha != int(alpha) or beta != int(beta) or min(alpha, beta) < 1:
        raise Unpoolable(f"alpha and beta must be whole numbers from 1 up, not {alpha} and {beta}")
    m = arithmetic_mean(probabilities, weights)
    if alpha == beta == 1:
        return m
    n = int(alpha) + int(beta) - 1
    return min(1.0, fsum(comb(n, j) * m**j * (1 - m) ** (n - j) for j in range(int(alpha), n + 1)))


def voices(probabilities: Iterable[float], weights: Iterable[float] | None) -> tuple[list[float], list[float]]:
    """Probabilities and weights, checked; equal weights where none are given."""
    p = [float(pi) for pi in probabilities]
    if not p:
        raise Unpoolable("there is no judgement to pool")
    if (bad := next((pi for pi in p if not 0 <= pi <= 1), None)) is not None:
        raise Unpoolable(f"{bad} is not a probability from 0 to 1")
    w = [1.0] * len(p) if weights is None else [float(wi) for wi in weights]
    if len(w) != len(p) or not all(0 <= wi < float("inf") for wi in w) or not fsum(w) > 0:
        raise Unpoolable(f"{len(p)} judgements need as many weights, none negative and not all zero")
    # Only proportions matter; within 0 and 1 no product of a weight can overflow or vanish.
    top = max(w)
    return p, [wi / top for wi in w]


def _mean_log_odds(p: list[float], w: list[float]) -> float:
    return fsum(wi * _log_odds(_held(pi)) for pi, wi in zip(p, w, strict=True)) / fsum(w)


def _held(p: float) -> float:
    return min(max(p, FLOOR), 1 - FLOOR)


def _log_odds(p: float) -> float:
    return log(p / (1 - p))


def _logistic(x: float) -> float:
    return 1 / (1 + exp(-x)) if x >= 0 else exp(x) / (1 + exp(x))


def _between(value: float, p: list[float]) -> float:
    """Rounding must not carry a mean past the voices it is a mean of."""
    return min(max(value, min(p)), max(p))
