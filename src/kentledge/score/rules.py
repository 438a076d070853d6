"""Proper scores, by scoringrules: the lower the better, and lowest on average for saying what one believes."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from typing import Any

from kentledge.errors import KentledgeError
from kentledge.pool.quantiles import Quantiles


class Unscorable(KentledgeError):
    """There is nothing to score, a value is out of its range, or scoringrules is not installed."""


def brier(probability: float, outcome: int) -> float:
    """(p - o)²: 0 for certainty that proved right, 1 for certainty that proved wrong, 0.25 for always saying 1/2.

    `probability` is 0 to 1, `outcome` 0 or 1; `Unscorable` otherwise.

    References: Brier (1950), Verification of forecasts expressed in terms of probability, Monthly Weather Review 78(1).

    >>> round(brier(0.8, 1), 4)
    0.04
    """
    _checked(probability, outcome)
    return float(rules().brier_score(outcome, probability))


def log_score(probability: float, outcome: int) -> float:
    """-ln p where it came true, -ln (1 - p) where it did not: ln 2 for saying 1/2, infinite for certainty proved wrong.

    `probability` is 0 to 1, `outcome` 0 or 1; `Unscorable` otherwise.

    References: Good (1952), Rational decisions, J. R. Stat. Soc. B 14(1).

    >>> round(log_score(0.8, 1), 4)
    0.2231
    """
    _checked(probability, outcome)
    import numpy as np

    # An infinite score is an answer here, not an accident to warn of.
    with np.errstate(divide="ignore"):
        return float(rules().log_score(outcome, probability))


def options_brier(probabilities: Sequence[float], happened: int) -> float:
    """The Brier score of a multiple-choice question, Σ (pᵢ - oᵢ)² over its options: 0 to 2.

    `probabilities` are those of the options and add to 1, `happened` is the index of the one that came true.

    References: Brier (1950), Monthly Weather Review 78(1).

    >>> round(options_brier([0.2, 0.5, 0.3], happened=1), 4)
    0.38
    """
    if not 0 <= happened < len(probabilities) or abs(fsum(probabilities) - 1) > 1e-6:
        raise Unscorable("the probabilities of a question's options add to 1, and one of the options came true")
    return fsum(brier(p, int(i == happened)) for i, p in enumerate(probabilities))


def crps(forecast: Quantiles, observed: float) -> float:
    """The continuous ranked probability score of quantiles, in the quantity's unit: 2 / K · Σ of K pinball losses.

    It is that of the whole distribution only as the levels grow many and even; 0.01, 0.02, …, 0.99 come close. Scores
    compare only between forecasts with the same levels.

    References: Matheson & Winkler (1976), Scoring rules for continuous probability distributions, Management Science
    22(10); Berrisch & Ziel (2023), CRPS learning, J. Econometrics 237(2), for the form in quantiles.

    >>> round(crps(Quantiles((0.25, 0.5, 0.75), (300, 450, 600)), 500), 4)
    66.6667
    """
    import numpy as np

    score = rules().crps_quantile(float(observed), np.array(forecast.values, float), np.array(forecast.levels))
    return float(score)


def rules() -> Any:
    """The module scoringrules, imported only when something is scored."""
    try:
        import scoringrules
    except ImportError as missing:
        raise Unscorable("scoring needs scoringrules: pip install 'kentledge[scores]'") from missing
    return scoringrules


def _checked(probability: float, outcome: int) -> None:
    if not 0 <= probability <= 1 or outcome not in (0, 1):
        raise Unscorable(
            f"a score needs a probability from 0 to 1 and an outcome of 0 or 1, not {probability}, {outcome}"
        )
