"""The judgements of a brief on one axis from 0 to 100 %, as intervals by speaker and front.

`vega` gives a Vega-Lite specification with its data inside; `svg` draws the same by a small template, without a script.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kentledge.report.view import Brief, ChartRow, offsets

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
COLOURS = ("#2a5a78", "#b0622b", "#6b7d2b", "#8a3f6b", "#4f6fae", "#2f8578", "#a0483f", "#6a5a9c", "#77706a")
"""One for each front in the order in which the chart first has it, and the last for judgements on none."""
NO_FRONT = "no front"
_ROW, _NAME, _LEFT, _PLOT, _TOP = 22, 24, 214, 420, 8


@dataclass(frozen=True, slots=True)
class _Line:
    """A row as drawn: where it stands, and the figures of its interval in the drawing's units."""

    row: ChartRow
    y: int
    x: float
    width: float
    best: float
    colour: str


@dataclass(frozen=True, slots=True)
class _Heading:
    """A speaker's name above their rows."""

    name: str
    y: int


def vega(brief: Brief) -> dict[str, Any]:
    """The chart as a Vega-Lite specification: a row of intervals for each speaker, coloured by front."""
    values = [
        {
            "speaker": row.speaker,
            "judgement": f"{row.statement}: {row.phrase}",
            "phrase": row.phrase,
            "front": row.fronts[0] if row.fronts else NO_FRONT,
            "fronts": ", ".join(row.fronts) or NO_FRONT,
            "horizon": row.horizon,
            "low": round(row.low * 100, 2),
            "best": round(row.best * 100, 2),
            "high": round(row.high * 100, 2),
            "scale": row.scale,
            "words": row.words,
            "evidence": offsets((row.span,)),
        }
        for row in brief.chart
    ]
    axis = {"field": "low", "type": "quantitative", "title": "probability, %", "scale": {"domain": [0, 100]}}
    told = ["words", "phrase", "scale", "low", "best", "high", "fronts", "horizon", "evidence"]
    tooltip = [{"field": name} for name in told]
    y = {"field": "judgement", "type": "nominal", "title": None, "sort": None}
    colour = {"field": "front", "type": "nominal", "title": "front"}
    return {
        "$schema": SCHEMA,
        "title": brief.title,
        "description": "How probable each speaker holds what they judge: low, best and high on the named scale.",
        "data": {"values": values},
        "facet": {"row": {"field": "speaker", "type": "nominal", "title": None, "sort": None}},
        "spec": {
            "layer": [
                {
                    "mark": {"type": "bar", "height": 8, "opacity": 0.6},
                    "encoding": {"x": axis, "x2": {"field": "high"}, "y": y, "color": colour, "tooltip": tooltip},
                },
                {
                    "mark": {"type": "tick", "thickness": 2},
                    "encoding": {"x": {**axis, "field": "best"}, "y": y, "color": colour, "tooltip": tooltip},
                },
            ]
        },
        "resolve": {"scale": {"y": "independent"}},
    }


def svg(brief: Brief) -> str:
    """The chart as one SVG element, without blank lines; empty where nothing is judged with a probability."""
    if not brief.chart:
        return ""
    from kentledge.report.templating import environment

    fronts = list(dict.fromkeys(f for row in brief.chart for f in row.fronts[:1]))
    colours = {front: COLOURS[n % (len(COLOURS) - 1)] for n, front in enumerate(fronts)}
    if any(not row.fronts for row in brief.chart):
        colours[NO_FRONT] = COLOURS[-1]
    lines, headings, y = list[_Line](), list[_Heading](), _TOP
    for row in brief.chart:
        if not headings or headings[-1].name != row.speaker:
            headings.append(_Heading(row.speaker, y + 16))
            y += _NAME
        colour = colours[row.fronts[0] if row.fronts else NO_FRONT]
        width = max((row.high - row.low) * _PLOT, 2.0)
        lines.append(_Line(row, y, _LEFT + row.low * _PLOT, width, _LEFT + row.best * _PLOT, colour))
        y += _ROW
    ticks = [(f"{n}", _LEFT + n / 100 * _PLOT) for n in range(0, 101, 20)]
    legend = [
        (name, colour, _LEFT + 110 * (n % 4), y + 44 + 18 * (n // 4))
        for n, (name, colour) in enumerate(colours.items())
    ]
    drawn = (
        environment()
        .get_template("chart.svg")
        .render(
            title=f"Judgements of {brief.title} by probability",
            lines=lines,
            headings=headings,
            ticks=ticks,
            legend=legend,
            top=_TOP,
            bottom=y,
            left=_LEFT,
            width=_LEFT + _PLOT + 26,
            height=legend[-1][3] + 14,
        )
    )
    return "\n".join(line for line in drawn.splitlines() if line.strip())
