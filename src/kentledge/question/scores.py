"""How the linked judgements and their pools came out, over all resolved questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kentledge.ledger import Ledger
from kentledge.pool import Forecast, Quantiles, linear_pool, one_voice_each, quantile_average, quantiles
from kentledge.question.answer import heard
from kentledge.question.questions import Question, Resolution, day
from kentledge.question.store import links, questions, resolutions
from kentledge.question.voices import Voice, voices
from kentledge.score import (
    Bin,
    Decomposition,
    Rank,
    Record,
    Settled,
    beside_best_voice,
    calibration,
    crps,
    decomposition,
    losses,
    sharpness,
    track_records,
)


@dataclass(frozen=True, slots=True)
class ValueScore:
    """What a voice or a pool of a numeric or date question scored: its CRPS, in the unit, or in days."""

    question: int
    name: str
    pool: bool
    crps: float


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of everything that counts.

    A choice counts as one yes-or-no question for each option. `late` is how many judgements were left out because they
    were printed when the outcome could be known; `uncounted` how many questions came out ambiguous or annulled. The
    rest is empty where nothing is settled.
    """

    settled: tuple[Settled, ...]
    speakers: tuple[Record, ...]
    outlets: tuple[Record, ...]
    ranks: tuple[Rank, ...]
    curve: tuple[Bin, ...]
    parts: Decomposition | None
    sharpness: float | None
    values: tuple[ValueScore, ...]
    late: int
    uncounted: int


def scores(ledger: Ledger) -> Scores:
    """Scores of the whole ledger. Needs scoringrules; raises Unscorable where it is not installed."""
    asked, outcomes = questions(ledger), resolutions(ledger)
    said = _by_question(voices(ledger, links(ledger)))
    settled: list[Settled] = []
    values: list[ValueScore] = []
    late = 0
    for question in asked:
        assert question.id is not None
        resolution = outcomes.get(question.id)
        if resolution is None or resolution.state != "resolved":
            continue
        in_time = [v for v in said.get(question.id, ()) if not v.when or day(v.when[:10]) < day(resolution.happened)]
        late += len(said.get(question.id, ())) - len(in_time)
        if question.kind in ("binary", "choice"):
            settled.extend(calls(question, in_time, resolution))
        else:
            values.extend(_values(question, in_time, resolution))
    uncounted = sum(r.state in ("ambiguous", "annulled") for r in outcomes.values())
    if not settled:
        return Scores((), (), (), (), (), None, None, tuple(values), late, uncounted)
    p, o = [s.probability for s in settled], [s.outcome for s in settled]
    return Scores(
        tuple(settled), track_records(settled), track_records(settled, "outlet"), beside_best_voice(settled),
        calibration(p, o), decomposition(p, o, bins=10), sharpness(p), tuple(values), late, uncounted,
    )  # fmt: skip


def calls(question: Question, voices: Iterable[Voice], resolution: Resolution) -> tuple[Settled, ...]:
    """Each speaker's last word on a question that is resolved, met by its outcome; an option of a choice is a question.

    The outlet is the one that printed that word. Voices of rejected statements are left out.
    """
    every = tuple(voices)
    found = []
    for option in question.options or (None,):
        came = resolution.outcome == ("yes" if option is None else option)
        name = str(question.id) if option is None else f"{question.id}: {option}"
        printed: dict[str, str | None] = {}
        for voice in sorted(every, key=lambda v: v.when or ""):
            if voice.standing != "rejected" and voice.link.option == option:
                printed[voice.speaker] = voice.outlet
        for f in one_voice_each(heard(question, every, option)):
            found.append(Settled(name, f.speaker, f.best, int(came), printed[f.speaker]))
    return tuple(found)


def past_losses(ledger: Ledger) -> dict[str, dict[str, float]]:
    """Brier scores by speaker and question, as `kentledge.pool.track_record_weights` takes them."""
    return losses(scores(ledger).settled)


def _by_question(every: Iterable[Voice]) -> dict[int, tuple[Voice, ...]]:
    found: dict[int, list[Voice]] = {}
    for voice in every:
        found.setdefault(voice.link.question, []).append(voice)
    return {q: tuple(v) for q, v in found.items()}


def _values(question: Question, voices: Iterable[Voice], resolution: Resolution) -> list[ValueScore]:
    assert resolution.outcome is not None
    assert question.id is not None
    came = float(day(resolution.outcome).toordinal()) if question.kind == "date" else float(resolution.outcome)
    each = one_voice_each(heard(question, tuple(voices)))
    if not each:
        return []
    sets = [_spread(f) for f in each]
    pools = [("mixture", linear_pool(sets)), ("average", quantile_average(sets))]
    found = [ValueScore(question.id, name, True, crps(q, came)) for name, q in pools]
    own = [ValueScore(question.id, f.speaker, False, crps(q, came)) for f, q in zip(each, sets, strict=True)]
    return [*found, *sorted(own, key=lambda s: s.crps)]


def _spread(forecast: Forecast) -> Quantiles:
    """The levels 0.05 to 0.95 of a stated range, on straight lines between its three quantiles: scores need many."""
    q = quantiles(forecast)
    low, middle, high = q.values
    levels = tuple(n / 20 for n in range(1, 20))
    values = tuple(
        low + (middle - low) * (p - 0.05) / 0.45 if p <= 0.5 else middle + (high - middle) * (p - 0.5) / 0.45
        for p in levels
    )
    return Quantiles(levels, tuple(max(values[: n + 1]) for n in range(len(values))))
