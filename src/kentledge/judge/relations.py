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
        if statement.speaker is None or statement.speaker not in people:
            continue
        for start, end in statement.cue:
            for kind, pattern in _cues():
                match = pattern.search(text, start, end + 12)
                if match is None or match.start() >= end:
                    continue
                last = _last_other(statements[:i], people, statement.speaker)
                if last is not None and last.speaker is not None:
                    found.append(Relation(statement.speaker, last.speaker, kind, match.span(), (statement.id, last.id)))
    unique = {(r.from_, r.to, r.kind, r.cue): r for r in found}
    return tuple(unique.values())


def _last_other(earlier: Sequence[Statement], people: set[str], speaker: str) -> Statement | None:
    return next((s for s in reversed(earlier) if s.speaker in people and s.speaker != speaker), None)
