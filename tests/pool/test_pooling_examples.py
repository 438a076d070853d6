"""The examples in docstrings (pool, score, names, percent), and on the page of docs, run and give what they say."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

import pytest

import kentledge.pool
import kentledge.score

MODULES = [
    f"{package.__name__}.{module.name}"
    for package in (kentledge.pool, kentledge.score)
    for module in pkgutil.iter_modules(package.__path__)
]


@pytest.mark.parametrize("name", [*MODULES, "kentledge.edits.names", "kentledge.percent"])
def test_examples_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples() -> None:
    assert doctest.testmod(importlib.import_module("kentledge.edits.names")).attempted >= 5
    assert sum(doctest.testmod(importlib.import_module(name)).attempted for name in MODULES) > 10


@pytest.mark.parametrize("package", [kentledge.pool, kentledge.score])
def test_every_public_function_has_an_example(package: ModuleType) -> None:
    functions = [getattr(package, name) for name in package.__all__ if name[0].islower()]
    assert [f.__name__ for f in functions if ">>>" not in (f.__doc__ or "")] == []


def test_the_page_of_docs_runs() -> None:
    page = Path(__file__).parents[2] / "docs" / "pooling.md"
    found = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert found.attempted > 5
    assert found.failed == 0
