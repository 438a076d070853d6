"""Make the readers, from the base weights to what ships: `python training/reader.py --corpora DIR --runs DIR`.

Runs the other commands one after the other, each with a fixed seed, and shows them. A step whose result is there is
passed over, so an interrupted run goes on where it was. About three hours on 2 cores.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SHIPPED = HERE.parent / "src/kentledge/parse/weights"
LARGE = HERE.parent / "large/src/kentledge_large/weights"

RECIPES = {
    "1": "--epochs 4 --seed 1",
    "2": "--epochs 5 --seed 2 --rate 1.5e-4 --head-rate 7e-4 --tree-ratio 2.5 --hide 0.05",
    "teacher": "--epochs 4 --seed 11 --rate 8e-5 --head-rate 1e-3 --tree-ratio 0.3 --average 0.99",
    "taught": "--epochs 5 --seed 4 --rate 1.5e-4 --head-rate 7e-4 --tree-ratio 1.5 --hide 0.05 --trust 0.6",
    "fast": "--epochs 5 --seed 5 --rate 3e-4 --head-rate 7e-4 --tree-ratio 1.5 --layers 0,3 --trust 0.6",
}


@dataclass(frozen=True)
class Step:
    """A command of this folder, and the file that shows that it has run."""

    script: str
    options: tuple[str, ...]
    result: Path


def steps(corpora: Path, runs: Path, small: Path, large: Path) -> list[Step]:
    """The steps in order; `small` and `large` are folders of base weights."""
    data = ("--corpora", str(corpora))

    def train(name: str, base: Path, *options: str) -> Step:
        out = runs / name
        arguments = (*data, "--base", str(base), "--out", str(out), "--resume", *options)
        return Step("train.py", arguments, out / "average.pt")

    one, two, teacher, taught = (str(runs / n / "average.pt") for n in ("1", "2", "teacher", "taught"))
    soft = runs / "soft.pt"
    labels = str(runs / "1" / "labels.json")
    return [
        train("1", small, *RECIPES["1"].split()),
        train("2", small, *RECIPES["2"].split(), "--start", one),
        train("teacher", large, *RECIPES["teacher"].split()),
        Step("soften.py", (teacher, labels, str(large), str(soft), *data), soft),
        train("taught", small, *RECIPES["taught"].split(), "--start", two, "--soft", str(soft)),
        train("fast", small, *RECIPES["fast"].split(), "--start", taught, "--soft", str(soft)),
        Step("export.py", (taught, labels, str(small), str(SHIPPED)), SHIPPED / "reader.onnx"),
        Step("export.py", (teacher, labels, str(large), str(LARGE)), LARGE / "reader.onnx"),
        Step(
            "export.py",
            (str(runs / "fast" / "average.pt"), labels, str(small), str(SHIPPED / "fast"), "--overlap", "32"),
            SHIPPED / "fast" / "reader.onnx",
        ),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the readers, from the base weights to what ships.")
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--runs", type=Path, required=True, help="folder for what is made on the way")
    parser.add_argument("--small", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--large", type=Path, required=True, help="folder of all-mpnet-base-v2")
    args = parser.parse_args()
    for step in steps(args.corpora, args.runs, args.small, args.large):
        if step.result.exists():
            print(f"{step.result} is there")
            continue
        print(" ".join((step.script, *step.options)), flush=True)
        subprocess.run([sys.executable, str(HERE / step.script), *step.options], check=True)


if __name__ == "__main__":
    main()
