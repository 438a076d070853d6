"""`kentledge diff`: who changed their mind, and by how much."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from kentledge.cli.commands import app
from kentledge.cli.desk import AsJson, LedgerFile, article_named, opened, say, say_json, warn, who_is_who
from kentledge.cli.statements import Limit
from kentledge.percent import percents

if TYPE_CHECKING:
    from kentledge.question.changes import Change
    from kentledge.question.judged import Said

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@app.command()
def diff(
    before: Annotated[str, typer.Argument(help="A day (2031-03-05), or an article.")],
    after: Annotated[str, typer.Argument(help="A later day, or a later article.")],
    question: Annotated[
        int | None, typer.Option(max=2**63 - 1, help="Only judgements linked to this question.")
    ] = None,
    front: Annotated[str | None, typer.Option(help="Only judgements on this front.")] = None,
    topic: Annotated[str, typer.Option(help="Only judgements with one of these words.")] = "",
    speaker: Annotated[str | None, typer.Option(help="Only this speaker.")] = None,
    limit: Limit = 20,
    as_json: AsJson = False,
    ledger: LedgerFile = None,
) -> None:
    """Show who changed their mind: what they judged up to one day, and after it up to another; or in two articles.

    A person is the same across articles as in `kentledge speakers`. Both quotations are shown with their offsets. The
    greatest changes come first; those where one judgement expects good and the other harm, last.

    Examples:
    kentledge diff 2031-01-31 2031-06-30 --front economic
    kentledge diff 2031-01-31 2031-06-30 --question 3
    """
    from kentledge.edits.persons.judgements import renew as gathered
    from kentledge.format1 import plain
    from kentledge.question import UnusableQuestion
    from kentledge.question import question as asked
    from kentledge.question.changes import changes_between, changes_from, changes_on
    from kentledge.question.questions import day

    days = [bool(_DAY.fullmatch(said)) for said in (before, after)]
    if days[0] != days[1]:
        raise UnusableQuestion("name two days or two articles, not one of each")
    if days[0] and day(before) >= day(after):
        raise UnusableQuestion(f"{after} is not after {before}")
    kind = "front"
    with opened(ledger) as book:
        if question is not None:
            if not days[0] or front or topic or speaker:
                raise UnusableQuestion("--question goes with two days, and with no other choice")
            q = asked(book, question)
            kind = q.kind
            found = changes_on(book, q, before, after, persons=who_is_who(book))
        else:
            persons = who_is_who(book)
            gathered(book, warn)
            person = None if speaker is None else persons.named(speaker)
            if days[0]:
                found = changes_between(
                    book, before, after, front=front, topic=topic, person=person, persons=persons, limit=limit
                )
            else:
                one, other = article_named(book, before), article_named(book, after)
                found = changes_from(book, [one], [other], front=front, topic=topic, person=person, persons=persons)
    found = found[:limit]
    if as_json:
        say_json([plain(c) for c in found])
        return
    for change in found:
        say(*_lines(change, kind), "")
    if not found:
        print("nobody is known to have judged the same thing before and after")


def _lines(change: Change, kind: str) -> list[str]:
    from datetime import date

    chance = kind in ("front", "binary", "choice")
    by = f"{100 * change.by:+.0f} points" if chance else f"{change.by:+g}{' days' if kind == 'date' else ''}"
    if change.turned:
        by = "from good to harm or back: the probabilities are not of the same thing"
    elif change.apart:
        by += ", more than the words left open"

    def range_(said: Said) -> str:
        if chance:
            return percents(said.low, said.high)
        if kind == "date":
            return f"{date.fromordinal(round(said.low))} to {date.fromordinal(round(said.high))}"
        return f"{said.low:g}–{said.high:g}"

    lines = [f"{change.speaker} · {change.on} · {by}"]
    for said in (change.earlier, change.later):
        words = " ".join(said.quotation.split())
        words = words if len(words) <= 160 else words[:159] + "…"
        phrase = f"“{said.phrase}” = " if said.phrase else ""
        spans = ", ".join(f"{a}–{b}" for a, b in said.spans)
        lines.append(f"  {said.published or '(no date)'}  {phrase}{range_(said)} ({said.scale})")
        lines.append(f"      {words} · {said.outlet or 'article'} {said.article[:8]} [{spans}]")
    return lines
