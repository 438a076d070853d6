"""Who agrees or disagrees with whom, where a cue says so outright: "echoed the view", "agreed that"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kentledge.lexicons import lexicon
from kentledge.records import Relation, RelationKind, Speaker, Statement


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[RelationKind, re.Pattern[str]], ...]:
    out = []
    for r in lexicon("judgement")["relation"]:
        later = f"(?!\\s+(?:{'|'.join(r['not_before'])}))" if r["not_before"] else ""
        out.append((r["kind"], re.compile(rf"\b(?:{'|'.join(r['cues'])})\b{later}", re.IGNORECASE)))
    return tuple(out)


def relations(text: str, statements: Sequence[Statement], speakers: Sequence[Speaker]) -> tuple[Relation, ...]:
    """Relations from each speaker whose cue says so to the person who spoke last before.

    "Agreed to" (a deal) is no agreement of views.
    """
    people = {s.id for s in speakers if s.kind == "person"}
    found = []
    for i, statement in enumerate(statements):
        if statement.speaker not in people:
            continue
        for start, end in statement.cue:
            for kind, pattern in _cues():
                match = pattern.search(text[: min(end + 12, len(text))], start)
                if match is None or match.start() >= end:
                    continue
                earlier = [s for s in statements[:i] if s.speaker in people and s.speaker != statement.speaker]
                if earlier:
                    last = earlier[-1]
                    assert last.speaker is not None
                    assert statement.speaker is not None
                    found.append(Relation(statement.speaker, last.speaker, kind, match.span(), (statement.id, last.id)))
    unique = {(r.from_, r.to, r.kind, r.cue): r for r in found}
    return tuple(unique.values())
