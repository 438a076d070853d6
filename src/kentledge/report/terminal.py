"""The brief as text for a terminal or an e-mail: no boxes, no padding, wrapped to a width, complete quotations."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from kentledge.harmless import harmless
from kentledge.report.view import UNATTRIBUTED, Brief, StatementLine, Support, folded, offsets, refer

if TYPE_CHECKING:
    from rich.console import Console

_NARROWEST = 24


def as_text(brief: Brief, *, colour: bool, width: int) -> str:
    """The brief as lines of at most `width` characters (never fewer than 24), with ANSI styles only if `colour`.

    Control characters in the article are shown as "�", so that no text can steer the terminal.
    """
    sink = io.StringIO()
    _Page(plain_console(sink, colour, width)).brief(brief)
    return trimmed(sink)


def plain_console(sink: io.StringIO, colour: bool, width: int) -> Console:
    """A console of the given width that writes what it is told and finds no markup, links or emoji in it."""
    from rich.console import Console

    return Console(
        file=sink,
        width=max(width, _NARROWEST),
        force_terminal=colour,
        force_jupyter=False,
        color_system="standard" if colour else None,
        no_color=not colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )


def trimmed(sink: io.StringIO) -> str:
    """What was written, without white space at line ends."""
    return "\n".join(line.rstrip() for line in sink.getvalue().rstrip().split("\n")) + "\n"


class _Page:
    def __init__(self, console: Console) -> None:
        self._console = console

    def brief(self, brief: Brief) -> None:
        self._head(brief)
        if brief.finding:
            self._heading("Finding")
            self._item("", brief.finding.text, _rests(brief.finding.rests_on))
            for clause in brief.finding.clauses:
                self._item("–", folded(clause.text.strip(" ,;.(")), clause.rests)
            for passage in brief.finding.opening:
                self._item("", f"The article itself: “{folded(passage.text)}”", offsets((passage.span,)))
        self._statements(brief)
        if brief.relations:
            self._heading("Agreement and dissent")
            for relation in brief.relations:
                self._item("–", relation.says, _notes(refer(relation.statements), offsets(relation.evidence)))
        if brief.camps:
            self._heading("Camps")
            for camp in brief.camps:
                self._item("–", f"{camp.label}: {camp.members}", _rests(camp.rests_on))
        self._figures(brief)
        if brief.questions:
            self._heading("Questions it bears on")
            for question in brief.questions:
                self._item("–", question.says, _notes(*question.notes, offsets(question.evidence)))
        if brief.hand:
            self._heading("The analyst's hand")
            for edit in brief.hand:
                self._item("–", edit.says, _notes(*edit.notes, offsets(edit.evidence)))
        if brief.excluded:
            self._heading("Not read")
            for excluded in brief.excluded:
                self._item("–", f"{excluded.why} {offsets(excluded.evidence)}")
        self._console.print()
        self._write(brief.read_by, "dim")

    def _head(self, brief: Brief) -> None:
        self._write(brief.title, "bold")
        span = brief.article.title_span
        if imprint := _notes(*brief.imprint, f"headline {offsets((span,))}" if span else ""):
            self._write(imprint)
        if brief.article.url:
            self._write(folded(brief.article.url))

    def _statements(self, brief: Brief) -> None:
        self._heading("Who said what")
        if brief.nothing_found:
            self._write(brief.nothing_found)
        digits = max((len(str(line.number)) for line in brief.statements), default=1)
        groups = [(s.name, _notes(s.described, offsets(s.evidence)), s.statements) for s in brief.speakers]
        if brief.unattributed:
            groups.append((UNATTRIBUTED, "", brief.unattributed))
        for n, (name, described, lines) in enumerate(groups):
            if n:
                self._console.print()
            self._write(name, "bold")
            if described:
                self._write(described, "dim")
            for line in lines:
                self._statement(line, digits)
            if not lines:
                self._write("No statement of their own.", "dim")

    def _statement(self, line: StatementLine, digits: int) -> None:
        says = " … ".join(folded(p.text) for p in line.quotation) or "No words of the statement were found."
        judged = " · ".join([*(c.says for c in line.chances), *line.judged])
        notes = [(judged, "cyan")] if judged else []
        notes.append((_notes(*line.told, offsets(line.evidence)), "dim"))
        self._grid(f"{line.number:>{digits}}", [(says, ""), *notes])

    def _figures(self, brief: Brief) -> None:
        if brief.quantities:
            self._heading("Numbers")
            for quantity in brief.quantities:
                printed = folded(quantity.printed.text)
                says = f"“{printed}”" + ("" if printed == quantity.normalised else f": {quantity.normalised}")
                notes = _notes(quantity.said_by, refer(quantity.statements), offsets(quantity.evidence))
                self._item("–", says, notes)
        if brief.deals:
            self._heading("Who gives what")
            for deal in brief.deals:
                notes = _notes(deal.modality, deal.said_by, refer(deal.statements), offsets(deal.evidence))
                self._item("–", deal.says, notes)
        if brief.checks:
            self._heading("Do the numbers add up?")
            for check in brief.checks:
                notes = _notes(check.verdict, f"{check.formula}: {check.result}", offsets(check.evidence))
                self._item("–", check.says, notes)

    def _heading(self, words: str) -> None:
        self._console.print()
        self._write(words.upper(), "bold")

    def _item(self, bullet: str, says: str, notes: str = "") -> None:
        self._grid(bullet, [(says, ""), *([(notes, "dim")] if notes else [])])

    def _grid(self, label: str, lines: list[tuple[str, str]]) -> None:
        """A label and, beside it, lines that wrap under themselves."""
        from rich.table import Table
        from rich.text import Text

        grid = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
        if label:
            grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold", ratio=1)
        for n, (words, style) in enumerate(lines):
            body = Text(harmless(words), style=style)
            grid.add_row(*([Text(label if n == 0 else "", style="bold")] if label else []), body)
        self._console.print(grid)

    def _write(self, words: str, style: str = "") -> None:
        from rich.text import Text

        self._console.print(Text(harmless(words), style=style, overflow="fold"))


def _notes(*notes: str) -> str:
    return " · ".join(note for note in notes if note)


def _rests(supports: tuple[Support, ...]) -> str:
    return f"rests on {', '.join(f'{s.number} {offsets(s.evidence)}' for s in supports)}" if supports else ""
