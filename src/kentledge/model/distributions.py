"""Distributions: a value for every standard normal number, so that one set of draws serves every way of drawing.

A distribution turns z, standard normal, into its own quantile at the probability of z. Independent draws, draws that a
Gaussian copula correlates and quasi-random points all arrive as such z.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kentledge.model.errors import missing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

INTERVAL = 0.9
"""A range is the middle 90 % of a distribution unless the file says otherwise."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """What every distribution has: `clip`, the values that it never passes (draws beyond them are set to them)."""

    clip: tuple[float | None, float | None] = (None, None)

    certain = False
    ordered = True
    """Whether a larger z never gives a smaller value."""

    def at(self, z: Floats) -> Floats:
        """The values for standard normal numbers of any shape."""
        import numpy as np

        found = self._at(z)
        low, high = self.clip
        return found if low is None and high is None else np.clip(found, low, high)

    def _at(self, z: Floats) -> Floats:
        raise NotImplementedError

    def says(self) -> str:
        """What kind it is, in words, without its figures."""
        return type(self).__name__.lower()


@dataclass(frozen=True, slots=True)
class Point(Distribution):
    """One value, taken as certain."""

    value: float = 0.0
    certain = True

    def _at(self, z: Floats) -> Floats:
        import numpy as np

        return np.full_like(z, self.value)


@dataclass(frozen=True, slots=True)
class Normal(Distribution):
    """The normal distribution of this mean and standard deviation."""

    mean: float = 0.0
    sd: float = 1.0

    def _at(self, z: Floats) -> Floats:
        return self.mean + self.sd * z


@dataclass(frozen=True, slots=True)
class Lognormal(Distribution):
    """exp of the normal distribution of mean `mu` and standard deviation `sigma`."""

    mu: float = 0.0
    sigma: float = 1.0

    def _at(self, z: Floats) -> Floats:
        import numpy as np

        found = np.multiply(z, self.sigma)
        found += self.mu
        return np.exp(found, out=found)


@dataclass(frozen=True, slots=True)
class Uniform(Distribution):
    """Every value between the two as likely as any other."""

    low: float = 0.0
    high: float = 1.0

    def _at(self, z: Floats) -> Floats:
        return self.low + (self.high - self.low) * probability(z)


@dataclass(frozen=True, slots=True)
class Triangular(Distribution):
    """Density rising in a line to `mode` and falling in a line from it."""

    low: float = 0.0
    mode: float = 0.5
    high: float = 1.0

    def _at(self, z: Floats) -> Floats:
        import numpy as np

        p, width = probability(z), self.high - self.low
        share = (self.mode - self.low) / width
        rising = self.low + np.sqrt(p * width * (self.mode - self.low))
        falling = self.high - np.sqrt((1 - p) * width * (self.high - self.mode))
        return np.where(p < share, rising, falling)


@dataclass(frozen=True, slots=True)
class Beta(Distribution):
    """The beta distribution of these two shapes, stretched from `low` to `high`. PERT is one of these."""

    alpha: float = 1.0
    beta: float = 1.0
    low: float = 0.0
    high: float = 1.0
    name: str = "beta"

    def _at(self, z: Floats) -> Floats:
        share = _special().betaincinv(self.alpha, self.beta, probability(z))
        found: Floats = self.low + (self.high - self.low) * share
        return found

    def says(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Discrete(Distribution):
    """One of these values, with these chances, which sum to 1; values in rising order."""

    values: tuple[float, ...] = ()
    chances: tuple[float, ...] = ()

    def _at(self, z: Floats) -> Floats:
        import numpy as np

        ends = np.cumsum(self.chances)[:-1]
        return np.asarray(self.values, dtype=np.float64)[np.searchsorted(ends, probability(z), side="right")]


@dataclass(frozen=True, slots=True)
class Poisson(Distribution):
    """How often something happens that happens `mean` times on average."""

    mean: float = 1.0

    def _at(self, z: Floats) -> Floats:
        import numpy as np

        # Beyond twelve standard deviations (and the first thirty) there is nothing that a draw could reach.
        most = math.ceil(self.mean + 12 * math.sqrt(self.mean) + 30)
        least = max(0, math.floor(self.mean - 12 * math.sqrt(self.mean) - 30))
        ends = _special().pdtr(np.arange(least, most), self.mean)
        return (least + np.searchsorted(ends, probability(z), side="left")).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Mixture(Distribution):
    """One of several distributions, with these chances. It has no order of its own, so it cannot be correlated."""

    parts: tuple[Distribution, ...] = ()
    chances: tuple[float, ...] = ()
    ordered = False

    def _at(self, z: Floats) -> Floats:
        import numpy as np

        # The probability both chooses the part and, stretched to 0 to 1 within it, draws from it.
        p = probability(z)
        found = np.empty_like(p)
        start = 0.0
        which = np.searchsorted(np.cumsum(self.chances)[:-1], p, side="right")
        for i, (part, chance) in enumerate(zip(self.parts, self.chances, strict=True)):
            mine = which == i
            found[mine] = part.at(normal_of((p[mine] - start) / chance))
            start += chance
        return found


def probability(z: Floats) -> Floats:
    """The chance that a standard normal number is below z."""
    found: Floats = _special().ndtr(z)
    return found


def normal_of(p: Floats) -> Floats:
    """The standard normal number below which the share p of draws lies; p is kept a hair away from 0 and 1."""
    import numpy as np

    found: Floats = _special().ndtri(np.clip(p, 1e-12, 1 - 1e-12))
    return found


def _special() -> Any:
    try:
        import scipy.special
    except ImportError:
        raise missing("scipy") from None
    return scipy.special


def half_width(interval: float) -> float:
    """How many standard deviations either side of the mean the middle `interval` of a normal distribution reaches."""
    from statistics import NormalDist

    return NormalDist().inv_cdf(0.5 + interval / 2)
