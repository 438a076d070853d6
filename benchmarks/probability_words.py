"""The `survey` scale of `lexicons/estimative.toml`, computed from two surveys of what people mean by such words.

    python benchmarks/probability_words.py perceptions_probly.csv fagen_ulmschneider_survey.csv

Each file is a table of respondents (rows) by phrases (columns) in percent. Printed is, for each phrase, the 10 %
quantile, the median and the 90 % quantile over all respondents of all files, as the lines of TOML that the lexicon
holds. Only these summary figures go into the project, never an answer.
"""

from __future__ import annotations

import csv
import statistics
import sys
from collections import defaultdict
from pathlib import Path


def answers(paths: list[Path]) -> dict[str, list[float]]:
    """Phrase → the answers of all respondents in percent; columns that are no numbers are left out."""
    found: dict[str, list[float]] = defaultdict(list)
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                for name, value in row.items():
                    phrase = _phrase(name)
                    try:
                        found[phrase].append(float(value))
                    except (TypeError, ValueError):
                        continue
    return {phrase: values for phrase, values in found.items() if len(values) > 20}


def summary(values: list[float]) -> tuple[float, float, float]:
    """The 10 % quantile, the median and the 90 % quantile, as fractions of one."""
    tenths = statistics.quantiles(values, n=10, method="inclusive")
    low, best, high = tenths[0], statistics.median(values), tenths[-1]
    return round(low / 100, 3), round(best / 100, 3), round(high / 100, 3)


def _phrase(column: str) -> str:
    words = " ".join(column.strip('" ').lower().split())
    # One survey asked for "almost certain", the other for "almost certainly".
    return {"almost certainly": "almost certain"}.get(words, words)


def main(paths: list[Path]) -> None:
    """Print the lines of TOML, the surest phrase first."""
    rows = {phrase: (summary(values), len(values)) for phrase, values in answers(paths).items()}
    for phrase, (figures, count) in sorted(rows.items(), key=lambda row: -row[1][0][1]):
        print(f'"{phrase}" = [{", ".join(map(str, figures))}]  # {count} answers')


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
