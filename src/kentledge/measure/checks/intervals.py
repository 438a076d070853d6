"""Intervals of numbers, None for an end that is open, and how far a printed number reaches for its rounding."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kentledge.records import Quantity

_APPROXIMATE = 0.15
"""How far "about" reaches: it is used of round numbers, and 15 % either side is wider than journalists mean by it."""
_MOST = 0.05
"""A round number with one figure ("1,000") reaches no further than this part of it."""
_GAP = 0.01
"""Intervals that lie no further apart than this are not called apart."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, either of them None where it is open."""

    low: float | None
    high: float | None

    @property
    def closed(self) -> bool:
        return self.low is not None and self.high is not None

    @property
    def positive(self) -> bool:
        """Whether no number in it is known to be below zero: only these are multiplied and divided."""
        return (self.low is None or self.low >= 0) and (self.high is None or self.high > 0)

    def __add__(self, other: Interval) -> Interval:
        return Interval(_both(self.low, other.low), _both(self.high, other.high))

    def __neg__(self) -> Interval:
        return Interval(None if self.high is None else -self.high, None if self.low is None else -self.low)

    def __mul__(self, other: Interval) -> Interval:
        """The product of two positive intervals."""
        low = None if self.low is None or other.low is None else self.low * other.low
        high = None if self.high is None or other.high is None else self.high * other.high
        return Interval(low, high)

    def __truediv__(self, other: Interval) -> Interval:
        """The quotient of two positive intervals; open at the top where the divisor may be zero."""
        low = None if self.low is None or not other.high else self.low / other.high
        high = None if self.high is None or not other.low else self.high / other.low
        return Interval(low, high)

    def times(self, factor: float) -> Interval:
        return Interval(*(None if x is None else x * factor for x in (self.low, self.high)))

    def apart(self, other: Interval) -> bool:
        """Whether no number lies in both, by more than a hair."""
        return _below(self, other) or _below(other, self)


def stated(q: Quantity) -> Interval:
    """The quantity as printed."""
    return Interval(q.low, q.high)


def reach(q: Quantity) -> Interval:
    """The quantity with what its rounding leaves open: "8 million" is 7.5 to 8.5, "about" reaches further."""
    low, high = (None if x is None else _half_step(x) for x in (q.low, q.high))
    if q.approximate:
        low, high = (None if x is None else max(_APPROXIMATE * abs(x), 0.0) for x in (q.low, q.high))
    return Interval(
        None if q.low is None or low is None else q.low - low,
        None if q.high is None or high is None else q.high + high,
    )


def _half_step(value: float) -> float:
    """Half a step of the last figure that the number has."""
    figure = Decimal(f"{value:.12g}").normalize()
    exponent = figure.as_tuple().exponent
    if not isinstance(exponent, int):
        return 0.0
    return min(0.5 * 10.0**exponent, _MOST * abs(value))


def _both(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else a + b


def _below(a: Interval, b: Interval) -> bool:
    if a.high is None or b.low is None:
        return False
    return b.low - a.high > _GAP * max(abs(a.high), abs(b.low))
