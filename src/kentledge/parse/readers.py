"""Which readers there are, and where their weights lie."""

from __future__ import annotations

from importlib import resources
from importlib.util import find_spec
from pathlib import Path

from kentledge.errors import UnusablePipeline

READERS = ("accurate", "fast", "large")
"""The reader that ships, a smaller one for millions of articles, and a larger one that is installed by itself."""


def folder_of(reader: str) -> Path:
    """The folder of a reader's weights; `reader` is one of READERS, or a folder that training/export.py wrote.

    Raises UnusablePipeline where there is no such reader.
    """
    shipped = Path(str(resources.files("kentledge.parse") / "weights"))
    if reader == "accurate":
        return shipped
    if reader == "fast":
        return shipped / "fast"
    if reader == "large":
        if find_spec("kentledge_large") is None:
            raise UnusablePipeline("the large reader is not installed: pip install kentledge-large")
        return Path(str(resources.files("kentledge_large") / "weights"))
    if not Path(reader).is_dir():
        raise UnusablePipeline(f"no reader named {reader!r}; there are: {', '.join(READERS)}, or a folder of weights")
    return Path(reader)
