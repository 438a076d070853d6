"""A sheet of paragraphs, tables and charts, as Markdown and as one HTML file without a script or a network."""

from __future__ import annotations

import json
from dataclasses import dataclass

from kentledge.report.interval_charts import Calibration, Chart, Intervals, svg, vega
from kentledge.report.markdown import escaped
from kentledge.report.model_view import Grid, Paragraph
from kentledge.report.view import folded

Block = Paragraph | Grid | Intervals | Calibration


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what is under it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A title, what the sheet is about, and its parts."""

    title: str
    lead: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def charts(self) -> tuple[Chart, ...]:
        return tuple(b for part in self.parts for b in part.blocks if isinstance(b, Intervals | Calibration))


def as_markdown(sheet: Sheet) -> str:
    """The sheet as Markdown; whatever it holds reads as words, and charts are SVG."""
    blocks = [f"# {escaped(sheet.title)}", *(escaped(line) for line in sheet.lead)]
    for part in sheet.parts:
        blocks.append(f"## {escaped(part.heading)}")
        for block in part.blocks:
            if isinstance(block, Paragraph):
                blocks.append(f"**{escaped(block.text)}**" if block.strong else escaped(block.text))
            elif isinstance(block, Grid):
                rule = ["---:" if n in block.right else "---" for n in range(len(block.header))]
                rows = [[escaped(cell) for cell in row] for row in block.rows]
                lines = [[escaped(cell) for cell in block.header], rule, *rows]
                blocks.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
            else:
                blocks += [escaped(block.title), svg(block)]
    return "\n\n".join(blocks) + "\n"


def as_html(sheet: Sheet) -> str:
    """The sheet as an HTML document; whatever it holds comes out as text."""
    from markupsafe import Markup

    from kentledge.report.templating import environment

    def kind(block: Block) -> str:
        return "words" if isinstance(block, Paragraph) else "table" if isinstance(block, Grid) else "chart"

    def drawn(block: Chart) -> str:
        return Markup(svg(block))  # our own template, which has escaped what it holds

    return environment().get_template("sheet.html").render(sheet=sheet, kind=kind, drawn=drawn, folded=folded)


def as_vega(sheet: Sheet) -> str:
    """The charts of the sheet as a list of Vega-Lite specifications in JSON, with a line end."""
    return json.dumps([vega(chart) for chart in sheet.charts], ensure_ascii=False, indent=1) + "\n"
