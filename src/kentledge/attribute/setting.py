"""Where and when something was said: "in a forum hosted by …", "at a rally in Castrelle", "on Wednesday"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kentledge.attribute.kinds import PLACES
from kentledge.attribute.names import titles_and_courtesies
from kentledge.lexicons import lexicon
from kentledge.parse.scheme import is_finite_verb, is_name, is_noun, is_object, is_possessive_mark, is_receiver, is_verb
from kentledge.records import Attribution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

_STOPS = frozenset({",", ".", ";", ":", "“", "”", '"', "—", "–", "(", ")", "that"})
_DATES = frozenset({"DATE", "TIME"})
_PLACES = frozenset({"in", "at", "outside", "near", "inside"})
_LOOSE_ENDS = frozenset({"on", "late", "early", "earlier", "later", "dated", "at", "in", "by", "this", "last"})
_NO_DATE = frozenset(
    {
        "time",
        "now",
        "once",
        "current",
        "currently",
        "day",
        "ago",
        "morning",
        "afternoon",
        "evening",
        "night",
        "hours",
        "days",
        "weeks",
        "months",
        "years",
        "past",
        "recently",
        "week",
        "month",
        "year",
        "decade",
        "decades",
    }
)
"""Words that the entities take for a date and that alone say nothing of when."""
_BOUNDS = frozenset({"since", "until", "till", "by", "before", "from", "than"})
"""Before a date: how long something has gone on or will, not when it was said."""
_LONGEST, _FAR = 30, 60
"""Tokens of a venue at most; characters between a cue and the time that goes with it at most."""


def setting(
    doc: Doc, attribution: Attribution, contents: Sequence[tuple[int, int, int]] = ()
) -> tuple[str | None, str | None]:
    """Venue and time of an attribution as the sentence of its cue gives them outside source and `contents`.

    A semicolon ends what goes with the cue.
    """
    cue = doc.char_span(*attribution.cue[0], alignment_mode="expand")
    if cue is None:
        return None, None
    at = attribution.cue[0]
    others = [(a, b) for a, b, _ in contents if b > cue.sent.start_char and a < cue.sent.end_char]
    taken = (*attribution.content, *attribution.source, *(s for s in others if not (s[0] <= at[0] and at[1] <= s[1])))
    # "said in a statement" may be a cue as a whole.
    free = {t.i: t for t in cue.sent if not t.is_space and not any(a <= t.idx < b for a, b in taken)}
    cue_at = attribution.cue[0][1]
    stops = [t.i for t in cue.sent if t.text == ";"]
    begin = max((i for i in stops if i < cue.start), default=-1)
    end = min((i for i in stops if i >= cue.end), default=len(doc))
    free = {i: t for i, t in free.items() if begin < i < end}
    near = sorted(free.values(), key=lambda t: abs(t.idx - cue_at))
    venue = _venue(doc, near, free) or _audience(doc, cue.start, cue.end) or _place(doc, free, cue.end)
    when = _when(doc, near, cue_at, cue.start, cue.end)
    return str(doc[slice(*venue)].text).strip() if venue is not None else None, when


@cache
def _venues() -> tuple[frozenset[str], frozenset[str]]:
    """Nouns that are venues, and prepositions before them."""
    venues = lexicon("speakers")["venues"]
    return frozenset(venues["nouns"]), frozenset(venues["prepositions"])


def _venue(doc: Doc, near: list[Token], free: dict[int, Token]) -> tuple[int, int] | None:
    """The venue nearest to the cue; of "in a speech at the convention in Castrelle" the whole."""
    nouns, prepositions = _venues()
    found: list[tuple[int, int]] = []
    for token in near:
        if token.lower_ not in prepositions or _goes_elsewhere(doc, token.i):
            continue
        end = _end(doc, token.i + 1, free)
        head = next((t for t in doc[token.i + 1 : min(end, token.i + 7)] if t.lower_ in nouns), None)
        if head is None or any(t.lower_ in prepositions for t in doc[token.i + 1 : head.i]):
            continue
        if end > token.i + 1:
            found.append((token.i, end))
    if not found:
        return None
    return min((f for f in found if f[0] <= found[0][0] < f[1]), key=lambda f: f[0])


def _end(doc: Doc, begin: int, free: dict[int, Token]) -> int:
    """Where a venue ends: before a comma, a clause or a date; what only leads to the date goes with it."""
    end = begin
    while end in free and doc[end].text not in _STOPS and end - begin < _LONGEST:
        if (_is_date(doc, end) and not is_possessive_mark(doc[end + 1])) or _goes_elsewhere(doc, end):
            break
        end += 1
    while end > begin and (doc[end - 1].lower_ in _LOOSE_ENDS or (doc[end - 1].tag_ in {"VBN", "VBD"})):
        end -= 1
    return end


def _goes_elsewhere(doc: Doc, i: int) -> bool:
    """Whether "to" or "and" opens something that is no part of a place: "to discuss …", "and for saying …"."""
    if i + 1 >= len(doc) or doc[i].lower_ not in {"to", "and", "or", "but"}:
        return False
    if doc[i].lower_ == "to" and doc[i + 1].tag_ == "NN" and i + 2 < len(doc) and doc[i + 2].tag_ in {"DT", "PRP$"}:
        return True  # "to chair a meeting"
    return is_verb(doc[i + 1]) or (doc[i].lower_ != "to" and doc[i + 1].tag_ in {"IN", "PRP", "RB"})


def _is_date(doc: Doc, i: int) -> bool:
    """Whether a word is (part of) a date, and neither "annual" nor part of a name ("the Evening Show")."""
    token = doc[i]
    if token.ent_type_ not in _DATES or i + 1 >= len(doc) or (len(token) == 1 and token.is_alpha):
        return False
    if token.tag_ == "JJ" and not (i + 1 < len(doc) and doc[i + 1].ent_type_ in _DATES):
        return False
    return not (token.text[:1].isupper() and _within_name(doc, i))


def _within_name(doc: Doc, i: int) -> bool:
    """Whether a word is part of a longer name that is no date ("the programme Morning Tarn")."""
    return any(
        0 <= k < len(doc) and is_name(doc[k]) and doc[k].ent_type_ not in _DATES and doc[k].lower_ not in _NO_DATE
        for k in (i - 1, i + 1)
    )


def _audience(doc: Doc, first: int, last: int) -> tuple[int, int] | None:
    """The body that is told something as one sits in it: "told parliament", "told the inquiry"."""
    told = lexicon("speakers")["venues"]["audiences"]
    if not any(t.lemma_.lower() in {"tell", "inform", "assure", "address", "brief"} for t in doc[first:last]):
        return None
    for token in doc[last : last + 3]:
        if token.lower_ in told and first <= token.head.i < last:
            return last, token.i + 1
        if not (token.tag_ in {"DT", "JJ"} or is_name(token)):
            return None
    return None


def _place(doc: Doc, free: dict[int, Token], last: int) -> tuple[int, int] | None:
    """ "In Castrelle", "at Averby Hall": a named place that opens the sentence or follows the cue and who was told."""
    opening = next((i for i in sorted(free) if not free[i].is_punct), last)
    at = last
    while at in free and (at == last or at - last < 8) and _is_told(doc[at]):
        at += 1
    for begin in (at, opening):
        if begin + 1 not in free or doc[begin].lower_ not in _PLACES:
            continue
        first = begin + 1 + (doc[begin + 1].lower_ == "the")
        end = first
        while end in free and is_name(doc[end]) and doc[end].ent_type_ not in _DATES:
            end += 1
        person = end > first and doc[first].ent_type_ == "PERSON" and (end - first > 1 or doc[begin].lower_ != "in")
        titled = end > first and doc[first].lower_ in titles_and_courtesies()
        if end > first and not person and not titled and not (end < len(doc) and is_possessive_mark(doc[end])):
            return begin, end
    return None


def _is_told(token: Token) -> bool:
    """Whether a word can be part of who is told something: "a crowd of supporters", "the Averby Ledger"."""
    return is_noun(token) or token.tag_ in {"DT", "JJ", "PRP", "PRP$", "CD"} or token.lower_ == "of"


def _when(doc: Doc, near: list[Token], cue_at: int, first: int, last: int) -> str | None:
    """The date or time of day that goes with the cue, and not with something else in its sentence."""
    dates = {t.i for t in near if _is_date(doc, t.i)}
    for token in near:
        if token.i not in dates or abs(token.idx - cue_at) > _FAR:
            continue
        begin, end = token.i, token.i + 1
        while begin - 1 in dates or (begin > 0 and _joins(doc[begin - 1], begin - 2 in dates)):
            begin -= 1
        while end in dates or (end < len(doc) and _joins(doc[end], end + 1 in dates)):
            end += 1
        if all(t.lower_ in _NO_DATE or t.tag_ == "DT" for t in doc[begin:end]):
            continue
        if doc[begin].lower_ in _BOUNDS or (begin and doc[begin - 1].lower_ in _BOUNDS):
            continue
        if _goes_with(token, begin, end, first, last):
            return str(doc[begin:end].text)
    return None


def _joins(token: Token, dated_beyond: bool) -> bool:
    """Whether a word belongs to a date beside it: the day in "4 March", "on" in "late on Tuesday"."""
    return (token.like_num and token.text.isdigit() and len(token.text) <= 4) or (
        dated_beyond and token.lower_ in {"on", "in", "of", "the"}
    )


def _goes_with(token: Token, begin: int, end: int, first: int, last: int) -> bool:
    """Whether the date hangs on the cue, be it over a venue ("at a briefing on Monday") or "issued Friday"."""
    nouns, _ = _venues()
    for _ in range(6):
        if first <= token.i < last or token.head == token:
            return True
        inside = begin <= token.i < end
        placed = token.ent_type_ in PLACES  # "told reporters in [Castrelle] on Tuesday"
        if (
            not inside
            and is_noun(token)
            and not (token.lower_ in nouns or is_object(token) or is_receiver(token) or placed)
        ):
            return False
        if not inside and is_verb(token) and is_finite_verb(token):
            return False
        token = token.head
    return True
