"""Names that the entities take for a person's and that are a place's or a firm's, as the article uses them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kentledge.attribute.kinds import FIRM_FORMS, PLACES, body_words, governments, is_of_a_place, uses
from kentledge.attribute.names import TokenSpan, first_names, titles_and_courtesies
from kentledge.attribute.roles import is_role
from kentledge.records import SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from spacy.tokens import Doc
    from spacy.tokens import Span as Span_


def bodies_among(
    doc: Doc,
    text: str,
    dateline: str,
    names: Iterable[tuple[str, Sequence[TokenSpan]]],
    is_firm: Callable[[str], bool],
) -> dict[str, SpeakerKind]:
    """Which one-word names, each with its mentions, are none's: name → "government" (places) or "organisation".

    `text` is that of the Doc, `dateline` in lower case; `is_firm` tells what `stands_for_a_firm` says of a name there.
    """
    kinds: dict[str, SpeakerKind] = {}
    rest = []
    # "Bank of Morvane"
    of_a_body = {e[-1].text for e in doc.ents if e.label_ == "ORG" and len(e) > 2 and e[-2].lower_ == "of"}
    for name, mentions in names:
        if _goes_on_as_a_firm(doc, mentions) or is_firm(name):
            kinds[name] = "organisation"
        elif (
            name.lower() in governments()
            or re.search(rf"\b{re.escape(name.lower())}\b", dateline)
            or name in of_a_body
            or stands_for_a_place(text, name)
        ):
            kinds[name] = "government"
        elif not any(titled(doc, first) for first, _ in mentions):
            rest.append((name, mentions))
    places = {e.text for e in doc.ents if e.label_ in PLACES} | {n for n, k in kinds.items() if k == "government"}
    begun = {e[0].text for e in doc.ents if e.label_ == "ORG" and len(e) > 1 and not is_of_a_place(e[1].lower_)}
    for name, mentions in rest:
        if _beside(doc, mentions, places):
            kinds[name] = "government"
        elif name in begun or re.search(rf"\b{re.escape(name)}, which\b", text):
            kinds[name] = "organisation"  # short for a longer name; "Hestia, which owns …"
    return kinds


def titled(doc: Doc, first: int) -> bool:
    """Whether a title or a role stands right before a token."""
    before = doc[first - 1].lower_ if first else ""
    return before in titles_and_courtesies() or is_role(before)


def names_a_place(doc: Doc, name: Span_) -> bool:
    """Whether a name of several words is a place's by its first word, behind nobody's title: "San Teodoro"."""
    return len(name) > 1 and name[0].lower_ in uses()["places_begin"] and not titled(doc, name.start)


def names_a_firm(name: Span_, is_firm: Callable[[str], bool]) -> bool:
    """Whether a name of several words is a body's: "Banque Delorme", "the operator, Tarn Gate,"."""
    if len(name) < 2 or name[0].text in first_names():
        return False
    return name[0].lower_ in uses()["firms_begin"] or name[-1].lower_ in body_words() or is_firm(name.text)


def _beside(doc: Doc, mentions: Sequence[TokenSpan], places: set[str]) -> bool:
    """Whether a name stands beside a place: "Ardesia and [Talmark]"."""
    for first, last in mentions:
        for joint, other in ((first - 1, first - 2), (last, last + 1)):
            if 0 <= other < len(doc) and doc[joint].lower_ == "and" and doc[other].text in places:
                return True
    return False


def _goes_on_as_a_firm(doc: Doc, mentions: Sequence[TokenSpan]) -> bool:
    """Whether a name goes on as a firm's: "[Hydra] AG"."""
    return any(doc[end].lower_ in FIRM_FORMS for _, end in mentions if end < len(doc))


def stands_for_a_place(text: str, name: str) -> bool:
    """Whether the article uses a one-word name as a place or state: "in Vespera", "Vespera’s foreign ministry"."""
    if name not in text:
        return False
    own = re.escape(name)
    pattern = (
        rf"\b(?:capital|city|port|town|island|republic|province), {own}\b|"
        r"\b(?<!confidence )(?<!trust )(?<!faith )(?<!stake )(?<!stakes )(?<!shares )"
        rf"(?:in|inside|across|throughout|through|into|outside|near|(?i:{_PARTS}) of) {own}\b(?! [A-Z])"
        rf"|\bfrom {own}\b(?!,| [A-Z])"
        rf"|\b{own}['’]s? (?:\w+ ){{0,2}}(?i:{_STATE})\b|\bthe {own} (?:side|delegation|government|authorities)\b"
        rf"|\b(?:fl[eyi]\w+|travel\w*|trip|visit|return\w*|went|back) to {own}\b(?! [A-Z])"
        rf"|\b{own} (?:\w+ ){{1,3}}its (?:\w+ )?(?:{_LAND})\b|\b{own}(?:n|ns|ese|ian|ians|an|ans|i|is)\b"
    )
    return re.search(pattern, text) is not None


def stands_for_a_firm(text: str, name: str) -> bool:
    """Whether the article uses a one-word name as a body's: "Swiftling’s shareholders", "the insurer, Vesnet,"."""
    own = re.escape(name)
    if name not in text:
        return False
    used = rf"\b{own}['’]s? (?:{_FIRM})\b|\b(?:{_BY} by|shares in) {own}\b"
    after = rf"\b{own}, (?:an?|the|its|one of the)(?:(?: [\w’'-]+){{0,3}} (?:{_BODY})|(?: [\w’'-]+)? {_FOREMOST})\b"
    before = (
        rf"\b(?:{_BODY}|companies)s?, {own},|\b(?:[Tt]he|[Ii]ts|[Aa]) (?:[\w-]+ )?(?:{_BODY}) {own}\b(?! [A-Z][a-z])"
    )
    return re.search(f"{used}|{before}|{after}", text) is not None


_BODY = (
    "insurer|manufacturer|carmaker|chipmaker|drugmaker|retailer|airline|shipbuilder|supplier|lender|utility|broadcaster|"
    "employer|company|firm|bank|carrier|shipping line|rival|brewer|watchdog|regulator|charity|"
    "start-?up|consultancy|think tank|conglomerate|"
    "(?:grid|network|port|plant|tour|rail|railway|telecoms|airport|pipeline|ferry|satellite|system|hotel)"
    "(?:['’]s)?[ -]operator"
)
_FOREMOST = (
    "(?:(?:[\\w-]+ )?(?:maker|producer|exporter|importer|seller|publisher|builder) of|"
    "(?:largest|biggest|leading|top|main|second-largest|second-biggest)(?: [\\w-]+)? "
    "(?:maker|producer|exporter|importer|owner|operator|employer|seller|provider|developer|publisher|buyer|builder))"
)
_FIRM = (
    "founder|founders|shareholders|shares|subsidiary|subsidiaries|headquarters|customers|chief executive|products|board"
)
_BY = "operated|run|owned|manufactured|marketed|published|employed"
_STATE = (
    "ministry|minister|ministers|government|parliament|president|capital|army|navy|embassy|ambassador|border|borders|"
    "cabinet|coast|waters|delegation|economy|people|citizens|leaders|general staff|corporate tax|tax base|treasury|"
    "negotiators?|envoys?|diplomats?|troops|airspace|elections?|coach"
)
_LAND = "neighbou?rs?|borders?|troops|army|ambassador|embassy|airspace|waters|forces|navy|soil|territory|allies"
_PARTS = (
    "government|republic|city|capital|port|people|north|south|east|west|state|kingdom|mayor|islands?|province|valley|"
    "village|town|bay|strait|gulf|region|district|peninsula|coast|outskirts|streets|"
    "presidents|leaders|prime ministers|foreign ministers|governments|armies|peoples"
)
