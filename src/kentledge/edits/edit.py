"""One edit by the analyst's hand: what was done, to which record as it was seen, and what it should be instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isfinite
from typing import Literal

from kentledge.errors import KentledgeError
from kentledge.records import Estimative, Provenance, Quantity, Reading, Span, Speaker, Statement

Action = Literal["accept", "reject", "correct", "add", "comment"]
What = Literal["statement", "speaker", "phrase", "quantity", "article"]
Record = Statement | Speaker | Estimative | Quantity

KINDS: Mapping[What, type[Record]] = {
    "statement": Statement,
    "speaker": Speaker,
    "phrase": Estimative,
    "quantity": Quantity,
}

FIELDS: Mapping[What, Mapping[str, tuple[str, ...]]] = {
    "statement": {name: (name,) for name in ("speaker", "kind", "source", "cue", "content", "venue", "when")},
    "speaker": {name: (name,) for name in ("name", "role", "affiliation", "kind")},
    "phrase": {"phrase": ("phrase", "negated", "scale", "low", "best", "high", "read_as"), "span": ("span",)},
    "quantity": {
        "value": ("low", "high", "unit", "per", "approximate", "change"),
        "span": ("span", "text"),
        "of": ("of",),
    },
}
"""What of a record a correction may concern, and the attributes that it then sets."""

OWN_SCALE = "analyst"
"""The scale of figures that no words give: the analyst's own."""


class UnusableEdit(KentledgeError):
    """The edit cannot be made: what it names is not there, or what it wants cannot be."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One line of the log. It belongs to an article and to words of it, and so outlives every reading.

    `seen` is the record as the analyst saw it, None for what is added and for comments on a whole article; `wanted` is
    what a correction's field is taken from, or what is added. In both a statement's `speaker` is a *name*, and ids are
    empty: they are a reading's own. `id` is the row in the log, None until it is there.
    """

    article: str
    action: Action
    what: What
    by: str
    at: str
    seen: Record | None = None
    wanted: Record | None = None
    field: str | None = None
    note: str | None = None
    read_by: Provenance | None = None
    id: int | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        """The words that the edit concerns."""
        record = self.seen or self.wanted
        return () if record is None else spans_of(record)


def spans_of(record: Record) -> tuple[Span, ...]:
    """The words by which a record is known again: a statement's content, a speaker's mentions, or the one span."""
    if isinstance(record, Statement):
        return record.content
    if isinstance(record, Speaker):
        return record.mentions
    return (record.span,)


def what_of(record: Record) -> What:
    """The kind of record, by the name that the log has for it."""
    return next(what for what, kind in KINDS.items() if isinstance(record, kind))


def as_seen(record: Record, reading: Reading) -> Record:
    """The record as an edit keeps it: a statement's speaker by name, and no id of this reading.

    Raises UnusableEdit where the statement names a speaker that the reading does not have.
    """
    if isinstance(record, Statement):
        name = None
        if record.speaker is not None:
            name = next((s.name for s in reading.speakers if s.id == record.speaker), None)
            if name is None:
                raise UnusableEdit(f"statement {record.id} names a speaker that its reading does not have")
        return replace(record, id="", speaker=name, within=None)
    if isinstance(record, Quantity):
        return replace(record, id="", statement=None)
    if isinstance(record, Speaker):
        return replace(record, id="")
    return record


def accept(reading: Reading, record: Record, *, by: str, at: str, note: str | None = None) -> Edit:
    """The machine read this rightly."""
    return _on("accept", reading, record, by, at, note)


def reject(reading: Reading, record: Record, *, by: str, at: str, note: str | None = None) -> Edit:
    """This is not there."""
    return _on("reject", reading, record, by, at, note)


def comment(reading: Reading, record: Record | None, note: str, *, by: str, at: str) -> Edit:
    """A note beside a record, or beside the whole article (None). Raises UnusableEdit where the note is empty."""
    if not note.strip():
        raise UnusableEdit("a comment needs words")
    if record is None:
        return Edit(reading.article.id, "comment", "article", by, at, note=note, read_by=reading.provenance)
    return _on("comment", reading, record, by, at, note)


def correct(
    reading: Reading, record: Record, field: str, wanted: Record, *, by: str, at: str, note: str | None = None
) -> Edit:
    """This is there, but `field` (of `FIELDS`) is as in `wanted`, whose other fields do not count.

    A statement's speaker in `wanted` is a name. Raises UnusableEdit where the field is none, a span lies outside the
    text, or a figure out of its range.
    """
    what = what_of(record)
    if field not in FIELDS[what]:
        raise UnusableEdit(f"{field} of a {what} cannot be corrected; choose one of {', '.join(FIELDS[what])}")
    seen = as_seen(record, reading)
    changed = with_field(seen, field, wanted)
    _possible(reading, changed)
    # The words on record are those at the spans.
    if isinstance(changed, Statement):
        changed = replace(changed, text=" ".join(reading.article.at(span) for span in changed.content))
    elif isinstance(changed, Quantity):
        changed = replace(changed, text=reading.article.at(changed.span))
    edit = Edit(reading.article.id, "correct", what, by, at, seen, changed, field, note, reading.provenance)
    if changed == seen:
        raise UnusableEdit(f"the {field} of that {what} is already so")
    return edit


def add(reading: Reading, wanted: Record, *, by: str, at: str, note: str | None = None) -> Edit:
    """This is there, and was overlooked. A statement's speaker is a name. Raises UnusableEdit as `correct` does."""
    if isinstance(wanted, Statement):
        text = " ".join(reading.article.at(span) for span in wanted.content)
        wanted = replace(wanted, id="", within=None, text=text)
    elif isinstance(wanted, Quantity):
        wanted = replace(wanted, id="", statement=None, text=reading.article.at(wanted.span))
    elif isinstance(wanted, Speaker):
        wanted = replace(wanted, id="")
    _possible(reading, wanted)
    return Edit(reading.article.id, "add", what_of(wanted), by, at, None, wanted, None, note, reading.provenance)


def with_field(record: Record, field: str, wanted: Record) -> Record:
    """The record with the attributes of one field as in another record."""
    names = FIELDS[what_of(record)][field]
    return replace(record, **{name: getattr(wanted, name) for name in names})


def _on(action: Action, reading: Reading, record: Record, by: str, at: str, note: str | None) -> Edit:
    seen = as_seen(record, reading)
    return Edit(reading.article.id, action, what_of(record), by, at, seen, None, None, note, reading.provenance)


def _possible(reading: Reading, record: Record) -> None:
    """Raises UnusableEdit where no reading could hold the record."""
    text = reading.article.text
    spans = spans_of(record) + ((record.source + record.cue) if isinstance(record, Statement) else ())
    if not isinstance(record, Speaker) and not spans_of(record):
        raise UnusableEdit(f"a {what_of(record)} needs words of the article")
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            raise UnusableEdit(f"characters {start} to {end} are not in the article, which has {len(text)}")
    if isinstance(record, Speaker) and not record.name.strip():
        raise UnusableEdit("a speaker needs a name")
    if isinstance(record, Statement) and record.speaker is not None and not record.speaker.strip():
        raise UnusableEdit("a speaker needs a name; leave the speaker out where nobody is named")
    if isinstance(record, Estimative) and not 0 <= record.low <= record.best <= record.high <= 1:
        raise UnusableEdit(f"{record.low}, {record.best}, {record.high} are not a low, best and high probability")
    if isinstance(record, Quantity) and not _bounded(record.low, record.high):
        raise UnusableEdit(f"{record.low} to {record.high} is not a range")


def _bounded(low: float | None, high: float | None) -> bool:
    if any(value is not None and not isfinite(value) for value in (low, high)):
        return False
    return low is None or high is None or low <= high
