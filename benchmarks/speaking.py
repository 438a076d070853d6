"""Who speaks in news of many forms: `python benchmarks/speaking.py [--half held]` counts what is right, and the errors.

The articles are invented and labelled by hand before any program was run over them (`tests/fixtures/speaking.jsonl`).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from kentledge.attribute import attribute
from kentledge.lexicons import lexicon
from kentledge.parse import Parser
from kentledge.read import article_from_text
from kentledge.records import Span, Speaker, Statement, overlaps

NAMES = ("all", "right", "wrong", "surname", "lost", "invented", "split", "merged", "kind", "role", "affiliation")
PARTS = ("tune", "held", "fresh", "blind_open", "blind_sealed", "unseen", "unseen_last", "sealed", "final")
ARTICLES = Path(__file__).parent.parent / "tests" / "fixtures" / "speaking.jsonl"
Row = dict[str, Any]


def rows_of(half: str) -> list[Row]:
    """The articles of a part, one of `PARTS`."""
    rows = [json.loads(line) for line in ARTICLES.read_text(encoding="utf-8").splitlines()]
    return [r for r in rows if r["half"] == half]


def attributions_of(row: Row) -> Row:
    """An article with all its attributions but those within another's words, in the form of `kentledge evaluate`."""
    told = [s for s in row["statements"] if s["flag"] != "nested" and s["content"]]
    attributions = [{role: s[role] for role in ("source", "cue", "content")} for s in told]
    return {"doc": row["doc"], "text": row["text"], "attributions": attributions}


def counted(parser: Parser, rows: list[Row]) -> Counter[str]:
    """All statements that are labelled, those whose speaker is right, and the errors by kind.

    A role or affiliation is counted once for each speaker and article.
    """
    counts: Counter[str] = Counter()
    for row in rows:
        article = article_from_text(row["text"])
        assert article.text == row["text"]
        found = attribute(parser(article), article)
        counts += _of_article(row, found.statements, {s.id: s for s in found.speakers})
    return counts


def _of_article(row: Row, statements: tuple[Statement, ...], speakers: dict[str, Speaker]) -> Counter[str]:
    counts: Counter[str] = Counter()
    legend = {s["key"]: s for s in row["speakers"]}
    told: list[Span] = []
    wrong: set[tuple[str, str]] = set()
    ids: dict[str, set[str]] = defaultdict(set)
    for label in row["statements"]:
        spans = {role: [(a, b) for a, b in label[role]] for role in ("source", "cue", "content")}
        told += spans["content"] + (spans["cue"] if label["flag"] == "drop" else [])
        if label["flag"] == "drop":
            continue
        statement = _best(spans, statements, nested=label["flag"] == "nested")
        if statement is None:
            counts["lost"] += label["flag"] is None
            counts["all"] += label["flag"] is None
            continue
        counts["all"] += 1
        speaker, known = speakers.get(statement.speaker or ""), legend[label["speaker"]]
        verdict = "wrong" if speaker is None else _verdict(speaker, known, row)
        if speaker is None or verdict == "wrong":
            counts["wrong"] += 1
            continue
        counts[verdict] += 1
        counts["kind"] += speaker.kind not in known["kind"]
        ids[known["key"]].add(speaker.id)
        for name, said in (("venue", statement.venue), ("when", statement.when)):
            counts[name] += _bare_place(said) != _bare_place(label[name])
        for name, value in (("role", speaker.role), ("affiliation", speaker.affiliation)):
            if value not in known[name] and _bare(value or "") not in [_bare(x or "") for x in known[name]]:
                wrong.add((known["key"], name))
    for _, name in wrong:
        counts[name] += 1
    counts["split"] += sum(len(v) - 1 for v in ids.values())
    bearers = Counter(i for v in ids.values() for i in v)
    counts["merged"] += sum(n - 1 for n in bearers.values())
    counts["invented"] += sum(not any(overlaps(c, told) for c in s.content) for s in statements)
    return counts


def _best(spans: dict[str, list[Span]], statements: tuple[Statement, ...], nested: bool) -> Statement | None:
    """The statement that shares the content, and the source where it can; a nested one must share both."""
    sharing = [s for s in statements if _touch(s.content, spans["content"])]
    same = [s for s in sharing if _touch(s.source, spans["source"])]
    within = [s for s in same if s.within is not None]
    sharing = within if nested else [s for s in sharing if s.within is None] or same
    return max(
        sharing,
        key=lambda s: (_touch(s.source, spans["source"]), _touch(s.cue, spans["cue"]), _shared(s, spans["content"])),
        default=None,
    )


def _verdict(speaker: Speaker, known: Row, row: Row) -> str:
    """ "right", "surname" where only a part of the name is known, or "wrong"."""
    said = _bare(speaker.name)
    if known["name"] is None:
        others = [_bare(s["name"]) for s in row["speakers"] if s["name"] and s["key"] != known["key"]]
        allowed = [_bare(x) for x in known["also"]]
        named = speaker.kind == "person" and all(w[:1].isupper() for w in speaker.name.split()) and said not in allowed
        return "wrong" if said in others or named else "right"
    forms = [_bare(x) for x in (known["name"], *known["also"]) if x]
    if said in forms:
        return "right"
    return "surname" if "person" in known["kind"] and said in " ".join(forms).split() else "wrong"


def _bare(name: str) -> str:
    """A name in lower case without articles and titles."""
    titles = lexicon("speakers")["titles"]
    words = name.lower().replace("’", "'").split()
    while len(words) > 1 and words[0] in {"the", "a", "an", *titles["role"], *titles["courtesy"]}:
        words.pop(0)
    return " ".join(words)


def _bare_place(words: str | None) -> str:
    return _bare((words or "").removeprefix("on ").removeprefix("in ")) if words else ""


def _touch(some: tuple[Span, ...], others: list[Span]) -> bool:
    return any(overlaps(s, others) for s in some)


def _shared(statement: Statement, content: list[Span]) -> int:
    return sum(max(min(a[1], b[1]) - max(a[0], b[0]), 0) for a in statement.content for b in content)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    arguments.add_argument("--half", choices=PARTS, action="append", help="one part; else all, apart")
    arguments.add_argument(
        "--write", type=Path, help="write their attributions there, for `kentledge evaluate`, and end"
    )
    args = arguments.parse_args()
    if args.write:
        lines = [json.dumps(attributions_of(row)) for half in args.half or PARTS for row in rows_of(half)]
        args.write.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return
    parser = Parser(threads=1)
    for half in args.half or PARTS:
        counts = counted(parser, rows_of(half))
        print(half, ", ".join(f"{name} {counts[name]}" for name in (*NAMES, "venue", "when")))


if __name__ == "__main__":
    main()
