"""Models of quantities: from stated numbers to uncertain outcomes, over time, each number with its origin.

load(path)          the model that a TOML file describes
run(model)          its results: percentiles, chances, sensitivity, judgements, for every scenario
draft(reading)      a first model file from an article's quantities
"""

from kentledge.model.draft import draft
from kentledge.model.errors import (
    BadFormula,
    ImpossibleRun,
    MissingExtra,
    UnitsClash,
    UnusableModel,
    Unverified,
)
from kentledge.model.file import load
from kentledge.model.parts import Model
from kentledge.model.results import Result
from kentledge.model.run import run

__all__ = [
    "BadFormula",
    "ImpossibleRun",
    "MissingExtra",
    "Model",
    "Result",
    "UnitsClash",
    "UnusableModel",
    "Unverified",
    "draft",
    "load",
    "run",
]
