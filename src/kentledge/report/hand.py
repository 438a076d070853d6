"""The analyst's edits in a brief: each with the words that it concerns, what was done, by whom, and when."""

from __future__ import annotations

from kentledge.edits import Applied, Edit
from kentledge.edits.marks import done
from kentledge.records import Article, Estimative, Quantity, Speaker, Statement
from kentledge.report.numbers import amount, percent
from kentledge.report.view import HandLine, folded


def hand_lines(applied: Applied) -> tuple[HandLine, ...]:
    """A line for each edit, in the order in which they were made; those that no longer fit say why."""
    article = applied.reading.article
    why = {id(u.edit): u.why for u in applied.unfitted}
    every = [f.edit for f in applied.fitted] + [u.edit for u in applied.unfitted]
    return tuple(_line(article, e, why.get(id(e))) for e in sorted(every, key=lambda e: (e.id or 0, e.at)))


def _line(article: Article, edit: Edit, why: str | None) -> HandLine:
    says = done(edit)
    if edit.what in ("statement", "article") and edit.action != "correct":
        says = f"{edit.what}: {says}" if edit.action != "comment" else f"comment on the {edit.what}"
    words = " … ".join(folded(article.at(span)) for span in edit.spans) if edit.what != "speaker" else ""
    if isinstance(edit.seen, Speaker):
        words = edit.seen.name
    says += (f", {words}" if words.startswith(("“", '"')) else f", “{words}”") if words else ""
    if edit.action == "correct":
        says += f": {_value(edit, article, seen=True)} → {_value(edit, article, seen=False)}"
    notes = [edit.by, edit.at[:10], *([folded(edit.note)] if edit.note else [])]
    notes += [f"no longer fits: {why}"] if why else []
    spans = edit.spans if edit.what != "speaker" else edit.spans[:1]
    return HandLine(says, tuple(n for n in notes if n), spans)


def _value(edit: Edit, article: Article, *, seen: bool) -> str:
    """What a correction's field was, or is now."""
    record = edit.seen if seen else edit.wanted
    if isinstance(record, Estimative | Quantity) and edit.field == "span":
        return f"“{folded(article.at(record.span))}”"
    if isinstance(record, Estimative):
        return f"{percent(record.low, record.high)} ({record.scale})"
    if isinstance(record, Quantity):
        return str(record.of or "nothing") if edit.field == "of" else amount(record)
    value = getattr(record, edit.field or "", None)
    if isinstance(record, Statement) and edit.field in ("source", "cue", "content"):
        return f"“{' … '.join(folded(article.at(span)) for span in value or ())}”"
    return folded(str(value)) if value else "nobody" if edit.field == "speaker" else "nothing"
