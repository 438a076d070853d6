"""The plural of a unit's name, for reading back an amount: "containers", "miles per hour".

Units come as printed, in the singular, and most are regular nouns. What is not surely a noun (an ISO 4217 code, a
symbol, a name ending in a figure) stays as it is: a missing plural is a blemish, a wrong unit is an error.
"""

from __future__ import annotations

import re

_IRREGULAR = {
    "calf": "calves",
    "cargo": "cargoes",
    "child": "children",
    "foot": "feet",
    "gas": "gases",
    "half": "halves",
    "hero": "heroes",
    "inch": "inches",
    "knife": "knives",
    "leaf": "leaves",
    "life": "lives",
    "loaf": "loaves",
    "mouse": "mice",
    "person": "people",
    "potato": "potatoes",
    "shelf": "shelves",
    "stomach": "stomachs",
    "thief": "thieves",
    "tomato": "tomatoes",
    "tooth": "teeth",
    "veto": "vetoes",
    "wife": "wives",
    "wolf": "wolves",
}

# fmt: off
_UNCHANGED = frozenset([
    "aircraft", "baht", "bpd", "cattle", "celsius", "cm", "deer", "fahrenheit", "fish", "ft", "g", "ha",
    "hertz", "horsepower", "kelvin", "kg", "km", "kn", "kph", "kt", "l", "lb", "m", "means", "mg", "ml", "mm",
    "mph", "nm", "offspring", "oz", "people", "percent", "personnel", "police", "ppm", "psi", "rand",
    "renminbi", "ringgit", "rpm", "sen", "sheep", "spacecraft", "staff", "sterling", "t", "watercraft", "won",
    "yen", "yuan",
])
# fmt: on

_REGULAR_MAN = ("human", "shaman", "talisman", "ottoman", "roman", "german")


def plural(unit: str) -> str:
    """The plural of a unit in the singular; unchanged where it is a code, a symbol or a plural already."""
    head, tail = unit, ""
    if match := re.search(r" (?:of|per|in|an?) ", unit):
        head, tail = unit[: match.start()], unit[match.start() :]
    elif unit.lower().startswith("degree "):
        head, tail = unit[:6], unit[6:]
    first, space, last = head.rpartition(" ")
    return f"{first}{space}{_noun(last)}{tail}"


def _noun(word: str) -> str:
    low = word.lower()
    if low in _UNCHANGED or not word.isalpha() or any(c.isupper() for c in word[1:]):
        return word
    if low in _IRREGULAR:
        return word[0] + _IRREGULAR[low][1:]
    if low.endswith("man") and not low.endswith(_REGULAR_MAN):
        return word[:-2] + "en"
    if low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return word
    if low.endswith("sis"):
        return word[:-2] + "es"
    if low.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if low.endswith("y") and low[-2:-1] not in tuple("aeiou"):
        return word[:-1] + "ies"
    return word + "s"
