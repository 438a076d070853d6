"""Charts of intervals in rows and of calibration: as Vega-Lite specifications, and as SVG without a script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kentledge.report.chart import COLOURS, SCHEMA

_LEFT, _PLOT, _ROW, _HEAD, _TOP = 250.0, 420.0, 22.0, 26.0, 6.0
_SIDE = 340.0


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """A best figure between its bounds; `inner` is a narrower range inside them, as the middle half.

    `says` is the row in words, with its evidence; rows of one `group` stand together and share a colour.
    """

    group: str
    label: str
    low: float
    best: float
    high: float
    says: str
    inner: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Intervals:
    """Rows on one axis from `start` to `end`, with the figures along it. `mark` is a line across all rows."""

    title: str
    axis: str
    rows: tuple[IntervalRow, ...]
    start: float
    end: float
    ticks: tuple[tuple[float, str], ...]
    mark: float | None = None


@dataclass(frozen=True, slots=True)
class CalibrationPoint:
    """A bin of forecasts: what was said, what came true, the interval for that, and how many there are."""

    said: float
    came: float
    low: float
    high: float
    n: int

    @property
    def says(self) -> str:
        """The point in words."""
        return (
            f"said {100 * self.said:.0f} %, came true {100 * self.came:.0f} %"
            f" ({100 * self.low:.0f}–{100 * self.high:.0f} %), n = {self.n}"
        )


@dataclass(frozen=True, slots=True)
class Calibration:
    """The calibration curve; on the diagonal what is said is what comes true."""

    title: str
    points: tuple[CalibrationPoint, ...]


Chart = Intervals | Calibration


def vega(chart: Chart) -> dict[str, Any]:
    """The chart as a Vega-Lite specification with its data inside."""
    return _vega_calibration(chart) if isinstance(chart, Calibration) else _vega_intervals(chart)


def svg(chart: Chart) -> str:
    """The chart as one SVG element, without blank lines."""
    from kentledge.report.templating import environment

    if isinstance(chart, Calibration):
        drawn = environment().get_template("calibration.svg").render(
            title=chart.title, side=_SIDE,
            points=[
                (p, 48 + p.said * _SIDE, 10 + (1 - p.came) * _SIDE, 10 + (1 - p.low) * _SIDE, 10 + (1 - p.high) * _SIDE)
                for p in chart.points
            ],
        )  # fmt: skip
    else:
        drawn = environment().get_template("intervals.svg").render(**_drawn(chart))
    return "\n".join(line for line in drawn.splitlines() if line.strip())


def _drawn(chart: Intervals) -> dict[str, Any]:
    def x(value: float) -> float:
        share = (value - chart.start) / (chart.end - chart.start)
        return round(_LEFT + min(max(share, 0.0), 1.0) * _PLOT, 1)

    groups = list(dict.fromkeys(row.group for row in chart.rows))
    lines, headings, y = [], [], _TOP
    for group in groups:
        headings.append((group, y + 16))
        y += _HEAD
        colour = COLOURS[groups.index(group) % (len(COLOURS) - 1)]
        for row in (r for r in chart.rows if r.group == group):
            inner = None if row.inner is None else (x(row.inner[0]), max(x(row.inner[1]) - x(row.inner[0]), 1.0))
            lines.append((row, y, x(row.low), max(x(row.high) - x(row.low), 2.0), x(row.best), colour, inner))
            y += _ROW
        y += 4
    return {
        "title": f"{chart.title}: {chart.axis}",
        "axis": chart.axis,
        "headings": headings,
        "lines": lines,
        "ticks": [(label, x(value)) for value, label in chart.ticks],
        "mark": None if chart.mark is None else x(chart.mark),
        "top": _TOP,
        "bottom": y,
        "middle": _LEFT + _PLOT / 2,
        "width": _LEFT + _PLOT + 40,
        "height": y + 40,
    }


def _vega_intervals(chart: Intervals) -> dict[str, Any]:
    values = [
        {"group": r.group, "label": r.label, "low": r.low, "best": r.best, "high": r.high, "says": r.says,
         **({"inner low": r.inner[0], "inner high": r.inner[1]} if r.inner else {})}
        for r in chart.rows
    ]  # fmt: skip
    x = {
        "field": "low", "type": "quantitative", "title": chart.axis, "scale": {"domain": [chart.start, chart.end]},
        "axis": {"values": [value for value, _ in chart.ticks], "labelExpr": _labels(chart.ticks)},
    }  # fmt: skip
    y = {"field": "label", "type": "nominal", "title": None, "sort": None}
    shared = {"y": y, "color": {"field": "group", "type": "nominal", "title": None, "sort": None, "legend": None},
              "tooltip": [{"field": "says"}]}  # fmt: skip
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "bar", "height": 7, "opacity": 0.45}, "encoding": {"x": x, "x2": {"field": "high"}, **shared}}
    ]
    if any(r.inner for r in chart.rows):
        inner = {"x": {**x, "field": "inner low"}, "x2": {"field": "inner high"}, **shared}
        layers.append({"mark": {"type": "bar", "height": 13, "opacity": 0.45}, "encoding": inner})
    layers.append({"mark": {"type": "tick", "thickness": 2}, "encoding": {"x": {**x, "field": "best"}, **shared}})
    if chart.mark is not None:
        layers.append({"mark": {"type": "rule", "strokeDash": [4, 3]}, "encoding": {"x": {"datum": chart.mark}}})
    return {
        "$schema": SCHEMA,
        "title": chart.title,
        "data": {"values": values},
        "facet": {"row": {"field": "group", "type": "nominal", "title": None, "sort": None}},
        "spec": {"layer": layers},
        "resolve": {"scale": {"y": "independent"}},
    }


def _labels(ticks: Sequence[tuple[float, str]]) -> str:
    """The labels of an axis as an expression, since a day or a share is a number in the data."""
    import json

    return " : ".join([*(f"datum.value == {value!r} ? {json.dumps(label)}" for value, label in ticks), "datum.label"])


def _vega_calibration(chart: Calibration) -> dict[str, Any]:
    values = [
        {"said": p.said, "came true": p.came, "low": p.low, "high": p.high, "n": p.n, "says": p.says}
        for p in chart.points
    ]

    def axis(field: str, title: str) -> dict[str, Any]:
        percent = {"format": "%"}
        return {"field": field, "type": "quantitative", "title": title, "scale": {"domain": [0, 1]}, "axis": percent}

    x, y = axis("said", "said"), axis("came true", "came true")
    line = [{"said": 0, "came true": 0}, {"said": 1, "came true": 1}]
    return {
        "$schema": SCHEMA,
        "title": chart.title,
        "width": 320,
        "height": 320,
        "data": {"values": values},
        "layer": [
            {"data": {"values": line}, "mark": {"type": "line", "strokeDash": [4, 3]}, "encoding": {"x": x, "y": y}},
            {"mark": "rule", "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}},
            {
                "mark": {"type": "point", "filled": True},
                "encoding": {
                    "x": x, "y": y, "size": {"field": "n", "type": "quantitative"}, "tooltip": [{"field": "says"}],
                },
            },
            {"mark": {"type": "text", "dx": 14, "dy": -8},
             "encoding": {"x": x, "y": y, "text": {"field": "n", "type": "quantitative"}}},
        ],
    }  # fmt: skip
