"""The brief of a reading, for the terminal, as Markdown, as one HTML file, and the reading itself as JSON."""

from __future__ import annotations

from kentledge.records import Reading
from kentledge.report.chart import svg, vega
from kentledge.report.compose import brief
from kentledge.report.markdown import as_markdown
from kentledge.report.page import as_html
from kentledge.report.shown import as_shown
from kentledge.report.terminal import as_text
from kentledge.report.view import Brief

__all__ = ["Brief", "as_html", "as_json", "as_markdown", "as_shown", "as_text", "as_vega", "brief", "svg"]


def as_json(reading: Reading) -> str:
    """The reading as JSON text of format 1, with a line end."""
    import json

    from kentledge import format1

    return json.dumps(format1.to_json(reading), ensure_ascii=False, indent=1) + "\n"


def as_vega(brief: Brief) -> str:
    """The chart of a brief as a Vega-Lite specification in JSON, with its data inside and a line end."""
    import json

    return json.dumps(vega(brief), ensure_ascii=False, indent=1) + "\n"
