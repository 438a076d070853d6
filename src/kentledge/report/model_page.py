"""The report of a model as one HTML file: no script, no network, charts drawn inside."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kentledge.report.model_charts import drawing
from kentledge.report.model_view import Grid, ModelReport, Paragraph
from kentledge.report.templating import bare

if TYPE_CHECKING:
    from jinja2 import Environment


def page(report: ModelReport) -> str:
    """The report as an HTML document; whatever the model file holds comes out as text."""
    return _environment().get_template("model_page.html").render(report=report)


@cache
def _environment() -> Environment:
    found = bare()
    found.filters["drawing"] = drawing
    found.tests["paragraph"] = lambda block: isinstance(block, Paragraph)
    found.tests["grid"] = lambda block: isinstance(block, Grid)
    return found
