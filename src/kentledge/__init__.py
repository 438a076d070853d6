"""Kentledge reads reporting and keeps a ledger of who judged what, how surely, until when, with which numbers.

    >>> from kentledge import Engine
    >>> from kentledge.read import read
    >>> reading = Engine().assess(read("article.txt"))

`kentledge.read.read` gives an `Article`, `Engine.assess` a `Reading` of it, `Ledger` keeps readings, and
`kentledge.report` prints them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kentledge.version import __version__

if TYPE_CHECKING:
    from kentledge.ledger import Ledger
    from kentledge.reading import Engine

__all__ = ["Engine", "Ledger", "__version__"]

_HOMES = {"Engine": "kentledge.reading", "Ledger": "kentledge.ledger"}


def __getattr__(name: str) -> Any:
    # Lazily, so that importing one stage does not load the others.
    if name not in _HOMES:
        raise AttributeError(f"module 'kentledge' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
