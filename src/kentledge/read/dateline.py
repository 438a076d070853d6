"""Datelines: the place, day and agency that open a report, as in "SUNDHOLM, May 3 (Velland News) — ".

What counts as one follows the Associated Press Stylebook (place in capitals, region, agency in brackets, dash) and what
Reuters, AFP, Xinhua, Yonhap, TASS and the Indian papers print in its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kentledge.read.dates import DAY_AND_MONTH, FULL_DATE, iso_date
from kentledge.read.lexicon import lexicon
from kentledge.read.outlets import outlet_name
from kentledge.read.paragraphs import Paragraph
from kentledge.records import Span

_WORD = r"[^\W\d_][\w.'’-]*"
_REPORT = r"(?=[\"“‘'(\[]*\w)"


@dataclass(frozen=True, slots=True)
class Dateline:
    """`place` is the place as printed, in offsets into the text; None where only day and agency open the report."""

    place: Span | None
    published: str | None
    outlet: str | None
    author: str | None


@cache
def _expression() -> re.Pattern[str]:
    # Compiled on first use: it is long, and most imports of this module never need it.
    return re.compile(
        rf"""
        ^(?:by[ ](?P<author>{_WORD}(?:[ ]{_WORD}){{1,3}}),?[ ]in[ ])?
        (?:(?P<city>{_WORD}(?:[ /]{_WORD}){{0,3}}?)
           (?P<region>,[ ](?!(?:{DAY_AND_MONTH}))(?:{_WORD})(?:[ ]{_WORD}){{0,2}}?)?
           (?P<and>[ ]and[ ]{_WORD}(?:[ ]{_WORD}){{0,2}}?)?
           (?:(?:,[ ]?|[ ])(?P<date>{FULL_DATE}|{DAY_AND_MONTH}))?
          |(?P<bare>{FULL_DATE}|{DAY_AND_MONTH}))
        (?:
           [ ]?\((?P<agency>[^()\n]{{2,40}})\)(?P<dash>[ ]?(?:--+|[-–—―:])[ ]*|[ ]+)
          |\.?[ ]/(?P<slashed>[^/\n]{{2,30}})/\.?[ ]*(?:--+|[-–—―][ ]*)?
          |(?P<only_dash>[ ]?(?:--+|[–—―])[ ]*|[ ]-[ ])
          |(?P<colon>:[ ])
          |(?P<comma>,[ ])
        ){_REPORT}
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def dateline(paragraph: Paragraph, text: str, *, comma: bool = True, colon: bool = True) -> Dateline | None:
    """The dateline that opens a paragraph of a text, or None.

    A place in capitals with a dash is one; without capitals it needs an agency or a day beside it. `comma` and `colon`
    say whether the weak forms "SUNDHOLM, " and "SUNDHOLM: " count too.
    """
    found = _expression().match(paragraph.text[:200])
    if found is None or not _plausible(found, paragraph.text, text, comma, colon):
        return None
    date = found["date"] or found["bare"]
    place = None
    if found["city"]:
        end = max(found.end("city"), found.end("region"), found.end("and"))
        place = (paragraph.start + found.start("city"), paragraph.start + end)
    return Dateline(
        place=place,
        published=iso_date(date) if date else None,
        outlet=outlet_name(found["agency"] or found["slashed"]),
        author=found["author"],
    )


def _plausible(found: re.Match[str], paragraph: str, text: str, comma: bool, colon: bool) -> bool:
    agency, city, after = (
        found["agency"] or found["slashed"],
        found["city"],
        paragraph[found.end() :].lstrip(" \"“‘'(["),
    )
    # The pattern ignores case; a report opens with a capital or a figure.
    if not after or after[0].islower():
        return False
    if agency is not None and not _is_agency(agency):
        return False
    if city is None:
        return agency is not None
    if found["author"] is not None:
        return city[0].isupper()
    if city.rstrip(".").upper() in lexicon().no_places:
        return False
    capitals = city == city.upper() and sum(c.isalpha() for c in city) > 1
    if agency is not None:
        return capitals or (_proper(city) and bool((found["dash"] or "").strip() or found["slashed"]))
    # "DEATH, LIES AND DEBT" and "EXPOSED: THE HARBOUR DEAL" are headlines.
    if after[1:2].isupper() and not re.match(r"[A-Z.]+\b(?![^.!?]{0,12}[A-Z]{3})", after):
        return False
    if found["comma"]:
        return capitals and comma and not found["region"] and not found["and"] and _is_place(city, text)
    if found["colon"]:
        return capitals and (bool(found["date"]) or (colon and _is_place(city, text) and not _is_transcript(text)))
    if found["date"]:
        return capitals or _proper(city)
    return capitals and (bool(found["region"]) or _is_place(city, text))


def _proper(city: str) -> bool:
    return all(word[0].isupper() for word in re.split(r"[ /]", city))


def _is_agency(name: str) -> bool:
    """Keeps "(R-Tex.)", "(all times EDT)" and an age from being an agency: it is a name of one to five words."""
    words = name.split()
    if re.match(r"^[A-Z]-|^[A-Z]\.?$", name) or not 1 <= len(words) <= 5:
        return False
    return all(word[0].isupper() or word in {"of", "the", "and", "de", "via"} for word in words)


def _is_place(city: str, text: str) -> bool:
    """Tells SUNDHOLM from NATO: an acronym is short and stands in capitals again, a place does not."""
    if sum(c.isalpha() for c in city) < 4:
        return False
    again = len(re.findall(rf"\b{re.escape(city)}\b", text[:20_000]))
    return again < 2 or re.search(rf"\b{re.escape(city.title())}\b", text[:20_000]) is not None


def _is_transcript(text: str) -> bool:
    return len(re.findall(r"^[\"“']?[A-Z][A-Z .'’-]{2,30}: ", text[:20_000], re.MULTILINE)) > 1
