"""How well whole articles are judged: statements, hedges, horizons, fronts, relations and camps, labelled by hand.

    python benchmarks/articles.py tests/fixtures/articles.jsonl --half open

Everything goes through the whole of `Engine.assess`. Prints right/found/labelled of each, and for relations how many
were right, missed and false. A labelled statement is what overlaps it most in the reading; a relation or a horizon that
is "optional" is right if found and not missed if not. Fronts are of the labelled statements that were found at all.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from judgements import Counts, overlapping, passages
from kentledge.reading import Engine
from kentledge.records import Article, Reading, Span

Row = dict[str, Any]
_SMALL = frozenset({"the", "a", "an", "of", "in", "s"})


@dataclass
class Score:
    """The counts of a set of articles, and what was wrong, as text."""

    statements: Counts = field(default_factory=Counts)
    estimative: Counts = field(default_factory=Counts)
    horizon: Counts = field(default_factory=Counts)
    fronts: Counts = field(default_factory=Counts)
    relations: Counts = field(default_factory=Counts)
    camps: Counts = field(default_factory=Counts)
    errors: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, Counts]:
        """The counts by name."""
        names = ("statements", "estimative", "horizon", "fronts", "relations", "camps")
        return {name: getattr(self, name) for name in names}

    def figures(self) -> dict[str, float]:
        """Each F1 in percent."""
        return {name: round(100 * c.f1, 1) for name, c in self.counts().items()}


def score(engine: Engine, rows: Sequence[Row]) -> Score:
    """The counts of the articles."""
    out = Score()
    for row in rows:
        title = row["text"].split("\n", 1)[0]
        article = Article(row["id"], row["text"], published=row["published"], title=title, title_span=(0, len(title)))
        reading = engine.assess(article)
        _judgements(out, row, reading)
        _relations(out, row, reading)
        _camps(out, row, reading)
    return out


def _judgements(out: Score, row: Row, reading: Reading) -> None:
    text = row["text"]
    gold = row["statements"]
    spans = [(s.content[0][0], s.content[-1][1]) for s in reading.statements if s.content]
    ids = [s.id for s in reading.statements if s.content]
    home: dict[int, set[str]] = {}
    for n, g in enumerate(gold):
        a, b = g["span"]
        over = [k for k, (s, e) in enumerate(spans) if min(b, e) - max(a, s) >= 0.5 * min(b - a, e - s)]
        home[n] = {ids[k] for k in over}
    out.statements.add(sum(map(bool, home.values())), len(gold), len(gold))
    for n, g in enumerate(gold):
        if not home[n]:
            out.errors.append(f"{row['id']} no statement: {text[slice(*g['span'])]!r}")
            continue
        near = [j for j in reading.judgements if j.statement in home[n]]
        ours = {f for j in near for f in j.fronts}
        theirs = set(g["fronts"])
        if theirs:
            out.fronts.add(len(ours & theirs), len(ours), len(theirs))
            if ours != theirs:
                says = f"{row['id']} fronts {sorted(theirs)} but {sorted(ours)}"
                out.errors.append(f"{says}: {text[slice(*g['span'])]!r}")
    labelled = [(_span(e), e["negated"], e["phrase"]) for g in gold for e in g["estimative"]]
    found = sorted({(e.span, e.negated) for j in reading.judgements for e in j.estimative})
    pairs = overlapping([e[0] for e in labelled], [e[0] for e in found])
    same = [(g, f) for g, f in pairs if labelled[g][1] == found[f][1]]
    out.estimative.add(len(same), len(found), len(labelled))
    for n in sorted({*range(len(labelled))} - {g for g, _ in same}):
        out.errors.append(f"{row['id']} missed hedge {labelled[n][2]!r} negated={labelled[n][1]}")
    for n in sorted({*range(len(found))} - {f for _, f in same}):
        a, b = found[n][0]
        out.errors.append(f"{row['id']} wrong hedge {text[a:b]!r} negated={found[n][1]}: {text[a - 60 : b + 60]!r}")
    whens = [(_span(h), h) for g in gold for h in g["horizon"]]
    seen = {j.horizon.span: j.horizon for j in reading.judgements if j.horizon is not None}
    ours_h = sorted(seen.items())
    pairs = overlapping([w[0] for w in whens], [o[0] for o in ours_h])
    right = [(g, f) for g, f in pairs if (whens[g][1]["label"], whens[g][1]["tense"]) == _when(ours_h[f][1])]
    lost = {*range(len(whens))} - {g for g, _ in right}
    optional = {n for n in lost if whens[n][1].get("optional")}
    out.horizon.add(len(right), len(ours_h), len(whens) - len(optional))
    for n in sorted(lost - optional):
        h = whens[n][1]
        out.errors.append(f"{row['id']} missed horizon {text[slice(*whens[n][0])]!r} {h['label']} {h['tense']}")
    for n in sorted({*range(len(ours_h))} - {f for _, f in right}):
        (a, b), h = ours_h[n]
        out.errors.append(f"{row['id']} wrong horizon {text[a:b]!r} {h.label} {h.tense}: {text[a - 60 : b + 40]!r}")


def _when(horizon: Any) -> tuple[str, str]:
    return horizon.label, horizon.tense


def _relations(out: Score, row: Row, reading: Reading) -> None:
    names = {s.id: s.name or "" for s in reading.speakers}
    left = list(row["relations"])
    for r in reading.relations:
        one, other = names[r.from_], names[r.to]
        hit = next(
            (g for g in left if g["kind"] == r.kind and same_name(one, g["from"]) and same_name(other, g["to"])), None
        )
        if hit is None:
            out.relations.add(0, 1, 0)
            a, b = r.cue
            out.errors.append(f"{row['id']} FALSE {one} {r.kind} {other} ({reading.article.text[a:b]!r})")
            continue
        left.remove(hit)
        if not hit.get("optional"):
            out.relations.add(1, 1, 1)
    for g in left:
        if not g.get("optional"):
            out.relations.add(0, 0, 1)
            out.errors.append(f"{row['id']} MISSED {g['from']} {g['kind']} {g['to']}")


def _camps(out: Score, row: Row, reading: Reading) -> None:
    """Pairs of people who sit in different camps, and in the same one."""
    names = {s.id: s.name or "" for s in reading.speakers}
    listed = [[names[s] for s in c.speakers] for c in reading.camps]
    ours = _sides(listed)
    theirs = _sides(row["camps"])
    right = [o for o in ours if any(_same_pair(o, t) for t in theirs)]
    out.camps.add(len(right), len(ours), len(theirs))
    if len(right) != len(ours) or len(right) != len(theirs):
        out.errors.append(
            f"{row['id']} camps {row['camps']} but {[(c.label, n) for c, n in zip(reading.camps, listed, strict=True)]}"
        )


def _sides(camps: Sequence[Sequence[str]]) -> list[tuple[str, str, bool]]:
    places = [(name, n) for n, camp in enumerate(camps) for name in camp]
    return [(a, b, m == n) for k, (a, m) in enumerate(places) for b, n in places[k + 1 :] if a != b]


def _same_pair(one: tuple[str, str, bool], other: tuple[str, str, bool]) -> bool:
    if one[2] != other[2]:
        return False
    straight = same_name(one[0], other[0]) and same_name(one[1], other[1])
    return straight or (same_name(one[0], other[1]) and same_name(one[1], other[0]))


def same_name(one: str, other: str) -> bool:
    """Whether two names are of the same: all words of the shorter in the longer, small words apart."""
    a, b = (set(n.lower().replace("’", "'").replace("'s", "").split()) - _SMALL for n in (one, other))
    return bool(a and b) and (a <= b or b <= a)


def _span(label: Row) -> Span:
    return (label["span"][0], label["span"][1])


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    options.add_argument("file", type=Path)
    options.add_argument("--half", help="only the articles of this half, as the file names them")
    options.add_argument("--errors", action="store_true", help="print what was wrong")
    given = options.parse_args()
    rows = list(passages(given.file, given.half))
    found = score(Engine(threads=1), rows)
    if given.errors:
        print("\n".join(found.errors))
    for name, c in found.counts().items():
        print(f"{name:12} right {c.right:3} found {c.found:3} labelled {c.gold:3}  F1 {100 * c.f1:.1f}")


if __name__ == "__main__":
    main()
