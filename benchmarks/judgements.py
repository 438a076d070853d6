"""How well judgements are read, on passages labelled by hand (tests/fixtures/judgements.jsonl).

    python benchmarks/judgements.py tests/fixtures/judgements.jsonl --half held

Each passage is judged as a whole, as if all of it were what someone said; relations go through attribution. Prints:
  estimative   F1 of phrases: spans that overlap, one to one, with the same negation; "exact": the same span too
  scope        share of the phrases found whose scope and the gold's share 70 % of the characters that either has
  horizon      F1: the same place, label and tense; "dates": of those found, the share with the gold's dates
  fronts       micro-F1        relations   F1 of (who, whom, kind) between named speakers
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kentledge.attribute import attribute
from kentledge.judge import Words, judge, known_fronts, relations, scale
from kentledge.judge.estimative import estimatives
from kentledge.judge.fronts import fronts
from kentledge.judge.horizon import horizons
from kentledge.reading import Engine
from kentledge.records import Article, Estimative, Horizon, Span

Row = dict[str, Any]
SCOPE = 0.7
"""The share of characters in common from which on a scope is right."""
NAMED = frozenset({"person", "organisation", "government"})


@dataclass
class Counts:
    """True positives, all found, all in the gold."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def add(self, right: int, found: int, gold: int) -> None:
        """Add those of one passage."""
        self.right, self.found, self.gold = self.right + right, self.found + found, self.gold + gold

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there is nothing to find and nothing found."""
        total = self.found + self.gold
        return 2 * self.right / total if total else 1.0

    @property
    def share(self) -> float:
        """Right out of found."""
        return self.right / self.found if self.found else 1.0


@dataclass
class Score:
    """The figures of a set of passages, and what was wrong, as text."""

    estimative: Counts = field(default_factory=Counts)
    exact: Counts = field(default_factory=Counts)
    scope: Counts = field(default_factory=Counts)
    horizon: Counts = field(default_factory=Counts)
    dates: Counts = field(default_factory=Counts)
    fronts: Counts = field(default_factory=Counts)
    relations: Counts = field(default_factory=Counts)
    errors: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Each figure in percent."""
        f1 = {n: getattr(self, n).f1 for n in ("estimative", "exact", "horizon", "fronts", "relations")}
        shares = {n: getattr(self, n).share for n in ("scope", "dates")}
        return {name: round(100 * value, 2) for name, value in (f1 | shares).items()}


def passages(path: Path, half: str | None = None) -> Iterator[Row]:
    """The labelled passages of a file, of one half where it is named."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if half is None or row.get("half") == half:
                yield row


def with_text(rows: Iterable[Row], corpus: Path) -> Iterator[Row]:
    """Rows that name a document and content spans of a corpus, with its text and only the labels inside those spans."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        texts = {d["doc"]: d["text"] for d in map(json.loads, lines)}
    for row in rows:
        yield {**row, "id": row["doc"], "text": texts[row["doc"]]}


def score(engine: Engine, rows: Iterable[Row]) -> Score:
    """The figures of the passages."""
    out = Score()
    chosen, known = scale("phia"), known_fronts()
    for row in rows:
        article = Article(row.get("id", ""), row["text"], published=row.get("published"))
        with engine.parser.passing():
            doc = engine.parser(article)
            words = Words(doc)
            whole = tuple((a, b) for a, b in row.get("content", [(0, len(row["text"]))]))
            _estimatives(out, row, estimatives(words, whole, chosen))
            if "horizon" in row:
                _horizons(out, row, horizons(words, whole, row.get("published")))
            if "fronts" in row:
                _fronts(out, row, [f.name for f in fronts(words, whole, known)])
            if "relations" in row:
                said = attribute(doc, article)
                judged = judge(doc, article, said.statements)
                found, more = relations(doc, said.statements, said.speakers, judged)
                names = {s.id: s.name for s in (*said.speakers, *more) if s.kind in NAMED}
                between = [
                    (names[r.from_], names[r.to], str(r.kind)) for r in found if r.from_ in names and r.to in names
                ]
                _relations(out, row, between)
    return out


def _estimatives(out: Score, row: Row, found: Sequence[Estimative]) -> None:
    text, gold = row["text"], row["estimative"]
    pairs = overlapping([_span(g) for g in gold], [f.span for f in found])
    same = [(g, f) for g, f in pairs if gold[g]["negated"] == found[f].negated]
    out.estimative.add(len(same), len(found), len(gold))
    exact = sum(_span(gold[g]) == found[f].span for g, f in same)
    out.exact.add(exact, len(found), len(gold))
    for g, f in same:
        if "scope" not in gold[g]:
            continue
        theirs, ours = tuple(gold[g]["scope"]), found[f].scope or found[f].span
        right = _shared(theirs, ours) >= SCOPE
        out.scope.add(int(right), 1, 1)
        if not right:
            says = f"{text[slice(*theirs)]!r} but {text[slice(*ours)]!r}"
            out.errors.append(f"{row['id']} scope of {gold[g]['phrase']!r}: {says}")
    for g in set(range(len(gold))) - {g for g, _ in same}:
        out.errors.append(f"{row['id']} missed {gold[g]['phrase']!r} negated={gold[g]['negated']}: {text}")
    for f in set(range(len(found))) - {f for _, f in same}:
        out.errors.append(f"{row['id']} wrong {text[slice(*found[f].span)]!r} negated={found[f].negated}: {text}")


def _horizons(out: Score, row: Row, found: Sequence[Horizon]) -> None:
    text, gold = row["text"], row["horizon"]
    pairs = overlapping([_span(g) for g in gold], [f.span for f in found])
    same = [(g, f) for g, f in pairs if (gold[g]["label"], gold[g]["tense"]) == (found[f].label, found[f].tense)]
    out.horizon.add(len(same), len(found), len(gold))
    for g, f in same:
        theirs, ours = (gold[g]["from"], gold[g]["to"]), (found[f].from_, found[f].to)
        out.dates.add(int(theirs == ours), 1, 1)
        if theirs != ours:
            out.errors.append(
                f"{row['id']} dates of {text[slice(*_span(gold[g]))]!r} ({row['published']}): {theirs} but {ours}"
            )
    for g in set(range(len(gold))) - {g for g, _ in same}:
        h = gold[g]
        out.errors.append(f"{row['id']} missed horizon {text[slice(*_span(h))]!r} {h['label']} {h['tense']}: {text}")
    for f in set(range(len(found))) - {f for _, f in same}:
        h = found[f]
        out.errors.append(f"{row['id']} wrong horizon {text[slice(*h.span)]!r} {h.label} {h.tense}: {text}")


def _fronts(out: Score, row: Row, found: Sequence[str]) -> None:
    gold = set(row["fronts"])
    out.fronts.add(len(gold & set(found)), len(found), len(gold))
    if gold != set(found):
        out.errors.append(f"{row['id']} fronts {sorted(gold)} but {list(found)}: {row['text']}")


def _relations(out: Score, row: Row, found: Sequence[tuple[str, str, str]]) -> None:
    gold = {(_key(r["from"]), _key(r["to"]), r["kind"]) for r in row["relations"]}
    ours = {(_key(a), _key(b), kind) for a, b, kind in found}
    out.relations.add(len(gold & ours), len(ours), len(gold))
    if gold != ours:
        out.errors.append(f"{row['id']} relations {sorted(gold)} but {sorted(ours)}: {row['text']}")


def _key(name: str) -> str:
    """The last word of a name, which is what later mentions use."""
    return name.lower().removesuffix("’s").split()[-1]


def _span(label: Row) -> Span:
    return (label["span"][0], label["span"][1])


def overlapping(gold: Sequence[Span], found: Sequence[Span]) -> list[tuple[int, int]]:
    """Pairs of overlapping spans, those with most in common first, each span once."""
    shares = [(_shared(g, f), n, m) for n, g in enumerate(gold) for m, f in enumerate(found)]
    pairs: list[tuple[int, int]] = []
    for share, n, m in sorted(shares, reverse=True):
        if share > 0 and all(n != a and m != b for a, b in pairs):
            pairs.append((n, m))
    return pairs


def _shared(one: Span, other: Span) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(shared, 0) / (max(one[1], other[1]) - min(one[0], other[0]))


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    options.add_argument("file", type=Path)
    options.add_argument("--half", help="only the passages of this half, as the file names them")
    options.add_argument(
        "--corpus", type=Path, help='texts of the documents that the passages are of: lines of {"doc", "text"}'
    )
    options.add_argument("--errors", action="store_true", help="print what was wrong (never look at the held half)")
    given = options.parse_args()
    rows = list(passages(given.file, given.half))
    if given.corpus:
        rows = list(with_text(rows, given.corpus))
    found = score(Engine(threads=1), rows)
    if given.errors:
        print("\n".join(found.errors))
    print(f"{len(rows)} passages: {found.figures()}")


if __name__ == "__main__":
    main()
