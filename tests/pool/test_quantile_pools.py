"""Pools for numeric questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentledge.pool import Forecast, Quantiles, Unpoolable, linear_pool, quantile_average, quantiles

LEVELS = (0.1, 0.5, 0.9)
triples = st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3).map(sorted)
sets = st.lists(triples.map(lambda v: Quantiles(LEVELS, tuple(v))), min_size=1, max_size=6)
both = st.sampled_from([quantile_average, linear_pool])


@given(triples, st.integers(1, 5), both)
def test_speakers_who_say_the_same_are_pooled_into_what_they_say(
    values: list[float], n: int, pool: Callable[[Sequence[Quantiles]], Quantiles]
) -> None:
    same = Quantiles(LEVELS, tuple(values))
    pooled = pool([same] * n)
    assert pooled.levels == LEVELS
    if pool is quantile_average or len(set(values)) == 3:
        assert pooled.values == pytest.approx(same.values, rel=1e-9, abs=1e-6)


@given(sets, both)
def test_pooled_values_keep_their_order_and_stay_within_what_was_said(
    given_sets: list[Quantiles], pool: Callable[[Sequence[Quantiles]], Quantiles]
) -> None:
    values = pool(given_sets).values
    assert list(values) == sorted(values)
    low, high = min(s.values[0] for s in given_sets), max(s.values[-1] for s in given_sets)
    assert low - 1e-6 <= values[0]
    assert values[-1] <= high + 1e-6


@given(st.data(), sets, both)
def test_the_order_of_the_speakers_does_not_matter(
    data: st.DataObject, given_sets: list[Quantiles], pool: Callable[[Sequence[Quantiles]], Quantiles]
) -> None:
    shuffled = data.draw(st.permutations(given_sets))
    assert pool(shuffled).values == pytest.approx(pool(given_sets).values, rel=1e-9, abs=1e-6)


def test_the_linear_pool_is_wider_than_the_average_of_quantiles_where_speakers_stand_apart() -> None:
    apart = [Quantiles(LEVELS, (1, 2, 3)), Quantiles(LEVELS, (101, 102, 103))]
    average, mixture = quantile_average(apart), linear_pool(apart)
    assert average.values == pytest.approx((51, 52, 53))
    assert mixture.values[0] < 3
    assert mixture.values[-1] > 101


def test_the_linear_pool_is_the_mixture_of_the_speakers() -> None:
    """Against draws from the same piecewise-uniform distributions."""
    import numpy as np

    given_sets = [Quantiles(LEVELS, (10, 20, 40)), Quantiles(LEVELS, (0, 35, 50))]
    random = np.random.default_rng(4)
    ends = (0 - 5, 50 + 5)
    draws = [np.interp(random.random(200_000), (0, *LEVELS, 1), (ends[0], *s.values, ends[1])) for s in given_sets]
    weighted = np.concatenate([draws[0], draws[1], draws[1], draws[1]])
    pooled = linear_pool(given_sets, weights=[1, 3], levels=(0.25, 0.5, 0.75))
    assert pooled.values == pytest.approx(tuple(np.quantile(weighted, (0.25, 0.5, 0.75))), abs=0.3)


def test_beyond_what_was_said_the_linear_pool_reaches_as_far_as_the_overshoot() -> None:
    one = [Quantiles(LEVELS, (0, 50, 100))]
    assert linear_pool(one, levels=(0.05, 0.95)).values == pytest.approx((-5, 105))
    assert linear_pool(one, levels=(0.05, 0.95), overshoot=0).values == pytest.approx((0, 100))


def test_a_speaker_who_names_one_figure_is_a_step_in_the_mixture() -> None:
    exact, wide = Quantiles(LEVELS, (30, 30, 30)), Quantiles(LEVELS, (10, 20, 40))
    assert linear_pool([exact, exact]).values == (30, 30, 30)
    assert linear_pool([exact, exact, wide]).values[1] == pytest.approx(30)


def test_low_best_and_high_become_quantiles_of_the_stated_coverage() -> None:
    assert quantiles(Forecast("Hale", 300, 450, 600)).levels == pytest.approx((0.05, 0.5, 0.95))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Quantiles((0.5, 0.1), (1, 2)),
        lambda: Quantiles((0.1, 0.5), (2, 1)),
        lambda: Quantiles((0.0, 0.5), (1, 2)),
        lambda: Quantiles((0.1, 0.5), (1, float("inf"))),
        lambda: Quantiles((0.1, 0.5), (1,)),
        lambda: Quantiles((), ()),
        lambda: quantile_average([]),
        lambda: linear_pool([]),
        lambda: quantile_average([Quantiles((0.1,), (1,)), Quantiles((0.2,), (1,))]),
        lambda: linear_pool([Quantiles((0.1,), (1,))], weights=[0]),
        lambda: linear_pool([Quantiles((0.1,), (1,))], levels=(0.0, 1.0)),
        lambda: linear_pool([Quantiles((0.1,), (1,))], overshoot=-1),
        lambda: quantiles(Forecast("Hale", 1, 2, 3), coverage=1),
    ],
)
def test_what_is_no_set_of_quantiles_is_refused(wrong: Callable[[], object]) -> None:
    with pytest.raises(Unpoolable):
        wrong()
