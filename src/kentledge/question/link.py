"""A statement made a link: its figures taken from its own words on a named scale, or given by the analyst."""

from __future__ import annotations

from dataclasses import dataclass

from kentledge.edits import OWN_SCALE, as_seen
from kentledge.judge.scales import scale as known_scale
from kentledge.question.questions import Link, Polarity, Question, UnusableQuestion, day, number
from kentledge.records import Estimative, Reading, Statement


@dataclass(frozen=True, slots=True)
class Figures:
    """A range with its best estimate, the words it was taken from (None: the analyst's own) and the scale."""

    low: float
    best: float
    high: float
    phrase: str | None
    scale: str

    def __post_init__(self) -> None:
        if not self.low <= self.best <= self.high:
            raise UnusableQuestion(f"{self.low:g}, {self.best:g}, {self.high:g} do not rise from low to high")


def link(
    question: Question,
    reading: Reading,
    statement: Statement,
    *,
    polarity: Polarity,
    figures: Figures | None = None,
    phrase: str | None = None,
    option: str | None = None,
    rule: str | None = None,
    note: str | None = None,
    by: str,
    at: str,
) -> Link:
    """A link of the statement to the question, with `figures`, or those of the statement's own words.

    `phrase` picks one of several estimative phrases. Raises UnusableQuestion where the words give no one figure, or the
    option is none of the question's.
    """
    assert question.id is not None
    if (question.kind == "choice") != (option is not None):
        raise UnusableQuestion(
            f"name the option that it speaks of: {', '.join(question.options)} (--option)"
            if question.kind == "choice"
            else f"question {question.id} has no options"
        )
    if option is not None and option not in question.options:
        raise UnusableQuestion(f"“{option}” is no option of question {question.id}: {', '.join(question.options)}")
    if polarity == "against" and question.kind in ("numeric", "date"):
        raise UnusableQuestion(f"a value is neither for nor against; question {question.id} is {question.kind}")
    found = figures or from_words(question, reading, statement, phrase)
    if question.kind in ("binary", "choice") and not (found.low >= 0 and found.high <= 1):
        raise UnusableQuestion(f"{found.low:g} to {found.high:g} is no probability from 0 to 1")
    seen = as_seen(statement, reading)
    assert isinstance(seen, Statement)
    return Link(
        question.id, reading.article.id, seen, polarity, found.low, found.best, found.high, found.phrase, found.scale,
        option, rule, False, note, by, at, reading.provenance,
    )  # fmt: skip


def from_words(question: Question, reading: Reading, statement: Statement, phrase: str | None = None) -> Figures:
    """What the statement's words say: an estimative phrase; the one quantity in the question's unit; the dates of the
    horizon. Raises UnusableQuestion where there is none, or more than one."""
    if question.kind == "numeric":
        return _quantity(question, reading, statement)
    if question.kind == "date":
        return _dates(reading, statement)
    phrases = {p.span: p for j in reading.judgements if j.statement == statement.id for p in j.estimative}
    chosen = [
        p
        for p in phrases.values()
        if phrase is None or phrase.casefold() in (p.phrase.casefold(), reading.article.at(p.span).casefold())
    ]
    if len(chosen) == 1:
        (p,) = chosen
        return Figures(p.low, p.best, p.high, reading.article.at(p.span), p.scale)
    if not phrases:
        raise UnusableQuestion(
            f"statement {statement.id} has no words of probability: give --probability, as 0.5..0.7, or --as TERM"
        )
    listed = ", ".join(f"“{reading.article.at(p.span)}”" for p in phrases.values())
    raise UnusableQuestion(f"statement {statement.id} has {listed}: name one (--phrase)")


def single_phrase(reading: Reading, statement: Statement) -> Estimative | None:
    """The statement's estimative phrase, where it has exactly one."""
    phrases = {p.span: p for j in reading.judgements if j.statement == statement.id for p in j.estimative}
    return next(iter(phrases.values())) if len(phrases) == 1 else None


def from_term(term: str, scale: str) -> Figures:
    """The range of a term on a named scale. Raises UnusableQuestion, UnknownScale."""
    known = known_scale(scale)
    if term.casefold() not in known.terms:
        raise UnusableQuestion(f"“{term}” is no term of {scale}; its terms: {', '.join(known.terms)}")
    return Figures(*known.terms[term.casefold()], term.casefold(), known.name)


def given(question: Question, said: str) -> Figures:
    """The analyst's own figures: "0.6", "0.5..0.7", "0.5..0.6..0.7"; days for a date question.

    Raises UnusableQuestion.
    """
    parts = said.split("..")
    values = [float(day(p.strip()).toordinal()) if question.kind == "date" else number(p.strip()) for p in parts]
    if len(values) == 1:
        values *= 3
    elif len(values) == 2:
        values.insert(1, (values[0] + values[1]) / 2)
    elif len(values) != 3:
        raise UnusableQuestion(f"“{said}” is no value and no range: give it as 0.6, 0.5..0.7 or 0.5..0.6..0.7")
    return Figures(values[0], values[1], values[2], None, OWN_SCALE)


def _quantity(question: Question, reading: Reading, statement: Statement) -> Figures:
    every = [q for q in reading.quantities if q.statement == statement.id and q.unit == question.unit]
    own = [q for q in every if q.per is None and q.change is None]
    if every and not own:
        raise UnusableQuestion(f"“{every[0].text}” is a rate or a change, no amount: give --value, as 400..600")
    if len(own) != 1:
        raise UnusableQuestion(
            f"statement {statement.id} has {len(own) or 'no'} quantities in {question.unit}: give --value, as 400..600"
        )
    (q,) = own
    if q.low is None or q.high is None:
        raise UnusableQuestion(f"“{q.text}” has one bound only: give --value, as 400..600")
    return Figures(q.low, (q.low + q.high) / 2, q.high, reading.article.at(q.span), "as stated")


def _dates(reading: Reading, statement: Statement) -> Figures:
    own = [j.horizon for j in reading.judgements if j.statement == statement.id and j.horizon is not None]
    dated = {h.span: h for h in own if h.from_ and h.to}
    if len(dated) != 1:
        raise UnusableQuestion(
            f"statement {statement.id} has {len(dated) or 'no'} periods with both ends: give --value, as"
            " 2031-03-01..2031-06-30"
        )
    (horizon,) = dated.values()
    low, high = (float(day(str(d)[:10]).toordinal()) for d in (horizon.from_, horizon.to))
    return Figures(low, (low + high) / 2, high, reading.article.at(horizon.span), "as stated")
