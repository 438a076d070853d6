"""Names folded for comparing: case, accents, titles, degrees and initials aside."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from kentledge.lexicons import lexicon

# Letters that Unicode does not take apart into a letter and an accent.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n"}
)
_BETWEEN = re.compile(r"[^a-z0-9]+")
_DEGREES = frozenset(
    {"phd", "dphil", "md", "mp", "mep", "mbe", "obe", "cbe", "kbe", "qc", "kc", "esq", "msc", "mba", "bsc", "llm"}
)
_BORN_LATER = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
_ARTICLES = frozenset({"the", "a", "an"})
_LEGAL = frozenset(
    {"inc", "ltd", "llc", "plc", "corp", "co", "gmbh", "ag", "limited", "incorporated", "corporation", "company"}
)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name: parts in the order of given names and surname, folded; `later` is "jr", "sr", "ii" or empty.

    A part of one letter is an initial.
    """

    parts: tuple[str, ...]
    later: str = ""

    @property
    def surname(self) -> str:
        """The last part; empty where there is none."""
        return self.parts[-1] if self.parts else ""

    @property
    def first(self) -> str:
        """The first part where there is one beside the surname; it may be an initial."""
        return self.parts[0] if len(self.parts) > 1 else ""

    @property
    def middle(self) -> tuple[str, ...]:
        """The parts between."""
        return self.parts[1:-1]

    @property
    def full(self) -> bool:
        """Whether there is a given name in full and a surname."""
        return len(self.first) > 1


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Lower case, without accents; apostrophes fall away, and whatever else is no letter or digit becomes a space.

    >>> folded("Zoë  O’Neill-Ågård")
    'zoe oneill agard'
    """
    if text.isascii():
        return " ".join(_BETWEEN.sub(" ", text.lower().replace("'", "").replace("`", "")).split())
    bare = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    bare = re.sub(r"[’'‘ʼ`´]", "", "".join(c for c in bare if not unicodedata.combining(c)))
    return " ".join(re.sub(r"[^\w]+|_", " ", bare).split())


@lru_cache(maxsize=65536)
def person_name(text: str) -> Name:
    """A person's name as printed, taken apart.

    >>> person_name("Prof. Andrei N. Lankov, PhD")
    Name(parts=('andrei', 'n', 'lankov'), later='')
    >>> person_name("Hale, John Jr.")
    Name(parts=('john', 'hale'), later='jr')
    """
    text = re.sub(r"\bthe (younger|elder)\b", lambda m: "jr" if m[1] == "younger" else "sr", text, flags=re.I)
    # "J.-P." and "A.N." are two initials each.
    text = re.sub(r"(?<=\w)\.(?=\S)", ". ", text)
    before, comma, after = text.partition(",")
    if comma and not all(part in _DEGREES or part in _BORN_LATER for part in folded(after).split()):
        text = f"{after} {before}"  # "Hale, John"
    parts = folded(text).split()
    # Initials that fold to nothing in common with a title ("J. R.") must not be taken for one.
    while len(parts) > 1 and parts[0] in title_words():
        parts.pop(0)
    later = ""
    kept = []
    for n, part in enumerate(parts):
        if n and part in _BORN_LATER:
            later = _BORN_LATER[part]
        elif not (n and part in _DEGREES):
            kept.append(part)
    return Name(tuple(kept), later)


@lru_cache(maxsize=65536)
def body_name(text: str) -> str:
    """The name of an organisation or a government, folded: without articles and forms of company.

    >>> body_name("The Kerrow Shipping Company Ltd.")
    'kerrow shipping'
    """
    words = folded(text).split()
    kept = [word for word in words if word not in _ARTICLES and word not in _LEGAL]
    return " ".join(kept or words)


def agree(a: str, b: str) -> bool:
    """Whether two given names are the same, or one is the other's initial."""
    return a == b or (bool(a and b) and min(len(a), len(b)) == 1 and a[0] == b[0])


def fits(a: str, b: str) -> bool:
    """Whether two names *of one article* may stand for one speaker: equal, a shorter form, or initials.

    >>> fits("Lankov", "Prof. Andrei Lankov"), fits("Ida Marrow", "Andrei Lankov"), fits("the board", "Board")
    (True, False, True)
    """
    if body_name(a) == body_name(b):
        return True
    one, other = person_name(a), person_name(b)
    if not one.parts or one.surname != other.surname or (one.later and other.later and one.later != other.later):
        return False
    return not (one.first and other.first) or agree(one.first, other.first)


@cache
def title_words() -> frozenset[str]:
    """Titles and forms of address, folded: what is no part of a name."""
    lists = lexicon("speakers")["titles"]
    return frozenset(folded(title) for title in (*lists["role"], *lists["courtesy"])) - {""}
