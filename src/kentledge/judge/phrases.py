"""Wordings of a lexicon, matched word by word: one look-up a word, and only then a comparison.

In a wording `{be}` stands for one word of the set of that name, `~` for up to two adverbs, `*` for up to eight words,
`a|b` for either word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from kentledge.judge.words import Words, plain_word, spelt_out
from kentledge.parse.scheme import is_adverb

T = TypeVar("T")
_PART = re.compile(r"\{\w+\}|~|\*|[^\s-]+")
_NT = re.compile(r"(?<=\w)n['’]t\b")
_S = re.compile(r"(?<=\w)['’]s\b|(?<=s)['’](?=\s|$)")
# What makes another wording of the next word: "is almost certain that" is no "is certain that".
_DEGREE = frozenset(
    {
        "almost",
        "nearly",
        "virtually",
        "very",
        "highly",
        "far",
        "more",
        "less",
        "most",
        "pretty",
        "fairly",
        "quite",
        "all",
    }
)
GAP = frozenset({"~"})
ANY = frozenset({"*"})
MOST_PAIRS = 50_000
"""Pairs of words of which it is kept which wordings may begin with them."""


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A wording found: the entry it is of, its first and last word (both included), and the words in its gap."""

    entry: T
    wording: str
    first: int
    last: int
    gap: tuple[int, ...] = ()


class Phrases(Generic[T]):
    """Wordings and what each stands for; of several at one place the longest is found.

    A lexicon has thousands of wordings and an article meets few of them, so each is taken apart only when its first
    word occurs.
    """

    def __init__(
        self,
        wordings: Iterable[tuple[str, T]],
        sets: Mapping[str, Sequence[str]] | None = None,
        inflect: Callable[[str], tuple[str, ...]] | None = None,
    ) -> None:
        self._sets, self._inflect = sets or {}, inflect
        self._given: dict[str, list[tuple[str, T]]] = {}
        self._by_first: dict[str, list[tuple[list[frozenset[str]], str, T]]] = {}
        self._by_pair: dict[tuple[str, str], list[tuple[list[frozenset[str]], str, T]]] = {}
        given = self._given
        for wording, entry in wordings:
            first = wording.partition(" ")[0]
            if inflect is None and first.isalpha() and first.islower():
                given.setdefault(spelt_out(first), []).append((wording, entry))  # nearly all of them
            else:
                for word in self._openings(wording):
                    given.setdefault(word, []).append((wording, entry))

    def _openings(self, wording: str) -> Iterable[str]:
        """The words that a wording may begin with."""
        opening = _PART.search(_spelt(wording))
        return _part(opening.group(), self._sets, self._inflect) if opening else ()

    def _beginning(self, word: str) -> list[tuple[list[frozenset[str]], str, T]]:
        """The wordings that begin with a word, in their parts, the longest first."""
        known = self._by_first.get(word)
        if known is None:
            known = self._by_first[word] = [
                ([_part(p, self._sets, self._inflect) for p in _PART.findall(_spelt(wording))], wording, entry)
                for wording, entry in self._given[word]
            ]
            known.sort(key=lambda c: -len(c[0]))
        return known

    def _going_on(self, first: str, second: str) -> list[tuple[list[frozenset[str]], str, T]]:
        """Of the wordings that begin with a word those that may go on with another: most wordings fail here."""
        known = self._by_pair.get((first, second))
        if known is None:
            if len(self._by_pair) > MOST_PAIRS:
                self._by_pair.clear()
            known = self._by_pair[first, second] = [
                c for c in self._beginning(first) if len(c[0]) == 1 or c[0][1] in (GAP, ANY) or second in c[0][1]
            ]
        return known

    def whole(self, words: Words, where: range) -> bool:
        """Whether a stretch of words begins with a wording."""
        match = next(iter(self.find(words, where)), None)
        return match is not None and match.first == where.start

    def find(
        self, words: Words, where: range, admits: Callable[[Match[T]], bool] = lambda _: True
    ) -> Iterator[Match[T]]:
        """The wordings in a stretch of words, from the left and never overlapping, of those that are admitted."""
        forms, first = words.forms, where.start
        while first < where.stop:
            best: Match[T] | None = None
            if forms[first] not in self._given:
                first += 1
                continue
            following = forms[first + 1] if first + 1 < where.stop else ""
            for parts, wording, entry in self._going_on(forms[first], following):
                if best is not None and len(parts) <= best.last - best.first:
                    break
                found: tuple[int, tuple[int, ...]] | None = (first, ())
                if len(parts) > 1:
                    near = range(first + 1, min(first + 4, where.stop))
                    # Few wordings with a gap get so far as to ask the parse for adverbs.
                    if parts[1] is GAP and len(parts) > 2 and not any(forms[k] in parts[2] for k in near):
                        continue
                    found = _ends(words, parts, first, where.stop)
                if found is not None:
                    match = Match(entry, wording, first, found[0], found[1])
                    if (best is None or match.last > best.last) and admits(match):
                        best = match
            if best is None:
                first += 1
            else:
                yield best
                first = best.last + 1


def _spelt(wording: str) -> str:
    """A wording with its parts as the words of a text are: "do not", "a cat 's chance", "nurses pay"."""
    return _S.sub(lambda s: " 's" if s.group().endswith("s") else "", _NT.sub(" not", wording.lower()))


def _part(
    part: str, sets: Mapping[str, Sequence[str]], inflect: Callable[[str], tuple[str, ...]] | None
) -> frozenset[str]:
    if part in ("~", "*"):
        return GAP if part == "~" else ANY
    if part.startswith("{"):
        return frozenset(plain_word(w) or w for w in sets[part[1:-1]])
    options = [plain_word(w) or w for w in part.split("|")]
    return frozenset(form for option in options for form in (inflect(option) if inflect else (option,)))


def forms_of(word: str) -> tuple[str, ...]:
    """A word with the regular endings of nouns and verbs: what a lexicon need not spell out."""
    if len(word) < 3 or not word.isalpha():
        return (word,)
    if word.endswith("y") and word[-2] not in "aeiou":
        return word, word[:-1] + "ies", word[:-1] + "ied", word + "ing"
    if word.endswith("e"):
        return word, word + "s", word + "d", word[:-1] + "ing"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word, word + "es", word + "ed", word + "ing"
    return word, word + "s", word + "ed", word + "ing"


def _ends(words: Words, parts: list[frozenset[str]], first: int, stop: int) -> tuple[int, tuple[int, ...]] | None:
    """The last word of the wording begun at `first`, and the words in its gap; None where it does not go on."""
    at, gap = first, list[int]()
    for n, part in enumerate(parts):
        if part is ANY:
            while at < stop and at - first < 9 and words.forms[at] not in parts[n + 1]:
                at += 1
            continue
        if part is GAP:
            while len(gap) < 2 and at < stop and is_adverb(words.token(at)) and words.forms[at] not in _DEGREE:
                gap.append(at)
                at += 1
            continue
        if at >= stop or words.forms[at] not in part:
            return None
        at += 1
    return at - 1, tuple(gap)
