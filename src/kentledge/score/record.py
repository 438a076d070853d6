"""Track records: a speaker's or an outlet's Brier score over resolved questions, with an interval that admits few."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import fsum
from typing import Literal

from kentledge.score.posterior import central_interval
from kentledge.score.rules import brier
from kentledge.score.settled import Settled

By = Literal["speaker", "outlet"]

PRIOR_LOSS = 0.25
"""What a record is taken to be before there is one: the Brier score of always saying 1/2."""

PRIOR_QUESTIONS = 1.0
"""How many questions that belief is worth."""


@dataclass(frozen=True, slots=True)
class Record:
    """A track record over `n` resolved questions.

    `brier` is the mean score, `low` to `high` the interval for what it would be over many such questions (see
    `score_interval`). `against_others` is the mean difference from the mean score of the others who judged the same
    questions, below 0 where the record is better, and None where no question was shared; `shared` counts those.
    """

    name: str
    n: int
    brier: float
    low: float
    high: float
    against_others: float | None
    shared: int


def track_records(settled: Iterable[Settled], by: By = "speaker", coverage: float = 0.95) -> tuple[Record, ...]:
    """The record of each speaker or outlet, most questions first, then the better score.

    The question is the unit: several calls of one speaker on a question count as their mean score there, and so do the
    calls of all speakers that an outlet printed on it. Calls without an outlet are left out `by="outlet"`.

    >>> calls = [Settled("toll", "Hale", 0.8, 1), Settled("vote", "Hale", 0.3, 0), Settled("toll", "Roswell", 0.4, 1)]
    >>> [(r.name, r.n, round(r.brier, 3), round(r.low, 2), round(r.high, 2)) for r in track_records(calls)]
    [('Hale', 2, 0.065, 0.0, 0.6), ('Roswell', 1, 0.36, 0.0, 0.89)]
    """
    scores = losses(settled, by)
    on: dict[str, dict[str, float]] = {}
    for name, own in scores.items():
        for question, loss in own.items():
            on.setdefault(question, {})[name] = loss
    out = []
    for name, own in scores.items():
        gaps = [
            loss - fsum(v for other, v in on[q].items() if other != name) / (len(on[q]) - 1)
            for q, loss in own.items()
            if len(on[q]) > 1
        ]
        low, high = score_interval(list(own.values()), coverage)
        mean = fsum(own.values()) / len(own)
        out.append(Record(name, len(own), mean, low, high, fsum(gaps) / len(gaps) if gaps else None, len(gaps)))
    return tuple(sorted(out, key=lambda r: (-r.n, r.brier, r.name)))


def losses(
    settled: Iterable[Settled], by: By = "speaker", rule: Callable[[float, int], float] = brier
) -> dict[str, dict[str, float]]:
    """Brier scores by speaker (or outlet) and question, as `kentledge.pool.track_record_weights` takes them.

    `rule` is another score of a probability and an outcome, such as `kentledge.score.log_score`.

    >>> losses([Settled("vote", "Hale", 0.5, 0)])
    {'Hale': {'vote': 0.25}}
    """
    found: dict[str, dict[str, list[float]]] = {}
    for call in settled:
        name = call.speaker if by == "speaker" else call.outlet
        if name is not None:
            found.setdefault(name, {}).setdefault(call.question, []).append(rule(call.probability, call.outcome))
    return {name: {q: fsum(v) / len(v) for q, v in own.items()} for name, own in found.items()}


def score_interval(scores: Iterable[float], coverage: float = 0.95) -> tuple[float, float]:
    """An interval for the long-run mean of scores from 0 to 1, of which there may be only one, or none.

    A Beta posterior in which each score s counts as s of a miss and 1 - s of a hit: central quantiles of
    Beta(k m + Σ s, k (1 - m) + n - Σ s), with prior mean m = `PRIOR_LOSS` worth k = `PRIOR_QUESTIONS` questions. Of all
    scores from 0 to 1 with one mean, those of 0 and 1 scatter most, so it errs towards too wide. A bootstrap over one
    question would give an interval of no width.

    >>> tuple(round(v, 2) for v in score_interval([])), tuple(round(v, 2) for v in score_interval([0.04] * 50))
    ((0.0, 0.96), (0.01, 0.11))
    """
    s = list(scores)
    missed = fsum(s)
    a, b = PRIOR_QUESTIONS * PRIOR_LOSS + missed, PRIOR_QUESTIONS * (1 - PRIOR_LOSS) + len(s) - missed
    return central_interval(a, b, coverage)
