"""The answer to a question: its forecasts, one voice each, pooled by a named method; and what would change it most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum
from typing import Protocol

from kentledge.pool.forecasts import Forecast, Keep, Unpoolable, one_voice_each
from kentledge.pool.probabilities import arithmetic_mean, beta_mean, extremised_odds_mean, log_odds_mean, median


class Pool(Protocol):
    """A pool of probabilities, as in `kentledge.pool.probabilities`."""

    def __call__(self, probabilities: Iterable[float], weights: Iterable[float] | None = None) -> float: ...


POOLS: Mapping[str, Pool] = {
    "mean": arithmetic_mean,
    "median": median,
    "log-odds": log_odds_mean,
    "beta": beta_mean,
    "extremised": extremised_odds_mean,
}
"""The pools by the names that a user gives them."""


@dataclass(frozen=True, slots=True)
class Pooled:
    """A pooled probability. `low` and `high` are the voices' bounds pooled in the same way: not a confidence interval.

    `voices` are what was pooled, one for each speaker; `weights` stand beside them.
    """

    method: str
    low: float
    best: float
    high: float
    voices: tuple[Forecast, ...]
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Influence:
    """What the answer would be `without` one speaker, its `change` thereby, and whether that crosses 1/2."""

    speaker: str
    without: float
    change: float
    crosses: bool


def pool(
    forecasts: Iterable[Forecast],
    method: str = "log-odds",
    *,
    weights: Mapping[str, float] | None = None,
    keep: Keep = "latest",
) -> Pooled:
    """The forecasts of one yes-or-no question as one probability.

    Each speaker has one voice (`one_voice_each`, with `keep`). `method` is a name of `POOLS`; `weights` are by speaker,
    as from `track_record_weights`, and must name every speaker. Raises `Unpoolable` where there is no forecast, a
    value is no probability, the method is unknown, or a weight is missing.

    >>> answer = pool([Forecast("Hale", 0.55, 0.65, 0.75), Forecast("Roswell", 0.1, 0.15, 0.2)])
    >>> round(answer.low, 3), round(answer.best, 3), round(answer.high, 3)
    (0.269, 0.364, 0.464)
    """
    if method not in POOLS:
        raise Unpoolable(f"“{method}” is not a way to pool; choose one of {', '.join(POOLS)}")
    each = one_voice_each(forecasts, keep)
    if weights is not None and (missing := [f.speaker for f in each if f.speaker not in weights]):
        raise Unpoolable(f"no weight is given for {missing[0]}; give one for every speaker, or none")
    w = tuple(1.0 if weights is None else weights[f.speaker] for f in each)
    low, best, high = (
        POOLS[method](p, w) for p in ([f.low for f in each], [f.best for f in each], [f.high for f in each])
    )
    return Pooled(method, low, best, high, each, w)


def leave_one_out(
    forecasts: Iterable[Forecast],
    method: str = "log-odds",
    *,
    weights: Mapping[str, float] | None = None,
    keep: Keep = "latest",
) -> tuple[Influence, ...]:
    """For each speaker what the answer would be without them, the greatest change first; ties in order of speaking.

    Arguments and errors as for `pool`. Empty for a single speaker, without whom there would be no answer, and without
    speakers whose silence would leave no weight at all.

    >>> said = [Forecast("Hale", 0.5, 0.6, 0.7), Forecast("Roswell", 0, 0.05, 0.1), Forecast("Ekwall", 0.5, 0.7, 0.9)]
    >>> [(i.speaker, round(i.without, 2), i.crosses) for i in leave_one_out(said)]
    [('Roswell', 0.65, True), ('Ekwall', 0.22, False), ('Hale', 0.26, False)]
    """
    answer = pool(forecasts, method, weights=weights, keep=keep)
    out = []
    for i, voice in enumerate(answer.voices):
        others = answer.weights[:i] + answer.weights[i + 1 :]
        if not fsum(others) > 0:
            continue
        without = POOLS[method]([f.best for f in answer.voices[:i] + answer.voices[i + 1 :]], others)
        crosses = (without - 0.5) * (answer.best - 0.5) < 0
        out.append(Influence(voice.speaker, without, without - answer.best, crosses))
    return tuple(sorted(out, key=lambda i: -abs(i.change)))


def shares(pooled: Mapping[str, float]) -> dict[str, float]:
    """The pooled probabilities of a multiple-choice question's options, divided by their sum so that they add to 1.

    Options are judged one by one in what people say, and rarely add up. Raises `Unpoolable` where all are 0.

    >>> shares({"renewed": 0.25, "amended": 0.25, "lapses": 0.75})
    {'renewed': 0.2, 'amended': 0.2, 'lapses': 0.6}
    """
    total = fsum(pooled.values())
    if not total > 0 or min(pooled.values()) < 0:
        raise Unpoolable("the options have no probability to share out; link a judgement to at least one of them")
    return {option: p / total for option, p in pooled.items()}
