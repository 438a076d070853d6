"""The report of a model as text, Markdown, one HTML file, and JSON."""

from __future__ import annotations

import json
import textwrap
from typing import Any

from kentledge.format1 import plain
from kentledge.harmless import harmless_line
from kentledge.model.results import Result, ScenarioResult
from kentledge.report.model_charts import vega
from kentledge.report.model_view import Grid, Paragraph, Tornado, figure, view
from kentledge.report.model_weight import heaviest

_WIDEST = 44


def as_text(result: Result, *, width: int) -> str:
    """The report as lines of text; tables wider than `width` columns are folded within their cells."""
    report = view(result)
    lines = [harmless_line(report.title.upper()), ""]
    if report.question:
        lines += textwrap.wrap(harmless_line(report.question), width)
    lines += textwrap.wrap(harmless_line(report.run), width)
    for section in report.sections:
        lines += ["", "", harmless_line(section.heading.upper())]
        for block in section.blocks:
            if isinstance(block, Paragraph):
                lines += ["", *textwrap.wrap(harmless_line(block.text), width)]
            elif isinstance(block, Grid):
                lines += ["", *_grid(block, width)]
            elif isinstance(block, Tornado):
                lines += ["", *_bars(block, width)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _grid(grid: Grid, width: int) -> list[str]:
    """A table in columns, the text of a cell folded where the columns need more than there is."""
    rows = [grid.header, *grid.rows]
    natural = [max(len(row[i]) for row in rows) for i in range(len(grid.header))]
    room = width - 2 * (len(natural) - 1)
    widths = list(natural)
    while sum(widths) > room and max(widths) > 8:
        widest = widths.index(max(widths))
        widths[widest] -= 1
    lines = []
    for n, row in enumerate(rows):
        cells = [textwrap.wrap(harmless_line(cell), w) or [""] for cell, w in zip(row, widths, strict=True)]
        for k in range(max(len(c) for c in cells)):
            parts = []
            for i, (cell, w) in enumerate(zip(cells, widths, strict=True)):
                text = cell[k] if k < len(cell) else ""
                parts.append(text.rjust(w) if i in grid.right else text.ljust(w))
            lines.append("  ".join(parts))
        if n == 0:
            lines.append("  ".join("─" * w for w in widths))
    return lines


def _bars(tornado: Tornado, width: int) -> list[str]:
    """A tornado of block characters, "│" at the median."""
    bars = tornado.bars[:8]
    if not bars:
        return []
    named = min(_WIDEST, max(len(b[0]) for b in bars))
    room = max(20, width - named - 2)
    low, high = (f(v for b in bars for v in b[1:]) for f in (min, max))
    low, high = min(low, tornado.median), max(high, tornado.median)
    if high <= low:
        return []

    def column(value: float) -> int:
        return round((value - low) / (high - low) * (room - 1))

    lines, middle = [], column(tornado.median)
    for label, a, b in bars:
        start, end = sorted((column(a), column(b)))
        row = ["█" if start <= i <= end else " " for i in range(room)]
        row[middle] = "┃" if row[middle] == "█" else "│"
        lines.append(f"{harmless_line(label)[:named]:<{named}}  {''.join(row)}")
    ends = f"{figure(low)}{figure(high, tornado.unit):>{max(1, room - len(figure(low)))}}"
    return [*lines, f"{'':<{named}}  {ends}"]


def as_markdown(result: Result) -> str:
    """The report as Markdown, its tables as GitHub's; charts are in the other forms."""
    report = view(result)
    lines = [f"# {_md(report.title)}", ""]
    if report.question:
        lines += [f"*{_md(report.question)}*", ""]
    lines.append(_md(report.run))
    for section in report.sections:
        lines += ["", f"## {_md(section.heading)}"]
        for block in section.blocks:
            if isinstance(block, Paragraph):
                text = _md(block.text)
                lines += ["", f"**{text}**" if block.strong else text]
            elif isinstance(block, Grid):
                lines += ["", _row(block.header)]
                lines.append(
                    "|" + "|".join("---:" if i in block.right else "---" for i in range(len(block.header))) + "|"
                )
                lines += [_row(row) for row in block.rows]
    return "\n".join(lines) + "\n"


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(_md(cell) for cell in cells) + " |"


def _md(text: str) -> str:
    """Text that Markdown shows as it is."""
    escaped = " ".join(text.split())
    for mark in "\\`*_[]<>|#~":
        escaped = escaped.replace(mark, f"\\{mark}" if mark not in "<>" else {"<": "&lt;", ">": "&gt;"}[mark])
    return escaped


def as_html(result: Result) -> str:
    """The report as one HTML file with its charts; it needs nothing else and runs no script."""
    from kentledge.report.model_page import page

    return page(view(result))


def as_json(result: Result) -> str:
    """The results as JSON: every figure of the report, its evidence, and the charts as Vega-Lite specifications."""
    report = view(result)
    model = result.model
    out: dict[str, Any] = {
        "model": model.title,
        "question": model.question,
        "draws": result.draws,
        "seed": result.seed,
        "quasi": result.quasi,
        "scenarios": [_scenario(s) for s in result.scenarios],
        "judgements": [
            {
                "name": j.name,
                "label": j.label,
                "speaker": j.speaker,
                "criterion": j.criterion.text,
                "assumption": j.origin.assumption,
                "evidence": [plain(result.cited[link.where]) for link in j.origin.evidence],
            }
            for j in model.judgements
        ],
        "quantities": [
            {
                "name": i.name,
                "label": i.label,
                "scenario": s.scenario.name,
                "figures": i.figures,
                "kind": i.kind,
                "unit": i.unit.text,
                "luck": i.luck,
                "assumption": i.origin.assumption,
                "evidence": [plain(result.cited[link.where]) for link in i.origin.evidence],
            }
            for n, s in enumerate(result.scenarios)
            for i in s.scenario.inputs
            if n == 0 or i.name in s.scenario.changes or i not in result.scenarios[0].scenario.inputs
        ],
        "assumptions": [plain(w) for w in heaviest(result)],
        "charts": [vega(chart) for chart in report.charts],
    }
    return json.dumps(out, ensure_ascii=False, indent=1) + "\n"


def as_vega(result: Result) -> str:
    """The charts as a list of Vega-Lite specifications in JSON, with their data inside and a line end."""
    return json.dumps([vega(chart) for chart in view(result).charts], ensure_ascii=False, indent=1) + "\n"


def _scenario(scenario: ScenarioResult) -> dict[str, Any]:
    return {
        "name": scenario.scenario.name,
        "label": scenario.scenario.label,
        "changes": list(scenario.scenario.changes),
        "outcomes": [
            {
                "name": f.outcome.name,
                "label": f.outcome.label,
                "formula": f.outcome.formula.text,
                "unit": f.outcome.unit.text,
                "front": f.outcome.front,
                "horizon": f.outcome.horizon,
                "percentiles": dict(zip(("p5", "p25", "p50", "p75", "p95"), f.spread.percentiles, strict=True)),
                "mean": f.spread.mean,
                "chances": [{t.side: t.value, "share": chance} for t, chance in f.chances],
            }
            for f in scenario.outcomes
        ],
        "quantities": {name: list(five) for name, five in scenario.inputs.items()},
        "judgements": [plain(h) for h in scenario.judgements],
        "sensitivity": [plain(s) for s in scenario.sensitivity],
        "series": [plain(f) for f in scenario.fans],
        "held at zero": dict(scenario.floored),
    }
