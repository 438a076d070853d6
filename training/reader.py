"""Make the readers, from the base weights to what ships: `python training/reader.py --corpora DIR --runs DIR`.

Runs the other commands one after the other, each with a fixed seed, and shows them. A step whose result is there is
passed over, and training goes on from its last checkpoint, so an interrupted run goes on where it was. The large
reader comes first, and is then the teacher of the two small ones.
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
    "large": "--epochs 2.5 --seed 11 --rate 7e-5 --head-rate 1e-3 --tree-ratio 0 --average 0.995 --hide 0.05 --looks 1"
    " --invented 1",
    "accurate": "--epochs 6.5 --seed 61 --rate 3e-4 --head-rate 1e-3 --tree-ratio 0.5 --tree-weight 0.7 --trees-fade"
    " --trust 0.7 --hide 0.05 --looks 1 --invented 1 --unlabelled",
    "fast": "--epochs 4 --seed 62 --rate 3e-4 --head-rate 1e-3 --tree-ratio 0.5 --tree-weight 0.7 --trees-fade"
    " --trust 0.7 --hide 0.05 --layers 0,3 --invented 1 --unlabelled",
}
"""How each reader is trained: options of train.py."""


@dataclass(frozen=True)
class Step:
    """A command of this folder, and the file that shows that it has run; one without is always run."""

    script: str
    options: tuple[str, ...]
    result: Path | None = None


def steps(corpora: Path, runs: Path, small: Path, large: Path, only: str | None = None) -> list[Step]:
    """The steps in order; `small` and `large` are folders of base weights. `only` tells which of the readers."""
    data = ("--corpora", str(corpora))

    def train(name: str, base: Path, *options: str) -> Step:
        # Weights are saved on the way, so that they are there does not say that it is done: --resume knows.
        where = ("--base", str(base), "--out", str(runs / name), "--resume")
        return Step("train.py", (*data, *where, *RECIPES[name].split(), *options))

    def trained(name: str) -> tuple[str, str]:
        return str(runs / name / "average.pt"), str(runs / name / "labels.json")

    def parsing(name: str) -> Step:
        out = runs / f"{name}.pt"
        return Step("syntax.py", (*trained(name), str(small), str(out), *data), out)

    def export(weights: str, labels: str, base: Path, out: Path, *options: str) -> Step:
        return Step("export.py", (weights, labels, str(base), str(out), *options))

    told = runs / "told.pt"
    # What accurate says of attribution is averaged with it, and syntax is accurate's: it has learned no trees.
    beside = ("--overlap", "192", "--beside", "accurate", "--bits", "4")
    of_large = [train("large", large), export(*trained("large"), large, LARGE, *beside)]
    taught = ("--soft", str(told))
    weights, labels = trained("accurate")
    of_small = [
        Step("soften.py", (str(LARGE), str(told), *data, "--overlap", "192"), told),
        train("accurate", small, *taught),
        parsing("accurate"),
        train("fast", small, *taught, "--start", weights, "--words", weights),
        parsing("fast"),
        export(str(runs / "accurate.pt"), labels, small, SHIPPED, "--overlap", "192"),
        export(str(runs / "fast.pt"), labels, small, SHIPPED / "fast", "--overlap", "32"),
    ]
    return {"large": of_large, "small": of_small}.get(only or "", of_large + of_small)


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the readers, from the base weights to what ships.")
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--runs", type=Path, required=True, help="folder for what is made on the way")
    parser.add_argument("--small", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--large", type=Path, required=True, help="folder of all-mpnet-base-v2")
    parser.add_argument(
        "--only", choices=["large", "small"], help="make large alone, or accurate and fast from the large that is there"
    )
    args = parser.parse_args()
    for step in steps(args.corpora, args.runs, args.small, args.large, args.only):
        if step.result is not None and step.result.exists():
            print(f"{step.result} is there")
            continue
        print(" ".join((step.script, *step.options)), flush=True)
        subprocess.run([sys.executable, str(HERE / step.script), *step.options], check=True)


if __name__ == "__main__":
    main()
