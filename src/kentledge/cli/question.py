"""`kentledge question`: ask, link, pool, resolve, score."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kentledge.cli.commands import app
from kentledge.cli.desk import AsJson, By, LedgerFile, Note, analyst, article_named, opened, say, say_json, who_is_who
from kentledge.clock import now
from kentledge.percent import percent, percents

if TYPE_CHECKING:
    from kentledge.ledger import Ledger
    from kentledge.records import Reading, Statement
    from kentledge.report.sheet import Sheet

question = typer.Typer(
    help="Questions that the future answers: what is linked to them, their pools, how they came out, and the scores.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(question, name="question")


class Kind(StrEnum):
    """Kinds of question."""

    binary = "binary"
    choice = "choice"
    numeric = "numeric"
    date = "date"


class Sheets(StrEnum):
    """Forms of a question, a pool or the scores; md, html and vega have the charts."""

    text = "text"
    json = "json"
    md = "md"
    html = "html"
    vega = "vega"

    @property
    def is_sheet(self) -> bool:
        """Whether the form is one of those with charts."""
        return self not in (Sheets.text, Sheets.json)


class Side(StrEnum):
    """Whether a statement speaks for the question's yes or against it."""

    for_ = "for"
    against = "against"


Id = Annotated[int, typer.Argument(help="The question's number.", max=2**63 - 1)]
StatementName = Annotated[str, typer.Argument(help="The statement as ARTICLE:ID, as `question suggest` prints it.")]
Form = Annotated[Sheets, typer.Option("--format", "-f", help="Form; md, html and vega have the charts.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write a sheet (md, html, vega) to this file.")]
Option = Annotated[str | None, typer.Option(help="The option that it speaks of, of a choice.")]


@question.command()
def add(
    text: Annotated[str, typer.Argument(help="The question.")],
    criteria: Annotated[str, typer.Option(help="What will count as its answer, and by which source.")],
    due: Annotated[str, typer.Option(help="The day by which it is answered, as 2031-12-31.")],
    kind: Annotated[Kind, typer.Option(help="What kind of answer it has.")] = Kind.binary,
    option: Annotated[list[str] | None, typer.Option(help="An option of a choice; once for each.")] = None,
    unit: Annotated[str | None, typer.Option(help="Unit of a numeric question, as in readings (USD, tonne).")] = None,
    by: By = None,
    ledger: LedgerFile = None,
) -> None:
    """Ask a question.

    Examples:
    kentledge question add "Is the toll renewed?" --criteria "A vote in both parliaments" --due 2034-06-01
    kentledge question add "What will it bring in 2032?" --kind numeric --unit USD --criteria "…" --due 2033-03-01
    """
    from kentledge.question import Question, ask

    new = Question(kind.value, text, criteria, due, tuple(option or ()), unit, analyst(by), now())
    with opened(ledger) as book:
        say(f"question {ask(book, new)}")


@question.command("list")
def list_(as_json: AsJson = False, ledger: LedgerFile = None) -> None:
    """List the questions, with how many judgements are linked and how they came out."""
    from collections import Counter

    from kentledge.format1 import plain
    from kentledge.question import links, questions, resolutions

    with opened(ledger) as book:
        asked, outcomes = questions(book), resolutions(book)
        linked = Counter(link.question for link in links(book))
    if as_json:
        rows = [{**plain(q), "links": linked[q.id or 0], "resolution": plain(outcomes.get(q.id or 0))} for q in asked]
        say_json(rows)
        return
    for q in asked:
        known = outcomes.get(q.id or 0)
        state = "open" if known is None else known.outcome or known.state
        say(f"{q.id}  {q.kind}  due {q.due}  {linked[q.id or 0]} linked  {state}  {q.text}")
    if not asked:
        say("no questions")


@question.command()
def show(
    id_: Id, format: Form = Sheets.text, output: Output = None, as_json: AsJson = False, ledger: LedgerFile = None
) -> None:
    """Show a question with its criteria, all that is linked to it, and how it came out.

    Example: kentledge question show 1 --format html -o question.html
    """

    from kentledge.format1 import plain
    from kentledge.question import links, resolutions, voices
    from kentledge.question import question as asked

    with opened(ledger) as book:
        q = asked(book, id_)
        heard = voices(book, links(book, id_), who_is_who(book))
        known = resolutions(book).get(id_)
    form = form_of(format, output, as_json)
    if form.is_sheet:
        from kentledge.report.pool_charts import question_sheet

        write_sheet(question_sheet(q, heard, known), form, output)
        return
    if form is Sheets.json:
        rows = {**plain(q), "links": [plain(v) for v in heard], "resolution": plain(known)}
        say_json(rows)
        return
    say(f"{q.id}  {q.text}", f"   {q.kind}, due {q.due}" + (f", in {q.unit}" if q.unit else ""))
    say(f"   criteria: {q.criteria}")
    for o in q.options:
        say(f"   – {o}")
    if known is not None:
        say(
            f"   {known.state}{': ' + known.outcome if known.outcome else ''}, known from {known.happened},"
            f" says {known.by}"
        )
    for v in heard:
        from_words = f"“{v.link.phrase}” " if v.link.phrase else ""
        option = f" {v.link.option}" if v.link.option else ""
        side = f" {v.link.polarity}" if q.kind in ("binary", "choice") else ""
        spans = ", ".join(f"{a}–{b}" for a, b in v.link.seen.content)
        say(f"{v.speaker} ({v.when or 'no date'}, {v.outlet or '–'}):{option}{side}, {from_words}= "
              f"{_figures(q.kind, v.link.low, v.link.best, v.link.high)} ({v.link.scale})")  # fmt: skip
        rule = f", by rule: {v.link.rule}" if v.link.rule else ""
        say(f"   link {v.link.id}: {_short(v.link.seen.text)} {v.link.article[:8]} [{spans}]{rule}")
        if v.standing != "read":
            say(f"   {v.standing}" + (": silent in the pools" if v.standing == "rejected" else ""))


@question.command()
def suggest(
    id_: Id,
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 10,
    as_json: AsJson = False,
    ledger: LedgerFile = None,
) -> None:
    """List statements that may bear on a question, the likest first. Nothing is linked.

    Example: kentledge question suggest 1
    """

    from kentledge.format1 import plain
    from kentledge.question import question as asked
    from kentledge.question import suggest as suggested

    with opened(ledger) as book:
        found = suggested(book, asked(book, id_), limit)
    if as_json:
        say_json([plain(s) for s in found])
        return
    for s in found:
        linked = "  linked" if s.linked else ""
        copies = f"  printed {s.copies + 1} times" if s.copies else ""
        say(f"{s.article[:8]}:{s.statement.id}  {s.likeness:.2f}  {s.speaker or '–'}, {s.published or 'no date'}, "
              f"{s.outlet or '–'}{copies}{linked}")  # fmt: skip
        say(f"   {_short(s.statement.text, 150)}")
        for p in s.phrases:
            figures = _figures("binary", p.low, p.best, p.high)
            say(f"   {p.phrase}{', negated' if p.negated else ''}: {figures} ({p.scale})")
        say(f"   shares: {', '.join(s.shared)}")
    if not found:
        say("no statement has words of this question")


@question.command()
def link(
    id_: Id,
    statement: StatementName,
    polarity: Annotated[
        Side, typer.Option(help="Whether its words are for the question's yes or against.")
    ] = Side.for_,
    option: Option = None,
    phrase: Annotated[str | None, typer.Option(help="Which of its phrases, if it has several.")] = None,
    as_: Annotated[str | None, typer.Option("--as", help="The term of a scale to take its words for.")] = None,
    scale: Annotated[str, typer.Option(help="The scale of that term.")] = "phia",
    probability: Annotated[str | None, typer.Option(help="Your own figure: 0.6, 0.5..0.7 or 0.5..0.6..0.7.")] = None,
    value: Annotated[str | None, typer.Option(help="Your own value for a numeric or date question: 400..600.")] = None,
    note: Note = None,
    by: By = None,
    ledger: LedgerFile = None,
) -> None:
    """Link a statement to a question. Its probability is that of its words, unless you give another.

    A second link of the same statement takes the place of the first, also where it was corrected or read anew between.

    Examples:
    kentledge question link 1 a73c18fd:st20 --polarity for
    kentledge question link 1 a73c18fd:st17 --polarity against --probability 0.6..0.8
    """
    from kentledge.question import UnusableQuestion, add_link, from_term, given, links_of
    from kentledge.question import link as linked
    from kentledge.question import question as asked

    with opened(ledger) as book:
        q = asked(book, id_)
        own = value if q.kind in ("numeric", "date") else probability
        if (probability if own is value else value) is not None and (value is None) != (probability is None):
            raise UnusableQuestion(
                "--probability is for yes-or-no questions and choices, --value for numbers and dates"
            )
        if sum(x is not None for x in (as_, own, phrase)) > 1:
            raise UnusableQuestion("give one of --phrase, --as and a figure of your own")
        figures = given(q, own) if own is not None else from_term(as_, scale) if as_ is not None else None
        reading, meant = _statement(book, statement)
        made = linked(q, reading, meant, polarity=polarity.value, figures=figures, phrase=phrase,
                      option=option, note=note, by=analyst(by), at=now())  # fmt: skip
        earlier = links_of(book, id_, reading.article.id, meant)
        key = add_link(book, made, [k for k in earlier if k.option == option])
    said = f"“{made.phrase}” = " if made.phrase else ""
    say(f"link {key}: {said}{_figures(q.kind, made.low, made.best, made.high)} ({made.scale}), {made.polarity}")


@question.command()
def unlink(
    id_: Id,
    statement: Annotated[
        str, typer.Argument(help="The statement as ARTICLE:ID, or the link's number as `question show` prints it.")
    ],
    option: Option = None,
    note: Note = None,
    by: By = None,
    ledger: LedgerFile = None,
) -> None:
    """Take a link back. The row stays; a new one says that it does not count any more.

    Examples:
    kentledge question unlink 1 a73c18fd:st20
    kentledge question unlink 1 12
    """
    from dataclasses import replace

    from kentledge.question import UnusableQuestion, add_link, links, links_of

    with opened(ledger) as book:
        if statement.isdecimal():
            own = [k for k in links(book, id_) if str(k.id) == statement]
        else:
            reading, meant = _statement(book, statement)
            own = list(links_of(book, id_, reading.article.id, meant))
        own = [k for k in own if option is None or k.option == option]
        if not own:
            raise UnusableQuestion(f"{statement} is not linked to question {id_}")
        for k in own:
            add_link(book, replace(k, withdrawn=True, note=note, by=analyst(by), at=now(), id=None))
    say(f"{len(own)} link{'s' * (len(own) != 1)} taken back")


@question.command()
def rule(
    id_: Id,
    words: Annotated[str, typer.Option(help="Link statements that have all these words.")],
    polarity: Annotated[Side, typer.Option(help="Whether such words are for the question's yes or against.")],
    speaker: Annotated[str | None, typer.Option(help="Only this speaker's.")] = None,
    option: Option = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be linked.")] = False,
    by: By = None,
    ledger: LedgerFile = None,
) -> None:
    """Link all statements with certain words and one phrase of probability, by a rule that stands in each link.

    Run it again after reading more articles; what is linked already stays as it is.

    Example: kentledge question rule 1 --words "toll renewed" --polarity for --dry-run
    """
    from kentledge.question import add_link
    from kentledge.question import question as asked
    from kentledge.question.rule import matching

    with opened(ledger) as book:
        q = asked(book, id_)
        found = matching(book, q, words, polarity.value, speaker, option, by=analyst(by), at=now())
        for made in found:
            say(f"{made.seen.speaker or '–'}: “{made.phrase}” = {_figures(q.kind, made.low, made.best, made.high)}, "
                  f"{_short(made.seen.text)}")  # fmt: skip
            if not dry_run:
                add_link(book, made)
    say(f"{len(found)} {'would be ' if dry_run else ''}linked")


@question.command()
def resolve(
    id_: Id,
    outcome: Annotated[str | None, typer.Option(help="yes or no, an option, a number, or a day.")] = None,
    annul: Annotated[bool, typer.Option("--annul", help="It cannot be answered; it does not count.")] = False,
    ambiguous: Annotated[
        bool, typer.Option("--ambiguous", help="The criteria do not decide it; it does not count.")
    ] = False,
    reopen: Annotated[bool, typer.Option("--open", help="Take an earlier resolution back.")] = False,
    on: Annotated[str | None, typer.Option(help="The day from which it could be known. Default: today.")] = None,
    note: Note = None,
    by: By = None,
    ledger: LedgerFile = None,
) -> None:
    """Say how a question came out. A later resolution takes the place of this one; both stay in the ledger.

    What was printed on that day or later does not score.

    Example: kentledge question resolve 1 --outcome yes --on 2034-05-20
    """
    from kentledge.question import Resolution, UnusableQuestion
    from kentledge.question import outcome as as_kept
    from kentledge.question import question as asked
    from kentledge.question import resolve as settled
    from kentledge.question.questions import State, day

    if sum((outcome is not None, annul, ambiguous, reopen)) != 1:
        raise UnusableQuestion("give one of --outcome, --annul, --ambiguous and --open")
    state: State = "annulled" if annul else "ambiguous" if ambiguous else "open" if reopen else "resolved"
    with opened(ledger) as book:
        q = asked(book, id_)
        at = now()
        happened = day(on).isoformat() if on else at[:10]
        came = None if outcome is None else as_kept(q, outcome)
        settled(book, Resolution(id_, state, came, happened, analyst(by), at, note))
    say(f"question {id_}: {came or state}")


def form_of(format: Sheets, output: Path | None, as_json: bool) -> Sheets:
    """The form that was asked for. Raises UnusableQuestion where text or JSON is to be written to a file."""
    from kentledge.question import UnusableQuestion

    form = Sheets.json if as_json else format
    if output is not None and not form.is_sheet:
        raise UnusableQuestion(f"--output takes a sheet: add --format md, html or vega, not {form.value}")
    return form


def write_sheet(sheet: Sheet, form: Sheets, output: Path | None) -> None:
    """Writes the sheet to the file, or to standard output. Raises Unwritable."""
    from kentledge.files import put
    from kentledge.report import sheet as forms

    made = {Sheets.md: forms.as_markdown, Sheets.html: forms.as_html, Sheets.vega: forms.as_vega}[form](sheet)
    put(made, output)


def _statement(book: Ledger, said: str) -> tuple[Reading, Statement]:
    """The statement that ARTICLE:ID names, with its reading as edited."""
    from kentledge.edits import edited
    from kentledge.edits.named import record_named
    from kentledge.question import UnusableQuestion
    from kentledge.records import Statement

    article, colon, id_ = said.rpartition(":")
    if not colon:
        raise UnusableQuestion(f"{said} is no statement: name it as ARTICLE:ID, as a73c18fd:st3")
    reading = edited(book, article_named(book, article)).reading
    found = record_named(reading, id_)
    if not isinstance(found, Statement):
        raise UnusableQuestion(f"{id_} is no statement")
    return reading, found


def _figures(kind: str, low: float, best: float, high: float) -> str:
    from datetime import date

    if kind == "date":
        return " to ".join(dict.fromkeys(date.fromordinal(round(v)).isoformat() for v in (low, high)))
    if kind == "numeric":
        return f"{low:g}" if low == high else f"{low:g}–{high:g}"
    return percents(low, high) if low != high else f"{percent(best)} %"


def _short(text: str, size: int = 110) -> str:
    text = " ".join(text.split())
    return text if len(text) <= size else text[: size - 1] + "…"
