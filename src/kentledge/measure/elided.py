"""Bare numbers whose unit the text says elsewhere: "deals numbered 14", "130 fewer than in 2018", "it needs 101"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kentledge.lexicons import lexicon
from kentledge.measure.atoms import BREAK, Passage
from kentledge.measure.measures import Measure
from kentledge.measure.neighbours import ends_sentence
from kentledge.measure.nouns import is_closed, looks_plural, singular
from kentledge.measure.phrases import Phrases
from kentledge.measure.units import NO_UNIT, Unit, named_unit

if TYPE_CHECKING:
    from spacy.tokens import Token

_BACK = 40
"""How many atoms back the measure may stand that lends its unit."""
_NEAR = 8
_CLIMB = 3
"""How many arcs of the parse lead from a number to its verb at most."""


@dataclass(frozen=True, slots=True)
class _Words:
    not_counted: frozenset[str]
    totals: frozenset[str]
    bodies: frozenset[str]
    compared: frozenset[str]
    levels: frozenset[str]
    numbering: frozenset[str]
    at_most: frozenset[str]
    objects: frozenset[str]
    adverbs: frozenset[str]
    places: frozenset[str]
    no_level_after: frozenset[str]
    further: frozenset[str]
    aims: frozenset[str]
    wanting: frozenset[str]
    persons: frozenset[str]
    prefixes: Phrases[str]


@cache
def _words() -> _Words:
    lex = lexicon("quantities")["elided"]
    return _Words(
        frozenset(lex["not_counted"]),
        frozenset(lex["totals"]),
        frozenset(lex["bodies"]),
        frozenset(lex["compared"]),
        frozenset(lex["levels"]),
        frozenset(lex["numbering"]),
        frozenset(lex["ages_after"]),
        frozenset(lex["objects"]),
        frozenset(lex["adverbs"]),
        frozenset(lex["places"]),
        frozenset(lex["no_level_after"]),
        frozenset(lex["further"]),
        frozenset(lex["aims"]),
        frozenset(lex["wanting"]),
        frozenset(lexicon("quantities")["unit_rules"]["persons"]),
        Phrases((w, unit) for unit, ws in lex["named"].items() for w in ws),
    )


def with_elided_units(p: Passage, measures: list[Measure]) -> list[Measure]:
    """The measures, the bare numbers among them with the unit and the rate that the words around them leave out."""
    filled: list[Measure] = []
    for one in measures:
        free = one.unit is NO_UNIT and one.number.form not in ("share", "factor")
        if free and (_is_alone(p, one) or p.atoms[one.end].lower in _words().persons):
            one = _with_unit(p, one, filled)
        filled.append(one)
    return filled


def _with_unit(p: Passage, one: Measure, before: Sequence[Measure]) -> Measure:
    """One bare number with a unit, if anything lends it one."""
    words = _words()
    begins = p.atoms[one.start].lower == "from"
    previous = "from" if one.ends or begins else _word_before(p, one)
    following = [a.lower for a in p.atoms[one.end : one.end + 2]]
    if following[:1] == ["of"] and following[1:] in (["them"], ["whom"], ["which"]):
        whole = next((m for m in reversed(before) if m.unit.kind == "count"), None)
        if whole is not None and not ends_sentence(p, whole.end, one.start):
            return replace(one, unit=whole.unit)  # "430 children, 12 of whom"
        unit = _antecedent(p, one)
        return replace(one, unit=unit) if unit else one
    if previous in ("which", "whom") and "of" in [a.lower for a in p.atoms[max(0, one.start - 3) : one.start]]:
        whole = next((m for m in reversed(before) if m.unit.kind == "count"), None)
        if whole is not None and not ends_sentence(p, whole.end, one.start):
            return replace(one, unit=whole.unit)  # "18 ships, of which only four"
    if following[:1] and following[0] in words.persons:
        return replace(one, unit=Unit("person", "count"), end=one.end + 1)  # "more than 60 hurt"
    if named := words.prefixes.before(p.atoms, one.start):
        return replace(one, unit=Unit(named[1], "count"))
    if previous == "of" and one.start > 1 and p.atoms[one.start - 2].lower in words.bodies:
        return replace(one, unit=Unit(p.atoms[one.start - 2].lower, "count"))
    lender = next((m for m in reversed(before) if m.unit.kind not in ("none", "age") and not _is_plain(m)), None)
    if lender is not None and (one.start - lender.end > _BACK or _too_far(p, lender, one)):
        lender = None
    earlier = p.atoms[one.start - 2] if one.start > 1 else None
    said_before = bool(before) and before[-1].end == one.start - 1 and before[-1].unit is not NO_UNIT
    score = earlier is not None and previous == "to" and earlier.kind == "numeral" and not said_before  # "4 to 1"
    odd = score or (earlier is not None and earlier.lower in words.no_level_after)
    level = previous in words.levels and not odd
    aim = previous == "of" and earlier is not None and earlier.lower in words.aims  # "short of a target of 300"
    if aim or previous == "at":
        lender = next((m for m in reversed(before) if m.unit.kind not in ("none", "age", "time")), None)
        lender = None if lender is None or ends_sentence(p, lender.end, one.start) else lender
    moved = previous in ("to", "from", "by", "at") and not odd
    if previous in words.numbering or (moved and _is_level_of_subject(p, lender)):
        unit = _subject(p, one)
        if unit:
            return replace(one, unit=unit)
    if lender is None:
        return one
    compared = bool(following) and following[0] in words.compared and following[1:2] != ["or"]
    alike = bool(_word_before(p, lender)) and _word_before(p, lender) == previous and lender.unit.kind == "share"
    said = (
        aim
        or compared
        or (alike and _is_parallel(p, lender, one))
        or previous in words.further
        or _goes_on(p, one, lender)
        or (level and lender.unit.kind != "share")
    )
    if lender.unit.kind == "time":
        said = said and _is_alike(lender, one)
    if not said and lender.unit.kind not in ("share", "time"):
        said = bool({"low", "high", "nearly", "approximate"} & one.hedges) or _is_object(p, one)
    moved = moved or level
    if lender.unit.kind == "currency" and previous in ("at", "to") and one.number.scale == lender.number.scale == 1:
        said = said or _is_near(lender, one)  # "jumped to 4.05 crowns before closing at 3.90"
    if not said and not moved and lender.unit.kind == "share" and one.number.scale == 1 and one.high <= 100:
        decimal = one.low != int(one.low) and _is_object(p, one)
        wanted = (
            _is_object(p, one)
            and p.doc is not None
            and p.doc[p.owners[one.number.end - 1]].head.lower_ in words.wanting
        )
        said = _is_alike(lender, one) and (decimal or wanted or _same_verb(p, one, lender))
    return replace(one, unit=lender.unit, per=one.per or lender.per) if said else one


def _goes_on(p: Passage, one: Measure, lender: Measure) -> bool:
    """Whether a number goes on from one before: "two years, maybe three", "23 seats, up six"."""
    between = [a.lower for a in p.atoms[lender.end : one.start]]
    if ends_sentence(p, lender.end, one.start):
        return False
    if between in ([","], [",", "or"], ["or"], [",", "and"]) and one.hedges:
        return True
    if lender.unit.kind not in ("count", "measure", "time"):
        return False
    if between and between[-1] in ("up", "down") and len(between) <= 3:
        return True
    acts = not p.pos or any(tag in ("VERB", "AUX") for tag in p.pos[lender.end : one.start])
    while between and between[-1] in _words().adverbs:
        between.pop()
    if between[-1:] in (["and"], ["but"]) and len(between) > 1 and not acts and _is_alike(lender, one):
        return True  # "2,000 copies in its first week and 15,000 in its second"
    token = p.doc[p.owners[one.number.end - 1]] if p.doc is not None else None
    head = p.atoms[lender.start].start <= token.head.idx < p.atoms[lender.end - 1].end if token is not None else False
    return token is not None and token.dep_ == "conj" and head and token.head.i != token.i


def _is_alike(one: Measure, other: Measure) -> bool:
    return one.low <= 20 * other.high and other.low <= 20 * one.high


def _is_parallel(p: Passage, lender: Measure, one: Measure) -> bool:
    """ "Put her at 44% and him at 41"."""
    between = [a.lower for a in p.atoms[lender.end : one.start]]
    joined = bool({"and", "while", "but"}.intersection(between)) and len(between) <= 5
    return joined and _is_alike(lender, one) and one.high <= 100


def _is_near(one: Measure, other: Measure) -> bool:
    return one.low != int(one.low) and other.low != int(other.low) and one.low < 2 * other.low < 4 * one.low


def _is_plain(m: Measure) -> bool:
    """Whether a small count is beside the point: "two countries"."""
    return m.unit.kind == "count" and m.number.form == "word" and m.low <= 3 and not (m.hedges or m.per or m.change)


def _too_far(p: Passage, lender: Measure, one: Measure) -> bool:
    """Whether more than one sentence ends between two measures."""
    ends = [k for k in range(lender.end, one.start) if ends_sentence(p, k, k + 1) and p.atoms[k].kind == "mark"]
    return len(ends) > 2


def _is_alone(p: Passage, one: Measure) -> bool:
    """Whether no noun follows that the number could count."""
    if one.end >= len(p.atoms) or p.atoms[one.end].gap == BREAK:
        return True
    following = p.atoms[one.end]
    if following.kind == "mark":
        return following.text in ",.;:)!?—–”\"'"
    needed = (
        _word_before(p, one) == "the" and one.number.form == "numeral" and bool(p.pos) and p.pos[one.end] == "VERB"
    )  # "the 2.1 needed"
    return needed or is_closed(following) or following.lower in _words().compared or bool(one.per)


def _is_level_of_subject(p: Passage, lender: Measure | None) -> bool:
    """Whether the level may be one of the sentence's subject: nothing counted or measured came before it."""
    if lender is None or lender.unit.kind in ("share", "time"):
        return True
    return bool(lender.change) and _word_before(p, lender) not in _words().levels


def _antecedent(p: Passage, one: Measure) -> Unit | None:
    """What "some 45,000 of them" are: the last plural before it that is no span of time."""
    for k in range(one.start - 1, max(-1, one.start - _BACK), -1):
        if looks_plural(p.atoms[k]) and not named_unit(p, k) and (not p.pos or p.pos[k] == "NOUN"):
            return Unit(singular(p.atoms[k].lower), "count")
    return None


def is_age_limit(p: Passage, one: Measure) -> bool:
    """ "Voters under 30", "children under six stay free"."""
    if one.unit is not NO_UNIT and (one.unit.kind != "count" or looks_plural(p.atoms[one.end - 1])):
        return False
    if one.start == 0 or one.joined or not 1 < one.low <= 100 or one.low != int(one.low) or not one.hedges:
        return False
    bound = p.atoms[one.start].lower
    noun = p.atoms[one.start - 1].lower
    if p.pos and one.unit is NO_UNIT and one.end < len(p.atoms) and p.pos[one.end] in ("NOUN", "PROPN", "ADJ", "NUM"):
        return False
    return bound in ("under", "over", "below", "above") and singular(noun) in _words().at_most


def _word_before(p: Passage, one: Measure) -> str:
    """The word before a number, "just" and "only" passed over."""
    at = one.start - 1
    while at > 0 and p.atoms[at].lower in _words().adverbs:
        at -= 1
    return p.atoms[at].lower if at >= 0 else ""


def _verb(p: Passage, one: Measure) -> Token | None:
    """The verb on which a number depends in the parse."""
    if p.doc is None:
        return None
    token = p.doc[p.owners[one.number.first]]
    for _ in range(_CLIMB):
        token = token.head
        if token.pos_ == "VERB":
            return token
    return None


def _subject(p: Passage, one: Measure) -> Unit | None:
    """What the plural subject of the number's verb counts: "lorries fell from 310", "passenger numbers grew"."""
    verb, words = _verb(p, one), _words()
    if verb is None:
        return None
    at = next((k for k in range(one.start - 1, max(0, one.start - _NEAR), -1) if p.atoms[k].lower == "of"), 0)
    if at and p.atoms[at - 1].lower in words.totals:
        plural = next((k for k in range(at + 1, one.start) if looks_plural(p.atoms[k])), None)
        return None if plural is None else Unit(singular(p.atoms[plural].lower), "count")  # "the number of warheads"
    nouns = [t for t in verb.lefts if t.dep_.startswith("nsubj") and t.pos_ == "NOUN"]
    if not nouns and p.doc is not None:
        previous = _word_before(p, one)
        if previous in words.numbering:
            nouns = [t for t in verb.sent if t.pos_ == "NOUN" and t.i < verb.i and t.text.lower().endswith("s")][:1]
    if not nouns:
        return None
    noun = nouns[-1]
    if noun.lower_ in words.totals:
        described = [t for t in noun.lefts if t.dep_ == "compound"]
        if not described:  # "the number of nurses"
            described = [t for t in noun.rights if t.dep_ == "nmod" and t.text.lower().endswith("s")][:1]
        named = singular(described[-1].lower_) if described else ""
        return Unit(named, "count") if named and named not in words.places else None
    index = next((k for k, owner in enumerate(p.owners) if owner == noun.i), None)
    if index is None or not looks_plural(p.atoms[index]) or named_unit(p, index) or noun.lower_ in words.not_counted:
        return None
    return Unit(singular(noun.lower_), "count")


def _is_object(p: Passage, one: Measure) -> bool:
    """Whether the number is the object of a verb or what is said: "it needs 101", "the limit is eight"."""
    if p.doc is None or one.hedges or one.low < 2:
        return False
    if _word_before(p, one) == "the" and one.number.form == "numeral":
        return True
    token = p.doc[p.owners[one.number.end - 1]]
    if token.pos_ != "NUM":
        return False
    if any(t.dep_ == "cop" for t in token.lefts):
        return True
    if token.dep_ != "obj":
        return False
    return token.head.lower_ in _words().objects


def _same_verb(p: Passage, one: Measure, other: Measure) -> bool:
    """Whether both depend on forms of one verb: "she owned 51 percent, he owns 30"."""
    verbs = [_verb(p, m) for m in (one, other)]
    return all(verbs) and len({v.lower_[:3] for v in verbs if v is not None}) == 1
