"""Copies of a story are one cluster, other stories of the same event are not; what was said once counts once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from altered_copies import Printed, corpus
from written_readings import FIRST, SECOND, told

from kentledge.ledger import Ledger, Wanted
from kentledge.read import read
from kentledge.records import Article, Provenance, Reading, Speaker, Statement


def clusters(ledger: Ledger) -> dict[str, int]:
    rows = ledger.connection.execute(
        "SELECT a.id, c.cluster FROM copy_clusters AS c JOIN articles AS a ON a.key = c.article"
    )
    return dict(rows.fetchall())


@pytest.mark.parametrize("seed", [1, 2])
def test_copies_of_a_story_are_found_and_no_two_stories_are_merged(tmp_path: Path, seed: int) -> None:
    printed: dict[str, Printed] = {}
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for number, printing in enumerate(corpus(seed)):
            path = tmp_path / f"{number:03}.txt"
            path.write_text(printing.text, encoding="utf-8")
            article = read(path)
            printed[article.id] = printing
            ledger.store(Reading(article, provenance=FIRST), source=str(path))
        found = clusters(ledger)
        assert ledger.check() == []
    assert len(printed) == len(found) == 800
    pairs: Counter[tuple[bool, bool]] = Counter()
    for (a, one), (b, other) in combinations(printed.items(), 2):
        pairs[one.story == other.story, found[a] == found[b]] += 1
    hits, missed, merged = pairs[True, True], pairs[True, False], pairs[False, True]
    f1 = 2 * hits / (2 * hits + missed + merged)
    print(f"seed {seed}: pairwise F1 {100 * f1:.2f} %, {missed} pairs missed, {merged} pairs of other stories merged")
    assert merged == 0
    assert f1 >= 0.98


LEAD = "The council of Skerry Point voted on Monday to close the old quay to freight from the first day of May."
MIDDLE = (
    "Fish traders on the north side said nobody had told them before the vote was called late in the evening. "
    "The harbour master puts the cost of a new landing stage at nine million crowns over the next six years."
)
END = (
    "Ferry crews will use the eastern basin until the winter, when dredging is to begin near the lighthouse. "
    "A public meeting about parking, noise and the price of berths has been called for the last week of April."
)


def reading(text: str, provenance: Provenance = FIRST, said: tuple[str, ...] = (), who: str = "Ida Marrow") -> Reading:
    """A reading in which one speaker says some of the words of a text."""
    statements = tuple(
        Statement(f"s{n}", "p1", "direct", words, (), (), ((text.index(words), text.index(words) + len(words)),))
        for n, words in enumerate(said)
    )
    speakers = (Speaker("p1", who, None, None, "person", ()),)
    title = text.split("\n", 1)[0]
    return Reading(
        Article(f"id {text}", text, title=title, title_span=(0, len(title)), outlet=title.split()[0]),
        speakers,
        statements,
        provenance=provenance,
    )


def test_two_halves_become_one_story_when_the_whole_is_read(tmp_path: Path) -> None:
    first, second, whole = (
        reading(f"{head}\n\n{body}")
        for head, body in (
            ("Post A quay closes", f"{LEAD} {MIDDLE}"),
            ("Mail Ferries move", END),
            ("Times Council shuts quay", f"{LEAD}\n{MIDDLE}\n{END}"),
        )
    )
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.store(first)
        ledger.store(second)
        assert ledger.copies(9) == []
        ledger.store(whole)
        [cluster] = ledger.copies(9)
        assert cluster.cluster == first.article.id
        assert {printing.outlet for printing in cluster.printings} == {"Post", "Mail", "Times"}


def test_stories_that_another_process_merges_are_listed_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    heads = ("Post A quay closes", "Mail Quay to close")
    first, second = (
        [reading(f"{head}\n\n{body}") for head in heads] for body in (f"{LEAD} {MIDDLE}", f"{END} {END[::-1]}")
    )
    waiting = [reading(f"Times Council shuts quay\n\n{LEAD}\n{MIDDLE}\n{END} {END[::-1]}")]
    with Ledger.open(path) as ledger, Ledger.open(path) as other:
        for each in (*first, *second):
            ledger.store(each)

        def meanwhile(sql: str) -> None:
            if sql.startswith("SELECT a.key, a.id, r.outlet") and waiting:  # the members of the first one listed
                other.store(waiting.pop())

        ledger.connection.set_trace_callback(meanwhile)
        found = ledger.copies(9)
        ledger.connection.set_trace_callback(None)
        assert not waiting
        assert [cluster.cluster for cluster in found] == [second[0].article.id, first[0].article.id]
        assert [len(cluster.printings) for cluster in ledger.copies(9)] == [5]


def test_a_digest_of_many_stories_is_no_copy_of_them(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        stories = [p.text for p in corpus(3, stories=20, copies=0, events=20)]
        for story in stories:
            ledger.store(reading(story))
        ledger.store(reading("Digest of the day\n\n" + "\n\n".join(stories)))
        assert ledger.copies(9) == []


QUOTE = "We were promised a landing stage before the old quay was closed to freight,"
REWORDED = "We were promised a landing stage before the old quay was shut to freight,"
OTHER = "Nobody on the north side will sell a single fish from the eastern basin this summer,"
BODY = f"{LEAD}\n\n“%s” said Ida Marrow.\n\n{MIDDLE}\n\n“{OTHER}” Marrow said.\n\n{END}"


def test_what_was_said_once_counts_once_with_all_places_of_printing(tmp_path: Path) -> None:
    post = reading("Post Quay closes\n\n" + BODY % QUOTE, said=(QUOTE, OTHER))
    mail = reading("Mail Anger at quay\n\n" + BODY % REWORDED, said=(REWORDED,))
    gull = reading("Gull Quay shut\n\n" + BODY % QUOTE, said=(QUOTE,), who="Tomé Valdrake")
    elsewhere = reading(f"Herald Another story\n\nIda Marrow has her say: {QUOTE}", said=(QUOTE,))
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for each in (post, mail, gull, elsewhere):
            ledger.store(each)
        once = ledger.find_statements(Wanted(once=True), 99)
        assert len(ledger.find_statements(Wanted(), 99)) == 5
        assert sorted((s.speaker, s.quotation, s.printed) for s in once) == sorted(
            [
                ("Ida Marrow", QUOTE, ("Post", "Mail")),  # the words of the first printing stand for both
                ("Ida Marrow", OTHER, ("Post",)),
                ("Tomé Valdrake", QUOTE, ("Gull",)),  # another speaker
                ("Ida Marrow", QUOTE, ("Herald",)),  # another article that is no copy
            ]
        )
        rows = ledger.connection.execute("SELECT quotation, printings, printed FROM said_once WHERE printings > 1")
        assert rows.fetchall() == [(QUOTE, 2, "Post, Mail")]


def test_a_new_reading_of_a_copy_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    post = reading("Post Quay closes\n\n" + BODY % QUOTE, said=(QUOTE, OTHER))
    mail = reading("Mail Anger at quay\n\n" + BODY % QUOTE, said=(QUOTE, OTHER))
    gull = reading("Gull Quay shut\n\n" + BODY % QUOTE, said=(QUOTE, OTHER))
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for each in (post, mail, gull):
            ledger.store(each)
        better = reading("Post Quay closes\n\n" + BODY % QUOTE, SECOND, said=(OTHER,))
        assert ledger.store(better)
        printed = {s.quotation: set(s.printed) for s in ledger.find_statements(Wanted(once=True), 99)}
        assert printed == {QUOTE: {"Mail", "Gull"}, OTHER: {"Post", "Mail", "Gull"}}
        assert ledger.check() == []


def test_articles_of_another_method_are_compared_anew(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for number in range(3):
            ledger.store(told(number))
        [before] = ledger.copies(9)
        ledger.connection.execute("UPDATE copy_method SET method = 'an older one'")
        assert len(ledger.uncompared()) == 3
        for article in ledger.uncompared():
            ledger.compare(article)
        assert ledger.uncompared() == []
        assert ledger.copies(9) == [before]


def test_captions_and_credits_are_not_what_makes_a_copy(tmp_path: Path) -> None:
    notice = "The Lissen Courier is a member of the Strait Press Association and prints corrections on page two. " * 3
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for number, body in enumerate((LEAD, MIDDLE, END)):
            text = f"{body}\n\n{notice}"
            article = Article(str(number), text)
            if number:
                from kentledge.records import Excluded

                article = replace(article, excluded=(Excluded((len(body), len(text)), "boilerplate"),))
            ledger.store(Reading(article, provenance=FIRST))
        assert ledger.copies(9) == []
