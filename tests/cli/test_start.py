"""What a command imports, and so how long it takes to start: what it needs, and no more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

# Runs the command in its own process and prints the imported modules behind what the command itself prints.
TOLD = """
import sys
from kentledge.cli import main
sys.argv = ["kentledge", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    print("\\nIMPORTED", end.code, *sorted(sys.modules))
"""
LIBRARIES = {"pint", "scipy", "duckdb", "starlette", "SALib", "rensa", "trafilatura"}
STAGES = {"model", "question", "pool", "score", "ledger", "edits"}
READER = {"spacy", "numpy", "onnxruntime", "tokenizers"}


def imported(*arguments: object) -> tuple[str, set[str]]:
    """What the command prints, and the modules that it imports."""
    command = [sys.executable, "-c", TOLD, *map(str, arguments)]
    out = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, timeout=120).stdout
    printed, _, rest = out.rpartition("\nIMPORTED ")
    code, *modules = rest.split()
    assert code == "0"
    return printed, set(modules)


def test_an_article_is_assessed_without_what_only_other_commands_need(examples: Path) -> None:
    printed, modules = imported("assess", examples / "strait-tolls.txt")
    assert "Strait" in printed
    assert "kentledge.judge" in modules
    assert not modules & LIBRARIES
    assert not modules & {f"kentledge.{stage}" for stage in STAGES}
    assert {m for m in modules if m.startswith("kentledge.cli.")} == {"kentledge.cli.commands"}


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("assess", "--help"), ("question", "--help")])
def test_what_reads_nothing_loads_no_reader(arguments: tuple[str, ...]) -> None:
    printed, modules = imported(*arguments)
    assert "kentledge" in printed.lower()
    assert not modules & (LIBRARIES | READER)
    assert not modules & {f"kentledge.{stage}" for stage in (*STAGES, "judge", "measure", "attribute", "parse")}


def test_every_command_that_help_lists_is_found_when_it_is_imported_alone() -> None:
    printed, _ = imported("--help")
    _, _, listed = printed.partition("Commands:\n")
    names = [line.split()[0] for line in listed.splitlines() if line.startswith("  ") and line[2] != " "]
    assert {"assess", "model", "question", "ledger"} <= set(names)
    for name in names:
        told, modules = imported(name, "--help")
        assert told.startswith(f"Usage: kentledge {name}")
        others = modules & {"kentledge.cli.question", "kentledge.cli.model"} - {f"kentledge.cli.{name}"}
        assert not others, f"MODULES of kentledge.cli does not know {name}"


@pytest.mark.parametrize(("group", "command"), [("question", "pool"), ("edit", "correct")])
def test_a_group_has_the_commands_of_all_its_modules(group: str, command: str) -> None:
    printed, _ = imported(group, "--help")
    assert f"\n  {command} " in printed
