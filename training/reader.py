"""Make the readers, from the base weights to what ships: `python training/reader.py --corpora DIR --runs DIR`.

Runs the other commands one after the other, each with a fixed seed, and shows them. A step whose result is there is
passed over, and training goes on from its last checkpoint, so an interrupted run goes on where it was. About fourteen
hours on 2 cores.
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

LATE = "--looks 1 --tree-ratio 1.0 --rate 1.5e-4 --head-rate 7e-4"
WIDER = "--tree-ratio 0.5 --rate 1.2e-4 --head-rate 6e-4"
RECIPES = {
    "1": "--epochs 4 --seed 1",
    "2": "--epochs 5 --seed 2 --rate 1.5e-4 --head-rate 7e-4 --tree-ratio 2.5 --hide 0.05",
    "3": "--epochs 4 --seed 3 --rate 1.2e-4 --head-rate 6e-4 --tree-ratio 1.5 --hide 0.08",
    "teacher-1": "--epochs 2 --seed 11 --rate 8e-5 --head-rate 1e-3 --tree-ratio 0.3 --average 0.99",
    "teacher-2": "--epochs 2 --seed 12 --rate 6e-5 --head-rate 7e-4 --tree-ratio 0.3 --average 0.99",
    "taught": "--epochs 5 --seed 4 --rate 1.5e-4 --head-rate 7e-4 --tree-ratio 1.2 --hide 0.05 --trust 0.6",
    "against": f"--epochs 3.5 --seed 21 --against 1.0 --hide 0.05 {LATE}",
    "again": f"--epochs 6 --seed 22 --hide 0.08 {LATE}",
    "fast-1": "--epochs 4 --seed 5 --rate 3e-4 --head-rate 7e-4 --tree-ratio 1.2 --layers 0,3 --trust 0.6",
    "fast-2": "--epochs 4 --seed 6 --rate 2.5e-4 --head-rate 7e-4 --tree-ratio 1.0 --trust 0.6",
    "fast-3": "--epochs 1.5 --seed 23 --rate 2e-4 --head-rate 7e-4 --tree-ratio 1.0 --hide 0.05",
    "wider-1": f"--epochs 1.5 --seed 41 --against 1.0 --hide 0.05 --invented 1 {WIDER}",
    "wider-2": f"--epochs 3 --seed 42 --hide 0.08 --invented 2 {WIDER}",
    "large": "--epochs 2.5 --seed 11 --rate 7e-5 --head-rate 1e-3 --tree-ratio 0 --average 0.995 --hide 0.05 --looks 1"
    " --invented 1",
    "distilled": "--epochs 3.75 --seed 52 --trust 0.7 --tree-ratio 0 --invented 1 --unlabelled --looks 1 --hide 0.05"
    " --rate 2e-4 --head-rate 7e-4",
    "short": "--epochs 11 --seed 71 --rate 3e-4 --head-rate 1e-3 --tree-ratio 0.5 --tree-weight 0.7 --trees-fade"
    " --trust 0.8 --hide 0.05 --dropout 0 --narrow 0.5 --looks 1 --invented 1 --unlabelled",
    "fast": "--epochs 2 --seed 43 --rate 2e-4 --head-rate 7e-4 --tree-ratio 0.5 --hide 0.05 --invented 2",
}


@dataclass(frozen=True)
class Step:
    """A command of this folder, and the file that shows that it has run; one without is always run."""

    script: str
    options: tuple[str, ...]
    result: Path | None = None


def steps(corpora: Path, runs: Path, small: Path, large: Path, only: str | None = None) -> list[Step]:
    """The steps in order; `small` and `large` are folders of base weights.

    `only` "large": those of that reader; "short": `accurate` anew in less than three hours, from the small base weights
    and the large reader that is there.
    """
    data = ("--corpora", str(corpora))

    def weights(name: str) -> str:
        return str(runs / name / "average.pt")

    def train(name: str, base: Path, *options: str) -> Step:
        # Weights are saved on the way, so that they are there does not say that it is done: --resume knows.
        where = ("--base", str(base), "--out", str(runs / name), "--resume")
        return Step("train.py", (*data, *where, *RECIPES[name].split(), *options))

    def mean(one: str, other: str, result: Path, share: str) -> Step:
        return Step("average.py", (one, other, str(result), "--share", share), result)

    def export(made: str, base: Path, out: Path, *options: str, run: str = "1") -> Step:
        return Step("export.py", (made, labels(run), str(base), str(out), *options))

    def labels(run: str) -> str:
        return str(runs / run / "labels.json")

    untaught, settled, soft = runs / "untaught.pt", runs / "settled.pt", runs / "soft.pt"
    late, looked, wider, wide = (runs / f"{name}.pt" for name in ("late", "looked", "wider", "wide"))
    told, accurate = runs / "told.pt", runs / "accurate.pt"
    teach = ("--soft", str(soft), "--start")
    distil = ("--soft", str(told), "--start", str(wide), "--words", str(wide))

    def parsing(run: str, out: Path) -> Step:
        return Step("syntax.py", (weights(run), labels(run), str(small), str(out), *data), out)

    def soften(teacher: str, run: str, out: Path, *options: str) -> Step:
        return Step("soften.py", (weights(teacher), str(out), "--labels", labels(run), *of_large, *options), out)

    of_large = ("--base", str(large), *data)
    # What accurate says of attribution is averaged with it, and syntax is accurate's: it has learned no trees.
    for_large = [
        train("large", large),
        export(weights("large"), large, LARGE, "--overlap", "192", "--beside", "accurate", "--bits", "4", run="large"),
    ]
    if only == "large":
        return for_large
    if only == "short":
        made = runs / "short.pt"
        return [
            Step("soften.py", (str(LARGE), str(told), *data, "--overlap", "192"), told),
            train("short", small, "--soft", str(told)),
            parsing("short", made),
            export(str(made), small, runs / "reader", "--overlap", "192", run="short"),
        ]
    return [
        train("1", small),
        train("2", small, "--start", weights("1")),
        train("3", small, "--start", weights("2")),
        mean(weights("2"), weights("3"), untaught, "0.6"),
        train("teacher-1", large),
        train("teacher-2", large, "--start", weights("teacher-1")),
        soften("teacher-2", "1", soft),
        train("taught", small, *teach, str(untaught)),
        mean(weights("taught"), str(untaught), settled, "0.5"),
        train("against", small, "--start", str(settled)),
        train("again", small, "--start", str(settled)),
        mean(weights("against"), weights("again"), late, "0.333"),
        mean(str(settled), str(late), looked, "0.75"),
        train("wider-1", small, "--start", str(looked), "--words", str(looked)),
        train("wider-2", small, "--start", str(looked), "--words", str(looked)),
        mean(weights("wider-1"), weights("wider-2"), wider, "0.333"),
        mean(str(looked), str(wider), wide, "0.9"),
        for_large[0],
        soften("large", "large", told, "--overlap", "192"),
        train("distilled", small, *distil),
        parsing("distilled", accurate),
        train("fast-1", small, *teach, weights("taught")),
        train("fast-2", small, *teach, weights("fast-1")),
        train("fast-3", small, "--start", weights("fast-2"), "--words", str(looked)),
        train("fast", small, "--start", weights("fast-3"), "--words", str(looked)),
        export(str(accurate), small, SHIPPED, "--overlap", "192"),
        export(weights("fast"), small, SHIPPED / "fast", "--overlap", "32"),
        for_large[1],
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the readers, from the base weights to what ships.")
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--runs", type=Path, required=True, help="folder for what is made on the way")
    parser.add_argument("--small", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--large", type=Path, help="folder of all-mpnet-base-v2; not needed with --only short")
    parser.add_argument("--only", choices=["large", "short"], help="large alone, or accurate by the short way")
    args = parser.parse_args()
    if args.large is None and args.only != "short":
        parser.error("--large is needed")
    for step in steps(args.corpora, args.runs, args.small, args.large or Path(), args.only):
        if step.result is not None and step.result.exists():
            print(f"{step.result} is there")
            continue
        print(" ".join((step.script, *step.options)), flush=True)
        subprocess.run([sys.executable, str(HERE / step.script), *step.options], check=True)


if __name__ == "__main__":
    main()
