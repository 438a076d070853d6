"""Scores, calibration and the decomposition of the Brier score."""

from __future__ import annotations

import math
import sys
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentledge.pool import Quantiles
from kentledge.score import (
    Unscorable,
    brier,
    calibration,
    corp,
    crps,
    decomposition,
    log_score,
    options_brier,
    share_interval,
    sharpness,
)

# A coarse grid makes forecasts repeat, as words on a scale do.
on_scale = st.lists(st.tuples(st.integers(0, 20).map(lambda i: i / 20), st.integers(0, 1)), min_size=1, max_size=60)
any_value = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 1)), min_size=1, max_size=60)


def apart(pairs: list[tuple[float, int]]) -> tuple[list[float], list[int]]:
    return [p for p, _ in pairs], [o for _, o in pairs]


@given(st.floats(0, 1), st.floats(0.01, 0.99))
def test_saying_what_one_believes_is_best_on_average(said: float, believed: float) -> None:
    for score in (brier, log_score):
        honest, other = (believed * score(p, 1) + (1 - believed) * score(p, 0) for p in (believed, said))
        assert honest <= other + 1e-12


def test_certainty_proved_wrong_costs_everything_without_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert log_score(0, 1) == log_score(1, 0) == math.inf
        assert brier(0, 1) == brier(1, 0) == 1
        assert log_score(1, 1) == 0


def test_the_crps_of_many_quantiles_is_near_that_of_the_distribution() -> None:
    import scoringrules
    from scipy.stats import norm

    levels = tuple(i / 200 for i in range(1, 200))
    forecast = Quantiles(levels, tuple(float(v) for v in norm.ppf(levels, 50, 10)))
    for observed in (30, 50, 75):
        assert crps(forecast, observed) == pytest.approx(float(scoringrules.crps_normal(observed, 50, 10)), rel=0.02)


def test_a_nearer_and_a_narrower_forecast_has_the_lower_crps() -> None:
    levels = (0.1, 0.5, 0.9)
    assert crps(Quantiles(levels, (40, 50, 60)), 50) < crps(Quantiles(levels, (20, 50, 80)), 50)
    assert crps(Quantiles(levels, (40, 50, 60)), 50) < crps(Quantiles(levels, (60, 70, 80)), 50)


def test_two_options_score_twice_what_one_question_scores() -> None:
    assert options_brier([0.7, 0.3], 0) == pytest.approx(2 * brier(0.7, 1))


@given(on_scale)
def test_reliability_resolution_and_uncertainty_add_up_to_the_brier_score(pairs: list[tuple[float, int]]) -> None:
    p, o = apart(pairs)
    parts = decomposition(p, o)
    assert parts.brier == pytest.approx(float(np.mean((np.array(p) - np.array(o)) ** 2)))
    assert parts.reliability - parts.resolution + parts.uncertainty == pytest.approx(parts.brier, abs=1e-12)
    assert parts.within == pytest.approx(0, abs=1e-12)
    assert min(parts.reliability, parts.resolution, parts.uncertainty) >= 0


@given(any_value, st.integers(1, 20))
def test_in_bins_it_adds_up_with_what_is_left_within_them(pairs: list[tuple[float, int]], bins: int) -> None:
    parts = decomposition(*apart(pairs), bins=bins)
    whole = parts.reliability - parts.resolution + parts.uncertainty + parts.within
    assert whole == pytest.approx(parts.brier, abs=1e-12)


@given(any_value)
def test_corp_adds_up_and_no_part_is_negative(pairs: list[tuple[float, int]]) -> None:
    p, o = apart(pairs)
    parts = corp(p, o)
    assert parts.miscalibration - parts.discrimination + parts.uncertainty == pytest.approx(parts.brier, abs=1e-12)
    assert min(parts.miscalibration, parts.discrimination, parts.uncertainty) >= -1e-12
    by_forecast = [r for _, r in sorted(zip(p, parts.recalibrated, strict=True))]
    assert by_forecast == sorted(by_forecast)


def test_calibrated_forecasts_have_little_miscalibration_and_overconfident_ones_have_much() -> None:
    random = np.random.default_rng(2)
    truth = random.choice([0.1, 0.3, 0.5, 0.7, 0.9], 4000)
    o = [int(v) for v in random.random(4000) < truth]
    overconfident = [float(v) for v in np.where(truth > 0.5, 0.5 + (truth - 0.5) * 1.25, 0.5 - (0.5 - truth) * 1.25)]
    calibrated = [float(v) for v in truth]
    good, poor = decomposition(calibrated, o), decomposition(overconfident, o)
    assert good.reliability < 0.002 < poor.reliability
    assert good.resolution == pytest.approx(poor.resolution)
    assert corp(calibrated, o).miscalibration < 0.002 < corp(overconfident, o).miscalibration


@given(any_value, st.integers(1, 20))
def test_every_forecast_is_in_the_bin_of_its_probability(pairs: list[tuple[float, int]], bins: int) -> None:
    curve = calibration(*apart(pairs), bins=bins)
    assert sum(b.n for b in curve) == len(pairs)
    for b in curve:
        assert b.low - 1e-9 <= b.forecast <= b.high + 1e-9
        assert b.from_ <= b.frequency <= b.to


def test_a_forecast_on_the_edge_belongs_to_the_upper_bin() -> None:
    curve = calibration([0.3, 0.29, 1.0, 0.0], [0, 0, 1, 0])
    assert [(round(b.low, 1), b.n) for b in curve] == [(0.0, 1), (0.2, 1), (0.3, 1), (0.9, 1)]
    assert calibration([0.57], [1], bins=100)[0].low == 0.57  # 0.57 · 100 is a little less than 57


def test_the_interval_of_a_share_covers_the_truth_as_often_as_it_says() -> None:
    from scipy.stats import binom

    for n in (1, 3, 10, 40):
        intervals = [share_interval(k, n) for k in range(n + 1)]
        shares = np.linspace(0.02, 0.98, 97)
        covered = [sum(binom.pmf(k, n, p) for k, (a, b) in enumerate(intervals) if a <= p <= b) for p in shares]
        assert np.mean(covered) > 0.94


def test_sharpness_runs_from_one_half_to_certainty() -> None:
    assert sharpness([0.5, 0.5]) == 0
    assert sharpness([0, 1]) == 1
    assert sharpness([0.6]) < sharpness([0.2])


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("scoringrules", "scipy", "scipy.stats", "scipy.optimize"):
        monkeypatch.setitem(sys.modules, name, None)
    for wanted in (
        lambda: brier(0.5, 1),
        lambda: share_interval(1, 2),
        lambda: corp([0.5], [1]),
        lambda: decomposition([0.5], [1]),
    ):
        with pytest.raises(Unscorable, match=r"kentledge\[scores\]"):
            wanted()


def test_what_cannot_be_scored_is_refused() -> None:
    for wrong in (
        lambda: brier(1.2, 1),
        lambda: log_score(float("nan"), 1),
        lambda: brier(0.5, 2),
        lambda: options_brier([0.5, 0.6], 0),
        lambda: options_brier([0.5, 0.5], 2),
        lambda: decomposition([], []),
        lambda: decomposition([0.5], [0, 1]),
        lambda: corp([1.5], [0]),
        lambda: calibration([0.5], [1], bins=0),
        lambda: share_interval(1, 2, coverage=1),
        lambda: sharpness([]),
    ):
        with pytest.raises(Unscorable) as refused:
            wrong()
        assert "\n" not in str(refused.value)
