"""What the future answers: a question, the statements linked to it, and how it came out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Literal

from kentledge.errors import KentledgeError
from kentledge.pool.forecasts import Forecast
from kentledge.records import Provenance, Statement

Kind = Literal["binary", "choice", "numeric", "date"]
Polarity = Literal["for", "against"]
State = Literal["open", "resolved", "ambiguous", "annulled"]


class UnusableQuestion(KentledgeError):
    """The question, link or resolution cannot be as given; the message says why."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its criteria and the day (ISO) by which it is answered.

    `options` are those of a choice, `unit` that of a numeric question. `id` is its number in the ledger.
    """

    kind: Kind
    text: str
    criteria: str
    due: str
    options: tuple[str, ...] = ()
    unit: str | None = None
    by: str = ""
    at: str = ""
    id: int | None = None

    def __post_init__(self) -> None:
        """Raises UnusableQuestion."""
        if not self.text.strip():
            raise UnusableQuestion("a question needs words")
        if not self.criteria.strip():
            raise UnusableQuestion("a question needs criteria: say what will count as its answer (--criteria)")
        day(self.due)
        if self.kind == "choice" and (len(self.options) < 2 or len(set(self.options)) < len(self.options)):
            raise UnusableQuestion("a choice needs at least two different options (--option, once for each)")
        if self.kind != "choice" and self.options:
            raise UnusableQuestion(f"a {self.kind} question has no options")
        if (self.kind == "numeric") != (self.unit is not None):
            raise UnusableQuestion("a numeric question needs a unit, and no other has one (--unit)")


@dataclass(frozen=True, slots=True)
class Link:
    """A statement that bears on a question.

    `low`, `best` and `high` are as the words have it: a probability of what the statement says, which `polarity`
    "against" turns into one of the question's no; for a numeric question values in its unit, for a date the numbers of
    days (`date.toordinal`). `phrase` and `scale` say where the figures come from. `seen` is the statement, its
    `speaker` a name. `rule` is the explicit rule that made the link, None for the analyst's own hand.
    """

    question: int
    article: str
    seen: Statement
    polarity: Polarity
    low: float
    best: float
    high: float
    phrase: str | None
    scale: str
    option: str | None = None
    rule: str | None = None
    withdrawn: bool = False
    note: str | None = None
    by: str = ""
    at: str = ""
    read_by: Provenance | None = None
    id: int | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What a later link takes the place of: one of the same words to the same question or option."""
        return self.question, self.article, self.seen.content, self.option

    def forecast(self, kind: Kind, speaker: str, when: str | None) -> Forecast:
        """The link as a voice in a pool, polarity applied."""
        stated = Forecast(speaker, self.low, self.best, self.high, when)
        return stated.turned() if self.polarity == "against" and kind in ("binary", "choice") else stated


@dataclass(frozen=True, slots=True)
class Resolution:
    """How a question came out. `outcome` is yes or no, an option, a number, or a day; None unless `state` is resolved.

    `happened` is the day (ISO) from which it could be known.
    """

    question: int
    state: State
    outcome: str | None
    happened: str
    by: str = ""
    at: str = ""
    note: str | None = None
    id: int | None = None


def day(text: str) -> date:
    """A day given as ISO text. Raises UnusableQuestion."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnusableQuestion(f"“{text}” is no day: give it as 2031-03-05") from None


def outcome(question: Question, said: str) -> str:
    """The outcome as the ledger keeps it. Raises UnusableQuestion where the question cannot come out so."""
    said = said.strip()
    if question.kind == "binary":
        if said.lower() not in ("yes", "no"):
            raise UnusableQuestion(f"question {question.id} comes out yes or no, not “{said}”")
        return said.lower()
    if question.kind == "choice":
        found = [o for o in question.options if o.casefold() == said.casefold()]
        if not found:
            raise UnusableQuestion(f"“{said}” is no option of question {question.id}: {', '.join(question.options)}")
        return found[0]
    if question.kind == "date":
        return day(said).isoformat()
    return f"{number(said):.15g}"


def number(said: str) -> float:
    """A finite number. Raises UnusableQuestion."""
    try:
        value = float(said.replace(",", "").replace("_", ""))
    except ValueError:
        raise UnusableQuestion(f"“{said}” is no number") from None
    if not isfinite(value):
        raise UnusableQuestion(f"“{said}” is no finite number")
    return value
