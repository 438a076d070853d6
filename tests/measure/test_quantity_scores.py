"""Floors under the figures on the labelled phrases: what `python benchmarks/quantities.py` prints, less a little."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kentledge.measure import quantities
from kentledge.parse import Parser
from kentledge.records import Article
from quantity_scores import found, labelled

FIXTURES = Path(__file__).parents[1] / "fixtures"


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(threads=1)


def figures(parser: Parser, lines: list[dict[str, Any]]) -> dict[str, float]:
    docs = (parser(Article(id="", text=line["text"])) for line in lines)
    return labelled(lines, [[found(q) for q in quantities(doc)] for doc in docs])


def lines_of(name: str) -> list[dict[str, Any]]:
    text = (FIXTURES / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("half", ["tune", "held"])
def test_labelled_phrases_keep_their_figures(parser: Parser, half: str) -> None:
    reached = figures(parser, [line for line in lines_of("quantities.jsonl") if line["half"] == half])
    assert reached["bounds+unit"] >= 97
    assert reached["bounds+unit+rate"] >= 93


def test_unseen_phrases_keep_their_figures(parser: Parser) -> None:
    reached = figures(parser, lines_of("quantities_fresh.jsonl"))
    assert reached["bounds+unit"] >= 94
    assert reached["bounds+unit+rate"] >= 92
