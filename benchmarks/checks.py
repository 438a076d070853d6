"""Do the numbers add up: `python benchmarks/checks.py tests/fixtures/checks.jsonl [--half sealed] [--errors]`.

Passages in which two to five figures agree, clash, or have nothing to do with each other, labelled by hand. A clash or
an agreement is found where a check of that verdict rests on all figures that the label names; a false alarm is a clash
told of a passage that has none, or of other figures.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from kentledge.measure import checks, quantities
from kentledge.parse import Parser
from kentledge.records import Article, Check, Span, overlaps

Row = dict[str, Any]


def rows_of(file: Path, half: str | None = None) -> list[Row]:
    """The labelled passages of a file, or of one half of it."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [r for r in rows if half is None or r["half"] == half]


def counted(parser: Parser, rows: list[Row], errors: list[str] | None = None) -> Counter[str]:
    """How many passages clash, agree and do neither, and what of it was found."""
    counts: Counter[str] = Counter()
    for row in rows:
        doc = parser(Article("", row["text"]))
        measured = quantities(doc)
        places = {q.id: q.span for q in measured}
        found = [(c, [places[q] for q in c.quantities]) for c in checks(doc, measured)]
        counts[row["verdict"]] += 1
        hit = [c for c, spans in found if c.verdict == row["verdict"] and _rests_on(row, spans)]
        alarms = [c for c, _ in found if c.verdict == "inconsistent" and c not in hit]
        counts[f"{row['verdict']} found"] += bool(hit)
        counts["false alarms"] += bool(alarms)
        agreeing = any(c.verdict == "consistent" and c not in hit for c, _ in found)
        counts["false agreements"] += agreeing
        if errors is not None and (alarms or agreeing or (row["verdict"] != "none" and not hit)):
            errors.append(_told(row, [c for c, _ in found]))
    return counts


def _rests_on(row: Row, spans: list[Span]) -> bool:
    at = [(row["text"].index(f), row["text"].index(f) + len(f)) for f in row["figures"]]
    return all(overlaps(a, spans) for a in at)


def _told(row: Row, found: list[Check]) -> str:
    says = "; ".join(f"{c.verdict}: {c.says}" for c in found) or "nothing"
    return f"{row['id']} {row['form']} {row['verdict']} {row['figures']}\n    {row['text']}\n    {says}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    options.add_argument("file", type=Path)
    options.add_argument("--half", help="only this half, as the file names them")
    options.add_argument("--errors", action="store_true", help="print what was missed or told wrongly")
    args = options.parse_args()
    errors: list[str] = []
    found = counted(Parser(threads=1), rows_of(args.file, args.half), errors)
    if args.errors:
        print("\n".join(errors))
    passages = sum(found[v] for v in ("inconsistent", "consistent", "none"))
    print(
        f"{found['inconsistent found']} of {found['inconsistent']} clashes and {found['consistent found']} of "
        f"{found['consistent']} agreements found; false alarms in {found['false alarms']}, "
        f"false agreements in {found['false agreements']} of {passages} passages"
    )


if __name__ == "__main__":
    main()
