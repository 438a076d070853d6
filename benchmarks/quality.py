"""Score the shipped reader on corpora that are not part of the project: `python benchmarks/quality.py --shared DIR`.

Prints attribution on PolNeAR's dev articles and on two sets of our own, syntax on the treebanks' dev sets and
quantities on NewsQuant's dev half, corpora by the scorers beside them. Says so and ends well where the folder is not
there.
"""

from __future__ import annotations

import argparse
import gzip
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FIXTURES = Path(__file__).parents[1] / "tests" / "fixtures"


def run(*command: object) -> None:
    subprocess.run([sys.executable, *map(str, command)], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--shared", type=Path, required=True, help="folder with corpora/ and scorers/")
    parser.add_argument("--reader", default="accurate", help="name of a reader, or a folder of weights")
    args = parser.parse_args()
    corpora, scorers = args.shared / "corpora", args.shared / "scorers"
    if not corpora.is_dir():
        print(f"{corpora}: not there, nothing measured")
        return
    other = ["--reader", args.reader]
    with tempfile.TemporaryDirectory() as folder:
        gold, found = Path(folder) / "gold.jsonl", Path(folder) / "found.jsonl"
        gold.write_bytes(gzip.decompress((corpora / "polnear/dev.jsonl.gz").read_bytes()))
        began = time.perf_counter()
        run("-m", "kentledge", "extract", gold, "-o", found, *other)
        print(f"PolNeAR dev, {time.perf_counter() - began:.0f} s", flush=True)
        run(scorers / "attribution_score.py", gold, found)
        for name in ("opinions_unseen", "attribution_fresh"):
            print(f"{name}.jsonl", flush=True)
            run("-m", "kentledge", "evaluate", FIXTURES / f"{name}.jsonl", *other)
        treebanks = sorted(corpora.glob("*/en_*-ud-dev.conllu.gz"))
        run(Path(__file__).with_name("treebank.py"), *treebanks, *other)
        quantities = corpora / "newsquant/dev.jsonl"
        run("-m", "kentledge", "quantities", quantities, "-o", found)
        print("NewsQuant, dev half", flush=True)
        run(scorers / "quantity_score.py", quantities, found)


if __name__ == "__main__":
    main()
