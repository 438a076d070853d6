"""A scenario made ready to run: names known, units checked, everything in the order in which it is worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kentledge.model.dimensions import Scope, demand, unit_of
from kentledge.model.errors import BadFormula, ImpossibleRun
from kentledge.model.expression import AFTERWARDS, WHILE_RUNNING, Amount, Formula, Series
from kentledge.model.order import ordered
from kentledge.model.parts import Flow, Judgement, Model, Scenario, Stock, Timeline
from kentledge.model.units import Units


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run needs of a scenario. `amounts` are the formulas' amounts in root units."""

    scenario: Scenario
    outcomes: tuple[tuple[str, Formula], ...]
    judgements: tuple[Judgement, ...]
    amounts: Mapping[str, float]
    stocks: tuple[Stock, ...] = ()
    flows: tuple[Flow, ...] = ()
    readouts: tuple[Series, ...] = ()
    lags: tuple[Series, ...] = ()

    @property
    def uncertain(self) -> tuple[str, ...]:
        """The quantities that are drawn, in the order of the file."""
        return tuple(i.name for i in self.scenario.inputs if not i.distribution.certain)


def planned(model: Model, scenario: Scenario) -> Plan:
    """The plan. Raises UnitsClash or BadFormula for a formula that cannot be worked out."""
    amounts: dict[str, float] = {}
    inputs = {i.name: i.unit.unit for i in scenario.inputs}
    over_time = scenario.timeline
    stocks, flows = _moving(over_time, inputs, model.units, amounts) if over_time else ((), ())
    series = {p.name: p.unit.unit for p in over_time.moving} if over_time else {}
    elsewhere = {name: f"changes over time: say which value, such as final({name}) or total({name})" for name in series}
    if over_time:
        elsewhere |= {e.name: "is an event, which only flows and stocks can use" for e in over_time.events}
    names = inputs | {o.name: o.unit.unit for o in scenario.outcomes}
    elsewhere |= {j.name: "is a judgement, which no formula can use" for j in model.judgements if j.name not in names}
    functions = frozenset(AFTERWARDS) if over_time else frozenset()
    scope = Scope(model.units, names, series, functions, elsewhere)
    order = ordered({o.name: o.formula.names for o in scenario.outcomes}, "outcomes")
    by_name = {o.name: o for o in scenario.outcomes}
    for outcome in scenario.outcomes:
        demand(outcome.formula, outcome.unit.unit, scope, amounts)
    for judgement in model.judgements:
        unit_of(judgement.criterion, scope, amounts)
    readouts = [
        s for f in (*(o.formula for o in scenario.outcomes), *(j.criterion for j in model.judgements)) for s in f.series
    ]
    if over_time:
        _within(readouts, over_time, amounts)
    return Plan(
        scenario=scenario,
        outcomes=tuple((name, by_name[name].formula) for name in order),
        judgements=model.judgements,
        amounts=amounts,
        stocks=stocks,
        flows=flows,
        readouts=tuple(dict.fromkeys(readouts)),
        lags=tuple(dict.fromkeys(s for f in _running(stocks, flows) for s in f.series if s.op == "lag")),
    )


def _running(stocks: tuple[Stock, ...], flows: tuple[Flow, ...]) -> list[Formula]:
    parts = [f.formula for f in flows]
    return parts + [f for s in stocks for f in (s.inflow, s.outflow, s.half_life) if f is not None]


def _moving(
    time: Timeline, inputs: Mapping[str, Any], units: Units, amounts: dict[str, float]
) -> tuple[tuple[Stock, ...], tuple[Flow, ...]]:
    """Stocks in the order of their first values, flows in the order of each step."""
    stocks = {s.name: s for s in time.stocks}
    flows = {f.name: f for f in time.flows}
    events = {e.name: units.none for e in time.events}
    moving = {p.name: p.unit.unit for p in time.moving}
    late = dict.fromkeys((*flows, *events), "is not known before the first step")
    first = Scope(units, dict(inputs) | {n: s.unit.unit for n, s in stocks.items()}, {}, frozenset(), late)
    clock = {"elapsed": units.second, "step": units.second}
    names = dict(inputs) | moving | events | clock
    running = Scope(units, names, moving | events, frozenset(WHILE_RUNNING), dict.fromkeys(events, "is an event"))
    for event in time.events:
        if event.after is not None:
            demand(event.after, units.second, Scope(units, inputs, {}, frozenset(), late), amounts)
    for flow in time.flows:
        demand(flow.formula, flow.unit.unit, running, amounts)
    for stock in time.stocks:
        demand(stock.initial, stock.unit.unit, first, amounts)
        for rate in (stock.inflow, stock.outflow):
            if rate is not None:
                demand(rate, stock.unit.unit / units.second, running, amounts)
        if stock.half_life is not None:
            demand(stock.half_life, units.second, running, amounts)
    for formula in _running(time.stocks, time.flows):
        for series in formula.series:
            _fit(series, formula, time, amounts, events, moving)
    by_first = ordered({n: s.initial.names for n, s in stocks.items()}, "first values of stocks")
    by_step = ordered({n: f.formula.names for n, f in flows.items()}, "flows")
    return tuple(stocks[n] for n in by_first), tuple(flows[n] for n in by_step)


def _fit(
    series: Series, formula: Formula, time: Timeline, amounts: Mapping[str, float], events: Any, moving: Any
) -> None:
    if series.op == "since" and series.name not in events:
        raise BadFormula(f"{formula.where}: since takes the name of an event, not {series.name}")
    if series.op == "lag":
        if series.name not in moving:
            raise BadFormula(f"{formula.where}: lag takes the name of a stock or flow, not {series.name}")
        steps = steps_of(series, time, amounts)
        if not 1 <= steps <= time.steps:
            raise BadFormula(f"{formula.where}: a lag must be from one step to {time.steps}, the length of the run")


def steps_of(lag: Series, time: Timeline, amounts: Mapping[str, float]) -> int:
    """The whole number of steps nearest to a lag."""
    assert isinstance(lag.args[0], Amount)
    return round(amounts[lag.args[0].text] / step_seconds(time))


def step_seconds(time: Timeline) -> float:
    """The length of a step in the root unit of time; pint's year has 365.25 days."""
    return time.years * 365.25 * 86_400


def _within(readouts: list[Series], time: Timeline, amounts: Mapping[str, float]) -> None:
    end = time.steps * step_seconds(time)
    for series in readouts:
        times = [amounts[a.text] for a in series.args if isinstance(a, Amount)]
        told = f"{series.op}({series.name}, …)"
        if any(not -1e-6 <= t <= end * (1 + 1e-9) for t in times):
            raise ImpossibleRun(f"{told}: asks for a time outside the run, which has {time.steps} {time.step}s")
        if series.op in ("total", "mean") and times:
            if len(times) == 2 and not times[0] < times[1]:
                raise ImpossibleRun(f"{told}: its first time must be before its second")
            if not times[0] < end * (1 - 1e-9):
                raise ImpossibleRun(f"{told}: its first time must be before the end, after {time.steps} {time.step}s")
