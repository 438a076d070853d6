"""Invented articles with their readings, a pipeline that reads them otherwise, and an analyst who edits at random."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from random import Random

from kentledge import edits
from kentledge.edits import Edit
from kentledge.records import (
    Article,
    Camp,
    Check,
    Estimative,
    Finding,
    Judgement,
    Provenance,
    Quantity,
    Reading,
    Span,
    Speaker,
    Statement,
)

FIRST = Provenance("0.1.0", "pilot-1", "2031.1")
SECOND = Provenance("0.2.0", "pilot-2", "2031.2")

_PEOPLE = (
    ("Orla Vantreen", "hydrologist", "Tarn Institute"),
    ("Piet Holmgaard", "minister", "Ondria"),
    ("Sana Quillby", "trader", "Port of Marl"),
    ("Ivo Brandt-Leyes", "professor", "University of Vespera"),
    ("Mirelle Anstad", "chair", "Harbour Board"),
    ("Dov Ketteridge", None, None),
)
_OPENINGS = ("the lock at Tarn", "the toll in the strait", "the winter fleet", "the grain pact", "the new quay")
_HEDGES = {
    "will probably": (0.55, 0.65, 0.75),
    "is unlikely to": (0.25, 0.3, 0.35),
    "may": (0.4, 0.45, 0.5),
    "is almost certain to": (0.95, 0.97, 1.0),
}
_ENDS = ("raise the price of salt", "close the upper dock", "cost {n} million crowns", "need {n} more pilots")
_CUES = ("said", "told the Lissen Courier", "argued", "warned")


def invented(number: int, random: Random) -> Reading:
    """An article of a dozen or so attributions and the first pipeline's reading of it."""
    text = f"Edition {number}: who pays for the strait\n\n"
    people = random.sample(_PEOPLE, random.randint(2, len(_PEOPLE)))
    mentions: dict[str, list[Span]] = {name: [] for name, *_ in people}
    statements: list[Statement] = []
    judgements: list[Judgement] = []
    quantities: list[Quantity] = []
    for n in range(random.randint(8, 14)):
        name = random.choice(people)[0]
        hedge = random.choice(list(_HEDGES))
        words = (
            f"{random.choice(_OPENINGS)} {hedge} {random.choice(_ENDS).format(n=random.randint(2, 900))} in year {n}"
        )
        cue = random.choice(_CUES)
        start = len(text)
        if random.random() < 0.5:
            text += f"“{words},” {cue} {name}. "
            content = (start, start + len(words) + 3)
            cued = (content[1] + 1, content[1] + 1 + len(cue))
            named = (cued[1] + 1, cued[1] + 1 + len(name))
        else:
            text += f"{name} {cue} that {words}. "
            named = (start, start + len(name))
            cued = (named[1] + 1, named[1] + 1 + len(cue))
            content = (cued[1] + 1, cued[1] + 6 + len(words))
        mentions[name].append(named)
        id_ = f"s{n + 1}"
        statements.append(
            Statement(id_, name, "direct" if content[0] == start else "indirect", text[slice(*content)], (named,),
                      (cued,), (content,))
        )  # fmt: skip
        at = text.index(hedge, content[0])
        phrase = Estimative((at, at + len(hedge)), hedge, False, "phia", *_HEDGES[hedge])
        judgements.append(Judgement(id_, ("economic",), None, (phrase,)))
        digits = [i for i in range(*content) if text[i].isdigit()]
        if "million" in words or "pilots" in words:
            value = text[digits[0] : text.index(" ", digits[0])]
            unit = "crown" if "million" in words else "pilot"
            span = (digits[0], digits[0] + len(value) + (15 if unit == "crown" else 12))
            size = float(value) * (1e6 if unit == "crown" else 1)
            quantities.append(Quantity(f"q{len(quantities) + 1}", id_, span, text[slice(*span)], size, size, unit))
        if random.random() < 0.3:
            text += "\n\n"
    ids = {name: f"p{n + 1}" for n, (name, *_) in enumerate(people)}
    speakers = tuple(
        Speaker(ids[name], name, role, affiliation, "person", tuple(mentions[name]))
        for name, role, affiliation in people
    )
    article = Article(
        hashlib.sha256(text.encode()).hexdigest()[:16], text, published="2031-03-01", outlet="Lissen Courier"
    )
    named_ = tuple(replace(s, speaker=ids[str(s.speaker)]) for s in statements)
    checks = (Check((quantities[0].id,), "one", 1.0, 2.0, "crown", "implies", "one"),) if quantities else ()
    first = named_[0]
    return Reading(
        article, speakers, named_, tuple(judgements), (), tuple(quantities), (), checks,
        (Camp("limited", (str(first.speaker),), (first.id,)),), Finding("One.", (first.id,)), FIRST,
    )  # fmt: skip


def read_anew(reading: Reading, random: Random) -> Reading:
    """What another pipeline makes of it: other ids, other splits, some statements gone, some words read otherwise."""
    text = reading.article.text
    shift = random.randint(1, 40)
    speakers = {s.id: f"p{n + shift}" for n, s in enumerate(reading.speakers)}
    statements: list[Statement] = []
    judgements: list[Judgement] = []
    for statement in reading.statements:
        fate = random.random()
        if fate < 0.15:
            continue  # not found any more
        (start, end), *_ = statement.content
        parts: list[tuple[Span, ...]] = [statement.content]
        if fate < 0.25:
            middle = text.index(" ", (start + end) // 2)
            parts = [((start, middle),), ((middle + 1, end),)]  # two statements of one
        elif fate < 0.4:
            parts = [((start + 1, end - 1),)] if text[start] == "“" else [((start + 5, end),)]  # marks, or "that"
        elif fate < 0.5:
            cut = text.index(" ", start + (end - start) // 3)
            parts = [((start, cut), (cut + 1, end))]  # one statement of two spans
        cue = statement.cue if random.random() < 0.9 else ((statement.cue[0][0], statement.cue[0][0] + 4),)
        said_by = random.choice(list(speakers.values())) if random.random() < 0.1 else speakers[str(statement.speaker)]
        for content in parts:
            id_ = f"s{len(statements) + shift}"
            words = " ".join(text[slice(*span)] for span in content)
            statements.append(replace(statement, id=id_, content=content, cue=cue, text=words, speaker=said_by))
            for judgement in reading.judgements:
                inside = tuple(
                    p for p in judgement.estimative if any(a <= p.span[0] and p.span[1] <= b for a, b in content)
                )
                if judgement.statement == statement.id and random.random() < 0.9:
                    judgements.append(replace(judgement, statement=id_, estimative=inside))
    quantities = tuple(
        replace(q, id=f"q{n + shift}", statement=None, high=q.high if random.random() < 0.9 else None)
        for n, q in enumerate(reading.quantities)
        if random.random() < 0.9
    )
    named = tuple(
        replace(s, id=speakers[s.id], role=s.role if random.random() < 0.8 else None) for s in reading.speakers
    )
    return Reading(
        reading.article, named, tuple(statements), tuple(judgements), quantities=quantities, provenance=SECOND
    )


def random_edit(reading: Reading, random: Random, number: int) -> Edit | None:
    """One edit of a reading as it stands, of any kind; None where chance names nothing that can be edited."""
    by, at = "ida", f"2031-03-02T10:{number // 60 % 60:02}:{number % 60:02}Z"
    phrases = [p for j in reading.judgements for p in j.estimative]
    what = random.choice(("statement", "statement", "statement", "phrase", "quantity", "speaker", "add", "article"))
    if what == "article":
        return edits.comment(reading, None, f"note {number}", by=by, at=at)
    if what == "add":
        return _added(reading, random, by, at)
    every: dict[str, list[edits.Record]] = {
        "statement": list(reading.statements),
        "phrase": list(phrases),
        "quantity": list(reading.quantities),
        "speaker": list(reading.speakers),
    }
    records = every[what]
    if not records:
        return None
    record = random.choice(records)
    action = random.choices(("accept", "reject", "correct", "comment"), (3, 1, 4, 1))[0]
    if action == "accept":
        return edits.accept(reading, record, by=by, at=at)
    if action == "reject":
        return edits.reject(reading, record, by=by, at=at)
    if action == "comment":
        return edits.comment(reading, record, f"note {number}", by=by, at=at)
    try:
        return edits.correct(reading, record, *_wanted(reading, record, random), by=by, at=at)
    except edits.UnusableEdit:
        return None  # it is so already


def _wanted(reading: Reading, record: edits.Record, random: Random) -> tuple[str, edits.Record]:
    if isinstance(record, Statement):
        field = random.choice(("speaker", "content", "cue", "kind", "venue"))
        start, end = record.content[0]
        return field, {
            "speaker": replace(record, speaker=random.choice([*(p[0] for p in _PEOPLE), "Aud Nerheim", None])),
            "content": replace(record, content=((start, min(end + random.randint(-9, 9), len(reading.article.text))),)),
            "cue": replace(record, cue=((record.cue[0][0], record.cue[0][1] + 2),) if record.cue else ((0, 7),)),
            "kind": replace(record, kind="mixed"),
            "venue": replace(record, venue=f"a hearing in Tarn {random.randint(1, 3)}"),
        }[field]
    if isinstance(record, Estimative):
        if random.random() < 0.3:
            return "span", replace(record, span=(record.span[0], record.span[1] + 1))
        low = random.choice((0.1, 0.2, 0.3))
        return "phrase", replace(record, phrase="likely", scale="analyst", low=low, best=low + 0.1, high=low + 0.2)
    if isinstance(record, Quantity):
        if random.random() < 0.3:
            return "span", replace(record, span=(record.span[0], record.span[1] + 1))
        return "value", replace(record, low=1.0, high=float(random.randint(2, 9)))
    field = random.choice(("name", "role", "affiliation", "kind"))
    return field, {
        "name": replace(record, name=f"{record.name} {random.choice(('Jr.', 'the Elder'))}"),
        "role": replace(record, role=random.choice(("pilot", "clerk", None))),
        "affiliation": replace(record, affiliation="Strait Guild"),
        "kind": replace(record, kind=random.choice(("group", "organisation"))),
    }[field]


def _added(reading: Reading, random: Random, by: str, at: str) -> Edit | None:
    text = reading.article.text
    kind = random.choice(("statement", "phrase", "quantity", "speaker"))
    start = random.randint(0, len(text) - 40)
    span = (start, start + random.randint(12, 39))
    try:
        if kind == "statement":
            name = random.choice([p[0] for p in _PEOPLE])
            return edits.add(
                reading, Statement("", name, "indirect", "", (), ((start, start + 4),), (span,)), by=by, at=at
            )
        if kind == "quantity":
            return edits.add(reading, Quantity("", None, span, "", 3.0, None, "pilot"), by=by, at=at)
        if kind == "speaker":
            return edits.add(
                reading, Speaker("", f"Guild {start % 5}", None, None, "organisation", (span,)), by=by, at=at
            )
        if not reading.statements:
            return None
        inside = random.choice(reading.statements).content[0]
        span = (inside[0] + 1, min(inside[0] + 9, inside[1]))
        return edits.add(reading, Estimative(span, "perhaps", False, "analyst", 0.3, 0.4, 0.5), by=by, at=at)
    except edits.UnusableEdit:
        return None
