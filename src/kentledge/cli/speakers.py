"""`kentledge speakers`: who is whom across articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kentledge.cli.commands import app
from kentledge.cli.desk import (
    AsJson,
    By,
    LedgerFile,
    Note,
    analyst,
    article_named,
    opened,
    say,
    say_json,
    warn,
    who_is_who,
)
from kentledge.cli.statements import Limit
from kentledge.clock import now

if TYPE_CHECKING:
    from kentledge.edits.persons.look import Known, Persons
    from kentledge.ledger import Ledger

LISTED = 50
"""How many are listed where nobody says otherwise."""
SHOWN = 50
"""How many of the articles that name a person are in the JSON, the first ones."""

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
    name: Annotated[str | None, typer.Option(help="Only those who may be meant by this name, or have this id.")] = None,
    everybody: Annotated[bool, typer.Option("--all", help="Also those without a name, as “experts”.")] = False,
    limit: Limit = LISTED,
    as_json: AsJson = False,
    ledger: LedgerFile = None,
) -> None:
    """List the persons and bodies of the ledger, with their spellings and the number of articles that name them.

    Those whom most articles name come first. Merged are those of the same full name with nothing against it; others
    that may be one are only proposed.

    Examples:
    kentledge speakers --proposed
    kentledge speakers --name Marrow
    kentledge speakers merge "A. Marrow" "Ida Marrow"
    kentledge speakers split 3fa2c1d9 --article a73c18
    """
    from kentledge.edits import UnusableEdit

    if context.invoked_subcommand is not None:
        if proposed or name is not None or everybody or limit != LISTED or as_json:
            raise UnusableEdit(f"only --ledger may stand before {context.invoked_subcommand}, no option of the list")
        if ledger is not None:  # unless one is named behind the command
            context.default_map = {context.invoked_subcommand: {"ledger": ledger}}
        return

    if proposed and (name is not None or everybody):
        raise UnusableEdit("--proposed lists all pairs: leave out --name and --all")
    with opened(ledger) as book:
        persons = who_is_who(book)
        if proposed:
            _proposed(book, persons, limit, as_json)
            return
        if name is None:
            shown = persons.listed(limit, everybody=everybody)
        else:
            shown, _ = persons.meant(name, limit)
        if as_json:
            say_json([_plain(persons, p) for p in shown])
            return
        for person in shown:
            others = [s for s in persons.spellings(person) if s != person.name]
            also = f"; also {', '.join(others)}" if others else ""
            say(f"{person.id} {_line(person)} · {person.articles} article{'s' * (person.articles != 1)}{also}")


def _proposed(book: Ledger, persons: Persons, limit: int, as_json: bool) -> None:
    from kentledge.edits.persons.ask import asked

    pairs = asked(book, persons, limit, warn)
    if as_json:
        rows = [
            {
                "one": _plain(persons, p.one),
                "other": _plain(persons, p.other),
                "ground": p.says,
                "alike": [o.id for o in persons.alike(p.one) if o.id != p.other.id] if p.alike else [],
            }
            for p in pairs
        ]
        say_json(rows)
        return
    for p in pairs:
        more = f"; {p.alike} more like the first: merge with --alike" if p.alike else ""
        say(f"{p.one.id} {_line(p.one)}", f"{p.other.id} {_line(p.other)}", f"         {p.says}{more}", "")
    if not pairs:
        print("nothing to decide")


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
    from kentledge.edits.persons.decide import merge as merged

    with opened(ledger) as book:
        known = who_is_who(book)
        a, b = known.named(one), known.named(other)
        if a.id == b.id:
            raise UnusableEdit(f"{one} and {other} are one person already")
        (first, *_) = known.occurrences(a, 1)
        for each in (a, *(p for p in (known.alike(a) if alike_too else ()) if p.id != b.id)):
            merged(book, known, each, b, by=analyst(by), at=now(), note=note)
        person = who_is_who(book).of(*first)
    say(f"one person: {_line(person or a)}")


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
    from kentledge.edits.persons.decide import split as divided

    if (other is None) == (not article):
        raise UnusableEdit("name another person, or with --article the articles in which it is somebody else")
    with opened(ledger) as book:
        known = who_is_who(book)
        a = known.named(one)
        apart = [article_named(book, id_) for id_ in article or ()] if other is None else known.named(other)
        divided(book, known, a, apart, by=analyst(by), at=now(), note=note)
    say(f"{a.name}: two persons")


def _line(person: Known) -> str:
    details = ", ".join(filter(None, (person.role, person.affiliation, person.kind)))
    return f"{person.name} · {details}"


def _plain(persons: Persons, person: Known) -> dict[str, object]:
    return {
        "id": person.id,
        "name": person.name,
        "role": person.role,
        "affiliation": person.affiliation,
        "kind": person.kind,
        "spellings": list(persons.spellings(person)),
        "count": person.articles,
        "articles": list(dict.fromkeys(article for article, _ in persons.occurrences(person, SHOWN))),
        "grounds": list(person.grounds),
    }
