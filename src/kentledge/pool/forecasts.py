"""What a pool takes: one speaker's probability of one question, and the rule that gives each speaker one voice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum, isfinite
from typing import Literal

from kentledge.errors import KentledgeError
from kentledge.records import Estimative

Keep = Literal["latest", "mean"]


class Unpoolable(KentledgeError):
    """There is nothing to pool, or a value is out of its range."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """One speaker's judgement of one question: a best estimate between its bounds.

    For a question of yes or no the three are probabilities, 0 to 1; for a numeric question they are in its unit.
    `when` is an ISO date, where it is known.
    """

    speaker: str
    low: float
    best: float
    high: float
    when: str | None = None

    def __post_init__(self) -> None:
        if not all(isfinite(v) for v in (self.low, self.best, self.high)) or not self.low <= self.best <= self.high:
            raise Unpoolable(
                f"{self.speaker}: {self.low}, {self.best}, {self.high} are not low, best and high, in that order"
            )

    def turned(self) -> Forecast:
        """The same judgement of the opposite outcome, for a statement that bears on the question negatively.

        >>> Forecast("Hale", 0.5, 0.625, 0.75).turned()
        Forecast(speaker='Hale', low=0.25, best=0.375, high=0.5, when=None)
        """
        return Forecast(self.speaker, 1 - self.high, 1 - self.best, 1 - self.low, self.when)


def forecast(speaker: str, estimative: Estimative, *, against: bool = False, when: str | None = None) -> Forecast:
    """An estimative phrase as a forecast; `against` where the statement speaks of the question's opposite.

    >>> phrase = Estimative((0, 8), "probably", False, "PHIA", 0.55, 0.65, 0.75)
    >>> forecast("Hale", phrase).best
    0.65
    """
    stated = Forecast(speaker, estimative.low, estimative.best, estimative.high, when)
    return stated.turned() if against else stated


def one_voice_each(forecasts: Iterable[Forecast], keep: Keep = "latest") -> tuple[Forecast, ...]:
    """One forecast for each speaker, in the order in which the speakers first come.

    With `keep="latest"` what a speaker said last counts, since a later judgement replaces an earlier one; several of
    that same day, and all where no date is known, are averaged (low, best and high each by their arithmetic mean). An
    undated judgement gives way to a dated one. With `keep="mean"` all of a speaker's judgements are averaged.

    Dates are compared as ISO text to the day.

    >>> said = [Forecast("Hale", 0.1, 0.2, 0.3, "2031-01-05"), Forecast("Roswell", 0.5, 0.5, 0.5),
    ...         Forecast("Hale", 0.4, 0.6, 0.8, "2031-03-01")]
    >>> [(f.speaker, f.best) for f in one_voice_each(said)]
    [('Hale', 0.6), ('Roswell', 0.5)]
    >>> [(f.speaker, f.best) for f in one_voice_each(said, keep="mean")]
    [('Hale', 0.4), ('Roswell', 0.5)]
    """
    of: dict[str, list[Forecast]] = {}
    for stated in forecasts:
        of.setdefault(stated.speaker, []).append(stated)
    return tuple(_one(speaker, stated, keep) for speaker, stated in of.items())


def _one(speaker: str, stated: list[Forecast], keep: Keep) -> Forecast:
    days = [f.when[:10] if f.when else "" for f in stated]
    last = max(days)
    if keep == "latest":
        stated = [f for f, day in zip(stated, days, strict=True) if day == last]
    if len(stated) == 1:
        return stated[0]
    low, best, high = (
        fsum(values) / len(stated) for values in zip(*((f.low, f.best, f.high) for f in stated), strict=True)
    )
    # Three means rounded each on its own may end an ulp out of order.
    return Forecast(speaker, min(low, best), best, max(best, high), last or None)
