"""What may be one person is worked out anew where persons changed, and comes to what the rules make of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from unittest import mock
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_speakers import BODIES, NAMESAKES, SPELLINGS, Pool, anything

from kentledge.edits import near
from kentledge.edits.decided import decide, people_of
from kentledge.edits.grounds import Profile
from kentledge.edits.near import Name, Near, may_be_one
from kentledge.edits.persons import ask, gather, look, members, rows, settle
from kentledge.edits.persons.ask import Asked, asked
from kentledge.edits.persons.decide import merge
from kentledge.edits.persons.look import Persons
from kentledge.edits.proposals import MANY, Proposal, of_block, proposals
from kentledge.edits.units import best_ground
from kentledge.ledger import Ledger, schema
from kentledge.records import Article, Provenance, Reading, Speaker, SpeakerKind


def compare(ledger: Ledger) -> list[Asked]:
    """What is asked, which is what the rules would ask of everybody."""
    persons = Persons(ledger)
    found = asked(ledger, persons, None)
    assert [(p.one.id, p.other.id, p.says, p.alike) for p in found] == [
        (p.one.id, p.other.id, p.says, len(p.alike)) for p in proposals(people_of(ledger))
    ]
    return found


@pytest.mark.parametrize("pool", [NAMESAKES, BODIES, SPELLINGS])
@pytest.mark.parametrize("seed", range(3))
def test_what_is_asked_is_what_the_rules_ask_of_everybody(
    pool: Pool, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(seed)
    monkeypatch.setattr(gather, "LARGE", 0)  # so that it is noted of every block which persons have changed
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.connection.execute("PRAGMA synchronous = OFF")
        for step in range(40):
            for _ in range(random.choice((1, 1, 1, 4))):
                anything(ledger, random, step, pool)
            if random.random() < 0.2:
                Persons(ledger)  # persons change more than once before somebody asks
            elif random.random() < 0.8:
                compare(ledger)
        compare(ledger)


@pytest.mark.parametrize(("large", "bulk"), [(4, 500), (0, 3)])
def test_so_it_is_where_some_blocks_are_compared_as_a_whole(
    large: int, bulk: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(large)
    monkeypatch.setattr(gather, "LARGE", large)
    monkeypatch.setattr(gather, "BULK", bulk)
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for step in range(30):
            for _ in range(random.choice((1, 1, 6))):
                anything(ledger, random, step, NAMESAKES)
            compare(ledger)


@pytest.fixture
def few_checksums(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if many texts had the same checksum."""

    def forget() -> None:
        for cached in (rows.block_number, rows.full_number, rows.full_name_of):
            cached.cache_clear()

    forget()
    for module in (rows, members, settle, look):
        monkeypatch.setattr(module, "checksum", lambda text: crc32(text.encode()) % 4 + 1)
    yield
    forget()


@pytest.mark.usefixtures("few_checksums")
@pytest.mark.parametrize("pool", [NAMESAKES, BODIES])
def test_so_it_is_where_several_blocks_have_one_checksum(
    pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(1)
    monkeypatch.setattr(gather, "LARGE", 0)
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for step in range(25):
            for _ in range(random.choice((1, 1, 4))):
                anything(ledger, random, step, pool)
            compare(ledger)


def named(
    number: int, *names: str, version: int = 1, affiliation: str | None = None, kind: SpeakerKind = "person"
) -> Reading:
    speakers = tuple(Speaker(f"p{n}", name, None, affiliation, kind, ((0, 7),)) for n, name in enumerate(names))
    article = Article(f"{number:04x}", f"Edition {number}. The quay will close.")
    return Reading(article, speakers, provenance=Provenance("1", str(version), "1"))


def test_an_initial_says_nothing_while_it_fits_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gather, "LARGE", 0)
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for number, name in enumerate(("I. Marrow", "Ida Marrow", "Ilse Marrow", "Iris Marrow")):
            ledger.store(named(number, name))
        assert len(compare(ledger)) == MANY
        ledger.store(named(9, "Inga Marrow"))
        assert compare(ledger) == []
        ledger.store(named(9, "Brun Marrow", version=2))
        assert len(compare(ledger)) == MANY


def pairs(found: Iterable[Asked]) -> list[tuple[str, str]]:
    return [(p.one.name, p.other.name) for p in found]


def test_a_person_who_comes_to_be_named_earlier_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gather, "LARGE", 0)
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for number, names in enumerate(((), ("Olan Hale",), ("Olen Hale",), ("Adam Marrow",), ("Adamo Marrow",))):
            ledger.store(named(number, *names))
        assert pairs(compare(ledger)) == [("Olan Hale", "Olen Hale"), ("Adam Marrow", "Adamo Marrow")]
        ledger.store(named(0, "Adamo Marrow", version=2))
        assert pairs(compare(ledger)) == [("Adamo Marrow", "Adam Marrow"), ("Olan Hale", "Olen Hale")]
        # Somebody with whom nobody may be one is the first of a block all the same.
        ledger.store(named(0, "Zeno Hale", "Adamo Marrow", version=3))
        assert pairs(compare(ledger)) == [("Olan Hale", "Olen Hale"), ("Adamo Marrow", "Adam Marrow")]
        ledger.store(named(5, "Olena Hale"))
        assert pairs(compare(ledger)) == [
            ("Olan Hale", "Olen Hale"), ("Olen Hale", "Olena Hale"), ("Adamo Marrow", "Adam Marrow"),
        ]  # fmt: skip


@pytest.mark.parametrize("gone", [1, 2])
@pytest.mark.parametrize("one", ["Adam Marrow", "A. Marrow"])
def test_nobody_is_asked_about_who_is_no_more(
    one: str, gone: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gather, "LARGE", 0)
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for number, name in enumerate(("Brun Marrow", one, "Adamo Marrow")):
            ledger.store(named(number, name))
        assert len(compare(ledger)) == 1
        ledger.store(named(gone, version=2))
        assert compare(ledger) == []


def test_a_person_who_turns_out_to_be_another_is_asked_about_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gather, "LARGE", 0)
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.store(named(0, "Adamo Marrow"))
        for number, affiliation in enumerate(("Tarn Institute", None, "Marl Opera"), 1):
            ledger.store(named(number, "Adam Marrow", affiliation=affiliation))
        assert len(compare(ledger)) == 6  # whoever has no affiliation may be either of the others
        ledger.store(named(3, version=2))
        assert pairs(compare(ledger)) == [("Adamo Marrow", "Adam Marrow")]


def test_a_name_of_another_block_counts_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gather, "LARGE", 0)
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for number, name in enumerate(("Hall Bank", "Harbour Board", "Kerrow")):
            ledger.store(named(number, name, kind="organisation"))
        persons = Persons(ledger)
        one, other = persons.named("Harbour Board"), persons.named("Kerrow")
        merge(ledger, persons, one, other, by="ida", at="2031-03-01")
        assert pairs(compare(ledger)) == [("Hall Bank", "Harbour Board")]
        ledger.store(named(3, "Hill Base", kind="organisation"))
        assert pairs(compare(ledger)) == [("Hall Bank", "Harbour Board"), ("Harbour Board", "Hill Base")]


def test_who_is_kept_apart_is_so_for_all_of_an_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gather, "LARGE", 0)
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        # "Marrow" and "MARROW" of one article have one id.
        marrow, doctor = (Speaker("p1", name, None, None, "person", ((0, 7),)) for name in ("Marrow", "Dr. Marrow"))
        others = tuple(
            Speaker(id_, "MARROW", role, "Tarn Institute", "person", ((0, 7),))
            for id_, role in (("p2", "clerk"), ("p3", "dean"))
        )
        for number in range(4):
            speakers = (*others, replace(doctor, id="p4"), marrow) if number < 2 else (marrow,)
            ledger.store(replace(named(number), speakers=speakers))
        assert ("MARROW", "MARROW") in pairs(compare(ledger))
        every = [[(f"{number:04x}", "Marrow")] for number in range(4)]
        decide(ledger, "same", every[0], every[2], by="ida", at="2031-03-01")
        decide(ledger, "same", every[1], every[3], by="ida", at="2031-03-01")
        decide(ledger, "different", every[0], every[1], by="ida", at="2031-03-01")
        assert ("MARROW", "MARROW") not in pairs(compare(ledger))
        # Whoever was kept apart from another is no longer there.
        ledger.store(replace(named(0, version=2), speakers=(*others, replace(doctor, id="p4"))))
        assert ("MARROW", "MARROW") in pairs(compare(ledger))


def test_one_more_namesake_is_compared_with_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        firsts = [f"{a}{b}{c}" for a in ("Bek", "Lom", "Ruv") for b in "aeiouy" for c in ("lan", "rost", "miv")]
        ledger.store(named(0, *(f"{first} Marrow" for first in firsts)))
        before = len(compare(ledger))
        monkeypatch.setattr(gather, "LARGE", len(firsts))
        ledger.store(named(1, "Bekalane Marrow"))
        persons = Persons(ledger)
        with (
            mock.patch.object(ask, "members", side_effect=AssertionError("a whole block")),
            mock.patch("kentledge.edits.proposals.best_ground", wraps=best_ground) as compared,
        ):
            found = asked(ledger, persons, None)
        assert len(found) == before + 1
        assert compared.call_count == 1


def test_what_an_older_version_proposed_is_worked_out_anew(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    steps = {step.number: step for step in schema.migrations()}
    with Ledger.open(path) as ledger:
        for number, name in enumerate(("Adam Marrow", "Adamo Marrow", "Edam Marrow")):
            ledger.store(named(number, name))
        found = [(p.one.id, p.other.id) for p in compare(ledger)]
        assert found
        older = ledger.connection
        for table in ("person_unasked", "person_proposals"):
            older.execute(f"DROP TABLE {table}")
            for statement in steps[13].sql.split(";"):
                if table in statement and not statement.lstrip().startswith("CREATE VIEW"):
                    older.execute(statement[statement.index("CREATE") :])
        older.execute("INSERT INTO person_proposals VALUES (1, 0, 0, 0, 0, 1, 2, 1, 0)")
        older.execute("PRAGMA user_version = 15")
        schema.migrate(older, [steps[16]], path)
        older.execute(f"PRAGMA user_version = {max(steps)}")
    with Ledger.open(path) as ledger:
        assert [(p.one.id, p.other.id) for p in compare(ledger)] == found


@dataclass(frozen=True)
class Somebody:
    """A person of a block, as the rules look at them."""

    id: str
    profiles: tuple[Profile, ...]
    speakers: int
    articles: frozenset[str]


PROFILES = st.builds(
    Profile,
    st.sampled_from([name for name in NAMESAKES.names if "Okon" not in name]),
    st.sampled_from((None, "clerk")),
    st.sampled_from((None, "Tarn Institute")),
    st.just("person"),
)
PEOPLE = st.lists(
    st.builds(
        Somebody,
        st.just(""),
        st.lists(PROFILES, min_size=1, max_size=2).map(tuple),
        st.integers(1, 2),
        st.frozensets(st.sampled_from("abcd"), min_size=1),
    ),
    max_size=12,
)


@given(PEOPLE, PEOPLE, st.data())
def test_pairs_of_those_who_have_not_changed_stay(
    some: list[Somebody], others: list[Somebody], data: st.DataObject
) -> None:
    before = [replace(person, id=f"{n}") for n, person in enumerate(some)]
    stay = [person for person in before if data.draw(st.booleans())]
    new = [replace(person, id=f"new {n}") for n, person in enumerate(others)]
    after = list(stay)
    for person in new:
        after.insert(data.draw(st.integers(0, len(after))), person)

    def numbered(found: Iterable[Proposal[Somebody]]) -> list[tuple[int, int, str, int, int, int]]:
        return [(after.index(p.one), after.index(p.other), p.says, p.rank, len(p.alike), p.part) for p in found]

    def apart(one: Somebody, other: Somebody) -> bool:
        return {one.id, other.id} == {"1", "3"}

    there = [p for p in of_block(before, apart) if p.part == 0 and p.one in stay and p.other in stay]
    anew = numbered(of_block(after, apart, lambda person: person in new))
    assert sorted([*numbered(there), *anew], key=lambda p: (p[-1], *p[:2])) == numbered(of_block(after, apart))


NAMES = st.tuples(
    st.booleans(), st.sampled_from(("", "a", "b", "abca", "bbca", "abcab", "acca", "bca", "éabca", "abcé"))
)


@given(st.lists(st.lists(NAMES, max_size=3)), st.lists(NAMES, max_size=4))
def test_members_of_a_name_are_found_with_and_without_an_index(members: list[list[Name]], own: Sequence[Name]) -> None:
    fit = [n for n, names in enumerate(members) if any(may_be_one(one, name) for one in own for name in names)]
    for few in (0, 1, len(own)):
        with mock.patch.object(near, "FEW", few):
            assert Near((n, name) for n, names in enumerate(members) for name in names).to(own) == fit
