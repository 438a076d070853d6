"""Draws against what is known in closed form; tolerances are a few standard errors, so that a real bug breaks them."""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist

import numpy as np
import pytest
from scipy import stats

from kentledge.model import Model, UnusableModel, run
from kentledge.model.results import Result

Written = Callable[[str], Model]
P = (0.05, 0.25, 0.5, 0.75, 0.95)
REACH = NormalDist().inv_cdf(0.95)


def _quantity(name: str, figures: str, unit: str = "1") -> str:
    return f'[quantities.{name}]\n{figures}\nunit = "{unit}"\nassumption = "guess"\n'


def _outcome(formula: str, name: str = "y", more: str = "") -> str:
    return f'[outcomes.{name}]\nformula = "{formula}"\nunit = "1"\n{more}\n'


def _percentiles(result: Result, name: str = "y", scenario: int = 0) -> tuple[float, ...]:
    return next(f.spread.percentiles for f in result.scenarios[scenario].outcomes if f.outcome.name == name)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ("range = [300, 600]", stats.lognorm(math.log(2) / 2 / REACH, scale=math.sqrt(300 * 600))),
        (
            "range = [300, 600]\ninterval = 0.5",
            stats.lognorm(math.log(2) / 2 / stats.norm.ppf(0.75), scale=math.sqrt(180000)),
        ),
        ('range = [-1, 3]\ndistribution = "normal"', stats.norm(1, 2 / REACH)),
        ('mean = 5\nsd = 2\ndistribution = "normal"', stats.norm(5, 2)),
        (
            'mean = 5\nsd = 2\ndistribution = "lognormal"',
            stats.lognorm(math.sqrt(math.log1p(0.16)), scale=5 / math.sqrt(1.16)),
        ),
        ('range = [2, 5]\ndistribution = "uniform"', stats.uniform(2, 3)),
        ('range = [2, 8]\nmode = 3\ndistribution = "triangular"', stats.triang(1 / 6, 2, 6)),
        ('range = [0, 10]\nmode = 2\ndistribution = "pert"', stats.beta(1.8, 4.2, 0, 10)),
        ('alpha = 2\nbeta = 5\ndistribution = "beta"', stats.beta(2, 5)),
        ('alpha = 2\nbeta = 5\nrange = [10, 20]\ndistribution = "beta"', stats.beta(2, 5, 10, 10)),
    ],
)
@pytest.mark.parametrize("quasi", [False, True])
def test_each_continuous_distribution_has_its_percentiles(
    written: Written, figures: str, expected: stats.rv_frozen, quasi: bool
) -> None:
    result = run(written(_quantity("x", figures) + _outcome("x")), draws=1 << 17, quasi=quasi, sensitivity=False)
    for p, found in zip(P, _percentiles(result), strict=True):
        # The standard error of a percentile; quasi-random points are far better than that.
        exact = float(expected.ppf(p))
        error = math.sqrt(p * (1 - p) / (1 << 17)) / float(expected.pdf(exact))
        assert abs(found - exact) < (0.3 if quasi else 4.5) * error


def test_poisson_discrete_and_mixture_have_their_chances(written: Written) -> None:
    text = (
        _quantity("n", 'mean = 2.5\ndistribution = "poisson"')
        + _quantity("d", 'values = [3, 1, 2]\nweights = [1, 2, 5]\ndistribution = "discrete"')
        + _quantity(
            "m",
            'distribution = "mixture"\nweights = [1, 3]\n'
            'of = [{ range = [0, 1], distribution = "uniform" }, { mean = 10, sd = 1, distribution = "normal" }]',
        )
        + _outcome("n", "a")
        + _outcome("d", "b")
        + _outcome("m", "c")
    )
    draws = run(written(text), draws=200_000, sensitivity=False).scenarios[0].draws
    near = 4.5 * 0.5 / math.sqrt(200_000)
    for k in range(6):
        assert np.mean(draws["a"] == k) == pytest.approx(stats.poisson(2.5).pmf(k), abs=near)
    assert set(np.unique(draws["a"])) <= set(range(30))
    for v, chance in ((1, 0.25), (2, 0.625), (3, 0.125)):
        assert np.mean(draws["b"] == v) == pytest.approx(chance, abs=near)
    assert np.mean(draws["c"] < 5) == pytest.approx(0.25, abs=near)
    assert draws["c"][draws["c"] > 5].mean() == pytest.approx(10, abs=0.02)
    assert draws["c"][draws["c"] < 5].mean() == pytest.approx(0.5, abs=0.01)


def test_a_clip_keeps_draws_within_and_puts_those_beyond_on_it(written: Written) -> None:
    text = _quantity("x", 'mean = 0\nsd = 1\ndistribution = "normal"\nclip = [-1, 2]') + _outcome("x")
    draws = run(written(text), sensitivity=False).scenarios[0].draws["y"]
    assert draws.min() == -1
    assert draws.max() == 2
    assert np.mean(draws == -1) == pytest.approx(stats.norm.cdf(-1), abs=0.005)


def test_a_sum_of_normals_is_normal(written: Written) -> None:
    text = "".join(_quantity(f"x{i}", f'mean = {i}\nsd = {i + 1}\ndistribution = "normal"') for i in range(4))
    threshold = "thresholds = [{ above = 10 }, { below = 0 }]"
    result = run(written(text + _outcome("x0 + x1 + x2 - x3", more=threshold)), draws=400_000, sensitivity=False)
    exact = stats.norm(0, math.sqrt(1 + 4 + 9 + 16))
    for p, found in zip(P, _percentiles(result), strict=True):
        assert found == pytest.approx(exact.ppf(p), abs=0.06)
    (_, above), (_, below) = result.scenarios[0].outcomes[0].chances
    assert above == pytest.approx(exact.sf(10), abs=0.0015)
    assert below == pytest.approx(0.5, abs=0.004)


def test_a_product_of_lognormals_is_lognormal(written: Written) -> None:
    text = _quantity("price", "range = [300e6, 600e6]", "USD per million shell") + _quantity(
        "shells", "range = [2e6, 6e6]", "shell/year"
    )
    text += '[outcomes.y]\nformula = "price * shells"\nunit = "USD/year"\n'
    result = run(written(text), draws=400_000, sensitivity=False)
    sigma = math.hypot(math.log(2), math.log(3)) / 2 / REACH
    median = math.sqrt(300 * 600) * math.sqrt(2e6 * 6e6)
    for p, found in zip(P, _percentiles(result), strict=True):
        assert found == pytest.approx(median * math.exp(sigma * NormalDist().inv_cdf(p)), rel=0.005)
    assert result.scenarios[0].outcomes[0].spread.mean == pytest.approx(median * math.exp(sigma**2 / 2), rel=0.005)


@pytest.mark.parametrize("quasi", [False, True])
def test_correlated_normals_have_the_correlation_and_the_spread_of_their_sum(written: Written, quasi: bool) -> None:
    text = "".join(_quantity(n, 'mean = 0\nsd = 1\ndistribution = "normal"') for n in "abc")
    text += '[[correlations]]\nbetween = ["a", "b"]\nrho = 0.8\n[[correlations]]\nbetween = ["b", "c"]\nrho = -0.4\n'
    text += _outcome("a", "a_") + _outcome("b", "b_") + _outcome("c", "c_") + _outcome("a + b", "s")
    draws = run(written(text), draws=1 << 17, quasi=quasi, sensitivity=False).scenarios[0].draws
    assert np.corrcoef(draws["a_"], draws["b_"])[0, 1] == pytest.approx(0.8, abs=0.005)
    assert np.corrcoef(draws["b_"], draws["c_"])[0, 1] == pytest.approx(-0.4, abs=0.01)
    assert np.corrcoef(draws["a_"], draws["c_"])[0, 1] == pytest.approx(0, abs=0.012)
    assert draws["s"].std() == pytest.approx(math.sqrt(2 + 1.6), rel=0.01)
    assert draws["a_"].std() == pytest.approx(1, rel=0.01)


def test_correlations_leave_each_distribution_as_it_is(written: Written) -> None:
    text = _quantity("a", 'range = [0, 1]\ndistribution = "uniform"') + _quantity("b", "range = [300, 600]")
    text += '[[correlations]]\nbetween = ["a", "b"]\nrho = -1\n' + _outcome("a", "u") + _outcome("b", "v")
    draws = run(written(text), sensitivity=False).scenarios[0].draws
    assert np.percentile(draws["u"], [5, 95]) == pytest.approx([0.05, 0.95], abs=0.005)
    assert np.percentile(draws["v"], [5, 95]) == pytest.approx([300, 600], rel=0.01)
    assert stats.spearmanr(draws["u"], draws["v"]).statistic == pytest.approx(-1)


def test_correlations_that_cannot_be_are_told(written: Written) -> None:
    text = "".join(_quantity(n, "range = [1, 2]") for n in "abc") + _outcome("a + b + c")
    for pair, rho in (("ab", 0.9), ("bc", 0.9), ("ac", -0.9)):
        text += f'[[correlations]]\nbetween = ["{pair[0]}", "{pair[1]}"]\nrho = {rho}\n'
    with pytest.raises(UnusableModel, match=r"a, b, c contradict each other.*not positive semi-definite"):
        run(written(text))


def test_sobol_indices_and_swings_of_a_sum_are_as_known(written: Written) -> None:
    text = _quantity("a", 'mean = 0\nsd = 3\ndistribution = "normal"') + _quantity(
        "b", 'mean = 0\nsd = 1\ndistribution = "normal"'
    )
    sensitivity = run(written(text + _outcome("2 * a + b"))).scenarios[0].sensitivity[0]
    by_name = {i.quantity: i for i in sensitivity.indices}
    assert by_name["a"].first == pytest.approx(36 / 37, abs=0.03)
    assert by_name["a"].total == pytest.approx(36 / 37, abs=0.03)
    assert by_name["b"].total == pytest.approx(1 / 37, abs=0.01)
    swing = sensitivity.swings[0]
    assert swing.quantity == "a"
    assert swing.medians == pytest.approx((-6 * REACH, 6 * REACH), abs=0.15)
    assert sensitivity.swings[1].medians == pytest.approx((-REACH, REACH), abs=0.5)


def test_interaction_shows_in_the_total_and_not_alone(written: Written) -> None:
    text = _quantity("a", 'mean = 0\nsd = 1\ndistribution = "normal"') + _quantity(
        "b", 'mean = 0\nsd = 1\ndistribution = "normal"'
    )
    for index in run(written(text + _outcome("a * b"))).scenarios[0].sensitivity[0].indices:
        assert index.first == pytest.approx(0, abs=0.12)
        assert index.total == pytest.approx(1, abs=0.15)


def test_the_seed_decides_and_scenarios_share_their_draws(written: Written) -> None:
    text = _quantity("a", "range = [1, 2]") + _quantity("b", "range = [1, 2]") + _outcome("a * b")
    text += (
        '[scenarios.other.quantities.b]\nvalue = 1\nassumption = "guess"\n[scenarios.same]\nlabel = "nothing changes"\n'
    )
    model = written(text)
    one, again, other = (run(model, seed=s, sensitivity=False) for s in (5, 5, 6))
    assert _percentiles(one) == _percentiles(again)
    assert _percentiles(one) != _percentiles(other)
    base, fixed, same = one.scenarios
    assert np.array_equal(base.draws["y"], same.draws["y"])
    assert np.corrcoef(np.log(base.draws["y"]), np.log(fixed.draws["y"]))[0, 1] == pytest.approx(
        math.sqrt(0.5), abs=0.01
    )


def test_a_new_quantity_leaves_the_draws_of_the_others(written: Written) -> None:
    text = _quantity("a", "range = [1, 2]") + _outcome("a")
    before = _percentiles(run(written(text), sensitivity=False))
    after = _percentiles(run(written(_quantity("z", "range = [1, 2]") + text + _outcome("z", "q")), sensitivity=False))
    assert before == after


def test_a_judgement_holds_in_the_share_that_is_known_and_names_what_it_fails_under(written: Written) -> None:
    text = _quantity("a", 'mean = 0\nsd = 1\ndistribution = "normal"') + _quantity(
        "b", 'mean = 0\nsd = 1\ndistribution = "normal"'
    )
    text += _outcome("a") + '[[judgements]]\nname = "high"\ncriterion = "y > 1 and b < 9"\nassumption = "guess"\n'
    held = run(written(text), sensitivity=False).scenarios[0].judgements[0]
    assert held.share == pytest.approx(stats.norm.sf(1), abs=0.005)
    assert [d.quantity for d in held.differences] == ["a"]
    assert held.differences[0].distance == pytest.approx(1, abs=0.01)
    assert held.differences[0].holds == pytest.approx(stats.norm.isf(stats.norm.sf(1) / 2), abs=0.05)
    assert held.differences[0].fails == pytest.approx(stats.norm.ppf(stats.norm.cdf(1) / 2), abs=0.05)


@pytest.mark.parametrize(("formula", "expected"), [("a + 1e6 - a", 1e6), ("a / 3 * 3 / a", 1), ("a - a", 0), ("7", 7)])
def test_an_outcome_that_cancels_to_one_value_has_one_bar(written: Written, formula: str, expected: float) -> None:
    text = _quantity("a", "range = [0.1, 0.7]") + _outcome(formula) + '[scenarios.b]\nlabel = "nothing changes"\n'
    for scenario in run(written(text), draws=5_000).scenarios:
        (found,) = scenario.outcomes
        assert found.spread.median == pytest.approx(expected)
        edges, shares = found.histogram.edges, found.histogram.shares
        assert sorted(set(shares)) == [0, 1]
        assert edges[0] < expected < edges[-1]
        assert list(edges) == sorted(set(edges))
