"""Invented readings without end, as dense as those of political news, to fill a ledger with.

The articles are as long, and as thick with records, as the political news of PolNeAR is when Kentledge reads it: 4,500
characters, 21 statements by 11 speakers, half the text; 14 judgements with 17 fronts and 35 words for them, 3
estimative phrases, 6 quantities. The finding is made of them as that of any article is. Their words are invented, and
as unevenly frequent as those of news: 840 articles have 350 different words each and 40,000 in all. One article in
thirty is a copy of an earlier one, cut.
"""

from __future__ import annotations

import hashlib
import itertools
import random
from collections.abc import Iterator
from datetime import date, timedelta

from kentledge.records import (
    Article,
    Effect,
    Estimative,
    Horizon,
    Judgement,
    Provenance,
    Quantity,
    Reading,
    Relation,
    Span,
    Speaker,
    Statement,
    StatementKind,
)
from kentledge.weigh.finding import finding

PROVENANCE = Provenance("0.1.0", "1b48a61dd7d8", "82b5aadf7fe6 phia")
_VOCABULARY = 300_000
_COMMON = (
    *("the", "of", "to", "and", "a", "in", "that", "is", "for", "on", "it", "with", "as", "was", "by", "at", "from"),
    *("be", "has", "said", "not", "are", "his", "will", "this"),
)
_PARTS = (
    *("ba", "ke", "lo", "mi", "nu", "ra", "se", "ti", "vo", "xu", "da", "fe", "go", "hi", "ju", "ka", "le", "mo"),
    *("ne", "pi", "qua", "ro", "su", "ta", "ve", "wi", "yo", "zan", "cre", "dri", "stol", "ment"),
)
_FRONTS = ("political", "economic", "military", "geopolitical", "social", "legal")
_PHRASES = (
    ("almost certain", 0.95, 0.975, 1.0),
    ("highly likely", 0.8, 0.85, 0.9),
    ("likely", 0.55, 0.65, 0.75),
    ("realistic possibility", 0.4, 0.45, 0.5),
    ("unlikely", 0.25, 0.3, 0.35),
    ("highly unlikely", 0.1, 0.15, 0.2),
)
_KINDS: tuple[StatementKind, ...] = ("direct", "indirect", "mixed")


def word(number: int) -> str:
    """The so and so many most frequent word."""
    if number < len(_COMMON):
        return _COMMON[number]
    made = _PARTS[number % 29]  # words are no shorter than those of a language
    while number:
        number, part = divmod(number, len(_PARTS))
        made += _PARTS[part]
    return made


class Inventor:
    """Readings without end, the same for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self.dice = random.Random(seed)
        self.words = [word(n) for n in range(_VOCABULARY)]
        self.weights = list(itertools.accumulate((n + 8) ** -1.35 for n in range(_VOCABULARY)))
        self.names = [f"{self._name()} {self._name()}" for _ in range(40_000)]
        self.name_weights = list(itertools.accumulate(1 / (n + 5) for n in range(len(self.names))))
        self.outlets = [f"{self._name()} {kind}" for kind in ("Times", "Post", "Herald", "Courier") for _ in range(75)]
        self.outlet_weights = list(itertools.accumulate(1 / (n + 3) for n in range(len(self.outlets))))
        self.earlier: list[str] = []

    def _name(self) -> str:
        return word(self.dice.randrange(1000, 30_000_000)).capitalize()

    def readings(self) -> Iterator[Reading]:
        """Readings of new articles and of copies of earlier ones."""
        while True:
            yield self.reading()

    def reading(self) -> Reading:
        dice = self.dice
        title = " ".join(dice.choices(self.words, cum_weights=self.weights, k=9)).capitalize()
        if self.earlier and dice.random() < 1 / 30:
            body = dice.choice(self.earlier)
            sentences = body.split("\n")
            sentences = sentences[: max(8, int(len(sentences) * dice.uniform(0.4, 1)))]
        else:
            sentences = self._sentences()
            if dice.random() < 0.02:
                self.earlier = [*self.earlier[-499:], "\n".join(sentences)]
        text = "\n".join([title, *sentences])
        day = date(2016, 1, 1) + timedelta(days=dice.randrange(3650))
        article = Article(
            id="a" + hashlib.sha256(text.encode()).hexdigest()[:16],
            text=text,
            title=title,
            published=day.isoformat(),
            outlet=dice.choices(self.outlets, cum_weights=self.outlet_weights)[0],
            title_span=(0, len(title)),
        )
        return self._read(article, sentences, len(title) + 1)

    def _sentences(self) -> list[str]:
        length, made = max(1200, int(self.dice.lognormvariate(8.25, 0.5))), list[str]()
        while length > 0:
            words = self.dice.choices(self.words, cum_weights=self.weights, k=self.dice.randint(8, 34))
            if self.dice.random() < 0.12:
                words.insert(self.dice.randrange(len(words)), self.dice.choice(_PHRASES)[0])
            made.append(" ".join(words).capitalize() + ".")
            length -= len(made[-1]) + 1
        return made

    def _read(self, article: Article, sentences: list[str], at: int) -> Reading:
        dice = self.dice
        named = list(dict.fromkeys(dice.choices(self.names, cum_weights=self.name_weights, k=11)))
        mentions: list[list[Span]] = [[] for _ in named]
        statements, judgements, quantities = list[Statement](), list[Judgement](), list[Quantity]()
        for sentence in sentences:
            end = at + len(sentence)
            places = [at + n for n, c in enumerate(sentence) if c == " "]
            if dice.random() < 0.66 and len(places) > 7:
                who = dice.randrange(len(named))
                content = (dice.choice(places[3:6]) + 1, end - 1)
                source, cue = (at, places[0]), (places[1] + 1, places[2])
                mentions[who].append(source)
                if dice.random() < 0.55:
                    mentions[who].append((places[-2] + 1, places[-1]))
                id_ = f"s{len(statements) + 1}"
                kind: StatementKind = dice.choice(_KINDS)
                words = article.at(content)
                statements.append(Statement(id_, f"p{who + 1}", kind, words, (source,), (cue,), (content,)))
                judged = self._judged(id_, article, content)
                if judged is not None:
                    judgements.append(judged)
            if dice.random() < 0.21 and len(places) > 8:
                span = (places[6] + 1, places[8])
                quantities.append(
                    Quantity(f"q{len(quantities) + 1}", None, span, article.at(span), 3e6, 4e6, "USD", of="tonnes")
                )
            at = end + 1
        speakers = tuple(
            Speaker(
                f"p{n}", name, "minister" if n % 2 else None, "Board of Trade" if n % 3 else None, "person", tuple(m)
            )
            for n, (name, m) in enumerate(zip(named, mentions, strict=True), 1)
        )
        relations: tuple[Relation, ...] = ()
        if statements and len(speakers) > 1 and dice.random() < 0.3:
            relations = (Relation("p1", "p2", "agrees", statements[0].cue[0], (statements[0].id,)),)
        return Reading(
            article, speakers, tuple(statements), tuple(judgements), relations, tuple(quantities),
            finding=finding(article, statements, speakers, judgements),
            provenance=PROVENANCE,
        )  # fmt: skip

    def _judged(self, statement: str, article: Article, content: Span) -> Judgement | None:
        said = article.at(content)
        estimative = tuple(
            Estimative((at, at + len(phrase)), phrase, False, "phia", low, best, high)
            for phrase, low, best, high in _PHRASES
            if phrase in said
            for at in [content[0] + said.index(phrase)]
        )
        dice = self.dice
        fronts = tuple(dice.sample(_FRONTS, k=dice.choice([1, 1, 2]))) if dice.random() < 0.62 else ()
        gaps = [content[0] + n for n, c in enumerate(said) if c == " "]
        spans = list(itertools.pairwise([content[0], *gaps]))
        front_words = tuple(dice.choices(spans, k=dice.choice([1, 2, 2, 3]) * len(fronts))) if spans else ()
        effects = tuple(
            Effect(span, "growth", False, "for", None)
            for span in dice.choices(spans or [content], k=dice.random() < 0.17)
        )
        horizon = Horizon((content[0], content[0] + 8), "short term") if dice.random() < 0.05 else None
        if not estimative and not fronts and horizon is None:
            return None
        clause = content if dice.random() < 0.16 else None
        return Judgement(
            statement, fronts, dice.choice([None, "for", "against"]), estimative, horizon,
            clause, None, effects, front_words,
        )  # fmt: skip
