"""The brief as a view of a reading: ordered, named and numbered once, so that every format says the same.

Statements have the numbers of their ids, by which `kentledge edit` knows them. Each line of a brief is a record here,
with the spans that it rests on (`evidence`). Texts are the article's own characters; a format may fold white space and
must escape, but never changes a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from kentledge.records import (
    Article,
    Direction,
    ExcludedWhy,
    Provenance,
    RelationKind,
    Span,
    SpeakerKind,
    StatementKind,
    Verdict,
)

UNATTRIBUTED = "Unattributed source"
NOTHING_FOUND = "No attributed statement was found."


class Evident(Protocol):
    """A line of a brief: whatever else it says, it names the spans of the article that it rests on."""

    @property
    def evidence(self) -> tuple[Span, ...]: ...


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the article and where they stand."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Chance:
    """An estimative phrase as printed; `says` gives it with its range and scale, as in “unlikely” = 25–35 % (PHIA)."""

    at: Passage
    scale: str
    low: float
    best: float
    high: float
    says: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """The time a statement looks at; `says` gives the printed words, with a label or dates where they add something."""

    at: Passage
    says: str


@dataclass(frozen=True, slots=True)
class EffectLine:
    """What effect a clause expects, with the words that say so: "effect: small (“limited”)"."""

    says: str
    words: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A judgement on the axis of the chart: its statement's number, the words judged, and all in one line (`says`)."""

    speaker: str
    statement: int
    phrase: str
    span: Span
    low: float
    best: float
    high: float
    scale: str
    fronts: tuple[str, ...]
    horizon: str | None
    words: str
    says: str


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One statement. `quotation` has one passage for each piece of a split quotation, `speaker` is a name or None."""

    number: int
    id: str
    speaker: str | None
    kind: StatementKind
    quotation: tuple[Passage, ...]
    source: tuple[Passage, ...]
    cue: tuple[Passage, ...]
    chances: tuple[Chance, ...]
    horizon: Outlook | None
    fronts: tuple[str, ...]
    direction: Direction | None
    venue: str | None
    when: str | None
    outlooks: tuple[Outlook, ...] = ()
    """Horizons of further clauses."""
    effects: tuple[EffectLine, ...] = ()
    edits: str | None = None
    """What an analyst did to it, and who: "speaker corrected by Ida"."""

    @property
    def evidence(self) -> tuple[Span, ...]:
        return tuple(p.span for p in self.quotation or self.cue or self.source)

    @property
    def judged(self) -> tuple[str, ...]:
        """What the statement judges besides its chances: horizon, fronts, stance."""
        words = [f"horizon {x.says}" for x in (self.horizon, *self.outlooks) if x]
        words += [", ".join(self.fronts)] if self.fronts else []
        words += [effect.says for effect in self.effects]
        if not self.effects and self.direction in ("for", "against"):
            words.append(f"stance: {self.direction}")
        return tuple(words)

    @property
    def told(self) -> tuple[str, ...]:
        """How the statement is told: kind, cue words, venue, time; and the source's words where nobody is named."""
        words: list[str] = [self.kind]
        words += [f"source {quoted(self.source)}"] if self.speaker is None and self.source else []
        words += [quoted(self.cue)] if self.cue else []
        words += [f"venue: {folded(self.venue)}"] if self.venue else []
        words += [f"when: {folded(self.when)}"] if self.when else []
        words += [edited(self.edits)] if self.edits else []
        return tuple(words)


@dataclass(frozen=True, slots=True)
class SpeakerEntry:
    """A speaker with the statements that are theirs. `evidence` is the mention that says most of who they are."""

    name: str
    role: str | None
    affiliation: str | None
    kind: SpeakerKind
    evidence: tuple[Span, ...]
    statements: tuple[StatementLine, ...]
    edits: str | None = None

    @property
    def described(self) -> str:
        """Role, affiliation and kind, as far as they are known, and what an analyst did to them."""
        known = [folded(x) for x in (self.role, self.affiliation) if x]
        words = ", ".join([*known, self.kind if self.kind != "unknown" else "kind unknown"])
        return f"{words} · {edited(self.edits)}" if self.edits else words


@dataclass(frozen=True, slots=True)
class Support:
    """A statement that a line rests on: its number and its own evidence."""

    number: int
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A part of the finding: its text, the numbers of the statements and the words that it rests on."""

    text: str
    statements: tuple[int, ...]
    words: tuple[Passage, ...]

    @property
    def evidence(self) -> tuple[Span, ...]:
        return tuple(p.span for p in self.words)

    @property
    def rests(self) -> str:
        """What the part rests on, in a line."""
        return f"{refer(self.statements)} {offsets(self.evidence)}".strip()


@dataclass(frozen=True, slots=True)
class FindingLine:
    """The article's assessment and the statements that it rests on, part by part.

    `opening` is what the article's own first sentences say, where they give an assessment.
    """

    text: str
    rests_on: tuple[Support, ...]
    clauses: tuple[ClauseLine, ...] = ()
    opening: tuple[Passage, ...] = ()

    @property
    def evidence(self) -> tuple[Span, ...]:
        return tuple(span for support in self.rests_on for span in support.evidence)


@dataclass(frozen=True, slots=True)
class RelationLine:
    """One speaker agreeing or disagreeing with another, with the words that say so."""

    says: str
    kind: RelationKind
    cue: Passage
    statements: tuple[int, ...]

    @property
    def evidence(self) -> tuple[Span, ...]:
        return (self.cue.span,)


@dataclass(frozen=True, slots=True)
class CampLine:
    """Speakers on one side of a question."""

    label: str
    speakers: tuple[str, ...]
    rests_on: tuple[Support, ...]
    fronts: tuple[str, ...] = ()

    @property
    def evidence(self) -> tuple[Span, ...]:
        return tuple(span for support in self.rests_on for span in support.evidence)

    @property
    def members(self) -> str:
        """The speakers, and the fronts of which they speak."""
        return ", ".join(self.speakers) + (f" ({', '.join(self.fronts)})" if self.fronts else "")


@dataclass(frozen=True, slots=True)
class QuantityLine:
    """A quantity as printed, normalised in words, and who said it, with the number of the statement if it has one.

    `period` are the words that say when it holds, which `normalised` has as well.
    """

    printed: Passage
    normalised: str
    said_by: str
    statements: tuple[int, ...]
    period: Passage | None = None

    @property
    def evidence(self) -> tuple[Span, ...]:
        return (self.printed.span,) if self.period is None else (self.printed.span, self.period.span)


@dataclass(frozen=True, slots=True)
class DealLine:
    """Who gives what to whom, in return for what, how real the text makes it, and by whom it is said."""

    says: str
    modality: str
    at: Passage
    said_by: str
    statements: tuple[int, ...]
    elsewhere: tuple[Span, ...] = ()
    """Parts that stand outside the clause: "In return, …" names what was given in a sentence before."""

    @property
    def evidence(self) -> tuple[Span, ...]:
        return (self.at.span, *self.elsewhere)


@dataclass(frozen=True, slots=True)
class CheckLine:
    """What stated quantities imply together, or whether they clash, with the calculation and its result in words."""

    verdict: Verdict
    says: str
    formula: str
    result: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class HandLine:
    """An edit: what was done to which words, and by whom, when, and why (`notes`)."""

    says: str
    notes: tuple[str, ...]
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question that the article's statements are linked to: its answer so far, and the chart of its voices (SVG).

    `evidence` is the words of this article that are linked.
    """

    says: str
    notes: tuple[str, ...]
    evidence: tuple[Span, ...]
    drawn: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExcludedLine:
    """A stretch of the article that was not read for statements."""

    at: Passage
    why: ExcludedWhy

    @property
    def evidence(self) -> tuple[Span, ...]:
        return (self.at.span,)


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything a brief shows, in the order in which it shows it."""

    article: Article
    title: str
    imprint: tuple[str, ...]
    finding: FindingLine | None
    speakers: tuple[SpeakerEntry, ...]
    unattributed: tuple[StatementLine, ...]
    relations: tuple[RelationLine, ...]
    camps: tuple[CampLine, ...]
    quantities: tuple[QuantityLine, ...]
    deals: tuple[DealLine, ...]
    checks: tuple[CheckLine, ...]
    excluded: tuple[ExcludedLine, ...]
    provenance: Provenance | None
    chart: tuple[ChartRow, ...] = ()
    hand: tuple[HandLine, ...] = ()
    questions: tuple[QuestionLine, ...] = ()

    @property
    def statements(self) -> tuple[StatementLine, ...]:
        """All statements in the order in which the brief has them."""
        return tuple(line for entry in self.speakers for line in entry.statements) + self.unattributed

    @property
    def nothing_found(self) -> str | None:
        """The sentence that stands for the statements where there is none."""
        return None if self.statements else NOTHING_FOUND

    @property
    def read_by(self) -> str:
        """The provenance line, which also says what the offsets count."""
        p = self.provenance
        by = "Reader not recorded."
        if p:
            by = f"Read by Kentledge {p.kentledge}, reader {p.reader}, lexicons {p.lexicons}."
        return f"{by} [start–end] are character offsets into article {self.article.id}."


def offsets(spans: tuple[Span, ...]) -> str:
    """Evidence as it is printed: "[480–560, 600–690]"; empty where there is none."""
    return f"[{', '.join(f'{start}–{end}' for start, end in spans)}]" if spans else ""


def refer(numbers: tuple[int, ...]) -> str:
    """Statements referred to by number: "statement 3", "statements 1, 2"; empty where there is none."""
    return f"statement{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}" if numbers else ""


def edited(edits: str) -> str:
    """The mark of a line that an analyst's hand has touched."""
    return f"edited: {folded(edits)}"


def folded(text: str) -> str:
    """The text on one line: each run of white space as one space."""
    return " ".join(text.split())


def quoted(passages: tuple[Passage, ...]) -> str:
    """Passages on one line in quotation marks; pieces that stand apart are joined by an ellipsis."""
    return f"“{' … '.join(folded(p.text) for p in passages)}”"
