"""Judgements picked from the ledger row by row are those of the readings as they stand, one by one."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from said import SECOND, Line, printed

from kentledge import edits
from kentledge.edits import edited, record
from kentledge.edits.decided import people_of
from kentledge.edits.persons.look import Persons
from kentledge.ledger import Ledger
from kentledge.question.judged import Printed, judged
from kentledge.question.suggest import stems
from kentledge.records import Reading

WHO = ("Orla Vantreen", "Dr. Orla Vantreen", "Piet Holmgaard", "Holmgaard", "experts", "Aud Nerheim")
WORDS = (
    "the ferry pact is {} to be renewed",
    "a quay at Ørsund is {} to close",
    "the herring are {} to come back, and ships are unlikely to",
    "the ships come back",
)
TERMS = ("likely", "unlikely", "highly likely", "almost certain")
FRONTS = ((), ("political",), ("economic", "political"))


def article(number: int, random: Random) -> Reading:
    lines = []
    for _ in range(random.randint(1, 4)):
        term, words = random.choice(TERMS), random.choice(WORDS)
        said = words.format(term)
        terms = (
            tuple(t for t in (term, "unlikely") if t in said) if "unlikely to" in words else (term,) * ("{}" in words)
        )
        lines.append(Line(random.choice(WHO), said, tuple(dict.fromkeys(terms)), random.choice(FRONTS)))
    return printed(
        random.choice((None, f"2031-0{random.randint(1, 6)}-11")), "Marl Echo", *lines, title=f"No. {number}"
    )


def with_clauses(reading: Reading, random: Random) -> Reading:
    """Some judgements only of the first words of their statement."""
    spans = {s.id: s.content[0] for s in reading.statements}
    return replace(
        reading,
        judgements=tuple(
            replace(j, clause=(spans[j.statement][0], j.estimative[0].span[1]))
            if len(j.estimative) == 1 and random.random() < 0.3
            else j
            for j in reading.judgements
        ),
    )


def edit(ledger: Ledger, id_: str, random: Random) -> None:
    now = edited(ledger, id_).reading
    statement = random.choice(now.statements)
    by, at = "ida", "2031-07-01T10:00:00Z"
    phrases = [p for j in now.judgements for p in j.estimative if j.statement == statement.id]
    if random.random() < 0.3:
        record(ledger, [edits.reject(now, statement, by=by, at=at)])
    elif random.random() < 0.5 or not phrases:
        other = replace(statement, speaker=random.choice([w for w in WHO if w != statement.speaker]))
        with suppress(edits.UnusableEdit):  # it is so already
            record(ledger, [edits.correct(now, statement, "speaker", other, by=by, at=at)])
    else:
        record(ledger, [edits.reject(now, phrases[0], by=by, at=at)])


def one_by_one(
    ledger: Ledger, ids: list[str], upto: str | None, front: str | None, topic: str, person: str | None
) -> list[tuple[object, ...]]:
    known, words = people_of(ledger), stems(topic).keys()
    found: list[tuple[object, ...]] = []
    for id_ in ids:
        reading = edited(ledger, id_).reading
        if upto is not None and (reading.article.published or "9999") > upto:
            continue
        names = {s.id: s.name for s in reading.speakers}
        said_by = {s.id: s for s in reading.statements}
        for judgement in reading.judgements:
            statement = said_by[judgement.statement]
            who = known.of(id_, names.get(str(statement.speaker), ""))
            if who is None or not who.named or len(judgement.estimative) != 1 or (person and who.id != person):
                continue
            spans = statement.content if judgement.clause is None else (judgement.clause,)
            quotation = " ".join(reading.article.at(span) for span in spans)
            fronts = [f for f in judgement.fronts or ("no front",) if front in (None, f)]
            if fronts and (not words or words & stems(quotation).keys()):
                (p,) = judgement.estimative
                found.append((who.id, tuple(fronts), id_, reading.article.published or "", quotation, spans,
                              reading.article.at(p.span), p.low, p.best, p.high, judgement.direction))  # fmt: skip
    return found


@pytest.mark.parametrize("seed", range(3))
def test_judgements_are_those_of_the_readings_as_they_stand(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        first = [with_clauses(article(n, random), random) for n in range(30)]
        for reading in first:
            ledger.store(reading)
        for reading in random.sample(first, 5):
            ledger.store(replace(reading, judgements=reading.judgements[1:], provenance=SECOND))
        ids = [e.id for e in ledger.articles()]
        for id_ in random.choices(ids, k=9):
            edit(ledger, id_, random)
        persons = Persons(ledger)
        whoever = [None, *(p.id for p in persons.listed(4))]
        seen = 0
        for upto in ("2031-03-31", "2031-12-31", None):
            for front in (None, "political", "no front"):
                for topic in ("", "ferries herring", "ørsund"):
                    for person in whoever:
                        asked = Printed(upto) if upto else Printed(articles=tuple(ids))
                        found = judged(ledger, persons, asked, front=front, topic=topic,
                                       person=persons.named(person) if person else None)  # fmt: skip
                        rows = [
                            (j.who.id, j.fronts, j.said.article, j.said.published, j.said.quotation, j.said.spans,
                             j.said.phrase, j.said.low, j.said.best, j.said.high, j.said.direction)
                            for j in found
                        ]  # fmt: skip
                        assert rows == one_by_one(ledger, ids, upto, front, topic, person)
                        seen += len(rows)
        assert seen > 100
