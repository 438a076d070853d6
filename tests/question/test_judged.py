"""Judgements picked from the ledger row by row are those of the readings as they stand, one by one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from math import sqrt
from pathlib import Path
from random import Random
from typing import Any

import pytest
from said import SECOND, Line, printed

from kentledge import edits
from kentledge.edits import edited, record
from kentledge.edits.decided import bearers, decide, people_of
from kentledge.edits.persons import judgements, packs
from kentledge.edits.persons import renew as persons_renew
from kentledge.edits.persons.look import Persons
from kentledge.edits.stems import stems
from kentledge.format1 import plain
from kentledge.ledger import Ledger, schema
from kentledge.question import changes, greatest
from kentledge.question.changes import ALIKE, Change, changes_between
from kentledge.question.judged import judged
from kentledge.records import Reading
from typed import typist

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
) -> list[tuple[Any, ...]]:
    known, words = people_of(ledger), stems(topic).keys()
    found: list[tuple[Any, ...]] = []
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


@pytest.fixture(params=(0, 1, 5))
def anyhow(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Ledger, Random]]:
    """A ledger of articles read, some of them read again, edited and decided on."""
    random = Random(request.param)
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        first = [with_clauses(article(n, random), random) for n in range(30)]
        for reading in first:
            ledger.store(reading)
        for reading in random.sample(first, 5):
            ledger.store(replace(reading, judgements=reading.judgements[1:], provenance=SECOND))
        for id_ in random.choices([e.id for e in ledger.articles()], k=9):
            edit(ledger, id_, random)
        yield ledger, random


def test_judgements_are_those_of_the_readings_as_they_stand(anyhow: tuple[Ledger, Random]) -> None:
    ledger, _ = anyhow
    ids = [e.id for e in ledger.articles()]
    persons = Persons(ledger)
    seen = 0
    for front in (None, "political", "no front"):
        for topic in ("", "ferries herring", "ørsund"):
            for person in (None, *(p.id for p in persons.listed(4))):
                found = judged(ledger, persons, ids, front=front, topic=topic,
                               person=persons.named(person) if person else None)  # fmt: skip
                rows = [
                    (j.who.id, j.fronts, j.said.article, j.said.published, j.said.quotation, j.said.spans,
                     j.said.phrase, j.said.low, j.said.best, j.said.high, j.said.direction)
                    for j in found
                ]  # fmt: skip
                assert rows == one_by_one(ledger, ids, None, front, topic, person)
                seen += len(rows)
    assert seen > 50


def by_comparing_all(
    ledger: Ledger, before: str, after: str, front: str | None, topic: str, person: str | None
) -> list[tuple[Any, ...]]:
    """The changes between two days, each later judgement set beside every earlier one."""
    ids = [e.id for e in ledger.articles()]
    every = [row for row in one_by_one(ledger, ids, after, front, topic, person) if row[3]]
    found = []
    for who, fronts, *later in every:
        if later[1] <= before:
            continue
        for on in fronts:
            alike = [
                (likeness(earlier[2], later[2]), earlier[1], n, earlier)
                for n, (other, theirs, *earlier) in enumerate(every)
                if other == who and on in theirs and earlier[1] <= before
            ]
            shared, _, _, was = max(alike, key=lambda row: row[:3], default=(0.0, "", 0, []))
            if shared >= ALIKE:
                turned = {was[8], later[8]} == {"for", "against"}
                by = later[6] - was[6]
                found.append((turned, -abs(by), (on, by, shared, tuple(was), tuple(later))))
    return [row for _, _, row in sorted(found, key=lambda row: row[:2])]


def likeness(one: str, other: str) -> float:
    a, b = stems(one).keys(), stems(other).keys()
    return len(a & b) / sqrt(len(a) * len(b)) if a and b else 0.0


def told(change: Change) -> tuple[Any, ...]:
    return (
        change.on, change.by, change.likeness,
        *((s.article, s.published, s.quotation, s.spans, s.phrase, s.low, s.best, s.high, s.direction)
          for s in (change.earlier, change.later)),
    )  # fmt: skip


def in_any_order(found: Sequence[tuple[Any, ...]]) -> list[str]:
    return sorted(map(repr, found))


def test_the_greatest_changes_are_those_of_comparing_all(
    anyhow: tuple[Ledger, Random], monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, random = anyhow
    monkeypatch.setattr(greatest, "AT_ONCE", random.choice((1, 3, 256)))
    monkeypatch.setattr(judgements, "READINGS", random.choice((4, 5_000)))
    monkeypatch.setattr(packs, "PERSONS", random.choice((1, 2_000)))
    seen = 0
    for step in range(2):
        persons = Persons(ledger)
        for front in (None, "political", "no front"):
            for topic in ("", "ferries herring"):
                for person in (None, *persons.listed(1)):
                    days = "2031-03-31", random.choice(("2031-04-30", "2031-12-31"))
                    every = by_comparing_all(ledger, *days, front, topic, person.id if person else None)
                    asked: dict[str, Any] = {"front": front, "topic": topic, "person": person}
                    found = [told(c) for c in changes_between(ledger, *days, **asked)]
                    assert in_any_order(found) == in_any_order(every)
                    assert [abs(row[1]) for row in found] == [abs(row[1]) for row in every]
                    few = [told(c) for c in changes_between(ledger, *days, limit=3, **asked)]
                    assert few == found[:3]
                    seen += len(found)
        ids = [e.id for e in ledger.articles()]
        again = replace(article(100 + step, random), provenance=SECOND)
        ledger.store(again)
        edit(ledger, random.choice(ids), random)
        orla = [b for b in bearers(ledger) if b.profile.name == "Orla Vantreen"]
        if step == 0 and len(orla) > 3:
            decide(ledger, "different", [orla[0].occurrence], [b.occurrence for b in orla[1:3]], by="ida", at="2031")
    assert seen > 3
    assert ledger.check() == []


def all_packed(ledger: Ledger) -> list[tuple[Any, ...]]:
    figures = dict(ledger.connection.execute("SELECT key, best FROM person_figures"))
    found = []
    for person, first, last, heads, words in ledger.connection.execute("SELECT * FROM person_packs ORDER BY person"):
        rows = [(key, day, figures[best], fronts) for key, day, best, fronts in packs.HEAD.iter_unpack(heads)]
        found.append((person, first, last, rows, words))
    return found


def packed_anew(ledger: Ledger) -> list[tuple[Any, ...]]:
    """What is packed where all that was is forgotten."""
    connection = ledger.connection
    connection.execute("DELETE FROM person_packs")
    connection.execute("INSERT OR IGNORE INTO person_packs_stale SELECT key FROM persons")
    packs.renew(connection)
    assert connection.execute("SELECT count(*) FROM person_packs_stale").fetchone() == (0,)
    return all_packed(ledger)


def test_what_is_packed_follows_whatever_changes_it(
    anyhow: tuple[Ledger, Random], monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, random = anyhow
    monkeypatch.setattr(packs, "PERSONS", 2)
    sizes = set()
    for step in range(12):
        if step % 4 == 1:
            ledger.store(replace(article(100 + step, random), provenance=SECOND))
        elif step % 4 == 2:
            edit(ledger, random.choice([e.id for e in ledger.articles()]), random)
        elif step % 4 == 3:
            every = list({b.occurrence for b in bearers(ledger)})
            decide(ledger, random.choice(("same", "different")), *((o,) for o in random.sample(sorted(every), 2)),
                   by="ida", at="2031")  # fmt: skip
        if step == 8:
            monkeypatch.setattr(persons_renew, "RULES", persons_renew.RULES + 1)
        Persons(ledger)
        judgements.renew(ledger)
        found = all_packed(ledger)
        assert found == packed_anew(ledger)
        sizes.add(len(found))
    assert sizes - {0}


def test_packing_that_breaks_off_is_taken_up_again(
    anyhow: tuple[Ledger, Random], monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, _ = anyhow
    monkeypatch.setattr(packs, "PERSONS", 1)
    done = 0

    def breaks(words: Any) -> bytes:
        nonlocal done
        done += 1
        if done % 2 == 0:
            raise KeyboardInterrupt
        return short(words)

    short = packs.short
    with monkeypatch.context() as broken:
        broken.setattr(packs, "short", breaks)
        with pytest.raises(KeyboardInterrupt):
            changes_between(ledger, "2031-03-31", "2031-12-31")
    assert ledger.connection.execute("SELECT count(*) FROM person_packs").fetchone() == (1,)
    days = "2031-03-31", "2031-12-31"
    found = [told(c) for c in changes_between(ledger, *days)]
    assert in_any_order(found) == in_any_order(by_comparing_all(ledger, *days, None, "", None))


def test_judgements_of_an_older_ledger_are_packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, random, days = tmp_path / "older.db", Random(3), ("2031-03-31", "2031-12-31")
    older = sqlite3.connect(path, isolation_level=None)
    schema.migrate(older, [step for step in schema.migrations() if step.number < 17], path)
    with Ledger(older, path) as ledger, monkeypatch.context() as before:
        before.setattr(packs, "renew", lambda _: None)
        before.setattr(persons_renew, "_TABLES", ())
        for n in range(30):
            ledger.store(article(n, random))
        Persons(ledger)
        judgements.renew(ledger)
    with Ledger.open(path) as ledger:
        found = [told(c) for c in changes_between(ledger, *days)]
        assert found
        assert in_any_order(found) == in_any_order(by_comparing_all(ledger, *days, None, "", None))


def test_what_another_process_changes_meanwhile_is_left_out(
    anyhow: tuple[Ledger, Random], monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, _ = anyhow
    days = "2031-03-31", "2031-12-31"
    persons = Persons(ledger)
    before = changes_between(ledger, *days, persons=persons)
    who = before[0].speaker
    monkeypatch.setattr(changes, "renew", lambda _: None)
    ledger.connection.execute(
        "DELETE FROM person_judgements WHERE profile IN (SELECT q.key FROM person_profiles AS q"
        " JOIN persons AS p ON p.key = q.person JOIN person_texts AS t ON t.key = p.name WHERE t.text = ?)",
        (who,),
    )
    after = changes_between(ledger, *days, persons=persons)
    assert after == tuple(change for change in before if change.speaker != who)
    assert len(after) < len(before)
    ledger.connection.execute("UPDATE person_profiles SET person = NULL")
    ledger.connection.execute("DELETE FROM persons")
    assert changes_between(ledger, *days, persons=persons) == ()


def test_a_name_that_nobody_has_any_more_is_packed_no_more(tmp_path: Path) -> None:
    def said(day: str, who: str) -> Reading:
        return printed(day, "Marl Echo", Line(who, "the quay is likely to close", ("likely",)), title=day)

    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for day, who in (("2031-01-11", WHO[0]), ("2031-02-11", WHO[0]), ("2031-03-11", WHO[1])):
            ledger.store(said(day, who))
        assert len(changes_between(ledger, "2031-01-31", "2031-12-31")) == 2
        last = said("2031-03-11", WHO[1])
        other = replace(last.speakers[0], name="Aud Nerheim")
        record(ledger, [edits.correct(last, last.speakers[0], "name", other, by="ida", at="2031-07-01T10:00:00Z")])
        assert len(changes_between(ledger, "2031-01-31", "2031-12-31")) == 1
        assert all_packed(ledger) == packed_anew(ledger)


def test_diff_shows_a_page(
    anyhow: tuple[Ledger, Random], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger, _ = anyhow
    desk = typist(monkeypatch, capsys)
    days = "2031-03-31", "2031-12-31"
    every = changes_between(ledger, *days)
    assert len(every) > 2
    for limit in (1, 2, len(every) + 1):
        page = json.loads(desk("diff", *days, "--limit", limit, "--ledger", ledger.path, "--json"))
        assert page == [plain(change) for change in every[:limit]]
