"""Pools of probabilities: what must hold for any voices, and the figures of the papers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentledge.pool import (
    POOLS,
    Pool,
    Unpoolable,
    arithmetic_mean,
    beta_mean,
    extremised_odds_mean,
    fitted_alpha,
    fitted_factor,
    log_odds_mean,
    median,
    neyman_factor,
)
from kentledge.pool.probabilities import FLOOR

probability = st.floats(0, 1)
inside = st.floats(FLOOR, 1 - FLOOR)
many = st.lists(probability, min_size=1, max_size=12)
pools = st.sampled_from(sorted(POOLS))
# These stand where all voices stand; the extremising pools are meant to go beyond.
averages = st.sampled_from([arithmetic_mean, median, log_odds_mean])


@given(inside, st.integers(1, 12), averages)
def test_voices_that_all_say_the_same_are_pooled_into_what_they_say(p: float, n: int, pool: Pool) -> None:
    assert pool([p] * n) == pytest.approx(p, abs=1e-12)


@given(st.lists(inside, min_size=1, max_size=12), averages)
def test_averages_stay_between_the_lowest_and_the_highest_voice(p: list[float], pool: Pool) -> None:
    assert min(p) - 1e-15 <= pool(p) <= max(p) + 1e-15


@given(many, pools)
def test_every_pool_is_a_probability(p: list[float], name: str) -> None:
    assert 0 <= POOLS[name](p) <= 1


@given(st.data(), many, pools)
def test_the_order_of_the_voices_does_not_matter(data: st.DataObject, p: list[float], name: str) -> None:
    weights = data.draw(st.lists(st.floats(0.01, 100), min_size=len(p), max_size=len(p)))
    order = data.draw(st.permutations(range(len(p))))
    shuffled = POOLS[name]([p[i] for i in order], [weights[i] for i in order])
    assert shuffled == pytest.approx(POOLS[name](p, weights), abs=1e-12)


@given(st.data(), many, pools)
def test_a_voice_that_rises_never_lowers_the_answer(data: st.DataObject, p: list[float], name: str) -> None:
    i = data.draw(st.integers(0, len(p) - 1))
    higher = data.draw(st.floats(p[i], 1))
    assert POOLS[name]([*p[:i], higher, *p[i + 1 :]]) >= POOLS[name](p) - 1e-12


@given(many, pools)
def test_the_opposite_question_has_the_opposite_answer(p: list[float], name: str) -> None:
    assert POOLS[name]([1 - q for q in p]) == pytest.approx(1 - POOLS[name](p), abs=1e-9)


@given(st.lists(inside, min_size=2, max_size=12), st.integers(2, 5), pools)
def test_a_voice_of_twice_the_weight_counts_as_two(p: list[float], times: int, name: str) -> None:
    if name == "extremised":  # its factor grows with the number of voices
        return
    weighted = POOLS[name](p, [times, *[1] * (len(p) - 1)])
    assert weighted == pytest.approx(POOLS[name]([p[0]] * times + p[1:]), abs=1e-9)


@given(st.lists(inside, min_size=1, max_size=12), pools)
def test_a_voice_without_weight_is_not_heard(p: list[float], name: str) -> None:
    assert POOLS[name]([*p, 0.99], [*[1] * len(p), 0]) == pytest.approx(POOLS[name](p), abs=1e-12)


@given(st.lists(inside, min_size=2, max_size=12))
def test_extremising_moves_away_from_one_half_and_keeps_its_side(p: list[float]) -> None:
    plain, extremised = log_odds_mean(p), extremised_odds_mean(p)
    assert abs(extremised - 0.5) >= abs(plain - 0.5) - 1e-12
    assert (extremised - 0.5) * (plain - 0.5) >= 0


@given(many, st.integers(2, 20))
def test_the_beta_transform_moves_away_from_one_half_and_keeps_its_side(p: list[float], alpha: int) -> None:
    mean, transformed = arithmetic_mean(p), beta_mean(p, alpha=alpha)
    assert abs(transformed - 0.5) >= abs(mean - 0.5) - 1e-12
    assert (transformed - 0.5) * (mean - 0.5) >= -1e-12


@given(probability, st.integers(1, 20), st.integers(1, 20))
def test_the_beta_transform_is_the_cumulative_beta_distribution(p: float, alpha: int, beta: int) -> None:
    from scipy.stats import beta as distribution

    assert beta_mean([p], alpha=alpha, beta=beta) == pytest.approx(float(distribution.cdf(p, alpha, beta)), abs=1e-12)


@given(st.lists(inside, min_size=1, max_size=12), st.floats(0.2, 5))
def test_extremised_odds_are_the_transform_of_baron_and_others(p: list[float], factor: float) -> None:
    m = log_odds_mean(p)
    assert extremised_odds_mean(p, factor=factor) == pytest.approx(
        m**factor / (m**factor + (1 - m) ** factor), abs=1e-9
    )


def test_one_voice_alone_is_not_extremised() -> None:
    assert neyman_factor(1) == 1
    assert extremised_odds_mean([0.8]) == pytest.approx(0.8)


def test_one_voice_that_says_never_does_not_silence_nine() -> None:
    assert log_odds_mean([0.0, *[0.9] * 9]) > 0.7


@pytest.mark.parametrize(
    ("p", "w"),
    [([], None), ([0.5, 1.2], None), ([float("nan")], None), ([0.5], [1, 1]), ([0.5, 0.5], [1, -1]), ([0.5], [0]),
     ([0.5], [float("inf")])],
)  # fmt: skip
@pytest.mark.parametrize("name", sorted(POOLS))
def test_what_cannot_be_pooled_is_refused_in_one_line(name: str, p: list[float], w: list[float] | None) -> None:
    with pytest.raises(Unpoolable) as refused:
        POOLS[name](p, w)
    assert "\n" not in str(refused.value)


def test_settings_out_of_range_are_refused() -> None:
    with pytest.raises(Unpoolable):
        beta_mean([0.5], alpha=0)
    with pytest.raises(Unpoolable):
        extremised_odds_mean([0.5], factor=0)


def test_fitting_extremises_only_where_the_voices_were_too_cautious() -> None:
    cautious = [([0.7, 0.75], 1), ([0.3, 0.35], 0)] * 10
    too_sure = [([0.9, 0.95], 1), ([0.9, 0.95], 0), ([0.1, 0.05], 0), ([0.1, 0.05], 1)] * 5
    assert fitted_alpha(cautious) > 10
    assert fitted_factor(cautious) > 3
    assert fitted_alpha(too_sure) == 1
    assert fitted_factor(too_sure) < 1
    with pytest.raises(Unpoolable):
        fitted_alpha([])
