"""Where and when something was said: "in a forum hosted by …", "on Wednesday"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kentledge.lexicons import lexicon
from kentledge.records import Attribution

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_STOPS = frozenset({",", ".", ";", ":", "“", "”", '"', "—", "–", "(", ")", "that"})


def setting(doc: Doc, attribution: Attribution) -> tuple[str | None, str | None]:
    """Venue and time of an attribution as the sentence of its cue gives them outside content and source."""
    cue_at = attribution.cue[0][1]
    cue = doc.char_span(*attribution.cue[0], alignment_mode="expand")
    if cue is None:
        return None, None
    taken = (*attribution.content, *attribution.source, *attribution.cue)
    free = [t for t in cue.sent if not t.is_space and not any(a <= t.idx < b for a, b in taken)]
    return _venue(doc, free, cue_at), _when(free, cue_at)


@cache
def _venues() -> tuple[frozenset[str], frozenset[str]]:
    """Nouns that are venues, and prepositions before them."""
    venues = lexicon("speakers")["venues"]
    return frozenset(venues["nouns"]), frozenset(venues["prepositions"])


def _venue(doc: Doc, free: list[Token], cue_at: int) -> str | None:
    nouns, prepositions = _venues()
    allowed = {t.i for t in free}
    for token in sorted(free, key=lambda t: abs(t.idx - cue_at)):
        if token.lower_ not in prepositions:
            continue
        end = token.i + 1
        while end in allowed and doc[end].text not in _STOPS and end - token.i < 30:
            end += 1
        head = [t for t in doc[token.i + 1 : min(end, token.i + 7)] if t.lower_ in nouns]
        if not head or head[0].lower_ in prepositions:
            continue
        while end > token.i + 1 and doc[end - 1].ent_type_ in {"DATE", "TIME"}:
            end -= 1
        if end > token.i + 1 and doc[end - 1].lower_ == "on":
            end -= 1
        return str(doc[token.i : end].text).strip()
    return None


def _when(free: list[Token], cue_at: int) -> str | None:
    dates = [t for t in free if t.ent_type_ in {"DATE", "TIME"}]
    if not dates:
        return None
    nearest = min(dates, key=lambda t: abs(t.idx - cue_at))
    if abs(nearest.idx - cue_at) > 60:
        return None
    first = last = nearest.i
    doc, indices = nearest.doc, {t.i for t in dates}
    while first - 1 in indices:
        first -= 1
    while last + 1 in indices:
        last += 1
    return str(doc[first : last + 1].text)
