"""How much a cold `kentledge assess` adds to the reader itself: `python benchmarks/coldstart.py [ARTICLE]`.

Alternates two processes: the whole command, and one that only imports spaCy and onnxruntime, loads the reader and runs
it over the article. Prints the medians and their ratio, as seconds on the clock and of the processor; where other work
runs beside, trust the latter (Windows does not tell it). Modules are compiled by a first round that does not count.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 7
ALONE = """
import sys
from pathlib import Path
from kentledge.parse import Parser
from kentledge.records import Article
Parser()(Article(id="", text=Path(sys.argv[1]).read_text(encoding="utf-8")))
"""


# As installed: with its modules compiled once, wherever this is run from.
INSTALLED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def seconds(*command: str) -> tuple[float, float]:
    """Seconds on the clock, and of the processor, that a Python process takes."""
    began, before = time.perf_counter(), os.times()
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL, env=INSTALLED)
    after = os.times()
    used = after.children_user - before.children_user + after.children_system - before.children_system
    return time.perf_counter() - began, used


def main() -> None:
    article = sys.argv[1] if len(sys.argv) > 1 else str(Path(__file__).parents[1] / "examples/strait-tolls.txt")
    whole, alone = [], []
    for _ in range(ROUNDS + 1):
        alone.append(seconds("-c", ALONE, article))
        whole.append(seconds("-m", "kentledge", "assess", article))
    for name, which in (("on the clock", 0), ("of the processor", 1)):
        a, b = (statistics.median(run[which] for run in runs[1:]) for runs in (whole, alone))
        if b:
            print(f"{name}: assess {a:.2f} s, reader alone {b:.2f} s, ratio {a / b:.2f} (medians of {ROUNDS})")


if __name__ == "__main__":
    main()
