"""The brief as one HTML file: the brief on one side, the whole article with every source, cue and content on the other.

The file needs nothing else and asks the network for nothing. Whatever the article holds comes out as text: templates
escape everything, and a Content-Security-Policy lets no script run but the one that is hashed into it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from kentledge.records import Span
from kentledge.report import view
from kentledge.report.address import web_address
from kentledge.report.chart import svg
from kentledge.report.marking import Mark, Piece, cut, paragraphs
from kentledge.report.templating import environment
from kentledge.report.view import Brief, Evident, StatementLine

if TYPE_CHECKING:
    pass

_PARTS = {"source": "source", "cue": "cue", "content": "content", "chance": "estimative phrase", "horizon": "horizon"}


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A piece of the article as drawn: what starts here, its classes, where a click leads, hover words."""

    text: str
    anchors: tuple[str, ...]
    classes: str
    keys: str
    target: str | None
    title: str
    focusable: bool


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph of the article, or the white space between two."""

    kind: str
    stretches: tuple[_Stretch, ...]


def as_html(brief: Brief) -> str:
    """The brief and its article as one HTML document.

    The text content of the element `#article` is `brief.article.text`, character for character (a NUL, which HTML
    cannot hold, is the one exception).
    """
    script = _file("brief.js")
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    address = web_address(brief.article.url) if brief.article.url else None
    return (
        environment()
        .get_template("brief.html")
        .render(
            brief=brief,
            address=address,
            blocks=list(_blocks(brief)),
            chart=_trusted(svg(brief)),
            script=_trusted(script),
            style=_trusted(_file("brief.css")),
            trusted=_trusted,
            script_hash=f"sha256-{digest}",
        )
    )


@cache
def _file(name: str) -> str:
    return resources.files("kentledge.report").joinpath("templates", name).read_text(encoding="utf-8")


def _trusted(text: str) -> str:
    """Our own style or script, which must reach the page unescaped."""
    from markupsafe import Markup

    return Markup(text)


def _blocks(brief: Brief) -> Iterator[_Block]:
    article = brief.article
    spans = paragraphs(article.text)
    pieces = cut(len(article.text), _marks(brief), (edge for span in spans for edge in span))
    starts = _starts(pieces)
    inside = iter([*spans, (len(article.text), len(article.text))])
    span = next(inside)
    held: list[_Stretch] = []
    for piece in pieces:
        stretch = _stretch(article.text, piece, starts.get(piece.span[0], ()))
        if piece.span[0] < span[0]:
            yield _Block("gap", (stretch,))
            continue
        held.append(stretch)
        if piece.span[1] == span[1]:
            yield _Block(_kind(brief, span), tuple(held))
            held, span = [], next(inside)


def _kind(brief: Brief, span: Span) -> str:
    title = brief.article.title_span
    return "headline" if title and title[0] <= span[0] and span[1] <= title[1] else "paragraph"


def _marks(brief: Brief) -> list[Mark]:
    marks = [Mark(x.at.span, "excluded", f"x{n}", f"not read: {x.why}") for n, x in enumerate(brief.excluded, start=1)]
    for n, entry in enumerate(brief.speakers, start=1):
        marks += _evident(entry, "mention", f"sp{n}", entry.name)
    for statement in brief.statements:
        marks += _statement(statement)
    for n, relation in enumerate(brief.relations, start=1):
        marks += _evident(relation, "relation", f"r{n}", relation.says)
    for n, quantity in enumerate(brief.quantities, start=1):
        marks += _evident(quantity, "quantity", f"q{n}", f"{quantity.normalised} ({quantity.said_by})")
    for n, deal in enumerate(brief.deals, start=1):
        marks.append(Mark(deal.at.span, "deal", f"d{n}", deal.says))
    for n, question in enumerate(brief.questions, start=1):
        marks += _evident(question, "linked", f"k{n}", question.says)
    for n, edit in enumerate(brief.hand, start=1):
        marks += _evident(edit, "edited", f"e{n}", edit.says)
    return marks


def _evident(line: Evident, part: str, key: str, title: str) -> list[Mark]:
    return [Mark(span, part, key, title) for span in line.evidence]


def _statement(line: StatementLine) -> list[Mark]:
    parts = [
        *((p, "source") for p in line.source),
        *((p, "cue") for p in line.cue),
        *((p, "content") for p in line.quotation),
        *((c.at, "chance") for c in line.chances),
        *([(line.horizon.at, "horizon")] if line.horizon else []),
    ]
    who, key = line.speaker or view.UNATTRIBUTED, f"st{line.number}"
    return [Mark(p.span, part, key, f"{who} ({_PARTS[part]}, statement {line.number})") for p, part in parts]


def _starts(pieces: list[Piece]) -> dict[int, tuple[str, ...]]:
    """For each offset, the keys of the lines whose place in the article begins there; each key once.

    A statement begins at its content where it has one, so that a click on the quotation leads to the quotation.
    """
    place: dict[str, tuple[bool, int]] = {}
    for piece in pieces:
        for mark in piece.marks:
            found = (mark.part in ("source", "cue", "chance", "horizon"), piece.span[0])
            place[mark.key] = min(place.get(mark.key, found), found)
    starts: dict[int, tuple[str, ...]] = {}
    for key, (_, offset) in place.items():
        starts[offset] = (*starts.get(offset, ()), key)
    return starts


def _stretch(text: str, piece: Piece, anchors: tuple[str, ...]) -> _Stretch:
    keys = list(dict.fromkeys(m.key for m in piece.marks))
    target = next((k for k in keys if k.startswith("st")), keys[0] if keys else None)
    parts = list(dict.fromkeys(m.part for m in piece.marks))
    return _Stretch(
        text=text[piece.span[0] : piece.span[1]],
        anchors=anchors,
        classes=" ".join(parts),
        keys=" ".join(keys),
        target=target,
        title="; ".join(dict.fromkeys(m.title for m in piece.marks)),
        # One stop for the tab key at each line's place is enough; its other pieces can still be clicked.
        focusable=target in anchors,
    )
