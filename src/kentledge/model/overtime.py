"""The part of a model file that is about time: [time], stocks, flows, dated events."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from kentledge.model.distributions import Distribution, Point, Uniform
from kentledge.model.errors import UnusableModel
from kentledge.model.expression import Formula, Name, parsed
from kentledge.model.parts import Event, Flow, Input, Origin, Stock, Timeline
from kentledge.model.table import Table
from kentledge.model.units import Units

MOST_STEPS = 1_200
_DAYS = 365.25 / 12


def timeline(top: Table, units: Units, origin: Callable[[Table], Origin]) -> tuple[Timeline | None, list[Input]]:
    """The timeline, None where the file has no [time], and the dates of events as quantities of the model."""
    raw = top.raw("time")
    stocks, flows, events = top.named("stocks"), top.named("flows"), top.named("events")
    if raw is None:
        if stocks or flows or events:
            raise UnusableModel("stocks, flows and events need a [time] with start, step and steps")
        return None, []
    table = Table(raw, "time")
    start = _date(table.raw("start"), table.at("start"))
    step = table.text("step") or "month"
    if step not in ("month", "year"):
        raise UnusableModel('time.step: must be "month" or "year"')
    steps = table.whole("steps", 1, MOST_STEPS)
    if steps is None:
        raise UnusableModel("time.steps: how many steps there are is missing")
    table.done()
    if not stocks and not flows:
        raise UnusableModel("time: there is no stock and no flow that could change over it")
    dated: list[Input] = []
    found = Timeline(
        start=start,
        step=step,
        steps=steps,
        stocks=tuple(_stock(n, t, units) for n, t in stocks.items()),
        flows=tuple(_flow(n, t, units) for n, t in flows.items()),
        events=tuple(_event(n, t, start, units, origin, dated) for n, t in events.items()),
    )
    return found, dated


def _date(value: object, where: str) -> date:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    text = str(value) if isinstance(value, str | int) else ""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?", text)
    try:
        if match is None:
            raise ValueError
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        raise UnusableModel(f'{where}: must be a date such as "2024-06"') from None


def _formula(table: Table, key: str) -> Formula | None:
    raw = table.raw(key)
    return None if raw is None else parsed(raw, table.at(key))


def _needed(table: Table, key: str) -> Formula:
    found = _formula(table, key)
    if found is None:
        raise UnusableModel(f"{table.where}: has no {key}")
    return found


def _stock(name: str, table: Table, units: Units) -> Stock:
    found = Stock(
        name=name,
        label=table.text("label") or name.replace("_", " "),
        unit=units.scaled(table.text("unit") or "", table.at("unit")),
        initial=_needed(table, "initial"),
        inflow=_formula(table, "inflow"),
        outflow=_formula(table, "outflow"),
        half_life=_formula(table, "half_life"),
        nonnegative=table.flag("nonnegative", False),
        floor=table.flag("floor", False),
        chart=table.flag("chart", True),
    )
    table.done()
    if found.floor and not found.nonnegative:
        raise UnusableModel(f"{table.at('floor')}: only a stock marked nonnegative = true can be held at zero")
    return found


def _flow(name: str, table: Table, units: Units) -> Flow:
    found = Flow(
        name=name,
        label=table.text("label") or name.replace("_", " "),
        formula=_needed(table, "formula"),
        unit=units.scaled(table.text("unit") or "", table.at("unit")),
        chart=table.flag("chart", True),
    )
    table.done()
    return found


def _event(
    name: str, table: Table, start: date, units: Units, origin: Callable[[Table], Origin], dated: list[Input]
) -> Event:
    label = table.text("label") or name.replace("_", " ")
    after, never = _formula(table, "after"), table.flag("never", False)
    day, span = table.raw("date"), table.raw("range")
    if never:
        for key in ("evidence", "assumption"):
            table.raw(key)
        table.done()
        return Event(name, label, None)
    if sum(x is not None for x in (after, day, span)) != 1:
        raise UnusableModel(f"{table.where}: give one of date, range = [DATE, DATE], after = FORMULA, or never = true")
    if after is not None:
        for key in ("evidence", "assumption"):
            table.raw(key)
        table.done()
        return Event(name, label, after)
    if day is not None:
        at = _months(start, _date(day, table.at("date")))
        found: Distribution = Point(value=at)
        figures, kind, stated = str(day), "", (at, at)
    else:
        if not isinstance(span, list) or len(span) != 2:
            raise UnusableModel(f'{table.at("range")}: must be two dates, ["2024-06", "2026-12"]')
        low, high = (_months(start, _date(d, table.at("range"))) for d in span)
        if not low < high:
            raise UnusableModel(f"{table.at('range')}: the first date must be before the second")
        found, kind = Uniform(low=low, high=high), "uniform"
        figures, stated = f"{span[0]} to {span[1]}", (low, high)
    when = f"when_{name}"
    unit = units.scaled("month", table.where)
    dated.append(Input(when, table.where, f"date of: {label}", unit, found, figures, kind, stated, origin(table)))
    table.done()
    return Event(name, label, Formula(table.where, when, Name(when)))


def _months(start: date, day: date) -> float:
    return (day.year - start.year) * 12 + day.month - start.month + (day.day - start.day) / _DAYS
