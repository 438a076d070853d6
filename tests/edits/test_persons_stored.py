"""The stored persons are those that the rules make of all speakers at once, whatever was read, edited or decided."""

from __future__ import annotations

import multiprocessing
from dataclasses import replace
from multiprocessing.synchronize import Barrier
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_speakers import SPELLINGS, anything

from kentledge import edits
from kentledge.edits import decided, record
from kentledge.edits.decided import bearers, decide, people_of
from kentledge.edits.people import People, Person, by_name
from kentledge.edits.persons import ask, gather, renew, settle
from kentledge.edits.persons.ask import asked
from kentledge.edits.persons.look import Known, Persons
from kentledge.edits.persons.places import packed, place, unpacked
from kentledge.edits.proposals import alike, proposals
from kentledge.ledger import Ledger
from kentledge.records import Article, Provenance, Reading, Speaker


def told(person: Person) -> tuple[object, ...]:
    articles = tuple(dict.fromkeys(b.occurrence for b in person.bearers))
    return (
        person.id, person.name, person.role, person.affiliation, person.kind, person.named, person.speakers,
        len(person.articles), person.grounds, person.spellings, articles, person.profiles,
    )  # fmt: skip


def stored(persons: Persons, p: Known) -> tuple[object, ...]:
    return (
        p.id, p.name, p.role, p.affiliation, p.kind, p.named, p.speakers, p.articles, p.grounds,
        persons.spellings(p), persons.occurrences(p), persons.profiles(p),
    )  # fmt: skip


def compare(ledger: Ledger) -> People:
    """Everything that is stored, against the rules."""
    known, persons = people_of(ledger), Persons(ledger)
    everybody = sorted(persons.listed(None, everybody=True), key=lambda p: p.place)
    assert [stored(persons, p) for p in everybody] == [told(p) for p in known.persons]
    assert [p.id for p in persons.listed(3)] == [
        p.id for p in sorted((p for p in everybody if p.named), key=lambda p: -p.articles)[:3]
    ]
    for bearer in bearers(ledger):
        person, same = known.of(*bearer.occurrence), persons.of(*bearer.occurrence)
        assert person is not None
        assert same is not None
        assert stored(persons, same) == told(person)
    assert persons.of("nowhere", "Ida Marrow") is None
    for name in {*SPELLINGS.names, "Ida", "Prof. Marrow", "Hale", *(p.id for p in known.persons)}:
        found, count = persons.meant(name, 2)
        meant = list(by_name(known, name))
        assert [p.id for p in found] == [p.id for p in meant[:2]]
        assert count == len(meant)
        assert persons.many(name) == (sum(p.name == name for p in known.persons) > 1)
    for person, same in zip(known.persons, everybody, strict=True):
        assert [p.id for p in persons.alike(same)] == [p.id for p in alike(known, person)]
    pairs = [(p.one.id, p.other.id, p.says, len(p.alike)) for p in proposals(known)]
    assert [(p.one.id, p.other.id, p.says, p.alike) for p in asked(ledger, persons, None)] == pairs
    assert [(p.one.id, p.other.id, p.says, p.alike) for p in asked(ledger, persons, 2)] == pairs[:2]
    return known


@pytest.mark.parametrize("seed", range(6))
def test_what_is_stored_is_what_the_rules_make_of_all_speakers(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(seed)
    monkeypatch.setattr(gather, "LARGE", 0 if seed % 2 else gather.LARGE)
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for step in range(20):
            for _ in range(random.choice((1, 1, 3))):
                anything(ledger, random, step)
            compare(ledger)


@pytest.mark.parametrize("seed", range(6, 10))
def test_it_is_so_in_steps_of_any_size_too(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(seed)
    monkeypatch.setattr(gather, "READINGS", 3)
    monkeypatch.setattr(gather, "LARGE", 0)
    monkeypatch.setattr(settle, "NAMES", 2)
    monkeypatch.setattr(ask, "BLOCKS", 1)
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for step in range(4):
            for turn in range(15):
                anything(ledger, random, 15 * step + turn)
            compare(ledger)


def test_a_renewal_that_breaks_off_is_taken_up_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(11)
    monkeypatch.setattr(gather, "READINGS", 5)
    monkeypatch.setattr(gather, "LARGE", 0)
    monkeypatch.setattr(settle, "NAMES", 2)
    done = 0

    def breaks(*arguments: object) -> int:
        nonlocal done
        done += 1
        if done % 3 == 0:
            raise KeyboardInterrupt
        return settle.settle(*arguments)  # type: ignore[arg-type]

    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for step in range(40):
            anything(ledger, random, step)
        with monkeypatch.context() as broken:
            broken.setattr(renew, "settle", breaks)
            for _ in range(3):
                with pytest.raises(KeyboardInterrupt):
                    Persons(ledger)
        compare(ledger)


def gathered(path: Path, start: Barrier) -> None:
    """What each of several processes does."""
    start.wait()
    with Ledger.open(path) as ledger:
        Persons(ledger)


def test_several_processes_may_renew_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    random, path = Random(12), tmp_path / "ledger.db"
    monkeypatch.setattr(gather, "READINGS", 5)  # of this process, which so meets the others half-way
    with Ledger.open(path) as ledger:
        for step in range(60):
            anything(ledger, random, step)
        spawn = multiprocessing.get_context("spawn")
        start = spawn.Barrier(3)
        others = [spawn.Process(target=gathered, args=(path, start)) for _ in range(2)]
        for other in others:
            other.start()
        start.wait()
        compare(ledger)
        for other in others:
            other.join(60)
            assert other.exitcode == 0
        compare(ledger)


def test_only_what_is_new_is_looked_at_again(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for number, name in enumerate(("Ida Marrow", "Brun Okonjö", "Ida Marrow", "Marrow")):
            ledger.store(one_speaker(number, name))
        before = Persons(ledger).listed(None)
        written = ledger.connection.total_changes
        Persons(ledger)
        assert ledger.connection.total_changes == written
        ledger.store(one_speaker(4, "Brun Okonjö"))
        written = ledger.connection.total_changes
        after = Persons(ledger).listed(None)
        assert ledger.connection.total_changes - written < 12
        marrow, okonjö = ([p for p in found if p.name == "Ida Marrow"] for found in (before, after))
        assert marrow == okonjö
        assert [p.articles for p in after] == [2, 2, 1]


def one_speaker(number: int, name: str) -> Reading:
    speaker = Speaker("p1", name, "pilot", "Tarn Institute", "person", ((0, 7),))
    article = Article(f"{number:04x}", f"Edition {number}. The quay will close.")
    return Reading(article, (speaker,), provenance=Provenance("1", "1", "1"))


def test_other_rules_or_titles_make_all_persons_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for number in range(3):
            ledger.store(one_speaker(number, "Ida Marrow"))
        Persons(ledger)
        ledger.connection.execute("UPDATE persons SET articles = 99")
        assert Persons(ledger).listed(1)[0].articles == 99
        monkeypatch.setattr(renew, "RULES", renew.RULES + 1)
        compare(ledger)


def test_no_decision_tells_more_apart_than_can_be_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decided, "MOST_APART", 3)
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for number in range(4):
            ledger.store(one_speaker(number, "Ida Marrow"))
        every = Persons(ledger).occurrences(Persons(ledger).named("Ida Marrow"))
        with pytest.raises(edits.UnusableEdit, match="4 articles"):
            decide(ledger, "different", every[:1], every[1:], by="ida", at="2031-03-01")
        decide(ledger, "different", every[:1], every[1:3], by="ida", at="2031-03-01")
        compare(ledger)


def test_a_speaker_added_where_nobody_was_read_is_known(tmp_path: Path) -> None:
    nobody = replace(one_speaker(0, "-"), speakers=())
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.store(nobody)
        new = Speaker("", "Ida Marrow", "pilot", None, "person", ((0, 7),))
        record(ledger, [edits.add(nobody, new, by="ida", at="2031-03-01")])
        assert [p.name for p in compare(ledger).persons] == ["Ida Marrow"]


@given(st.lists(st.tuples(st.integers(1, 1 << 22), st.integers(0, 300)), unique=True))
def test_places_come_back_as_they_were_packed(pairs: list[tuple[int, int]]) -> None:
    every = sorted(place(*pair) for pair in pairs)
    assert unpacked(packed(every)) == every
    assert unpacked(packed(every), 2) == every[:2]
