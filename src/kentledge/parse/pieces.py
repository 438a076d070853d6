"""Words to word pieces: what the reader's encoder sees of a text, window by window.

The encoder is uncased and knows nothing of white space, so three features that a journalist reads with the eye are
handed to it beside the pieces: the word's capitalisation, the gap before it (a paragraph break says a lot about where
a quotation ends) and whether it stands inside quotation marks. Training and reading share this module, so that both
see the same input.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = NDArray[np.int64]

GLUED, SPACE, LINE, PARAGRAPH = range(4)
OUTSIDE, INSIDE, OPENING, CLOSING = range(4)

WINDOW = 384
"""Pieces that the encoder sees at once, [CLS] and [SEP] included."""
LONGEST_WORD = 16
"""Pieces of a word that are read."""
OVERLAP = 96
"""Pieces that two neighbouring windows share, so that no word is read at an edge only."""

_OPENING = frozenset({"“", "«", "„", "``"})
_CLOSING = frozenset({"”", "»", "''"})
_MARKS = _OPENING | _CLOSING | {'"'}


@dataclass(frozen=True)
class Words:
    """A text as words: their forms, and the gap before each (GLUED, SPACE, LINE or PARAGRAPH)."""

    forms: tuple[str, ...]
    gaps: Ints

    def __len__(self) -> int:
        return len(self.forms)

    def slice(self, start: int, end: int) -> Words:
        """The words from `start` up to `end`."""
        return Words(self.forms[start:end], self.gaps[start:end])


@dataclass(frozen=True)
class Pieces:
    """Word pieces of a text with their features, and where each word begins and ends among them.

    `ids`, `case`, `gap` and `quote` have one entry a piece; `starts` one a word plus a last one, the number of pieces.
    """

    ids: Ints
    case: Ints
    gap: Ints
    quote: Ints
    starts: Ints


@dataclass(frozen=True)
class Window:
    """The words `first:last` that are read together; those in `keep_from:keep_to` are read best in this window."""

    first: int
    last: int
    keep_from: int
    keep_to: int


def edges(tokenizer: Tokenizer) -> tuple[int, int]:
    """The pieces that open and close a window, in MPNet's vocabulary (which holds BERT's, unused) or BERT's."""
    known = [(tokenizer.token_to_id(a), tokenizer.token_to_id(b)) for a, b in (("<s>", "</s>"), ("[CLS]", "[SEP]"))]
    first, last = next((pair for pair in known if None not in pair), (0, 0))
    return first or 0, last or 0


def case_of(form: str) -> int:
    """0 no capital, 1 first letter only, 2 all capitals (two letters or more), 3 anything else."""
    if form == form.lower():
        return 0
    if form[:1].isupper() and form[1:] == form[1:].lower():
        return 1
    if form == form.upper():
        return 2
    return 3


def quote_states(words: Words) -> Ints:
    """Whether each word is outside quotation marks, inside, an opening or a closing mark.

    Straight marks alternate. A paragraph break closes whatever is open, since a quotation that runs on reopens there.
    """
    forms = words.forms
    begins = np.nonzero(words.gaps == PARAGRAPH)[0].tolist()
    marks = [i for i, form in enumerate(forms) if form in _MARKS]
    states = np.full(len(words), OUTSIDE, dtype=np.int64)
    inside, since = False, 0
    for i, is_mark in sorted([*((i, False) for i in begins), *((i, True) for i in marks)]):
        if inside:
            states[since:i] = INSIDE
        since = i
        if not is_mark:
            inside = False
            continue
        form = forms[i]
        inside = form in _OPENING or (form not in _CLOSING and not inside)
        states[i] = OPENING if inside else CLOSING
        since = i + 1
    if inside:
        states[since:] = INSIDE
    return states


Known = dict[str, tuple[tuple[int, ...], int]]
"""Of each word met before: its pieces, and its capitalisation."""
MOST_KNOWN = 100_000


def pieces_of(words: Words, tokenizer: Tokenizer, known: Known | None = None) -> Pieces:
    """Cut words into word pieces. A word of which the tokenizer makes nothing becomes one unknown piece.

    What is found of a word is kept in `known`, for the next text that has it.
    """
    known = {} if known is None else known
    if len(known) > MOST_KNOWN:
        known.clear()
    new = list({form for form in words.forms if form not in known})
    if new:
        unknown = tokenizer.token_to_id("[UNK]") or 0
        encoding = tokenizer.encode(new, is_pretokenized=True, add_special_tokens=False)
        found: list[list[int]] = [[] for _ in new]
        for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
            if word is not None:
                found[word].append(piece)
        for form, ids in zip(new, found, strict=True):
            # A monstrous "word" (a base-64 blob, say) must not fill a window: its first pieces tell enough.
            known[form] = tuple(ids[:LONGEST_WORD]) or (unknown,), case_of(form)
    entries = [known[form] for form in words.forms]
    lengths = np.array([len(ids) for ids, _ in entries], dtype=np.int64)
    return Pieces(
        ids=np.array([piece for ids, _ in entries for piece in ids], dtype=np.int64),
        case=np.repeat(np.array([case for _, case in entries], dtype=np.int64), lengths),
        gap=np.repeat(words.gaps, lengths),
        quote=np.repeat(quote_states(words), lengths),
        starts=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
    )


def windows_of(starts: Ints, size: int = WINDOW, overlap: int = OVERLAP) -> list[Window]:
    """Overlapping windows of at most `size - 2` pieces; each word is kept by the window that it is deepest in."""
    count = len(starts) - 1
    if count <= 0:
        return []
    room = size - 2
    bounds: list[tuple[int, int]] = []
    first = 0
    while True:
        last = int(np.searchsorted(starts, starts[first] + room, side="right")) - 1
        last = max(last, first + 1)
        bounds.append((first, min(last, count)))
        if last >= count:
            break
        back = int(np.searchsorted(starts, starts[last] - overlap, side="left"))
        first = max(back, first + 1)
    kept = [0]
    for (_, last), (following, _) in pairwise(bounds):
        kept.append(max(kept[-1], min((last + following) // 2, last)))
    kept.append(count)
    return [Window(f, e, kept[i], kept[i + 1]) for i, (f, e) in enumerate(bounds)]


def feed(pieces: Pieces, windows: Sequence[Window], cls: int, sep: int) -> dict[str, Ints]:
    """The encoder's input for one batch of windows: padded arrays [windows, pieces], and `words` [windows, words].

    `words` holds the position of each word's first piece in its window (0, the [CLS], where there is no word).
    """
    sizes = [int(pieces.starts[w.last] - pieces.starts[w.first]) + 2 for w in windows]
    width, depth = max(sizes), max(w.last - w.first for w in windows)
    out = {name: np.zeros((len(windows), width), dtype=np.int64) for name in ("ids", "mask", "case", "gap", "quote")}
    out["words"] = np.zeros((len(windows), depth), dtype=np.int64)
    for row, (window, size) in enumerate(zip(windows, sizes, strict=True)):
        a, b = int(pieces.starts[window.first]), int(pieces.starts[window.last])
        out["ids"][row, 0], out["ids"][row, size - 1] = cls, sep
        out["mask"][row, :size] = 1
        for name in ("ids", "case", "gap", "quote"):
            out[name][row, 1 : size - 1] = getattr(pieces, name)[a:b]
        out["words"][row, : window.last - window.first] = pieces.starts[window.first : window.last] - a + 1
    return out
