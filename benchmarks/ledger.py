"""How large a ledger grows and how long finding takes: fills one with invented readings, then times each listing.

    python benchmarks/ledger.py --articles 100000 --at ledger.db

What the articles are like, `invented.py` says.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from invented import PROVENANCE, Inventor, word
from kentledge.edits import accept, record, reject
from kentledge.edits.find import find_articles, find_statements
from kentledge.edits.persons.ask import asked
from kentledge.edits.persons.look import Persons
from kentledge.ledger import Ledger, Wanted
from kentledge.ledger.query import chances
from kentledge.question import Question, add_link, ask, link, links, question, questions, voices
from kentledge.question.changes import changes_between, changes_on
from kentledge.records import Article, Reading, Speaker

DAY = "2031-01-01T00:00:00Z"
_QUERIES = 20
YEARS = "2020-12-31", "2025-12-31"
ONE_IN = 20


@dataclass(frozen=True, slots=True)
class Timed:
    what: str
    found: int
    milliseconds: float


def timings(ledger: Ledger, inventor: Inventor) -> Iterator[Timed]:
    """The median of 20 runs of each listing and search, and how many rows the last one gave."""
    rare, middling, common, everywhere = (inventor.words[n] for n in (60_000, 5_000, 300, 30))
    well_known, hardly_known = inventor.names[0], inventor.names[20_000]
    outlet, small = inventor.outlets[0], inventor.outlets[-1]
    # Three words that stand together somewhere: all of the commonest thirty, and twenty times as chance will have it.
    some = [s.quotation.rstrip(".").split() for s in ledger.find_statements(Wanted(), 500)]
    threes = [" ".join(words[n : n + 3]) for words in some for n in range(len(words) - 2)]
    commonest = set(inventor.words[:30])
    phrase = next((three for three in threes if commonest.issuperset(three.split())), threes[0])
    drawn = itertools.cycle(random.Random(1).sample(threes, _QUERIES))
    likely = chances("0.6..0.9")

    def said(limit: int = 50, **wanted: object) -> Callable[[], int]:
        return lambda: len(ledger.find_statements(Wanted(**wanted), limit))  # type: ignore[arg-type]

    def articles(limit: int = 50, **wanted: object) -> Callable[[], int]:
        return lambda: len(ledger.find_articles(Wanted(**wanted), limit))  # type: ignore[arg-type]

    cases: dict[str, Callable[[], int]] = {
        "articles": articles(),
        "articles of an outlet": articles(outlet=outlet),
        "articles of a month": articles(since="2019-03-01", until="2019-03-31"),
        "search: a rare word": articles(text=rare),
        "search: a middling word": articles(text=middling),
        "search: a common word": articles(text=common),
        "search: a word in every article": articles(text=everywhere),
        "search: two words": articles(text=f"{middling} {common}"),
        "search: phrases drawn by chance": lambda: articles(text=f'"{next(drawn)}"')(),
        "search: a phrase of the commonest words": articles(text=f'"{phrase}"'),
        "search: words that no article has": articles(text="zzyzx"),
        "statements": said(),
        "statements of a speaker often quoted": said(speaker=well_known),
        "statements of a speaker seldom quoted": said(speaker=hardly_known),
        "statements on a front": said(front="economic"),
        "statements 0.6 to 0.9 likely": said(likely=likely),
        "statements with a rare word": said(text=rare),
        "statements with a common word": said(text=common),
        "statements with a phrase": said(text=f'"{phrase}"'),
        "statements of an outlet": said(outlet=outlet),
        "statements of a small outlet on a front": said(outlet=small, front="military"),
        "statements of a month, likely": said(since="2019-03-01", until="2019-03-31", likely=likely),
        "speaker, front, likely, since": said(speaker=well_known, front="economic", likely=likely, since="2018-01-01"),
        "common word, front, likely": said(text=common, front="economic", likely=likely),
        "common word, likely, small outlet": said(text=common, likely=likely, outlet=small),
        "statements, once each": said(once=True),
        "a speaker's statements, once each": said(speaker=well_known, once=True),
        "copies": lambda: len(ledger.copies(50)),
    }
    cases |= {
        f"statements of the speaker that is number {n}": said(speaker=inventor.names[n]) for n in (1, 3, 10, 30, 100)
    }
    cases |= about_persons(ledger, inventor)
    for what, run in cases.items():
        yield timed(what, run)
    yield timed("speakers proposed, one more of 3,000 namesakes", *with_namesakes(ledger, inventor))
    edit_some(ledger)

    def standing(limit: int = 50, **wanted: object) -> Callable[[], int]:
        return lambda: len(find_statements(ledger, Wanted(**wanted), limit))  # type: ignore[arg-type]

    edited = {
        "statements": standing(),
        "statements on a front": standing(front="economic"),
        "statements 0.6 to 0.9 likely": standing(likely=likely),
        "statements of a speaker often quoted": standing(speaker=well_known),
        "statements with a rare word": standing(text=rare),
        "statements with a common word": standing(text=common),
        "statements of a small outlet": standing(outlet=small),
        "statements, once each": standing(once=True),
        "articles": lambda: len(find_articles(ledger, Wanted(), 50)),
        "changes on a front": lambda: len(changes_between(ledger, *YEARS, front="economic", limit=20)),
    }
    for what, run in edited.items():
        yield timed(f"{what}, one article in {ONE_IN} edited", run)


def timed(what: str, run: Callable[[], int], before: Callable[[], object] = int) -> Timed:
    """The median of 20 runs, each after something that is not measured."""
    taken, found = [], 0
    for _ in range(_QUERIES):
        before()
        start = time.perf_counter()
        found = run()
        taken.append(time.perf_counter() - start)
    return Timed(what, found, 1000 * statistics.median(taken))


def with_namesakes(ledger: Ledger, inventor: Inventor) -> tuple[Callable[[], int], Callable[[], object]]:
    """Stores 3,000 speakers of one surname, and gives the listing of proposals, and what adds one more before it."""
    dice = random.Random(ledger.info().articles)
    surname = inventor.names[-1].split()[1]
    kinds = [f"{inventor.words[n].capitalize()} {body}" for n in range(2_000, 2_010) for body in ("Board", "Union")]

    def more(count: int) -> None:
        text = f"Edition {dice.random()}. The quay is to close, they said."
        speakers = tuple(
            Speaker(f"p{n}", f"{word(dice.randrange(30, 40_000)).capitalize()} {surname}",
                    dice.choice((None, "clerk", "dean", "mayor")), dice.choice((None, *kinds)), "person", ((0, 7),))
            for n in range(count)
        )  # fmt: skip
        article = Article("b" + hashlib.sha256(text.encode()).hexdigest()[:16], text)
        ledger.store(Reading(article, speakers, (), provenance=PROVENANCE))

    def proposed() -> int:
        return len(asked(ledger, Persons(ledger), 50))

    for _ in range(300):
        more(10)
    proposed()
    return proposed, lambda: more(1)


def edit_some(ledger: Ledger) -> None:
    """Accepts a statement in one of so many articles and rejects one in the next of these, if nobody has edited any."""
    rows = ledger.connection.execute("SELECT id FROM articles WHERE key % ? = 0 AND id < 'b'", (ONE_IN,)).fetchall()
    if ledger.connection.execute("SELECT EXISTS (SELECT 1 FROM edits)").fetchone()[0]:
        return
    for n, (id_,) in enumerate(rows):
        reading = ledger.reading(id_)
        if reading.statements:
            meant = reading.statements[n % len(reading.statements)]
            record(ledger, [(reject if n % 2 else accept)(reading, meant, by="benchmark", at=DAY)])
    changes_between(ledger, *YEARS, topic="zzyzx")


def about_persons(ledger: Ledger, inventor: Inventor) -> dict[str, Callable[[], int]]:
    """The listings that need to know who is who, as the commands make them: each looks first whether all is up to date.

    There must be a question with linked judgements: the first run asks one.
    """
    well_known, hardly_known = inventor.names[0], inventor.names[20_000]
    asked_of = linked(ledger, inventor)
    (article, *_) = [link.article for link in links(ledger, asked_of.id)]
    a_word, another = (inventor.words[n] for n in (4_000, 2_500))

    def speakers(**wanted: Any) -> int:
        persons = Persons(ledger)
        found = persons.meant(limit=50, **wanted)[0] if wanted else persons.listed(50)
        return len([(person, persons.spellings(person)) for person in found])

    def everybody() -> int:
        return len(Persons(ledger).listed(50, everybody=True))

    def in_brief() -> int:
        every = links(ledger)
        numbers = {link.question for link in every if link.article == article}
        persons = Persons(ledger)
        return sum(len(voices(ledger, [n for n in every if n.question == q], persons)) for q in numbers)

    def changes(said: str | None = None, **wanted: Any) -> Callable[[], int]:
        def found() -> int:
            persons = Persons(ledger)
            person = None if said is None else next(iter(persons.meant(said, 1)[0]), None)
            if said is not None and person is None:
                return 0  # of so few articles none names them
            return len(changes_between(ledger, *YEARS, person=person, persons=persons, limit=20, **wanted))

        return found

    return {
        "speakers": speakers,
        "speakers, everybody": everybody,
        "speakers by a name often quoted": lambda: speakers(said=well_known),
        "speakers by a name seldom quoted": lambda: speakers(said=hardly_known),
        "speakers by a surname": lambda: speakers(said=well_known.split()[1]),
        "speakers by a name that nobody has": lambda: speakers(said="Zzyzx Qwert"),
        "speakers proposed to be one": lambda: len(asked(ledger, Persons(ledger), 50)),
        "who speaks in 50 statements": lambda: who_speaks(ledger),
        "voices of a question": lambda: len(voices(ledger, links(ledger, asked_of.id))),
        "voices of an article's questions": in_brief,
        "changes on a question": lambda: len(changes_on(ledger, asked_of, "2020-12-31", "2025-12-31")),
        "changes on a topic": changes(topic=a_word),
        "changes on a topic and a front": changes(topic=another, front="economic"),
        "changes on a word that many statements have": changes(topic=inventor.words[300]),
        "changes on a front": changes(front="economic"),
        "changes on any front": changes(),
        "changes of a speaker seldom quoted": changes(said=hardly_known),
        "changes of a speaker often quoted": changes(said=well_known),
    }


def who_speaks(ledger: Ledger) -> int:
    """How many persons speak in the newest 50 statements."""
    persons = Persons(ledger)
    found = [persons.of(s.article, s.speaker) for s in ledger.find_statements(Wanted(), 50) if s.speaker is not None]
    return len({person.id for person in found if person is not None})


def linked(ledger: Ledger, inventor: Inventor) -> Question:
    """A question with 50 linked judgements, asked if it is not."""
    text = "Does it come about?"
    for known in questions(ledger):
        if known.text == text:
            return known
    number = ask(ledger, Question("binary", text, "As reported.", "2031-12-31", by="benchmark", at=DAY))
    asked_now = question(ledger, number)
    found = ledger.find_statements(Wanted(text=inventor.words[300], likely=(0.0, 1.0)), 200)
    for statement in [s for s in found if len(s.likely) == 1][:50]:
        reading = ledger.reading(statement.article)
        (meant,) = (s for s in reading.statements if s.id == statement.statement)
        add_link(ledger, link(asked_now, reading, meant, polarity="for", by="benchmark", at=DAY))
    return asked_now


def newcomers(ledger: Ledger, inventor: Inventor, count: int) -> float:
    """Stores articles whose speakers are named by initials and surnames of known ones; seconds to renew the persons."""
    other = Inventor(seed=ledger.info().articles)
    for reading in itertools.islice(other.readings(), count):
        names = other.dice.choices(inventor.names, cum_weights=inventor.name_weights, k=len(reading.speakers))
        short = [f"{n[0]}. {n.split()[1]}" if other.dice.random() < 0.5 else n for n in dict.fromkeys(names)]
        speakers = tuple(
            replace(s, name=short[n] if n < len(short) else s.name) for n, s in enumerate(reading.speakers)
        )
        ledger.store(replace(reading, speakers=speakers, finding=None))
    start = time.perf_counter()
    Persons(ledger)
    return time.perf_counter() - start


def main() -> None:
    """Fills, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--at", type=Path, help="keep the ledger here, and fill it up where it has fewer articles")
    parser.add_argument("--check", action="store_true", help="run `kentledge ledger check` on it as well")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.at or Path(folder) / "ledger.db"
        inventor = Inventor()
        with Ledger.open(path) as ledger:
            have = ledger.info().articles
            ledger.connection.execute("PRAGMA synchronous = OFF")  # what takes time here is not the disk
            start = time.perf_counter()
            for number, reading in enumerate(inventor.readings()):
                if max(number, have) >= options.articles:
                    break
                if number >= have:
                    ledger.store(reading, source=f"archive/{reading.article.published}/{number}.txt")
                if number % 5000 == 0 and number > have:
                    print(f"  {number:,} after {time.perf_counter() - start:.0f} s", flush=True)
            print(f"filled in {time.perf_counter() - start:.0f} s")
            info = ledger.info()
            print(f"{info.articles:,} articles, {info.statements:,} statements, {info.clusters:,} clusters of copies")
            share = info.size / info.text_size
            print(f"file {info.size / 1e6:.0f} MB, text {info.text_size / 1e6:.0f} MB: {share:.2f} times the text")
            start = time.perf_counter()
            persons = Persons(ledger)
            print(f"who is whom in new readings: {time.perf_counter() - start:.1f} s", flush=True)
            start = time.perf_counter()
            asked(ledger, persons, 50)
            print(f"who may be one: {time.perf_counter() - start:.1f} s", flush=True)
            start = time.perf_counter()
            changes_between(ledger, *YEARS, topic="zzyzx")
            print(f"who judged what: {time.perf_counter() - start:.1f} s", flush=True)
            print(f"who is whom after 10 more articles: {newcomers(ledger, inventor, 10):.2f} s", flush=True)
            slowest = 0.0
            for row in timings(ledger, inventor):
                slowest = max(slowest, row.milliseconds)
                print(f"{row.what:62} {row.found:5} rows {row.milliseconds:9.1f} ms", flush=True)
            print(f"slowest {slowest:.1f} ms")
            start = time.perf_counter()
            before, after = ledger.compact()
            print(
                f"compact: {before / 1e6:.0f} to {after / 1e6:.0f} MB in {time.perf_counter() - start:.0f} s:"
                f" {after / info.text_size:.2f} times the text"
            )
            if options.check:
                start = time.perf_counter()
                print(f"check: {len(ledger.check())} problems in {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
