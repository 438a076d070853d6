"""Who changed their mind, and by how much: the same person's earlier and later judgements of the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from kentledge.edits.persons.judgements import day_number, renew
from kentledge.edits.persons.look import Known, Persons
from kentledge.edits.persons.words import numbers, words_of
from kentledge.edits.stems import stems
from kentledge.ledger import Ledger, schema
from kentledge.question.judged import Judged, Said, judged
from kentledge.question.questions import Question
from kentledge.question.store import links
from kentledge.question.stored import Stored, words
from kentledge.question.voices import voices

if TYPE_CHECKING:
    from kentledge.question.greatest import Pair

ALIKE = 0.2
"""The likeness of words (0 to 1) from which on two judgements on one front are taken to be of the same thing."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a person said of one thing before and after. `on` is the front, or the question (and option).

    `by` is the later best estimate less the earlier. `apart` says that the two ranges do not meet: the change is more
    than the words left open. `turned` says that the one judgement expects good and the other harm, so that the
    probabilities are not of the same thing. `likeness` is that of the words, None for a question, where the analyst
    linked both.
    """

    speaker: str
    on: str
    earlier: Said
    later: Said
    by: float
    apart: bool
    turned: bool
    likeness: float | None


def changes_on(
    ledger: Ledger, question: Question, before: str, after: str, *, persons: Persons | None = None
) -> tuple[Change, ...]:
    """Changes between the last judgements linked to the question up to the day `before`, and the last after it, up to
    the day `after`; the greatest first. Days are ISO."""
    latest: dict[tuple[str, str | None], list[Said | None]] = defaultdict(lambda: [None, None])
    every = [v for v in voices(ledger, links(ledger, question.id), persons) if v.when and v.standing != "rejected"]
    for v in sorted(every, key=lambda v: str(v.when)):
        when = str(v.when)[:10]
        if when > after:
            continue
        f = v.link.forecast(question.kind, v.speaker, when)
        seen = v.link.seen
        said = Said(v.link.article, when, v.outlet, seen.text, seen.content, v.link.phrase, v.link.scale,
                    f.low, f.best, f.high)  # fmt: skip
        latest[(v.speaker, v.link.option)][when > before] = said
    found = []
    for (speaker, option), (one, other) in latest.items():
        if one is not None and other is not None:
            on = f"question {question.id}" + (f": {option}" if option else "")
            found.append(_change(speaker, on, one, other, None))
    return tuple(sorted(found, key=lambda c: -abs(c.by)))


def changes_between(
    ledger: Ledger,
    before: str,
    after: str,
    *,
    front: str | None = None,
    topic: str = "",
    person: Known | None = None,
    persons: Persons | None = None,
    limit: int | None = None,
) -> tuple[Change, ...]:
    """Changes from what was printed up to the day `before` to what was printed after it, up to the day `after`.

    Each later judgement is set beside the earlier one of the same person on the same front that is most like it in its
    words, if they are alike by `ALIKE`. `topic` are words of which both must have one. The greatest change first, those
    that turned last; of equals that first which was read first. Of articles without a date nothing is known. `persons`
    are those of the ledger, as they are now. With `limit`, no more than the first so many are looked for.
    """
    known = Persons(ledger) if persons is None else persons
    renew(ledger)
    if person is not None and (person.key is None or not person.named):
        return ()  # who is in one article only
    with schema.told(ledger.path), schema.moment(ledger.connection):
        stored = Stored(ledger.connection, front)
        found, turned = list[Change](), list[Change]()
        pairs = _pairs(stored, (day_number(before), day_number(after)), topic, person)
        while len(found) != limit and (pair := next(pairs, None)) is not None:
            said = stored.said((pair.earlier, pair.later))
            who, one, other = known.stored(pair.owner).name, said[pair.earlier], said[pair.later]
            shared = _alike(frozenset(stems(one.quotation)), frozenset(stems(other.quotation)))
            change = _change(who, pair.front, one, other, shared)
            (turned if change.turned else found).append(change)
    return tuple([*found, *turned][:limit])


def _pairs(stored: Stored, days: tuple[int, int], topic: str, person: Known | None) -> Iterator[Pair]:
    from kentledge.question.columns import of_marks, of_packs
    from kentledge.question.greatest import Means, greatest

    _, after = days
    if not topic and person is None:
        every = of_packs(*stored.packed(days))
    else:
        if person is not None and person.key is not None:
            marks = stored.of_person(person.key, after)
        else:
            marks = stored.on_topic(topic, after)
        asked = set(numbers(words_of(topic)))
        every = of_marks(mark for mark in marks if not asked or not asked.isdisjoint(words(mark)))
    return greatest(every, days, Means(stored.fronts, stored.words_of, stored.front, ALIKE))


def changes_from(
    ledger: Ledger,
    earlier: Iterable[str],
    later: Iterable[str],
    *,
    front: str | None = None,
    topic: str = "",
    person: Known | None = None,
    persons: Persons | None = None,
) -> tuple[Change, ...]:
    """Changes from what some articles (by id) say to what others say; otherwise as `changes_between`."""
    known = Persons(ledger) if persons is None else persons
    one, other = (judged(ledger, known, ids, front=front, topic=topic, person=person) for ids in (earlier, later))
    return _changes(one, other)


def _changes(earlier: Iterable[Judged], later: Iterable[Judged]) -> tuple[Change, ...]:
    one: dict[tuple[str, str], list[tuple[Said, frozenset[str]]]] = defaultdict(list)
    for j in earlier:
        for front in j.fronts:
            one[(j.who.id, front)].append((j.said, frozenset(stems(j.said.quotation))))
    found = []
    for j in later:
        own = frozenset(stems(j.said.quotation))
        for front in j.fronts:
            alike = [
                (_alike(had, own), said.published, n, said)
                for n, (said, had) in enumerate(one.get((j.who.id, front), ()))
            ]
            if alike:
                shared, _, _, was = max(alike, key=lambda row: row[:3])
                if shared >= ALIKE:
                    found.append(_change(j.who.name, front, was, j.said, shared))
    return tuple(sorted(found, key=lambda c: (c.turned, -abs(c.by))))


def _change(speaker: str, on: str, earlier: Said, later: Said, likeness: float | None) -> Change:
    turned = {earlier.direction, later.direction} == {"for", "against"}
    apart = later.low > earlier.high or later.high < earlier.low
    return Change(speaker, on, earlier, later, later.best - earlier.best, apart, turned, likeness)


def _alike(one: Set[str], other: Set[str]) -> float:
    shared = len(one & other)
    return shared / sqrt(len(one) * len(other)) if shared else 0.0
