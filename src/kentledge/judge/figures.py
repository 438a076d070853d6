"""Figures as chances are printed in them: "70", "0,5", "1,000", "twenty-five", "two hundred thousand", "two-thirds"."""

from __future__ import annotations

import re

_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_MAGNITUDES = {"hundred": 100.0, "thousand": 1000.0, "million": 1e6, "billion": 1e9}
_NUMBER = {word: float(n) for n, word in enumerate((*_ONES, *_TEENS))} | _MAGNITUDES
_NUMBER |= {word: 10.0 * n for n, word in enumerate(_TENS, 2)}
_NUMBER |= {f"{ten}-{one}": 10.0 * n + m for n, ten in enumerate(_TENS, 2) for m, one in enumerate(_ONES[1:10], 1)}

FRACTION = {"two-thirds": 2 / 3, "one-third": 1 / 3, "a third": 1 / 3, "three-quarters": 0.75, "three-quarter": 0.75}
FRACTION |= {"two-third": 2 / 3, "one-quarter": 0.25, "a quarter": 0.25, "four-fifths": 0.8, "three-fifths": 0.6}
FRACTION |= {
    "two-fifths": 0.4,
    "one-fifth": 0.2,
    "a fifth": 0.2,
    "one-tenth": 0.1,
    "nine-tenths": 0.9,
    "one-half": 0.5,
}
FRACTIONS = "|".join(sorted(FRACTION, key=len, reverse=True))

# In groups of three the comma, or the space, is one of thousands ("1,000"); else it is the decimal comma ("0,5").
_GROUPED = r"[1-9]\d{0,2}(?:[, \u00a0\u202f]\d{3}){1,4}(?:\.\d+)?(?!\d)"
_WORDS = "|".join(sorted(_NUMBER, key=len, reverse=True))
FIGURE = rf"(?:(?:{_GROUPED}|\d+(?:[.,]\d+)?|{_WORDS})(?:[\s-](?:{'|'.join(_MAGNITUDES)}))*)"
_GROUPS = re.compile(_GROUPED)
_MAGNITUDE = re.compile(rf"[\s-]({'|'.join(_MAGNITUDES)})$")


def value(printed: str | None) -> float | None:
    """What a figure is, its magnitudes multiplied out; None where it is no figure."""
    word, times = (printed or "").lower(), 1.0
    while magnitude := _MAGNITUDE.search(word):
        word, times = word[: magnitude.start()], times * _MAGNITUDES[magnitude[1]]
    if word in _NUMBER:
        return _NUMBER[word] * times
    word = re.sub(r"[,\s]", "", word) if _GROUPS.fullmatch(word) else word.replace(",", ".")
    try:
        return float(word) * times
    except ValueError:
        return None
