"""Any reading whose spans lie in its text and whose references lead somewhere."""

from __future__ import annotations

import hashlib
from itertools import count

from hypothesis import strategies as st

from kentledge.records import (
    Article,
    Camp,
    Check,
    Clause,
    Deal,
    Effect,
    Estimative,
    Excluded,
    Finding,
    Horizon,
    Judgement,
    Per,
    Provenance,
    Quantity,
    Reading,
    Relation,
    Size,
    Span,
    Speaker,
    Statement,
    Tense,
)

# What is hard about counting characters: beyond the basic plane, combining marks, joiners, line ends, quotes.
_hard = st.sampled_from(
    ["🛳️", "👩‍🚒", "𝕹", "e\u0301", "\u0308", "\r\n", "\u2028", "“", "’", "'", '"', "\ufeff", "مرفأ", "港", "%"]
)
texts = st.lists(
    st.one_of(_hard, st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))), min_size=1
)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
maybe = st.none() | words
numbers = st.floats(allow_nan=False)
chances = st.floats(0, 1)
_number = count()


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    text = "".join(draw(texts)) or "-"

    def span() -> Span:
        start = draw(st.integers(0, len(text) - 1))
        return start, draw(st.integers(start + 1, len(text)))

    def spans() -> tuple[Span, ...]:
        return tuple(span() for _ in range(draw(st.integers(0, 3))))

    def some(ids: list[str]) -> tuple[str, ...]:
        return tuple(draw(st.lists(st.sampled_from(ids), max_size=3))) if ids else ()

    def one(ids: list[str]) -> str | None:
        return draw(st.none() | st.sampled_from(ids)) if ids else None

    def several() -> range:
        return range(draw(st.integers(0, 3)))

    article = Article(
        hashlib.sha256(text.encode()).hexdigest(), text,
        draw(maybe), draw(maybe), draw(maybe), draw(maybe), draw(maybe), draw(maybe),
        tuple(Excluded(s, "caption") for s in spans()), span() if draw(st.booleans()) else None,
        span() if draw(st.booleans()) else None,
    )  # fmt: skip
    speakers = tuple(
        Speaker(f"p{n}", draw(words), draw(maybe), draw(maybe), draw(st.sampled_from(["person", "group"])), spans())
        for n in several()
    )
    people = [speaker.id for speaker in speakers]
    statements: list[Statement] = []
    for n in several():
        content = spans()
        said = draw(st.just(" ".join(article.at(s) for s in content)) | words)
        statements.append(
            Statement(
                f"s{n}",
                one(people),
                "mixed",
                said,
                spans(),
                spans(),
                content,
                draw(maybe),
                draw(maybe),
                within=draw(st.sampled_from([None, *(earlier.id for earlier in statements)])),
            )
        )
    sayings = [statement.id for statement in statements]

    def estimative() -> Estimative:
        low, best, high = draw(chances), draw(chances), draw(chances)
        scope, read_as = span() if draw(st.booleans()) else None, draw(maybe)
        return Estimative(span(), draw(words), draw(st.booleans()), draw(words), low, best, high, scope, read_as)

    def horizon() -> Horizon | None:
        tense: Tense | None = draw(st.sampled_from([None, "past", "future"]))
        return Horizon(span(), draw(words), draw(maybe), draw(maybe), tense) if draw(st.booleans()) else None

    sizes: st.SearchStrategy[Size | None] = st.sampled_from([None, "small", "large"])

    def effect() -> Effect:
        return Effect(span(), draw(words), draw(st.booleans()), draw(st.sampled_from([None, "against"])), draw(sizes))

    judgements = tuple(
        Judgement(
            draw(st.sampled_from(sayings)), tuple(draw(st.lists(words, max_size=2))),
            draw(st.sampled_from([None, "for"])), tuple(estimative() for _ in several()), horizon(),
            span() if draw(st.booleans()) else None, draw(sizes), tuple(effect() for _ in several()),
            tuple(span() for _ in several()),
        )
        for _ in several() if sayings
    )  # fmt: skip
    quantities = tuple(
        Quantity(
            f"q{n}", one(sayings), (where := span()), draw(st.just(article.at(where)) | words),
            draw(st.none() | numbers), draw(st.none() | numbers), draw(words),
            draw(st.none() | st.builds(Per, numbers, words)), draw(st.booleans()),
            draw(st.sampled_from([None, "up", "down"])), draw(maybe), draw(st.booleans()),
        )
        for n in several()
    )  # fmt: skip
    amounts = [quantity.id for quantity in quantities]
    relations = tuple(
        Relation(draw(st.sampled_from(people)), draw(st.sampled_from(people)), "agrees", span(), some(sayings))
        for _ in several() if people
    )  # fmt: skip
    deals = tuple(
        Deal(draw(words), draw(words), draw(words), draw(maybe), draw(words), span(), one(sayings)) for _ in several()
    )
    checks = tuple(
        Check(some(amounts), draw(words), draw(st.none() | numbers), None, draw(words), "implies", draw(words))
        for _ in several()
    )
    return Reading(
        article, speakers, tuple(statements), judgements, relations, quantities, deals, checks,
        camps=tuple(
            Camp(draw(words), some(people), some(sayings), tuple(draw(st.lists(words, max_size=2))),
                 tuple(span() for _ in several()))
            for _ in several()
        ),
        finding=Finding(
            draw(words), some(sayings),
            tuple(Clause(draw(words), some(sayings), tuple(span() for _ in several())) for _ in several()),
            tuple(span() for _ in several()),
        ) if draw(st.booleans()) else None,
        provenance=Provenance("0.1.0", f"reader {next(_number)}", draw(words)),  # never read twice by the same program
    )  # fmt: skip
