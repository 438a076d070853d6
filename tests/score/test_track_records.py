"""Track records of speakers and outlets, and pools beside the best single voice."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentledge.pool import Unpoolable, track_record_weights
from kentledge.score import (
    Call,
    Settled,
    Unscorable,
    beside_best_voice,
    losses,
    score_interval,
    settled,
    track_records,
)

CALLS = [
    Call("toll", "Hale", 0.8, "Courier"),
    Call("toll", "Roswell", 0.4, "Courier"),
    Call("vote", "Hale", 0.3, "Herald"),
    Call("fleet", "Hale", 0.9),
    Call("treaty", "Roswell", 0.9, "Herald"),
    Call("census", "Roswell", 0.9, "Herald"),
]


def test_ambiguous_annulled_and_open_questions_count_for_nobody() -> None:
    resolved = settled(CALLS, {"toll": "yes", "vote": "no", "fleet": "ambiguous", "treaty": "annulled"})
    assert [(s.question, s.speaker, s.outcome) for s in resolved] == [
        ("toll", "Hale", 1),
        ("toll", "Roswell", 1),
        ("vote", "Hale", 0),
    ]
    without = settled([c for c in CALLS if c.question in ("toll", "vote")], {"toll": "yes", "vote": "no"})
    assert track_records(resolved) == track_records(without)
    with pytest.raises(Unscorable, match="perhaps"):
        settled(CALLS, {"toll": "perhaps"})  # type: ignore[dict-item]


def test_a_record_counts_questions_not_calls() -> None:
    said = [Settled("toll", "Hale", p, 1) for p in (0.8, 0.8, 0.8, 0.4)] + [Settled("vote", "Hale", 0.5, 0)]
    (record,) = track_records(said)
    assert record.n == 2
    assert record.brier == pytest.approx(((3 * 0.04 + 0.36) / 4 + 0.25) / 2)


def test_an_outlet_has_the_record_of_what_it_printed() -> None:
    resolved = settled(CALLS, {"toll": "yes", "vote": "no", "fleet": "yes"})
    outlets = {r.name: r for r in track_records(resolved, by="outlet")}
    assert set(outlets) == {"Courier", "Herald"}
    assert outlets["Courier"].n == 1
    assert outlets["Courier"].brier == pytest.approx((0.04 + 0.36) / 2)


def test_against_others_compares_on_shared_questions_only() -> None:
    resolved = settled(CALLS, {"toll": "yes", "vote": "no"})
    hale, roswell = track_records(resolved)
    assert (hale.name, hale.shared) == ("Hale", 1)
    assert hale.against_others == pytest.approx(0.04 - 0.36)
    assert roswell.against_others == pytest.approx(0.36 - 0.04)
    alone = track_records([Settled("toll", "Hale", 0.8, 1)])[0]
    assert (alone.against_others, alone.shared) == (None, 0)


@given(st.lists(st.floats(0, 1), max_size=30))
def test_the_interval_of_a_record_narrows_with_questions_and_never_closes(scores: list[float]) -> None:
    low, high = score_interval(scores)
    assert 0 <= low < high <= 1
    twice = score_interval(scores * 4)
    if scores and 0.05 < sum(scores) / len(scores) < 0.95:
        assert twice[1] - twice[0] < high - low


@pytest.mark.parametrize("n", [1, 2, 5, 20, 60])
@pytest.mark.parametrize(("a", "b"), [(0.5, 0.5), (5, 5), (1, 12)])
def test_the_interval_holds_the_long_run_score_at_least_as_often_as_it_says(n: int, a: float, b: float) -> None:
    """Calibrated forecasters, sharp, dull and skilled; the long-run Brier score of one is the mean of p (1 - p)."""
    draw = random.Random(n)
    truth = a * b / ((a + b) * (a + b + 1))

    def score() -> float:
        p = draw.betavariate(a, b)
        return (p - (draw.random() < p)) ** 2

    intervals = [score_interval([score() for _ in range(n)]) for _ in range(200)]
    assert sum(low <= truth <= high for low, high in intervals) >= 0.92 * 200


def crowd(questions: int, speakers: int, seed: int = 5) -> list[Settled]:
    """Speakers who each see the truth through noise of their own."""
    draw = random.Random(seed)
    out = []
    for q in range(questions):
        outcome = draw.randint(0, 1)
        for s in range(speakers):
            p = min(0.98, max(0.02, (0.65 if outcome else 0.35) + draw.gauss(0, 0.2)))
            out.append(Settled(f"q{q}", f"s{s}", p, outcome))
    return out


def test_pools_stand_beside_the_best_voice_and_beat_the_one_that_could_be_followed() -> None:
    ranks = beside_best_voice(crowd(40, 12))
    kinds = {r.kind: r for r in ranks if r.kind != "pool"}
    by_name = {r.name: r for r in ranks}
    assert by_name["mean"].brier < kinds["best voice without peeking"].brier
    assert kinds["best voice in hindsight"].brier <= kinds["best voice without peeking"].brier
    assert kinds["average voice"].brier > by_name["mean"].brier
    assert all(r.n == 40 for r in ranks)
    assert kinds["average voice"].pool_brier == pytest.approx(by_name["mean"].brier)


def test_the_voice_followed_is_chosen_without_the_question_at_hand() -> None:
    """Two speakers, each right once: on each question the other one looked better by the rest."""
    said = [
        Settled("a", "Hale", 0.9, 1),
        Settled("a", "Roswell", 0.2, 1),
        Settled("b", "Hale", 0.8, 0),
        Settled("b", "Roswell", 0.1, 0),
    ]
    followed = next(r for r in beside_best_voice(said, ["mean"]) if r.kind == "best voice without peeking")
    assert followed.brier == pytest.approx((0.8**2 + 0.8**2) / 2)


def test_a_speaker_with_few_questions_is_no_best_voice() -> None:
    group = crowd(10, 3)
    truth = {s.question: s.outcome for s in group}
    lucky = [Settled(q, "lucky", float(truth[q]), truth[q]) for q in ("q0", "q1")]
    with_lucky, without = ({r.kind: r for r in beside_best_voice(said)} for said in ([*group, *lucky], group))
    for kind in ("best voice in hindsight", "best voice without peeking"):
        assert with_lucky[kind].brier == without[kind].brier


def test_the_best_voice_is_compared_with_the_pool_on_the_questions_it_judged() -> None:
    said = [Settled(f"q{i}", "Hale", 0.5, 1) for i in range(10)] + [
        Settled(f"q{i}", "Roswell", 0.9, 1) for i in range(6)
    ]
    pool, best, *_ = beside_best_voice(said, ["mean"])
    assert (best.name, best.n, pool.n) == ("Roswell", 6, 10)
    assert best.pool_brier == pytest.approx(0.3**2)
    assert pool.brier == pytest.approx((6 * 0.3**2 + 4 * 0.5**2) / 10)


def test_scores_feed_the_weights_of_a_pool() -> None:
    said = [Settled(f"q{i}", s, p, 1) for i in range(30) for s, p in (("Hale", 0.9), ("Roswell", 0.3 + i / 100))]
    weights = track_record_weights(losses(said), ["Ekwall"])
    assert weights["Hale"] > weights["Ekwall"] > weights["Roswell"]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (lambda: Settled("a", "Hale", 1.1, 1), Unscorable),
        (lambda: beside_best_voice([]), Unscorable),
        (lambda: beside_best_voice([Settled("a", "Hale", 0.5, 1), Settled("a", "Ekwall", 0.5, 0)]), Unscorable),
        (lambda: beside_best_voice([Settled("a", "Hale", 0.5, 1)], ["guess"]), Unpoolable),
    ],
)
def test_what_cannot_be_scored_is_refused(wrong: Callable[[], object], error: type[Exception]) -> None:
    with pytest.raises(error):
        wrong()
