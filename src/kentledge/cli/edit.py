"""`kentledge edit`: the analyst's hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kentledge.cli.commands import app
from kentledge.cli.desk import AsJson, By, LedgerFile, Note, analyst, article_named, opened, say, say_json
from kentledge.clock import now

if TYPE_CHECKING:
    from kentledge.edits import Edit, Record
    from kentledge.ledger import Ledger
    from kentledge.records import Quantity, Reading, Span

edit = typer.Typer(
    help="Accept, reject, correct, add to or comment on what was read. Nothing read is changed; the log only grows.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(edit, name="edit")

Article = Annotated[str, typer.Argument(help="The article: its id, the first characters of it, or its file.")]
Records = Annotated[list[str], typer.Argument(help="Records, by the ids that `edit show` lists (st3, sp1, q2).")]
Phrase = Annotated[str | None, typer.Option(help="The estimative phrase of that statement, by its words or offsets.")]


@edit.command()
def show(article: Article, ledger: LedgerFile = None) -> None:
    """List the records of an article as they stand, edits applied, each with its id and offsets.

    Example: kentledge edit show a73c18
    """
    from kentledge.edits import edited

    with opened(ledger) as book:
        reading, fitted, unfitted = edited(book, article_named(book, article))
    marks: dict[str, list[str]] = {}
    for fit in fitted:
        for id_ in fit.on:
            marks.setdefault(id_, []).append(fit.edit.action)
    names = {s.id: s.name for s in reading.speakers}
    for speaker in reading.speakers:
        details = ", ".join(filter(None, (speaker.role, speaker.affiliation, speaker.kind)))
        say(f"{speaker.id:6} {speaker.name} · {details}{_marked(marks, speaker.id)}")
    for statement in reading.statements:
        say(f"{statement.id:6} {names.get(str(statement.speaker), '–')}: {_short(statement.text)}"
            f" {_spans(statement.content)}{_marked(marks, statement.id)}")  # fmt: skip
        for judgement in reading.judgements:
            for p in judgement.estimative if judgement.statement == statement.id else ():
                say(f"       “{reading.article.at(p.span)}” = {p.low:g} to {p.high:g} ({p.scale}) {_spans([p.span])}")
    for quantity in reading.quantities:
        say(f"{quantity.id:6} “{reading.article.at(quantity.span)}” = {_range(quantity)}"
            f" {_spans([quantity.span])}{_marked(marks, quantity.id)}")  # fmt: skip
    if unfitted:
        say(f"{len(unfitted)} edits no longer fit: kentledge edit list {article} --unfitted")


@edit.command()
def accept(
    article: Article,
    records: Records,
    phrase: Phrase = None,
    note: Note = None,
    by: By = None,
    ledger: LedgerFile = None,
) -> None:
    """Say that records were read rightly.

    Example: kentledge edit accept a73c18 st3 st4
    """
    _simple("accept", article, records, phrase, note, by, ledger)


@edit.command()
def reject(
    article: Article,
    records: Records,
    phrase: Phrase = None,
    note: Note = None,
    by: By = None,
    ledger: LedgerFile = None,
) -> None:
    """Say that records are not there: they leave the reading, with all that leans on them.

    Example: kentledge edit reject a73c18 st9 --note "a caption"
    """
    _simple("reject", article, records, phrase, note, by, ledger)


@edit.command()
def comment(
    article: Article,
    words: Annotated[str, typer.Argument(help="The comment.")],
    record: Annotated[str | None, typer.Option(help="The record it is on. Default: the whole article.")] = None,
    phrase: Phrase = None,
    by: By = None,
    ledger: LedgerFile = None,
) -> None:
    """Write a comment beside an article or one of its records.

    Example: kentledge edit comment a73c18 "She said the same in May." --record st5
    """
    from kentledge import edits

    with opened(ledger) as book:
        reading = edits.edited(book, article_named(book, article)).reading
        on = None if record is None else record_meant(reading, record, phrase)
        log_edits(book, [edits.comment(reading, on, words, by=analyst(by), at=now())])


@edit.command("list")
def list_(
    article: Annotated[str | None, typer.Argument(help="Only the edits of this article.")] = None,
    unfitted: Annotated[
        bool, typer.Option("--unfitted", help="Only those that the latest reading has no place for.")
    ] = False,
    as_json: AsJson = False,
    ledger: LedgerFile = None,
) -> None:
    """List the edits, in the order in which they were made, and whether each still fits.

    Example: kentledge edit list --unfitted
    """
    from kentledge import edits
    from kentledge.format1 import plain

    with opened(ledger) as book:
        named = None if article is None else [article_named(book, article)]
        log = edits.edits_of(book, named)
        why = {u.edit.id: u.why for id_, own in log.items() for u in edits.apply(book.reading(id_), own).unfitted}
        texts = {id_: book.reading(id_).article for id_ in log} if not as_json else {}
    every = sorted((e for own in log.values() for e in own), key=lambda e: e.id or 0)
    shown = [e for e in every if not unfitted or e.id in why]
    if as_json:
        say_json([{**plain(e), "unfitted": why.get(e.id)} for e in shown])
        return
    for e in shown:
        words = _short(" ".join(texts[e.article].at(span) for span in e.spans))
        what = e.what if e.field is None else f"{e.what}, {e.field}"
        say(f"{e.id}  {e.at}  {e.by}  {e.article[:8]}  {e.action} {what}: {words} {_spans(e.spans)}".rstrip())
        if e.note:
            say(f"     {e.note}")
        if e.id in why:
            say(f"     no longer fits: {why[e.id]}")
    if not shown:
        print("no edits" if not unfitted else "every edit fits")


def _simple(
    action: str, article: str, ids: list[str], phrase: str | None, note: str | None, by: str | None, ledger: Path | None
) -> None:
    from kentledge import edits

    make = edits.accept if action == "accept" else edits.reject
    with opened(ledger) as book:
        reading = edits.edited(book, article_named(book, article)).reading
        who, at = analyst(by), now()
        log_edits(
            book,
            [make(reading, record_meant(reading, i, phrase), by=who, at=at, note=note) for i in dict.fromkeys(ids)],
        )


def log_edits(book: Ledger, made: list[Edit]) -> None:
    """Adds the edits to the log and says so."""
    from kentledge import edits

    keys = edits.record(book, made)
    print(f"edit {', '.join(map(str, keys))} logged")


def record_meant(reading: Reading, id_: str, phrase: str | None) -> Record:
    """The record of this id, or the phrase in it. Raises UnusableEdit."""
    from kentledge.edits import UnusableEdit
    from kentledge.edits.named import phrase_named, record_named
    from kentledge.records import Statement

    found = record_named(reading, id_)
    if phrase is None:
        return found
    if not isinstance(found, Statement):
        raise UnusableEdit(f"{id_} is no statement, so it has no phrase; name the statement in which it stands")
    return phrase_named(reading, found, phrase)


def _short(text: str, size: int = 90) -> str:
    text = " ".join(text.split())
    return text if len(text) <= size else text[: size - 1] + "…"


def _spans(spans: Iterable[Span]) -> str:
    listed = ", ".join(f"{a}–{b}" for a, b in spans)
    return f"[{listed}]" if listed else ""


def _marked(marks: dict[str, list[str]], id_: str) -> str:
    return f"  ({', '.join(marks[id_])})" if id_ in marks else ""


def _range(quantity: Quantity) -> str:
    low, high = quantity.low, quantity.high
    bounds = f"{low:g}" if low is not None and low == high else (
        f"{'' if low is None else f'{low:g}'}–{'' if high is None else f'{high:g}'}"
    )  # fmt: skip
    return f"{bounds} {quantity.unit}"
