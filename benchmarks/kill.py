"""Kills `kentledge read` at random moments and compares the ledger with that of an undisturbed run.

    python benchmarks/kill.py [--articles 500] [--kills 200] [--reader fast] [--seed N]

The articles are invented (tests/ledger/altered_copies.py). After every kill the ledger must pass `check`; after a last
run to the end it must equal the undisturbed one, row for row, times of day aside.
"""

from __future__ import annotations

import argparse
import itertools
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "ledger"))

from altered_copies import corpus
from killed_reading import finished, rows, start, struck


def main() -> None:
    """Reads, kills, compares, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--reader", default="accurate")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "articles"
        folder.mkdir()
        stories = options.articles // 4
        for number, printing in enumerate(
            corpus(options.seed, stories, options.articles - stories, max(1, stories // 3))
        ):
            (folder / f"{number:04}.txt").write_text(printing.text, encoding="utf-8")
        undisturbed, path = Path(name) / "undisturbed.db", Path(name) / "killed.db"
        first = Path(name) / "first"
        first.mkdir()
        shutil.copy(folder / "0000.txt", first)
        whole = taken(folder, undisturbed, options.reader)
        print(f"an undisturbed run over {options.articles} articles takes {whole:.0f} s", flush=True)
        starting = taken(first, Path(name) / "first.db", options.reader)
        passing = max(0.0, taken(folder, undisturbed, options.reader) - starting)
        print(f"{starting:.1f} s of it to start; {passing:.1f} s to pass over what is there", flush=True)
        # A run starts, passes over what is there, and goes on where the last one fell. So that the work lasts for all
        # kills, each has on average an equal part of nine tenths of it; where the runs are ahead of that, as when the
        # machine has become faster, the next is killed sooner.
        part, dice, turns = 0.9 * (whole - starting) / options.kills, random.Random(options.seed), itertools.count()

        def moment(stored: int) -> float:
            due = 0.9 * options.articles * next(turns) / options.kills
            if stored > due:
                return dice.uniform(0, starting)
            return starting + passing * stored / options.articles + dice.uniform(0, 2 * part)

        began = time.monotonic()
        fell = struck(folder, path, options.kills, moment, "--reader", options.reader)
        print(
            f"{fell.at_work} of {options.kills} runs were killed at work in {time.monotonic() - began:.0f} s",
            flush=True,
        )
        print(f"{fell.writing} of these had added articles; the ledger passed check after each", flush=True)
        finished(start(folder, path, "--reader", options.reader))
        same = rows(path) == rows(undisturbed)
        print("row for row the same" if same else "NOT the same")
        sys.exit(0 if same else 1)


def taken(folder: Path, ledger: Path, reader: str) -> float:
    """Seconds of a run that nothing disturbs."""
    began = time.monotonic()
    finished(start(folder, ledger, "--reader", reader))
    return time.monotonic() - began


if __name__ == "__main__":
    main()
