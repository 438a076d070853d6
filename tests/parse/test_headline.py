"""A headline is read by itself: it does not run into the report, and its spans stand in the report's order."""

from __future__ import annotations

from kentledge.read import article_from_text
from kentledge.reading import Engine

TEXT = """Grain corridor faces a hard winter, analysts warn

By Petra Lindqvist

KARVALA, Nov 20 (Meridian Wire) — Insurers will stop covering ships bound for Osset before the end of January, \
according to a note by Farrow Street Research.

“We have heard this song each autumn,” said Lew Okoro, the ambassador.
"""


def test_a_headlines_cue_takes_nothing_of_the_report(engine: Engine) -> None:
    reading = engine.assess(article_from_text(TEXT))
    assert reading.article.title == "Grain corridor faces a hard winter, analysts warn"
    names = {s.id: s.name for s in reading.speakers}
    told = [(names[s.speaker or ""], " ".join(TEXT[a:b] for a, b in s.content)) for s in reading.statements]
    assert [words for _, words in told] == [
        "Grain corridor faces a hard winter",
        "Insurers will stop covering ships bound for Osset before the end of January",
        "“We have heard this song each autumn,”",
    ]
    assert told[0][0] == "analysts"
    assert "Farrow Street Research" in told[1][0]


def test_spans_of_a_text_with_and_without_a_headline_are_the_same_words(engine: Engine) -> None:
    body = TEXT.split("\n\n", 2)[2]
    with_it, without = (engine.assess(article_from_text(t)) for t in (TEXT, body))

    def words(reading: object, text: str) -> list[str]:
        return [text[a:b] for s in reading.statements for a, b in (*s.source, *s.cue, *s.content)]  # type: ignore[attr-defined]

    assert words(with_it, TEXT)[3:] == words(without, body)
