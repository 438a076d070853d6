"""The benchmark on invented ratings: it reproduces aggregates, and fits without the claim that it is judged on."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from random import Random

import pytest

import pooling

EXPERTS = ["ada", "ben", "cy", "dot", "eve"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Eight claims judged by five experts, four of whom know something."""
    draw = Random(3)
    outcomes = {str(i): draw.randint(0, 1) for i in range(8)}
    ratings, published = [], []
    for claim, outcome in outcomes.items():
        best = [
            draw.choice([20, 35, 50, 65, 80]) if e == "eve" else 25 + 45 * outcome + draw.randint(-9, 9)
            for e in EXPERTS
        ]
        for expert, b in zip(EXPERTS, best, strict=True):
            for element, value in (("lower", b - 10), ("best", b), ("upper", b + 10)):
                ratings.append(["round_2", claim, expert, "direct_replication", f"three_point_{element}", value])
            ratings.append(["round_1", claim, expert, "direct_replication", "three_point_best", 1])
            ratings.append(["round_2", claim, expert, "comprehension", "likert_binary", 1])
        published.append(["ArMean", claim, sum(best) / 500])
        published.append(["Median", claim, sorted(best)[2] / 100])
    _write(tmp_path / "ratings.csv", ["round", "paper_id", "user_name", "question", "element", "value"], ratings)
    _write(tmp_path / "outcomes.csv", ["paper_id", "outcome"], [[c, float(o)] for c, o in outcomes.items()])
    _write(tmp_path / "published_aggregates.csv", ["method", "paper_id", "cs"], published)
    return tmp_path


def _write(path: Path, head: list[str], rows: list[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


def test_it_agrees_with_published_aggregates_and_says_so_when_not(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["pooling.py", str(folder)])
    assert pooling.main() == 0
    table = capsys.readouterr().out
    assert "8 claims" in table
    assert "best voice without peeking *" in table
    path = folder / "published_aggregates.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Median,3,0.", "Median,3,0.0"), encoding="utf-8")
    assert pooling.main() == 1


def test_what_is_fitted_does_not_peek_at_the_claim_it_is_judged_on(folder: Path) -> None:
    """Turning a claim's outcome round must leave its own pooled probabilities as they are, and may move the others'."""
    before = pooling.claims(folder)
    rows = pooling.table(before)
    moved = 0
    for i, claim in enumerate(before):
        turned = pooling.Claim(claim.id, claim.forecasts, 1 - claim.outcome, claim.published)
        after = pooling.table([*before[:i], turned, *before[i + 1 :]])
        for row, now in zip(rows, after, strict=True):
            assert now.probabilities[i] == row.probabilities[i]
            moved += list(now.probabilities) != list(row.probabilities)
    assert moved
