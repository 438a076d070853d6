"""The templates, which escape everything but what is marked as our own."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kentledge.report import view

if TYPE_CHECKING:
    from jinja2 import Environment


def bare() -> Environment:
    """The templates without filters of their own."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("kentledge.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def environment() -> Environment:
    """The templates, which escape everything but what is marked as our own."""
    from markupsafe import Markup, escape

    environment = bare()
    # A browser reads a bare carriage return as a line feed, which would shift nothing but would change the text.
    environment.filters["exact"] = lambda text: Markup(str(escape(text)).replace("\r", "&#13;"))
    environment.filters["offsets"] = view.offsets
    environment.filters["folded"] = view.folded
    environment.globals["UNATTRIBUTED"] = view.UNATTRIBUTED
    return environment
