"""Which record of a reading an edit means: known again by its words, never by its id or its place in a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from kentledge.edits.edit import Edit, Record
from kentledge.edits.names import fits
from kentledge.records import Estimative, Judgement, Quantity, Reading, Span, Speaker, Statement

ENOUGH = 0.75
"""The share of words that a statement read anew must have in common with the one seen, to be taken for the same."""

T = TypeVar("T")
R = TypeVar("R", Statement, Speaker, Quantity)


class Astray(Exception):
    """No record fits, or none more than another; the message says which."""


def statement_meant(reading: Reading, edit: Edit, forms: Sequence[Record] = ()) -> Statement:
    """The statement with the words of the one seen; or in one of the later forms that corrections give it.

    Punctuation and quotation marks do not count. Other words may differ by a quarter, if the cue is in part the same.
    Raises Astray.
    """
    seen = edit.seen
    assert isinstance(seen, Statement)
    done = statement_in_form(reading, edit, forms)
    if done is not None:
        return done
    known = known_then(reading.statements, edit)
    just_so = [s for s in known if _frame(s) == _frame(seen)]
    if len(just_so) == 1:
        return just_so[0]  # none can be more like it
    text = reading.article.text
    words = letters(text, seen.content)
    ranked = []
    for statement in known:
        own = letters(text, statement.content)
        same, shared = own == words, likeness(own, words)
        if not same and (shared < ENOUGH or not _touch(statement.cue, seen.cue)):
            continue
        rank = (
            statement.content == seen.content,
            same,
            statement.cue == seen.cue,
            statement.source == seen.source,
            round(shared, 6),
        )
        ranked.append((rank, statement))
    return _best(ranked, "statement")


def statement_in_form(reading: Reading, edit: Edit, forms: Sequence[Record]) -> Statement | None:
    """The statement whose spans are all those of one of some forms, the last of them first."""
    for form in reversed(forms):
        if isinstance(form, Statement):
            done = [s for s in known_then(reading.statements, edit) if _frame(s) == _frame(form)]
            if len(done) == 1:
                return done[0]
    return None


def accepted_still(reading: Reading, edit: Edit, statement: Statement) -> bool:
    """Whether what the analyst accepted is what the reading has: the same words, of a speaker who may be the same."""
    seen = edit.seen
    assert isinstance(seen, Statement)
    text = reading.article.text
    if letters(text, statement.content) != letters(text, seen.content):
        return False
    return same_speaker(speaker_name(reading, statement), seen.speaker)


def same_speaker(name: str | None, other: str | None) -> bool:
    """Whether two names of one article may be one speaker's; where nobody is named, both must be so."""
    return name == other if name is None or other is None else fits(name, other)


def quantity_meant(reading: Reading, edit: Edit, forms: Sequence[Record] = ()) -> Quantity:
    """The quantity at the span seen, or at one of its later forms; else at a span that shares three quarters of its
    letters and digits. Raises Astray."""
    seen = edit.seen
    assert isinstance(seen, Quantity)
    known = known_then(reading.quantities, edit)
    for form in reversed(forms):
        done = [q for q in known if isinstance(form, Quantity) and q.span == form.span]
        if len(done) == 1:
            return done[0]
    return _by_span(reading, known, lambda q: q.span, seen.span, "quantity")


def phrases_meant(reading: Reading, edit: Edit, forms: Sequence[Record] = ()) -> tuple[tuple[int, Estimative], ...]:
    """The estimative phrase seen, with the place of its judgement in `reading.judgements`.

    A phrase inside a statement within a statement stands in several judgements, and is meant in all of them. Raises
    Astray.
    """
    seen = edit.seen
    assert isinstance(seen, Estimative)
    every = [(n, phrase) for n, judgement in enumerate(reading.judgements) for phrase in judgement.estimative]
    spans = dict.fromkeys(phrase.span for _, phrase in every)
    later = (form.span for form in reversed(forms) if isinstance(form, Estimative))
    meant = next((span for span in later if span in spans), None)
    if meant is None:
        meant = _by_span(reading, tuple(spans), lambda span: span, seen.span, "estimative phrase")
    return tuple((n, phrase) for n, phrase in every if phrase.span == meant)


def speaker_meant(reading: Reading, edit: Edit, forms: Sequence[Record] = ()) -> Speaker:
    """The speaker most of whose mentions are those seen; of equals the one of that name. Raises Astray."""
    seen = edit.seen
    assert isinstance(seen, Speaker)
    names = {seen.name, *(form.name for form in forms if isinstance(form, Speaker))}
    ranked = []
    for speaker in known_then(reading.speakers, edit):
        shared = len(set(speaker.mentions) & set(seen.mentions))
        named = speaker.name in names
        if named or (shared and 2 * shared >= min(len(speaker.mentions), len(seen.mentions))):
            ranked.append(((named and bool(shared), shared, named), speaker))
    return _best(ranked, "speaker")


def statement_around(reading: Reading, edit: Edit, span: Span) -> Statement | None:
    """The innermost statement in whose content a span lies; None where there is none."""
    text = reading.article.text
    words = letters(text, [span])
    around = [s for s in known_then(reading.statements, edit) if words and words <= letters(text, s.content)]
    return min(around, key=lambda s: sum(b - a for a, b in s.content), default=None)


def judgement_around(judgements: Sequence[Judgement], statement: str, span: Span) -> int | None:
    """The place of the statement's judgement whose clause holds the span, or else of its first; None for none."""
    own = [(n, j) for n, j in enumerate(judgements) if j.statement == statement]
    inside = [n for n, j in own if j.clause is not None and j.clause[0] <= span[0] and span[1] <= j.clause[1]]
    return inside[0] if inside else own[0][0] if own else None


def speaker_name(reading: Reading, statement: Statement) -> str | None:
    """The name of a statement's speaker."""
    return next((s.name for s in reading.speakers if s.id == statement.speaker), None)


def known_by(record: Record) -> object:
    """What tells a record from its neighbours: a statement's spans, a speaker's name, another record's span."""
    if isinstance(record, Statement):
        return _frame(record)
    return record.name if isinstance(record, Speaker) else record.span


def known_then(records: Sequence[R], edit: Edit) -> list[R]:
    """The records that a later edit did not bring in: an edit cannot have meant those ("s+12" is edit 12's)."""
    if edit.id is None:
        return list(records)
    return [r for r in records if (made := _made_by(r.id)) is None or made <= edit.id]


def _made_by(id_: str) -> int | None:
    _, plus, number = id_.partition("+")
    number = number.partition(".")[0]
    return int(number) if plus and number.isdigit() else None


def letters(text: str, spans: Iterable[Span]) -> frozenset[int]:
    """The offsets of the letters and digits in some spans: what is left of words without their punctuation."""
    return frozenset(i for start, end in spans for i in range(start, end) if text[i].isalnum())


def likeness(a: frozenset[int], b: frozenset[int]) -> float:
    """The share of letters in common, 0 to 1."""
    return len(a & b) / len(a | b) if a or b else 1.0


def _frame(statement: Statement) -> tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]:
    return statement.source, statement.cue, statement.content


def _touch(a: Sequence[Span], b: Sequence[Span]) -> bool:
    """Whether two cues share a character, or neither has one."""
    if not a or not b:
        return not a and not b
    return any(start < other[1] and other[0] < end for start, end in a for other in b)


def _by_span(reading: Reading, records: Sequence[T], span_of: Callable[[T], Span], seen: Span, noun: str) -> T:
    text = reading.article.text
    words = letters(text, [seen])
    ranked = []
    for record in records:
        span = span_of(record)
        shared = likeness(letters(text, [span]), words)
        if span == seen or (words and shared >= ENOUGH):
            ranked.append(((span == seen, shared), record))
    return _best(ranked, noun)


def _best(ranked: Sequence[tuple[tuple[float, ...], T]], noun: str) -> T:
    if not ranked:
        raise Astray(f"no {noun} with these words is read any more")
    ranked = sorted(ranked, key=lambda pair: pair[0], reverse=True)
    if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        raise Astray(f"more than one {noun} with these words is read")
    return ranked[0][1]
