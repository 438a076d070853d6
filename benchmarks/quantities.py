"""Quantities, side by side in one run: `python benchmarks/quantities.py [NEWSQUANT.jsonl] [--half held]`.

Scores Kentledge and quantulum3 (with the extra "benchmark") on the project's own labelled phrases and, where one is
named, on a file of NewsQuant (lines of "text" and "quantities"), and times both on one thread. Kentledge's time is
given with and without the parse that a reading makes anyway. CQE's figures are those that its authors publish for all
of NewsQuant.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kentledge.measure import newsquant_quantities, quantities
from kentledge.parse import Parser
from kentledge.records import Article
from quantity_scores import Found, found, labelled, named_singular, newsquant

OWN = Path(__file__).parent.parent / "tests" / "fixtures" / "quantities.jsonl"
FRESH = OWN.with_name("quantities_fresh.jsonl")
"""Phrases that nobody looked at who worked on the lexicon or the code."""
CQE = "  CQE, published (Almasian et al., EMNLP 2023)   value 92.0  value+unit 85.6  value+change 88.1"
_CODES = {
    "dollar": "USD",
    "united states dollar": "USD",
    "euro": "EUR",
    "pound sterling": "GBP",
    "yen": "JPY",
    "japanese yen": "JPY",
    "chinese yuan": "CNY",
    "south korean won": "KRW",
    "indian rupee": "INR",
    "canadian dollar": "CAD",
    "australian dollar": "AUD",
    "swiss franc": "CHF",
    "percentage": "1",
    "dimensionless": "",
}

Lines = Sequence[Mapping[str, Any]]


def by_quantulum(parse: Callable[[str], Any], text: str) -> list[Found]:
    """quantulum3's quantities as predictions; an uncertainty makes a range."""
    out = []
    for q in parse(text):
        name, _, per = q.unit.name.partition(" per ")
        unit = _CODES.get(name, named_singular(name))
        scale = 0.01 if unit == "1" else 1.0
        spread = q.uncertainty or 0.0
        rate = (1.0, named_singular(per)) if per else None
        out.append(Found(tuple(q.span), (q.value - spread) * scale, (q.value + spread) * scale, unit, rate))
    return out


def report(name: str, figures: Mapping[str, float], seconds: Mapping[str, float], texts: int) -> None:
    scores = "  ".join(f"{key} {value:.1f}" for key, value in figures.items())
    speeds = ", ".join(f"{texts / s:,.0f} texts/s {what}".strip() for what, s in seconds.items())
    print(f"  {name:12} {scores}   ({speeds})")


def compared(lines: Lines, score: Callable[[Lines, list[list[Found]]], dict[str, float]], own: bool) -> None:
    """Print the figures of both programs on the lines."""
    parser = Parser(threads=1)
    measure = quantities if own else newsquant_quantities
    measure(parser(Article(id="", text="It has two 5-litre tanks.")))
    read: list[list[Found]] = []
    seconds = {"": 0.0, "without the parse": 0.0}
    for line in lines:
        start = time.perf_counter()
        doc = parser(Article(id="", text=line["text"]))
        parsed = time.perf_counter()
        read.append([found(q) for q in measure(doc)])
        seconds[""] += time.perf_counter() - start
        seconds["without the parse"] += time.perf_counter() - parsed
    report("Kentledge", score(lines, read), seconds, len(lines))
    try:
        from quantulum3.parser import parse
    except ImportError:
        print('  quantulum3 is not installed: pip install "kentledge[benchmark]"')
        return
    parse("It has two 5-litre tanks.")
    start = time.perf_counter()
    other = [by_quantulum(parse, line["text"]) for line in lines]
    report("quantulum3", score(lines, other), {"": time.perf_counter() - start}, len(lines))


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("newsquant", type=Path, nargs="?", help="lines of NewsQuant")
    options.add_argument("--half", choices=("tune", "held"), help="only this half of the project's own phrases")
    given = options.parse_args()
    own = [line for line in lines_of(OWN) if given.half in (None, line["half"])]
    print(f"own phrases, {given.half or 'both halves'}: {len(own)} texts, F1")
    compared(own, labelled, own=True)
    if FRESH.exists() and given.half is None:
        fresh = lines_of(FRESH)
        print(f"own phrases, unseen: {len(fresh)} texts, F1")
        compared(fresh, labelled, own=True)
    if given.newsquant:
        lines = lines_of(given.newsquant)
        for name, part in (("even lines", lines[0::2]), ("odd lines", lines[1::2]), ("all", lines)):
            print(f"NewsQuant, {name}: {len(part)} texts, F1")
            compared(part, newsquant, own=False)
        print(CQE)


if __name__ == "__main__":
    main()
