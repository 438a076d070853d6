"""One person, many spellings; and the traps: namesakes, fathers and sons, initials, bare surnames."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentledge.edits.decision import Decision
from kentledge.edits.grounds import Profile, ground
from kentledge.edits.names import fits, person_name
from kentledge.edits.people import Bearer, People, people
from kentledge.edits.proposals import proposals
from kentledge.records import SpeakerKind


def gathered(*said: tuple[str, str | None, str | None] | str, decisions: tuple[Decision, ...] = ()) -> People:
    """Speakers (name, role, affiliation), each in an article of its own: a0, a1, …"""
    rows = [(s, None, None) if isinstance(s, str) else s for s in said]
    return people([Bearer(f"a{n}", Profile(*row, "person")) for n, row in enumerate(rows)], decisions)


def together(found: People) -> list[list[str]]:
    return [[b.article for b in p.bearers] for p in found.persons]


SPELLINGS = (
    "Tomé Valdrake",
    "Tome Valdrake",
    "TOMÉ VALDRAKE",
    "Prof. Tomé Valdrake",
    "Professor Tomé Valdrake",
    "Dr. Tomé Valdrake",
    "Prof. Dr. Tomé Valdrake",
    "Tomé R. Valdrake",
    "Tomé R Valdrake",
    "Tomé Rinaldo Valdrake",
    "Valdrake, Tomé",
    "Tomé Valdrake, PhD",
    "Mr. Tomé Valdrake",
    "tomé valdrake",
    "Tome\u0301 Valdrake",
)


def test_all_spellings_of_a_full_name_are_one_person() -> None:
    without_middle = [s for s in SPELLINGS if "Rinaldo" not in s]
    found = gathered(*((s, "transport economist", "Coastal Institute") for s in without_middle))
    assert len(found.persons) == 1
    assert proposals(found) == ()
    assert found.persons[0].spellings
    assert found.of("a4", "Professor Tomé Valdrake") is found.persons[0]


def test_a_middle_name_in_full_is_asked_about_and_one_by_its_initial_is_not() -> None:
    found = gathered("Tomé Valdrake", "Tomé Rinaldo Valdrake")
    assert len(found.persons) == 2
    assert [p.says for p in proposals(found)] == ["the same name, and a middle name in one"]
    assert len(gathered("Tomé R. Valdrake", "Tomé Rinaldo Valdrake").persons) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Brun Okonjö", "Ida Okonjö"),  # father and son, man and wife
        ("Brun Okonjö Sr.", "Brun Okonjö Jr."),
        ("Brun A. Okonjö", "Brun B. Okonjö"),
        ("Brun Okonjö", "Brun Okonji"),
        ("Okonjö", "Okonjö"),  # a surname twice says nothing
        ("Jon Hale", "Ton Hale"),  # short names differ by a letter often enough
    ],
)
def test_these_are_neither_merged_nor_proposed(one: str, other: str) -> None:
    found = gathered(one, other)
    assert len(found.persons) == 2
    assert proposals(found) == ()


@pytest.mark.parametrize(
    ("one", "other", "ground_said"),
    [
        (("Okonjö", None, "Dockers’ Union"), ("Brun Okonjö", "head", "Dockers' Union"), "no first name"),
        (("B. Okonjö", None, None), ("Brun Okonjö", None, None), "an initial that agrees"),
        (("B. Okonjö", None, "Dockers’ Union"), ("B. Okonjö", None, "Dockers’ Union"), "an initial"),
        (("Brun Okonjö", None, None), ("Brun Okonjö Jr.", None, None), "“jr” in one"),
        (("Brun Okonjö", None, "Dockers’ Union"), ("Brun Okonjö", None, "Marl Opera"), "Marl Opera"),
        (("Brun Okonjö", "tenor", None), ("Brun Okonjö", "welder", None), "tenor and welder"),
        (("Andrei Lund", None, "Tarn Institute"), ("Andrey Lund", None, "Tarn Institute"), "one letter"),
    ],
)
def test_these_are_proposed_with_the_ground_said(
    one: tuple[str, str | None, str | None], other: tuple[str, str | None, str | None], ground_said: str
) -> None:
    found = gathered(one, other)
    assert len(found.persons) == 2
    assert len(proposals(found)) == 1
    assert ground_said in proposals(found)[0].says


def test_who_could_be_either_of_two_namesakes_is_merged_with_neither() -> None:
    found = gathered(("Brun Okonjö", None, "Dockers’ Union"), "Brun Okonjö", ("Brun Okonjö", None, "Marl Opera"))
    assert together(found) == [["a0"], ["a1"], ["a2"]]
    assert len(proposals(found)) == 3
    # but one more of the union is of the union
    found = gathered(("Brun Okonjö", None, "Dockers’ Union"), ("Brun Okonjö", None, "Marl Opera"),
                     ("Brun Okonjö", "head", "the Dockers’ Union"))  # fmt: skip
    assert together(found) == [["a0", "a2"], ["a1"]]


def test_an_affiliation_in_common_outweighs_another_role() -> None:
    found = gathered(("Ida Marrow", "professor", "University of Vespera"), ("Ida Marrow", "dean", "Vespera University"))
    assert len(found.persons) == 1
    assert "affiliation in common" in found.persons[0].grounds[0]
    assert (
        len(gathered(("Ida Marrow", None, "University of Vespera"), ("Ida Marrow", None, "University of Marl")).persons)
        == 2
    )


def test_whom_one_article_names_as_two_are_two() -> None:
    both = [Bearer("a0", Profile("Brun Okonjö", None, None, "person")),
            Bearer("a0", Profile("Brun K. Okonjö", None, None, "person"))]  # fmt: skip
    found = people(both)
    assert len(found.persons) == 2
    assert "one article names both" in proposals(found)[0].says


@pytest.mark.parametrize(
    ("names", "kind", "persons", "asked"),
    [
        (("The Kerrow Shipping Company", "Kerrow Shipping Co."), "organisation", 1, 0),
        (("International Harbour League", "IHL"), "organisation", 2, 1),
        (("the ministry", "the ministry"), "government", 2, 0),
        (("experts", "experts"), "group", 2, 0),
        (("the report", "the report"), "document", 2, 0),
    ],
)
def test_bodies_are_merged_by_name_and_those_without_one_never(
    names: tuple[str, ...], kind: SpeakerKind, persons: int, asked: int
) -> None:
    found = people([Bearer(f"a{n}", Profile(name, None, None, kind)) for n, name in enumerate(names)])
    assert (len(found.persons), len(proposals(found))) == (persons, asked)


def decision(says: str, one: list[tuple[str, str]], other: list[tuple[str, str]]) -> Decision:
    return Decision("same" if says == "same" else "different", (tuple(one), tuple(other)))


def test_a_merge_holds_against_all_grounds_and_gathers_what_comes_later() -> None:
    said = (("Brun Okonjö", None, "Dockers’ Union"), ("B. K. Okonjö", None, "Marl Opera"))
    same = decision("same", [("a0", "Brun Okonjö")], [("a1", "B. K. Okonjö")])
    assert together(gathered(*said, decisions=(same,))) == [["a0", "a1"]]
    later = gathered(*said, ("Brun Okonjö", None, "Marl Opera"), decisions=(same,))
    assert proposals(later)
    joined = gathered(*said, ("Brun Okonjö", "head", "Dockers’ Union"), decisions=(same,))
    assert together(joined) == [["a0", "a1", "a2"]]


def test_a_split_holds_and_is_not_asked_about_again() -> None:
    said = ("Ida Marrow", "Ida Marrow", "Ida Marrow")
    assert together(gathered(*said)) == [["a0", "a1", "a2"]]
    apart = decision("different", [("a0", "Ida Marrow")], [("a1", "Ida Marrow")])
    found = gathered(*said, decisions=(apart,))
    assert found.of("a0", "Ida Marrow") is not found.of("a1", "Ida Marrow")
    split = {("a0", "a1"), ("a1", "a0")}
    assert not any((p.one.bearers[0].article, p.other.bearers[0].article) in split for p in proposals(found))


def test_the_later_decision_holds() -> None:
    one, other = [("a0", "Ida Marrow")], [("a1", "Ida Marrow")]
    same, apart = decision("same", one, other), decision("different", one, other)
    assert len(gathered("Ida Marrow", "Ida Marrow", decisions=(same, apart)).persons) == 2
    assert len(gathered("Ida Marrow", "Ida Marrow", decisions=(apart, same)).persons) == 1


def test_a_decision_holds_when_the_name_is_read_more_fully_later() -> None:
    same = decision("same", [("a0", "Marrow")], [("a1", "I. Marrow")])
    found = gathered("Prof. Ida Marrow", ("Ida Q. Marrow", "clerk", None), decisions=(same,))
    assert len(found.persons) == 1


def test_decisions_on_other_persons_do_not_meet() -> None:
    a, b, c, d, e, f = ([(f"a{n}", name)] for n, name in enumerate(OTHERS))
    decisions = (
        decision("same", e, f),
        decision("same", c, a),
        decision("different", c, d),
        decision("same", a, b),
    )
    found = gathered(*OTHERS, decisions=decisions)
    assert together(found) == [["a0", "a1", "a2"], ["a3"], ["a4", "a5"]]


OTHERS = ("Orla Vantreen", "Piet Holmgaard", "Sana Quillby", "Ivo Brandt", "Dov Ketteridge", "Aud Nerheim")


def test_many_spellings_in_many_articles_sort_themselves_out() -> None:
    random = Random(7)
    given_names = ("Orla", "Piet", "Sana", "Ivo", "Dov", "Aud")
    surnames = ("Vantreen", "Holmgaard", "Quillby", "Brandt-Leyes", "Ketteridge")
    bodies = ("Tarn Institute", "Marl Opera", "Harbour Board")
    truth: list[tuple[str, str, str]] = []
    bearers: list[Bearer] = []
    for n in range(600):
        who = random.choice(given_names), random.choice(surnames), random.choice(bodies)
        full = f"{who[0]} {who[1]}"
        name = random.choice((full, full.upper(), f"Dr. {full}", f"{who[1]}, {who[0]}", full.replace("-", " ")))
        affiliation = random.choice((who[2], f"the {who[2]}", who[2].upper()))
        truth.append(who)
        bearers.append(Bearer(f"a{n}", Profile(name, None, affiliation, "person")))
    found = people(bearers)
    assert len(found.persons) == len(set(truth))
    for person in found.persons:
        assert len({truth[int(b.article[1:])] for b in person.bearers}) == 1


names = st.lists(st.sampled_from(["Ida", "I.", "Q.", "Quill", "Marrow", "Jr.", "Prof.", "O’Dell", "Éva"]), min_size=1,
                 max_size=4).map(" ".join)  # fmt: skip


@given(one=names, other=names, affiliation=st.sampled_from([None, "Tarn Institute", "Marl Opera"]))
def test_the_verdict_does_not_hang_on_who_comes_first(one: str, other: str, affiliation: str | None) -> None:
    a, b = Profile(one, None, affiliation, "person"), Profile(other, None, "Tarn Institute", "person")
    assert ground(a, b).verdict == ground(b, a).verdict
    assert fits(one, other) == fits(other, one)


@given(said=st.lists(names, min_size=2, max_size=8), order=st.randoms(use_true_random=False))
def test_persons_do_not_hang_on_the_order_of_reading(said: list[str], order: Random) -> None:
    bearers = [Bearer(f"a{n}", Profile(name, None, None, "person")) for n, name in enumerate(said)]
    sets = {frozenset(b.article for b in p.bearers) for p in people(bearers).persons}
    order.shuffle(bearers)
    again = {frozenset(b.article for b in p.bearers) for p in people(bearers).persons}
    assert sets == again


def test_a_title_that_is_all_there_is_stays_a_name() -> None:
    assert person_name("Pope").parts == ("pope",)
    assert person_name("Gen. Ida Marrow MP").parts == ("ida", "marrow")
