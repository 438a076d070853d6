"""The answer that the linked judgements give: pooled, with their dissent, and what would change it most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kentledge.pool import (
    POOLS,
    Agreement,
    Forecast,
    Influence,
    Pooled,
    Quantiles,
    Unpoolable,
    agreement,
    leave_one_out,
    linear_pool,
    one_voice_each,
    pool,
    quantile_average,
    quantiles,
    shares,
)
from kentledge.question.questions import Question
from kentledge.question.voices import Voice

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True)
class Answer:
    """The pools of a yes-or-no question, or of one option of a choice.

    `pools` has every method of `POOLS`, the chosen one first; `share` is the option's share of the chosen pool.
    """

    option: str | None
    pools: tuple[Pooled, ...]
    agreement: Agreement
    influences: tuple[Influence, ...]
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    """A pooled quantity or day: quantiles of the mixture of voices, and of their average."""

    mixture: Quantiles
    average: Quantiles
    voices: tuple[Forecast, ...]
    influences: tuple[Influence, ...]


def heard(question: Question, voices: Sequence[Voice], option: str | None = None) -> tuple[Forecast, ...]:
    """The voices of a question (or of an option) as forecasts; those of rejected statements are silent."""
    return tuple(
        v.link.forecast(question.kind, v.speaker, v.when)
        for v in voices
        if v.standing != "rejected" and v.link.option == option
    )


def answers(
    question: Question,
    voices: Sequence[Voice],
    method: str = "log-odds",
    weights: Mapping[str, float] | None = None,
) -> tuple[Answer, ...]:
    """The answer of a binary question; of a choice one for each option that anybody judged, likeliest first.

    Each speaker has one voice, the latest. Raises Unpoolable where nobody has one, or the method is unknown.
    """
    if method not in POOLS:
        raise Unpoolable(f"“{method}” is not a way to pool; choose one of {', '.join(POOLS)}")
    order = (method, *(m for m in POOLS if m != method))
    found = []
    for option in question.options or (None,):
        said = heard(question, voices, option)
        if not said:
            continue
        own = None if weights is None else {f.speaker: weights.get(f.speaker, 1.0) for f in said}
        pools = tuple(pool(said, m, weights=own) for m in order)
        found.append(Answer(option, pools, agreement(said), leave_one_out(said, method, weights=own)))
    if not found:
        raise Unpoolable(f"nothing is linked to question {question.id}; kentledge question suggest {question.id}")
    if question.kind == "choice":
        part = shares({str(a.option): a.pools[0].best for a in found})
        found = [Answer(a.option, a.pools, a.agreement, a.influences, part[str(a.option)]) for a in found]
        found.sort(key=lambda a: -(a.share or 0))
    return tuple(found)


def estimate(question: Question, voices: Sequence[Voice], coverage: float = 0.9) -> Estimate:
    """The pooled value of a numeric or date question; `coverage` is what a stated range is taken to cover.

    Raises Unpoolable where nobody has a voice.
    """
    each = one_voice_each(heard(question, voices))
    if not each:
        raise Unpoolable(f"nothing is linked to question {question.id}; kentledge question suggest {question.id}")
    sets = [quantiles(f, coverage) for f in each]
    mixture = linear_pool(sets, levels=LEVELS)
    middle = linear_pool(sets, levels=(0.5,)).values[0]
    changes = []
    for n, voice in enumerate(each if len(each) > 1 else ()):
        without = linear_pool(sets[:n] + sets[n + 1 :], levels=(0.5,)).values[0]
        changes.append(Influence(voice.speaker, without, without - middle, False))
    changes.sort(key=lambda i: -abs(i.change))
    return Estimate(mixture, quantile_average(sets), each, tuple(changes))
