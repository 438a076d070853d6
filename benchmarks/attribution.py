"""Who said what, side by side in one run: `python benchmarks/attribution.py LABELLED.jsonl[.gz] [--limit N]`.

Scores Kentledge's readers, textacy's `direct_quotations` over the first one's Docs (with the extra "benchmark")
and a regular expression for quotations beside "said" on the same texts, and times each, on one thread. textacy's time
is that of the rules alone, after the parse that both share; it refuses texts with an odd number of quotation marks.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from kentledge.attribute import attributions
from kentledge.cli.lines import labelled_lines
from kentledge.evaluate import evaluate
from kentledge.parse import Parser
from kentledge.parse.readers import readers
from kentledge.records import Article, Attribution

_VERB = r"(?P<cue>said|says|told|added|wrote|asked|warned|argued|explained|tweeted|continued|noted)"
_NAME = r"(?P<source>(?:[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}|[Hh]e|[Ss]he|[Tt]hey))"
_QUOTE = r"(?P<content>[“\"][^“”\"\n]{8,}[”\"])"
_PATTERNS = [
    re.compile(rf"{_QUOTE},? {_NAME} {_VERB}"),
    re.compile(rf"{_QUOTE},? {_VERB} {_NAME}"),
    re.compile(rf"{_NAME} {_VERB}(?: \w+)?[,:]? {_QUOTE}"),
]

Find = Callable[[str], list[Attribution]]


def by_expression(text: str) -> list[Attribution]:
    """A quotation with a name or pronoun and a verb of saying right beside it."""
    found = {}
    for pattern in _PATTERNS:
        for m in pattern.finditer(text):
            found.setdefault(
                m.span("content"), Attribution((m.span("source"),), (m.span("cue"),), (m.span("content"),))
            )
    return list(found.values())


def by_textacy(direct_quotations: Any, doc: Any) -> list[Attribution] | None:
    """textacy's triples as attributions; None where it refuses the text."""
    try:
        triples = list(direct_quotations(doc))
    except ValueError:
        return None
    out = []
    for speaker, cue, content in triples:
        spans = [(t[0].idx, t[-1].idx + len(t[-1])) for t in (speaker, cue)]
        out.append(Attribution((spans[0],), (spans[1],), ((content.start_char, content.end_char),)))
    return out


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    arguments.add_argument("labelled", type=Path)
    arguments.add_argument("--limit", type=int)
    arguments.add_argument("--reader", nargs="+", default=list(readers()))
    args = arguments.parse_args()
    texts = list(islice(labelled_lines(args.labelled), args.limit))
    rows: list[tuple[str, list[list[Attribution]], float, str]] = []
    docs: list[Doc] = []
    parsing = 0.0
    for reader in reversed(args.reader):
        parser = Parser(reader=reader, threads=1)
        began = time.perf_counter()
        docs = [parser(Article(id="", text=text)) for text, _ in texts]
        parsing = time.perf_counter() - began
        linked = [attributions(doc) for doc in docs]
        rows.insert(0, (f"Kentledge, {reader}", linked, time.perf_counter() - began, ""))

    try:
        from textacy.extract.triples import direct_quotations
    except ImportError:
        print("textacy is not installed: pip install 'kentledge[benchmark]'")
    else:
        began = time.perf_counter()
        found = [by_textacy(direct_quotations, doc) for doc in docs]
        refused = sum(f is None for f in found)
        spent = parsing + time.perf_counter() - began
        rows.append(("textacy direct_quotations", [f or [] for f in found], spent, f"refused {refused} texts"))

    began = time.perf_counter()
    matched = [by_expression(text) for text, _ in texts]
    rows.append(("regular expression", matched, time.perf_counter() - began, ""))

    print(f"{len(texts)} texts, F1; texts a second on one thread, parse included")
    for name, answers, seconds, note in rows:
        figures = evaluate((text, gold, answer) for (text, gold), answer in zip(texts, answers, strict=True))
        shares = "  ".join(f"{k} {100 * f.f1:5.1f}" for k, f in figures.items())
        print(f"{name:26} {shares}  {len(texts) / seconds:8.1f}/s  {note}")


if __name__ == "__main__":
    main()
