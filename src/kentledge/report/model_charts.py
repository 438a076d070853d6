"""A model's charts twice: as Vega-Lite specifications (plain data), and as the geometry that an SVG template draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kentledge.report.model_view import Chart, FanChart, Shape, Tornado, figure

_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"


def vega(chart: Chart) -> dict[str, Any]:
    """The chart as a Vega-Lite 5 specification with its data inside."""
    if isinstance(chart, Tornado):
        return _vega_tornado(chart)
    if isinstance(chart, FanChart):
        return _vega_fan(chart)
    rows = [
        {"scenario": label, "from": edges[i], "to": edges[i + 1], "share": part}
        for label, edges, shares in chart.histograms
        for i, part in enumerate(shares)
    ]
    return {
        "$schema": _SCHEMA,
        "title": chart.title,
        "data": {"values": rows},
        "mark": {"type": "bar"},
        "encoding": {
            "x": {
                "field": "from",
                "type": "quantitative",
                "bin": {"binned": True},
                "title": _axis(chart.title, chart.unit),
            },
            "x2": {"field": "to"},
            "y": {"field": "share", "type": "quantitative", "axis": {"format": "%"}, "title": "share of draws"},
            "row": {"field": "scenario", "type": "nominal", "sort": None, "title": None},
        },
    }


def _vega_tornado(chart: Tornado) -> dict[str, Any]:
    bars = [{"quantity": label, "at 5 %": a, "at 95 %": b} for label, a, b in chart.bars]
    x = {"field": "at 5 %", "type": "quantitative", "scale": {"zero": False}, "title": _axis(chart.title, chart.unit)}
    return {
        "$schema": _SCHEMA,
        "title": f"{chart.title}: swing of the median",
        "layer": [
            {
                "data": {"values": bars},
                "mark": "bar",
                "encoding": {
                    "y": {"field": "quantity", "type": "nominal", "sort": None, "title": None},
                    "x": x,
                    "x2": {"field": "at 95 %"},
                },
            },
            {
                "data": {"values": [{"median": chart.median}]},
                "mark": "rule",
                "encoding": {"x": {"field": "median", "type": "quantitative"}},
            },
        ],
    }


def _vega_fan(chart: FanChart) -> dict[str, Any]:
    rows = [
        {"scenario": label, "moment": moment, **dict(zip(("p5", "p25", "p50", "p75", "p95"), band, strict=True))}
        for label, fan in chart.fans
        for moment, band in zip(fan.moments, fan.bands, strict=True)
    ]
    x = {"field": "moment", "type": "temporal", "title": None}

    def area(low: str, high: str, opacity: float) -> dict[str, Any]:
        y = {"field": low, "type": "quantitative", "title": _axis(chart.title, chart.unit)}
        return {"mark": {"type": "area", "opacity": opacity}, "encoding": {"x": x, "y": y, "y2": {"field": high}}}

    line = {"mark": "line", "encoding": {"x": x, "y": {"field": "p50", "type": "quantitative"}}}
    return {
        "$schema": _SCHEMA,
        "title": chart.title,
        "data": {"values": rows},
        "facet": {"row": {"field": "scenario", "type": "nominal", "sort": None, "title": None}},
        "spec": {"layer": [area("p5", "p95", 0.25), area("p25", "p75", 0.4), line]},
    }


def _axis(title: str, unit: str) -> str:
    return title if unit in ("", "1") else f"{title} ({unit})"


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis: where, and the figure beside it."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a tornado: the part towards the lower end of the quantity, and the part towards the upper."""

    label: str
    y: float
    low: tuple[float, float]
    high: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Panel:
    """A small chart of one scenario: polygons, from the widest to the narrowest, and a line, as SVG point lists."""

    label: str
    x: float
    y: float
    areas: tuple[str, ...]
    line: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the template draws. `size` is width and height in pixels of the view box."""

    kind: str
    title: str
    size: tuple[float, float]
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...] = ()
    middle: float = 0.0
    panels: tuple[Panel, ...] = ()
    panel: tuple[float, float] = (0.0, 0.0)
    across: tuple[Tick, ...] = ()


_WIDTH = 720.0
_COLUMNS = 3
_GAP = 16.0
_LEFT = 74.0


def drawing(chart: Chart) -> Drawing:
    """The chart's geometry."""
    if isinstance(chart, Tornado):
        return _drawn_tornado(chart)
    if isinstance(chart, FanChart):
        return _drawn_fan(chart)
    return _drawn_shape(chart)


def _drawn_tornado(chart: Tornado) -> Drawing:
    left, right, row = 290.0, _WIDTH - 20, 24.0
    low, high = _range([chart.median, *(v for b in chart.bars for v in b[1:])])

    def x(value: float) -> float:
        return round(left + (value - low) / (high - low) * (right - left), 2)

    middle = x(chart.median)
    bars = []
    for n, (label, a, b) in enumerate(chart.bars):
        ends = [tuple(sorted((middle, x(v)))) for v in (a, b)]
        bars.append(Bar(_cut(label, 46), 10 + n * row, (ends[0][0], ends[0][1]), (ends[1][0], ends[1][1])))
    ticks = tuple(Tick(x(v), figure(v)) for v in _round(low, high))
    title = f"{_axis(chart.title, chart.unit)}: swing of the median"
    return Drawing("tornado", title, (_WIDTH, 10 + len(bars) * row + 24), ticks, tuple(bars), middle)


def _panels(count: int) -> tuple[float, float, list[tuple[float, float]], float]:
    """Width and height of a panel, the places of `count` of them, and the height of all."""
    columns = min(_COLUMNS, count)
    width, height = (_WIDTH - _LEFT - _GAP * (columns - 1)) / columns, 110.0
    places = [(_LEFT + (i % columns) * (width + _GAP), 22 + (i // columns) * (height + 44)) for i in range(count)]
    return width, height, places, 22 + (-(-count // columns)) * (height + 44)


def _drawn_fan(chart: FanChart) -> Drawing:
    width, height, places, total = _panels(len(chart.fans))
    low, high = _range([0.0, *(v for _, fan in chart.fans for band in fan.bands for v in (band[0], band[-1]))])
    panels = []
    for (label, fan), (x, y) in zip(chart.fans, places, strict=True):
        last = max(1, len(fan.bands) - 1)

        def point(i: int, value: float, x: float = x, y: float = y, last: int = last) -> str:
            return f"{x + width * i / last:.1f},{y + height * (1 - (value - low) / (high - low)):.1f}"

        areas = []
        for lower, upper in ((0, 4), (1, 3)):
            there = [point(i, band[upper]) for i, band in enumerate(fan.bands)]
            back = [point(i, band[lower]) for i, band in reversed(list(enumerate(fan.bands)))]
            areas.append(" ".join(there + back))
        line = " ".join(point(i, band[2]) for i, band in enumerate(fan.bands))
        panels.append(Panel(_cut(label, int(width / 7)), x, y, tuple(areas), line))
    moments = chart.fans[0][1].moments
    across = (Tick(0.0, moments[0]), Tick(width, moments[-1]))
    return _paneled("fan", _axis(chart.title, chart.unit), total, panels, (width, height), low, high, across)


def _drawn_shape(chart: Shape) -> Drawing:
    width, height, places, total = _panels(len(chart.histograms))
    most = max((s for _, _, shares in chart.histograms for s in shares), default=0.0) or 1.0
    panels = []
    for (label, _, shares), (x, y) in zip(chart.histograms, places, strict=True):
        points = [f"{x:.1f},{y + height:.1f}"]
        for i, part in enumerate(shares):
            top = y + height * (1 - part / most)
            points += [f"{x + width * k / len(shares):.1f},{top:.1f}" for k in (i, i + 1)]
        points.append(f"{x + width:.1f},{y + height:.1f}")
        panels.append(Panel(_cut(label, int(width / 7)), x, y, (" ".join(points),), ""))
    edges = chart.histograms[0][1]
    across = (
        Tick(0.0, figure(edges[0])),
        Tick(width / 2, figure(edges[len(edges) // 2])),
        Tick(width, figure(edges[-1])),
    )
    return _paneled("shape", _axis(chart.title, chart.unit), total, panels, (width, height), 0.0, most, across)


def _paneled(
    kind: str, title: str, total: float, panels: Sequence[Panel], size: tuple[float, float], low: float, high: float,
    across: tuple[Tick, ...],
) -> Drawing:  # fmt: skip
    height = size[1]
    values = _round(low, high)
    words = [f"{100 * v:.3g} %" for v in values] if kind == "shape" else [figure(v) for v in values]
    ticks = tuple(Tick(height * (1 - (v - low) / (high - low)), w) for v, w in zip(values, words, strict=True))
    return Drawing(kind, title, (_WIDTH, total), ticks, panels=tuple(panels), panel=size, across=across)


def _range(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    return (low, high) if high > low else (low - (abs(low) or 1.0) / 2, high + (abs(high) or 1.0) / 2)


def _round(low: float, high: float) -> list[float]:
    """Three to six round figures between the two."""
    from math import ceil, floor, log10

    step = 10.0 ** floor(log10((high - low) / 3))
    step *= next((m for m in (5, 2) if (high - low) / (step * m) >= 3), 1)
    return [k * step for k in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)]


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
