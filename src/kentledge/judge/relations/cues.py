"""The cues between speakers by where they stand, as judgement.toml gives them."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from kentledge.judge.forms import all_forms
from kentledge.judge.phrases import Phrases
from kentledge.lexicons import lexicon
from kentledge.records import RelationKind

Place = Literal["told", "said", "replied", "opening", "weak", "inverted", "medial", "compared", "of"]
_PLACES: tuple[Place, ...] = ("told", "said", "replied", "opening", "weak", "inverted", "medial", "compared", "of")


@lru_cache(maxsize=1)
def cues() -> dict[Place, Phrases[RelationKind]]:
    """The wordings of each place, with the kind of relation they tell."""
    given = lexicon("judgement")
    wordings: dict[Place, dict[str, RelationKind]] = {place: {} for place in _PLACES}
    for r in given["relation"]:
        for wording in r["cues"]:
            wordings[r["in"]].setdefault(wording, r["kind"])
    sets = given["relation_sets"]
    return {
        place: Phrases(wordings[place].items(), sets, inflect=all_forms if place == "told" else None)
        for place in _PLACES
    }
