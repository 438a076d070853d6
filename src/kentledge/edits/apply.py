"""Edits applied to a reading, in the order in which they were made: what fits is applied, what does not is listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kentledge.edits.change import (
    new_id,
    with_phrase,
    with_quantity,
    with_speaker,
    with_statement,
    without_phrase,
    without_quantity,
    without_speaker,
    without_statement,
)
from kentledge.edits.edit import Edit, Record, with_field
from kentledge.edits.match import (
    Astray,
    accepted_still,
    judgement_around,
    known_by,
    known_then,
    letters,
    phrases_meant,
    quantity_meant,
    same_speaker,
    speaker_meant,
    speaker_name,
    statement_around,
    statement_in_form,
    statement_meant,
)
from kentledge.edits.names import fits
from kentledge.records import Estimative, Quantity, Reading, Speaker, Statement

PASSES = 5
"""Passes over the log at most. The second nearly always changes nothing."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """An edit that was applied, and the ids of the records it was applied to, as they were at that moment.

    For a phrase these are the statements in which it stands; empty for a comment on the article.
    """

    edit: Edit
    on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unfitted:
    """An edit that this reading has no place for any more, and why. It stays in the log."""

    edit: Edit
    why: str


class Applied(NamedTuple):
    """A reading as the analyst has it, and what became of each edit."""

    reading: Reading
    fitted: tuple[Fitted, ...]
    unfitted: tuple[Unfitted, ...]


def apply(reading: Reading, edits: Iterable[Edit]) -> Applied:
    """The reading with the edits applied in their order; every edit is in `fitted` or in `unfitted`.

    Each edit sees what the earlier ones left, as the analyst did. An edit is known again by its words: a re-read with
    other ids, other splits and other neighbours keeps all that still fit. What one edit misses and a later one brings
    in, it finds on a second pass. Applying the same edits to the result again changes nothing.

    The finding, and the camps of a statement that was changed or rejected, rest on what no longer is so: the finding is
    left out (None), the statement leaves its camps; `kentledge.weigh` makes both anew.

    Raises ValueError where an edit is of another article.
    """
    log = tuple(edits)
    for edit in log:
        if edit.article != reading.article.id:
            raise ValueError(f"an edit of article {edit.article} cannot be applied to article {reading.article.id}")
    fitted: dict[int, Fitted] = {}
    why: dict[int, str] = {}
    for _ in range(PASSES):
        before = reading
        for n, edit in enumerate(log):
            try:
                reading, on = _applied(reading, edit, later_forms(log, n))
            except Astray as astray:
                why.setdefault(n, str(astray))
            else:
                fitted.setdefault(n, Fitted(edit, on))
        if reading == before:
            break
    return Applied(
        reading,
        tuple(fitted[n] for n in sorted(fitted)),
        tuple(Unfitted(edit, why[n]) for n, edit in enumerate(log) if n not in fitted),
    )


def later_forms(log: Sequence[Edit], n: int) -> tuple[Record, ...]:
    """What the record that edit `n` makes becomes, by that edit and by later corrections of it."""
    form = log[n].wanted
    if form is None:
        return ()
    forms = [form]
    for edit in log[n + 1 :]:
        if edit.wanted is None or edit.seen is None or edit.what != log[n].what:
            continue
        if known_by(edit.seen) == known_by(form):
            form = edit.wanted
            forms.append(form)
    return tuple(forms)


def _applied(reading: Reading, edit: Edit, forms: tuple[Record, ...]) -> tuple[Reading, tuple[str, ...]]:
    if edit.what == "article":
        return reading, ()
    if edit.action == "add":
        return _added(reading, edit, forms)
    if edit.what == "statement":
        return _statement(reading, edit, forms)
    if edit.what == "phrase":
        return _phrase(reading, edit, forms)
    if edit.what == "quantity":
        return _quantity(reading, edit, forms)
    return _speaker(reading, edit, forms)


def _statement(reading: Reading, edit: Edit, forms: tuple[Record, ...]) -> tuple[Reading, tuple[str, ...]]:
    found = statement_meant(reading, edit, forms)
    if edit.action == "accept" and not accepted_still(reading, edit, found):
        raise Astray("what was accepted is read otherwise now")
    if edit.action == "reject":
        return without_statement(reading, found.id), (found.id,)
    if edit.action == "correct":
        assert isinstance(edit.wanted, Statement)
        assert edit.field is not None
        named = replace(found, speaker=speaker_name(reading, found))
        changed = with_field(named, edit.field, edit.wanted)
        assert isinstance(changed, Statement)
        if changed != named:
            return with_statement(reading, changed, edit, instead_of=found), (found.id,)
    return reading, (found.id,)


def _phrase(reading: Reading, edit: Edit, forms: tuple[Record, ...]) -> tuple[Reading, tuple[str, ...]]:
    found = phrases_meant(reading, edit, forms)
    seen = edit.seen
    assert isinstance(seen, Estimative)
    on = tuple(dict.fromkeys(reading.judgements[n].statement for n, _ in found))
    if edit.action == "accept" and any((p.phrase, p.negated) != (seen.phrase, seen.negated) for _, p in found):
        raise Astray("what was accepted is read otherwise now")
    for n, phrase in found:
        if edit.action == "reject":
            reading = without_phrase(reading, n, phrase)
        elif edit.action == "correct":
            assert edit.wanted is not None
            assert edit.field is not None
            changed = with_field(phrase, edit.field, edit.wanted)
            assert isinstance(changed, Estimative)
            reading = with_phrase(reading, n, changed, instead_of=phrase)
    return reading, on


def _quantity(reading: Reading, edit: Edit, forms: tuple[Record, ...]) -> tuple[Reading, tuple[str, ...]]:
    found = quantity_meant(reading, edit, forms)
    seen = edit.seen
    assert isinstance(seen, Quantity)
    if edit.action == "accept" and (found.low, found.high, found.unit, found.per) != (
        seen.low,
        seen.high,
        seen.unit,
        seen.per,
    ):
        raise Astray("what was accepted is read otherwise now")
    if edit.action == "reject":
        return without_quantity(reading, found.id), (found.id,)
    if edit.action == "correct":
        assert edit.wanted is not None
        assert edit.field is not None
        changed = with_field(found, edit.field, edit.wanted)
        assert isinstance(changed, Quantity)
        changed = replace(changed, text=reading.article.at(changed.span))
        return with_quantity(reading, changed, instead_of=found.id), (found.id,)
    return reading, (found.id,)


def _speaker(reading: Reading, edit: Edit, forms: tuple[Record, ...]) -> tuple[Reading, tuple[str, ...]]:
    found = speaker_meant(reading, edit, forms)
    seen = edit.seen
    assert isinstance(seen, Speaker)
    if edit.action == "accept" and not (
        fits(found.name, seen.name) and (found.role, found.affiliation) == (seen.role, seen.affiliation)
    ):
        raise Astray("what was accepted is read otherwise now")
    if edit.action == "reject":
        return without_speaker(reading, found.id), (found.id,)
    if edit.action == "correct":
        assert edit.wanted is not None
        assert edit.field is not None
        changed = with_field(found, edit.field, edit.wanted)
        assert isinstance(changed, Speaker)
        return with_speaker(reading, changed, instead_of=found.id), (found.id,)
    return reading, (found.id,)


def _added(reading: Reading, edit: Edit, forms: tuple[Record, ...]) -> tuple[Reading, tuple[str, ...]]:
    """The record added, unless the reading has it already: a better pipeline finds what the analyst had to add."""
    wanted = edit.wanted
    if isinstance(wanted, Statement):
        return _statement_added(reading, wanted, edit, forms)
    if isinstance(wanted, Quantity):
        return _quantity_added(reading, wanted, edit, forms)
    if isinstance(wanted, Speaker):
        names = {form.name for form in forms if isinstance(form, Speaker)}
        for speaker in known_then(reading.speakers, edit):
            if speaker.name in names:
                return reading, (speaker.id,)
        new = replace(wanted, id=new_id("p", edit, (s.id for s in reading.speakers)))
        return with_speaker(reading, new, instead_of=None), (new.id,)
    assert isinstance(wanted, Estimative)
    return _phrase_added(reading, wanted, edit, forms)


def _statement_added(
    reading: Reading, wanted: Statement, edit: Edit, forms: tuple[Record, ...]
) -> tuple[Reading, tuple[str, ...]]:
    there = statement_in_form(reading, edit, forms)
    if there is not None:
        return reading, (there.id,)
    words = letters(reading.article.text, wanted.content)
    for statement in known_then(reading.statements, edit):
        if letters(reading.article.text, statement.content) == words:
            if not same_speaker(speaker_name(reading, statement), wanted.speaker):
                raise Astray("these words are read as another speaker's now")
            return reading, (statement.id,)
    new = replace(wanted, id=new_id("s", edit, (s.id for s in reading.statements)))
    return with_statement(reading, new, edit, instead_of=None), (new.id,)


def _quantity_added(
    reading: Reading, wanted: Quantity, edit: Edit, forms: tuple[Record, ...]
) -> tuple[Reading, tuple[str, ...]]:
    known = {(f.span, f.low, f.high, f.unit) for f in forms if isinstance(f, Quantity)}
    spans = {span for span, *_ in known}
    for quantity in known_then(reading.quantities, edit):
        if (quantity.span, quantity.low, quantity.high, quantity.unit) in known:
            return reading, (quantity.id,)
        if quantity.span in spans:
            raise Astray("another quantity is read at these words now")
    around = statement_around(reading, edit, wanted.span)
    id_ = new_id("q", edit, (q.id for q in reading.quantities))
    new = replace(wanted, id=id_, statement=around.id if around else None)
    return with_quantity(reading, new, instead_of=None), (id_,)


def _phrase_added(
    reading: Reading, wanted: Estimative, edit: Edit, forms: tuple[Record, ...]
) -> tuple[Reading, tuple[str, ...]]:
    known = {(f.span, f.low, f.best, f.high) for f in forms if isinstance(f, Estimative)}
    spans = {span for span, *_ in known}
    for judgement in reading.judgements:
        for phrase in judgement.estimative:
            if (phrase.span, phrase.low, phrase.best, phrase.high) in known:
                return reading, (judgement.statement,)
            if phrase.span in spans:
                raise Astray("another estimative phrase is read at these words now")
    around = statement_around(reading, edit, wanted.span)
    if around is None:
        raise Astray("no statement with these words is read any more")
    where = judgement_around(reading.judgements, around.id, wanted.span)
    return with_phrase(reading, where, wanted, statement=around.id), (around.id,)
