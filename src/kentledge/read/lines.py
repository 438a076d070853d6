"""One line above or below a report: byline, date of publication, address."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kentledge.read.dates import FULL_DATE, iso_date
from kentledge.read.outlets import has_outlet_word, outlet_name
from kentledge.read.paragraphs import Paragraph
from kentledge.records import ExcludedWhy, Span

# Patterns are strings here, compiled (and kept) by `re` on first use: importing this module must cost nothing.
_WORD = r"[^\W\d_][\w.'’-]*"
_PARTICLE = r"(?:al|bin|da|de|del|den|der|di|dos|la|le|of|the|van|von)"
_CAPITAL = r"(?!(?:and|in|for)\b)(?-i:(?![a-zß-öø-ÿ])[^\W\d_][\w.'’-]*)"
_NAME = rf"(?:the[ ])?{_CAPITAL}(?:[ ](?:{_PARTICLE}[ ])*{_CAPITAL}){{0,4}}"
_BYLINE = (
    r"(?is)^(?:(?:(?:an?[ ])?(?:commentary|comment|analysis|opinion|essay|op-ed|column|report|review|briefing"
    r"|policy brief|interview|text|story)[ ]by|by|byline|authors?|written by|words by|reporter|correspondent)"
    r"(?:[ ]*:[ ]*|[ ]))"
    rf"(?P<names>{_NAME}(?:(?:,[ ]|,?[ ](?:and|&)[ ]){_NAME})*)"
    rf"(?:,?[ ]in[ ](?P<place>{_WORD}(?:[ /]{_WORD}){{0,3}}))?(?:,?[ ]for[ ](?P<for>{_NAME}))?"
    r"(?P<rest>[ ]*[|•·/–—].*|[ ]-[ ].*|,.*|[ ]*\(.*)?$"
)
_LABEL = (
    r"(?:(?:first[ ])?published|posted|updated|last[ ]updated|last[ ]modified|modified|issued|created|date"
    r"|publication[ ]date)(?:[ ](?:on|at))?[ ]*:?[ ]*"
)
_TIME = r"(?:[\s,|·•/–—T-]*(?:at[ ])?\d{1,2}[:.h]\d{2}.{0,40})?"
# After the date may stand a time, a zone, an update, a name; with a clause ("…, the report says …") it is a sentence.
_CLAUSE = (
    r"(?:[\s,]+(?-i:the|an?|it|its|his|her|their|this|these|those|he|she|they|we|there)"
    r"|,\s+(?!(?:and|at|by|first|for|from|in|last|modified|updated|with)\b)(?-i:[a-zß-öø-ÿ]\w+))\b(?!\.)"
)
_DATE_LINE = rf"(?i)^[\[(]?(?:{_LABEL}{FULL_DATE}(?!{_CLAUSE}).{{0,90}}|{FULL_DATE}{_TIME})[\])]?\.?$"
_PUBLISHED = r"(?is)\b(?:published|posted|issued)\b"
_UPDATED = r"(?is)(?:last[ ])?(?:updated|modified).*$"
_OUTLET_AND_DATE = rf"(?i)^(?P<outlet>[^.!?]{{2,60}}?)[ ]*[,|•·–—-][ ]*{FULL_DATE}{_TIME}\.?$"
_ADDRESS = r"(?i)^(?P<label>(?:source|url|link|original)\s*:\s*)?<?(?P<url>https?://[^\s<>]+)>?$"
_ROLE = r"(?i)\b(?:correspondent|editor|writer|reporter|columnist|analyst|producer|contributor|photographer)s?\b"
_SAYS = r"(?-i:\b(?:says|said|finds|found|warns|warned|shows|showed|reveals|revealed|claims|urges|suggests)\b)"
_NO_NAME = (
    r"(?i)^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september"
    r"|october|november|december|the end|noon|midnight|mid|early|late|then|now)\b"
)


@dataclass(frozen=True, slots=True)
class HeadLine:
    """What a line says beside the report, and what to mark it as."""

    why: ExcludedWhy
    published: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    place: Span | None = None


def head_line(paragraph: Paragraph, headed: bool = False) -> HeadLine | None:
    """What a byline, date line or address above a report says; None for any other paragraph.

    `headed` says that the headline stands above it: then a name of any kind may stand before the date.
    """
    text = paragraph.text
    if len(text) > 200:
        return None
    address = re.match(_ADDRESS, text)
    if address:
        return HeadLine("boilerplate", url=address["url"])
    if re.match(_DATE_LINE, text):
        return HeadLine("boilerplate", published=_published(text))
    byline = re.match(_BYLINE, text.strip("*_"))
    if byline and _are_names(byline["names"], text):
        return _byline(paragraph, byline)
    dated = re.match(_OUTLET_AND_DATE, text)
    if dated and has_outlet_word(dated["outlet"]) and (outlet := outlet_name(dated["outlet"])):
        return HeadLine("credit", published=iso_date(text), outlet=outlet)
    if dated and headed and _is_a_name(dated["outlet"]):
        return HeadLine("credit", published=iso_date(text))
    return None


def _is_a_name(words: str) -> bool:
    """Whether words are a name by their capitals: "Institute for Frontier Studies"."""
    small = {"and", "&", "at", "de", "for", "in", "of", "on", "the"}
    return words[:1].isupper() and all(w[0].isupper() or w.lower() in small for w in words.split())


def foot_line(paragraph: Paragraph, before: Paragraph) -> HeadLine | None:
    """What a labelled date or an address below a report says, as saved pages have them; None for anything else."""
    address = re.match(_ADDRESS, paragraph.text)
    if address:
        # An address that a sentence leads up to is a reference, and so is the front page of a site.
        own = address["label"] or not before.text.endswith(":")
        deep = re.search(r"\w/\w.*[\w/]$", address["url"])
        return HeadLine("boilerplate", url=address["url"] if own and deep else None)
    if re.match(rf"(?i)^[\[(]?{_LABEL}", paragraph.text):
        return head_line(paragraph)
    return None


def _published(text: str) -> str | None:
    """The date of publication in a line that may also name the date of an update."""
    labelled = re.search(_PUBLISHED, text)
    return iso_date(text[labelled.end() :] if labelled else re.sub(_UPDATED, "", text))


def _are_names(names: str, line: str) -> bool:
    """Whether the words after "By" are names: capitals throughout, no sentence, no time of day."""
    if (
        re.match(_NO_NAME, names)
        or re.search(_SAYS, line)
        or (line.endswith(".") and not re.search(r"\b(?:Jr|Sr|Inc)\.$", line))
    ):
        return False
    words = [word for word in re.split(r"[ ,&]+", names) if word.lower() not in {"and", ""}]
    return names[0].isupper() and all(word[0].isupper() or re.fullmatch(_PARTICLE, word) for word in words)


def _byline(paragraph: Paragraph, byline: re.Match[str]) -> HeadLine:
    names, rest = byline["names"].strip(), byline["rest"] or ""
    outlet = outlet_name(byline["for"])
    # "By Velland Post" names no author, "By Mira Costa and Velland Post" names one.
    single = re.split(r",?\s(?:and|&)\s|,\s", names)
    others = [name for name in single if has_outlet_word(name) or re.search(_ROLE, name)]
    if others:
        outlet = outlet or next((outlet_name(name) for name in others if has_outlet_word(name)), None)
        names = re.sub(r"(?:,?\s(?:and|&)|,)?\s*$", "", names[: names.index(others[0])])
    for part in re.split(r"\s*[|•·()–—]\s*|\s-\s|,\s(?!\d)", rest):
        if outlet is None and has_outlet_word(part) and not iso_date(part):
            outlet = outlet_name(part)
    if outlet and re.search(r"(?i)\b(?:staff|newsroom|desk|editorial board)\b", outlet):
        outlet = None
    place = byline.span("place") if byline["place"] and byline["place"][0].isupper() else None
    start = paragraph.start + paragraph.text.index(byline.string[0])
    return HeadLine(
        "credit",
        published=_published(rest),
        outlet=outlet,
        author=names or None,
        place=(start + place[0], start + place[1]) if place else None,
    )
