"""Weights by track record: who has been nearer to what happened counts for more, as far as the record can tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum, inf

from kentledge.pool.forecasts import Unpoolable

LEAST_LOSS = 0.01
"""No record counts as better than this Brier score, that of always giving 90 % to what then happens."""

LEAST_SHRINKAGE = 5.0
"""No record of fewer questions than this counts for more than half: a few lucky hits look like great skill, since so
few cannot show how much a speaker's scores scatter."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A speaker's past: mean loss on n questions, that loss shrunk towards the group's, and the weight it earns.

    `weight` is 1 for the group's own loss. `mean` is None where there is no past.
    """

    speaker: str
    n: int
    mean: float | None
    shrunk: float
    weight: float


def standings(losses: Mapping[str, Mapping[str, float]], speakers: Iterable[str] = ()) -> tuple[Standing, ...]:
    """Shrunken losses and the weights they earn.

    `losses[speaker][question]` is a Brier score, 0 to 1, of a resolved question. `speakers` adds those without a past,
    who stand where the group stands. Steps:

    1. Difficulty is taken out: Lᵢq less the mean loss of all on question q, plus the mean of all such means, so that
       who was asked easy questions gains nothing by it. A question that only one speaker judged tells nothing of that
       speaker against others, and leaves the adjusted loss at the mean.
    2. Shrinkage: with nᵢ questions and mean mᵢ, shrunk loss = (nᵢ mᵢ + k m) / (nᵢ + k), m being the mean of all losses
       and k = σ² / τ², the variance within speakers over that between them, by the method of moments; k is at least
       `LEAST_SHRINKAGE`. Where speakers do not differ more than chance would make them, τ² = 0, k is infinite, and
       all weights are equal.
    3. Weight = m / shrunk loss: the inverse of the squared error.

    Raises `Unpoolable` for a loss out of range.

    References: inverse squared error: Bates & Granger (1969), The combination of forecasts, Operational Research
    Quarterly 20(4). Shrinkage: Bühlmann & Straub (1970); Efron & Morris (1975), Data analysis using Stein's estimator,
    JASA 70.

    >>> past = {"Hale": {"a": 0.04, "b": 0.05, "c": 0.01}, "Roswell": {"a": 0.64, "b": 0.49, "c": 0.7}}
    >>> [(s.speaker, s.n, round(s.weight, 1)) for s in standings(past, ["Ekwall"])]
    [('Hale', 3, 1.5), ('Roswell', 3, 0.7), ('Ekwall', 0, 1.0)]
    """
    for speaker, record in losses.items():
        if (bad := next((v for v in record.values() if not 0 <= v <= 1), None)) is not None:
            raise Unpoolable(f"{bad} of {speaker} is not a Brier score from 0 to 1")
    adjusted = {speaker: own for speaker, own in _without_difficulty(losses).items() if own}
    everyone = list(dict.fromkeys([*losses, *speakers]))
    if not adjusted:
        return tuple(Standing(speaker, 0, None, 0.25, 1.0) for speaker in everyone)
    mean = fsum(v for own in adjusted.values() for v in own) / sum(map(len, adjusted.values()))
    k = _credibility(list(adjusted.values()), mean)
    out = []
    for speaker in everyone:
        own = adjusted.get(speaker, [])
        trust = 0.0 if k == inf or not own else len(own) / (len(own) + k)
        shrunk = mean + trust * (fsum(own) / len(own) - mean) if own else mean
        weight = max(mean, LEAST_LOSS) / max(shrunk, LEAST_LOSS)
        raw = list(losses.get(speaker, {}).values())
        out.append(Standing(speaker, len(raw), fsum(raw) / len(raw) if raw else None, shrunk, weight))
    return tuple(out)


def track_record_weights(losses: Mapping[str, Mapping[str, float]], speakers: Iterable[str] = ()) -> dict[str, float]:
    """The weight of each speaker, as `standings` has it, for `pool(…, weights=…)`.

    >>> track_record_weights({}, ["Hale", "Roswell"])
    {'Hale': 1.0, 'Roswell': 1.0}
    """
    return {s.speaker: s.weight for s in standings(losses, speakers)}


def _without_difficulty(losses: Mapping[str, Mapping[str, float]]) -> dict[str, list[float]]:
    of: dict[str, list[float]] = {}
    for own in losses.values():
        for question, loss in own.items():
            of.setdefault(question, []).append(loss)
    difficulty = {question: fsum(values) / len(values) for question, values in of.items()}
    level = fsum(difficulty.values()) / len(difficulty) if difficulty else 0.0
    return {s: [loss - difficulty[q] + level for q, loss in own.items()] for s, own in losses.items()}


def _credibility(groups: list[list[float]], mean: float) -> float:
    """k = σ² / τ² of Bühlmann and Straub; infinite where speakers do not differ beyond chance."""
    means = [fsum(own) / len(own) for own in groups]
    total = sum(map(len, groups))
    spare = total - len(groups)
    if len(groups) < 2 or not spare:
        return inf
    within = fsum((v - m) ** 2 for own, m in zip(groups, means, strict=True) for v in own) / spare
    among = fsum(len(own) * (m - mean) ** 2 for own, m in zip(groups, means, strict=True))
    between = (among - (len(groups) - 1) * within) / (total - sum(len(own) ** 2 for own in groups) / total)
    # Below rounding error of losses around 0.1 a difference is none.
    return max(within / between, LEAST_SHRINKAGE) if between > 1e-15 else inf
