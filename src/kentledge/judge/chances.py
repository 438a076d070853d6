"""Chances given as numbers: "a 70 % chance", "three in four", "fifty-fifty". They are that number on every scale."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kentledge.judge.figures import FIGURE, FRACTION, FRACTIONS, value
from kentledge.judge.forms import spread
from kentledge.judge.scales import Range
from kentledge.judge.words import Words
from kentledge.lexicons import lexicon
from kentledge.records import Span, overlaps

_PERCENT = r"\s?(?:%|percent|per\s+cent)"
NOUN = (
    r"(?:chances?|probabilit(?:y|ies)|likelihood|odds|risk|possibility|shot|certainty|certain|likely|sure|confident"
    r"|confidence)"
)
_BOUND = (
    r"(?P<bound>(?:no\s+|not\s+)?(?:more|better|greater|higher|less|lower|worse)\s+than|at\s+least|at\s+most|up\s+to"
    r"|over|under|above|below|about|around|roughly|some|nearly|almost)"
)
_AFTER = re.compile(
    r"[”\"]?,?\s+(?P<after>at\s+(?:the\s+)?(?:best|most|worst|least|outside)|or\s+(?:less|better|more|worse))\b", re.I
)
"""What bounds a chance after it: "one in five at best"."""
_AT_LEAST = frozenset({"worst", "least", "more", "better"})
_AT_MOST = frozenset({"best", "most", "outside", "less", "worse"})
_A = r"(?:an?\s+|the\s+)?"
_INSERTED = r"(?:,\s[^.;,]{2,40},)?"  # "the odds of a strike, she reckons, are"
_OF_WHAT = rf"(?:\s+of|\s+(?P<of>(?:of|that|for|on|against)\s[^.;,]{{3,80}}?){_INSERTED})?\s+"
_GIVEN_AS = (
    r"(?:(?:is|are|was|were|stands?|stood|had\s+risen|has\s+risen|rose|had\s+fallen|has\s+fallen|fell)\s+)?(?:put\s+)?"
    r"(?:at\s+|as\s+|of\s+|to\s+be\s+|to\s+|(?:at\s+)?(?:near(?:er)?|clos(?:e|er))\s+to\s+)?[\"“‘']?"
)

RANGE = rf"(?P<a>{FIGURE})(?:{_PERCENT})?(?:\s?(?:-|–|to|or)\s?(?P<b>{FIGURE}))?[\s-]?{_PERCENT}"
SHARE = rf"(?:{_BOUND}\s+)?(?:an?\s+)?{RANGE}"
IN = rf"(?:{_BOUND}\s+)?(?:an?\s+)?(?P<m>{FIGURE})[\s-](?:chances?\s+)?(?:in|out\s+of)[\s-](?:an?\s+)?(?P<n>{FIGURE})"
_TO = rf"(?P<for>{FIGURE})[\s-]to[\s-](?P<against>{FIGURE})(?:\s+(?P<which>on|in\s+favou?r|against))?"
EVEN = r"(?P<even>fifty[\s-]+fifty|50[\s/–-]+50)"
_BESIDE = re.compile(
    rf"\s*[(\[](?:an?\s+|about\s+|around\s+|roughly\s+|i\.e\.,?\s+)*{RANGE}(?:\s+(?:probability|chance|likelihood|likely))?[)\]]",
    re.I,
)
AT = rf"(?<=\bat\s)(?P<figure>{IN})(?=[,.;:]|$)"


def form(pattern: str) -> re.Pattern[str]:
    """A form as it is looked for: whole words, in any case."""
    return re.compile(rf"(?<![\w.])(?:{pattern})(?!\w)", re.IGNORECASE)


_FORMS = tuple(
    form(pattern)
    for pattern in (
        rf"{_A}{SHARE}[\s-]+(?:\w+\s)?{NOUN}",
        rf"{_A}(?P<noun>{NOUN}){_OF_WHAT}{_GIVEN_AS}(?P<figure>{SHARE})",
        rf"{_A}{IN}[\s-]+{NOUN}",
        rf"(?:an?\s+)?(?P<m>{FIGURE})\s+chances?\s+(?:in|out\s+of)\s+(?:an?\s+)?(?P<n>{FIGURE})",
        rf"(?P<noun>{NOUN}){_OF_WHAT}{_GIVEN_AS}(?P<figure>{IN})",
        rf"(?P<noun>odds){_OF_WHAT}{_GIVEN_AS}(?P<figure>{_TO})",
        rf"{_A}{_TO}(?=\s+(?:odds|chance|that|favourite|shot))",
        rf"{_A}(?P<share>{FRACTIONS})[\s-]+{NOUN}",
        AT,
        rf"(?P<noun>{NOUN}){_OF_WHAT}{_GIVEN_AS}(?P<figure>(?:{_BOUND}\s+)?{EVEN})",
        rf"(?:{_BOUND}\s+)?{_A}{EVEN}(?:\s+chance)?",
    )
)
_FORMER = (
    rf"from\s+(?:an?\s+|about\s+|around\s+|roughly\s+|some\s+|just\s+)*{FIGURE}"
    rf"(?:{_PERCENT}|[\s-](?:in|out\s+of)[\s-](?:an?\s+)?{FIGURE})?\s+(?:[^.;,\d]{{1,30}}?\s)?to\s+"
)


@lru_cache(maxsize=1)
def _moved() -> tuple[re.Pattern[str], ...]:
    """The level that a chance has moved to: "the risk rose from one in five to one in three" is one in three."""
    moved = "|".join(sorted(spread(lexicon("estimative")["figures"]["moved"]), key=len, reverse=True))
    return tuple(
        form(rf"{_A}(?P<noun>{NOUN}){_OF_WHAT}(?:{moved})\s+(?:\w+ly\s+)?{_FORMER}(?P<figure>{figure})")
        for figure in (SHARE, IN)
    )


_HINT = re.compile(rf"{NOUN}|fifty|50|\bat\s+(?:\w+\s+){{0,3}}(?:in|out)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Chance:
    """A chance as a number: where it stands, its words, its range, the places of its first and last word.

    `of`, that of which it is the chance, is known where it stands between noun and figure ("the chance of a strike at
    30 %").
    """

    span: Span
    words: str
    range: Range
    first: int
    last: int
    of: Span | None


def chances(words: Words, span: Span, none: Sequence[Span] = ()) -> Iterator[Chance]:
    """The chances given as numbers in a span of the text; `none` are figures beside words of chance that are none."""
    text = words.text
    if not _HINT.search(text, *span):
        return
    taken: list[Span] = []
    for known in (*_moved(), *_FORMS):
        for match in known.finditer(text, *span):
            found = _range(match)
            if found is None or overlaps(match.span(), taken) or any(overlaps(s, none) for s in _stated(match)):
                continue
            at = _where(match)
            after = _AFTER.match(text, match.end(), span[1])
            if after is not None and at[1] == match.end() and found[0] == found[2]:
                found = _bounded(found[0], found[2], after["after"].split()[-1].lower())
                at = at[0], after.end()
            taken.append(match.span())
            where = words.within(at)
            if len(where):
                of = _up_to_the_verb(text, match.span("of")) if match.groupdict().get("of") else None
                yield Chance(at, " ".join(text[slice(*at)].lower().split()), found, where.start, where.stop - 1, of)


_VERB = re.compile(r"\s(?:had|has|have|is|are|was|were|rose|rises|fell|falls|stood|stands|would be|could be|may be)\b")


def _up_to_the_verb(text: str, of: Span) -> Span:
    """What a chance is of, without the verb that tells it: "a failure" of "of a failure had risen to one in 200"."""
    verb = _VERB.search(text, *of) if text.startswith(("of ", "for ", "on ", "against "), of[0]) else None
    return of[0], verb.start() if verb is not None else of[1]


def beside(text: str, end: int) -> tuple[Range, int] | None:
    """The range in brackets that a text gives right after its words ("unlikely (20–35 %)"), and where these end."""
    match = _BESIDE.match(text, end)
    found = _range(match) if match is not None else None
    return (found, match.end()) if match is not None and found is not None else None


def _stated(match: re.Match[str]) -> list[Span]:
    """The noun and the figure of a match; what stands between them may hold figures of its own."""
    named = match.groupdict().get("noun") is not None
    return [match.span("noun"), match.span("figure")] if named else [match.span()]


def _where(match: re.Match[str]) -> Span:
    """The whole match, or the figure alone where it stands apart from its noun ("the chance of a strike at 30 %")."""
    groups = match.groupdict()
    if groups.get("noun") is None or match.start("figure") - match.end("noun") <= len(" is at "):
        return match.span()
    return match.span("figure")


def _range(match: re.Match[str]) -> Range | None:
    groups = match.groupdict()
    if groups.get("even"):
        return _bounded(0.5, 0.5, groups.get("bound"))
    if groups.get("share"):
        share = FRACTION[groups["share"].lower()]
        return _bounded(share, share, None)
    if groups.get("for"):
        one, other = value(groups["for"]), value(groups["against"])
        if one is None or other is None or one + other == 0:
            return None
        # "Two to one" and "ten to one against" are odds against; only "on" and "in favour" are for.
        against = (groups["which"] or "against").lower() == "against"
        share = (other if against else one) / (one + other)
        return _bounded(share, share, None)
    if groups.get("m"):
        m, n = value(groups["m"]), value(groups["n"])
        if m is None or n is None or n <= 0 or m > n:
            return None
        return _bounded(m / n, m / n, groups.get("bound"))
    a = value(groups.get("a"))
    b = value(groups.get("b")) if groups.get("b") else a
    if a is None or b is None or a > 100 or b > 100:
        return None
    return _bounded(min(a, b) / 100, max(a, b) / 100, groups.get("bound"))


def _bounded(low: float, high: float, bound: str | None) -> Range:
    low, high = _rounded(low), _rounded(high)
    words = " ".join((bound or "").lower().split())
    if words.startswith(("no ", "not ")):
        words = "at least" if words.endswith(("less than", "lower than", "worse than")) else "at most"
    if words in {"more than", "better than", "greater than", "higher than", "at least", "over", "above", *_AT_LEAST}:
        high = 1.0
        return low, low, high
    if words in {"less than", "lower than", "worse than", "at most", "up to", "under", "below", *_AT_MOST}:
        return 0.0, high, high
    return low, _rounded((low + high) / 2), high


def _rounded(share: float) -> float:
    """A share to four places; a small one to three figures, so that one in 100,000 is not none."""
    return round(share, 4) if share >= 0.01 else float(f"{share:.3g}")
