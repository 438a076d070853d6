"""A text of several windows, of plain reported speech."""

from __future__ import annotations

from spacy.lang.en import English

from kentledge.parse.doc import words_of
from kentledge.parse.pieces import Words


def long_text() -> Words:
    """Some twelve hundred words."""
    said = "Mira Halvorsen, a spokeswoman for the harbour board, said on Tuesday that {} ships had arrived at dawn. "
    return words_of(English()("".join(said.format(n) for n in range(60))))[0]
