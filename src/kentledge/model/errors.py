"""What can be wrong with a model. Each message is one line that names the place in the file and what to do."""

from __future__ import annotations

from kentledge.errors import KentledgeError


class UnusableModel(KentledgeError):
    """The model file is not TOML, lacks something, says something unknown, or asks for too much."""


class BadFormula(UnusableModel):
    """A formula is not of the small language that formulas are written in."""


class UnitsClash(UnusableModel):
    """A unit is unknown, or a formula adds, compares or yields what its units do not allow."""


class Unverified(UnusableModel):
    """The words that a number is said to rest on are not in the article at that place."""


class ImpossibleRun(UnusableModel):
    """The draws lead to what cannot be: a stock below zero, a result that is no number."""


class MissingExtra(KentledgeError):
    """A library that only models need is not installed."""


def missing(library: str) -> MissingExtra:
    """The one line that says which extra to install."""
    return MissingExtra(f"models need {library}, which is not installed: pip install 'kentledge[models]'")
