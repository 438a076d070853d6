"""How large an effect is held to be, and whether it helps or harms: by the words that say so, and no others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from kentledge.judge.negation import negator
from kentledge.judge.phrases import Match, Phrases, forms_of
from kentledge.judge.scope import phrase_root
from kentledge.judge.words import Words
from kentledge.lexicons import lexicon
from kentledge.parse import scheme
from kentledge.records import Direction, Effect, Estimative, Size, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

T = TypeVar("T")
_WHEN = frozenset({"at", "during", "after", "since", "before", "amid", "until"})
_TIMES = frozenset(
    {"height", "time", "start", "beginning", "end", "middle", "midst", "wake", "aftermath", "year", "years"}
)
_OTHER_SIZE: dict[Size | None, Size | None] = {"small": "large", "large": "small", None: None}
_OTHER_WAY: dict[Direction | None, Direction | None] = {"for": "against", "against": "for", None: None}


@dataclass(frozen=True, slots=True)
class _Sort:
    size: Size | None
    direction: Direction | None
    done: bool = False
    """Whether it is a verb of what is done to a matter ("ignore"), which need not be an effect."""


@lru_cache(maxsize=1)
def _phrases() -> Phrases[_Sort]:
    wordings: dict[str, _Sort] = {}
    for e in lexicon("judgement")["effect"]:
        for wording in e["words"]:
            wordings.setdefault(wording, _Sort(e.get("size"), e.get("direction"), e.get("done", False)))
    return Phrases(wordings.items(), inflect=forms_of)


def effects(words: Words, spans: Sequence[Span]) -> list[Effect]:
    """The effect words of some spans of a text, in reading order; a negated one already has its size turned round."""
    out = []
    for span in spans:
        where = words.within(span)
        for match in _phrases().find(words, where, lambda m: _of_an_effect(words, m)):
            place = _negator(words, match, where)
            sort = match.entry
            size = sort.size if place is None else _OTHER_SIZE[sort.size]
            direction = sort.direction if place is None else _OTHER_WAY[sort.direction]
            at = words.span(match.first if place is None else min(place, match.first), match.last)
            out.append(Effect(at, match.wording, place is not None, direction, size))
    return out


@lru_cache(maxsize=1)
def _matters() -> frozenset[str]:
    return frozenset(lexicon("judgement")["effects"]["matters"])


@lru_cache(maxsize=1)
def _sized() -> frozenset[str]:
    """Nouns that stand for an effect: those listed, and those that say whether it helps or harms."""
    given = lexicon("judgement")
    helping = {w for e in given["effect"] if e.get("direction") for w in e["words"]}
    return frozenset(given["effects"]["sized"]) | _matters() | frozenset(helping)


def _of_an_effect(words: Words, match: Match[_Sort]) -> bool:
    """Whether a word speaks of an effect: "a small gain", and not "a small party", "said little", "cheat a little"."""
    if match.entry.done:
        return _of_a_matter(words, match)
    token = words.token(match.last)
    plain = match.wording.split()[0] in {"very", token.lower_}
    if match.entry.size and plain and scheme.is_attribute(token):
        return match.entry.direction is not None or token.head.lemma_.lower() in _sized()
    if match.entry.size and token.tag_ == "VBG" and match.wording.endswith("ing"):
        return match.entry.direction is not None
    if _as_background(token):
        return False
    if token.lower_ != "little":
        return True
    said = scheme.is_object(token) and token.head.lower_ in _saying()
    return not said and words.forms[match.last - 1 : match.last] != ["a"]


def _as_background(token: Token) -> bool:
    """Whether an effect is only named as the time of something else ("signed at the height of the crisis")."""
    cases = {c.lower_ for c in token.children if scheme.is_case_mark(c)}
    when = cases & _WHEN or ("of" in cases and token.head.lower_ in _TIMES)
    return scheme.is_noun(token) and bool(when)


@lru_cache(maxsize=1)
def _saying() -> frozenset[str]:
    return frozenset(lexicon("fronts")["fronts"]["saying"])


def _of_a_matter(words: Words, match: Match[_Sort]) -> bool:
    """Whether what is overlooked or dismissed is an effect, or is told as one that ought not to be, or easily is."""
    verb = words.token(match.first)
    things = [c for c in verb.children if scheme.is_object(c) or scheme.is_subject(c)]
    if any(c.lemma_.lower() in _matters() for c in things):
        return True
    helpers = [c for c in verb.children if scheme.is_auxiliary(c)]
    passive = any(c.lemma_ == "be" for c in helpers)
    return (passive and any(scheme.is_modal(c) for c in helpers)) or (verb.tag_ == "VB" and verb.head.tag_ == "JJ")


@lru_cache(maxsize=1)
def _negations() -> Phrases[None]:
    return Phrases((w, None) for w in lexicon("judgement")["effects"]["negation"])


def _negator(words: Words, match: Match[_Sort], where: range) -> int | None:
    """The place of the word that negates an effect word: shortly before it, or in its clause by the parse."""
    start = max(where.start, match.first - 4)
    before = list(_negations().find(words, range(start, match.first)))
    if before and not any(
        words.forms[k] in {"but", "and", ",", ";", "or"} for k in range(before[-1].last + 1, match.first)
    ):
        return before[-1].first
    root = phrase_root(words.doc, words.tokens[match.first], words.tokens[match.last])
    start = max(where.start, words.sentence(root).start)
    return negator(words, match.first, match.last, root, "adjective", start)


def held(found: Sequence[Effect], sure: Sequence[Estimative]) -> tuple[Direction | None, Size | None]:
    """What a speaker holds of an effect: that it helps or harms, is small or large; None where the words do not say.

    Where the whole range of a hedge lies below an even chance, the opposite of the words is held.
    """
    turned = [_improbable(e, sure) for e in found]
    sizes = [_OTHER_SIZE[e.size] if t else e.size for e, t in zip(found, turned, strict=True) if e.size]
    ways = [_OTHER_WAY[e.direction] if t else e.direction for e, t in zip(found, turned, strict=True) if e.direction]
    return ("neutral" if ways and _most(ways) is None else _most(ways)), _most(sizes)


def _improbable(effect: Effect, sure: Sequence[Estimative]) -> bool:
    """Whether an effect stands in what a hedge holds to be less probable than not."""
    around = [e for e in sure if e.scope and e.scope[0] <= effect.span[0] and effect.span[1] <= e.scope[1]]
    return any(e.high < 0.5 for e in around)


def _most(values: Sequence[T | None]) -> T | None:
    """The value that occurs most; None where two do."""
    counts = Counter(values).most_common(2)
    return counts[0][0] if counts and (len(counts) == 1 or counts[0][1] > counts[1][1]) else None
