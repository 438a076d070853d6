"""One article against another: figures of the same thing, told of the same names, the same act and the same time.

Better silent than wrong: what is not clearly the same is not compared, so most of what differs stays unsaid.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from kentledge.lexicons import lexicon
from kentledge.measure.checks.figures import Figure, figures, same_thing, worded
from kentledge.measure.conversions import TIMES
from kentledge.measure.when import DAYS, Held, held
from kentledge.records import Article, Quantity, Reading, Span, Verdict

_SENTENCE_END = re.compile(r"[.!?][”\"’']?\s+(?=[“\"‘A-Z])|\n+")
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w’'-]+")
_WORD = re.compile(r"[^\W\d_]+")
_PLACED = re.compile(r"\b(in|at|near|to|from|into|on|off|across|by)\s+(?:the\s+)?([A-Z][\w-]+)")
_ENDING = re.compile(r"(?:ies|ied|ing|ed|es|s|d|e|t)$")
_NAMES = 2
"""How many names two sentences must share for their figures to be of one thing."""
_LEAST_STEM = 3
_DIRECTED = ("to", "from", "by")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two articles' figures of one thing. `articles`, `quantities` and `evidence` are in the same order."""

    articles: tuple[str, str]
    quantities: tuple[str, str]
    evidence: tuple[Span, Span]
    verdict: Verdict
    says: str


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with what its sentence says of it: names, which of them stand where, the acts beside it, its time."""

    article: str
    figure: Figure
    names: frozenset[str]
    may_be_names: frozenset[str]
    places: frozenset[tuple[str, str]]
    acts: frozenset[str]
    time: Held


@dataclass(frozen=True, slots=True)
class _Words:
    closed: frozenset[str]
    doubtful: frozenset[str]
    times: frozenset[str]


@cache
def _words() -> _Words:
    lex = lexicon("quantities")
    passed = (*lex["nouns"]["closed"], *lex["nouns"]["quantifiers"], *lex["kinds"]["none"], *lex["across"]["passed"])
    return _Words(
        frozenset(passed) - set(lex["across"]["acts"]),
        frozenset(lex["across"]["doubtful"]),
        frozenset((*lex["dates"]["months"], *DAYS)),
    )


def across(readings: Iterable[Reading]) -> list[Comparison]:
    """The figures of one thing that stand in different articles, and whether they can both hold.

    Compared are amounts of countable things and prices of them, with the same rate, where the sentences share two names
    at least, none of them in another part ("to Ostmark", "from Ostmark"), the word of the act beside the figure ("sent
    400 crates"), and the time: the same one that the text names, or the day of publication where it names none. Figures
    with a direction of change, shares, lengths of time, small bare counts, and all that is planned, denied or possible
    are not.
    """
    groups: defaultdict[tuple[str, object], list[Told]] = defaultdict(list)
    for reading in readings:
        for one in told(reading.article, reading.quantities):
            groups[(one.figure.unit.lower(), one.figure.per)].append(one)
    return [found for group in groups.values() for found in compared(group)]


def told(article: Article, quantities: Sequence[Quantity]) -> Iterator[Told]:
    """Those of an article's quantities that may be compared with another article's."""
    text = article.text
    starts = [0, *(m.end() for m in _SENTENCE_END.finditer(text))]
    for figure in figures([q for q in quantities if not q.plain and not q.change], starts):
        if figure.unit in ("1", "percentage point", *TIMES) or (figure.money and not figure.per):
            continue
        start = starts[figure.sentence]
        end = starts[figure.sentence + 1] if figure.sentence + 1 < len(starts) else len(text)
        time = held(figure.quantity, text, (start, end), article.published)
        if time is None or _is_doubtful(text[start:end]):
            continue
        names, may_be_names = _names(text, start, end)
        acts = _acts(text, start, end, figure)
        if len(may_be_names) >= _NAMES and acts:
            placed = _PLACED.findall(text[start:end])
            places = frozenset((word, name) for word, name in placed if name in may_be_names)
            yield Told(article.id, figure, names, may_be_names, places, acts, time)


def compared(figures_of_one_unit: Iterable[Told]) -> Iterator[Comparison]:
    """Compares figures that have one unit and rate; only those with the same act at the same time meet each other.

    Where one sentence has several of them, it tells things apart that look alike here, and none is compared.
    """
    meeting: defaultdict[tuple[str, Held], list[Told]] = defaultdict(list)
    sentences: defaultdict[tuple[str, int], list[Told]] = defaultdict(list)
    for one in figures_of_one_unit:
        sentences[one.article, one.figure.sentence].append(one)
    for one in (group[0] for group in sentences.values() if len(group) == 1):
        for act in one.acts:
            meeting[(act, one.time)].append(one)
    seen: set[tuple[str, str, str, str]] = set()
    for group in meeting.values():
        certain = [one for one in group if not any(_says_otherwise(one, other) for other in group)]
        for one, other in combinations(certain, 2):
            pair = (one.article, one.figure.quantity.id, other.article, other.figure.quantity.id)
            if pair not in seen and _of_one_thing(one, other):
                seen.add(pair)
                yield _comparison(one, other)


def _says_otherwise(one: Told, other: Told) -> bool:
    """Whether the same article has another figure for the same: it tells two things apart that look alike here."""
    return one is not other and one.article == other.article and one.figure.value != other.figure.value


def _names(text: str, start: int, end: int) -> tuple[frozenset[str], frozenset[str]]:
    """The names in a sentence, and its first word, which may be one."""
    first = re.match(r"\W*([A-Z][\w-]+)", text[start:end])
    names = {m.group().removesuffix("’s").removesuffix("'s") for m in _NAME.finditer(text[start:end])}
    no_names = _words().times | _words().closed
    begins = {first.group(1)} if first else set()
    sure, may_be = ({name for name in found if name.lower() not in no_names} for found in (names, begins))
    return frozenset(sure), frozenset(may_be | sure)


def _shared_names(one: Told, other: Told) -> int:
    """How many names both sentences have; the first word of one is a name where the other has it within."""
    return len(one.names & other.may_be_names | one.may_be_names & other.names)


def _is_doubtful(sentence: str) -> bool:
    denied = "n’t" in sentence or "n't" in sentence
    return denied or any(word.lower() in _words().doubtful for word in _WORD.findall(sentence))


def _acts(text: str, start: int, end: int, figure: Figure) -> frozenset[str]:
    """The stems of the nearest words before and after a figure that are no names and no words of grammar."""
    before = (m.group() for m in reversed(list(_WORD.finditer(text, start, figure.start))))
    after = (m.group() for m in _WORD.finditer(text, figure.end, end))
    nearest = (next((w for w in words if _may_be_act(w)), None) for words in (before, after))
    return frozenset(_stem(w) for w in nearest if w is not None)


def _may_be_act(word: str) -> bool:
    return word.islower() and len(word) > _LEAST_STEM and word not in _words().closed


def _stem(word: str) -> str:
    bare = _ENDING.sub("", word)
    return bare if len(bare) >= _LEAST_STEM else word


def _of_one_thing(one: Told, other: Told) -> bool:
    a, b = one.figure, other.figure
    if one.article == other.article or _shared_names(one, other) < _NAMES:
        return False
    if _elsewhere(one, other) or a.per != b.per or not same_thing(a, a.unit, b, b.unit):
        return False
    if a.per and not same_thing(a, a.per.unit, b, b.per.unit if b.per else ""):
        return False
    of = [f.quantity.of.lower() for f in (a, b) if f.quantity.of]
    return len(of) < 2 or of[0] == of[1]


def _elsewhere(one: Told, other: Told) -> bool:
    """Whether one preposition has other names ("in Alder", "in Tervo"), or one name turns round ("to", "from" it)."""
    mine, theirs = _by_preposition(one), _by_preposition(other)
    if any(mine[word].isdisjoint(theirs[word]) for word in mine.keys() & theirs.keys()):
        return True
    turned = [(word, back) for word in _DIRECTED for back in _DIRECTED if word != back]
    return any(mine[word] & theirs[back] for word, back in turned if word in mine and back in theirs)


def _by_preposition(one: Told) -> dict[str, set[str]]:
    named: dict[str, set[str]] = {}
    for word, name in one.places:
        named.setdefault(word, set()).add(name)
    return named


def _comparison(one: Told, other: Told) -> Comparison:
    a, b = one.figure, other.figure
    differ = a.reach.apart(b.reach)
    first, second = (worded(f.value, f.unit, f.per) for f in (a, b))
    says = f"{first} in one article, {second} in the other: {'they differ' if differ else 'both can hold'}."
    return Comparison(
        (one.article, other.article),
        (a.quantity.id, b.quantity.id),
        (a.quantity.span, b.quantity.span),
        "inconsistent" if differ else "consistent",
        says,
    )
