"""Numerals and number words to values: "1,000", "2.4 million", "twenty-three", "dozens", "half a million"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from kentledge.measure.atoms import BREAK, GLUED, Atom, Passage
from kentledge.measure.notation import decimal, slashed
from kentledge.measure.notation import power as power_at
from kentledge.measure.nouns import is_closed, looks_plural
from kentledge.measure.number_words import number_words

_SEPARATOR = re.compile("[, \u00a0\u2009\u202f]")
_LONGEST = 24
"""A numeral of more characters is an identifier."""
_LARGEST = 10**18
"""Magnitudes are multiplied with each other up to here."""
Form = Literal["numeral", "word", "vague", "several", "share", "factor"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number without its unit, over the atoms `first` to `end` (exclusive).

    `printed` is the value before any magnitude ("300" of "300 million"), `scale` that magnitude. `form` is "vague" for
    a plural magnitude ("dozens", "hundreds of thousands"), from one of it to ten, "several" for a few of one ("several
    hundred") "share" for a fraction of something ("a third of") and "factor" for a word that multiplies ("doubled").
    """

    first: int
    end: int
    low: Decimal
    high: Decimal
    form: Form
    printed: Decimal
    scale: Decimal = Decimal(1)


def may_begin(atom: Atom) -> bool:
    """Whether a number can begin with the atom."""
    return atom.kind == "numeral" or atom.lower in number_words().starts


def number_at(p: Passage, i: int, money: bool = False, bare: bool = False) -> Number | None:
    """The number that begins at atom `i`, or None.

    With `money` a single letter is a magnitude ("5m"); with `bare` a magnitude word alone is one ("per million").
    """
    if i >= len(p.atoms):
        return None
    atom = p.atoms[i]
    if atom.kind == "numeral":
        return _numeral(p, i, money)
    words = number_words()
    if atom.lower not in words.starts:
        return None
    if atom.lower in words.factors:
        follows = _lower(p, i + 1)
        if follows == "down":
            return None  # "doubled down on it"
        compared = ("as", "the", "that", "those", "what", "its", "their")
        if atom.lower in ("twice", "double") and follows not in compared:
            return None
        return _exact(i, i + 1, Decimal(str(words.factors[atom.lower])), "factor")
    if atom.lower in words.vague:
        return _vague(p, i)
    if atom.lower in words.several:
        return _several(p, i, i)
    if atom.lower in ("a", "an"):
        return _after_article(p, i)
    if atom.lower == "half":
        return _half(p, i, i)
    if atom.text in words.signs:
        return _exact(i, i + 1, words.signs[atom.text], "share")
    if atom.lower in words.magnitudes:
        return _spelled(p, i, i) if bare else None
    return _ratio(p, i) or _fraction(p, i) or _spelled(p, i, i)


def _numeral(p: Passage, i: int, money: bool) -> Number | None:
    words = number_words()
    if len(p.atoms[i].text) > _LONGEST:
        return None
    value = Decimal(_SEPARATOR.sub("", p.atoms[i].text))
    end = i + 1
    if _text(p, end) in words.signs:
        value, end = value + words.signs[_text(p, end)], end + 1
    elif ratio := _ratio(p, i):
        return ratio
    elif (slash := slashed(p, i)) is not None:
        return _exact(i, i + 3, slash, "share") if _lower(p, i + 3) in ("of", "a", "the") else None
    elif _text(p, end) and p.atoms[end].gap != BREAK and (slash := slashed(p, end)) is not None and slash < 1:
        value, end = value + slash, end + 3
    elif power := power_at(p, end):
        end, exponent = power
        value = value.scaleb(exponent)
    elif half := _and_a_half(p, end):
        value, end = value + Decimal("0.5"), half
    return _scaled(p, i, end, value, money)


def _scaled(p: Passage, first: int, end: int, printed: Decimal, money: bool = False) -> Number:
    """The number with the magnitudes that follow it: "300" + "million", "1.2" + "bn"."""
    words, scale = number_words(), 1
    while end < len(p.atoms):
        at = end + 1 if _text(p, end) == "-" and p.atoms[end].gap == GLUED else end
        word = _lower(p, at)
        if not word or p.atoms[at].gap == BREAK:
            break
        glued = p.atoms[at].gap == GLUED and at == end
        if word in words.magnitudes and scale * words.magnitudes[word] <= _LARGEST:
            scale *= words.magnitudes[word]
        elif scale == 1 and word in words.abbreviations and (glued or (word != "k" and at == end)):
            scale = words.abbreviations[word]
        elif (
            scale == 1 and word in words.letters and (glued or money) and (money or _counts_something(p, at + 1, word))
        ):
            scale = words.letters[word]
        else:
            break
        end = at + 1
    return _exact(first, end, printed * scale, "numeral", printed, Decimal(scale))


def _counts_something(p: Passage, i: int, letter: str) -> bool:
    """Whether a plural follows ("5m people"), or a mark of money ("5m€"): the letter before is then a magnitude."""
    if not _text(p, i) or letter not in ("m", "b"):
        return False
    return _text(p, i) in "€£$" or (p.atoms[i].gap != GLUED and looks_plural(p.atoms[i]))


def _spelled(p: Passage, first: int, i: int, article: bool = False) -> Number | None:
    """Number words from atom `i` on. With `article`, "a" stands for one before a magnitude."""
    words = number_words()
    total = group = 0
    last = "article" if article else ""
    printed, scale, end = Decimal(0), 1, i
    while i < len(p.atoms) and (i == end or p.atoms[i].gap != BREAK):
        word = p.atoms[i].lower
        if word in words.small and last not in ("small", "article") and not (last == "tens" and words.small[word] > 9):
            group, last = group + words.small[word], "small"
        elif word in words.tens and last not in ("small", "tens", "article"):
            group, last = group + words.tens[word], "tens"
        elif word in ("hundred", "dozen") and last != "hundred":
            group, last = max(group, 1) * words.magnitudes[word], "hundred"
        elif word in words.magnitudes and total * words.magnitudes[word] <= _LARGEST:
            value = words.magnitudes[word]
            printed, scale = Decimal(max(group, 1)), value
            if group or not total:
                total, group = total + max(group, 1) * value, 0
            else:
                total *= value
            last = "magnitude"
        elif (word == "-" and p.atoms[i].gap == GLUED and last) or (word == "and" and last in ("hundred", "magnitude")):
            following = _lower(p, i + 1)
            joins = (
                following in words.small or following in words.tens or (word == "-" and following in words.magnitudes)
            )
            if not joins:
                break
            i += 1
            continue
        else:
            break
        i += 1
        end = i
    if not last or last == "article":
        return None
    value_ = Decimal(total + group)
    if half := _and_a_half(p, end):
        scaled = _scaled(p, first, half, value_ + Decimal("0.5"))
        return _exact(first, scaled.end, scaled.low, "word", scaled.printed, scaled.scale)
    whole = printed * scale == value_ and scale > 1
    return _exact(first, end, value_, "word", printed if whole else value_, Decimal(scale if whole else 1))


def _after_article(p: Passage, i: int) -> Number | None:
    """After "a": "a hundred", "a dozen", "a couple of", "a few thousand", "a half-million", "a third of"."""
    words, word = number_words(), _lower(p, i + 1)
    if word in words.magnitudes:
        part = and_part(p, i + 2)
        if part:  # "a million and a half"
            value = Decimal(words.magnitudes[word])
            return _exact(i, i + 5, value * (1 + part), "word", 1 + part, value)
        return _spelled(p, i, i + 1, article=True)
    if word in words.measures and (_is_counted_article(p, i) or and_part(p, i + 2)):
        return _exact(i, i + 1, Decimal(1), "word")  # "an hour and a half", "less than a minute"
    if word == "couple":
        end = i + 3 if _lower(p, i + 2) == "of" else i + 2
        if _lower(p, end) in words.magnitudes:
            return _scaled(p, i, end, Decimal(2))
        return _exact(i, i + 2, Decimal(2), "word") if end == i + 3 else None
    if word in words.several:
        return _several(p, i, i + 1)
    if word == "half" and _lower(p, i + 2) not in ("of", "the"):
        return _half(p, i, i + 1)
    return _fraction(p, i)


def _is_counted_article(p: Passage, i: int) -> bool:
    """Whether "a" at atom `i`, before a unit, is one of it: "less than a minute", but not "about a year ago"."""
    before, follows = _lower(p, i - 1), _lower(p, i + 2)
    if follows == "-" or follows in ("ago", "earlier", "later"):
        return False
    measured = before == "over" and _lower(p, i - 2) in ("for", "well", "just")  # not "rose over a year"
    return measured or before in number_words().one_after or (before == "to" and _lower(p, i - 2) == "up")


def _ends_phrase(p: Passage, i: int) -> bool:
    """Whether no noun follows at atom `i` that the words before it describe: "fell to a third", not "a third man"."""
    return i >= len(p.atoms) or p.atoms[i].kind == "mark" or is_closed(p.atoms[i])


def and_part(p: Passage, i: int) -> Decimal | None:
    """The value of "and a half" or "and a quarter" at atom `i`."""
    if _lower(p, i) != "and" or _lower(p, i + 1) != "a":
        return None
    return {"half": Decimal("0.5"), "quarter": Decimal("0.25")}.get(_lower(p, i + 2))


def _and_a_half(p: Passage, i: int) -> int | None:
    """The index after "and a half" or "-and-a-half" at atom `i`."""
    for word in ("and", "a", "half"):
        i += _text(p, i) == "-" and p.atoms[i].gap == GLUED
        if _lower(p, i) != word:
            return None
        i += 1
    return i


def _half(p: Passage, first: int, i: int) -> Number | None:
    """From "half" on: "half a million", "half-million", "half an hour", "half of", "half the"."""
    words, end = number_words(), i + 1
    if _text(p, end) == "-":
        end += 1
    if _lower(p, end) in words.magnitudes:
        return _scaled(p, first, end, Decimal("0.5"))
    if _lower(p, end) == "as" and _lower(p, end + 1) in ("many", "much"):
        return _exact(first, end, Decimal("0.5"), "factor")
    if _lower(p, end) in ("a", "an") and end == i + 1:
        if _lower(p, end + 1) in words.magnitudes:
            return _scaled(p, first, end + 1, Decimal("0.5"))
        return _exact(first, end + 1, Decimal("0.5"), "word")
    if _lower(p, end) in words.measures and _lower(p, first - 1) != "first":
        return _exact(first, end, Decimal("0.5"), "word")  # "half hour", "a half-mile"
    if first < i and _lower(p, first - 1) in words.share_after and _ends_phrase(p, end):
        return _exact(first, end, Decimal("0.5"), "share")
    return _fraction(p, i) if first == i else None


def _fraction(p: Passage, i: int) -> Number | None:
    """A share of something: "a third of", "two-thirds", "half the", "three-quarters of a million"."""
    words, first = number_words(), i
    if p.atoms[i].lower == "half" and _lower(p, i - 1) in words.no_share_after:
        return None
    numerator = 1 if p.atoms[i].lower in ("a", "an", "half") else words.small.get(p.atoms[i].lower, 0)
    if p.atoms[i].lower != "half":
        i += 2 if _text(p, i + 1) == "-" else 1
    denominator = words.denominators.get(_lower(p, i))
    if not denominator or not 0 < numerator < denominator:
        return None
    value, following = decimal(Fraction(numerator, denominator)), _lower(p, i + 1)
    if following == "of" and _lower(p, i + 2) in ("a", "an"):
        if _lower(p, i + 3) in words.magnitudes:
            return _scaled(p, first, i + 3, value)
        return _exact(first, i + 3, value, "word")
    if following == "point" or (following == "-" and _lower(p, i + 2) == "point"):
        return _exact(first, i + 1, value, "word")  # "a quarter point"
    changed = _lower(p, first - 1) in words.changes and _ends_phrase(p, i + 1)  # "fell an eighth"
    at = first - 2 if _lower(p, first - 1) in ("only", "just") else first - 1
    if changed or (_lower(p, at) in words.share_after and (_lower(p, at) != "to" or _ends_phrase(p, i + 1))):
        return _exact(first, i + 1, value, "share")
    spelled = p.atoms[first].lower == "one" and _text(p, first + 1) == "-"  # "one-twentieth"
    clause = (
        first == 0 or p.atoms[first - 1].text in ".;,:" or p.atoms[first - 1].lower in ("and", "but", "while", "that")
    )
    acts = bool(p.pos) and i + 1 < len(p.atoms) and p.pos[i + 1] in ("VERB", "AUX")
    if clause and acts and p.atoms[i + 1].gap != BREAK:
        return _exact(first, i + 1, value, "share")  # "and a quarter skip lunch"
    if spelled or following in words.more or _is_share_range(p, i + 1):
        return _exact(first, i + 1, value, "share")
    several = numerator > 1 and words.denominators.get(_lower(p, i)[:-1]) == denominator
    if (
        following == "of"
        or several
        or (denominator == 2 and following in ("the", "its", "their", "his", "her", "our", "that"))
    ):
        return _exact(first, i + 1, value, "share")
    return None


def _is_share_range(p: Passage, i: int) -> bool:
    """Whether "to a half" stands at atom `i`: "a third to a half of the debt"."""
    at = i + 3 if _text(p, i + 2) == "-" else i + 2
    return _lower(p, i) in ("to", "or") and at < len(p.atoms) and _lower(p, at) in number_words().denominators


def _ratio(p: Passage, i: int) -> Number | None:
    """ "one in five voters", "8 out of 10 voters": a share, if something plural is counted."""
    out = 2 if _lower(p, i + 1) == "out" and _lower(p, i + 2) == "of" else 1 if _lower(p, i + 1) == "in" else 0
    out += out > 0 and _lower(p, i + 1 + out) == "every"
    if not out or i + out + 2 >= len(p.atoms):
        return None
    part, whole = (_simple(p, k) for k in (i, i + 1 + out))
    after = p.atoms[i + out + 2]
    spelled = p.atoms[i].kind == "word" or _lower(p, i + out) == "every" or part == 1
    if part and whole and part < whole <= 1000 and spelled and _ends_phrase(p, i + out + 2):
        return _exact(i, i + out + 2, decimal(Fraction(part, whole)), "share")  # "fewer than one in eight"
    verb = bool(p.pos) and p.pos[i + out + 2] in ("AUX", "VERB") and p.atoms[i + out + 1].kind == "word"
    if part and whole and part < whole and verb:
        return _exact(i, i + out + 2, decimal(Fraction(part, whole)), "share")  # "one in ten had no opinion"
    if part and whole and part < whole <= 1000 and after.kind == "word" and looks_plural(after, people=True):
        return _exact(i, i + out + 2, decimal(Fraction(part, whole)), "share")
    return None


def _vague(p: Passage, i: int) -> Number | None:
    """ "dozens", "hundreds of thousands": the plural magnitude times those after "of"."""
    words = number_words()
    low = Decimal(words.vague[p.atoms[i].lower])
    end, chained = i + 1, False
    while _lower(p, end) == "of" and _lower(p, end + 1) in words.vague:
        scale = words.magnitudes.get(_lower(p, end + 1)[:-1])
        if scale is None:
            break
        low, end, chained = low * scale, end + 2, True
    if not chained and (p.atoms[i].lower == "tens" or (p.atoms[i].lower == "scores" and _lower(p, end) != "of")):
        return None
    return Number(i, end, low, 10 * low, "vague", low)


def _several(p: Passage, first: int, i: int) -> Number | None:
    """ "several hundred", "a few thousand"; without a magnitude there is no number in it."""
    words = number_words()
    low, high = words.several[p.atoms[i].lower]
    if _lower(p, i + 1) not in words.magnitudes:
        return None
    scaled = _scaled(p, first, i + 1, Decimal(1))
    return Number(first, scaled.end, low * scaled.scale, high * scaled.scale, "several", Decimal(low), scaled.scale)


def _simple(p: Passage, i: int) -> int | None:
    text = _text(p, i)
    words, lower = number_words(), text.lower()
    if text.isdecimal():
        return int(text)
    return words.small.get(lower) or words.tens.get(lower) or {"hundred": 100, "thousand": 1000}.get(lower)


def _exact(
    first: int, end: int, value: Decimal, form: Form, printed: Decimal | None = None, scale: Decimal = Decimal(1)
) -> Number:
    return Number(first, end, value, value, form, value if printed is None else printed, scale)


def _text(p: Passage, i: int) -> str:
    return p.atoms[i].text if 0 <= i < len(p.atoms) else ""


def _lower(p: Passage, i: int) -> str:
    return p.atoms[i].lower if 0 <= i < len(p.atoms) else ""
