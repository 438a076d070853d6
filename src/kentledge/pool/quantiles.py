"""Pools for numeric questions: several speakers' quantiles of one quantity into one set of quantiles."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum, isfinite

from kentledge.pool.forecasts import Forecast, Unpoolable


@dataclass(frozen=True, slots=True)
class Quantiles:
    """A quantity as quantiles: `values[i]`, in the question's unit, is exceeded with probability 1 - `levels[i]`.

    Levels rise strictly within 0 and 1, values do not fall; `Unpoolable` otherwise.
    """

    levels: tuple[float, ...]
    values: tuple[float, ...]

    def __post_init__(self) -> None:
        pairs = zip(self.levels, self.levels[1:], strict=False)
        if not self.levels or not all(0 < q < 1 for q in self.levels) or any(b <= a for a, b in pairs):
            raise Unpoolable("levels of quantiles must rise strictly, each between 0 and 1")
        if len(self.values) != len(self.levels) or not all(map(isfinite, self.values)):
            raise Unpoolable(f"{len(self.levels)} levels need as many values, all of them finite")
        if any(b < a for a, b in zip(self.values, self.values[1:], strict=False)):
            raise Unpoolable("values of quantiles must not fall; put them in order")


def quantiles(forecast: Forecast, coverage: float = 0.9) -> Quantiles:
    """Low, best and high as quantiles: the best estimate is the median, the range the middle `coverage` (0 to 1).

    Words seldom say how sure a range is; 90 % is this function's assumption, not the speaker's.

    >>> quantiles(Forecast("Hale", 300, 450, 600), coverage=0.8)
    Quantiles(levels=(0.1, 0.5, 0.9), values=(300, 450, 600))
    """
    if not 0 < coverage < 1:
        raise Unpoolable(f"the coverage of a range lies between 0 and 1, not at {coverage}")
    tail = round((1 - coverage) / 2, 12)
    return Quantiles((tail, 0.5, 1 - tail), (forecast.low, forecast.best, forecast.high))


def quantile_average(sets: Sequence[Quantiles], weights: Iterable[float] | None = None) -> Quantiles:
    """Vincentisation: at each level the weighted mean of the speakers' values, Q(u) = Σ wᵢ Qᵢ(u) / Σ wᵢ.

    All speakers must give the same levels. It keeps the shape of the speakers' distributions and is narrower than
    `linear_pool`: right where they differ by a shift, too sure where they differ because none of them knows.

    References: Vincent (1912); Ratcliff (1979), Psychological Bulletin 86(3); Lichtendahl, Grushka-Cockayne & Winkler
    (2013), Is it better to average probabilities or quantiles?, Management Science 59(7).

    >>> quantile_average([Quantiles((0.1, 0.5, 0.9), (1, 2, 3)), Quantiles((0.1, 0.5, 0.9), (3, 6, 11))])
    Quantiles(levels=(0.1, 0.5, 0.9), values=(2.0, 4.0, 7.0))
    """
    w = _weights(sets, weights)
    levels = sets[0].levels
    if any(s.levels != levels for s in sets):
        raise Unpoolable("all quantiles to be averaged must be of the same levels")
    columns = list(zip(*(s.values for s in sets), strict=True))
    means = (fsum(wi * v for wi, v in zip(w, column, strict=True)) / fsum(w) for column in columns)
    # Rounding must not carry a mean past the values it is a mean of.
    return Quantiles(levels, tuple(min(max(m, min(c)), max(c)) for m, c in zip(means, columns, strict=True)))


def linear_pool(
    sets: Sequence[Quantiles],
    weights: Iterable[float] | None = None,
    levels: Sequence[float] | None = None,
    overshoot: float = 0.1,
) -> Quantiles:
    """The linear opinion pool: quantiles of the mixture F(x) = Σ wᵢ Fᵢ(x) / Σ wᵢ, at `levels` (the first speaker's
    where not given).

    Each Fᵢ is a straight line between a speaker's quantiles. Beyond the outermost ones it reaches 0 and 1 at the ends
    of the range that all speakers' values span, widened on both sides by `overshoot` (not negative) times its width,
    as in Cooke's classical model.

    References: Stone (1961), Ann. Math. Stat. 32; for the range, Cooke (1991), Experts in Uncertainty, Oxford UP.

    >>> pooled = linear_pool([Quantiles((0.1, 0.5, 0.9), (1, 2, 3)), Quantiles((0.1, 0.5, 0.9), (3, 6, 11))])
    >>> [round(v, 3) for v in pooled.values]
    [1.154, 3.0, 10.024]
    """
    w = _weights(sets, weights)
    if not overshoot >= 0:
        raise Unpoolable(f"the overshoot of the range must not be negative, as {overshoot} is")
    wanted = sets[0].levels if levels is None else tuple(levels)
    bottom, top = min(s.values[0] for s in sets), max(s.values[-1] for s in sets)
    spare = overshoot * (top - bottom)
    lines = [((bottom - spare, *s.values, top + spare), (0.0, *s.levels, 1.0)) for s in sets]
    # The mixture is a straight line between all break points, with a jump where a speaker's values coincide.
    points: list[tuple[float, float]] = []
    for x in sorted({x for xs, _ in lines for x in xs}):
        for after in (False, True):
            parts = (wi * _cumulative(xs, qs, x, after) for wi, (xs, qs) in zip(w, lines, strict=True))
            points.append((fsum(parts) / fsum(w), x))
    values = [_at(points, q) for q in wanted]
    return Quantiles(tuple(wanted), tuple(max(values[: i + 1]) for i in range(len(values))))


def _cumulative(xs: Sequence[float], qs: Sequence[float], x: float, after: bool) -> float:
    """F just before x, or from x on."""
    i = bisect_right(xs, x) if after else bisect_left(xs, x)
    if i == 0:
        return 0.0
    if i == len(xs):
        return 1.0
    return qs[i - 1] + (qs[i] - qs[i - 1]) * ((x - xs[i - 1]) / (xs[i] - xs[i - 1]))


def _at(points: Sequence[tuple[float, float]], level: float) -> float:
    """The x at which a rising line of (F, x) reaches a level; the middle where it stays at that level for a while."""
    # A level that a speaker gives comes back through products and sums, an ulp beside itself.
    close = [x for f, x in points if abs(f - level) <= 1e-12]
    if close:
        return (close[0] + close[-1]) / 2
    above = next(i for i, (f, _) in enumerate(points) if f > level)
    (f0, x0), (f1, x1) = points[above - 1], points[above]
    return x0 + (x1 - x0) * ((level - f0) / (f1 - f0))


def _weights(sets: Sequence[Quantiles], weights: Iterable[float] | None) -> list[float]:
    if not sets:
        raise Unpoolable("there are no quantiles to pool")
    w = [1.0] * len(sets) if weights is None else [float(wi) for wi in weights]
    if len(w) != len(sets) or not all(0 <= wi < float("inf") for wi in w) or not fsum(w) > 0:
        raise Unpoolable(f"{len(sets)} sets of quantiles need as many weights, none negative and not all zero")
    return w
