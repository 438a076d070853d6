"""The same text gives the same reading in every process, whatever order Python gives its sets."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

FIXTURES = Path(__file__).parent.parent / "fixtures"
READ = """
import json, sys
from kentledge.reading import Engine
from kentledge.records import Article
engine = Engine(reader="fast", threads=1)
for file in sys.argv[1:]:
    for line in open(file, encoding="utf-8"):
        reading = engine.assess(Article("x", json.loads(line)["text"]))
        print(reading.speakers, reading.statements, reading.relations, reading.camps, reading.finding)
"""


def test_readings_do_not_depend_on_the_order_of_sets() -> None:
    files = [str(FIXTURES / name) for name in ("articles.jsonl", "attribution.jsonl")]
    one, other = (
        subprocess.run(
            [sys.executable, "-c", READ, *files],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    )
    assert one.count(b"\n") > 30
    assert one == other
