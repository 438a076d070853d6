"""The lexicons hold together: what one entry names, another has."""

from __future__ import annotations

import re

import pytest

from kentledge.lexicons import lexicon, version


def test_every_phrase_is_read_as_a_term_that_some_scale_has() -> None:
    scales = lexicon("estimative")["scales"]
    terms = {t for s in scales.values() for t in s["terms"]}
    for entry in lexicon("estimative")["phrase"]:
        assert entry["as"] in terms
    for scale in scales.values():
        assert scale["source"]
        assert all(0 <= low < high <= 1 for low, high in scale["terms"].values())


def test_phrases_are_listed_once() -> None:
    words = [w for entry in lexicon("estimative")["phrase"] for w in entry["words"]]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("kind", ["horizon", "relation"])
def test_patterns_compile_and_match_nothing_empty(kind: str) -> None:
    for entry in lexicon("judgement")[kind]:
        for pattern in entry.get("patterns", entry.get("cues")):
            assert not re.match(pattern, "")


def test_the_version_is_that_of_the_words() -> None:
    assert re.fullmatch("[0-9a-f]{12}", version())
    assert len({c["name"] for c in lexicon("countries")["country"]}) == len(lexicon("countries")["country"])
