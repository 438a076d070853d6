"""Central intervals of Beta distributions, which the intervals of shares and of scores are."""

from __future__ import annotations

from kentledge.score.rules import Unscorable, rules


def central_interval(a: float, b: float, coverage: float) -> tuple[float, float]:
    """The quantiles of Beta(a, b) between which its middle `coverage` (0 to 1) lies.

    >>> tuple(round(v, 3) for v in central_interval(1, 1, 0.95))
    (0.025, 0.975)
    """
    if not 0 < coverage < 1:
        raise Unscorable(f"the coverage of an interval lies between 0 and 1, not at {coverage}")
    rules()  # scipy comes with scoringrules: where one is missing, say so in the same words
    from scipy.stats import beta

    tail = (1 - coverage) / 2
    low, high = beta.ppf([tail, 1 - tail], a, b)
    return float(low), float(high)
