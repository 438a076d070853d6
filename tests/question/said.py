"""Small invented articles, each a few attributed sentences, with the reading that a good pipeline makes of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from kentledge.judge.scales import scale
from kentledge.records import (
    Article,
    Direction,
    Estimative,
    Judgement,
    Provenance,
    Quantity,
    Reading,
    Speaker,
    Statement,
)

FIRST = Provenance("0.1.0", "pilot-1", "2031.1")
SECOND = Provenance("0.2.0", "pilot-2", "2031.1")


@dataclass(frozen=True)
class Line:
    """A sentence: who, the words, the PHIA terms among the words, fronts, and an amount of crowns among the words."""

    who: str
    words: str
    terms: tuple[str, ...] = ()
    fronts: tuple[str, ...] = ()
    direction: Direction | None = None
    crowns: tuple[str, float, float] | None = None
    affiliation: str | None = None


def printed(
    day: str | None, outlet: str, *lines: Line, title: str = "The pact", provenance: Provenance = FIRST
) -> Reading:
    """An article of these lines, printed on a day (ISO) in an outlet."""
    text = f"{title}\n\n"
    speakers: dict[str, Speaker] = {}
    statements, judgements, quantities = [], [], []
    for n, line in enumerate(lines, 1):
        start = len(text)
        content = (start + len(line.who) + 11, start + len(line.who) + 11 + len(line.words))
        text += f"{line.who} said that {line.words}.\n\n"
        mention = (start, start + len(line.who))
        cue = (mention[1] + 1, mention[1] + 5)
        known = speakers.get(line.who)
        speakers[line.who] = Speaker(
            known.id if known else f"sp{len(speakers) + 1}", line.who, None, line.affiliation, "person",
            (*(known.mentions if known else ()), mention),
        )  # fmt: skip
        statements.append(
            Statement(f"st{n}", speakers[line.who].id, "indirect", line.words, (mention,), (cue,), (content,))
        )
        phrases = []
        for term in line.terms:
            at = text.index(term, content[0])
            phrases.append(Estimative((at, at + len(term)), term, False, "PHIA", *scale("phia").terms[term]))
        judgements.append(Judgement(f"st{n}", line.fronts, line.direction, tuple(phrases)))
        if line.crowns:
            words, low, high = line.crowns
            at = text.index(words, content[0])
            quantities.append(Quantity(f"q{n}", f"st{n}", (at, at + len(words)), words, low, high, "crown"))
    id_ = hashlib.sha256(text.encode()).hexdigest()[:16]
    article = Article(id_, text, title=title, published=day, outlet=outlet)
    return Reading(article, tuple(speakers.values()), tuple(statements), tuple(judgements),
                   quantities=tuple(quantities), provenance=provenance)  # fmt: skip
