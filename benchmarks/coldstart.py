"""How much a cold `kentledge assess` adds to the reader itself: `python benchmarks/coldstart.py [ARTICLE]`.

Alternates two processes: the whole command, and one that only imports spaCy and onnxruntime, loads the reader and runs
it over the article. Prints the medians and their ratio.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 5
ALONE = """
import sys
from pathlib import Path
from kentledge.parse import Parser
from kentledge.records import Article
Parser()(Article(id="", text=Path(sys.argv[1]).read_text(encoding="utf-8")))
"""


def seconds(*command: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> None:
    article = sys.argv[1] if len(sys.argv) > 1 else str(Path(__file__).parents[1] / "examples/strait-tolls.txt")
    whole, alone = [], []
    for _ in range(ROUNDS):
        alone.append(seconds("-c", ALONE, article))
        whole.append(seconds("-m", "kentledge", "assess", article))
    a, b = statistics.median(whole), statistics.median(alone)
    print(f"assess {a:.2f} s, reader alone {b:.2f} s, ratio {a / b:.2f} (medians of {ROUNDS})")


if __name__ == "__main__":
    main()
