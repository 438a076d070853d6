"""The words of a Doc as phrases are matched against them: in lower case, without hyphens and quotation marks.

So "almost certain", "“almost certain”" and "almost-certain" are the same two words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from kentledge.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_GAPS = frozenset("-‐‑–—“”\"‘'’`„«»") | {"``", "''", "--"}
# "Can't" and "won't" are parted before the "n't", which leaves no word.
_REST = {"ca": "can", "wo": "will", "sha": "shall", "n't": "not", "cannot": "not"}


@lru_cache(maxsize=16384)
def plain_word(text: str) -> str:
    """A word in the form in which phrases are matched; empty for white space, hyphens and quotation marks."""
    word = text.lower().replace("’", "'")
    if word in _GAPS or text in _GAPS or word.isspace():
        return ""
    return spelt_out(word)


def spelt_out(word: str) -> str:
    """A word in lower case, whole where contracted."""
    return _REST.get(word, word)


def sentence_of(token: Token) -> tuple[int, int]:
    """The first token of a token's sentence and the one after its last. (spaCy's own goes through the whole Doc.)"""
    doc, start, end = token.doc, token.i, token.i + 1
    while start > 0 and not doc[start].is_sent_start:
        start -= 1
    while end < len(doc) and not doc[end].is_sent_start:
        end += 1
    return start, end


class Words:
    """The words of a Doc: `forms[k]` is the word, `tokens[k]` its place in the Doc."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text  # spaCy puts it together anew each time
        self.forms: list[str] = []
        self.tokens: list[int] = []
        self._starts: list[int] = []
        self._tokens: list[Token] = []  # and makes its tokens anew
        self._begins: list[int] = []  # the first token of each sentence, and below it its first word
        self._sentences: list[int] = []
        for token in doc:
            if token.is_sent_start or not token.i:
                self._begins.append(token.i)
                self._sentences.append(len(self.forms))
            form = plain_word(token.text)
            if form:
                self.forms.append(form)
                self.tokens.append(token.i)
                self._starts.append(token.idx)
                self._tokens.append(token)
        self._sentences.append(len(self.forms))

    def within(self, span: Span) -> range:
        """The words that begin in a stretch of characters."""
        return range(bisect_left(self._starts, span[0]), bisect_left(self._starts, span[1]))

    def token(self, k: int) -> Token:
        """The token of a word."""
        return self._tokens[k]

    def place(self, token: Token) -> int | None:
        """The place of a token among the words; None where it is no word."""
        k = bisect_left(self.tokens, token.i)
        return k if k < len(self.tokens) and self.tokens[k] == token.i else None

    def sentence(self, token: Token) -> range:
        """The words of a token's sentence."""
        k = bisect_right(self._begins, token.i)
        return range(self._sentences[k - 1], self._sentences[k])

    def span(self, first: int, last: int) -> Span:
        """The characters from the first word to the last, both included."""
        end = self.token(last)
        return self._starts[first], end.idx + len(end.text)
