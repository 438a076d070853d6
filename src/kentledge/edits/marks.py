"""What was done to a record, and by whom, in a few words: "speaker corrected by Ida; accepted by Ben"."""

from __future__ import annotations

from collections.abc import Iterable

from kentledge.edits.apply import Applied, Fitted
from kentledge.edits.edit import Edit, What

Key = tuple[What, str]
"""A kind of record and the id that it has in the edited reading. What was done to a phrase is its statement's."""


def marks(applied: Applied) -> dict[Key, str]:
    """The mark of every record that edits concern, as they stand after all of them."""
    return {key: told(edits) for key, edits in _by_record(applied.fitted).items()}


def statement_marks(applied: Applied) -> dict[str, str]:
    """The marks of statements by id, with what was corrected in their speakers."""
    found = _by_record(applied.fitted)
    out = {}
    for statement in applied.reading.statements:
        own = list(found.get(("statement", statement.id), ()))
        if statement.speaker is not None:
            own += [e for e in found.get(("speaker", statement.speaker), ()) if e.action == "correct"]
        if own:
            out[statement.id] = told(sorted(own, key=lambda e: e.id or 0))
    return out


def told(edits: Iterable[Edit]) -> str:
    """What these edits did, by analyst, each in the order in which they came first."""
    by: dict[str, dict[str, None]] = {}
    for edit in edits:
        by.setdefault(edit.by, {})[done(edit)] = None
    return "; ".join(f"{', '.join(said)} by {who}" for who, said in by.items())


def done(edit: Edit) -> str:
    """What an edit did: "accepted", "phrase rejected", "speaker corrected", "speaker’s role corrected"."""
    if edit.action == "comment":
        return "comment"
    verb = {"accept": "accepted", "reject": "rejected", "correct": "corrected", "add": "added"}[edit.action]
    if edit.action == "correct":
        if edit.what == "statement" or edit.what == edit.field:
            return f"{edit.field} {verb}"
        return f"{edit.what}’s {'words' if edit.field == 'span' else edit.field} {verb}"
    return verb if edit.what == "statement" else f"{edit.what} {verb}"


def analysts(edits: Iterable[Edit]) -> str:
    """How many edits, and whose: "3 edits by Ida, Ben"; empty for none."""
    every = tuple(edits)
    if not every:
        return ""
    return f"{len(every)} edit{'s' * (len(every) != 1)} by {', '.join(dict.fromkeys(e.by for e in every))}"


def _by_record(fitted: Iterable[Fitted]) -> dict[Key, list[Edit]]:
    found: dict[Key, list[Edit]] = {}
    for fit in fitted:
        what: What = "statement" if fit.edit.what == "phrase" else fit.edit.what
        for id_ in fit.on:
            found.setdefault((what, id_), []).append(fit.edit)
    return found
