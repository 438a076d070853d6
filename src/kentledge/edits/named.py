"""What a user names, found in a reading: a record by its id, words by where they stand."""

from __future__ import annotations

import re

from kentledge.edits.edit import Record, UnusableEdit
from kentledge.records import Estimative, Quantity, Reading, Span, Speaker, Statement

_OFFSETS = re.compile(r"@?(\d+)\s*[-–]\s*(\d+)")


def record_named(reading: Reading, id_: str) -> Record:
    """The statement, speaker or quantity of this id. Raises UnusableEdit."""
    every: list[Statement | Speaker | Quantity] = [*reading.statements, *reading.speakers, *reading.quantities]
    for record in every:
        if record.id == id_:
            return record
    raise UnusableEdit(f"no record {id_} in this article; kentledge edit show lists them")


def phrase_named(reading: Reading, statement: Statement, words: str) -> Estimative:
    """The estimative phrase of the statement with these words (or at these offsets). Raises UnusableEdit."""
    own = [p for j in reading.judgements if j.statement == statement.id for p in j.estimative]
    offsets = _OFFSETS.fullmatch(words.strip())
    if offsets:
        found = [p for p in own if p.span == (int(offsets[1]), int(offsets[2]))]
    else:
        wanted = words.casefold()
        found = [p for p in own if wanted in (p.phrase.casefold(), reading.article.at(p.span).casefold())]
    found = list({p.span: p for p in found}.values())
    if len(found) == 1:
        return found[0]
    has = "; ".join(f"“{reading.article.at(p.span)}” {p.span[0]}-{p.span[1]}" for p in own) or "none"
    raise UnusableEdit(f"statement {statement.id} has {len(found) or 'no'} phrases “{words}”; its phrases: {has}")


def words_at(reading: Reading, said: str, inside: Statement | None = None) -> Span:
    """Where words stand in the article: given as the words, which must stand there once, or as offsets, "120-180".

    Where the article has the very words "120-180", "@120-180" are offsets. White space may differ. Words that stand
    more than once are looked for inside a statement, where one is given.

    Raises UnusableEdit.
    """
    text = reading.article.text
    offsets = _OFFSETS.fullmatch(said.strip())
    if offsets and (said.strip().startswith("@") or said.strip() not in text):
        span = int(offsets[1]), int(offsets[2])
        if not 0 <= span[0] < span[1] <= len(text):
            raise UnusableEdit(f"characters {span[0]} to {span[1]} are not in the article, which has {len(text)}")
        return span
    if not said.strip():
        raise UnusableEdit("name the words, or their offsets as START-END")
    pattern = r"\s+".join(re.escape(word) for word in said.split())
    found = [m.span() for m in re.finditer(pattern, text)]
    if inside is not None:
        found = [s for s in found if any(a <= s[0] and s[1] <= b for a, b in inside.content)] or found
    if len(found) == 1:
        return found[0]
    short = said if len(said) <= 60 else said[:57] + "…"
    if not found:
        raise UnusableEdit(f"the words “{short}” are not in the article")
    where = ", ".join(f"{a}-{b}" for a, b in found[:5])
    raise UnusableEdit(f"the words “{short}” stand {len(found)} times in the article: give offsets, as {where}")
