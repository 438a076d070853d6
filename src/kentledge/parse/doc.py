"""Between a spaCy Doc and the reader's words: white-space tokens are gaps, everything else is a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kentledge.parse.pieces import GLUED, LINE, PARAGRAPH, SPACE, Words

if TYPE_CHECKING:
    from spacy.tokens import Doc


def words_of(doc: Doc) -> tuple[Words, list[int]]:
    """The words of a tokenised Doc, and the index in the Doc of each."""
    forms: list[str] = []
    gaps: list[int] = []
    index: list[int] = []
    gap = PARAGRAPH
    for i, token in enumerate(doc):
        if token.is_space:
            breaks = token.text.count("\n")
            gap = max(gap, PARAGRAPH if breaks > 1 else LINE if breaks else SPACE)
        else:
            forms.append(token.text)
            gaps.append(gap)
            index.append(i)
            gap = SPACE if token.whitespace_ else GLUED
    return Words(tuple(forms), np.array(gaps, dtype=np.int64)), index
