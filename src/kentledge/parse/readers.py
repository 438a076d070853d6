"""Which readers there are, and where their weights lie."""

from __future__ import annotations

from importlib import resources
from importlib.util import find_spec
from pathlib import Path

from kentledge.errors import UnusablePipeline


def readers() -> dict[str, Path]:
    """The readers that are installed, by name, with the folders of their weights.

    `accurate` ships; `fast`, a smaller one, and `large`, from a distribution of its own, are there where they are.
    """
    shipped = Path(str(resources.files("kentledge.parse") / "weights"))
    known = {"accurate": shipped, "fast": shipped / "fast"}
    if find_spec("kentledge_large") is not None:
        known["large"] = Path(str(resources.files("kentledge_large") / "weights"))
    return {name: folder for name, folder in known.items() if (folder / "reader.onnx").exists() or name == "accurate"}


def folder_of(reader: str) -> Path:
    """The folder of a reader's weights; `reader` is a name of `readers`, or a folder that training/export.py wrote.

    Raises UnusablePipeline where there is no such reader.
    """
    known = readers()
    if reader in known:
        return known[reader]
    if reader == "large" and not (Path(reader) / "reader.onnx").exists():
        raise UnusablePipeline("the reader 'large' is not installed: it is a distribution of its own, kentledge-large")
    if not Path(reader).is_dir():
        raise UnusablePipeline(f"no reader named {reader!r}; there are: {', '.join(known)}, or a folder of weights")
    return Path(reader)
