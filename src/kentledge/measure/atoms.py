"""The text as atoms: numerals, words and single marks, with what a parser said of them.

spaCy's tokens differ from pipeline to pipeline and keep "10kW" or "121ft)-long" in one piece. Quantities are therefore
read from atoms, which depend on the text alone; tags and heads of the tokens are carried over where there are any.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    the atom that it counts. `doc`, and `owners`, the place of each atom's token in it, only with a parser.
    """

    text: str
    atoms: list[Atom]
    pos: list[str]
    heads: dict[int, int]
    doc: Doc | None = None
    owners: Sequence[int] = ()


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
    # One array in place of a Token object for every word: most atoms are never asked about.
    columns = doc.to_array(["IDX", "POS", "DEP", "HEAD"]).T
    tagged, parsed = bool(columns[1].any()), bool(columns[2].any())
    if not (tagged or parsed):
        return Passage(text, atoms, [], {})
    starts: list[int] = columns[0].tolist()
    first: dict[int, int] = {}
    owners: list[int] = []
    place = 0
    for index, atom in enumerate(atoms):
        while place + 1 < len(starts) and starts[place + 1] <= atom.start:
            place += 1
        first.setdefault(place, index)
        owners.append(place)
    pos: list[str] = []
    if tagged:
        names = {tag: doc.vocab.strings[tag] if tag else "" for tag in set(columns[1].tolist())}
        by_token = [names[tag] for tag in columns[1].tolist()]
        pos = [by_token[owner] for owner in owners]
    heads: dict[int, int] = {}
    if parsed:
        counting = columns[2] == doc.vocab.strings["nummod"]
        offsets = columns[3].astype("int64")
        head = {k: k + int(offsets[k]) for k in counting.nonzero()[0].tolist()}
        heads = {n: first[head[owner]] for n, owner in enumerate(owners) if owner in head and head[owner] in first}
    return Passage(text, atoms, pos, heads, doc if parsed else None, owners if parsed else ())
