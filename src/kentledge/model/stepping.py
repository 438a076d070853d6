"""A model over time, step by step, all draws at once; only what is asked of the past is kept.

Within a step: flows from the stocks at its start, then stocks grow by inflow less outflow times the step's length,
after decay. An event's name stands for the share of the step that lies after it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kentledge.model.arithmetic import value, valued
from kentledge.model.errors import ImpossibleRun
from kentledge.model.expression import Amount, Series
from kentledge.model.parts import Stock, Timeline
from kentledge.model.plan import Plan, step_seconds, steps_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PERCENTILES = (5.0, 25.0, 50.0, 75.0, 95.0)


@dataclass(slots=True)
class Run:
    """What a run leaves behind: the readouts of outcomes, bands of charted series, and which stocks were held at zero.

    `bands[name]` has a row of the five percentiles, in root units, for each moment.
    """

    readouts: dict[Series, Any] = field(default_factory=dict)
    bands: dict[str, list[tuple[float, ...]]] = field(default_factory=dict)
    held: dict[str, float] = field(default_factory=dict)


def stepped(plan: Plan, inputs: Mapping[str, Any], draws: int, *, bands: bool) -> Run:
    """Runs the timeline. `inputs` are in root units; percentiles of charted series are taken where `bands`.

    Raises ImpossibleRun where a stock that is marked nonnegative falls below zero.
    """
    time = plan.scenario.timeline
    assert time is not None
    return _Stepper(plan, time, inputs, draws, bands).run()


class _Stepper:
    def __init__(self, plan: Plan, time: Timeline, inputs: Mapping[str, Any], draws: int, bands: bool) -> None:
        self._plan, self._time, self._inputs, self._draws = plan, time, inputs, draws
        self._length = step_seconds(time)
        self._found = Run()
        self._charted = {p.name for p in time.moving if p.chart} if bands else set()
        self._stocks: dict[str, Any] = {}
        self._now: dict[str, Any] = {}
        self._events = {
            e.name: float("inf") if e.after is None else value(e.after, inputs, plan.amounts) for e in time.events
        }
        self._lags = {lag: steps_of(lag, time, plan.amounts) for lag in plan.lags}
        longest: dict[str, int] = {}
        for lag, steps in self._lags.items():
            longest[lag.name] = max(steps, longest.get(lag.name, 0))
        self._past: dict[str, deque[Any]] = {name: deque(maxlen=steps) for name, steps in longest.items()}
        self._starts = {s.name: i for i, s in enumerate(plan.stocks)}
        self._held: dict[str, Any] = {}

    def run(self) -> Run:
        import numpy as np

        for stock in self._plan.stocks:
            first = value(stock.initial, {**self._inputs, **self._stocks}, self._plan.amounts)
            self._stocks[stock.name] = self._bounded(stock, first, 0)
        for step in range(self._time.steps):
            self._step(step)
        for name, stock_value in self._stocks.items():
            self._note(name, stock_value, self._time.steps)
        self._found.held = {name: float(np.mean(held)) for name, held in self._held.items()}
        return self._found

    def _step(self, step: int) -> None:
        import numpy as np

        start = step * self._length
        shares = {
            name: np.clip((start + self._length - at) / self._length, 0.0, 1.0) for name, at in self._events.items()
        }
        clock = {"elapsed": np.float64(start), "step": np.float64(self._length)}
        self._now = {**self._inputs, **self._stocks, **shares, **clock}
        for name in self._stocks:
            self._note(name, self._stocks[name], step)
        for flow in self._plan.flows:
            self._now[flow.name] = value(flow.formula, self._now, self._plan.amounts, self._series)
            self._note(flow.name, self._now[flow.name], step)
        after = {stock.name: self._after(stock, step) for stock in self._plan.stocks}
        for name, past in self._past.items():
            past.append(self._now[name])
        self._stocks = after

    def _after(self, stock: Stock, step: int) -> Any:
        import numpy as np

        found = self._stocks[stock.name]
        if stock.half_life is not None:
            half = value(stock.half_life, self._now, self._plan.amounts, self._series)
            found = found * np.exp2(-self._length / np.maximum(half, 1e-300))
        if stock.inflow is not None:
            found = found + self._length * value(stock.inflow, self._now, self._plan.amounts, self._series)
        if stock.outflow is not None:
            found = found - self._length * value(stock.outflow, self._now, self._plan.amounts, self._series)
        return self._bounded(stock, found, step + 1)

    def _bounded(self, stock: Stock, found: Any, moment: int) -> Any:
        """Raises ImpossibleRun for a nonnegative stock below zero, or holds it there and remembers in which draws."""
        import numpy as np

        if not stock.nonnegative:
            return found
        # A stock that is emptied to the last unit must not fail for the noise of binary fractions.
        largest = np.maximum(np.abs(self._stocks.get(stock.name, found)), 1.0)
        below = np.broadcast_to(found < -1e-9 * largest, (self._draws,))
        if not below.any():
            return np.maximum(found, 0.0)
        if not stock.floor:
            share = float(below.mean())
            raise ImpossibleRun(
                f"scenario {self._plan.scenario.name}: stock {stock.name} falls below zero at step {moment} "
                f"({_moment(self._time, moment)}) in {100 * share:.3g} % of draws; bound its outflow, "
                "or set floor = true"
            )
        self._held[stock.name] = self._held.get(stock.name, False) | below
        return np.maximum(found, 0.0)

    def _series(self, series: Series) -> Any:
        import numpy as np

        if series.op == "since":
            return np.maximum(self._now["elapsed"] - self._events[series.name], 0.0)
        past, steps = self._past[series.name], self._lags[series]
        if len(past) >= steps:
            return past[-steps]
        if len(series.args) < 2:
            return np.float64(0.0)
        return valued(series.args[1], self._now, self._plan.amounts, self._series)

    def _note(self, name: str, found: Any, moment: int) -> None:
        """Takes what outcomes ask of a series, and its percentiles for the chart."""
        import numpy as np

        if name in self._charted:
            row = np.percentile(np.broadcast_to(found, (self._draws,)), PERCENTILES)
            self._found.bands.setdefault(name, []).append(tuple(float(x) for x in row))
        for readout in self._plan.readouts:
            if readout.name == name:
                self._read(readout, found, moment)

    def _read(self, readout: Series, found: Any, moment: int) -> None:
        import numpy as np

        kept, old = self._found.readouts, self._found.readouts.get(readout)
        is_stock, steps = readout.name in self._stocks, self._time.steps
        times = [self._plan.amounts[a.text] / self._length for a in readout.args if isinstance(a, Amount)]
        match readout.op:
            case "final":
                kept[readout] = found
            case "first":
                kept.setdefault(readout, found)
            case "at":
                last = steps if is_stock else steps - 1
                if moment == min(round(times[0]) if is_stock else int(times[0] + 1e-9), last):
                    kept[readout] = found
            case "highest":
                kept[readout] = found if old is None else np.maximum(old, found)
            case "lowest":
                kept[readout] = found if old is None else np.minimum(old, found)
            case _ if moment < steps:
                start, end = (*times, *(0.0, float(steps))[len(times) :]) if times else (0.0, float(steps))
                weight = max(0.0, min(moment + 1, end) - max(moment, start))
                scale = self._length if readout.op == "total" else 1 / (end - start)
                kept[readout] = (0.0 if old is None else old) + found * (weight * scale)


def _moment(time: Timeline, step: int) -> str:
    """The date at which a step starts: "2025-06", or the year for yearly steps."""
    if time.step == "year":
        return str(time.start.year + step)
    months = time.start.year * 12 + time.start.month - 1 + step
    return f"{months // 12}-{months % 12 + 1:02d}"


def moments(time: Timeline) -> tuple[str, ...]:
    """The dates at which the steps start, and the end."""
    return tuple(_moment(time, step) for step in range(time.steps + 1))
