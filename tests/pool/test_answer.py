"""The answer to a question: one voice each, agreement, and what would change it most."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentledge.pool import (
    POOLS,
    Forecast,
    Unpoolable,
    agreement,
    consensus,
    dissent,
    forecast,
    leave_one_out,
    one_voice_each,
    pool,
    shares,
)
from kentledge.pool.forecasts import Keep
from kentledge.records import Estimative

names = st.sampled_from(["Hale", "Roswell", "Ekwall", "Lindqvane"])
triples = st.lists(st.floats(0, 1), min_size=3, max_size=3).map(sorted)
days = st.sampled_from([None, "2031-01-05", "2031-01-05T09:30", "2031-02-01"])
said = st.lists(
    st.builds(lambda s, t, d: Forecast(s, t[0], t[1], t[2], d), names, triples, days), min_size=1, max_size=10
)


def test_a_statement_against_the_question_is_turned_round() -> None:
    unlikely = Estimative((3, 11), "unlikely", False, "PHIA", 0.25, 0.3, 0.35)
    turned = forecast("Hale", unlikely, against=True)
    assert (turned.low, turned.best, turned.high) == pytest.approx((0.65, 0.7, 0.75))
    assert forecast("Hale", unlikely).best == 0.3


def test_bounds_out_of_order_are_refused() -> None:
    with pytest.raises(Unpoolable, match="Hale"):
        Forecast("Hale", 0.5, 0.4, 0.6)
    with pytest.raises(Unpoolable):
        Forecast("Hale", 0.5, float("nan"), 0.6)


def test_what_was_said_last_counts_and_the_same_day_is_averaged() -> None:
    each = one_voice_each(
        [
            Forecast("Hale", 0, 0.1, 0.2, "2031-01-05"),
            Forecast("Hale", 0.6, 0.6, 0.6, "2031-02-01T08:00"),
            Forecast("Hale", 0.8, 0.8, 0.8, "2031-02-01T20:00"),
            Forecast("Hale", 0, 0, 0),
        ]
    )
    assert [(f.speaker, f.when) for f in each] == [("Hale", "2031-02-01")]
    assert each[0].best == pytest.approx(0.7)


@given(said, st.sampled_from(["latest", "mean"]))
def test_each_speaker_has_one_voice_with_its_bounds_in_order(forecasts: list[Forecast], keep: Keep) -> None:
    each = one_voice_each(forecasts, keep)
    assert [f.speaker for f in each] == list(dict.fromkeys(f.speaker for f in forecasts))
    assert all(f.low <= f.best <= f.high for f in each)


def test_saying_it_ten_times_counts_once() -> None:
    once = [Forecast("Hale", 0.7, 0.8, 0.9), Forecast("Roswell", 0.1, 0.2, 0.3)]
    assert pool([once[0]] * 10 + [once[1]]).best == pytest.approx(pool(once).best)


@given(said, st.sampled_from(sorted(POOLS)))
def test_the_pooled_bounds_hold_the_pooled_best_estimate(forecasts: list[Forecast], method: str) -> None:
    answer = pool(forecasts, method)
    assert 0 <= answer.low <= answer.best + 1e-12
    assert answer.best <= answer.high + 1e-12 <= 1 + 2e-12


def test_weights_are_by_speaker_and_none_may_be_missing() -> None:
    forecasts = [Forecast("Hale", 0.7, 0.8, 0.9), Forecast("Roswell", 0.1, 0.2, 0.3)]
    assert pool(forecasts, "mean", weights={"Roswell": 3, "Hale": 1}).best == pytest.approx(0.35)
    with pytest.raises(Unpoolable, match="Roswell"):
        pool(forecasts, weights={"Hale": 1})
    with pytest.raises(Unpoolable, match="choose one of"):
        pool(forecasts, "guess")
    with pytest.raises(Unpoolable):
        pool([])
    with pytest.raises(Unpoolable):  # a quantity, not a probability
        pool([Forecast("Hale", 300, 450, 600)])


@given(said, st.sampled_from(sorted(POOLS)))
def test_leaving_one_out_is_pooling_without_that_speaker(forecasts: list[Forecast], method: str) -> None:
    answer = pool(forecasts, method)
    influences = leave_one_out(forecasts, method)
    assert len(influences) == (len(answer.voices) if len(answer.voices) > 1 else 0)
    for found in influences:
        without = pool([f for f in forecasts if f.speaker != found.speaker], method).best
        assert found.without == pytest.approx(without)
        assert found.change == pytest.approx(without - answer.best)
    sizes = [abs(i.change) for i in influences]
    assert sizes == sorted(sizes, reverse=True)


def test_the_speaker_who_holds_all_the_weight_cannot_be_left_out() -> None:
    forecasts = [Forecast("Hale", 0.7, 0.8, 0.9), Forecast("Roswell", 0.1, 0.2, 0.3)]
    assert [i.speaker for i in leave_one_out(forecasts, weights={"Hale": 1, "Roswell": 0})] == ["Roswell"]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_consensus_lies_within_0_and_1_and_is_whole_only_where_all_agree(p: list[float]) -> None:
    assert 0 <= consensus(p) <= 1
    assert consensus(p) + dissent(p) == pytest.approx(1)
    assert consensus([p[0]] * len(p)) == pytest.approx(1)


@given(st.floats(0, 0.5), st.floats(0, 0.5))
def test_two_voices_further_apart_dissent_more(a: float, b: float) -> None:
    near, far = sorted([a, b])
    assert dissent([0.5 - near, 0.5 + near]) <= dissent([0.5 - far, 0.5 + far]) + 1e-12


def test_certain_halves_dissent_wholly_and_the_undecided_soften_it() -> None:
    assert dissent([0, 0, 1, 1]) == 1
    assert 0 < dissent([0, 0, 0.5, 0.5, 1, 1]) < 1


def test_a_voice_without_weight_may_stand_at_the_other_end() -> None:
    assert consensus([0, 1], [1, 0]) == 1


def test_agreement_names_the_camps_the_common_range_and_the_outsider() -> None:
    found = agreement(
        [Forecast("Hale", 0.55, 0.65, 0.75), Forecast("Ekwall", 0.6, 0.7, 0.9), Forecast("Roswell", 0, 0.05, 0.1)]
    )
    assert (found.voices, found.likely, found.unlikely, found.even) == (3, 2, 1, 0)
    assert found.common is None
    assert found.furthest == "Roswell"
    assert found.between > found.within
    near = agreement([Forecast("Hale", 0.55, 0.65, 0.75), Forecast("Ekwall", 0.6, 0.65, 0.9)])
    assert (near.common, near.furthest, near.dissent) == ((0.6, 0.75), None, 0)


def test_shares_of_options_add_to_one_and_nothing_cannot_be_shared() -> None:
    assert sum(shares({"renewed": 0.3, "amended": 0.4, "lapses": 0.9}).values()) == pytest.approx(1)
    for nothing in ({"renewed": 0.0}, {}):
        with pytest.raises(Unpoolable):
            shares(nothing)
