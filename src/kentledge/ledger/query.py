"""What a person types to find something, as a query of FTS5: words, "a phrase", beginn*, -without, this OR that."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import AnyStr

from kentledge.errors import KentledgeError
from kentledge.records import Span

_PART = re.compile(r'(-?)"([^"]*)"?|(-?)(\S+)')
_TOKEN = re.compile(r"[^\W_]+")


class UnusableQuery(KentledgeError):
    """The words or the bounds to search by make no sense."""


class _Folding(dict[int, str]):
    """Letters without capitals and accents, one for one, as the tokenizer of the full-text indexes has them."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFD", chr(code))[0].lower()
        self[code] = plain if len(plain) == 1 else chr(code)
        return self[code]


_FOLDING = _Folding()
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def folded(text: str) -> str:
    """A text as `_FOLDING` translates it, many times faster: few of its letters are beyond ASCII."""
    for letter in set(_BEYOND_ASCII.findall(text)):
        text = text.replace(letter, _FOLDING[ord(letter)])
    return text.lower()


def tokens(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    return _TOKEN.findall(folded(text))


_PLAIN = (
    bytes(n + 32 if 65 <= n <= 90 else n for n in range(0xC0))
    + b"\xff" * 34  # letters of two bytes, and of three
    + b"\xe2"  # quotation marks and dashes, if the next byte is 0x80
    + b"\xff" * 29
)
"""UTF-8 in small letters as far as it is ASCII, quotation marks and dashes; other letters begin with 0xFF."""
_NOT_PLAIN = re.compile(rb"\xe2[^\x80]")


def _at_a_word(pattern: re.Pattern[AnyStr], text: AnyStr) -> re.Match[AnyStr] | None:
    """The first match that begins a word.

    What stands before is looked at afterwards: a pattern that begins with letters is found many times faster.
    """
    at = 0
    while (match := pattern.search(text, at)) and text[max(match.start() - 1, 0) : match.start()].isalnum():
        at = match.start() + 1
    return match


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or the words of a phrase in order; with `begins`, the last is the beginning of a word."""

    tokens: tuple[str, ...]
    begins: bool

    def phrase(self) -> str:
        """For an index that knows the order of words."""
        return f'"{" ".join(self.tokens)}"' + (" *" if self.begins else "")

    def words(self) -> str:
        """For an index that only knows that a word is there."""
        last = f'"{self.tokens[-1]}"' + (" *" if self.begins else "")
        return " AND ".join([*(f'"{token}"' for token in self.tokens[:-1]), last])

    def found(self, folded: str) -> re.Match[str] | None:
        """Where it first stands in a folded text."""
        end = "" if self.begins else r"(?![^\W_])"
        return _at_a_word(re.compile(r"[\W_]+".join(map(re.escape, self.tokens)) + end), folded)

    def stands_in(self, plain: bytes) -> bool:
        """Whether it stands in a text of nothing but ASCII, quotation marks and dashes, translated by `_PLAIN`."""
        if not all(token.isascii() for token in self.tokens):
            return False
        end = b"" if self.begins else rb"(?![a-z0-9])"
        pattern = re.compile(rb"[^a-z0-9]+".join(token.encode() for token in self.tokens) + end)
        return _at_a_word(pattern, plain) is not None


@dataclass(frozen=True, slots=True)
class Query:
    """Alternatives, each of terms that must be there and terms that must not."""

    alternatives: tuple[tuple[tuple[Term, ...], tuple[Term, ...]], ...]

    def phrases(self, column: str) -> str:
        """The FTS5 expression for a column of an index that knows the order of words."""
        found = []
        for wanted, unwanted in self.alternatives:
            together = f"({' AND '.join(term.phrase() for term in wanted)})"
            without = " OR ".join(term.phrase() for term in unwanted)
            found.append(f"({together} NOT ({without}))" if unwanted else together)
        return f"{{{column}}} : ({' OR '.join(found)})"

    def words(self) -> str:
        """The FTS5 expression for an index without the order of words: it holds wherever the query does, and more."""
        found = []
        for wanted, unwanted in self.alternatives:
            together = f"({' AND '.join(term.words() for term in wanted)})"
            without = " OR ".join(term.words() for term in unwanted if len(term.tokens) == 1)
            found.append(f"({together} NOT ({without}))" if without else together)
        return " OR ".join(found)

    @property
    def ordered(self) -> bool:
        """Whether the order of words matters, so that `words` gives too much."""
        return any(len(term.tokens) > 1 for both in self.alternatives for terms in both for term in terms)

    def fits(self, text: str) -> bool:
        """Whether the query holds of a text."""
        text = folded(text)
        return self._holds(lambda term: term.found(text) is not None)

    def fits_stored(self, text: bytes) -> bool:
        """Whether the query holds of a text in UTF-8: four times as fast where it is in plain letters."""
        plain = text.translate(_PLAIN)
        if b"\xff" in plain or (not text.isascii() and _NOT_PLAIN.search(plain)):
            return self.fits(text.decode("utf-8"))
        return self._holds(lambda term: term.stands_in(plain))

    def _holds(self, stands: Callable[[Term], bool]) -> bool:
        return any(
            all(map(stands, wanted)) and not any(map(stands, unwanted)) for wanted, unwanted in self.alternatives
        )

    def first(self, text: str) -> Span | None:
        """The characters of the first of the wanted terms that the text has."""
        text = folded(text)
        found = [match.span() for wanted, _ in self.alternatives for t in wanted if (match := t.found(text))]
        return min(found, default=None)


def parsed(typed: str) -> Query:
    """What was typed, as a query.

    All words must be there, in any order; capitals and accents make no difference; `-word` must not be there; `OR`
    separates alternatives. Punctuation has no meaning of its own: "coal-fired" is a phrase of two words. Raises
    UnusableQuery where an alternative names nothing that must be there.
    """
    alternatives: list[tuple[list[Term], list[Term]]] = [([], [])]
    for minus, phrase, minus_word, word in _PART.findall(typed):
        if word == "OR" and not minus_word:
            alternatives.append(([], []))
            continue
        asked = phrase or word
        said = tuple(tokens(asked))
        if said:
            wanted, unwanted = alternatives[-1]
            (unwanted if minus or minus_word else wanted).append(Term(said, asked.endswith("*")))
    if not all(wanted for wanted, _ in alternatives):
        raise UnusableQuery(f"nothing to look for in {typed!r}: name at least one word that must be there")
    return Query(tuple((tuple(wanted), tuple(unwanted)) for wanted, unwanted in alternatives))


def chances(typed: str) -> tuple[float, float]:
    """The bounds in `0.6..0.9`, `0.6..`, `..0.3`, `0.5`, or with percentages `60%..`. Raises UnusableQuery."""
    low, dots, high = typed.replace(" ", "").partition("..")
    try:
        bounds = _chance(low, 0.0), _chance(high if dots else low, 1.0)
    except ValueError:
        bounds = (1.0, 0.0)
    if (not low and not high) or not 0 <= bounds[0] <= bounds[1] <= 1:
        raise UnusableQuery(f"{typed!r} is no range of probability: write it as 0.6..0.9, 0.6.. or ..0.3")
    return bounds


def _chance(typed: str, otherwise: float) -> float:
    if not typed:
        return otherwise
    return float(typed[:-1]) / 100 if typed.endswith("%") else float(typed)


def day(typed: str | None, *, last: bool = False) -> str | None:
    """An ISO date as typed; a year or a month stands for its first day, or its last. Raises UnusableQuery."""
    if typed is None:
        return None
    parts = re.fullmatch(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?", typed.strip())
    if parts is not None:
        year, month, of_month = (None if part is None else int(part) for part in parts.groups())
        assert year is not None
        try:
            month = (12 if last else 1) if month is None else month
            if of_month is None:
                of_month = calendar.monthrange(year, month)[1] if last else 1
            return date(year, month, of_month).isoformat()
        except ValueError:
            pass
    raise UnusableQuery(f"{typed!r} is no date: write it as 2031-03-09, 2031-03 or 2031")
