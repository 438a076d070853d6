"""The commands themselves. Heavy imports happen inside them, so that `--help` is instant."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kentledge.records import Attribution

if TYPE_CHECKING:
    from kentledge.report import Brief

app = typer.Typer(
    name="kentledge",
    help="Reads reporting and keeps a ledger of who judged what, how surely, until when, with which numbers.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)


class Format(StrEnum):
    """Forms of a brief."""

    text = "text"
    md = "md"
    html = "html"
    json = "json"
    vega = "vega"


Scale = Annotated[
    str,
    typer.Option(help="Scale that gives probability words their ranges: phia, icd203, kent, ipcc, nato or survey."),
]
Fronts = Annotated[
    Path | None, typer.Option(help="A TOML file of your own fronts, added to the project's or in their place.")
]
Pipeline = Annotated[
    str | None,
    typer.Option(help="An installed spaCy pipeline to give syntax and entities instead of the reader's own."),
]
Threads = Annotated[int | None, typer.Option(min=1, max=1024, help="Processor cores to use; all of them by default.")]
Reader = Annotated[
    str,
    typer.Option(help="accurate, fast (quicker, finds less), large where it is installed, or a folder of weights."),
]
Texts = Annotated[Path, typer.Argument(help='Lines of {"doc", "text"} as JSON; may be gzipped.')]
Lines = Annotated[Path, typer.Option("--output", "-o", help="File to write: one line a document.")]
Resume = Annotated[bool, typer.Option(help="Go on with an interrupted run.")]


def _width() -> int:
    """Columns of the terminal, as far as lines stay readable."""
    import shutil

    return min(shutil.get_terminal_size((100, 24)).columns, 110)


def formed(brief: Brief, format: Format, output: Path | None) -> str:
    """The brief in one of its forms, for a file or, without one, for standard output."""
    from kentledge import report

    if format is Format.md:
        return report.as_markdown(brief)
    if format is Format.html:
        text = report.as_html(brief)
        return text if text.endswith("\n") else text + "\n"
    if format is Format.vega:
        return report.as_vega(brief)
    colour = output is None and sys.stdout.isatty()
    return report.as_text(brief, colour=colour, width=_width() if output is None else 100)


def _show_version(wanted: bool) -> None:
    if wanted:
        from kentledge.version import __version__

        typer.echo(f"kentledge {__version__}")
        raise typer.Exit


@app.callback()
def kentledge(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Reads reporting and keeps a ledger of who judged what, how surely, until when, with which numbers."""


@app.command()
def assess(
    article: Annotated[str, typer.Argument(help="A text or HTML file, or - for standard input.")],
    format: Annotated[Format, typer.Option("--format", "-f", help="Form of the brief.")] = Format.text,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    scale: Scale = "phia",
    fronts: Fronts = None,
    pipeline: Pipeline = None,
    threads: Threads = None,
    reader: Reader = "accurate",
) -> None:
    """Read one article and print its brief: who said what, how surely, with which numbers.

    Each line of the brief names the characters of the article that it rests on.

    Example: kentledge assess article.txt --format html -o brief.html
    """
    from kentledge.files import put
    from kentledge.read import read as read_article
    from kentledge.reading import Engine

    found = read_article(article)  # before the reader is loaded: bad input is told at once
    reading = Engine(scale=scale, fronts=fronts, pipeline=pipeline, threads=threads, reader=reader).assess(found)
    from kentledge import report

    text = report.as_json(reading) if format is Format.json else formed(report.brief(reading), format, output)
    put(text, output)


@app.command()
def show(
    article: Annotated[str, typer.Argument(help="A text or HTML file, or - for standard input.")],
    pipeline: Pipeline = None,
    threads: Threads = None,
    reader: Reader = "accurate",
) -> None:
    """Print the article with its sources, cues and contents marked, and the speakers numbered.

    In colour on a terminal; elsewhere {source}, <cue> and |content|.

    Example: kentledge show article.txt
    """
    from kentledge.read import read as read_article
    from kentledge.reading import Engine

    found = read_article(article)
    reading = Engine(pipeline=pipeline, threads=threads, reader=reader).assess(found)
    from kentledge.report import as_shown

    sys.stdout.write(as_shown(reading, colour=sys.stdout.isatty(), width=_width()))
    sys.stdout.flush()


@app.command()
def read(
    files: Annotated[list[str], typer.Argument(help="Text or HTML files, folders of them, or - for standard input.")],
    ledger: Annotated[
        Path | None, typer.Option(help="The ledger file. Default: KENTLEDGE_LEDGER, or the user's data folder.")
    ] = None,
    scale: Scale = "phia",
    fronts: Fronts = None,
    pipeline: Pipeline = None,
    threads: Threads = None,
    reader: Reader = "accurate",
) -> None:
    """Read articles into the ledger.

    An article that the ledger already holds in the same version is passed over, so an interrupted run is resumed by
    running it again. A file that cannot be read is named and passed over; then the exit code is 2. So is one that
    Kentledge itself fails at; KENTLEDGE_DEBUG=1 shows where.

    Example: kentledge read articles/ --ledger ledger.db
    """
    from kentledge.cli.desk import warn
    from kentledge.cli.progress import progress
    from kentledge.edits.table import renew
    from kentledge.errors import KentledgeError, UnreadableInput
    from kentledge.files import spelt
    from kentledge.ledger import Ledger, default_path
    from kentledge.read import read as read_article
    from kentledge.read import sources
    from kentledge.reading import Engine

    paths = list(sources(files))
    failed: list[str] = []
    stored = 0
    with Ledger.open(ledger or default_path()) as book:
        engine = Engine(scale=scale, fronts=fronts, pipeline=pipeline, threads=threads, reader=reader)
        with progress("reading", len(paths)) as step:
            for path in paths:
                source = spelt(path)
                try:
                    article = read_article(path)
                    if book.has(article.id, engine.provenance):
                        book.note_source(article, source)
                    else:
                        stored += book.store(engine.assess(article), source=source)
                except UnreadableInput as error:
                    failed.append(str(error))
                except (KentledgeError, OSError, MemoryError):
                    raise  # the ledger or the machine: the next article would fare no better
                except Exception as error:
                    failed.append(_own_error(source, error))
                step()
        renew(book)
    for message in failed:
        warn(message)
    print(f"{stored} stored, {len(paths) - stored - len(failed)} already there, {len(failed)} not readable")
    if failed:
        raise typer.Exit(2)


def _own_error(source: str, error: Exception) -> str:
    """What a user is told, and can do, where no input explains an error; its traceback only where it is asked for."""
    import os
    import traceback

    if os.environ.get("KENTLEDGE_DEBUG"):
        traceback.print_exception(error)
    says = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return f"{source}: cannot be read: an error inside Kentledge ({says}); please report it"


@app.command()
def extract(
    texts: Texts,
    output: Lines,
    resume: Resume = False,
    pipeline: Pipeline = None,
    threads: Threads = None,
    reader: Reader = "accurate",
) -> None:
    """Write the attributions of many texts: source, cue and content spans, in the form that scorers read.

    Example: kentledge extract dev.jsonl -o found.jsonl
    """
    from kentledge.cli.lines import each_line
    from kentledge.format1 import plain
    from kentledge.reading import Engine

    engine = Engine(pipeline=pipeline, threads=threads, reader=reader)
    each_line(texts, output, resume, lambda doc, text: {"doc": doc, "attributions": plain(engine.attributions(text))})


@app.command()
def quantities(
    texts: Texts,
    output: Lines,
    resume: Resume = False,
    pipeline: Pipeline = None,
    threads: Threads = None,
    reader: Reader = "accurate",
) -> None:
    """Write the quantities of many texts, with their bounds, units and rates.

    Example: kentledge quantities sentences.jsonl -o quantities.jsonl
    """
    from kentledge.cli.lines import each_line
    from kentledge.format1 import plain
    from kentledge.reading import Engine

    engine = Engine(pipeline=pipeline, threads=threads, reader=reader)
    each_line(texts, output, resume, lambda doc, text: {"doc": doc, "quantities": plain(engine.quantities(text))})


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help='Lines of {"doc", "text", "attributions"} as JSON; may be gzipped.')],
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    pipeline: Pipeline = None,
    threads: Threads = None,
    reader: Reader = "accurate",
) -> None:
    """Score the reader's attributions on a corpus labelled by hand.

    Exact spans by role (quotation marks and punctuation at their ends aside), characters of content, and who said
    what: attributions, matched one to one, that agree in half of the content and of the source.

    Example: kentledge evaluate dev.jsonl
    """
    import json

    from kentledge.cli.lines import kept, labelled_lines
    from kentledge.cli.progress import progress
    from kentledge.errors import UnreadableInput
    from kentledge.evaluate import evaluate as figures
    from kentledge.reading import Engine

    with kept(gold) as content:
        total = sum(1 for _ in labelled_lines(gold, content))  # a bad line is told before the work begins
        if not total:
            raise UnreadableInput(f"{gold}: has no lines to read")
        engine = Engine(pipeline=pipeline, threads=threads, reader=reader)
        with progress("scoring", total) as step:

            def each() -> Iterator[tuple[str, Sequence[Attribution], Sequence[Attribution]]]:
                for text, attributions in labelled_lines(gold, content):
                    yield text, attributions, engine.attributions(text)
                    step()

            found = figures(each())
    if as_json:
        rows = {
            name: {"precision": f.precision, "recall": f.recall, "f1": f.f1, "gold": f.gold, "found": f.found}
            for name, f in found.items()
        }
        print(json.dumps(rows, indent=1))
        return
    for name, f in found.items():
        shares = f"P {100 * f.precision:6.2f}  R {100 * f.recall:6.2f}  F1 {100 * f.f1:6.2f}"
        print(f"{name:18} {shares}   (gold {f.gold}, found {f.found})")
