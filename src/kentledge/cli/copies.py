"""`kentledge copies`: which articles are printings of one story."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kentledge.cli.commands import app
from kentledge.cli.statements import LedgerFile, Limit


class CopiesFormat(StrEnum):
    """Forms of the list of clusters."""

    text = "text"
    json = "json"


@app.command()
def copies(
    limit: Limit = 50,
    format: Annotated[CopiesFormat, typer.Option("--format", "-f", help="Form of the list.")] = CopiesFormat.text,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    ledger: LedgerFile = None,
) -> None:
    """List stories of which the ledger holds several printings, and where each was printed.

    Copies are found as articles are read: cut, retitled, with paragraphs in another order, another dateline or credit,
    some words changed.

    Example: kentledge copies --format json -o copies.json
    """
    from kentledge.cli.progress import progress
    from kentledge.files import put
    from kentledge.format1 import plain
    from kentledge.harmless import harmless_line
    from kentledge.ledger import Ledger, default_path

    with Ledger.open(ledger or default_path(), create=False) as book:
        waiting = book.uncompared()
        if waiting:
            with progress("comparing", len(waiting)) as step:
                for article in waiting:
                    book.compare(article)
                    step()
        found = book.copies(limit)
    if format is CopiesFormat.json:
        text = json.dumps(plain(found), ensure_ascii=False, indent=1) + "\n"
    else:
        lines = []
        for cluster in found:
            lines.append(f"{len(cluster.printings)} printings")
            for printing in cluster.printings:
                place = printing.outlet or ", ".join(printing.sources[:1]) or "unknown outlet"
                about = f"  {printing.published or 'no date':10}  {place} · {printing.title or 'no title'}"
                lines.append(harmless_line(f"{about} · {printing.article}"))
            lines.append("")
        text = "\n".join(lines or ["no copies", ""])
    put(text, output)
