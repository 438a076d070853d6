"""`kentledge speakers`: who is whom across articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kentledge.cli.commands import app
from kentledge.cli.desk import AsJson, By, LedgerFile, Note, analyst, article_named, opened
from kentledge.clock import now

if TYPE_CHECKING:
    from kentledge.edits.people import Person

speakers = typer.Typer(
    help="Who is whom across articles: persons with all their spellings, and what is left to decide.",
    invoke_without_command=True,
    rich_markup_mode=None,
)
app.add_typer(speakers, name="speakers")


@speakers.callback()
def list_(
    context: typer.Context,
    proposed: Annotated[bool, typer.Option("--proposed", help="List pairs who may be one, with the ground.")] = False,
    everybody: Annotated[bool, typer.Option("--all", help="Also those without a name, as “experts”.")] = False,
    as_json: AsJson = False,
    ledger: LedgerFile = None,
) -> None:
    """List the persons and bodies of the ledger, with their spellings and the number of articles that name them.

    Merged are those of the same full name with nothing against it; others that may be one are only proposed.

    Examples:
    kentledge speakers --proposed
    kentledge speakers merge "A. Marrow" "Ida Marrow"
    kentledge speakers split 3fa2c1d9 --article a73c18
    """
    if context.invoked_subcommand is not None:
        return
    import json

    from kentledge.edits.decided import people_of
    from kentledge.edits.proposals import proposals

    with opened(ledger) as book:
        known = people_of(book)
    if proposed:
        asked = proposals(known)
        if as_json:
            rows = [
                {"one": _plain(p.one), "other": _plain(p.other), "ground": p.says, "alike": [o.id for o in p.alike]}
                for p in asked
            ]
            print(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        for p in asked:
            more = f"; {len(p.alike)} more like the first: merge with --alike" if p.alike else ""
            print(f"{p.one.id} {_line(p.one)}\n{p.other.id} {_line(p.other)}\n         {p.says}{more}\n")
        if not asked:
            print("nothing to decide")
        return
    shown = [p for p in known.persons if everybody or p.named]
    if as_json:
        print(json.dumps([_plain(p) for p in shown], ensure_ascii=False, indent=1))
        return
    for person in shown:
        articles = len({b.article for b in person.bearers})
        others = [s for s in person.spellings if s != person.name]
        also = f"; also {', '.join(others)}" if others else ""
        print(f"{person.id} {_line(person)} · {articles} article{'s' * (articles != 1)}{also}")


@speakers.command()
def merge(
    one: Annotated[str, typer.Argument(help="A person, by name or id.")],
    other: Annotated[str, typer.Argument(help="Another, who is the same.")],
    alike_too: Annotated[
        bool, typer.Option("--alike", help="With all whom other articles name in the very words of the first.")
    ] = False,
    note: Note = None,
    by: By = None,
    ledger: LedgerFile = None,
) -> None:
    """Say that two are one person. It holds for ever, unless you split them later.

    Example: kentledge speakers merge "Marrow" "Ida Marrow"
    """
    from kentledge.edits import UnusableEdit
    from kentledge.edits.decided import merge as merged
    from kentledge.edits.decided import people_of, person_named
    from kentledge.edits.proposals import alike

    with opened(ledger) as book:
        known = people_of(book)
        a, b = person_named(known, one), person_named(known, other)
        if a.id == b.id:
            raise UnusableEdit(f"{one} and {other} are one person already")
        for each in (a, *(p for p in (alike(known, a) if alike_too else ()) if p.id != b.id)):
            merged(book, each, b, by=analyst(by), at=now(), note=note)
        person = people_of(book).of(*a.bearers[0].occurrence)
    print(f"one person: {_line(person or a)}")


@speakers.command()
def split(
    one: Annotated[str, typer.Argument(help="A person, by name or id.")],
    other: Annotated[str | None, typer.Argument(help="Another, who is not the same.")] = None,
    article: Annotated[
        list[str] | None, typer.Option(help="In this article it is somebody else; may be given again.")
    ] = None,
    note: Note = None,
    by: By = None,
    ledger: LedgerFile = None,
) -> None:
    """Say that two are different persons, or that in some articles a name is somebody else's. It holds for ever.

    Example: kentledge speakers split "Ida Marrow" --article a73c18
    """
    from kentledge.edits import UnusableEdit
    from kentledge.edits.decided import people_of, person_named
    from kentledge.edits.decided import split as divided

    if (other is None) == (not article):
        raise UnusableEdit("name another person, or with --article the articles in which it is somebody else")
    with opened(ledger) as book:
        known = people_of(book)
        a = person_named(known, one)
        apart = [article_named(book, id_) for id_ in article or ()] if other is None else person_named(known, other)
        divided(book, a, apart, by=analyst(by), at=now(), note=note)
    print(f"{a.name}: two persons")


def _line(person: Person) -> str:
    details = ", ".join(filter(None, (person.role, person.affiliation, person.kind)))
    return f"{person.name} · {details}"


def _plain(person: Person) -> dict[str, object]:
    return {
        "id": person.id,
        "name": person.name,
        "role": person.role,
        "affiliation": person.affiliation,
        "kind": person.kind,
        "spellings": list(person.spellings),
        "articles": list(dict.fromkeys(b.article for b in person.bearers)),
        "grounds": list(person.grounds),
    }
