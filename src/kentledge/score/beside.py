"""The scores of pools beside those of the best single voice, on the same resolved questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Literal

from kentledge.pool.answer import POOLS
from kentledge.pool.forecasts import Unpoolable
from kentledge.score.record import losses
from kentledge.score.rules import Unscorable, brier, log_score
from kentledge.score.settled import Settled

Kind = Literal["pool", "best voice in hindsight", "best voice without peeking", "average voice"]


@dataclass(frozen=True, slots=True)
class Rank:
    """What a pool or a voice scored: mean Brier and log score over `n` questions, and `pool_brier`, the first-named
    pool's score on those same questions, so that the two compare.

    `log` is None for the average voice, infinite where certainty was wrong.
    """

    name: str
    kind: Kind
    n: int
    brier: float
    log: float | None
    pool_brier: float


def beside_best_voice(
    settled: Iterable[Settled], methods: Sequence[str] = tuple(POOLS), least_share: float = 0.5
) -> tuple[Rank, ...]:
    """Each pool's score, and below it three single voices, in this order:

    - the best voice in hindsight: lowest Brier score of those who judged at least `least_share` of the questions. It
      flatters: the best of many is in part the luckiest.
    - the best voice without peeking: on each question, whoever of those who judged it scored best on the others (at
      least `least_share` of them). Left out where there is nobody to follow.
    - the average voice: what one would score by picking a speaker at random each time.

    A speaker's several calls on a question count as their mean. Pools are unweighted. Raises `Unscorable` where nothing
    is settled, `Unpoolable` for an unknown method.

    >>> calls = [Settled("a", "Hale", 0.8, 1), Settled("a", "Roswell", 0.4, 1),
    ...          Settled("b", "Hale", 0.6, 0), Settled("b", "Roswell", 0.1, 0)]
    >>> [(r.name, r.kind, round(r.brier, 3)) for r in beside_best_voice(calls, ["mean"])][:2]
    [('mean', 'pool', 0.141), ('Roswell', 'best voice in hindsight', 0.185)]
    """
    said, outcomes = _by_question(settled)
    if unknown := [m for m in methods if m not in POOLS]:
        raise Unpoolable(f"“{unknown[0]}” is not a way to pool; choose one of {', '.join(POOLS)}")
    if not said or not methods:
        raise Unscorable("there is no resolved question to score on, or no pool to score")
    of_first = {q: brier(POOLS[methods[0]](voices.values()), outcomes[q]) for q, voices in said.items()}

    def rank(name: str, kind: Kind, calls: Mapping[str, float]) -> Rank:
        n = len(calls)
        mean = fsum(brier(p, outcomes[q]) for q, p in calls.items()) / n
        log = sum(log_score(p, outcomes[q]) for q, p in calls.items()) / n
        return Rank(name, kind, n, mean, log, fsum(of_first[q] for q in calls) / n)

    out = [rank(m, "pool", {q: POOLS[m](voices.values()) for q, voices in said.items()}) for m in methods]
    by_speaker = losses(
        Settled(q, speaker, p, outcomes[q]) for q, voices in said.items() for speaker, p in voices.items()
    )
    enough = least_share * len(said)
    known = {s: own for s, own in by_speaker.items() if len(own) >= enough}
    if known:
        best = min(known, key=lambda s: (fsum(known[s].values()) / len(known[s]), s))
        out.append(rank(best, "best voice in hindsight", {q: v[best] for q, v in said.items() if best in v}))
    followed: dict[str, float] = {}
    for q, voices in said.items():
        others = {s: [v for r, v in by_speaker[s].items() if r != q] for s in voices}
        fit = {s: fsum(v) / len(v) for s, v in others.items() if v and len(v) >= least_share * (len(said) - 1)}
        if fit:
            followed[q] = voices[min(fit, key=lambda s: (fit[s], s))]
    if followed:
        out.append(rank("whoever was best", "best voice without peeking", followed))
    everyone = [fsum(brier(p, outcomes[q]) for p in v.values()) / len(v) for q, v in said.items()]
    first = fsum(of_first.values()) / len(said)
    out.append(Rank("any", "average voice", len(said), fsum(everyone) / len(said), None, first))
    return tuple(out)


def _by_question(settled: Iterable[Settled]) -> tuple[dict[str, dict[str, float]], dict[str, int]]:
    calls: dict[str, dict[str, list[float]]] = {}
    outcomes: dict[str, int] = {}
    for call in settled:
        if outcomes.setdefault(call.question, call.outcome) != call.outcome:
            raise Unscorable(f"{call.question} is settled both ways")
        calls.setdefault(call.question, {}).setdefault(call.speaker, []).append(call.probability)
    said = {q: {s: fsum(p) / len(p) for s, p in voices.items()} for q, voices in calls.items()}
    return said, outcomes
