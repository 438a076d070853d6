"""Who changed their mind, and by how much: the same person's earlier and later judgements of the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from kentledge.edits import edited
from kentledge.edits.decided import people_of
from kentledge.edits.people import People, Person
from kentledge.ledger import Ledger, schema
from kentledge.question.questions import Question
from kentledge.question.store import links
from kentledge.question.suggest import stems
from kentledge.question.voices import voices
from kentledge.records import Direction, Span

ALIKE = 0.2
"""The likeness of words (0 to 1) from which on two judgements on one front are taken to be of the same thing."""


@dataclass(frozen=True, slots=True)
class Said:
    """A judgement as it was printed: the words and their offsets, the phrase and its range.

    `low` to `high` are those of the phrase; of a question's link those of the question's yes, polarity applied, and for
    numeric questions and dates values. `direction` is the judgement's own.
    """

    article: str
    published: str
    outlet: str | None
    quotation: str
    spans: tuple[Span, ...]
    phrase: str | None
    scale: str
    low: float
    best: float
    high: float
    direction: Direction | None = None


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


def changes_on(ledger: Ledger, question: Question, before: str, after: str) -> tuple[Change, ...]:
    """Changes between the last judgements linked to the question up to the day `before`, and the last after it, up to
    the day `after`; the greatest first. Days are ISO."""
    latest: dict[tuple[str, str | None], list[Said | None]] = defaultdict(lambda: [None, None])
    every = [v for v in voices(ledger, links(ledger, question.id)) if v.when and v.standing != "rejected"]
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
    ledger: Ledger, before: str, after: str, *, front: str | None = None, topic: str = "", person: Person | None = None
) -> tuple[Change, ...]:
    """Changes from what was printed up to the day `before` to what was printed after it, up to the day `after`.

    Each later judgement is set beside the earlier one of the same person on the same front that is most like it in its
    words, if they are alike by `ALIKE`. `topic` are words of which both must have one. The greatest change first; of
    articles without a date nothing is known.
    """
    known = people_of(ledger)
    dated = _dates(ledger)
    asked = _spoken(known, person)
    early = [a for a in asked if dated.get(a, "9999") <= before]
    late = [a for a in asked if before < dated.get(a, "") <= after]
    return _changes(ledger, known, early, late, front, topic, person)


def changes_from(
    ledger: Ledger, earlier: Iterable[str], later: Iterable[str], *, front: str | None = None, topic: str = "",
    person: Person | None = None,
) -> tuple[Change, ...]:  # fmt: skip
    """Changes from what some articles (by id) say to what others say; otherwise as `changes_between`."""
    return _changes(ledger, people_of(ledger), tuple(earlier), tuple(later), front, topic, person)


def _changes(
    ledger: Ledger,
    known: People,
    earlier: Sequence[str],
    later: Sequence[str],
    front: str | None,
    topic: str,
    person: Person | None,
) -> tuple[Change, ...]:
    words = frozenset(stems(topic))

    def wanted(who: Person, on: str, said: Said) -> bool:
        if person is not None and who.id != person.id:
            return False
        return (front is None or on == front) and (not words or bool(words & stems(said.quotation).keys()))

    one, other = (_judged(ledger, known, articles, wanted) for articles in (earlier, later))
    found = []
    for key, after in other.items():
        for said in after:
            alike = [
                (_likeness(e.quotation, said.quotation), e.published, n, e) for n, e in enumerate(one.get(key, ()))
            ]
            if alike:
                shared, _, _, was = max(alike, key=lambda row: row[:3])
                if shared >= ALIKE:
                    found.append(_change(key[1], key[2], was, said, shared))
    return tuple(sorted(found, key=lambda c: (c.turned, -abs(c.by))))


def _judged(
    ledger: Ledger, known: People, articles: Iterable[str], wanted: Callable[[Person, str, Said], bool]
) -> dict[tuple[str, str, str], list[Said]]:
    """(person's id, name, front) → judgements with a probability, in the order of the articles."""
    found: dict[tuple[str, str, str], list[Said]] = defaultdict(list)
    for id_ in articles:
        reading = edited(ledger, id_).reading
        article = reading.article
        names = {s.id: s.name for s in reading.speakers}
        said_by = {s.id: s for s in reading.statements}
        for judgement in reading.judgements:
            statement = said_by[judgement.statement]
            who = known.of(id_, names.get(str(statement.speaker), ""))
            if who is None or not who.named or len(judgement.estimative) != 1:
                continue
            (p,) = judgement.estimative
            spans = statement.content if judgement.clause is None else (judgement.clause,)
            quotation = " ".join(article.at(span) for span in spans)
            said = Said(id_, article.published or "", article.outlet, quotation, spans, article.at(p.span), p.scale,
                        p.low, p.best, p.high, judgement.direction)  # fmt: skip
            for on in judgement.fronts or ("no front",):
                if wanted(who, on, said):
                    found[(who.id, who.name, on)].append(said)
    return found


def _change(speaker: str, on: str, earlier: Said, later: Said, likeness: float | None) -> Change:
    turned = {earlier.direction, later.direction} == {"for", "against"}
    apart = later.low > earlier.high or later.high < earlier.low
    return Change(speaker, on, earlier, later, later.best - earlier.best, apart, turned, likeness)


def _likeness(one: str, other: str) -> float:
    a, b = stems(one).keys(), stems(other).keys()
    return len(a & b) / sqrt(len(a) * len(b)) if a and b else 0.0


def _dates(ledger: Ledger) -> dict[str, str]:
    with schema.told(ledger.path):
        rows = ledger.connection.execute(
            "SELECT a.id, substr(r.published, 1, 10) FROM latest_readings AS r JOIN articles AS a ON a.key = r.article"
            " WHERE r.published IS NOT NULL"
        ).fetchall()
    return dict(rows)


def _spoken(known: People, person: Person | None) -> tuple[str, ...]:
    """The articles in which somebody speaks (or this person does) who speaks in another as well."""
    every = known.persons if person is None else (person,)
    spoken = (dict.fromkeys(b.article for b in p.bearers) for p in every if p.named)
    return tuple(dict.fromkeys(a for articles in spoken if len(articles) > 1 for a in articles))
