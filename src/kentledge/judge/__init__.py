"""Judge: how surely a clause is held, over which horizon, on which fronts, to what effect; and who agrees with whom.

`estimative.toml`, `fronts.toml` and `judgement.toml` hold the words, and each record carries the spans of the words
that led to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kentledge.judge.clauses import judgements
from kentledge.judge.fronts import Fronts, UnusableFronts, known_fronts
from kentledge.judge.relations import related
from kentledge.judge.scales import Scale, UnknownScale, scale
from kentledge.judge.words import Words
from kentledge.records import Article, Judgement, Relation, Speaker, Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Fronts", "Scale", "UnknownScale", "UnusableFronts", "Words", "judge", "known_fronts", "relations", "scale"]


def judge(
    doc: Doc | Words,
    article: Article,
    statements: Sequence[Statement],
    *,
    scale: str = "phia",
    fronts: Path | None = None,
) -> tuple[Judgement, ...]:
    """The judgements of the statements, one for each clause with a hedge of its own or another outlook.

    `doc` is the article's parse, or its words; `fronts` a file of one's own. Raises UnknownScale, UnusableFronts.
    """
    return judgements(_words(doc), article, statements, _scale(scale), known_fronts(fronts))


def relations(
    doc: Doc | Words, statements: Sequence[Statement], speakers: Sequence[Speaker], judged: Sequence[Judgement] = ()
) -> tuple[tuple[Relation, ...], tuple[Speaker, ...]]:
    """Who agrees or disagrees with whom, with the words that say so; and those in a relation who have said nothing."""
    return related(_words(doc), statements, speakers, judged)


def _words(doc: Doc | Words) -> Words:
    return doc if isinstance(doc, Words) else Words(doc)


_scale = scale
