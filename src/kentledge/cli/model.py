"""`kentledge model`: run a model file, or draft one from an article."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from kentledge.cli.commands import Format, Threads, app


@app.command()
def model(
    file: Annotated[Path | None, typer.Argument(help="A model file (TOML).")] = None,
    draws: Annotated[int | None, typer.Option(help="Draws, 100,000 unless the file says otherwise.")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed of the draws.")] = None,
    quasi: Annotated[bool, typer.Option("--quasi", help="Quasi-random draws: points of a Sobol sequence.")] = False,
    scenario: Annotated[list[str] | None, typer.Option(help="Only this scenario; may be given again.")] = None,
    sensitivity: Annotated[bool, typer.Option(help="Work out what the outcomes depend on.")] = True,
    article: Annotated[
        Path | None,
        typer.Option(help="Look for the quoted words in this text, not in the articles that the file names."),
    ] = None,
    ledger: Annotated[
        Path | None, typer.Option(help="The ledger of linked articles. Default: as for kentledge read.")
    ] = None,
    draft_from: Annotated[
        str | None, typer.Option("--from", metavar="ARTICLE", help="Draft a model file from this article's quantities.")
    ] = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="Form of the report.")] = Format.text,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    threads: Threads = None,
) -> None:
    """Run a model of quantities, or draft one from an article.

    Each number of a model leads back to words of an article or is marked as an assumption. Needs the extra "models".

    Example: kentledge model examples/models/shell-revenue.toml --format html -o revenue.html
    """
    from kentledge.files import put
    from kentledge.model import UnusableModel

    if (file is None) == (draft_from is None):
        raise UnusableModel("name a model file to run, or an article to draft one from (--from ARTICLE)")
    if draft_from is not None:
        text = _draft(draft_from, output, threads)
    else:
        assert file is not None
        from kentledge.model import load, run
        from kentledge.report import model_forms

        result = run(
            load(file),
            draws=draws,
            seed=seed,
            quasi=quasi,
            scenarios=scenario or (),
            sensitivity=sensitivity,
            ledger=ledger,
            article=article,
        )
        if format is Format.json:
            text = model_forms.as_json(result)
        elif format is Format.md:
            text = model_forms.as_markdown(result)
        elif format is Format.html:
            text = model_forms.as_html(result)
        elif format is Format.vega:
            text = model_forms.as_vega(result)
        else:
            width = min(shutil.get_terminal_size((100, 24)).columns, 110) if output is None else 100
            text = model_forms.as_text(result, width=width)
    put(text, output)


def _draft(source: str, output: Path | None, threads: int | None) -> str:
    """The draft, in which the article is named from where the draft will lie."""
    import os

    from kentledge.files import spelt
    from kentledge.model import UnusableModel, draft
    from kentledge.read import read
    from kentledge.reading import Engine

    if source == "-":
        raise UnusableModel("--from: a model must name its article again later, so name a file, not standard input")
    try:
        source.encode()
    except UnicodeEncodeError:
        raise UnusableModel(
            f"--from: {spelt(source)} is no name in UTF-8, which a model could name: rename it"
        ) from None
    article = read(source)
    folder = (output or Path("draft.toml")).resolve().parent
    try:
        name = Path(os.path.relpath(Path(source).resolve(), folder)).as_posix()
    except ValueError:  # another drive, on Windows
        name = str(Path(source).resolve())
    return draft(Engine(threads=threads).assess(article), name)
