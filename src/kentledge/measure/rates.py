"""Rates that stand apart from their amount: "use per hectare fell from 131 kilos", "16,000 cross daily"."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from kentledge.lexicons import lexicon
from kentledge.measure.atoms import BREAK, Passage
from kentledge.measure.context import rate_at
from kentledge.measure.measures import Measure
from kentledge.measure.neighbours import ends_sentence
from kentledge.measure.nouns import singular
from kentledge.measure.phrases import Phrases, marked
from kentledge.measure.units import NO_UNIT, money_of, named_unit
from kentledge.records import Per

_AFTER = 8
"""How many atoms after a count its "daily" may stand."""
_BEFORE = 14
"""How many atoms before an amount its "per hectare" or "each well" may stand."""
_GO_ON = frozenset(
    {"and", "or", "but", "for", "in", "on", "at", "to", "from", "by", "with", "while", "after", "before", "as", "if"}
    | {"than", "it", "they", "he", "she", "we", "which"}
)
"""Words that may follow the noun in "$3 million a barge"."""
_ALIKE = 100
"""Two prices of one thing differ by no more than this factor."""


@cache
def _adverbs() -> Phrases[str]:
    rates = lexicon("quantities")["rates"]["phrases"]
    return Phrases((w, unit) for unit, ws in rates.items() for w in ws if w.split()[0] not in ("a", "per", "p.a."))


@cache
def _per() -> Phrases[bool]:
    return marked(["per"])


@cache
def _compares() -> frozenset[str]:
    return frozenset(lexicon("quantities")["rates"]["compares"])


def with_rates(p: Passage, measures: list[Measure]) -> list[Measure]:
    """The measures, with the rates that a noun before, an adverb after, or a price just before gives them."""
    rated: list[Measure] = []
    counted = {singular(m.unit.name) for m in measures if m.unit.kind == "count"}
    for k, one in enumerate(measures):
        one = _of_counted(p, one, counted)
        if one.per is None and one.unit.kind == "share" and one.number.form == "numeral":
            per = _after_of(p, one)
            one = replace(one, per=per) if per else one
        if one.per is None and one.unit is not NO_UNIT and one.unit.kind in ("count", "measure", "currency"):
            following = measures[k + 1].start if k + 1 < len(measures) else len(p.atoms)
            per = _from_noun(p, one, rated) or _from_adverb(p, one, following) or _from_price(p, one, rated)
            per = per or _from_listed(p, one, rated)
            one = replace(one, per=per) if per else one
        rated.append(one)
    return rated


def _of_counted(p: Passage, one: Measure, counted: set[str]) -> Measure:
    """ "$3 million a barge", where barges are counted elsewhere; not "paid $3 million a judge had ordered"."""
    k = one.end
    if one.per is not None or money_of(p, one.unit).kind not in ("currency", "count") or k + 1 >= len(p.atoms):
        return one
    article, noun = p.atoms[k], p.atoms[k + 1]
    thing = singular(noun.lower)
    if article.lower not in ("a", "an") or noun.gap == BREAK or thing not in counted - {singular(one.unit.name)}:
        return one
    following = p.atoms[k + 2] if k + 2 < len(p.atoms) else None
    if following is not None and following.kind == "word" and following.lower not in _GO_ON:
        return one
    return replace(one, per=Per(1.0, thing), end=k + 2)


def _from_noun(p: Passage, one: Measure, before: list[Measure]) -> Per | None:
    """ "Prices per gun", "fertiliser use per hectare", "each chip holds": the rate of the subject."""
    if one.unit.kind == "count" and one.number.form == "word" and one.low < 3:
        return None
    taken = before[-1].end if before else 0
    for k in range(one.start - 1, max(-1, one.start - _BEFORE), -1):
        atom = p.atoms[k]
        if p.atoms[k + 1].gap == BREAK or atom.text in ".!?;:":
            return None
        if (
            k
            and atom.lower == "per"
            and p.atoms[k - 1].kind == "word"
            and not any(m.start <= k < m.end for m in before)
        ):
            found = rate_at(p, k)
            return found[1] if found and found[1].value == 1 else None
        if atom.lower in ("each", "every") and k >= taken and _is_subject(p, k):
            noun = p.atoms[k + 1]
            return Per(1.0, singular(noun.lower))
    return None


def _is_subject(p: Passage, i: int) -> bool:
    """Whether "each" at atom `i` begins a sentence's subject, a thing: "each well costs", not "each year"."""
    first = i == 0 or p.atoms[i].gap == BREAK or p.atoms[i - 1].text in '.!?;“"' or p.atoms[i - 1].lower == "and"
    if not first or i + 2 >= len(p.atoms) or not p.pos or named_unit(p, i + 1):
        return False
    return p.pos[i + 1] == "NOUN" and p.pos[i + 2] == "VERB"


def _from_adverb(p: Passage, one: Measure, following: int) -> Per | None:
    """ "16,000 cyclists cross the bridge daily", "millions of them give up each year"."""
    if one.unit.kind != "count" or one.change or not p.pos:
        return None
    for k in range(one.end, min(one.end + _AFTER, following, len(p.atoms))):
        if p.atoms[k].gap == BREAK or (p.atoms[k].kind == "mark" and p.atoms[k].text != "-"):
            return None
        if found := _adverbs().at(p.atoms, k):
            noun_follows = found[0] < len(p.atoms) and p.pos[found[0]] in ("NOUN", "ADJ", "PROPN")
            return None if noun_follows else Per(1.0, found[1])
    return None


def _from_price(p: Passage, one: Measure, before: list[Measure]) -> Per | None:
    """ "Gold hovered near $2,300 an ounce, and silver fetched more than $27": one price after another in a sentence."""
    money = money_of(p, one.unit)
    if money.kind != "currency" or one.of is not None or one.number.scale > 1000:
        return None
    last = next((m for m in reversed(before) if money_of(p, m.unit).kind == "currency"), None)
    if (
        last is None
        or last.per is None
        or money_of(p, last.unit).name != money.name
        or ends_sentence(p, last.end, one.start)
    ):
        return None
    timed = last.per.unit in ("year", "month", "week", "day", "each")
    value, other = (m.low * money_of(p, m.unit).factor for m in (one, last))
    alike = 0 < value <= _ALIKE * other and other <= _ALIKE * value
    return last.per if alike and not timed and _is_compared(p, last, one) and not _buys(p, one) else None


def _from_listed(p: Passage, one: Measure, before: list[Measure]) -> Per | None:
    """ "1.9 litres of water a day and 2,100 calories"; "16,000 cross it daily, a thousand more than in 2020"."""
    last = before[-1] if before else None
    if last is None or last.per is None or ends_sentence(p, last.end, one.start):
        return None
    between = [a.lower for a in p.atoms[last.end : one.start]]
    listed = between == ["and"] and last.per.unit in ("day", "week", "month", "year", "hour")
    compared = one.end < len(p.atoms) and p.atoms[one.end].lower in ("more", "fewer", "less")
    return last.per if listed or (compared and one.unit.name == last.unit.name) else None


def _after_of(p: Passage, one: Measure) -> Per | None:
    """ "1.25 per cent of a hull's value per voyage"."""
    if one.end >= len(p.atoms) or p.atoms[one.end].lower != "of" or not p.pos:
        return None
    for k in range(one.end + 1, min(one.end + _AFTER, len(p.atoms))):
        if p.atoms[k].lower == "per":
            found = rate_at(p, k)
            return found[1] if found else None
        if p.pos[k] not in ("NOUN", "ADJ", "DET", "PART", "PROPN", "ADP"):
            return None
    return None


def _is_compared(p: Passage, last: Measure, one: Measure) -> bool:
    """Whether the words between two amounts set price against price, and not a total against a price."""
    between = [a.lower for a in p.atoms[last.end : one.start]]
    if "total" in between or "for" in between:
        return False
    return bool(one.change) or bool(_compares().intersection(between))


def _buys(p: Passage, one: Measure) -> bool:
    """Whether a preposition after the amount says what it is for: "$120 for a seat"."""
    return one.end < len(p.atoms) and p.atoms[one.end].lower in ("for", "worth", "in")
