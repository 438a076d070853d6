"""How present each person or body is to the reader at a point of the article, so that "she" and "it" find theirs.

After Lappin and Leass, "An Algorithm for Pronominal Anaphora Resolution" (Computational Linguistics 20, 1994): a
mention adds a weight by its place in the sentence, and every further sentence halves what there is. Here mentions in
what somebody is reported or quoted as saying have their own accounts, since they count less for a pronoun outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kentledge.parse.scheme import (
    is_apposition,
    is_noun,
    is_object,
    is_possessive_mark,
    is_possessive_pronoun,
    is_subject,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc

SPEAKING = 2.4
SUBJECT = 1.8
_OBJECT, _OTHER, _OWNER, _MODIFIER = 1.5, 1.2, 1.0, 0.6
TOLD, REPORTED, QUOTED = 0, 1, 2
"""What the article itself tells, what it reports of somebody's words, and what stands in quotation marks."""
_COUNTS = ((1.0, 0.6, 0.3), (0.9, 1.0, 0.3), (0.8, 0.8, 1.0))
"""What a mention counts: the row is where the pronoun stands, the column where the mention does."""
_BESIDE = 0.4
"""What a mention that is no subject counts for a subject of the same sentence: "Campaigning against Vale, he …"."""


@dataclass(slots=True)
class _Account:
    """Weight of the sentences before `sentence`, and the highest of that sentence itself."""

    before: float = 0.0
    now: float = 0.0
    sentence: int = 0

    def at(self, sentence: int, subject: bool = False) -> float:
        beside = _BESIDE if subject and sentence == self.sentence and self.now < SUBJECT else 1.0
        return float((self.before + beside * self.now) * 0.5 ** max(sentence - self.sentence, 0))

    def add(self, weight: float, sentence: int) -> None:
        if sentence > self.sentence:
            self.before, self.now = self.at(sentence), 0.0
            self.sentence = sentence
        self.now = max(self.now, weight)


class Salience:
    """Accounts of any number of candidates, by key. Mentions are entered in the order of the text, more or less."""

    def __init__(self) -> None:
        self._accounts: dict[str, dict[int, _Account]] = {}

    def mention(self, key: str, weight: float, sentence: int, level: int) -> None:
        """Enter a mention; `level` is TOLD, REPORTED or QUOTED."""
        levels = self._accounts.setdefault(key, {})
        if level not in levels:
            levels[level] = _Account(sentence=sentence)
        levels[level].add(weight, sentence)

    def of(self, key: str, sentence: int, level: int, subject: bool = False) -> float:
        """How present a candidate is in a sentence, to a pronoun that stands at a level, perhaps as a subject."""
        levels = self._accounts.get(key, {})
        return sum(_COUNTS[level][k] * account.at(sentence, subject) for k, account in levels.items())

    def ranked(self, keys: Iterable[str], sentence: int, level: int, subject: bool) -> Iterator[tuple[float, str]]:
        """The candidates that have been mentioned, with how present they are."""
        for key in keys:
            if key in self._accounts:
                yield self.of(key, sentence, level, subject), key


def weight_of(doc: Doc, first: int, last: int) -> float:
    """The weight of a mention by its place in the sentence: a subject's most, the first part of a compound's least."""
    head = next((t for t in doc[first:last] if not first <= t.head.i < last), doc[last - 1])
    following = doc[last] if last < len(doc) else None
    if (following is not None and is_possessive_mark(following)) or is_possessive_pronoun(head):
        return _OWNER
    if is_apposition(head):
        head = head.head
    if following is not None and is_noun(following) and first <= head.i and head.head.i >= last and is_noun(head.head):
        return _MODIFIER
    if is_subject(head):
        return SUBJECT
    return _OBJECT if is_object(head) else _OTHER
