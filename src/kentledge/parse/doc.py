"""Between a spaCy Doc and the reader's words: white-space tokens are gaps, everything else is a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from spacy.attrs import IS_SPACE, SPACY

from kentledge.parse.pieces import GLUED, LINE, PARAGRAPH, SPACE, Words

if TYPE_CHECKING:
    from spacy.tokens import Doc


def words_of(doc: Doc) -> tuple[Words, list[int]]:
    """The words of a tokenised Doc, and the index in the Doc of each."""
    forms: list[str] = []
    gaps: list[int] = []
    index: list[int] = []
    gap = PARAGRAPH
    # Token by token through spaCy's objects is slow; texts and flags at once are not.
    for i, (text, space, followed) in enumerate(
        zip((t.text for t in doc), *doc.to_array([IS_SPACE, SPACY]).T.tolist(), strict=True)
    ):
        if space:
            breaks = text.count("\n")
            gap = max(gap, PARAGRAPH if breaks > 1 else LINE if breaks else SPACE)
        else:
            forms.append(text)
            gaps.append(gap)
            index.append(i)
            gap = SPACE if followed else GLUED
    return Words(tuple(forms), np.array(gaps, dtype=np.int64)), index
