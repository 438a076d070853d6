"""Who the speaker is: `python benchmarks/identity.py IDENTITY.jsonl ARTICLES.jsonl[.gz] [--errors tune]`.

Two figures over the statements of `identity.jsonl` (its guide is identity.md), by half and by kind. *Resolver*: the
gold spans of each article, all of them, take the place of the reader's, so that only the naming is measured. *End to
end*: the reader's own spans; counted over the labelled statements that it finds, those of which it has both a source
and a content that touch the gold ones, and over all labelled statements.

A name is right where it is the labelled one or one of its other forms, without regard to case, "the" or titles. A
surname alone is no full name: it is counted apart. Where the article names nobody, anything but somebody's own name is
right.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kentledge.attribute import attribute
from kentledge.attribute.roles import is_role
from kentledge.cli.lines import labelled_lines, lines_of
from kentledge.lexicons import lexicon
from kentledge.parse import Parser
from kentledge.records import ROLES, Article, Attribution, Span, Speaker, Statement, overlaps

_LINKING = frozenset(["a", "and", "at", "for", "from", "in", "of", "on", "the", "to", "’s", "'s"])


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled statement; `name` is None where the article does not name the speaker."""

    doc: str
    half: str
    spans: Attribution
    name: str | None
    also: tuple[str, ...]
    kind: str

    @property
    def joined(self) -> bool:
        """Whether two named speakers say it together."""
        return self.name is not None and " and " in self.name and any(" and " in a for a in self.also)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the program makes of one labelled statement: the speaker, whether it has it, whether the name is right."""

    label: Label
    speaker: Speaker | None
    found: bool
    name: bool
    surname: bool

    @property
    def kind(self) -> bool:
        return self.found and (self.speaker.kind if self.speaker else "unknown") == self.label.kind


def labels_of(path: Path) -> Iterator[Label]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        spans = Attribution(**{role: tuple((a, b) for a, b in row[role]) for role in ROLES})
        yield Label(row["doc"], row["half"], spans, row["name"], tuple(row["also"]), row["kind"])


def bare(name: str, person: bool) -> str:
    """A name as it is compared: lower case, one kind of apostrophe and quotation mark, no article, no titles."""
    name = " ".join(name.lower().replace("’", "'").replace("“", '"').replace("”", '"').split()).removeprefix("the ")
    titles = lexicon("speakers")["titles"]
    words = name.split()
    while person and len(words) > 1 and words[0] in (*titles["role"], *titles["courtesy"]):
        words.pop(0)
    return " ".join(words)


def right(label: Label, speaker: Speaker | None, text: str) -> tuple[bool, bool]:
    """Whether the speaker has the right full name; and whether a surname or first name alone stands for it."""
    if label.name is None:
        allowed = {bare(a, label.kind == "person") for a in label.also}
        named = speaker is not None and is_proper(speaker, text)
        return not named or bare(speaker.name if speaker else "", label.kind == "person") in allowed, False
    if speaker is None:
        return False, False
    person = label.kind == "person"
    forms = {bare(a, person) for a in (label.name, *label.also)}
    said = bare(speaker.name, person)
    if said not in forms:
        return False, False
    short = person and " " not in said and " " in bare(label.name, person)
    return not short, short


def is_proper(speaker: Speaker, text: str) -> bool:
    """Whether a speaker's name is somebody's own: capitals throughout, and no common noun that opens a sentence."""
    words = speaker.name.removeprefix("The ").removeprefix("the ").split()
    own = [w for w in words if w.lower() not in _LINKING]
    if not own or not all(w.lstrip("“\"'(")[:1].isupper() or w[:1].isdigit() for w in own) or own[0].isdigit():
        return False
    low = own[0].lower()
    kinds = lexicon("speakers")["kinds"]
    one = low.removesuffix("s")
    common = low in kinds["group"] or one in kinds["document"] or is_role(one) or f" {low} " in text
    return not (common and (len(own) == 1 or words[0].lower() in {"some", "many", "most", "several", "a", "an"}))


def best(label: Label, statements: tuple[Statement, ...]) -> Statement | None:
    """The statement whose source and content touch the labelled ones, the one that shares most of the content."""
    touching = [
        s
        for s in statements
        if any(overlaps(x, label.spans.source) for x in s.source)
        and any(overlaps(x, label.spans.content) for x in s.content)
    ]
    return max(
        touching,
        key=lambda s: (any(overlaps(c, label.spans.cue) for c in s.cue), shared(s.content, label.spans.content)),
        default=None,
    )


def shared(a: tuple[Span, ...], b: tuple[Span, ...]) -> int:
    return sum(max(min(x[1], y[1]) - max(x[0], y[0]), 0) for x in a for y in b)


def outcomes(
    labels: list[Label], text: str, statements: tuple[Statement, ...], speakers: tuple[Speaker, ...], gold: bool
) -> Iterator[Outcome]:
    by_id = {s.id: s for s in speakers}
    exact = {(s.source, s.cue, s.content): s for s in statements}
    for label in labels:
        spans = label.spans
        statement = exact[spans.source, spans.cue, spans.content] if gold else best(label, statements)
        speaker = by_id[statement.speaker] if statement is not None and statement.speaker is not None else None
        if statement is None:
            yield Outcome(label, None, False, False, False)
        else:
            yield Outcome(label, speaker, True, *right(label, speaker, text))


def table(title: str, rows: list[Outcome]) -> None:
    print(f"{title}\n{'':26} {'lines':>6} {'found':>6} {'name':>6} {'kind':>6} {'surname':>8} {'name, of all':>13}")
    for half in ("tune", "held"):
        own = [r for r in rows if r.label.half == half]
        line(half, own)
        line(f"{half}, without pairs", [r for r in own if not r.label.joined])
        for kind in sorted({r.label.kind for r in own}):
            line(f"  {kind}", [r for r in own if r.label.kind == kind])
        line("  named in the article", [r for r in own if r.label.name is not None])
        line("  not named", [r for r in own if r.label.name is None])


def line(name: str, rows: list[Outcome]) -> None:
    found = [r for r in rows if r.found]
    if found:
        names, kinds, surnames = (
            100 * sum(x) / len(found)
            for x in ([r.name for r in found], [r.kind for r in found], [r.surname for r in found])
        )
        of_all = 100 * sum(r.name for r in rows) / len(rows)
        print(f"{name:26} {len(rows):6} {len(found):6} {names:6.1f} {kinds:6.1f} {surnames:8.1f} {of_all:13.1f}")


def errors(title: str, rows: list[Outcome], half: str, texts: dict[str, str]) -> None:
    print(title)
    for r in rows:
        if r.label.half == half and r.found and not (r.name and r.kind):
            text, (start, end) = texts[r.label.doc], r.label.spans.source[0]
            said = f"{r.speaker.name} ({r.speaker.kind})" if r.speaker else "nobody"
            before, after = " ".join(text[max(start - 60, 0) : start].split()), text[end : end + 40].split("\n")[0]
            print(f"{'kind' if r.name else 'name'} {r.label.doc[:24]} {start}: {before} [{text[start:end]}]{after}")
            print(f"     label {r.label.name} ({r.label.kind}), found {said}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    arguments.add_argument("identity", type=Path)
    arguments.add_argument("articles", type=Path)
    arguments.add_argument("--errors", metavar="HALF", choices=("tune",), help="list the errors of the tune half")
    args = arguments.parse_args()
    by_doc: dict[str, list[Label]] = defaultdict(list)
    for label in labels_of(args.identity):
        by_doc[label.doc].append(label)
    parser = Parser(threads=1)
    texts: dict[str, str] = {}
    resolver: list[Outcome] = []
    whole: list[Outcome] = []
    names = (value["doc"] for _, value in lines_of(args.articles))
    for name, (text, gold) in zip(names, labelled_lines(args.articles), strict=True):
        if name not in by_doc:
            continue
        texts[name] = text
        article = Article(id="", text=text)
        doc = parser(article)
        given, own = attribute(doc, article, found=list(gold)), attribute(doc, article)
        resolver += outcomes(by_doc[name], text, given.statements, given.speakers, gold=True)
        whole += outcomes(by_doc[name], text, own.statements, own.speakers, gold=False)
    for title, rows in (("Resolver, gold spans", resolver), ("End to end, the reader's spans", whole)):
        table(title, rows)
        if args.errors:
            errors(f"Errors, {args.errors}", rows, args.errors, texts)


if __name__ == "__main__":
    main()
