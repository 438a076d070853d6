"""The records that the stages exchange: frozen, typed, and each one leading back to characters of an article.

A `Span` is `(start, end)`, character offsets into `Article.text`, end exclusive. Wherever a record carries a span, the
text at that span *is* the quotation. Absent values are None. The JSON form of a `Reading` is in `kentledge.format1`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
"""Character offsets `(start, end)` into an article's text, end exclusive."""

ROLES = ("source", "cue", "content")
"""The roles of spans in an attribution, as `Attribution` and `Statement` name them."""

SpeakerKind = Literal["person", "organisation", "government", "group", "document", "unknown"]
StatementKind = Literal["direct", "indirect", "mixed"]
ExcludedWhy = Literal["caption", "credit", "boilerplate"]
Direction = Literal["for", "against", "neutral"]
RelationKind = Literal["agrees", "disagrees"]
Size = Literal["small", "large"]
Tense = Literal["past", "present", "future"]
Change = Literal["up", "down"]
Modality = Literal["reported", "wanted", "offered", "thought possible", "doubted"]
Verdict = Literal["implies", "consistent", "inconsistent"]


def overlaps(span: Span, spans: Iterable[Span]) -> bool:
    """Whether a span shares a character with any of the others."""
    return any(start < span[1] and span[0] < end for start, end in spans)


@dataclass(frozen=True, slots=True)
class Excluded:
    """A stretch of the article that is kept but never read for statements: a caption, a credit line, boilerplate."""

    span: Span
    why: ExcludedWhy


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its canonical text, which all offsets refer to, and what is known about it.

    `id` is derived from `text` alone, so the same text has the same id wherever it was read. `title` and `dateline`
    are also given as spans where they stand in the text.
    """

    id: str
    text: str
    title: str | None = None
    dateline: str | None = None
    published: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    excluded: tuple[Excluded, ...] = ()
    title_span: Span | None = None
    dateline_span: Span | None = None

    def at(self, span: Span) -> str:
        """The text at a span."""
        return self.text[span[0] : span[1]]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who (source), how told (cue), what (content): spans only, as in the PARC and PolNeAR corpora."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Someone to whom statements are attributed. `mentions` are the spans that name or stand for the speaker."""

    id: str
    name: str
    role: str | None
    affiliation: str | None
    kind: SpeakerKind
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """What one speaker is said to have said. `text` is the text at `content`, several spans joined by a space.

    `within` is the statement in whose words this one stands: what one speaker says that another has said.
    """

    id: str
    speaker: str | None
    kind: StatementKind
    text: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    venue: str | None = None
    when: str | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Estimative:
    """An estimative phrase and the range of probability (0 to 1) that a named scale gives it.

    `phrase` is the phrase as in the lexicon, `span` where it stands, `scope` the words that it qualifies. Where
    `negated`, the range is already that of the negated phrase. `read_as` is the term of the scale that the phrase was
    read as, None where it is a term itself or a number.
    """

    span: Span
    phrase: str
    negated: bool
    scale: str
    low: float
    best: float
    high: float
    scope: Span | None = None
    read_as: str | None = None


@dataclass(frozen=True, slots=True)
class Horizon:
    """The time that a judgement looks at: the words, a label ("short term"), and dates where they can be resolved.

    `label` is "short term", "medium term", "long term", "open" (no end is known) or "dated"; `from_` and `to` are ISO
    dates. `tense` is that of the period itself.
    """

    span: Span
    label: str
    from_: str | None = None
    to: str | None = None
    tense: Tense | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """Words that say what effect is expected, and how large ("limited", "breathing space").

    `phrase` is the wording of the lexicon. `direction` is "for" where the effect helps or rises, "against" where it
    harms or falls; `size` is as the words have it, a negation beside them ("not sustained") already counted.
    """

    span: Span
    phrase: str
    negated: bool
    direction: Direction | None
    size: Size | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a statement judges: how surely (estimative phrases), over which horizon, on which fronts, to what effect.

    A statement has one judgement for each clause that has a hedge of its own or another outlook: `clause` is that
    clause, None for the whole statement. `direction` and `size` are what the speaker holds: an effect called unlikely
    counts as its opposite. `effects` are the words that say so, `front_words` those that speak for the fronts.
    """

    statement: str
    fronts: tuple[str, ...] = ()
    direction: Direction | None = None
    estimative: tuple[Estimative, ...] = ()
    horizon: Horizon | None = None
    clause: Span | None = None
    size: Size | None = None
    effects: tuple[Effect, ...] = ()
    front_words: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """One speaker agreeing or disagreeing with another, with the words that say so."""

    from_: str
    to: str
    kind: RelationKind
    cue: Span
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Per:
    """The reference of a rate: "per million shells" is `Per(1e6, "shell")`, "a year" is `Per(1, "year")`."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity as stated, magnitude words multiplied out.

    `low` None means unbounded below, `high` None unbounded above. `unit` is as printed in the singular ("container",
    "kilometre") or an ISO 4217 code; a percentage is a fraction with unit "1". `plain` marks small bare counts and
    ages, which a brief leaves out. `period` is where the text says what time it holds for ("in 2031", "a year ago").
    """

    id: str
    statement: str | None
    span: Span
    text: str
    low: float | None
    high: float | None
    unit: str
    per: Per | None = None
    approximate: bool = False
    change: Change | None = None
    of: str | None = None
    plain: bool = False
    period: Span | None = None


@dataclass(frozen=True, slots=True)
class Deal:
    """Who gives what to whom, in return for what, and how real the text makes it.

    `modality` is one of `Modality`. `span` is the clause that says so, `cue` its verb; the other spans are the words of
    each part, which for a part that the clause only implies ("In return, …") stand elsewhere.
    """

    giver: str
    receiver: str
    item: str
    in_return_for: str | None
    modality: str
    span: Span
    statement: str | None = None
    giver_span: Span | None = None
    receiver_span: Span | None = None
    item_span: Span | None = None
    in_return_for_span: Span | None = None
    cue: Span | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """What stated quantities imply together, or whether they clash.

    `formula` says in words what was calculated, `low` to `high` in `unit` (per `per`) is the outcome, and `says` is the
    sentence for a reader.
    """

    quantities: tuple[str, ...]
    formula: str
    low: float | None
    high: float | None
    unit: str
    verdict: Verdict
    says: str
    per: Per | None = None


@dataclass(frozen=True, slots=True)
class Camp:
    """Speakers on one side of a question, with the fronts they speak of and the words that put them there."""

    label: str
    speakers: tuple[str, ...]
    statements: tuple[str, ...]
    fronts: tuple[str, ...] = ()
    words: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of the finding and what it rests on: statements, and the spans of the words themselves."""

    text: str
    statements: tuple[str, ...]
    words: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """The article's assessment in a sentence or two, with the statements that it rests on.

    `clauses` are the parts that `text` is composed of, in order. `opening` are the article's own first sentences
    where they give an assessment.
    """

    text: str
    evidence: tuple[str, ...]
    clauses: tuple[Clause, ...] = ()
    opening: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """What read the article: versions of the program, of the reader's weights and of the lexicons."""

    kentledge: str
    reader: str
    lexicons: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that Kentledge read in one article."""

    article: Article
    speakers: tuple[Speaker, ...] = ()
    statements: tuple[Statement, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    relations: tuple[Relation, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    deals: tuple[Deal, ...] = ()
    checks: tuple[Check, ...] = ()
    camps: tuple[Camp, ...] = ()
    finding: Finding | None = None
    provenance: Provenance | None = None
