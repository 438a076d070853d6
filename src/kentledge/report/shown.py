"""The article itself in the terminal: sources, cues and contents coloured, speakers numbered."""

from __future__ import annotations

import io

from kentledge.harmless import harmless
from kentledge.records import ROLES, Reading
from kentledge.report.marking import Mark, cut
from kentledge.report.terminal import plain_console, trimmed

STYLES = {"source": "bold cyan", "cue": "magenta", "content": "yellow", "excluded": "dim italic"}


def as_shown(reading: Reading, *, colour: bool, width: int) -> str:
    """The whole article, each source followed by its speaker's number in brackets, and the speakers below.

    With `colour` the parts are told apart by ANSI styles, without it by marks: {source}, <cue> and |content|.
    """
    from rich.text import Text

    numbers = {s.id: n for n, s in enumerate(reading.speakers, 1)}
    marks: dict[tuple[int, int, str], Mark] = {}
    after: dict[int, str] = {}
    for s in reading.statements:
        number = numbers.get(s.speaker or "", 0)
        for part in ROLES:
            for span in getattr(s, part):
                marks[(*span, part)] = Mark(span, part, s.id, "")
        for span in s.source:
            after[span[1]] = f"[{number}]"
    for e in reading.article.excluded:
        marks[(*e.span, "excluded")] = Mark(e.span, "excluded", "", e.why)
    signs = {"source": "{}", "cue": "<>", "content": "||"}
    out = Text()
    for piece in cut(len(reading.article.text), marks.values()):
        style = STYLES[piece.marks[0].part] if piece.marks else ""
        opening = closing = ""
        if not colour:
            shown = [m for m in piece.marks if m.part in signs]
            opening = "".join(signs[m.part][0] for m in shown[::-1] if m.span[0] == piece.span[0])
            closing = "".join(signs[m.part][1] for m in shown if m.span[1] == piece.span[1])
        out.append(opening + _lines(reading.article.at(piece.span)) + closing, style=style)
        out.append(after.get(piece.span[1], ""), style="bold")
    out.append("\n\n")
    for speaker in reading.speakers:
        about = ", ".join(x for x in (speaker.role, speaker.affiliation, speaker.kind) if x)
        out.append(f"[{numbers[speaker.id]}] ", style="bold")
        out.append(harmless(f"{speaker.name} ({about})") + "\n")
    if any(s.speaker is None and s.source for s in reading.statements):
        out.append("[0] not identified\n")
    sink = io.StringIO()
    plain_console(sink, colour, width).print(out)
    return trimmed(sink)


def _lines(text: str) -> str:
    """Harmless text that keeps its line ends."""
    return "\n".join(harmless(line) for line in text.split("\n"))
