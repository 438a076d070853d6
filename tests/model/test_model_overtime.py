"""Models over time against closed forms, and what a run refuses."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from kentledge.model import BadFormula, ImpossibleRun, Model, UnitsClash, UnusableModel, run
from kentledge.model.results import Result
from kentledge.report import model_forms
from kentledge.report.model_weight import heaviest

Written = Callable[[str], Model]

HEAD = '[time]\nstart = "2024-01"\nstep = "{step}"\nsteps = {steps}\n'


def _model(body: str, outcomes: dict[str, tuple[str, str]], step: str = "month", steps: int = 24) -> str:
    text = HEAD.format(step=step, steps=steps) + body
    for name, (formula, unit) in outcomes.items():
        text += f"\n[outcomes.{name}]\nformula = '''{formula}'''\nunit = \"{unit}\"\n"
    return text


def _run(model: Model, **more: object) -> dict[str, float]:
    result = run(model, draws=1_000, sensitivity=False, **more)  # type: ignore[arg-type]
    return {f.outcome.name: f.spread.median for f in result.scenarios[0].outcomes}


def test_a_constant_inflow_adds_up_and_a_constant_outflow_takes_away(written: Written) -> None:
    body = """
[stocks.store]
initial = "'100 shell'"
inflow = "'120 shell/year'"
outflow = "'60 shell/year'"
unit = "shell"
"""
    found = _run(written(_model(body, {"end": ("final(store)", "shell"), "half": ("at(store, '1 year')", "shell")})))
    assert found["end"] == pytest.approx(100 + 2 * 60)
    assert found["half"] == pytest.approx(100 + 60)


@pytest.mark.parametrize(("step", "steps"), [("month", 60), ("year", 5)])
def test_decay_is_exponential_whatever_the_step(written: Written, step: str, steps: int) -> None:
    body = """
[quantities.half]
value = 18
unit = "month"
assumption = "guess"
[stocks.worth]
initial = "'800 USD'"
half_life = "half"
unit = "USD"
"""
    asked = {"end": ("final(worth)", "USD"), "three": ("at(worth, '36 month')", "USD")}
    found = _run(written(_model(body, asked, step, steps)))
    assert found["end"] == pytest.approx(800 * 0.5 ** (60 / 18))
    assert found["three"] == pytest.approx(800 * 0.5**2)


def test_uncertain_decay_has_the_percentiles_of_its_closed_form(written: Written) -> None:
    body = """
[quantities.half]
range = [12, 48]
unit = "month"
assumption = "guess"
[stocks.worth]
initial = "'1 USD'"
half_life = "half"
unit = "USD"
"""
    model = written(_model(body, {"end": ("final(worth)", "USD")}, steps=36))
    spread = run(model, draws=100_000, sensitivity=False).scenarios[0].outcomes[0].spread
    for p, found in zip((0.05, 0.25, 0.5, 0.75, 0.95), spread.percentiles, strict=True):
        half = 24 * 2 ** (stats.norm.ppf(p) / stats.norm.ppf(0.95))
        assert found == pytest.approx(0.5 ** (36 / half), rel=0.015)


def test_growth_by_a_share_of_the_stock_compounds(written: Written) -> None:
    body = """
[stocks.money]
initial = "'100 USD'"
inflow = "money * '0.12 / year'"
unit = "USD"
"""
    found = _run(written(_model(body, {"end": ("final(money)", "USD")}, steps=12)))
    assert found["end"] == pytest.approx(100 * 1.01**12)


def test_flows_are_added_up_and_averaged_over_windows(written: Written) -> None:
    body = """
[flows.paid]
formula = "'10 USD/year' * elapsed / '1 year'"
unit = "USD/year"
"""
    asked = {
        "all": ("total(paid)", "USD"),
        "second": ("total(paid, '1 year', '2 year')", "USD"),
        "part": ("total(paid, '0 year', '1.5 month')", "USD"),
        "from_": ("total(paid, '1 year')", "USD"),
        "mean_": ("mean(paid, '1 year', '2 year')", "USD/year"),
        "first_": ("first(paid)", "USD/year"),
        "last": ("final(paid)", "USD/year"),
        "most": ("highest(paid)", "USD/year"),
        "least": ("lowest(paid)", "USD/year"),
        "year": ("at(paid, '1 year')", "USD/year"),
    }
    found = _run(written(_model(body, asked)))
    months = [10 * k / 12 for k in range(24)]
    assert found["all"] == pytest.approx(sum(months) / 12)
    assert found["second"] == found["from_"] == pytest.approx(sum(months[12:]) / 12)
    assert found["part"] == pytest.approx((months[0] + 0.5 * months[1]) / 12)
    assert found["mean_"] == pytest.approx(sum(months[12:]) / 12)
    assert (found["first_"], found["least"]) == (0, 0)
    assert found["last"] == found["most"] == pytest.approx(months[-1])
    assert found["year"] == pytest.approx(10)


def test_a_lag_gives_the_value_of_then_and_before_the_start_what_is_said(written: Written) -> None:
    body = """
[flows.made]
formula = "'1 shell/year' * (1 + elapsed / '1 month')"
unit = "shell/year"
[flows.sent]
formula = "lag(made, '3 month')"
unit = "shell/year"
[flows.sold]
formula = "lag(made, '2 month', '7 shell/year')"
unit = "shell/year"
"""
    asked = {f"{n}{k}": (f"at({n}, '{k} month')", "shell/year") for n in ("sent", "sold") for k in (0, 1, 2, 3, 5)}
    found = _run(written(_model(body, asked)))
    assert [found[f"sent{k}"] for k in (0, 1, 2, 3, 5)] == pytest.approx([0, 0, 0, 1, 3])
    assert [found[f"sold{k}"] for k in (0, 1, 2, 3, 5)] == pytest.approx([7, 7, 1, 2, 4])


def test_a_lag_may_close_a_loop_that_would_be_a_cycle(written: Written) -> None:
    body = """
[flows.a]
formula = "2 * lag(b, '1 month', 1)"
unit = "1"
[flows.b]
formula = "a"
unit = "1"
"""
    assert _run(written(_model(body, {"end": ("final(a)", "1")}, steps=5)))["end"] == 2**5


EVENT = """
[flows.paid]
formula = "'12 USD/year' * (1 - war_ends)"
unit = "USD/year"
[flows.after]
formula = "since(war_ends)"
unit = "month"
[events.war_ends]
{when}
"""


@pytest.mark.parametrize(
    ("when", "total", "since"),
    [
        ('date = "2024-07"\nassumption = "guess"', 6, 17),
        ('date = 2024-07-16\nassumption = "guess"', 6.4928, 16.507),
        ('date = "2023-01"\nassumption = "guess"', 0, 35),
        ("never = true", 24, 0),
        ("after = \"'9.25 month'\"", 9.25, 13.75),
    ],
)
def test_an_event_changes_flows_from_its_date_on(written: Written, when: str, total: float, since: float) -> None:
    asked = {"sum": ("total(paid)", "USD"), "since": ("final(after)", "month")}
    found = _run(written(_model(EVENT.format(when=when), asked)))
    assert found["sum"] == pytest.approx(total, abs=1e-3)
    assert found["since"] == pytest.approx(since, abs=1e-2)


def test_an_uncertain_date_is_a_quantity_of_its_own(written: Written) -> None:
    body = EVENT.format(when='range = ["2024-03", "2025-03"]\nassumption = "guess"')
    result = run(written(_model(body, {"sum": ("total(paid)", "USD")})), draws=100_000)
    spread = result.scenarios[0].outcomes[0].spread
    assert spread.percentiles == pytest.approx((2.6, 5, 8, 11, 13.4), abs=0.06)
    assert result.scenarios[0].sensitivity[0].indices[0].quantity == "when_war_ends"


STORE = """
[quantities.used]
range = [60, 300]
distribution = "uniform"
unit = "shell/year"
assumption = "guess"
[stocks.store]
initial = "'200 shell'"
outflow = "used"
nonnegative = true
{floor}
unit = "shell"
"""


def test_a_stock_that_would_fall_below_zero_stops_the_run_naming_stock_step_and_share(written: Written) -> None:
    model = written(_model(STORE.format(floor=""), {"end": ("final(store)", "shell")}, steps=24))
    with pytest.raises(ImpossibleRun) as refused:
        run(model, draws=100_000, sensitivity=False)
    message = str(refused.value)
    # After nine months the fastest have used 225 of 200: those above 266.7 a year, 13.9 % of the draws.
    assert "stock store falls below zero at step 9 (2024-10) in 1" in message
    assert "scenario baseline" in message
    assert "floor = true" in message


def test_a_floor_holds_the_stock_at_zero_and_says_in_how_many_draws(written: Written) -> None:
    model = written(_model(STORE.format(floor="floor = true"), {"end": ("final(store)", "shell")}, steps=24))
    result: Result = run(model, draws=100_000, sensitivity=False)
    end = result.scenarios[0].draws["end"]
    assert end.min() == 0
    # In two years, those who use more than 100 a year run out: five sixths of 60 to 300.
    assert np.mean(end == 0) == pytest.approx(200 / 240, abs=0.005)
    assert result.scenarios[0].floored["store"] == pytest.approx(200 / 240, abs=0.005)


def test_a_stock_emptied_to_the_last_unit_is_not_below_zero(written: Written) -> None:
    body = """
[stocks.store]
initial = "'0.3 shell'"
outflow = "store / step"
nonnegative = true
unit = "shell"
"""
    assert _run(written(_model(body, {"end": ("final(store)", "shell")})))["end"] == 0


def test_fans_are_the_percentiles_of_each_moment(written: Written) -> None:
    body = """
[quantities.rate]
range = [1, 3]
distribution = "uniform"
unit = "USD/year"
assumption = "guess"
[stocks.sum]
initial = "0"
inflow = "rate"
unit = "USD"
[flows.paid]
formula = "rate"
unit = "USD/year"
chart = false
"""
    result = run(written(_model(body, {"end": ("final(sum)", "USD")})), draws=100_000, sensitivity=False)
    (fan,) = result.scenarios[0].fans
    assert fan.moments[0] == "2024-01"
    assert fan.moments[-1] == "2026-01"
    assert len(fan.bands) == 25
    assert fan.bands[0] == (0.0,) * 5
    assert fan.bands[12] == pytest.approx((1.1, 1.5, 2, 2.5, 2.9), abs=0.02)
    assert fan.bands[24] == pytest.approx((2.2, 3, 4, 5, 5.8), abs=0.04)


def test_a_scenario_may_know_an_event_and_leave_out_a_chart_that_the_baseline_does_not(written: Written) -> None:
    body = """
[quantities.worth]
value = 5
unit = "USD/year"
assumption = "guess"
[events.stop]
never = true
[flows.paid]
formula = "worth * (1 - stop)"
unit = "USD/year"
[scenarios.it_stops.events.stop]
range = ["2024-03", "2025-09"]
assumption = "the treaty’s own dates"
[scenarios.it_stops.flows.paid]
chart = false
"""
    result = run(written(_model(body, {"y": ("total(paid)", "USD")})), draws=2_000)
    (weight,) = heaviest(result)
    assert (weight.quantity, weight.assumption) == ("when_stop", "the treaty’s own dates")
    assert weight.total == pytest.approx(1, abs=0.05)
    report = model_forms.as_text(result, width=300)
    assert "date of: stop (100 %)" in report
    assert "2024-03 to 2025-09 (uniform)" in report


A_CYCLE = '[flows.a]\nformula = "b"\nunit = "1"\n[flows.b]\nformula = "a"\nunit = "1"'
A_FIRST_CYCLE = '[stocks.a]\ninitial = "b"\nunit = "1"\n[stocks.b]\ninitial = "a"\nunit = "1"'


@pytest.mark.parametrize(
    ("body", "outcome", "kind", "words"),
    [
        (A_CYCLE, "final(a)", BadFormula, "a cycle, each needs the next: "),
        (A_FIRST_CYCLE, "final(a)", BadFormula, "a cycle, each needs the next: "),
        ('[stocks.a]\ninitial = "1"\ninflow = "1"\nunit = "1"', "final(a)", UnitsClash, "1/second is wanted"),
        ('[stocks.a]\ninitial = "1"\nunit = "1"', "a", BadFormula, "say which value, such as final(a)"),
        ('[stocks.a]\ninitial = "1"\nunit = "1"', "at(a, '9 year')", ImpossibleRun, "outside the run"),
        ('[stocks.a]\ninitial = "1"\nunit = "1"', "at(a, '9 USD')", BadFormula, "takes times"),
        ('[stocks.a]\ninitial = "1"\nunit = "1"', "mean(a, '2 year', '1 year')", ImpossibleRun, "before its second"),
        ('[flows.a]\nformula = "1"\nunit = "1"', "mean(a, '2 year')", ImpossibleRun, "before the end, after 24 months"),
        ('[flows.a]\nformula = "lag(b, \'1 month\')"\nunit = "1"', "final(a)", BadFormula, "no 'b'"),
        ('[flows.a]\nformula = "lag(a, \'9 year\')"\nunit = "1"', "final(a)", BadFormula, "a lag must be"),
        ('[flows.a]\nformula = "final(a)"\nunit = "1"', "final(a)", BadFormula, "outcomes and criteria"),
        ('[flows.a]\nformula = "since(a)"\nunit = "month"', "1", BadFormula, "name of an event"),
    ],
)  # fmt: skip
def test_what_cannot_be_worked_out_over_time_is_told(
    written: Written, body: str, outcome: str, kind: type[UnusableModel], words: str
) -> None:
    model = written(_model(body, {"y": (outcome, "1")}))
    with pytest.raises(kind) as refused:
        run(model, draws=100)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)
