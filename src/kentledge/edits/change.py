"""A reading with one record changed, added or gone, and everything that leaned on it put right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from kentledge.edits.edit import Edit
from kentledge.edits.match import known_then, letters
from kentledge.edits.names import fits
from kentledge.records import Camp, Effect, Estimative, Judgement, Quantity, Reading, Span, Speaker, Statement

T = TypeVar("T")


def new_id(letter: str, edit: Edit, taken: Iterable[str]) -> str:
    """An id that no record of the reading has, and that says which edit the record comes from: "s+12"."""
    stem, others = f"{letter}+{'' if edit.id is None else edit.id}", set(taken)
    name, n = stem, 1
    while name in others:
        n += 1
        name = f"{stem}.{n}"
    return name


def with_statement(reading: Reading, statement: Statement, edit: Edit, *, instead_of: Statement | None) -> Reading:
    """The reading with a statement, whose `speaker` is a name, added in the order of the text or in another's place.

    The speaker is the reading's own of that name, or a new one, mentioned wherever the article has the name. What no
    longer stands in the content goes with it (see `_with_words`).
    """
    reading, speaker = _speaker_named(reading, statement.speaker, edit)
    text = " ".join(reading.article.at(span) for span in statement.content)
    statement = replace(statement, speaker=speaker, text=text)
    if instead_of is None:
        statements = _inserted(reading.statements, statement, lambda s: s.content)
        return _with_quantities_in(replace(reading, statements=statements), statement)
    statements = tuple(statement if s.id == instead_of.id else s for s in reading.statements)
    reading = _camps_without(replace(reading, statements=statements, finding=None), statement.id)
    return reading if statement.content == instead_of.content else _with_words(reading, statement, instead_of)


def _with_words(reading: Reading, statement: Statement, before: Statement) -> Reading:
    """The reading with what was judged and counted in the words of a statement, which were other words `before`.

    What stood in the old words and does not in the new ones goes, or is nobody's; quantities that are nobody's and
    stand in the new ones are the statement's.
    """
    text = reading.article.text
    old, new = letters(text, before.content), letters(text, statement.content)

    def left_out(span: Span) -> bool:
        own = letters(text, [span])
        return own <= old and not own <= new

    judgements = []
    for j in reading.judgements:
        if j.statement == statement.id:
            if j.clause is not None and not letters(text, [j.clause]) & new:
                continue
            if j.horizon is not None and left_out(j.horizon.span):
                j = replace(j, horizon=None)
            left = tuple(e for e in j.estimative if letters(text, [e.span]) <= new)
            effects = tuple(e for e in j.effects if not left_out(e.span))
            if (left, effects) != (j.estimative, j.effects):
                j = _judging(j, left, effects)
        judgements.append(j)
    quantities = tuple(
        replace(q, statement=None) if q.statement == statement.id and left_out(q.span) else q
        for q in reading.quantities
    )
    deals = tuple(
        replace(d, statement=None) if d.statement == statement.id and left_out(d.span) else d for d in reading.deals
    )
    reading = replace(reading, judgements=tuple(judgements), quantities=quantities, deals=deals)
    return _with_quantities_in(reading, statement)


def _with_quantities_in(reading: Reading, statement: Statement) -> Reading:
    """The reading with quantities that are nobody's and stand in a statement's words given to it."""
    words = letters(reading.article.text, statement.content)
    quantities = tuple(
        replace(q, statement=statement.id)
        if q.statement is None and letters(reading.article.text, [q.span]) <= words
        else q
        for q in reading.quantities
    )
    return replace(reading, quantities=quantities)


def _judging(
    judgement: Judgement, estimative: tuple[Estimative, ...], effects: tuple[Effect, ...] | None = None
) -> Judgement:
    """The judgement with other estimative phrases (and other `effects`), and what it then holds of the effects."""
    from kentledge.judge.effects import held

    changed = replace(judgement, estimative=estimative, effects=judgement.effects if effects is None else effects)
    if not judgement.effects:
        return changed  # a direction that no words are on record for is not this one's to change
    direction, size = held(changed.effects, estimative)
    return replace(changed, direction=direction, size=size)


def without_statement(reading: Reading, id_: str) -> Reading:
    """The reading without a statement, what it judges and relations by it alone; its numbers and deals are nobody's."""
    reading = _camps_without(reading, id_)
    return replace(
        reading,
        statements=tuple(replace(s, within=None) if s.within == id_ else s for s in reading.statements if s.id != id_),
        judgements=tuple(j for j in reading.judgements if j.statement != id_),
        relations=tuple(
            replace(r, statements=left)
            for r in reading.relations
            if (left := tuple(s for s in r.statements if s != id_)) or not r.statements
        ),
        quantities=tuple(replace(q, statement=None) if q.statement == id_ else q for q in reading.quantities),
        deals=tuple(replace(d, statement=None) if d.statement == id_ else d for d in reading.deals),
        finding=None,
    )


def with_phrase(
    reading: Reading,
    where: int | None,
    phrase: Estimative,
    *,
    statement: str | None = None,
    instead_of: Estimative | None = None,
) -> Reading:
    """The reading with an estimative phrase in the judgement at `where`; None for a new judgement of `statement`."""
    judgements = list(reading.judgements)
    if where is None:
        assert statement is not None
        order = {s.id: n for n, s in enumerate(reading.statements)}
        later = (n for n, j in enumerate(judgements) if order[j.statement] > order[statement])
        judgements.insert(next(later, len(judgements)), Judgement(statement, estimative=(phrase,)))
    else:
        own = judgements[where].estimative
        if instead_of is not None and instead_of.span == phrase.span:
            own = tuple(phrase if e == instead_of else e for e in own)
        else:
            own = _inserted(tuple(e for e in own if e != instead_of), phrase, lambda e: e.span)
        judgements[where] = _judging(judgements[where], own)
    return replace(reading, judgements=tuple(judgements), finding=None)


def without_phrase(reading: Reading, where: int, phrase: Estimative) -> Reading:
    """The reading without an estimative phrase; its judgement stays, with whatever else it says."""
    judgements = list(reading.judgements)
    left = tuple(e for e in judgements[where].estimative if e != phrase)
    judgements[where] = _judging(judgements[where], left)
    return replace(reading, judgements=tuple(judgements), finding=None)


def with_quantity(reading: Reading, quantity: Quantity, *, instead_of: str | None) -> Reading:
    """The reading with a quantity added or in another's place. Checks that were made with the old value go."""
    if instead_of is None:
        return replace(reading, quantities=_inserted(reading.quantities, quantity, lambda q: q.span))
    if quantity in reading.quantities:
        return reading
    quantities = tuple(quantity if q.id == instead_of else q for q in reading.quantities)
    return replace(_unchecked(reading, instead_of), quantities=quantities)


def without_quantity(reading: Reading, id_: str) -> Reading:
    """The reading without a quantity and the checks that were made with it."""
    return replace(_unchecked(reading, id_), quantities=tuple(q for q in reading.quantities if q.id != id_))


def with_speaker(reading: Reading, speaker: Speaker, *, instead_of: str | None) -> Reading:
    """The reading with a speaker added in the order of first mentions or in another's place."""
    if instead_of is None:
        return replace(reading, speakers=_inserted(reading.speakers, speaker, _first_mention))
    if speaker in reading.speakers:
        return reading
    speakers = tuple(speaker if s.id == instead_of else s for s in reading.speakers)
    return replace(reading, speakers=speakers, finding=None)


def without_speaker(reading: Reading, id_: str) -> Reading:
    """The reading without a speaker; what was theirs is said by nobody named, and their relations go."""
    camps = (replace(c, speakers=tuple(s for s in c.speakers if s != id_)) for c in reading.camps)
    return replace(
        reading,
        speakers=tuple(s for s in reading.speakers if s.id != id_),
        statements=tuple(replace(s, speaker=None) if s.speaker == id_ else s for s in reading.statements),
        relations=tuple(r for r in reading.relations if id_ not in (r.from_, r.to)),
        camps=_peopled(camps),
        finding=None,
    )


def _speaker_named(reading: Reading, name: str | None, edit: Edit) -> tuple[Reading, str | None]:
    if name is None:
        return reading, None
    known = known_then(reading.speakers, edit)
    exact = [s for s in known if s.name == name]
    found = exact or [s for s in known if fits(s.name, name)]
    if exact or len(found) == 1:
        return reading, found[0].id
    mentions = tuple(m.span() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", reading.article.text))
    new = Speaker(new_id("p", edit, (s.id for s in reading.speakers)), name, None, None, "unknown", mentions)
    return with_speaker(reading, new, instead_of=None), new.id


def _camps_without(reading: Reading, statement: str) -> Reading:
    """The camps without a statement, and without speakers who stood there by it alone."""
    said_by = {s.id: s.speaker for s in reading.statements}
    camps = []
    for camp in reading.camps:
        if statement in camp.statements:
            left = tuple(s for s in camp.statements if s != statement)
            still = {said_by.get(s) for s in left}
            camp = replace(camp, statements=left, speakers=tuple(s for s in camp.speakers if s in still))
        camps.append(camp)
    return replace(reading, camps=_peopled(camps))


def _peopled(camps: Iterable[Camp]) -> tuple[Camp, ...]:
    return tuple(camp for camp in camps if camp.speakers)


def _unchecked(reading: Reading, quantity: str) -> Reading:
    return replace(reading, checks=tuple(c for c in reading.checks if quantity not in c.quantities))


def _first_mention(speaker: Speaker) -> tuple[bool, tuple[Span, ...], str]:
    return not speaker.mentions, speaker.mentions, speaker.name


def _inserted(records: tuple[T, ...], new: T, where: Callable[[T], object]) -> tuple[T, ...]:
    """The records with a new one before the first that stands later in the text."""
    place = next((n for n, r in enumerate(records) if where(r) > where(new)), len(records))  # type: ignore[operator]
    return (*records[:place], new, *records[place:])
