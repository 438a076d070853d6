"""What many tests share: the reader, loaded once, and the project's own labelled fixtures."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from kentledge.evaluate import evaluate
from kentledge.judge import Words
from kentledge.model import Model, load
from kentledge.parse import Parser
from kentledge.reading import Engine
from kentledge.records import Article, Attribution
from running import Read, Run

HERE = Path(__file__).parent
# How long an example takes says nothing here: the first one imports, and the machine may be busy.
settings.register_profile("kentledge", deadline=None)
settings.load_profile("kentledge")


@pytest.fixture(autouse=True)
def _nobodys_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a developer has set for the terminal or for Kentledge is not what a test is about."""
    for name in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "KENTLEDGE_LEDGER", "KENTLEDGE_ANALYST"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine()


@pytest.fixture(scope="session")
def fast_engine() -> Engine:
    return Engine(reader="fast")


@pytest.fixture(scope="session")
def parser(engine: Engine) -> Parser:
    return engine.parser


@pytest.fixture(scope="session")
def examples() -> Path:
    return HERE.parent / "examples"


@pytest.fixture
def read(parser: Parser) -> Read:
    """The words of a text by the real parse."""

    def words(text: str) -> Words:
        with parser.passing():
            return Words(parser(Article("x", text)))

    return words


def json_lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / "fixtures" / name).read_text(encoding="utf-8").splitlines()]


def as_attributions(rows: list[dict[str, list[list[int]]]]) -> list[Attribution]:
    def spans(row: dict[str, list[list[int]]], role: str) -> tuple[tuple[int, int], ...]:
        return tuple((s, e) for s, e in row[role])

    return [Attribution(spans(r, "source"), spans(r, "cue"), spans(r, "content")) for r in rows]


def attribution_figures(engine: Engine, documents: Iterable[tuple[str, list[Attribution]]]) -> dict[str, float]:
    """F1 in percent, by role and of who said what, over (text, gold attributions) of each document."""
    found = evaluate((text, gold, engine.attributions(text)) for text, gold in documents)
    return {name: 100 * figure.f1 for name, figure in found.items()}


@pytest.fixture(scope="session")
def labelled() -> list[tuple[str, str, list[Attribution]]]:
    """(name, text, attributions) of the articles in fixtures/attribution.jsonl."""
    return [(d["doc"], d["text"], as_attributions(d["attributions"])) for d in json_lines("attribution.jsonl")]


@pytest.fixture(scope="session")
def labelled_speakers() -> dict[str, list[dict[str, Any]]]:
    """Article → the speakers of its attributions, from fixtures/speakers.jsonl."""
    return {d["doc"]: d["speakers"] for d in json_lines("speakers.jsonl")}


@pytest.fixture
def kentledge(tmp_path: Path) -> Run:
    def run(*arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "kentledge", *map(str, arguments)]
        return subprocess.run(command, input=stdin, capture_output=True, cwd=tmp_path, check=False, timeout=120)

    return run


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Model]:
    """Writes a model file and loads it."""

    def write(text: str) -> Model:
        path = tmp_path / "model.toml"
        path.write_text(text, encoding="utf-8")
        return load(path)

    return write
