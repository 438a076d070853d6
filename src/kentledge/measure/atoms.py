"""The text as atoms: numerals, words and single marks, with what a parser said of them.

spaCy's tokens differ from pipeline to pipeline and keep "10kW" or "121ft)-long" in one piece. Quantities are therefore
read from atoms, which depend on the text alone; tags and heads of the tokens are carried over where there are any.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Doc

Kind = Literal["numeral", "word", "mark"]

_SPACED = r"\d{1,3}(?:(?:[\u00a0\u2009\u202f]\d{3}|\ 000)+|(?:\ \d{3}){2,})(?!\d)"  # 1 000 000
_COMMAS = r"\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)"  # 1,000,000 and 10,00,000
_ATOM = re.compile(
    rf"(?P<numeral>(?:{_SPACED}|{_COMMAS}|\d+)(?:\.\d+)?|(?<![\w.])\.\d+)"
    r"|(?P<word>(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<mark>\S)"
)
GLUED, SPACE, BREAK = 0, 1, 2


class Atom(NamedTuple):
    """A numeral, a word or a mark. `gap` says what stands before it: nothing, white space, or a line break."""

    text: str
    lower: str
    start: int
    end: int
    kind: Kind
    gap: int


class Passage(NamedTuple):
    """A text and its atoms. `pos` and `heads` are empty without a tagger or parser.

    `pos` holds a Universal POS tag for each atom. `heads` maps the index of an atom that is a `nummod` to the index of
    the atom that it counts.
    """

    text: str
    atoms: list[Atom]
    pos: list[str]
    heads: dict[int, int]


def atoms_of(text: str) -> list[Atom]:
    """The atoms of a text, in order."""
    atoms: list[Atom] = []
    end = 0
    for found in _ATOM.finditer(text):
        start = found.start()
        piece = found.group()
        gap = GLUED if start == end and atoms else BREAK if not atoms or "\n" in text[end:start] else SPACE
        end = found.end()
        atoms.append(Atom(piece, piece.lower().replace("’", "'"), start, end, found.lastgroup, gap))  # type: ignore[arg-type]
    return atoms


def passage_of(doc: Doc) -> Passage:
    """The atoms of a Doc with the tags and the counted nouns of its tokens, where it has them."""
    text: str = doc.text
    atoms = atoms_of(text)
    tagged, parsed = doc.has_annotation("POS"), doc.has_annotation("DEP")
    if not (tagged or parsed):
        return Passage(text, atoms, [], {})
    first: dict[int, int] = {}
    pos: list[str] = []
    heads: dict[int, int] = {}
    tokens = list(doc)
    owners: list[int] = []
    place = 0
    for index, atom in enumerate(atoms):
        while place + 1 < len(tokens) and tokens[place + 1].idx <= atom.start:
            place += 1
        first.setdefault(place, index)
        owners.append(place)
    for index, owner in enumerate(owners):
        token = tokens[owner]
        if tagged:
            pos.append(token.pos_)
        if parsed and token.dep_ == "nummod" and token.head.i in first:
            heads[index] = first[token.head.i]
    return Passage(text, atoms, pos, heads)
